"""Figures that are held back so that a small one can't be worked out from the others of the same output."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from tollbook.release.cells import CellKey, guarded_key, quiet_key
from tollbook.release.clearance import Numbers, Span
from tollbook.release.held import Held
from tollbook.release.hiding import DoNotAddUp, Sums, also_hidden, exposed

#: What is lost when a figure is held back too: a single finding least, the figure that a page leads with most.
COSTS = {"finding": 1.0, "sum": 4.0}
#: A sum of so many findings tells a small one of them to whoever knows the rest.
_FEW = 2


@dataclass(frozen=True)
class Published:
    """A figure of an output, and what it adds up.

    Attributes
    ----------
    key : tuple of str
        See `release.cells`.
    measure, base : str
    rows : array of int, shape (k,)
        Positions of the findings that it adds up, in one table for all figures.
    shares : array of float, shape (k,)
        How much of each: the share of its days.
    numbers : Numbers
        What it says, or would say.
    held : Held or None
    cost : float
        What is lost when it is held back: see `COSTS`.
    """

    key: CellKey
    measure: str
    base: str
    rows: npt.NDArray[np.int64]
    shares: npt.NDArray[np.float64]
    numbers: Numbers
    held: Held | None
    cost: float


def shares_of(found: pd.DataFrame, span: Span) -> npt.NDArray[np.float64]:
    """How much of each finding counts in some days: all of it, or its share of days (design, rule 3)."""
    first, last = (np.datetime64(day, "D") for day in span)
    start, end = (found[name].to_numpy().astype("datetime64[D]") for name in ("start", "end"))
    inside = (np.minimum(end, last) - np.maximum(start, first)).astype(np.int64) + 1
    shares: npt.NDArray[np.float64] = np.maximum(inside, 0) / ((end - start).astype(np.int64) + 1)
    return shares


def second_cells(published: Iterable[Published]) -> frozenset[CellKey]:
    """Keys of the figures that have to be held back beside those that are already.

    Parameters
    ----------
    published : iterable of Published
        All figures of an output; one that stands in it several times may be given several times.

    Returns
    -------
    frozenset of tuple
        And `cells.quiet_key` of a measure where what is said of small figures would give one away by itself: four
        months of "<5" in a year of "<5" are of one each.
    """
    ordered = sorted({each.key: each for each in published}.values(), key=lambda each: (each.measure, each.base))
    found: set[CellKey] = set()
    for _, group in groupby(ordered, key=lambda each: (each.measure, each.base)):
        cells = sorted(group, key=lambda each: each.key)
        if any(_is_small(each) for each in cells):
            found |= _of_group(cells)
    return frozenset(found)


def _is_small(cell: Published) -> bool:
    return cell.held is not None and cell.held.rule == "small cell"


def _of_group(cells: list[Published]) -> set[CellKey]:
    shown = np.array([each.held is None for each in cells], dtype=np.bool_)
    # Such a sum is itself not to be worked out: it is guarded like a small one.
    few = _of_two(cells) & shown
    more = _also(cells) & shown & ~few
    found = {guarded_key(each.key) for each, is_few in zip(cells, few, strict=True) if is_few}
    more_keys = {each.key for each, is_gone in zip(cells, more, strict=True) if is_gone}
    found |= more_keys
    more |= few
    gone = more | np.array([each.held is not None for each in cells], dtype=np.bool_)
    is_told = any(each.held is not None and each.held.below for each in cells)
    if is_told and _is_exposed(cells, gone):
        found.add(quiet_key(cells[0].measure))
    return found


def _of_two(cells: list[Published]) -> npt.NDArray[np.bool_]:
    """Sums of two findings, one of them small: who knows the other, or reads it off a vague word, knows the small one.

    The threshold rule of the handbooks: a figure has to have three contributors.
    """
    small = {int(each.rows[0]) for each in cells if _is_small(each) and len(each.rows) == 1}
    few = [
        each.key[0] in ("sum", "class") and 1 < len(each.rows) <= _FEW and bool(small & set(each.rows.tolist()))
        for each in cells
    ]
    return np.array(few, dtype=np.bool_)


def _is_exposed(cells: list[Published], gone: npt.NDArray[np.bool_]) -> bool:
    try:
        return bool(exposed(_sums(cells), gone).any())
    except DoNotAddUp:
        return True


def _also(cells: list[Published]) -> npt.NDArray[np.bool_]:
    """Which figures have to go too; all of them where they do not add up: then nothing can be shown to be safe."""
    try:
        return also_hidden(_sums(cells))
    except DoNotAddUp:
        return np.array([each.held is None for each in cells], dtype=np.bool_)


def _sums(cells: list[Published]) -> Sums:
    """The figures of one measure and base as the solver takes them."""
    atoms = np.unique(np.concatenate([each.rows for each in cells]))
    columns = np.concatenate([np.searchsorted(atoms, each.rows) for each in cells])
    rows = np.repeat(np.arange(len(cells)), [len(each.rows) for each in cells])
    data = np.concatenate([each.shares for each in cells])
    parts = sparse.csr_array((data, (rows, columns)), shape=(len(cells), len(atoms)))
    bounds = [[np.nan if value is None else value for value in each.numbers] for each in cells]
    return Sums(
        parts=parts,
        values=np.array(bounds, dtype=float),
        # Those that went for the sake of a small one have no number here, and need no guarding themselves.
        hidden=np.array([_is_small(each) for each in cells], dtype=np.bool_),
        below=np.array([each.held.below if each.held and _is_small(each) else 0 for each in cells]),
        cost=np.array([each.cost for each in cells]),
        key=np.array(["\t".join(each.key) for each in cells]),
    )
