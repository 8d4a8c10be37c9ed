"""Coverage source by source: on how many days of a place each was counting, was not, or did not say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import places
from tollbook.claims.coverage_days import CODE, Rows

_COUNTED, _NOT_COVERED = (CODE[name] for name in ("counted", "not covered"))


@dataclass(frozen=True)
class OfSource:
    """What one source says of a place and some days, in days of townships: a district of four has four a day."""

    source: str
    counted: int
    not_covered: int
    unknown: int


@dataclass(frozen=True)
class BySource:
    """What sources say of a place and some days.

    Attributes
    ----------
    sources : tuple of OfSource
        Those that were counting, or say that they were not, on any day; in order of their names. None: nobody states
        where they were looking.
    townships, days : int
    weeks : int
        Whole weeks, from Monday to Sunday.
    silent_weeks : int
        Whole weeks in which no source was counting anywhere in the place on any day.
    """

    sources: tuple[OfSource, ...]
    townships: int
    days: int
    weeks: int
    silent_weeks: int


def by_source(cover: pd.DataFrame, pcode: str, start: pd.Timestamp, end: pd.Timestamp) -> BySource:
    """Take coverage apart by its sources.

    Parameters
    ----------
    cover : DataFrame
        As `coverage.read` gives it. Of one source the row of the smallest place speaks.
    pcode : str
        Of a township, district, state or the country.
    start, end : Timestamp
        First and last day.

    Returns
    -------
    BySource
    """
    unit = places.unit(pcode)
    townships = [unit.township] if unit.township else places.units_at("township", pcode)
    days = (end - start).days + 1
    monday = -start.weekday() % 7
    weeks = max(0, days - monday) // 7
    told, counting = [], np.zeros(days, dtype=np.bool_)
    near = cover[((cover["start"] <= end) & (cover["end"] >= start)).to_numpy()]
    for name, mine in near.groupby(near["source"].astype(str), sort=True) if len(near) else ():
        codes = _codes(mine, townships, start, days)
        counted, not_covered = int((codes == _COUNTED).sum()), int((codes == _NOT_COVERED).sum())
        if counted or not_covered:
            told.append(OfSource(str(name), counted, not_covered, codes.size - counted - not_covered))
            counting |= (codes == _COUNTED).any(axis=0)
    held = counting[monday : monday + 7 * weeks].reshape(weeks, 7).any(axis=1)
    return BySource(tuple(told), len(townships), days, weeks, weeks - int(held.sum()))


def _codes(mine: pd.DataFrame, townships: list[str], start: pd.Timestamp, days: int) -> npt.NDArray[np.int8]:
    """Status of each township and day by one source: shape (townships, days)."""
    rows = Rows(mine)
    about = rows.about(townships)
    first = int(start.to_datetime64().astype("datetime64[D]").astype(np.int64))
    codes = np.zeros((len(townships), days), dtype=np.int8)
    # The smallest place last, so that its word stands.
    for row in np.argsort(rows.depth, kind="stable"):
        begin, behind = max(int(rows.start[row]) - first, 0), min(int(rows.end[row]) - first, days)
        if begin < behind and about[:, row].any():
            codes[about[:, row], begin:behind] = rows.code[row]
    return codes
