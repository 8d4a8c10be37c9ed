"""Where the grammar's reading of a wording and the cells that the coder typed do not agree.

The cells win. A clash is worth a second look at the article all the same: one of the two is a slip.
"""

from __future__ import annotations

import os

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tollbook.claims.quantities import CODE, KINDS, quantify, read_all
from tollbook.claims.wording import conventions as rules
from tollbook.claims.wording.conventions import Conventions

# The cells that a coder types for each kind; the others follow from the conventions and are not compared.
_TYPED = {
    "exact": ("best",),
    "floor": ("low",),
    "about": ("best",),
    "nearly": ("high",),
    "range": ("low", "high"),
    "up_to": ("high",),
}


def clashes(
    table: pd.DataFrame,
    conventions: Conventions | str | os.PathLike[str] | None = None,
    unread: bool = False,
) -> pd.DataFrame:
    """Claims whose wording says something else than their cells.

    Parameters
    ----------
    table : DataFrame, shape (n, at least 6)
        Claims with ``claim_id, measure, wording, low, best, high`` (numbers float64, NaN where empty).
    conventions : Conventions or path, optional
        Those that ship where not given.
    unread : bool
        Also list the claims with typed cells whose wording the grammar can't read (clash ``not read``).

    Returns
    -------
    DataFrame, one row a clash, in the order of the table
        ``row`` (position in `table`, int64), ``claim_id, measure, wording, low, best, high`` of the claim,
        ``cells_kind`` and ``grammar_kind`` (text), ``grammar_low, grammar_best, grammar_high`` (float64, NaN where
        there is none), and ``clash``: ``kind``, ``numbers`` or ``not read``.
    """
    if not isinstance(conventions, Conventions):
        conventions = rules.load(conventions)
    cells = {name: table[name].to_numpy(np.float64) for name in ("low", "best", "high")}
    typed = np.logical_or.reduce([~np.isnan(numbers) for numbers in cells.values()])
    rows = np.flatnonzero(typed & table["wording"].fillna("").ne("").to_numpy(bool))
    claims = table[["claim_id", "measure", "wording", "low", "best", "high"]].iloc[rows]
    kinds = np.asarray(quantify(claims, conventions)["kind"].cat.codes, dtype=np.int8)
    codes, readings = read_all(claims["wording"], claims["measure"], conventions)
    clash = _compared({name: numbers[rows] for name, numbers in cells.items()}, kinds, codes, readings)
    listed = np.flatnonzero((clash > 0) & (unread | (clash < 3)))
    return _listed(claims.iloc[listed], rows[listed], kinds[listed], readings.iloc[codes[listed]], clash[listed])


def _compared(
    cells: dict[str, NDArray[np.float64]], kinds: NDArray[np.int8], codes: NDArray[np.int64], readings: pd.DataFrame
) -> NDArray[np.int8]:
    """1 where the kinds differ, 2 where only the numbers do, 3 where the grammar reads nothing, else 0."""
    said = readings["kind"].to_numpy(np.int8)[codes]
    differs = np.zeros(len(kinds), dtype=bool)
    for kind, columns in _TYPED.items():
        for column in columns:
            reading = readings[column].to_numpy(np.float64)[codes]
            differs |= (kinds == CODE[kind]) & (cells[column] != reading)
    result = np.where(said == kinds, np.where(differs, 2, 0), 1)
    return np.where(said == CODE["none"], 3, result).astype(np.int8)


def _listed(
    claims: pd.DataFrame,
    rows: NDArray[np.intp],
    kinds: NDArray[np.int8],
    readings: pd.DataFrame,
    clash: NDArray[np.int8],
) -> pd.DataFrame:
    names = np.array(KINDS, dtype=object)
    result = claims.reset_index(drop=True).astype({"measure": object, "wording": object})
    result.insert(0, "row", rows.astype(np.int64))
    result["cells_kind"] = names[kinds]
    result["grammar_kind"] = names[readings["kind"].to_numpy(np.int8)]
    for name in ("low", "best", "high"):
        result[f"grammar_{name}"] = readings[name].to_numpy(np.float64)
    result["clash"] = np.array(["", "kind", "numbers", "not read"], dtype=object)[clash]
    return result
