"""Periods of the calendar: day, ISO week, month, quarter, year, or the whole."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]

#: The periods that a tally knows, finest first.
PERIODS = ("day", "week", "month", "quarter", "year", "whole")

# 1970-01-01 was a Thursday: the ISO week that holds it began three days earlier.
_MONDAY = 3


def number_of(days: Ints, period: str) -> Ints:
    """Number of the period that each day lies in; consecutive periods have consecutive numbers.

    Parameters
    ----------
    days : array of int64, shape (n,)
        Days since 1970-01-01.
    period : str
        One of `PERIODS`.

    Returns
    -------
    array of int64, shape (n,)
        The whole is period 0.
    """
    if period == "day":
        return days
    if period == "week":
        return (days + _MONDAY) // 7
    if period == "whole" or len(days) == 0:
        return np.zeros(len(days), dtype=np.int64)
    # The calendar is asked once for each day that can occur, not once a row.
    first, last = int(days.min()), int(days.max())
    calendar = np.arange(first, last + 1).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    months = calendar[days - first]
    return {"month": months, "quarter": months // 3, "year": months // 12}[period]


def first_day(numbers: Ints, period: str) -> Ints:
    """First day of each period, in days since 1970-01-01.

    Raises
    ------
    ValueError
        For the whole, which begins where its tally does.
    """
    if period == "day":
        return numbers
    if period == "week":
        return numbers * 7 - _MONDAY
    months = {"month": 1, "quarter": 3, "year": 12}.get(period)
    if months is None:
        raise ValueError("The whole period has no first day of its own.")
    return (numbers * months).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def last_day(numbers: Ints, period: str) -> Ints:
    """Last day of each period, in days since 1970-01-01."""
    return first_day(numbers + 1, period) - 1


def day_of(number: int | None) -> pd.Timestamp | None:
    """The day of a number of days since 1970-01-01; None where there is none."""
    return None if number is None else pd.Timestamp(np.datetime64(number, "D"))


def day_number(day: pd.Timestamp) -> int:
    """A day as the number of days since 1970-01-01."""
    return int(day.normalize().to_datetime64().astype("datetime64[D]").astype(np.int64))
