"""Values of parameters that follow from the period, the place and the day of issue, by names that a person can read.

In a series file a parameter is such a value where it begins with "=": ``as_of: =day of issue``. No value looks at a
clock: the same series gives the same parameters on any day.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tollbook.series.periods import EVERY, Period, last_complete

#: What a dynamic value begins with.
SIGN = "="


@dataclass(frozen=True)
class Moment:
    """What dynamic values are worked out from.

    Attributes
    ----------
    period : Period
    issued, next_issue : Timestamp
        The days of this issue and of the next.
    last_issue : callable
        Gives the facts file of the last issue that was published, or None; it is looked for only where it is asked for.
    """

    period: Period
    issued: pd.Timestamp
    next_issue: pd.Timestamp
    last_issue: Callable[[], str | None]


Value = Callable[[Moment], str | None]


def _day(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}"


def _last_complete(every: str) -> dict[str, Value]:
    def first(moment: Moment) -> str:
        return _day(last_complete(every, moment.issued).start)

    def last(moment: Moment) -> str:
        return _day(last_complete(every, moment.issued).end)

    return {f"first day of the last complete {every}": first, f"last day of the last complete {every}": last}


#: Every dynamic value, by its name.
VALUES: dict[str, Value] = {
    "first day of the period": lambda moment: _day(moment.period.start),
    "last day of the period": lambda moment: _day(moment.period.end),
    "first day of the period before": lambda moment: _day(moment.period.before().start),
    "last day of the period before": lambda moment: _day(moment.period.before().end),
    "first day of the year of the period": lambda moment: _day(moment.period.start.replace(month=1, day=1)),
    "name of the period": lambda moment: moment.period.name,
    "day of issue": lambda moment: _day(moment.issued),
    "day of the next issue": lambda moment: _day(moment.next_issue),
    "last issue": lambda moment: moment.last_issue(),
    **{name: value for every in EVERY for name, value in _last_complete(every).items()},
}


def is_dynamic(value: object) -> bool:
    """Whether a parameter of a series file is a dynamic value, or a list that holds one."""
    if isinstance(value, list):
        return any(map(is_dynamic, value))
    return isinstance(value, str) and value.startswith(SIGN)


def problems(value: object) -> list[str]:
    """What is wrong with a dynamic value, in sentences."""
    if isinstance(value, list):
        return [f"A value that begins with {SIGN!r} stands alone, and not in a list."]
    name = _name(value)
    if name in VALUES:
        return []
    near = difflib.get_close_matches(name, VALUES, n=1, cutoff=0.0)[0]
    return [f"There is no value '{SIGN}{name}'. The nearest is '{SIGN}{near}'."]


def value_of(value: object, moment: Moment) -> Any:
    """What the value of a parameter comes to: itself, where it is not dynamic."""
    return VALUES[_name(value)](moment) if is_dynamic(value) else value


def _name(value: object) -> str:
    return " ".join(str(value).removeprefix(SIGN).split())
