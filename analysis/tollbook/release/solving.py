"""What published sums leave open of a hidden one: its least and its greatest value, and the sums that narrow it.

Linear programmes over one bound, taken down to a small core first. A published figure that holds one unknown fixes it,
and is taken out of all other sums; so is what a published zero holds. What is left falls into parts that share no
unknown, of which only those with a hidden figure are solved. In a table of which little is hidden, that is little.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import linprog
from scipy.sparse.csgraph import connected_components

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: Two figures nearer than this are one: sums of shares are not exact in binary, and a solver stops at 1e-7.
NEAR = 1e-6
#: So many unknowns are still tried for whole numbers one by one; above, real numbers must do.
_MOST_WHOLE = 300


class DoNotAddUp(ValueError):
    """Published figures contradict each other, or what is said of a hidden one: nothing can be told from them."""


@dataclass(frozen=True)
class Found:
    """A hidden figure that can be had.

    Attributes
    ----------
    figure : int
        Its row.
    weights : float64 array, shape (figures,)
        How much each published figure bears on it; 0 where it does not. All 0 where what is said of hidden figures
        gives it away by itself.
    """

    figure: int
    weights: Floats


@dataclass(frozen=True)
class _Part:
    """A part of the core: unknowns ``x`` of no other part, published sums of them and hidden ones.

    Attributes
    ----------
    matrix : csr_array, shape (published + hidden, unknowns)
    total : float64 array, shape (published,)
        Published sums.
    least, most : float64 array, shape (hidden,)
        What is said of the hidden sums; 0 and infinity where nothing is.
    whole : bool array, shape (hidden,)
        Hidden sums that are whole numbers.
    asked : bool array, shape (hidden,)
    known : float64 array, shape (hidden,)
        What the hidden figures hold beside these sums.
    zero_tells : bool
        Whether it tells something that a hidden figure is nought.
    """

    matrix: Any
    total: Floats
    least: Floats
    most: Floats
    whole: Bools
    asked: Bools
    known: Floats
    zero_tells: bool

    def key(self) -> tuple[Any, ...]:
        """Equal for parts with the same answer."""
        numbers = (self.total.round(6), self.least, self.most, self.whole, self.asked, self.known.round(6))
        matrix = (self.matrix.data, self.matrix.indices, self.matrix.indptr)
        return self.matrix.shape, self.zero_tells, *(array.tobytes() for array in (*matrix, *numbers))


@dataclass(frozen=True)
class OneBound:
    """The figures of one bound.

    Attributes
    ----------
    parts : csr_array, shape (figures, unknowns)
        Share of each unknown in each figure; no two columns equal, in the order of `distinct_columns`.
    values : float64 array, shape (figures,)
        NaN where the bound is not published.
    least, most : float64 array, shape (figures,)
        What is said of a figure when it is hidden, in the units of the measure; 0 and infinity: nothing.
    zero_tells : bool
        Whether it tells something that a hidden figure is nought.
    """

    parts: Any
    values: Floats
    least: Floats
    most: Floats
    zero_tells: bool
    _answers: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def touch(self) -> Any:
        """1 where a figure holds an unknown."""
        return sparse.csr_array((np.ones(self.parts.nnz), self.parts.indices, self.parts.indptr), self.parts.shape)

    @cached_property
    def whole(self) -> Bools:
        """Figures of whole findings only."""
        return whole_sums(self.parts)

    def found(self, hidden: Bools, asked: Bools, *, first: bool = False) -> Iterator[Found]:
        """Hidden figures that can be had, in no order that matters; with `first`, one of a part is enough.

        Parameters
        ----------
        hidden : bool array, shape (figures,)
            All that is not published.
        asked : bool array, shape (figures,)
            Those of the hidden that matter.

        Raises
        ------
        DoNotAddUp
            If no numbers fit what is published.
        """
        core = _peel(self, ~hidden & ~np.isnan(self.values))
        for figure in np.flatnonzero(asked & (core.count == 0) & (self.touch.sum(axis=1) > 0)):
            if self.zero_tells or core.known[figure] >= 1 - NEAR:
                yield Found(int(figure), core.lift(int(figure), np.zeros(len(hidden))))
        for shown, secret, part in core.split(hidden, asked):
            key = (first, *part.key())
            if key not in self._answers:
                self._answers[key] = list(_narrow(part, first=first))
            for at, weights in self._answers[key]:
                spread = np.zeros(len(hidden))
                spread[shown] = weights
                yield Found(int(secret[at]), core.lift(int(secret[at]), spread))


def whole_sums(parts: Any) -> Bools:
    """Rows without a share: they are whole numbers, as every finding is."""
    broken = sparse.csr_array(((parts.data != 1.0).astype(np.float64), parts.indices, parts.indptr), parts.shape)
    whole: Bools = np.asarray(broken.sum(axis=1)).ravel() == 0
    return whole


def distinct_columns(parts: Any) -> Any:
    """Atoms that are in the same figures with the same shares, as one; in an order that only their figures decide."""
    columns = sparse.csc_array(parts)
    columns.eliminate_zeros()
    columns.sort_indices()
    at, rows, shares = columns.indptr, columns.indices, columns.data
    named = {
        rows[at[i] : at[i + 1]].tobytes() + shares[at[i] : at[i + 1]].tobytes(): i for i in range(columns.shape[1])
    }
    kept = [named[name] for name in sorted(named) if name]
    return sparse.csr_array(columns[:, kept])


@dataclass(frozen=True)
class _Core:
    """What is left when all that single published figures fix is taken out.

    Attributes
    ----------
    bound : OneBound
    fixed : float64 array, shape (unknowns,)
        Value of each unknown that is fixed, else 0.
    by : int64 array, shape (unknowns,)
        The figure that fixes it; -1: open.
    rounds : list of int64 arrays
        Unknowns in the order in which they were fixed.
    count : float64 array, shape (figures,)
        Open unknowns of each figure.
    known : float64 array, shape (figures,)
        What the fixed ones add up to in each figure.
    """

    bound: OneBound
    fixed: Floats
    by: Ints
    rounds: list[Ints]
    count: Floats
    known: Floats

    def lift(self, figure: int, weights: Floats) -> Floats:
        """Weights on all published figures, of weights on those of the core: with the figures that fixed the rest."""
        parts, weights = self.bound.parts, weights.copy()
        rest = parts[[figure]].toarray().ravel() - parts.T @ weights
        for columns in reversed(self.rounds):
            rows = self.by[columns]
            share = rest[columns] / np.asarray(parts[rows, columns]).ravel()
            more = np.bincount(rows, weights=share, minlength=len(weights))
            weights, rest = weights + more, rest - parts.T @ more
        weights[np.abs(weights) < NEAR] = 0.0
        return weights

    def split(self, hidden: Bools, asked: Bools) -> Iterator[tuple[Ints, Ints, _Part]]:
        """Parts that hold an asked figure: rows of its published figures, of its hidden ones, and the part."""
        bound, open_columns = self.bound, np.flatnonzero(self.by < 0)
        published = ~hidden & ~np.isnan(bound.values)
        rows = np.flatnonzero((self.count > 0) & (published | hidden))
        if not (asked[rows]).any():
            return
        core = bound.parts[rows][:, open_columns]
        labels = connected_components(sparse.block_array([[None, core], [core.T, None]]), directed=False)[1]
        row_label, column_label = labels[: len(rows)], labels[len(rows) :]
        for label in np.unique(row_label[asked[rows]]):
            own = rows[row_label == label]
            shown, secret = own[published[own]], own[hidden[own]]
            left = bound.values[shown] - self.known[shown]
            columns = open_columns[column_label == label]
            yield (
                shown,
                secret,
                _Part(
                    matrix=bound.parts[np.concatenate([shown, secret])][:, columns],
                    total=np.maximum(left, 0.0),
                    least=np.maximum(bound.least[secret] - self.known[secret], 0.0),
                    most=bound.most[secret] - self.known[secret],
                    whole=bound.whole[secret],
                    asked=asked[secret],
                    known=self.known[secret],
                    zero_tells=bound.zero_tells,
                ),
            )


def _peel(bound: OneBound, published: Bools) -> _Core:
    """Take out, as often as there are any, what single published figures fix, and what published zeros hold."""
    parts, touch = bound.parts, bound.touch
    by = np.full(parts.shape[1], -1, dtype=np.int64)
    fixed, rounds = np.zeros(parts.shape[1]), list[Ints]()
    values = np.where(published, bound.values, np.nan)
    while True:
        known, count = parts @ fixed, touch @ (by < 0).astype(float)
        left = values - known
        wrong = (left < -NEAR) | ((count == 0) & (left > NEAR))
        if wrong.any():
            raise DoNotAddUp(f"figures {np.flatnonzero(wrong).tolist()} are not the sum of their parts")
        single = np.flatnonzero(published & (count == 1))
        if len(single):
            held = (touch[single] @ np.where(by < 0, np.arange(len(by)), 0)).astype(np.int64)
            columns, at = np.unique(held, return_index=True)
            rows = single[at]
            fixed[columns] = np.maximum(left[rows], 0.0) / np.asarray(parts[rows, columns]).ravel()
        else:
            zero = np.flatnonzero(published & (count > 0) & (left <= NEAR))
            row, column = touch[zero].nonzero()
            is_open = by[column] < 0
            columns, at = np.unique(column[is_open], return_index=True)
            rows = zero[row[is_open][at]]
        if not len(columns):
            return _Core(bound, fixed, by, rounds, count, known)
        by[columns] = rows
        rounds.append(columns)


class _Programme:
    """The linear programme of one part, and how far apart its solutions so far are.

    Its unknowns are those of the part, then each hidden sum as one of its own, so that what is said of that is a bound.
    """

    def __init__(self, part: _Part) -> None:
        self.part = part
        hidden, unknowns = len(part.asked), part.matrix.shape[1]
        minus = sparse.csr_array(
            (-np.ones(hidden), (np.arange(len(part.total), part.matrix.shape[0]), np.arange(hidden))),
            shape=(part.matrix.shape[0], hidden),
        )
        self.sums = sparse.csc_array(sparse.hstack([part.matrix, minus]))
        self.right = np.concatenate([part.total, np.zeros(hidden)])
        self.range = np.zeros((unknowns + hidden, 2))
        self.range[:unknowns, 1] = np.inf
        self.range[unknowns:] = np.column_stack([part.least, part.most])
        whole = bool((part.matrix.data == 1.0).all() and (np.abs(part.total - part.total.round()) < NEAR).all())
        self.countable = whole and unknowns <= _MOST_WHOLE
        self.low, self.high = np.full(hidden, np.inf), np.full(hidden, -np.inf)

    def solve(self, aim: Floats, cap: Floats, *, counting: bool = False) -> tuple[Floats, Floats]:
        """Hidden sums where `aim` of them is least, none above `cap`, and the weight of each published sum in that."""
        hidden = len(aim)
        bounds = self.range.copy()
        bounds[-hidden:, 1] = np.minimum(bounds[-hidden:, 1], cap)
        cost = np.concatenate([np.zeros(len(bounds) - hidden), aim])
        kinds = np.repeat([1, 0], [len(bounds) - hidden, hidden]) if counting else None
        answer = linprog(cost, A_eq=self.sums, b_eq=self.right, bounds=bounds, method="highs", integrality=kinds)
        if answer.x is None:
            raise DoNotAddUp(f"no numbers fit what is published: {answer.message}")
        unknowns, sums = answer.x[:-hidden], answer.x[-hidden:]
        # A point between whole numbers shows nothing to a reader who knows that people are counted one by one.
        if not self.countable or np.abs(unknowns - unknowns.round()).max() < NEAR:
            self.low, self.high = np.minimum(self.low, sums), np.maximum(self.high, sums)
        weights = np.zeros(len(self.right)) if counting else answer.eqlin.marginals
        return sums, weights[: len(self.part.total)]


def _narrow(part: _Part, *, first: bool) -> Iterator[tuple[int, Floats]]:
    """Asked sums of a part that are narrowed to one whole number, each with the weights of the published sums.

    Every solution is a witness for all sums: most are shown to be open by solutions that others asked for.
    """
    programme, no_cap = _Programme(part), np.full(len(part.asked), np.inf)
    # Uneven, so that sums which take from one another do not cancel out.
    aim = np.where(part.asked, 1.0 + np.modf(np.arange(len(part.asked)) * 0.618)[0], 0.0)
    least, _ = programme.solve(aim, no_cap)
    programme.solve(-aim, np.where(part.asked, least + 3.0, np.inf))
    for at in np.flatnonzero(part.asked):
        if _is_open(programme.low[at], programme.high[at], whole=part.whole[at]):
            continue
        weights, highest, is_open = _try(programme, int(at))
        if is_open or (not part.zero_tells and highest + part.known[at] < 1 - NEAR):
            continue
        yield int(at), weights
        if first:
            return


def _try(programme: _Programme, at: int) -> tuple[Floats, float, bool]:
    """Weights of the published sums on one hidden sum, its greatest value if that is near, and whether it is open."""
    aim, cap = np.zeros(len(programme.low)), np.full(len(programme.low), np.inf)
    aim[at] = 1.0
    whole = bool(programme.part.whole[at])
    least, below = programme.solve(aim, cap)
    cap[at] = least[at] + 3.0  # more than that need not be known, and without a cap there may be no greatest
    most, above = programme.solve(-aim, cap)
    weights, is_open = np.abs(below) + np.abs(above), _is_open(least[at], most[at], whole=whole)
    if is_open and programme.countable and not _is_open(programme.low[at], programme.high[at], whole=whole):
        least, _ = programme.solve(aim, np.full(len(aim), np.inf), counting=True)
        cap[at] = least[at] + 3.0
        most, _ = programme.solve(-aim, cap, counting=True)
        is_open = _is_open(least[at], most[at], whole=whole)
    return weights, float(most[at]), is_open


def _is_open(low: float, high: float, *, whole: bool) -> bool:
    """Whether at least two whole numbers are left; a figure with shares in it must have a whole one to move in."""
    if not high - low >= 1 - NEAR:
        return False
    return not whole or bool(np.floor(high + NEAR) - np.ceil(low - NEAR) >= 1)
