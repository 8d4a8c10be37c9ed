"""The periods of a series: calendar weeks, months, quarters or years, each with a name of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

#: How often a series comes.
EVERY = ("week", "month", "quarter", "year")

# ISO weeks end on a Sunday, as in `tallies.periods`.
_FREQUENCY = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
_FORMS = {
    "week": re.compile(r"[0-9]{4}-W[0-9]{2}"),
    "month": re.compile(r"[0-9]{4}-[0-9]{2}"),
    "quarter": re.compile(r"[0-9]{4}-Q[1-4]"),
    "year": re.compile(r"[0-9]{4}"),
}
_EXAMPLES = {"week": "2024-W46", "month": "2024-11", "quarter": "2024-Q4", "year": "2024"}


class UnreadablePeriod(ValueError):
    """A text that names no period of its kind."""

    def __init__(self, text: str, every: str) -> None:
        super().__init__(f"{text!r} names no {every}; write it like {_EXAMPLES[every]}")


@dataclass(frozen=True, order=True)
class Period:
    """One period.

    Attributes
    ----------
    start, end : Timestamp
        First and last day.
    every : str
        Of `EVERY`.
    """

    start: pd.Timestamp
    end: pd.Timestamp
    every: str

    @classmethod
    def named(cls, name: str, every: str) -> Period:
        """The period of a name, such as "2024-11" or "2024-W46".

        Raises
        ------
        UnreadablePeriod
            The text names no such period.
        """
        if not _FORMS[every].fullmatch(name):
            raise UnreadablePeriod(name, every)
        try:
            if every == "week":
                return cls.holding(pd.Timestamp.fromisocalendar(int(name[:4]), int(name[6:]), 1), every)
            return cls._of(pd.Period(name.replace("-Q", "Q"), freq=_FREQUENCY[every]), every)
        except ValueError:
            raise UnreadablePeriod(name, every) from None

    @classmethod
    def holding(cls, day: pd.Timestamp, every: str) -> Period:
        """The period that a day lies in."""
        return cls._of(pd.Period(day, freq=_FREQUENCY[every]), every)

    @classmethod
    def _of(cls, span: pd.Period, every: str) -> Period:
        return cls(span.start_time.normalize(), span.end_time.normalize(), every)

    @property
    def name(self) -> str:
        """How it is called in names of folders: "2024-W46", "2024-11", "2024-Q4", "2024"."""
        if self.every == "week":
            year, week, _ = self.start.isocalendar()
            return f"{year}-W{week:02}"
        if self.every == "quarter":
            return f"{self.start.year}-Q{self.start.quarter}"
        return f"{self.start:%Y-%m}" if self.every == "month" else f"{self.start.year}"

    def next(self) -> Period:
        """The period after this one."""
        return Period.holding(self.end + pd.Timedelta(days=1), self.every)

    def before(self) -> Period:
        """The period before this one."""
        return Period.holding(self.start - pd.Timedelta(days=1), self.every)


def since(first: Period, last: Period | None, day: pd.Timestamp) -> Iterator[Period]:
    """The periods from the first on that end before a day, and none after the last.

    Parameters
    ----------
    first : Period
    last : Period or None
    day : Timestamp
    """
    at = first
    while at.end < day and (last is None or at <= last):
        yield at
        at = at.next()


def last_complete(every: str, day: pd.Timestamp) -> Period:
    """The last period that has ended by a day: on the last day of a month, that month."""
    at = Period.holding(day, every)
    return at if at.end == day else at.before()
