"""Published figures as sums of elementary cells: a smallest place in a slice of time between two days that occur.

A figure of a district and a year is the sum of its townships, and of what is known for none of them, over the slices of
that year. Which cells are in which figure follows from places and days alone: no knowledge of the incidents is needed,
which is what somebody outside has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from tollbook.release.published.cells import HELD, SHOWN, Area, Cell, Printed, parts

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

#: A class that no output names, so that a total is never taken for the sum of the classes that others name.
UNNAMED = ""


@dataclass
class Figure:
    """One cell as all outputs together tell it.

    Attributes
    ----------
    cell : Cell
    shown, held : list of Printed
        Where it is printed, and where it is held back.
    names : tuple of str
        Classes that a total is taken apart into, where this row is their sum; empty: of all there may be.
    """

    cell: Cell
    shown: list[Printed] = field(default_factory=list)
    held: list[Printed] = field(default_factory=list)
    names: tuple[str, ...] = ()

    @property
    def is_hidden(self) -> bool:
        """Whether it is held back, and printed nowhere."""
        return bool(self.held) and not self.shown

    def held_by(self, rules: Iterable[str]) -> bool:
        """Whether one of some rules holds it back."""
        return any(each.rule in rules for each in self.held)


@dataclass(frozen=True)
class System:
    """Figures of one measure and base as sums.

    Attributes
    ----------
    figures : list of Figure
        Only those that some cell is left of.
    matrix : csr_array, shape (figures, cells)
        1 where a cell is in a figure; no two columns are equal.
    """

    figures: list[Figure]
    matrix: Any


def merged(printed: Iterable[Printed]) -> list[Figure]:
    """One figure for each cell that is printed or held back somewhere; cells that are silent have none."""
    found: dict[Cell, Figure] = {}
    for each in printed:
        if each.state in (SHOWN, HELD):
            figure = found.setdefault(each.cell, Figure(each.cell))
            (figure.shown if each.state == SHOWN else figure.held).append(each)
    return list(found.values())


def system(figures: Sequence[Figure], silent: Iterable[Cell], classes: Sequence[str] = ()) -> System:
    """Figures of one measure and base as sums of elementary cells.

    Parameters
    ----------
    figures : sequence of Figure
    silent : iterable of Cell
        Where nothing is recorded: these cells are nought, unless a figure that is made of such cells alone says
        otherwise. That happens where one output knows more than another.
    classes : sequence of str
        Classes of one kind that figures are taken apart by; none: figures are whole.

    Returns
    -------
    System
    """
    # Outputs list the cells of which they would tell: those of which one does are not silent.
    quiet = set(silent) - {figure.cell for figure in figures}
    grid = _Grid([figure.cell for figure in figures], quiet)
    named = [*classes, UNNAMED] if classes else [UNNAMED]
    nought = grid.mask(quiet)
    # The finest speak first: a month that is recorded leaves the other months of its year silent.
    for inside in sorted((grid.block(figure.cell) for figure in figures), key=_size):
        if nought[inside].all():
            nought[inside] = False
    # A column is a place and slice, and a class; what is nought has none.
    column = np.where(nought.ravel(), -1, np.cumsum(~nought.ravel()) - 1)
    count = int((~nought).sum())
    rows, columns = [], []
    for at, figure in enumerate(figures):
        own = column.reshape(nought.shape)[grid.block(figure.cell)].ravel()
        own = own[own >= 0]
        for number in _classes(figure, named):
            columns.append(own + number * count)
            rows.append(np.full(len(own), at))
    if not rows:
        return System([], sparse.csr_array((0, 0)))
    row, col = np.concatenate(rows), np.concatenate(columns)
    matrix = sparse.csr_array((np.ones(len(row)), (row, col)), shape=(len(figures), count * len(named)))
    kept = np.flatnonzero(np.diff(matrix.indptr) > 0)
    return System([figures[int(at)] for at in kept], _distinct(matrix[kept]))


def _size(block: tuple[Ints, Ints]) -> int:
    return block[0].size * block[1].size


def _classes(figure: Figure, named: list[str]) -> list[int]:
    """Numbers of the classes that a figure is the sum of."""
    if figure.cell.name:
        return [named.index(figure.cell.name)]
    return [at for at, name in enumerate(named) if name in figure.names or not figure.names]


def _distinct(matrix: Any) -> Any:
    """Cells that are in the same figures, as one: who adds figures up can't tell them apart."""
    rng = np.random.default_rng(7)
    signature = rng.random((2, matrix.shape[0])) @ matrix
    used = np.flatnonzero(np.asarray(matrix.sum(axis=0)).ravel() > 0)
    _, first = np.unique(signature[:, used].round(9), axis=1, return_index=True)
    return sparse.csr_array(sparse.csc_array(matrix)[:, used[np.sort(first)]])


class _Grid:
    """Groups of smallest places that occur together only, by slices of time between the days that occur."""

    def __init__(self, cells: Iterable[Cell], silent: Iterable[Cell]) -> None:
        every = [*cells, *silent]
        areas = list(dict.fromkeys(cell.area for cell in every))
        inside: dict[str, list[int]] = {}
        for at, area in enumerate(areas):
            for part in sorted(parts(area)):
                inside.setdefault(part, []).append(at)
        groups = {tuple(held): number for number, held in enumerate(dict.fromkeys(map(tuple, inside.values())))}
        self._groups: dict[Area, Ints] = {}
        members: dict[int, list[int]] = {}
        for held, number in groups.items():
            for at in held:
                members.setdefault(at, []).append(number)
        for at, area in enumerate(areas):
            self._groups[area] = np.array(sorted(members.get(at, [])), dtype=np.int64)
        bounds = {_ordinal(cell.first) for cell in every} | {_ordinal(cell.last) + 1 for cell in every}
        self._at = {day: number for number, day in enumerate(sorted(bounds))}
        self.shape = (len(groups), max(len(bounds) - 1, 0))

    def block(self, cell: Cell) -> tuple[Ints, Ints]:
        """Positions of what is inside a cell, to take from an array of places and slices."""
        slices = np.arange(self._at[_ordinal(cell.first)], self._at[_ordinal(cell.last) + 1])
        return np.ix_(self._groups[cell.area], slices)  # type: ignore[return-value]

    def mask(self, cells: Iterable[Cell]) -> Bools:
        """Which places and slices are inside one of some cells."""
        found = np.zeros(self.shape, dtype=np.bool_)
        for cell in cells:
            found[self.block(cell)] = True
        return found


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
