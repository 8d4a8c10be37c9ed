"""What published sums leave open of a hidden one, bound by bound: whether it can be had, and numbers that fit.

Linear programmes, taken down to a small core first. A published figure that holds one unknown fixes it, and is taken
out of all other sums; so is what a published zero holds. What is left falls into parts that share no unknown, of which
only those with a hidden figure are solved. In a table of which little is hidden, that is little.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: Two figures nearer than this are one: sums of shares are not exact in binary, and a solver stops at 1e-7.
NEAR = 1e-6
#: So many unknowns of one part are still tried for whole numbers; above, real numbers must do.
_MOST_WHOLE = 300
#: So many unknowns are looked at around one figure before all of them are.
NEARBY = 400


class DoNotAddUp(ValueError):
    """Figures contradict each other, or what is said of a hidden one: nothing can be told from them."""


@dataclass(frozen=True)
class OneBound:
    """The figures of one bound.

    Attributes
    ----------
    parts : csr_array, shape (figures, unknowns)
        Share of each unknown in each figure; no two columns equal (`distinct_columns`).
    values : float64 array, shape (figures,)
        NaN where the bound is not published, or not known of a hidden figure.
    least, most : float64 array, shape (figures,)
        What is said of a hidden figure, in the units of the measure; 0 and infinity: nothing.
    zero_tells : bool
        Whether it tells something that a hidden figure is nought.
    names : array, shape (figures,)
        For errors.
    """

    parts: Any
    values: Floats
    least: Floats
    most: Floats
    zero_tells: bool
    names: npt.NDArray[Any]

    @cached_property
    def touch(self) -> Any:
        """1 where a figure holds an unknown."""
        return sparse.csr_array((np.ones(self.parts.nnz), self.parts.indices, self.parts.indptr), self.parts.shape)

    @cached_property
    def whole(self) -> Bools:
        """Figures of whole findings only."""
        return whole_sums(self.parts)

    def found(self, hidden: Bools, asked: Bools) -> Iterator[int]:
        """Hidden figures that can be had, in no order that matters.

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
                yield int(figure)
        for secret, part in core.split(hidden, asked):
            yield from (int(secret[at]) for at in _narrow(part))

    @cached_property
    def account(self) -> Floats:
        """Numbers of the unknowns, shape (unknowns,), that fit all values and all that is said.

        Raises
        ------
        DoNotAddUp
            If there are none.
        """
        known = ~np.isnan(self.values)
        core = _peel(self, known)
        rows = np.flatnonzero((core.count > 0) & (known | (self.most < np.inf)))
        if not len(rows):
            return core.fixed
        shown, secret = rows[known[rows]], rows[~known[rows]]
        part = core.part(shown, secret, core.is_open, np.zeros(len(known), dtype=np.bool_))
        programme = _Programme(part)
        programme.solve(np.zeros(len(secret)), np.full(len(secret), np.inf))
        return np.where(core.is_open, 0.0, core.fixed) + np.bincount(
            np.flatnonzero(core.is_open), weights=np.maximum(programme.last, 0.0), minlength=len(core.fixed)
        )

    def near(self, figure: int) -> Iterator[Ints]:
        """Unknowns of the smallest sums that share one with a figure, `NEARBY` at most; then all there are."""
        parts, sizes = self.parts, np.diff(self.parts.indptr)
        sharing = np.flatnonzero((self.touch @ self.touch[[figure]].T).toarray().ravel() > 0)
        near = np.zeros(parts.shape[1], dtype=np.bool_)
        near[parts[[figure]].indices] = True
        for row in sharing[np.argsort(sizes[sharing], kind="stable")]:
            own = parts.indices[parts.indptr[row] : parts.indptr[row + 1]]
            if near.sum() + (~near[own]).sum() <= NEARBY:
                near[own] = True
        yield np.flatnonzero(near)
        if not near.all():
            yield np.arange(len(near))


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


def twins(parts: Any) -> Ints:
    """A number for each figure, the same for figures that count the same; one without findings is like no other."""
    at, columns, shares = parts.indptr, parts.indices, parts.data.round(9)
    seen: dict[bytes, int] = {}
    group = np.empty(parts.shape[0], dtype=np.int64)
    for i in range(len(group)):
        own = slice(at[i], at[i + 1])
        name = columns[own].tobytes() + shares[own].tobytes() if at[i + 1] > at[i] else b"%d" % i
        group[i] = seen.setdefault(name, len(seen))
    return group


