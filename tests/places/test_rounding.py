"""Borders without the steps of the squares."""

from __future__ import annotations

import numpy as np
import shapely

from tollbook.places.rounding import rounded

# Invented: two areas that share a border in stairs, inside a square of ten.
STAIRS = [(5, 0), (5, 2), (6, 2), (6, 4), (5, 4), (5, 6), (6, 6), (6, 8), (5, 8), (5, 10)]


def stairs():
    west = shapely.polygons([(0, 0), *STAIRS, (0, 10)])
    east = shapely.polygons([(10, 0), *STAIRS, (10, 10)])
    return np.array([west, east], dtype=object)


def test_shared_borders_stay_shared_and_no_ground_is_lost():
    made = rounded(stairs())
    assert shapely.coverage_is_valid(made)
    assert shapely.area(made).sum() == 100
    assert shapely.equals(shapely.coverage_union_all(made), shapely.box(0, 0, 10, 10))


def test_stairs_become_slopes_and_end_where_they_ended():
    before, after = (shapely.intersection(*areas) for areas in (stairs(), rounded(stairs())))
    assert shapely.length(after) < shapely.length(before)
    assert shapely.hausdorff_distance(before, after) <= 1
    line = shapely.line_merge(after)
    assert {tuple(line.coords[0]), tuple(line.coords[-1])} == {(5, 0), (5, 10)}


def test_an_island_and_a_lake_stay_as_they_are():
    lake = shapely.polygons([(1, 1), (1, 3), (3, 3), (3, 1)])
    areas = stairs()
    areas[0] = shapely.union(shapely.difference(areas[0], lake), shapely.box(20, 0, 21, 1))
    made = rounded(areas)
    assert shapely.contains_xy(made[0], 20.5, 0.5)
    assert not shapely.intersects(shapely.coverage_union_all(made), shapely.points(2, 2))
    assert shapely.area(made).sum() == shapely.area(areas).sum()
