"""Adding findings up: lows, bests and highs apart, for each unit, period, measure and base."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook.tallies import geography
from tollbook.tallies.cutting import Pieces, cut
from tollbook.tallies.layout import Layout

Ints = npt.NDArray[np.int64]


def add(table: pd.DataFrame, asked: Layout) -> pd.DataFrame:
    """Sums for each unit, period number, measure and base that a finding touches."""
    unit, unit_names = geography.units_of(table["pcode"], asked.level, asked.within)
    measure, base = pd.Categorical(table["measure"]), pd.Categorical(table["base"])
    pieces = cut(_days(table["start"]), _days(table["end"]), asked)
    sizes = (max(1, len(unit_names)), max(1, len(measure.categories)), max(1, len(base.categories)))
    group = (unit * sizes[1] + measure.codes) * sizes[2] + base.codes
    group = group if pieces.rows is None else group[pieces.rows]
    lowest = int(pieces.period.min()) if len(pieces.period) else 0
    span = int(pieces.period.max()) - lowest + 1 if len(pieces.period) else 1
    key = group * span + (pieces.period - lowest)
    present, slot = _compress(key, sizes[0] * sizes[1] * sizes[2] * span)
    sums = _sums(table, pieces, slot, len(present))
    number, when = present // span, present % span + lowest
    return sums.assign(
        pcode=np.array([*unit_names, ""], dtype=object)[number // (sizes[1] * sizes[2])],
        measure=np.array([*measure.categories, ""], dtype=object)[number // sizes[2] % sizes[1]],
        base=np.array([*base.categories, ""], dtype=object)[number % sizes[2]],
        number=when,
        first=_touched(pieces, _days(table["start"]), asked.first, np.minimum),
        last=_touched(pieces, _days(table["end"]), asked.last, np.maximum),
    )


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


def _sums(table: pd.DataFrame, pieces: Pieces, slot: Ints, size: int) -> pd.DataFrame:
    def column(name: str) -> Any:
        values = table[name].to_numpy()
        return values if pieces.rows is None else values[pieces.rows]

    def add(weights: Any = None) -> Any:
        return np.bincount(slot, weights=weights, minlength=size)

    low, best, high, is_open = column("low"), column("best"), column("high"), column("open")
    missing = np.isnan(best)
    best = np.where(missing, 0.0, best) if missing.any() else best
    spread: Any = np.zeros(size)
    if pieces.share is not None:
        partial = pieces.share < 1.0
        low, best = np.where(partial, 0.0, low), best * pieces.share
        spread = add(np.where(partial, best, 0.0))
    incidents = add()
    open_incidents = add(is_open)
    best_sum = add(best)
    without_best = add(missing) if missing.any() else np.zeros(size)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(best_sum > 0, spread / best_sum, 0.0)
    return pd.DataFrame(
        {
            "low": add(low),
            "best": np.where(without_best == incidents, np.nan, best_sum),
            "high": np.where(open_incidents > 0, np.nan, add(np.where(is_open, 0.0, high))),
            "open": open_incidents > 0,
            "open_incidents": open_incidents.astype(np.int64),
            "highest_stated": add(np.nan_to_num(column("highest_stated"), nan=0.0)),
            "incidents": incidents.astype(np.int64),
            "claims": add(column("claims")).astype(np.int64),
            "origins": add(column("origins")).astype(np.int64),
            "spread_share": share,
        }
    )


def _days(column: pd.Series) -> Ints:
    # Shipped tables keep days in seconds; dividing is quicker than asking NumPy to convert ten million dates.
    values = column.to_numpy()
    if values.dtype == np.dtype("datetime64[s]"):
        return values.view(np.int64) // 86_400
    return values.astype("datetime64[D]").astype(np.int64)
