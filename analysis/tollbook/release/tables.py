"""A tally as a release may show it: rows that may not be there are gone, and numbers that may not are held back."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook.release.cells import CellKey, sum_key
from tollbook.release.clearance import Clearance, Numbers
from tollbook.release.held import Held

#: Columns of numbers, which a row that is held back has none in, and what stands there instead.
_NUMBERS = ("low", "best", "high", "highest_stated", "spread_share")
_COUNTS = ("open_incidents", "claims", "origins")
#: Columns that say what is held back, and what a row stands in.
ADDED = ("held", "below", "of_level", "within")


def cleared(table: pd.DataFrame, level: str, within: str, clearance: Clearance) -> pd.DataFrame:
    """The rows of a tally that a release may show.

    Rows that are held back whatever they say (too fine a place, too recent, too short) are left out: that they are
    there would tell that something is known. A row that is held back for its number stays, without any number.

    Parameters
    ----------
    table : DataFrame
        The table of a tally.
    level : str
        Of the tally.
    within : str
        p-code of what it is about.
    clearance : Clearance

    Returns
    -------
    DataFrame
        With ``held`` (str: the rule, or empty), ``below`` (int64: see `Held`), and ``of_level, within``, by which
        `cells.sum_key` knows a row. A row that is held back has 1 in ``incidents``, whatever its number was: it is
        recorded, and no more is said.
    """
    shown = table if not clearance.is_public else table[_may_be_there(table, level, clearance)]
    held = _held(shown, level, within, clearance)
    rules = pd.array([each.rule if each else "" for each in held], dtype="str")
    below = np.array([each.below if each else 0 for each in held], dtype=np.int64)
    shown = shown.assign(held=rules, below=below, of_level=level, within=within)
    return _without_numbers(shown, np.array([each is not None for each in held], dtype=np.bool_))


def key_of(row: Any) -> CellKey:
    """The key of a row of a cleared table."""
    return sum_key(row.of_level, str(row.pcode), row.within, (row.start, row.end), str(row.measure), str(row.base))


def _may_be_there(table: pd.DataFrame, level: str, clearance: Clearance) -> npt.NDArray[np.bool_]:
    """Which rows a release may have, by their days and measures alone."""
    # Few of them differ, and most tables are small: a dictionary is far quicker than an array of what differs.
    rows = list(zip(*(table[name].tolist() for name in ("start", "end", "measure")), strict=True))
    allowed = {row: clearance.of_cell(level, row[:2], row[2]) is None for row in set(rows)}
    return np.array([allowed[row] for row in rows], dtype=np.bool_)


def _held(table: pd.DataFrame, level: str, within: str, clearance: Clearance) -> list[Held | None]:
    """What holds back each row for its number, or for those of others."""
    held: list[Held | None] = [None] * len(table)
    if not clearance.is_public:
        return held
    names = table["measure"].tolist()
    smallest = {name: clearance.rule(name).smallest for name in set(names)}
    low, best, high = (table[name].to_numpy(dtype=np.float64) for name in ("low", "best", "high"))
    said = np.where(np.isnan(best), np.where(np.isnan(low), high, low), best)
    also = {key[-2] for key in clearance.also if key[0] in ("sum", "guarded")}
    least = np.array([smallest[name] for name in names], dtype=np.float64)
    asked = ((said > 0) & (said < least)) | np.array([name in also for name in names], dtype=np.bool_)
    for at in np.flatnonzero(asked & (table["incidents"] > 0).to_numpy(dtype=np.bool_)):
        row: Any = table.iloc[at]
        numbers = Numbers(*(None if pd.isna(row[name]) else float(row[name]) for name in ("low", "best", "high")))
        span = (row["start"], row["end"])
        key = sum_key(level, str(row["pcode"]), within, span, str(row["measure"]), str(row["base"]))
        held[at] = clearance.of_number(str(row["level"]), str(row["measure"]), numbers) or clearance.of_key(key)
    return held


def _without_numbers(table: pd.DataFrame, mask: npt.NDArray[np.bool_]) -> pd.DataFrame:
    if not mask.any():
        return table
    numbers = {name: table[name].mask(mask) for name in _NUMBERS}
    counts = {name: table[name].mask(mask, 0) for name in _COUNTS}
    return table.assign(**numbers, **counts, incidents=table["incidents"].mask(mask, 1), open=table["open"] & ~mask)
