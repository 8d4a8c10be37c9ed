"""Taking the steps off borders that were put together from squares, so that shared borders stay shared.

Only borders between two townships are touched: the country's border and the coast are where they are. A line between
two meeting points is drawn through the middles of its pieces, which turns stairs into slopes and moves no point by more
than half a step.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

Geometries = npt.NDArray[np.object_]

#: How often a line is drawn through its middles.
_PASSES = 2

# Putting one line back can make it cross another that was drawn.
_TRIES = 10


def rounded(areas: Geometries) -> Geometries:
    """Areas with their inner borders rounded.

    Parameters
    ----------
    areas : array of Polygon or MultiPolygon, shape (n,)
        A coverage in the plane.

    Returns
    -------
    array of Polygon or MultiPolygon, shape (n,)
        A coverage of the same ground; the areas as they are, should two rounded borders cross.
    """
    lines = shapely.get_parts(shapely.line_merge(shapely.union_all(shapely.boundary(areas))))
    shore = shapely.boundary(shapely.coverage_union_all(areas))
    shapely.prepare(shore)
    inner = shapely.distance(shapely.line_interpolate_point(lines, 0.5, normalized=True), shore) > 1e-9
    drawn = lines.copy()
    drawn[inner] = [_through_middles(line) for line in lines[inner]]
    faces = shapely.get_parts(shapely.polygonize(_uncrossed(drawn, lines)))
    owner = _owners(faces, areas)
    if shapely.area(faces[owner >= 0]).sum() < 0.999 * shapely.area(areas).sum():
        return areas
    made = np.array([shapely.coverage_union_all(faces[owner == i]) for i in range(len(areas))], dtype=object)
    whole = shapely.coverage_is_valid(made) and not shapely.is_empty(made[~shapely.is_empty(areas)]).any()
    return made if whole else areas


def _through_middles(line: Any) -> Any:
    points = shapely.get_coordinates(line)
    for _ in range(_PASSES):
        points = np.concatenate([points[:1], (points[1:] + points[:-1]) / 2, points[-1:]])
    return shapely.linestrings(points)


def _uncrossed(drawn: Geometries, lines: Geometries) -> Geometries:
    """The lines as drawn; as they were, where two that were drawn would cross or a line crosses itself."""
    kept = drawn.copy()
    for _ in range(_TRIES):
        one, other = shapely.STRtree(kept).query(kept, predicate="crosses")
        wrong = np.unique(np.concatenate([one, other, np.flatnonzero(~shapely.is_simple(kept))]))
        wrong = wrong[kept[wrong] != lines[wrong]]
        if not len(wrong):
            break
        kept[wrong] = lines[wrong]
    return kept


def _owners(faces: Geometries, areas: Geometries) -> npt.NDArray[np.int64]:
    """Which area each face lies in, by a point inside it; -1 where it is in none: a lake, or sea between islands."""
    face, area = shapely.STRtree(areas).query(shapely.point_on_surface(faces), predicate="intersects")
    owner = np.full(len(faces), -1, dtype=np.int64)
    owner[face[::-1]] = area[::-1]
    return owner
