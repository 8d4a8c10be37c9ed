"""From settlements to ground: which township a piece of ground belongs to, by the settlements around it.

The nearest settlements vote, the nearer the stronger. Four things that were measured make it better than taking the
nearest alone (docs/areas.md): a settlement across a river or a channel counts as three times as far away, because
township borders follow rivers; the villages of one tract speak together rather than each for itself; where settlements
lie far apart, each reaches further; and where the gazetteer has no coordinates for many villages, the others speak for
them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import cKDTree

from tollbook.places.plane import Floats

Ints = npt.NDArray[np.int64]

#: How many settlements are asked. More change nothing: the vote of the twentieth is too weak.
NEIGHBOURS = 20

#: A vote falls with this power of the distance, kilometres; the second keeps a settlement's own ground finite.
_POWER, _NEAR = 3.0, 0.3

#: What a river or a shore between makes of a distance.
_ACROSS = 3.0

#: How far the villages of a tract are put together: 0 each for itself, 1 the tract has one vote.
_TOGETHER = 0.7

#: How far a settlement's reach grows with the distance to its own neighbours: 0 not at all, 1 in proportion;
#: and the spacing below which it does not shrink, km.
_REACH, _LEAST_SPACING = 0.2, 0.5

#: Points on rivers and shores, this far apart, km: enough to know that no river is near.
_STEP = 0.5


#: How far a unit's settlements speak for those of it without coordinates: 0 not at all, 1 in full.
_UNKNOWN = 0.5


@dataclass(frozen=True)
class Ground:
    """Settlements that vote, and what lies between them.

    Attributes
    ----------
    points : array of float, shape (n, 2)
        Settlements in the plane, km.
    township, tract : array of int, shape (n,)
        Numbers of the township and of the village tract or town of each.
    barriers : array of float, shape (m, 2, 2)
        Straight pieces of rivers and shores: both ends, km.
    known : array of float, shape (n,)
        Of the villages of each one's unit: the share that has coordinates.
    """

    points: Floats
    township: Ints
    tract: Ints
    barriers: Floats
    known: Floats

    @cached_property
    def tree(self) -> cKDTree:
        """The settlements, to be asked for the nearest."""
        return cKDTree(self.points)

    @cached_property
    def spacing(self) -> Floats:
        """Mean distance of each settlement to its five nearest, km."""
        apart = self.tree.query(self.points, k=min(6, len(self.points)))[0][:, 1:]
        return np.asarray(apart.mean(axis=1))

    @cached_property
    def _strength(self) -> Floats:
        members = np.bincount(self.tract)[self.tract]
        return np.asarray(
            np.maximum(self.spacing, _LEAST_SPACING) ** (_REACH * _POWER) / members**_TOGETHER / self.known**_UNKNOWN
        )

    @cached_property
    def _lines(self) -> Any:
        return shapely.STRtree(shapely.linestrings(self.barriers))

    @cached_property
    def _barrier_points(self) -> cKDTree:
        lengths = np.hypot(*(self.barriers[:, 1] - self.barriers[:, 0]).T)
        pieces = np.maximum(np.ceil(lengths / _STEP).astype(int), 1)
        which = np.repeat(np.arange(len(pieces)), pieces)
        first = np.cumsum(pieces) - pieces
        part = ((np.arange(len(which)) - first[which] + 0.5) / pieces[which])[:, None]
        return cKDTree(self.barriers[which, 0] * (1 - part) + self.barriers[which, 1] * part)

    @cached_property
    def _to_barrier(self) -> Floats:
        return self.clear_of_barriers(self.points)

    def clear_of_barriers(self, points: Floats) -> Floats:
        """How far no river and no shore is, km, from points in the plane: shape (n,)."""
        if not len(self.barriers):
            return np.full(len(points), np.inf)
        return np.asarray(self._barrier_points.query(points)[0]) - _STEP

    def votes(self, points: Floats) -> tuple[Ints, Floats, Floats, Ints]:
        """What the nearest settlements say of points in the plane.

        Parameters
        ----------
        points : array of float, shape (m, 2)

        Returns
        -------
        townships : array of int, shape (m, k)
            Of the nearest settlements, nearest first.
        weights : array of float, shape (m, k)
        distances : array of float, shape (m, k)
            As the crow flies, km.
        settlements : array of int, shape (m, k)
            Positions of those settlements.
        """
        distances, near = self.tree.query(points, k=min(NEIGHBOURS, len(self.points)))
        distances, near = distances.reshape(len(points), -1), near.reshape(len(points), -1)
        townships = self.township[near]
        far = np.where(self._across(points, near, distances, townships), distances * _ACROSS, distances)
        return townships, self._strength[near] / (far + _NEAR) ** _POWER, distances, near

    def _across(self, points: Floats, near: Ints, distances: Floats, townships: Ints) -> npt.NDArray[np.bool_]:
        """Which settlements lie across a river or shore; asked only where townships differ and one may be between."""
        across = np.zeros(near.shape, dtype=bool)
        if not len(self.barriers):
            return across
        mixed = (townships != townships[:, :1]).any(axis=1)
        clear = np.full(len(points), np.inf)
        clear[mixed] = self.clear_of_barriers(points[mixed])
        row, column = np.nonzero((distances > clear[:, None]) & (distances > self._to_barrier[near]))
        ways = shapely.linestrings(np.stack([points[row], self.points[near[row, column]]], axis=1))
        hit = np.unique(self._lines.query(ways, predicate="intersects")[0])
        across[row[hit], column[hit]] = True
        return across

    def township_of(self, points: Floats) -> Ints:
        """The township that has most votes, at points in the plane: its number, shape (m,)."""
        townships, weights, _, _ = self.votes(points)
        return leading(townships, weights)[0]


def leading(townships: Ints, weights: Floats) -> tuple[Ints, Floats]:
    """The township with the greatest sum of weights in each row, and its share of all; of equals the nearest one."""
    best, who = np.zeros(len(townships)), townships[:, 0].copy()
    for column in range(townships.shape[1]):
        total = np.where(townships == townships[:, [column]], weights, 0.0).sum(axis=1)
        better = total > best * (1 + 1e-12)
        best[better], who[better] = total[better], townships[better, column]
    return who, best / weights.sum(axis=1)
