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
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from tollbook.release.solving import (
    NEAR,
    Bools,
    DoNotAddUp,
    Floats,
    Found,
    Ints,
    OneBound,
    distinct_columns,
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

    While a figure can be had, the cheapest of the published figures that it is worked out from is hidden (lowest cost,
    then smallest best, then last by key). Then each of those is given back, dearest first, if nothing can be had
    without it. Figures that count the same findings by the same shares are one figure: all of them are hidden, or none.

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
    hidden = table.with_twins(table.sums.hidden)
    primary = hidden.copy()
    # First for the small figures alone, which takes the fewest; what that hid is rarely open to anybody, but may be.
    for all_of_them in (False, True):
        hidden = table.hide(hidden, primary, all_of_them=all_of_them)
        hidden = table.give_back(hidden, primary, all_of_them=all_of_them)
    further = np.zeros_like(hidden)
    further[table.order] = hidden & ~table.sums.hidden
    return further


def exposed(sums: Sums, hidden: Bools | None = None) -> Bools:
    """Hidden figures that can be had: narrowed to one whole number, in any bound, by those that are published.

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
            for found in bound.found(own, table.asked(own)):
                result[table.order[found.figure]] = True
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
        self.group = _twins(self.sums.parts)
        self.cost = np.bincount(self.group, weights=self.sums.cost)[self.group]

    def with_twins(self, chosen: Bools) -> Bools:
        """Those chosen, and the figures that are the same."""
        twins: Bools = np.isin(self.group, self.group[chosen])
        return twins

    def asked(self, hidden: Bools) -> Bools:
        """Hidden figures of which something is left to hide: "<2" says 1."""
        asked: Bools = hidden & ~(self.sums.hidden & (self.sums.below == 2))
        return asked

    def found(self, hidden: Bools, asked: Bools, *, first: bool = False) -> Iterator[Found]:
        """What can be had by the first bound by which something can be: the best, then the others."""
        for bound in self.bounds:
            got = list(bound.found(hidden, self.asked(asked), first=first))
            yield from got
            if got:
                return

    def hide(self, hidden: Bools, primary: Bools, *, all_of_them: bool) -> Bools:
        """Hide the cheapest of what each figure is worked out from, until none can be."""
        helpless = np.zeros_like(hidden)
        while True:
            asked = (hidden if all_of_them else primary) & ~helpless
            chosen = np.zeros_like(hidden)
            for found in sorted(self.found(hidden, asked), key=lambda one: one.figure):
                bears = self._bearing(found, hidden)
                helpless[found.figure] = not bears.any()
                if bears.any() and not (bears & chosen).any():
                    chosen |= self.group == self.group[self._cheapest(bears)]
            if not chosen.any() and not helpless[asked].any():
                return hidden
            hidden = hidden | chosen

    def give_back(self, hidden: Bools, primary: Bools, *, all_of_them: bool) -> Bools:
        """Publish again what nothing depends on, dearest first."""
        stuck = {found.figure for found in self.found(hidden, hidden if all_of_them else primary)}
        spare = np.flatnonzero(hidden & ~primary)
        for figure in sorted(spare, key=lambda i: (-self.cost[i], -np.nan_to_num(self.best[i]), i)):
            without = hidden & (self.group != self.group[figure])
            asked = without if all_of_them else primary
            helped = asked & ~np.isin(np.arange(len(asked)), list(stuck))
            if hidden[figure] and next(self.found(without, helped, first=True), None) is None:
                hidden = without
        return hidden

    def _bearing(self, found: Found, hidden: Bools) -> Bools:
        """Published figures that a figure is worked out from; else those that share a finding with it."""
        bears: Bools = (found.weights != 0) & ~hidden
        if not bears.any():
            parts = self.sums.parts
            bears = (parts @ parts[[found.figure]].T).toarray().ravel() > 0
            bears &= ~hidden
        return bears

    def _cheapest(self, among: Bools) -> int:
        return min(np.flatnonzero(among).tolist(), key=lambda i: (self.cost[i], np.nan_to_num(self.best[i]), -i))


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
        yield OneBound(distinct_columns(own), sums.values[:, column], low, high, is_best)


def _twins(parts: Any) -> Ints:
    """A number for each figure, the same for figures that count the same; one without findings is like no other."""
    at, columns, shares = parts.indptr, parts.indices, parts.data.round(9)
    seen: dict[bytes, int] = {}
    group = np.empty(parts.shape[0], dtype=np.int64)
    for i in range(len(group)):
        own = slice(at[i], at[i + 1])
        name = columns[own].tobytes() + shares[own].tobytes() if at[i + 1] > at[i] else b"%d" % i
        group[i] = seen.setdefault(name, len(seen))
    return group
