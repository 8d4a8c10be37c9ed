"""Which further figures must be hidden so that no hidden one can be worked out from those that are published.

A figure of few people is hidden and prints "<5"; but where a total and its other parts are published, it is the
difference. Hiding one more part closes that. This is secondary cell suppression as the handbooks have it (Hundepool et
al., Statistical Disclosure Control, 2012, chapter 4), with findings for the cells: a figure is a sum of findings, each
with the share of its days that the figure counts, whatever the levels and periods of the output are.

The reader is taken to know more than readers do: which findings are in which figure, by which share, and every figure
before it is rounded. What is open to that reader is open to all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from tollbook.release.solving import (
    NEAR,
    Bools,
    DoNotAddUp,
    Floats,
    Ints,
    OneBound,
    distinct_columns,
    twins,
    whole_sums,
)

__all__ = ["BOUNDS", "DoNotAddUp", "Sums", "also_hidden", "exposed"]

#: The bound that a tally has; a figure with one number has its best.
BOUNDS = ("low", "best", "high")


@dataclass(frozen=True)
class Sums:
    """The figures of one measure and base, and what they add up.

    Attributes
    ----------
    parts : csr_array, float, shape (figures, atoms)
        Share of an atom's days that a figure counts, above 0 and up to 1. An atom is one finding. Its best counts by
        its share; its low only where that is 1, its high in full (rule 3 of "How a number is made").
    values : float64 array, shape (figures, bounds)
        In the units of the measure, before rounding. Three bounds (`BOUNDS`), or the best alone; NaN where a bound is
        not published. Those of a hidden figure may be NaN too; they are not used but to read what is said of it.
    hidden : bool array, shape (figures,)
        Figures that a rule hides.
    below : int64 array, shape (figures,)
        Of a hidden figure it is said that its best is at least 1 and below this, in whole people; 0: nothing is said.
    cost : float64 array, shape (figures,)
        What is lost if a figure is hidden too.
    key : array, shape (figures,)
        Names that sort, all different: they decide between equals, so that the order of the rows does not.

    Raises
    ------
    ValueError
        If shapes do not agree, a share or a value is out of range, a key comes twice, or "at least 1 and below" is said
        of a figure of which it is not true.
    """

    parts: Any
    values: Floats
    hidden: Bools
    below: Ints
    cost: Floats
    key: npt.NDArray[Any]

    def __post_init__(self) -> None:
        figures = self.parts.shape[0]
        if self.values.ndim != 2 or self.values.shape[1] not in (1, len(BOUNDS)):
            raise ValueError(f"values: of shape {self.values.shape}; give a column for the best, or one for each bound")
        for name in ("values", "hidden", "below", "cost", "key"):
            if len(getattr(self, name)) != figures:
                raise ValueError(f"{name}: {len(getattr(self, name))} rows, but parts has {figures}")
        shares = sparse.csr_array(self.parts).data
        if not ((shares >= 0) & (shares <= 1 + NEAR)).all():
            raise ValueError("parts: a share below 0 or above 1")
        if (self.values < 0).any() or np.isinf(self.values).any():
            raise ValueError("values: a figure below 0, or infinite; a bound that is open is NaN")
        if len(np.unique(self.key)) != figures:
            raise ValueError("key: a name comes twice")
        if (self.below < 0).any() or (self.below == 1).any():
            raise ValueError("below: 0, or at least 2, as no figure is at least 1 and below 1")
        self._check_what_is_said()

    def _check_what_is_said(self) -> None:
        best = self.values[:, self.values.shape[1] // 2]
        # A figure with shares in it may be under 1 and still be one of those that are said to be "<5".
        wrong = self.hidden & (self.below > 0) & ((best <= 0) | (best >= self.below))
        if wrong.any():
            rows = np.flatnonzero(wrong)
            names = ", ".join(f"{self.key[i]} is {best[i]:g}, not in 1 to {self.below[i] - 1}" for i in rows)
            raise ValueError(f"below: {names}; say nothing of it (0), or what is true")


def also_hidden(sums: Sums) -> Bools:
    """Further figures to hide, so that none of the hidden ones can be had from the published ones.

    For each in turn, the cheapest way is taken to let it be one more or one less than it is: other figures move with
    it, and those of them that are published must be hidden (dear ones are left still; between equals small ones move,
    then the last by key). At the end each is given back, dearest first, if nothing can be had without it. Figures that
    count the same findings by the same shares are one figure: all of them are hidden, or none.

    It is the figures that a rule hides that nobody must work out. One that is hidden for their sake may be open to a
    reader; guarding those as well would take several times as many, and guard nobody.

    Parameters
    ----------
    sums : Sums

    Returns
    -------
    bool array, shape (figures,)
        Without the hidden ones themselves. A figure that what is *said* of hidden figures gives away by itself ("<5" of
        a total of four that are each at least 1) cannot be helped by hiding: `exposed` still names it.

    Raises
    ------
    DoNotAddUp
        If no numbers fit what is published, so that nothing can be told from it.
    """
    if not sums.hidden.any():
        return np.zeros(len(sums.hidden), dtype=np.bool_)
    table = _Table(sums)
    hidden = table.hide()
    further = np.zeros_like(hidden)
    further[table.order] = hidden & ~table.sums.hidden
    return further


def exposed(sums: Sums, hidden: Bools | None = None) -> Bools:
    """Figures of ``sums.hidden`` that can be had: narrowed to one whole number, in any bound, by the published ones.

    With atoms of at least 0, each bound by itself, and with what is said of the hidden figures: a figure can be had if
    its least and its greatest value leave fewer than two whole numbers. That takes in every figure that is a sum or a
    difference of published ones. It is no disclosure that a low or a high is 0, nor if `below` itself leaves one
    number.

    Parameters
    ----------
    sums : Sums
    hidden : bool array, shape (figures,), optional
        All that is not published, ``sums.hidden`` among them; that alone if absent.

    Returns
    -------
    bool array, shape (figures,)

    Raises
    ------
    ValueError
        If a figure of ``sums.hidden`` is published.
    DoNotAddUp
        If no numbers fit what is published.
    """
    away = sums.hidden if hidden is None else np.asarray(hidden, dtype=np.bool_)
    if (sums.hidden & ~away).any():
        raise ValueError("hidden: a figure that a rule hides is not in it")
    result = np.zeros(len(away), dtype=np.bool_)
    if away.any():
        table = _Table(sums)
        own = away[table.order]
        for bound in table.bounds:
            result[table.order[list(bound.found(own, table.asked))]] = True
    return result


class _Table:
    """The figures in the order of their keys, by bound, and which of them are one."""

    def __init__(self, sums: Sums) -> None:
        self.order = np.argsort(sums.key, kind="stable")
        taken = {name: getattr(sums, name)[self.order] for name in ("values", "hidden", "below", "cost", "key")}
        parts = sparse.csr_array(sums.parts, dtype=np.float64)[self.order]
        parts.data = np.where(np.abs(parts.data - 1) < NEAR, 1.0, parts.data)
        parts.eliminate_zeros()
        parts.sort_indices()
        self.sums = replace(sums, parts=parts, **taken)
        self.bounds = list(_by_bound(self.sums))
        self.best = self.sums.values[:, self.sums.values.shape[1] // 2]
        self.group = twins(self.sums.parts)
        self.price = self._price()

    def _price(self) -> Floats:
        """The cost of hiding each figure, shared among twins, and a little for size and key that only parts equals."""
        cost = np.bincount(self.group, weights=self.sums.cost)[self.group] / np.bincount(self.group)[self.group]
        rank = np.empty(len(cost))
        rank[np.lexsort((-np.arange(len(cost)), np.nan_to_num(self.best)))] = np.arange(1, len(cost) + 1)
        least = cost[cost > 0].min(initial=1.0)
        price: Floats = cost + least * rank / len(cost) / 100
        return price

    def with_twins(self, chosen: Bools) -> Bools:
        """Those chosen, and the figures that are the same."""
        same: Bools = np.isin(self.group, self.group[chosen])
        return same

    @cached_property
    def asked(self) -> Bools:
        """Figures that must not be had: those that a rule hides, unless what is said of them says all ("<2" says 1)."""
        asked: Bools = self.sums.hidden & (self.sums.below != 2)
        return asked

    def hide(self) -> Bools:
        """All that is to be hidden: the figures that a rule hides, and those that go with them."""
        primary = self.with_twins(self.sums.hidden)
        hidden, moves = primary.copy(), dict[tuple[int, int], Bools]()
        for at, bound in enumerate(self.bounds):
            tells = (np.diff(bound.parts.indptr) > 0) & (bound.zero_tells | (bound.parts @ bound.account >= 1 - NEAR))
            for figure in np.flatnonzero(self.asked & tells).tolist():
                moves[at, figure] = moved = leave_open(bound, figure, hidden, self.price)
                hidden = self.with_twins(hidden | moved)
        hidden = self._give_back(hidden, primary, moves)
        return self._make_sure(hidden)

    def _give_back(self, hidden: Bools, primary: Bools, moves: dict[tuple[int, int], Bools]) -> Bools:
        """Publish again what nothing depends on, dearest first: every figure must still have a way to move."""
        for one in sorted(np.flatnonzero(hidden & ~primary).tolist(), key=lambda i: -self.price[i]):
            without = hidden & (self.group != self.group[one])
            others = {}
            for (at, figure), moved in moves.items():
                if moved.any() and (moved & ~without).any():
                    others[at, figure] = leave_open(self.bounds[at], figure, without, self.price, only_hidden=True)
                    if not others[at, figure].any():
                        break
            else:
                hidden = without
                moves = moves | others
        return hidden

    def _make_sure(self, hidden: Bools) -> Bools:
        """Put to the check itself what was hidden, and hide more of what shares a finding, cheapest first."""
        asked, parts = self.asked.copy(), self.sums.parts
        while True:
            found = next((i for bound in self.bounds for i in sorted(bound.found(hidden, asked))), None)
            if found is None:
                return hidden
            shares = np.flatnonzero(((parts @ parts[[found]].T).toarray().ravel() > 0) & ~hidden)
            if len(shares):
                hidden = hidden | (self.group == self.group[shares[np.argmin(self.price[shares])]])
            else:
                asked[found] = False


def leave_open(bound: OneBound, figure: int, hidden: Bools, price: Floats, *, only_hidden: bool = False) -> Bools:
    """Figures that move, at the least price of published ones, if one is to be a whole number more or less than it is.

    Parameters
    ----------
    bound : OneBound
    figure : int
        Row of a hidden figure.
    hidden : bool array, shape (figures,)
    price : float64 array, shape (figures,)
        Of hiding a published figure.
    only_hidden : bool
        No published figure may move.

    Returns
    -------
    bool array, shape (figures,)
        All False if it cannot move.
    """
    now = (bound.parts[[figure]] @ bound.account).item()
    # Between two whole numbers there is only one in reach of a step of 1.
    step = 2.0 if bound.whole[figure] and abs(now - round(now)) > NEAR else 1.0
    for columns in bound.near(figure):
        cost, moved = np.inf, np.zeros(len(hidden), dtype=np.bool_)
        for by in (step, -step):
            if cost > NEAR:
                way = _move(bound, figure, columns, hidden, price, by=by, only_hidden=only_hidden)
                cost, moved = way if way[0] < cost else (cost, moved)
        if cost < np.inf or only_hidden:  # where the near ones give no way, what is asked about may stay hidden
            return moved
    return np.zeros(len(hidden), dtype=np.bool_)


def _move(
    bound: OneBound, figure: int, columns: Ints, hidden: Bools, price: Floats, *, by: float, only_hidden: bool
) -> tuple[float, Bools]:
    """The price of moving a figure by so much with these unknowns, infinite if it cannot be, and what moves with it."""
    from scipy.optimize import linprog  # taken in late: it takes as long as pandas, and most outputs need none

    parts = bound.parts[:, columns]
    rows = np.flatnonzero(np.diff(parts.indptr) > 0)
    now = (bound.parts @ bound.account)[rows]
    # A published figure whose bound is not given may move as it likes; a hidden one within what is said of it.
    free = hidden[rows] | np.isnan(bound.values[rows])
    still = 0.0 if only_hidden else np.inf
    down = np.where(hidden[rows], bound.least[rows] - now, np.where(free, -np.inf, -still))
    up = np.where(hidden[rows], bound.most[rows] - now, np.where(free, np.inf, still))
    own = rows == figure
    if not (down[own] - NEAR <= by <= up[own] + NEAR).all():
        return np.inf, np.zeros(len(hidden), dtype=np.bool_)
    down[own] = up[own] = by
    each = sparse.eye_array(len(rows))
    sums = sparse.csc_array(sparse.block_array([[parts[rows], -each, each]]))
    cost = np.where(free, 0.0, price[rows])
    start = bound.account[columns]
    ranges = np.column_stack(
        [
            np.concatenate([-start, np.maximum(down, 0.0), np.maximum(-up, 0.0)]),
            np.concatenate([np.full(len(start), np.inf), np.maximum(up, 0.0), np.maximum(-down, 0.0)]),
        ]
    )
    answer = linprog(
        np.concatenate([np.zeros(len(start)), cost, cost]), A_eq=sums, b_eq=np.zeros(len(rows)), bounds=ranges
    )
    moved = np.zeros(len(hidden), dtype=np.bool_)
    if answer.x is None:
        return np.inf, moved
    size = parts[rows] @ answer.x[: len(start)]
    moved[rows[(np.abs(size) > NEAR) & (hidden[rows] | ~free)]] = True
    return float(answer.fun), moved


def _by_bound(sums: Sums) -> Iterator[OneBound]:
    """The best, then low and high if they are there, each with the weights of rule 3."""
    parts = sums.parts
    weights = {"low": (parts.data == 1), "best": parts.data, "high": (parts.data > 0)}
    whole = whole_sums(parts)
    said = sums.hidden & (sums.below > 0)
    best = sums.values[:, sums.values.shape[1] // 2]
    # What is said is said of whole people: with shares in it, a figure of 0.5 prints as 1.
    margin = np.where(whole, 0.0, 0.5)
    least = np.where(said, np.fmin(1.0 - margin, best), 0.0)
    most = np.where(said, np.fmax(sums.below - 1.0 + margin, best), np.inf)
    nothing, no_end = np.zeros(len(said)), np.full(len(said), np.inf)
    for name in ("best", "low", "high")[: sums.values.shape[1]]:
        own = sparse.csr_array((weights[name].astype(np.float64), parts.indices, parts.indptr), parts.shape)
        is_best = name == "best"
        column = BOUNDS.index(name) if sums.values.shape[1] > 1 else 0
        low, high = (least, most) if is_best else (nothing, no_end)
        yield OneBound(distinct_columns(own), sums.values[:, column], low, high, is_best, sums.key)
