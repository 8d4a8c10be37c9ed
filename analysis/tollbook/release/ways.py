"""How a hidden figure is had from published ones: the fewest that add and subtract up to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from tollbook.release.elementary import Figure, System
from tollbook.release.published.cells import Cell, Printed, days_in_words, files_in_words, place_in_words

Ints = npt.NDArray[np.int64]

#: So many figures that hold the hidden one are tried, the smallest first, before all figures are taken together.
_MOST_TRIED = 8
#: So many figures are named one by one in a sentence.
_MOST_NAMED = 3


class Term(NamedTuple):
    """A figure that is published, or can be had; how often it is added (below 0: taken away), and where it stands."""

    times: float
    figure: Figure

    @property
    def said(self) -> Printed:
        """Where it is printed; one that can be had otherwise is held back there."""
        return (self.figure.shown or self.figure.held)[0]

    @property
    def file(self) -> str:
        """The file that prints it, or holds it back."""
        return self.said.file


def way(sums: System, published: Ints, target: int) -> list[Term]:
    """Published figures that add up to a hidden one; none where they do not, whatever their numbers are.

    Parameters
    ----------
    sums : System
    published : array of int
        Rows of the published figures.
    target : int
        Row of the hidden one.
    """
    for rows in _tried(sums.matrix, published, target):
        weights = _weights(sums.matrix, rows, target)
        if weights is not None:
            used = [(float(weights[at]), int(rows[at])) for at in np.flatnonzero(np.abs(weights) > 1e-6)]
            return [Term(times, sums.figures[row]) for times, row in sorted(used, reverse=True)]
    return []


def _tried(matrix: Any, published: Ints, target: int) -> Iterator[Ints]:
    """Sets of published rows: a figure that holds the hidden one with all that lies in it; last, all of them."""
    row = matrix[[target]]
    size = row.nnz
    # A figure that is the same one stands first: it has the fewest cells.
    holds = np.asarray((matrix[published] @ row.T).todense()).ravel() >= size
    widths = np.diff(matrix.indptr)[published]
    around = published[holds][np.argsort(widths[holds], kind="stable")]
    for outer in around[:_MOST_TRIED]:
        outside = np.ones(matrix.shape[1])
        outside[matrix[[outer]].indices] = 0.0
        yield published[(matrix[published] @ outside) == 0]
    yield published


def _weights(matrix: Any, rows: Ints, target: int) -> npt.NDArray[np.float64] | None:
    """Weights of some rows that make another, the least in sum; None where there are none."""
    from scipy.optimize import linprog  # taken in late: it takes as long as pandas, and most outputs need none

    taken = matrix[np.append(rows, target)]
    used = np.unique(taken.indices)
    taken = taken[:, used]
    published, aim = taken[:-1].T, taken[[-1]].toarray().ravel()
    count = len(rows)
    both = sparse.hstack([published, -published], format="csc")
    answer = linprog(np.ones(2 * count), A_eq=both, b_eq=aim, bounds=(0, None), method="highs")
    if answer.x is None:
        return None
    weights: npt.NDArray[np.float64] = answer.x[:count] - answer.x[count:]
    return weights


def in_words(cell: Cell, terms: list[Term]) -> str:
    """A way for people: "the year 2024 (a-facts.json) minus its other 11 months (b-facts.json)"."""
    added = [term for term in terms if term.times > 0]
    taken = [term for term in terms if term.times < 0]
    text = _listed(cell, added, "")
    return f"{text} minus {_listed(cell, taken, 'other ')}" if taken else text


def _listed(cell: Cell, terms: list[Term], other: str) -> str:
    files = files_in_words(term.file for term in terms)
    cells = [term.figure.cell for term in terms]
    if len(cells) > _MOST_NAMED:
        if all(each.area == cell.area for each in cells):
            kind = "months" if all(each.first[:7] == each.last[:7] for each in cells) else "spans of days"
            return f"its {other}{len(cells)} {kind} ({files})"
        if all(each[1:3] == cell[1:3] for each in cells):
            kind = "classes" if all(each.name for each in cells) else "places"
            return f"{len(cells)} {other}{kind} in the same days ({files})"
        named = [_named(cell, each) for each in cells[:_MOST_NAMED]]
        return f"{', '.join(named)} and {len(cells) - _MOST_NAMED} more ({files})"
    return " and ".join(_named(cell, each) for each in cells) + f" ({files})"


def _named(target: Cell, cell: Cell) -> str:
    """A published figure beside a hidden one: only what differs, and its class."""
    of = f", {cell.of}: {cell.name}" if cell.name else ""
    days, place = days_in_words(cell.first, cell.last), place_in_words(cell.area)
    if cell.area == target.area:
        return f"{days}{of}"
    return f"{place}{of}" if cell[1:3] == target[1:3] else f"{place}, {days}{of}"
