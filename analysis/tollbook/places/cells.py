"""From settlements to townships' areas: which ground is nearer to the settlements of which township."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Floats = npt.NDArray[np.float64]


def voronoi(points: Floats, labels: npt.NDArray[np.int64], count: int, land: BaseGeometry) -> npt.NDArray[np.object_]:
    """Voronoi cells of points, put together by label and cut off at the land's edge.

    Parameters
    ----------
    points : array of float, shape (n, 2)
        Longitude and latitude, degrees; no two alike.
    labels : array of int, shape (n,)
    count : int
        How many labels there are.
    land : geometry

    Returns
    -------
    array of Polygon or MultiPolygon, shape (count,)
    """
    stretch = np.array([np.cos(np.radians(20.0)), 1.0])
    sites = shapely.multipoints(points * stretch)
    frame = shapely.transform(shapely.box(*land.bounds).buffer(1), lambda xy: xy * stretch)
    cells = shapely.get_parts(shapely.voronoi_polygons(sites, extend_to=frame, ordered=True))
    whole = [shapely.coverage_union_all(cells[labels == one]) for one in range(count)]
    whole = shapely.transform(whole, lambda xy: xy / stretch)
    return np.asarray(shapely.intersection(whole, land), dtype=object)
