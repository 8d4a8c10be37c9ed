"""Township areas made ready for drawing: projected once, simplified to what a pen can draw, joined to one path."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from matplotlib.path import Path

from tollbook import places
from tollbook.charts.pieces import bounds_of_pieces, largest_pieces, without_specks
from tollbook.charts.projection import project

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Geometries = npt.NDArray[np.object_]

#: What a border may be moved by when it is simplified, in mm on paper: less than half the width of its line.
_PEN_MM = 0.12
#: Side in mm of the square that an island fills that no eye sees: it is left out, unless it is all that a township is.
_SPECK_MM = 0.22
#: How far off the others an area lies that is drawn apart, as a share of the diagonal of their box, and how many others
#: it takes to say so.
_FAR, _FEW = 0.3, 3
#: From one scale that areas are simplified for to the next; and what is the same scale but for rounding.
_STEP, _SAME = 1.25, 1e-9


class Areas(Protocol):
    """What a map needs of `places.areas`."""

    @property
    def pcodes(self) -> list[str]:
        """Codes of the townships, sorted."""

    @property
    def geometry(self) -> Geometries:
        """Their polygons, EPSG:4326."""

    @property
    def approximate(self) -> bool:
        """Whether they are derived and not official."""

    @property
    def source(self) -> str:
        """Whose they are."""

    @property
    def missing(self) -> list[str]:
        """Townships that have none."""


@dataclass(frozen=True)
class Shapes:
    """Rings of several areas, one after the other.

    Attributes
    ----------
    vertices : array of float64, shape (n, 2)
        In km, see `projection.project`.
    codes : array of uint8, shape (n,)
        Matplotlib's path codes.
    start : array of int64, shape (areas + 1,)
        Where each area's vertices begin.
    """

    vertices: Floats
    codes: npt.NDArray[np.uint8]
    start: Ints

    def path(self, chosen: Sequence[int] | None, to_mm: ToMillimetres) -> Path:
        """One path of the areas at some positions, in mm; of all where none are named."""
        if chosen is None:
            return Path(to_mm(self.vertices), self.codes)
        parts = [slice(self.start[i], self.start[i + 1]) for i in chosen]
        vertices = np.concatenate([self.vertices[part] for part in parts]) if parts else np.empty((0, 2))
        codes = np.concatenate([self.codes[part] for part in parts]) if parts else np.empty(0, np.uint8)
        return Path(to_mm(vertices), codes)


@dataclass(frozen=True)
class ToMillimetres:
    """From kilometres on the ground to millimetres on paper."""

    scale: float
    east: float
    north: float
    left: float
    bottom: float

    def __call__(self, points: Floats) -> Floats:
        """Points of shape (n, 2)."""
        moved: Floats = (points - (self.east, self.north)) * self.scale + (self.left, self.bottom)
        return moved


def shapes(geometry: Geometries) -> Shapes:
    """Rings of polygons, outer ones against the clock and holes with it, so that a filled path leaves holes empty."""
    parts, area = shapely.get_parts(shapely.orient_polygons(geometry), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    vertices, ring = shapely.get_coordinates(rings, return_index=True)
    codes = np.full(len(vertices), Path.LINETO, dtype=np.uint8)
    first = np.flatnonzero(np.diff(ring, prepend=-1))
    codes[first] = Path.MOVETO
    codes[np.append(first[1:], len(ring))[: len(first)] - 1] = Path.CLOSEPOLY
    start = np.searchsorted(area[part][ring], np.arange(len(geometry) + 1))
    return Shapes(vertices, codes, start.astype(np.int64))


def borders(geometry: Geometries) -> Shapes:
    """The lines of a coverage, of which what two areas share is one line: drawn once, and half as long to write."""
    rings = shapely.get_rings(shapely.get_parts(geometry))
    vertices, ring = shapely.get_coordinates(rings, return_index=True)
    inside = ring[1:] == ring[:-1]
    start, end = vertices[:-1][inside], vertices[1:][inside]
    # The same two points in the same order, whichever area they come from.
    turned = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    start[turned], end[turned] = end[turned], start[turned].copy()
    both = np.hstack([start, end])
    once = both[~pd.DataFrame(both).duplicated().to_numpy()]
    lines = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(once.reshape(-1, 2, 2))))
    vertices, line = shapely.get_coordinates(shapely.get_parts(lines), return_index=True)
    codes = np.full(len(vertices), Path.LINETO, dtype=np.uint8)
    codes[np.flatnonzero(np.diff(line, prepend=-1))] = Path.MOVETO
    return Shapes(vertices, codes, np.array([0, len(vertices)], dtype=np.int64))


@dataclass(frozen=True)
class Outlines:
    """The areas of one panel at one scale.

    Attributes
    ----------
    areas : Shapes
        One for each area, in the order of the positions that were asked for.
    borders : Shapes
        The lines between them and around them, each once.
    groups : Shapes
        The lines of what they lie in: their districts, or for the country its states and regions.
    whole : Shapes
        All of them as one.
    """

    areas: Shapes
    borders: Shapes
    groups: Shapes
    whole: Shapes


class Ground:
    """The areas of the whole country, projected.

    Attributes
    ----------
    pcodes : list of str
    geometry : array of object, shape (n,)
        Polygons in km.
    bounds : array of float64, shape (n, 4)
        Of the larger pieces of each, in km: west, south, east, north. A map is framed by these.
    size : array of float64, shape (n,)
        In square km.
    """

    def __init__(self, areas: Areas) -> None:
        self.pcodes = [str(code) for code in areas.pcodes]
        self._given = list(areas.geometry)
        self.geometry: Geometries = shapely.transform(np.asarray(areas.geometry, dtype=object), project)
        self.bounds: Floats = bounds_of_pieces(self.geometry)
        self._largest_bounds: Floats = shapely.bounds(largest_pieces(self.geometry))
        self.size: Floats = shapely.area(self.geometry)
        self._position = {code: i for i, code in enumerate(self.pcodes)}
        self._outlines: dict[tuple[tuple[int, ...], float], Outlines] = {}
        self._rough: dict[tuple[int, ...], Any] = {}
        self._centres: dict[int, tuple[float, float, float]] = {}

    def positions(self, within: str) -> tuple[int, ...]:
        """Positions of the townships of a unit that have an area."""
        held = self._ladder
        return tuple(i for i, units in enumerate(held) if within in units)

    def position(self, pcode: str) -> int | None:
        """Position of a township; None where it has no area."""
        return self._position.get(pcode)

    @cached_property
    def _ladder(self) -> list[tuple[str, str, str, str]]:
        units = [places.unit(code) for code in self.pcodes]
        return [(unit.township, unit.district, unit.state, places.COUNTRY) for unit in units]

    def groups(self, chosen: Sequence[int], level: str) -> list[list[int]]:
        """Places among `chosen` of the townships of each district or state."""
        column = {"district": 1, "state": 2}[level]
        found: dict[str, list[int]] = {}
        for at, i in enumerate(chosen):
            found.setdefault(self._ladder[i][column], []).append(at)
        return [found[code] for code in sorted(found)]

    def outlines(self, chosen: tuple[int, ...], scale: float, level: str = "district") -> Outlines:
        """The areas at some positions, simplified for a scale in mm to the km, and what they lie in.

        They are made once for all scales of a step, for the largest of them.
        """
        scale = _STEP ** math.ceil(math.log(scale, _STEP) - _SAME)
        key = (chosen, round(scale, 4))
        if key not in self._outlines:
            large = without_specks(self.geometry[list(chosen)], (_SPECK_MM / scale) ** 2)
            simple = _simplified(large, _PEN_MM / scale)
            groups = [_joined(simple[group]) for group in self.groups(chosen, level)]
            whole = _joined(np.array(groups, dtype=object)) if len(groups) > 1 else groups[0]
            lines = borders(simple), borders(_array(groups))
            self._outlines[key] = Outlines(shapes(simple), *lines, shapes(_array([whole])))
        return self._outlines[key]

    def frame(self, chosen: Sequence[int], largest: bool = False) -> tuple[float, float, float, float]:
        """The box around some areas, or the largest piece of each, with a little room: west, south, east, north."""
        edges = (self._largest_bounds if largest else self.bounds)[list(chosen)]
        west, south = edges[:, :2].min(axis=0)
        east, north = edges[:, 2:].max(axis=0)
        room = 0.01 * max(east - west, north - south)
        return float(west - room), float(south - room), float(east + room), float(north + room)

    def far(self, chosen: Sequence[int]) -> list[int]:
        """Of some areas those that lie far off all the others, such as the Coco Islands off Yangon Region.

        They would make the rest of their map small, and are drawn in an inset.
        """
        edges = self._largest_bounds[list(chosen)]
        if len(edges) <= _FEW:
            return []
        west, south = (_of_the_others(edges[:, side]) for side in (0, 1))
        east, north = (-_of_the_others(-edges[:, side]) for side in (2, 3))
        across = np.maximum.reduce([west - edges[:, 2], edges[:, 0] - east, np.zeros(len(edges))])
        upright = np.maximum.reduce([south - edges[:, 3], edges[:, 1] - north, np.zeros(len(edges))])
        off = np.hypot(across, upright) > _FAR * np.hypot(east - west, north - south)
        return [chosen[int(at)] for at in np.flatnonzero(off)]

    def rough(self, chosen: tuple[int, ...]) -> Any:
        """Some areas as one, with corners cut and no further than their frame: to lay a sheet out around. Made once."""
        if chosen not in self._rough:
            simple = _simplified(_array([_joined(without_specks(self.geometry[list(chosen)], 20.0))]), 3.0)[0]
            self._rough[chosen] = shapely.clip_by_rect(simple, *self.frame(chosen))
        return self._rough[chosen]

    def silhouette(self, chosen: tuple[int, ...]) -> Shapes:
        """Some areas as one, as a locator of two centimetres shows them: without small islands and small corners."""
        parts = shapely.get_parts(_simplified(_array([self.rough(chosen)]), 7.0))
        large = parts[shapely.area(parts) >= min(400.0, float(shapely.area(parts).max()))]
        return shapes(_array([shapely.multipolygons(large)]))

    @cached_property
    def country_shapes(self) -> Shapes:
        """The whole country as a locator shows it."""
        return self.silhouette(self.positions(places.COUNTRY))

    @cached_property
    def country_box(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Its lower left and upper right corners, in km."""
        west, south, east, north = (float(edge) for edge in shapely.bounds(self.rough(self.positions(places.COUNTRY))))
        return (west, south), (east, north)

    def centre(self, i: int) -> tuple[float, float, float]:
        """Centre and radius of the greatest circle inside an area, in km: where a sign or a name stands best."""
        if i not in self._centres:
            greatest = largest_pieces(self.geometry[i : i + 1])[0]
            circle = shapely.maximum_inscribed_circle(greatest, tolerance=max(np.sqrt(self.size[i]) / 40, 0.01))
            (x, y), _ = shapely.get_coordinates(circle)
            self._centres[i] = (float(x), float(y), float(shapely.length(circle)))
        return self._centres[i]


