"""From the cells and the wording of each claim to its quantity (design, rule 1).

Which of ``low, best, high`` a coder filled says what the report said. The conventions fill the cells left empty, a
typed cell stays, and where no cell is filled the grammar reads the wording, once for each distinct one.
"""

from __future__ import annotations

import os

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tollbook import measures
from tollbook.claims.wording import conventions as rules
from tollbook.claims.wording import read
from tollbook.claims.wording.conventions import Conventions

KINDS = ("exact", "floor", "about", "nearly", "range", "up_to", "vague", "none")
CODE = {kind: code for code, kind in enumerate(KINDS)}

# Which cells are filled, as low + 2 * best + 4 * high, and the kind of quantity that this says.
_NONE, _LOW, _BEST, _LOW_BEST, _HIGH, _LOW_HIGH, _BEST_HIGH, _ALL = range(8)
_KIND_OF = ("none", "floor", "about", "floor", "up_to", "range", "nearly", "exact")
_FIRST_KIND = np.array([CODE[kind] for kind in _KIND_OF], dtype=np.int8)

Array = NDArray[np.float64]


class _Columns:
    """The quantity columns while they are filled."""

    def __init__(self, low: Array, best: Array, high: Array) -> None:
        typed = [(~np.isnan(cells)).view(np.uint8) for cells in (low, best, high)]
        self.filled = typed[0] | typed[1] << 1 | typed[2] << 2
        self.kind = _FIRST_KIND[self.filled]
        self.low, self.best, self.high = low.copy(), best.copy(), high.copy()
        self.open = (self.filled == _LOW) | (self.filled == _LOW_BEST)
        self.stated = np.where(self.filled >= _HIGH, high, np.where(self.filled >= _BEST, best, low))

    def rows(self, filled: int) -> NDArray[np.intp]:
        """Positions of the rows with these cells filled."""
        return np.flatnonzero(self.filled == filled)


def quantify(table: pd.DataFrame, conventions: Conventions | str | os.PathLike[str] | None = None) -> pd.DataFrame:
    """The quantity of each claim.

    Parameters
    ----------
    table : DataFrame, shape (n, at least 5)
        Columns ``wording`` (text), ``low, best, high`` (float64, NaN where empty) and ``measure``.
    conventions : Conventions or path, optional
        Those that ship where not given.

    Returns
    -------
    DataFrame, shape (n, 6), with the index of `table`
        ``kind`` (category: exact, floor, about, nearly, range, up_to, vague, none), ``q_low, q_best, q_high`` (float64,
        NaN where there is none), ``q_open`` (bool: a floor's missing high, never any other), ``stated`` (float64: the
        greatest number that the claim names, NaN for vague words).

    Notes
    -----
    ``N,N,N`` is exact; ``N,N,`` and ``N,,`` a floor; ``,N,`` about; ``,N,N`` nearly, its best the typed N; ``,,N`` up
    to, with a low of 1 where deaths are counted; ``N,,M`` a range; ``N,B,M`` a range with the coder's best; ``,B,M``
    about, with the coder's high.
    """
    if not isinstance(conventions, Conventions):
        conventions = rules.load(conventions)
    low, best, high = (table[name].to_numpy(np.float64) for name in ("low", "best", "high"))
    columns = _Columns(low, best, high)
    _fill_floors(columns)
    _fill_about(columns, conventions)
    _fill_nearly(columns, conventions)
    _fill_up_to(columns, conventions, table["measure"])
    _fill_ranges(columns, conventions)
    _fill_from_wording(columns, conventions, table)
    kinds = pd.CategoricalDtype(list(KINDS))
    return pd.DataFrame(
        {
            "kind": pd.Categorical.from_codes(columns.kind, dtype=kinds, validate=False),
            "q_low": columns.low,
            "q_best": columns.best,
            "q_high": columns.high,
            "q_open": columns.open,
            "stated": columns.stated,
        },
        index=table.index,
        copy=False,
    )


def _fill_floors(columns: _Columns) -> None:
    rows = columns.rows(_LOW)
    columns.best[rows] = columns.low[rows]