@dataclass(frozen=True)
class _Part:
    """Unknowns, published sums of them and hidden ones.

    Attributes
    ----------
    matrix : csr_array, shape (published + hidden, unknowns)
    total : float64 array, shape (published,)
        Published sums.
    least, most : float64 array, shape (hidden,)
        What is said of the hidden sums; 0 and infinity where nothing is.
    whole, asked : bool array, shape (hidden,)
        Hidden sums that are whole numbers; those that matter.
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


@dataclass(frozen=True)
class _Core:
    """What is left when all that single published figures fix is taken out.

    Attributes
    ----------
    bound : OneBound
    is_open : bool array, shape (unknowns,)
        Unknowns that are not fixed.
    fixed : float64 array, shape (unknowns,)
        The values of those that are, else 0.
    count : float64 array, shape (figures,)
        Open unknowns of each figure.
    known : float64 array, shape (figures,)
        What the fixed ones add up to in each figure.
    """

    bound: OneBound
    is_open: Bools
    fixed: Floats
    count: Floats
    known: Floats

    def split(self, hidden: Bools, asked: Bools) -> Iterator[tuple[Ints, _Part]]:
        """Parts that share no unknown and hold an asked figure, each with the rows of its hidden figures."""
        bound, columns = self.bound, np.flatnonzero(self.is_open)
        published = ~hidden & ~np.isnan(bound.values)
        rows = np.flatnonzero((self.count > 0) & (published | hidden))
        if not asked[rows].any():
            return
        core = bound.parts[rows][:, columns]
        labels = connected_components(sparse.block_array([[None, core], [core.T, None]]), directed=False)[1]
        of_row, of_column = labels[: len(rows)], labels[len(rows) :]
        for label in np.unique(of_row[asked[rows]]):
            own = rows[of_row == label]
            secret = own[hidden[own]]
            yield secret, self.part(own[published[own]], secret, columns[of_column == label], asked)

    def part(self, shown: Ints, secret: Ints, columns: Any, asked: Bools) -> _Part:
        """Published and hidden rows, less what is fixed of them."""
        bound = self.bound
        return _Part(
            matrix=bound.parts[np.concatenate([shown, secret])][:, columns],
            total=np.maximum(bound.values[shown] - self.known[shown], 0.0),
            least=np.maximum(bound.least[secret] - self.known[secret], 0.0),
            most=bound.most[secret] - self.known[secret],
            whole=bound.whole[secret],
            asked=asked[secret],
            known=self.known[secret],
            zero_tells=bound.zero_tells,
        )


def _peel(bound: OneBound, published: Bools) -> _Core:
    """Take out, as often as there are any, what single published figures fix, and what published zeros hold."""
    parts, touch = bound.parts, bound.touch
    is_open, fixed = np.ones(parts.shape[1], dtype=np.bool_), np.zeros(parts.shape[1])
    values = np.where(published, bound.values, np.nan)
    while True:
        known, count = parts @ fixed, touch @ is_open.astype(float)
        left = values - known
        wrong = (left < -NEAR) | ((count == 0) & (left > NEAR))
        if wrong.any():
            raise DoNotAddUp(f"not the sums of what other figures say is in them: {bound.names[wrong].tolist()}")
        single = np.flatnonzero(published & (count == 1))
        if len(single):
            held = (touch[single] @ np.where(is_open, np.arange(len(is_open)), 0)).astype(np.int64)
            columns, at = np.unique(held, return_index=True)
            share = np.asarray(parts[single[at], columns]).ravel()
            fixed[columns] = np.maximum(left[single[at]], 0.0) / share
        else:
            zero = np.flatnonzero(published & (count > 0) & (left <= NEAR))
            columns = np.unique(touch[zero].indices)
            columns = columns[is_open[columns]]
        if not len(columns):
            return _Core(bound, is_open, fixed, count, known)
        is_open[columns] = False


class _Programme:
    """The linear programme of one part, and how far apart its solutions so far are.

    Its unknowns are those of the part, then each hidden sum as one of its own, so that what is said of that is a bound.
    """

    def __init__(self, part: _Part) -> None:
        self.part = part
        hidden, unknowns = len(part.asked), part.matrix.shape[1]
        at = np.arange(hidden)
        minus = sparse.csr_array((-np.ones(hidden), (len(part.total) + at, at)), (part.matrix.shape[0], hidden))
        self.sums = sparse.csc_array(sparse.hstack([part.matrix, minus]))
        self.right = np.concatenate([part.total, np.zeros(hidden)])
        self.range = np.zeros((unknowns + hidden, 2))
        self.range[:unknowns, 1] = np.inf
        self.range[unknowns:] = np.column_stack([part.least, part.most])
        whole = bool((part.matrix.data == 1.0).all() and (np.abs(part.total - part.total.round()) < NEAR).all())
        self.countable = whole and unknowns <= _MOST_WHOLE
        self.low, self.high = np.full(hidden, np.inf), np.full(hidden, -np.inf)
        self.last = np.zeros(unknowns)

    def solve(self, aim: Floats, cap: Floats, *, counting: bool = False) -> Floats:
        """The hidden sums where `aim` of them is least, and none above `cap`; with `counting`, of whole unknowns."""
        from scipy.optimize import linprog  # taken in late: it takes as long as pandas, and most outputs need none

        hidden, unknowns = len(aim), len(self.last)
        bounds = self.range.copy()
        bounds[unknowns:, 1] = np.minimum(bounds[unknowns:, 1], cap)
        cost = np.concatenate([np.zeros(unknowns), aim])
        kinds = np.repeat([1, 0], [unknowns, hidden]) if counting else None
        answer = linprog(cost, A_eq=self.sums, b_eq=self.right, bounds=bounds, method="highs", integrality=kinds)
        if answer.x is None:
            raise DoNotAddUp(f"no numbers fit what is published: {answer.message}")
        self.last, sums = answer.x[:unknowns], answer.x[unknowns:]
        # A point between whole numbers shows nothing to a reader who knows that people are counted one by one.
        if not self.countable or np.abs(self.last - self.last.round()).max() < NEAR:
            self.low, self.high = np.minimum(self.low, sums), np.maximum(self.high, sums)
        return np.asarray(sums)


def _narrow(part: _Part) -> Iterator[int]:
    """Asked sums of a part that are narrowed to one whole number.

    Every solution is a witness for all sums: most are shown to be open by solutions that others asked for.
    """
    programme, no_cap = _Programme(part), np.full(len(part.asked), np.inf)
    # Uneven, so that sums which take from one another do not cancel out.
    aim = np.where(part.asked, 1.0 + np.modf(np.arange(len(part.asked)) * 0.618)[0], 0.0)
    least = programme.solve(aim, no_cap)
    programme.solve(-aim, np.where(part.asked, least + 3.0, np.inf))
    for at in np.flatnonzero(part.asked):
        if not _is_open(programme.low[at], programme.high[at], whole=part.whole[at]):
            highest, is_open = _try(programme, int(at))
            if not is_open and (part.zero_tells or highest + part.known[at] >= 1 - NEAR):
                yield int(at)


def _try(programme: _Programme, at: int) -> tuple[float, bool]:
    """The greatest value of one hidden sum, if that is near its least, and whether it is open."""
    aim, most = np.zeros(len(programme.low)), 0.0
    aim[at] = 1.0
    whole, is_open = bool(programme.part.whole[at]), True
    for counting in (False, True) if programme.countable else (False,):
        cap = np.full(len(aim), np.inf)
        least = programme.solve(aim, cap, counting=counting)[at]
        cap[at] = least + 3.0  # more than that need not be known, and without a cap there may be no greatest
        most = programme.solve(-aim, cap, counting=counting)[at]
        is_open = _is_open(least, most, whole=whole)
        if not is_open or _is_open(programme.low[at], programme.high[at], whole=whole):
            break
    return float(most), is_open


def _is_open(low: float, high: float, *, whole: bool) -> bool:
    """Whether at least two whole numbers are left; a figure with shares in it must have a whole one to move in."""
    if not high - low >= 1 - NEAR:
        return False
    return not whole or bool(np.floor(high + NEAR) - np.ceil(low - NEAR) >= 1)
