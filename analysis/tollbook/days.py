"""A day as a caller writes it: in full, and never read by the clock."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class NotADay(ValueError):
    """A value that is no day."""

    def __init__(self, name: str, value: Any) -> None:
        super().__init__(f"{name} is {value!r}, which is not a day. Write it as YYYY-MM-DD, for example 2024-11-30.")


def day_of(value: Any, name: str) -> pd.Timestamp:
    """A day, at midnight.

    Parameters
    ----------
    value : str, date or Timestamp
        A text is a day in full: pandas would read "today" and "14" too, by the clock.
    name : str
        What the caller calls it.

    Raises
    ------
    NotADay
        It is none; the message says how to write one.
    """
    day = None
    if isinstance(value, date | np.datetime64) or (isinstance(value, str) and _DAY.fullmatch(value.strip())):
        try:
            day = pd.Timestamp(value)
        except (ValueError, TypeError):
            day = None
    if day is None or pd.isna(day):
        raise NotADay(name, value)
    return pd.Timestamp(day.normalize())
