"""The layout of a tally: which level and period its rows have, and the place and days that it is about."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from tollbook import places
from tollbook.days import day_of
from tollbook.places import Place
from tollbook.tallies import geography, periods

Day = str | pd.Timestamp | None


@dataclass(frozen=True)
class Layout:
    """Level, period, place and days of a tally.

    Attributes
    ----------
    level, period : str
        Of `geography.LEVELS` and `periods.PERIODS`.
    within : str
        p-code of the unit that it is about; the country's where all was taken.
    first, last : int or None
        The days asked for, in days since 1970-01-01.
    """

    level: str
    period: str
    within: str
    first: int | None
    last: int | None

    @property
    def start(self) -> pd.Timestamp | None:
        """The first day asked for."""
        return periods.day_of(self.first)

    @property
    def end(self) -> pd.Timestamp | None:
        """The last day asked for."""
        return periods.day_of(self.last)


def layout(by: Sequence[str] | str, within: Place | str | None, start: Day, end: Day) -> Layout:
    """The layout that a caller asked for.

    Raises
    ------
    ValueError
        An unknown level or period, a level wider than the place, no day, or an end before its start.
    """
    level, period = parse_by(by)
    unit = unit_of(within)
    own = _level_of(unit)
    level = level or own
    if geography.LEVELS.index(level) > geography.LEVELS.index(own):
        raise ValueError(
            f"A tally of {places.label(unit)} can't be made by {level}, which is wider: its rows would bear the name "
            f"of the {level} and hold only a part of it. Choose {own} or a level below."
        )
    first = None if start is None else periods.day_number(day_of(start, "start"))
    last = None if end is None else periods.day_number(day_of(end, "end"))
    if first is not None and last is not None and last < first:
        raise ValueError(f"The end {end} lies before the start {start}.")
    return Layout(level, period, unit, first, last)


def _level_of(unit: str) -> str:
    """The level of the unit that a tally is about; a place below township level has no tally of its own."""
    level = places.unit(unit).level
    if level not in geography.LEVELS:
        raise ValueError(f"A tally is about a township, a district, a state or the country, not about {unit!r}.")
    return level


def unit_of(within: Place | str | None) -> str:
    """p-code of the place that a caller gave, as a place, by its code or by its name; the country's where none is.

    Raises
    ------
    UnknownPlace, AmbiguousPlace
        No place, or several, can be meant; the message names the nearest, or lists them.
    """
    if isinstance(within, Place):
        return within.pcode
    return geography.COUNTRY if not within else within if places.unit(within).level else places.place(within).pcode


def parse_by(by: Sequence[str] | str) -> tuple[str, str]:
    """Level and period from what the caller wrote; an empty level where none was named, which is then the place's.

    Raises
    ------
    ValueError
        A word is neither, or two words are both levels or both periods.
    """
    words = [w.strip().lower() for w in (by.split(",") if isinstance(by, str) else by) if w.strip()]
    known = (*geography.LEVELS, *periods.PERIODS)
    unknown = [w for w in words if w not in known]
    if unknown:
        near = difflib.get_close_matches(unknown[0], known, n=1)
        raise ValueError(
            f"A tally can't be made by {unknown[0]!r}. Levels: {', '.join(geography.LEVELS)}. "
            f"Periods: {', '.join(periods.PERIODS)}.{f' The nearest is {near[0]!r}.' if near else ''}"
        )
    level = [w for w in words if w in geography.LEVELS]
    period = [w for w in words if w in periods.PERIODS]
    if len(level) > 1 or len(period) > 1:
        raise ValueError(f"A tally has one level and one period, not {', '.join(words)}.")
    return (level or [""])[0], (period or ["whole"])[0]
