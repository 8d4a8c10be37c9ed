"""Deriving the areas of the 330 townships: from the settlements to outlines, and to the ground that locating asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely

from tollbook.places import border
from tollbook.places.cells import Ground
from tollbook.places.cleaning import settlements_with_coordinates, share_with_coordinates, sifted, usual_townships
from tollbook.places.outlines import Geometries, cut_at_coast, joined, smoothed, squares, without_fragments
from tollbook.places.plane import Floats, to_plane
from tollbook.places.rounding import rounded

#: A settlement stands on land. Where the coast, known to a kilometre, says otherwise, this much ground around it is
#: land, and what lies between two of them that close; km.
_FOOTHOLD, _BETWEEN = 0.35, 0.8

#: How closely the coast is followed, km.
_COAST = 0.1

#: Pieces of a township apart from its main one: how large a share of its settlements they need to stay, and after the
#: coast is cut, how large they must be to stay without settlements, km2.
_SHARE, _SIZE = 0.03, 5.0

#: No unit counts as less known than this, so that three villages do not outvote a township.
_LEAST_KNOWN = 0.15


@dataclass(frozen=True)
class Derived:
    """Areas of the townships, and the settlements that they are from.

    Attributes
    ----------
    pcodes : list of str
        The 330 townships, sorted.
    areas : array of Polygon or MultiPolygon, shape (330,)
        A coverage, degrees.
    settlements : DataFrame
        See `tollbook.places.cleaning.sifted`.
    """

    pcodes: list[str]
    areas: Geometries
    settlements: pd.DataFrame


def ground_of_settlements(used: pd.DataFrame, barriers: Floats) -> Ground:
    """The settlements as voters.

    Parameters
    ----------
    used : DataFrame
        Columns ``longitude, latitude, township, tract, known``; townships are among the usual 330.
    barriers : array of float, shape (m, 2, 2)
    """
    numbers = {pcode: number for number, pcode in enumerate(usual_townships())}
    township = np.array([numbers[pcode] for pcode in used["township"]], dtype=np.int64)
    tract = np.asarray(pd.factorize(used["tract"], sort=True)[0], dtype=np.int64)
    points = to_plane(used["longitude"], used["latitude"])
    return Ground(points, township, tract, barriers, used["known"].to_numpy(float))


def derived() -> Derived:
    """Make the areas; some seconds.

    Raises
    ------
    GazetteerError
        A package that they are made from is missing.
    """
    land = border.land()
    settlements = known_settlements(land)
    ground = ground_of_settlements(settlements[settlements["left_out"] == ""], border.barriers())
    dry = _with_footholds(shapely.transform(land, lambda xy: to_plane(xy[:, 0], xy[:, 1])), ground.points)
    areas = outlines(ground, dry)
    return Derived(usual_townships(), areas, settlements)


def known_settlements(land: Any = None) -> pd.DataFrame:
    """All settlements with coordinates, which are left out and why, and which share of its unit's has coordinates.

    Returns
    -------
    DataFrame
        See `tollbook.places.cleaning.sifted`; with one column more, ``known``, see `Ground`.
    """
    table = settlements_with_coordinates()
    known = table["unit"].map(share_with_coordinates(table)).fillna(1.0).clip(lower=_LEAST_KNOWN)
    return sifted(table, border.land() if land is None else land).assign(known=known)


def outlines(ground: Ground, land: Any) -> Geometries:
    """Areas of all townships that have a settlement in `ground`, degrees; `land` is in the plane."""
    middles, townships = squares(ground, land)
    count = len(usual_townships())
    areas = without_fragments(joined(middles, townships, count), ground, _SHARE)
    areas = without_fragments(cut_at_coast(areas, shapely.simplify(land, _COAST)), ground, _SHARE, _SIZE)
    return smoothed(rounded(areas), ground)


def _with_footholds(land: Any, points: Floats) -> Any:
    sunk = points[~shapely.contains_xy(shapely.buffer(land, -_FOOTHOLD, quad_segs=2), points)]
    if not len(sunk):
        return land
    wide = shapely.union_all(shapely.buffer(shapely.points(sunk), _FOOTHOLD + _BETWEEN, quad_segs=4))
    return shapely.union(land, shapely.buffer(wide, -_BETWEEN, quad_segs=4))
