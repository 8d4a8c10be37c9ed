"""Which claims contain another incident in days and place, found without comparing every pair."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tollbook.claims.collecting import Mask, Rows


@dataclass(frozen=True)
class Container:
    """Claims as numbers, each array of shape (n,), int64.

    Attributes
    ----------
    group : measure and unit at the level looked at, as one number
    start, end : days since 1970-01-01
    rank : of the place's level, finer ones lower
    incident : number of the incident
    """

    group: Rows
    start: Rows
    end: Rows
    rank: Rows
    incident: Rows


class _Spans:
    """Spans of one group, ready to be asked for one that lies within given days.

    Sorted by start; from each position on, the two earliest ends that belong to different incidents are kept, so that
    a question costs one search: of the spans that start late enough, does one end early enough and belong elsewhere?
    """

    def __init__(self, start: Rows, end: Rows, incident: Rows) -> None:
        order = np.lexsort((incident, end, start))
        self._starts: list[int] = start[order].tolist()
        best: list[tuple[tuple[int, int], ...]] = [()] * len(order)
        now: tuple[tuple[int, int], ...] = ()
        pairs = list(zip(end[order].tolist(), incident[order].tolist(), strict=True))
        for position in range(len(order) - 1, -1, -1):
            now = _two_best(now, pairs[position])
            best[position] = now
        self._best = best

    def other_within(self, first: int, last: int, own: int) -> int | None:
        """An incident other than `own` with a span in these days; None where there is none."""
        position = bisect_left(self._starts, first)
        if position == len(self._starts):
            return None
        return next((who for end, who in self._best[position] if who != own and end <= last), None)


def _two_best(now: tuple[tuple[int, int], ...], new: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    kept = sorted((*now, new))
    first = kept[0]
    second = next((pair for pair in kept if pair[1] != first[1]), None)
    return (first, second) if second else (first,)


def contained(claims: Container, askers: Rows, known: Mask) -> Iterator[tuple[int, int]]:
    """Claims that contain another incident, each with one such incident.

    Parameters
    ----------
    claims : Container
        All claims of scope `incident`.
    askers : int64 array
        Positions of the claims that may contain others: those at the level looked at.
    known : bool array, shape (n,)
        Claims whose unit at that level is known.

    Yields
    ------
    (int, int)
        Position of the claim, number of the incident: of a finer place on days within the claim's, or of the same
        unit on fewer days within them.
    """
    by_group = _positions(claims.group, np.flatnonzero(known))
    asking = _positions(claims.group, askers)
    for group, positions in asking.items():
        members = by_group[group]
        if len(members) < 2:
            continue
        level = claims.rank[positions[0]]
        finer, alike = members[claims.rank[members] < level], members[claims.rank[members] == level]
        inner = _Spans(claims.start[finer], claims.end[finer], claims.incident[finer])
        equal = _Spans(claims.start[alike], claims.end[alike], claims.incident[alike])
        for at in positions.tolist():
            first, last, own = int(claims.start[at]), int(claims.end[at]), int(claims.incident[at])
            answers = (
                inner.other_within(first, last, own),
                equal.other_within(first + 1, last, own),
                equal.other_within(first, last - 1, own),
            )
            other = next((who for who in answers if who is not None), None)
            if other is not None:
                yield at, other


def _positions(group: Rows, chosen: npt.NDArray[np.int64]) -> dict[int, Rows]:
    """Positions by group, in their order."""
    if not len(chosen):
        return {}
    order = chosen[np.argsort(group[chosen], kind="stable")]
    names, starts = np.unique(group[order], return_index=True)
    return dict(zip(names.tolist(), np.split(order, starts[1:]), strict=True))