def _of_the_others(values: Floats) -> Floats:
    """For each value the least of all others."""
    least, second = np.sort(values)[:2]
    own = np.zeros(len(values), dtype=np.bool_)
    own[int(np.argmin(values))] = True
    others: Floats = np.where(own, second, least)
    return others


def _array(geometries: list[Any]) -> Geometries:
    out = np.empty(len(geometries), dtype=object)
    out[:] = geometries
    return out


def _simplified(geometry: Geometries, tolerance: float) -> Geometries:
    """Simplified with borders kept in common; each by itself where areas overlap so that this can't be done."""
    try:
        simple: Geometries = shapely.coverage_simplify(geometry, tolerance)
    except shapely.GEOSException:
        simple = shapely.simplify(geometry, tolerance)
    # A township that is simplified away would be one that is lost.
    return np.where(shapely.is_empty(simple), geometry, simple)


def _joined(geometry: Geometries) -> Any:
    try:
        return shapely.coverage_union_all(geometry)
    except shapely.GEOSException:
        return shapely.union_all(geometry)


#: How many grounds are kept: the derived areas, and files of somebody's own.
_KEPT = 4
_GROUNDS: dict[tuple[str | int, ...], Ground] = {}


def ground(areas: Areas) -> Ground:
    """The ground of some areas. The last few are kept: projecting and simplifying is most of a first map's work.

    They are known by their codes and polygons, of which the ground holds on to the very objects; `places.areas` gives
    the same ones at each call.
    """
    key: tuple[str | int, ...] = (*areas.pcodes, *(id(area) for area in areas.geometry))
    made = _GROUNDS.pop(key, None) or Ground(areas)
    _GROUNDS[key] = made
    for old in list(_GROUNDS)[:-_KEPT]:
        del _GROUNDS[old]
    return made
