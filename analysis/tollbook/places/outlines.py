"""From votes to outlines: a grid that is fine where townships meet, put together by township and cut at the coast.

The grid is a tree of squares. It starts coarse, and a square whose neighbour belongs to another township is cut in
four, down to half the distance between settlements there: a kilometre in the hills, a hundred metres in Yangon.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from tollbook.places.cells import Ground, Ints
from tollbook.places.plane import Floats, to_degrees

Geometries = npt.NDArray[np.object_]

#: Sides of the first and of the smallest squares, km.
_FIRST, _LEAST, _MOST = 2.0, 0.0625, 1.0

#: Smallest squares, as a share of the distance between settlements there.
_SHARE = 0.5

#: Townships whose settlements lie at least this far apart, km, are smoothed so far, km: corners go whose triangle is
#: smaller than the square of it.
_SMOOTHING = ((0.0, 0.06), (0.35, 0.25), (0.65, 0.6))


def squares(ground: Ground, land: Any) -> tuple[Floats, Ints]:
    """Middles and townships of squares that cover the land.

    Parameters
    ----------
    ground : Ground
    land : geometry
        In the plane, km.

    Returns
    -------
    middles : array of float, shape (n, 2)
    townships : array of int, shape (n,)
    """
    west, south, east, north = land.bounds
    columns = np.arange(np.floor(west / _FIRST) - 1, np.ceil(east / _FIRST) + 2)
    rows = np.arange(np.floor(south / _FIRST) - 1, np.ceil(north / _FIRST) + 2)
    at = np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2).astype(np.int64)
    wide = shapely.buffer(land, 1.5 * _FIRST, quad_segs=2)
    shapely.prepare(wide)
    at = at[shapely.contains_xy(wide, (at + 0.5) * _FIRST)]
    side, middles, townships = _FIRST, [], []
    while len(at):
        centres = (at + 0.5) * side
        who = ground.township_of(centres)
        cut = _meets_another(at, who) & (side > _least(ground, centres))
        middles.append(centres[~cut])
        townships.append(who[~cut])
        at = (at[cut, None] * 2 + np.array([[0, 0], [0, 1], [1, 0], [1, 1]])).reshape(-1, 2)
        side /= 2
    return np.concatenate(middles), np.concatenate(townships)


def _least(ground: Ground, centres: Floats) -> Floats:
    spacing = ground.spacing[ground.tree.query(centres)[1]]
    return np.asarray(np.clip(spacing * _SHARE, _LEAST, _MOST))


def _meets_another(at: Ints, who: Ints) -> npt.NDArray[np.bool_]:
    """Whether one of the four squares beside it is of another township; those that are not there do not count."""
    low = at.min(axis=0) - 1
    width = at[:, 1].max() - low[1] + 2
    key = (at[:, 0] - low[0]) * width + at[:, 1] - low[1]
    order = np.argsort(key, kind="stable")
    sorted_keys, meets = key[order], np.zeros(len(at), dtype=bool)
    for step in (1, -1, width, -width):
        place = np.minimum(np.searchsorted(sorted_keys, key + step), len(key) - 1)
        there = sorted_keys[place] == key + step
        meets |= there & (who[order[place]] != who)
    return meets


def joined(middles: Floats, townships: Ints, count: int) -> Geometries:
    """The ground nearer to each township's squares than to others': a coverage, shape (count,), far beyond the land.

    A township without a square has an empty area.
    """
    frame = shapely.box(*shapely.multipoints(middles).bounds).buffer(50.0)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(middles), extend_to=frame, ordered=True))
    order = np.argsort(townships, kind="stable")
    parts = np.split(cells[order], np.searchsorted(townships[order], np.arange(1, count)))
    return np.array([shapely.coverage_union_all(part) for part in parts], dtype=object)


def without_fragments(areas: Geometries, ground: Ground, least_share: float, least_area: float = np.inf) -> Geometries:
    """Give pieces of a township that lie apart from its main one to the neighbour with the longest shared border.

    Parameters
    ----------
    areas : array of Polygon or MultiPolygon, shape (count,)
        A coverage in the plane.
    ground : Ground
    least_share : float
        A piece with this share of the township's settlements, and with four of them, stays.
    least_area : float
        A piece of this size stays too, km2. A piece without neighbours, such as an island, always does.

    Returns
    -------
    array of Polygon or MultiPolygon, shape (count,)
    """
    pieces, owner = shapely.get_parts(areas, return_index=True)
    tree = shapely.STRtree(pieces)
    piece, site = tree.query(shapely.points(ground.points), predicate="intersects")[::-1]
    own = owner[piece] == ground.township[site]
    held = np.bincount(piece[own], minlength=len(pieces))
    all_held = np.bincount(owner, weights=held, minlength=len(areas))
    size = shapely.area(pieces)
    rank = np.lexsort((-size, -held, owner))
    main = np.zeros(len(pieces), dtype=bool)
    main[rank[np.unique(owner[rank], return_index=True)[1]]] = True
    stays = main | (held >= np.maximum(4, least_share * all_held[owner])) | (size >= least_area)
    new_owner = owner.copy()
    for one in np.flatnonzero(~stays)[np.argsort(size[~stays], kind="stable")]:
        beside = tree.query(pieces[one], predicate="intersects")
        beside = np.sort(beside[owner[beside] != owner[one]])
        border = shapely.length(shapely.intersection(shapely.boundary(pieces[beside]), shapely.boundary(pieces[one])))
        if border.size and border.max() > 0:
            new_owner[one] = new_owner[beside[border.argmax()]]
    if (new_owner == owner).all():
        return areas
    return np.array(
        [shapely.coverage_union_all(pieces[new_owner == township]) for township in range(len(areas))], dtype=object
    )


def cut_at_coast(areas: Geometries, land: Any) -> Geometries:
    """The parts of areas that are land; lines and points where they only touch it are left out."""
    whole = []
    for area in shapely.intersection(areas, land):
        parts = shapely.get_parts(area)
        parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
        whole.append(parts[0] if len(parts) == 1 else shapely.multipolygons(parts))
    return np.array(whole, dtype=object)


def smoothed(areas: Geometries, ground: Ground) -> Geometries:
    """Borders without the steps of the squares, shared ones still shared; in degrees to five places (a metre).

    Among townships whose settlements lie close together, as in cities, steps are small and little is taken off: all
    borders are smoothed finely, then those within each wider group more.
    """
    spacing = np.array([np.median(ground.spacing[ground.township == one]) for one in range(len(areas))])
    done = areas.copy()
    for wider_than, tolerance in _SMOOTHING:
        group = spacing >= wider_than
        done[group] = shapely.coverage_simplify(done[group], tolerance, simplify_boundary=wider_than == 0.0)
    return np.asarray(shapely.transform(done, lambda points: np.round(to_degrees(points), 5)), dtype=object)
