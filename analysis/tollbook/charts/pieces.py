"""Pieces of townships: of a coast with its islands, the ones that a map is framed by and the ones that no eye sees."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]
Geometries = npt.NDArray[np.object_]

#: A piece of a township of this share of its area or more is never cut off by the frame of a map.
_PIECE = 0.1


def without_specks(geometry: Geometries, least: float) -> Geometries:
    """Areas without islands smaller than so many square km; the largest piece of each stays, however small."""
    parts, area = shapely.get_parts(geometry, return_index=True)
    size = shapely.area(parts)
    largest = np.zeros(len(geometry))
    np.maximum.at(largest, area, size)
    keep = (size >= least) | (size >= largest[area])
    if keep.all():
        return geometry
    made: Geometries = shapely.multipolygons(parts[keep], indices=area[keep])
    return made


def bounds_of_pieces(geometry: Geometries) -> Floats:
    """Bounds of each area's largest piece and of all its others that are not small beside the whole."""
    parts, area = shapely.get_parts(geometry, return_index=True)
    size, whole = shapely.area(parts), shapely.area(geometry)
    largest = np.zeros(len(geometry))
    np.maximum.at(largest, area, size)
    keep = (size >= _PIECE * whole[area]) | (size >= largest[area])
    edges, at = shapely.bounds(parts[keep]), area[keep]
    bounds = np.tile(np.array([np.inf, np.inf, -np.inf, -np.inf]), (len(geometry), 1))
    np.minimum.at(bounds[:, :2], at, edges[:, :2])
    np.maximum.at(bounds[:, 2:], at, edges[:, 2:])
    return bounds


def largest_pieces(geometry: Geometries) -> Geometries:
    """The largest piece of each area."""
    parts, area = shapely.get_parts(geometry, return_index=True)
    # Sorted by area within size: the last piece of each is its largest.
    order = np.lexsort((shapely.area(parts), area))
    last = np.flatnonzero(np.diff(area[order], append=-1))
    pieces: Geometries = parts[order[last]]
    return pieces
