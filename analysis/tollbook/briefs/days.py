"""Days and periods as people write them; never read by the clock."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from tollbook.briefs.errors import BriefError
from tollbook.days import NotADay, day_of

Period = str | tuple[Any, Any]

_PERIOD = re.compile(r"\d{4}(-Q[1-4]|-\d{2}(-\d{2})?)?")
_UNREADABLE = "The period {period!r} can't be read. Write 2024-11, 2024-Q4, 2024, or 2024-11-01/2024-11-30."


def days_of(period: Period) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day of a period.

    Parameters
    ----------
    period : str or (first day, last day)
        "2024", "2024-Q4", "2024-11", "2024-11-14", "2024-11-01/2024-11-30", or two days.

    Raises
    ------
    BriefError
        It can't be read, or it ends before it begins.
    """
    if isinstance(period, str) and "/" not in period:
        # Only these forms: pandas reads many others, some of them ("now", "November") by the clock.
        if not _PERIOD.fullmatch(period.strip()):
            raise BriefError(_UNREADABLE.format(period=period))
        try:
            span = pd.Period(period.strip())
        except ValueError:
            raise BriefError(_UNREADABLE.format(period=period)) from None
        return span.start_time.normalize(), span.end_time.normalize()
    first, last = period.split("/", 1) if isinstance(period, str) else period
    start, end = as_day(first, "start"), as_day(last, "end")
    if end < start:
        raise BriefError(f"The period ends on {end:%Y-%m-%d}, before it begins on {start:%Y-%m-%d}.")
    return start, end


def as_day(value: Any, name: str) -> pd.Timestamp:
    """A day, at midnight.

    Raises
    ------
    BriefError
        It is not a day.
    """
    try:
        return day_of(value, name)
    except NotADay as error:
        raise BriefError(str(error)) from None
