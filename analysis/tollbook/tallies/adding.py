"""Adding findings up: lows, bests and highs apart, for each unit, period, measure and base."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook.tallies import geography
from tollbook.tallies.cutting import Pieces, cut
from tollbook.tallies.layout import Layout
from tollbook.tallies.totals import SUMMED, Totals

Ints = npt.NDArray[np.int64]


@dataclass
class Sums:
    """Sums for each unit, period, measure and base that a finding touches, in the order of a tally's rows.

    Attributes
    ----------
    unit_names : list of str
        p-codes, in alphabetical order.
    unit, number : array of int64, shape (rows,)
        Position of the unit in `unit_names`, and number of the period.
    first, last : int
        First and last day of the whole, in days since 1970-01-01.
    columns : dict
        The tally's columns from ``measure`` to ``spread_share``, each of shape (rows,).
    """

    unit_names: list[str]
    unit: Ints
    number: Ints
    first: int
    last: int
    columns: dict[str, Any]

    def __len__(self) -> int:
        return len(self.unit)


def add(table: pd.DataFrame, asked: Layout) -> Sums:
    """Add findings up; see `Sums`."""
    unit, unit_names = geography.units_of(table["pcode"], asked.level, asked.within)
    (measure, measure_names), (base, base_names) = _in_order(table["measure"]), _in_order(table["base"])
    pieces = cut(_days(table["start"]), _days(table["end"]), asked)
    lowest = int(pieces.period.min()) if len(pieces.period) else 0
    span = int(pieces.period.max()) - lowest + 1 if len(pieces.period) else 1
    bases, what = max(1, len(base_names)), max(1, len(measure_names)) * max(1, len(base_names))
    # The key counts up in the order that a tally is given in, so that its rows need no sorting afterwards.
    key = unit * (span * what) + measure * bases + base
    key = key if pieces.rows is None else key[pieces.rows]
    key = key + (pieces.period - lowest) * what
    present, slot = _compress(key, max(1, len(unit_names)) * span * what)
    number = present // what
    named = {"measure": named_by(measure_names, present % what // bases), "base": named_by(base_names, present % bases)}
    return Sums(
        unit_names=unit_names,
        unit=number // span,
        number=number % span + lowest,
        first=_touched(pieces, _days(table["start"]), asked.first, np.minimum),
        last=_touched(pieces, _days(table["end"]), asked.last, np.maximum),
        columns=named | _sums(table, pieces, slot, len(present)),
    )


def _in_order(column: pd.Series) -> tuple[Ints, list[str]]:
    """Codes and names of a column of categories, the names in alphabetical order."""
    values = pd.Categorical(column)
    names = [str(name) for name in values.categories.tolist()]
    order = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names) + 1, dtype=np.int64)
    rank[order] = np.arange(len(names))
    return rank[values.codes], [names[i] for i in order]


def named_by(names: list[str], codes: Any) -> Any:
    """A column of names by their codes; taking from an array of strings is far quicker than converting objects."""
    return pd.array([*names, ""], dtype="str").take(codes)


def _touched(pieces: Pieces, days: Ints, bound: int | None, reduce: Any) -> int:
    """First or last day of the whole: the day asked for, else that of the findings."""
    if bound is not None:
        return bound
    own = days if pieces.rows is None else days[pieces.rows]
    return int(reduce.reduce(own)) if len(own) else 0


def _compress(key: Ints, size: int) -> tuple[Ints, Ints]:
    """Distinct keys in order, and for each row the position of its own; without sorting where the keys are dense."""
    if size <= 4 * len(key) + 1_000_000:
        present = np.flatnonzero(np.bincount(key, minlength=size))
        position = np.empty(size, dtype=np.int64)
        position[present] = np.arange(len(present))
        return present.astype(np.int64), position[key]
    distinct, slot = np.unique(key, return_inverse=True)
    return distinct, slot.astype(np.int64)


# Findings are added up by a million at a time: arrays of that size are reused by the allocator, while arrays of ten
# million are fetched from the system, and cleared by it, at every step, which takes longer than the adding.
_AT_ONCE = 1 << 20


def _sums(table: pd.DataFrame, pieces: Pieces, slot: Ints, size: int) -> dict[str, Any]:
    columns = {name: table[name].to_numpy() for name in SUMMED}
    totals = Totals(size)
    for begin in range(0, len(slot), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        rows = part if pieces.rows is None else pieces.rows[part]
        share = None if pieces.share is None else pieces.share[part]
        totals.add(slot[part], {name: values[rows] for name, values in columns.items()}, share)
    return totals.columns()


def _days(column: pd.Series) -> Ints:
    # Shipped tables keep days in seconds; dividing is quicker than asking NumPy to convert ten million dates.
    values = column.to_numpy()
    if values.dtype == np.dtype("datetime64[s]"):
        return values.view(np.int64) // 86_400
    return values.astype("datetime64[D]").astype(np.int64)