def _fill_about(columns: _Columns, conventions: Conventions) -> None:
    rows = columns.rows(_BEST)
    columns.low[rows], _, columns.high[rows] = conventions["about"].bounds(columns.best[rows])


def _fill_nearly(columns: _Columns, conventions: Conventions) -> None:
    """Fill the low of ``,N,N`` (nearly), and of ``,B,M``, where the coder gave the middle its own number."""
    rows = columns.rows(_BEST_HIGH)
    same = columns.best[rows] == columns.high[rows]
    nearly, around = rows[same], rows[~same]
    columns.low[nearly] = conventions["nearly"].bounds(columns.best[nearly])[0]
    columns.low[around] = conventions["about"].bounds(columns.best[around])[0]
    columns.kind[around] = CODE["about"]


def _fill_up_to(columns: _Columns, conventions: Conventions, measure: pd.Series) -> None:
    rows = columns.rows(_HIGH)
    if len(rows):
        counted = {name for name, one in measures.all_measures().items() if one.counts == "deaths"}
        deaths = measure.iloc[rows].isin(counted).to_numpy(bool)
        columns.low[rows], columns.best[rows], _ = conventions["up_to"].bounds(columns.high[rows], deaths=deaths)


def _fill_ranges(columns: _Columns, conventions: Conventions) -> None:
    rows = columns.rows(_LOW_HIGH)
    columns.best[rows] = conventions["range"].bounds(columns.low[rows], columns.high[rows])[1]
    rows = columns.rows(_ALL)
    columns.kind[rows[columns.low[rows] != columns.high[rows]]] = CODE["range"]


def _fill_from_wording(columns: _Columns, conventions: Conventions, table: pd.DataFrame) -> None:
    """The grammar's reading of the rows without a number in their cells."""
    rows = columns.rows(_NONE)
    if not len(rows):
        return
    codes, readings = read_all(table["wording"].iloc[rows], table["measure"].iloc[rows], conventions)
    for name in ("low", "best", "high", "stated"):
        getattr(columns, name)[rows] = readings[name].to_numpy(np.float64)[codes]
    columns.kind[rows] = readings["kind"].to_numpy(np.int8)[codes]
    columns.open[rows] = readings["open"].to_numpy(bool)[codes]


def read_all(
    wording: pd.Series, measure: pd.Series, conventions: Conventions
) -> tuple[NDArray[np.int64], pd.DataFrame]:
    """The grammar's reading of each distinct wording and measure.

    Parameters
    ----------
    wording, measure : Series of text, shape (n,)
    conventions : Conventions

    Returns
    -------
    codes : array of int64, shape (n,)
        The row of `readings` for each claim.
    readings : DataFrame
        ``kind`` (int8, a position in `KINDS`), ``low, best, high, stated`` (float64), ``open`` (bool).
    """
    (words, texts), (what, names) = _coded(wording), _coded(measure)
    pairs, codes = np.unique(words * len(names) + what, return_inverse=True)
    records: list[tuple[int, float | None, float | None, float | None, bool, float | None]] = []
    for pair in pairs:
        quantity = read(texts[pair // len(names)], conventions, names[pair % len(names)])
        if quantity is None:
            records.append((CODE["none"], None, None, None, False, None))
        else:
            numbers = (quantity.low, quantity.best, quantity.high)
            records.append((CODE[quantity.kind], *numbers, quantity.open, quantity.stated))
    frame = pd.DataFrame(records, columns=["kind", "low", "best", "high", "open", "stated"])
    types = dict.fromkeys(("low", "best", "high", "stated"), "float64") | {"kind": "int8", "open": "bool"}
    return codes.astype(np.int64), frame.astype(types)


def _coded(column: pd.Series) -> tuple[NDArray[np.int64], list[str]]:
    """A column of text as codes and the distinct texts; an empty cell is an empty text."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, found = column.cat.codes.to_numpy(), column.cat.categories
    else:
        codes, found = pd.factorize(column)
    texts = [*map(str, found), ""]
    return np.where(codes < 0, len(texts) - 1, codes).astype(np.int64), texts
