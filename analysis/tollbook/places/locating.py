"""From coordinates to a township, with how sure; what looks wrong with a point is named, and the point never moved.

A flagged point is given no other place than its own: one in the sea has no township, and one far from the place named
beside it has the township that it lies in, unsurely.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import cached
from tollbook.places.gazetteer import COUNTRY
from tollbook.places.ladder import units
from tollbook.places.plane import Floats

Texts = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]

#: What a flag can say, in the order in which they are looked for.
NO_NUMBER = "no coordinates"
NOT_ON_EARTH = "not a latitude and a longitude"
ZERO = "0, 0: probably an empty cell"
SWAPPED = "outside the country; inside with latitude and longitude swapped"
SEA = "in the sea"
OUTSIDE = "outside the country"
FAR = "far from the place named beside it"

#: A point this near to a settlement of the gazetteer is that settlement's, km.
_SAME = 0.05

#: The least share of the votes that makes an answer sure; measured on settlements held out (docs/areas.md).
_SURE = 0.97

#: The nearest settlement may be this far away for an answer to be sure, km.
_REACH = 15.0

#: Coast and border are known to about this, km: a point no further off is located all the same, and never surely.
_EDGE = 1.0

#: A point further than this from the place named beside it is flagged, km.
_FAR = 10.0

_CANDIDATES = 5


def locate(latitudes: Iterable[Any], longitudes: Iterable[Any], beside: Iterable[Any] | None = None) -> pd.DataFrame:
    """The townships of points, by the settlements around them.

    Parameters
    ----------
    latitudes, longitudes : iterable of float or str, length n
        Degrees (WGS 84). What is not a number, such as 'NaN' or an empty cell, is flagged.
    beside : iterable of str, optional
        Codes of the townships, districts or states that the source names beside the points; '' where it names none.

    Returns
    -------
    DataFrame
        One row a point, in their order; a Series' index is kept. Columns:

        ``township`` : str
            One of the usual 330 codes; '' where there is none.
        ``how`` : str
            ``exact`` (a settlement of the gazetteer has this very point), ``sure``, ``unsure`` or ``none``.
        ``flag`` : str
            '' or what is wrong with the point: one of the sentences at the head of this module.
        ``distance`` : float
            To the nearest settlement, km; NaN without a point.
        ``share`` : float
            Of the votes of the settlements around it: the township's, 0 to 1; NaN where there is none.
        ``candidates`` : str
            Codes and shares of the townships around, greatest share first, at most five: "MMR005019 0.83, ...".

    Raises
    ------
    ValueError
        The columns are of different lengths.
    GazetteerError
        The gazetteer, or the coast, can't be read.
    """
    index = latitudes.index if isinstance(latitudes, pd.Series) else None
    north, east = _numbers(latitudes), _numbers(longitudes)
    named = [""] * len(north) if beside is None else [code if isinstance(code, str) else "" for code in beside]
    if not len(north) == len(east) == len(named):
        message = f"{len(north)} latitudes, {len(east)} longitudes and {len(named)} places beside them: not a row each."
        raise ValueError(message)
    found = _found(north, east, np.array(named, dtype=object))
    return pd.DataFrame({**found, **{name: pd.array(found[name], dtype="str") for name in _TEXTS}}, index=index)


def _found(north: Floats, east: Floats, named: Texts) -> dict[str, npt.NDArray[Any]]:
    found = _nothing(len(north))
    found["flag"] = _unusable(north, east)
    asked = np.flatnonzero(found["flag"] == "")
    if len(asked):
        for name, values in _answers(east[asked], north[asked]).items():
            found[name][asked] = values
    if (named != "").any():
        _compare(found, named, east, north)
    return found


def _numbers(values: Iterable[Any]) -> Floats:
    held = values if isinstance(values, pd.Series | np.ndarray) else pd.Series(list(values), dtype="object")
    return np.asarray(pd.to_numeric(pd.Series(held), errors="coerce"), dtype=float)


def _unusable(north: Floats, east: Floats) -> Texts:
    none = ~(np.isfinite(north) & np.isfinite(east))
    # A longitude of up to 180 in the column of latitudes may be a swap, which is said more exactly later.
    wrong = (np.abs(north) > 180) | (np.abs(east) > 180)
    zero = (north == 0) & (east == 0)
    return np.select([none, wrong, zero], [NO_NUMBER, NOT_ON_EARTH, ZERO], "").astype(object)


_TEXTS = ("township", "how", "flag", "candidates")


def _nothing(count: int) -> dict[str, npt.NDArray[Any]]:
    texts = {name: np.full(count, "none" if name == "how" else "", dtype=object) for name in _TEXTS}
    numbers = {"distance": np.full(count, np.nan), "share": np.full(count, np.nan)}
    order = ("township", "how", "flag", "distance", "share", "candidates")
    return {name: (texts | numbers)[name] for name in order}


def _answers(east: Floats, north: Floats) -> dict[str, npt.NDArray[Any]]:
    """The columns for points that are numbers."""
    from tollbook.places.cells import leading
    from tollbook.places.plane import to_plane

    ground, codes, lent = _ground()
    area, near = _on_land(east, north)
    townships, weights, distances, settlements = ground.votes(to_plane(east, north))
    who, share = leading(townships, weights)
    lent_share = np.where(lent[settlements], weights, 0.0).sum(axis=1) / weights.sum(axis=1)
    same = (distances[:, 0] <= _SAME) & (townships[:, 0] == who) & ~lent[settlements[:, 0]]
    sure = (area == who) & (share >= _SURE) & (distances[:, 0] <= _REACH) & (lent_share < 0.5)
    flag = np.full(len(east), "", dtype=object)
    flag[~near] = _why_not_on_land(east[~near], north[~near])
    candidates = np.full(len(east), "", dtype=object)
    candidates[near] = _candidates(townships[near], weights[near], codes)
    return {
        "township": np.where(near, codes[who], ""),
        "how": np.select([~near, same, sure], ["none", "exact", "sure"], "unsure"),
        "flag": flag,
        "distance": np.round(distances[:, 0], 2),
        "share": np.where(near, np.round(share, 3), np.nan),
        "candidates": candidates,
    }


def _candidates(townships: npt.NDArray[np.int64], weights: Floats, codes: Texts) -> Texts:
    """The townships of each row with their shares of the votes, greatest first."""
    said = np.empty(len(townships), dtype=object)
    for row, (who, weight) in enumerate(zip(townships.tolist(), weights.tolist(), strict=True)):
        totals: dict[int, float] = {}
        for one, much in zip(who, weight, strict=True):
            totals[one] = totals.get(one, 0.0) + much
        whole = sum(totals.values())
        ranked = sorted(totals, key=lambda one: (-totals[one], one))[:_CANDIDATES]
        said[row] = ", ".join(f"{codes[one]} {totals[one] / whole:.2f}" for one in ranked)
    return said


def _on_land(east: Floats, north: Floats) -> tuple[npt.NDArray[np.int64], Flags]:
    """In which area each point lies, -1 for none, and whether it is at most `_EDGE` from one."""
    import shapely

    points = shapely.points(east, north)
    tree = _tree()
    area = np.full(len(points), -1, dtype=np.int64)
    point, at = tree.query(points, predicate="intersects")
    area[point[::-1]] = at[::-1]
    near = area >= 0
    out = np.flatnonzero(~near)
    close = tree.query(points[out], predicate="dwithin", distance=_EDGE / 111.0)[0]
    near[out[close]] = True
    return area, near


def _why_not_on_land(east: Floats, north: Floats) -> Texts:
    import shapely

    country, shores = _surroundings()
    swapped = _on_land(north, east)[0] >= 0
    in_waters, on_shore = shapely.contains_xy(country, east, north), shapely.contains_xy(shores, east, north)
    off_earth = np.abs(north) > 90
    # GSHHG was cut to a frame around the country: what lies beyond it is abroad, land or sea.
    west, south, right, top = shores.bounds
    in_frame = (east >= west) & (east <= right) & (north >= south) & (north <= top)
    at_sea = in_waters | (in_frame & ~on_shore)
    return np.select([swapped, off_earth, at_sea], [SWAPPED, NOT_ON_EARTH, SEA], OUTSIDE).astype(object)


def _compare(found: dict[str, npt.NDArray[Any]], named: Texts, east: Floats, north: Floats) -> None:
    """Flag points that are far from the place named beside them; a border between makes an answer unsure."""
    from tollbook.places.cleaning import ground_of
    from tollbook.places.plane import to_plane

    lying = ground_of()
    named = np.array([lying.get(code, code) for code in named], dtype=object)
    above = units(found["township"].tolist())[["township", "district", "state"]]
    held = above.loc[found["township"].tolist()].to_numpy(dtype=object)
    apart = (named != "") & (named != COUNTRY) & (found["township"] != "") & (held != named[:, None]).all(axis=1)
    for pcode in sorted(set(named[apart])):
        rows = np.flatnonzero(apart & (named == pcode))
        away = _distances(pcode, to_plane(east[rows], north[rows]))
        found["flag"][rows[away > _FAR]] = FAR
        found["how"][rows] = "unsure"


def _distances(pcode: str, points: Floats) -> Floats:
    """From points in the plane to a unit's area, km; NaN for a code without an area."""
    import shapely

    area = _area(pcode)
    if area is None:
        return np.full(len(points), np.nan)
    return np.asarray(shapely.distance(area, shapely.points(points)))


@cache
def _area(pcode: str) -> Any:
    import shapely

    from tollbook.places.areas import AREA_LEVELS, areas
    from tollbook.places.plane import to_plane

    level = units([pcode])["level"].iloc[0]
    held = areas(level, within=pcode) if level in AREA_LEVELS else None
    if held is None or pcode not in held.pcodes:
        return None
    return shapely.transform(held.geometry[held.pcodes.index(pcode)], lambda xy: to_plane(xy[:, 0], xy[:, 1]))


@cache
def _ground() -> tuple[Any, Texts, Flags]:
    """The settlements as voters, the townships' codes, and which settlements only lend their ground."""
    from tollbook.places import border
    from tollbook.places.areas import cache_key
    from tollbook.places.cleaning import usual_townships
    from tollbook.places.deriving import ground_of_settlements

    path = cached.kept("settlements.parquet", cache_key(), _make, "the table of places with coordinates")
    table = pd.read_parquet(path)
    used = table[table["left_out"] == ""]
    lent = (used["unit"] != used["township"]).to_numpy() & ~used["unit"].str.startswith("MMR013").to_numpy()
    ground = ground_of_settlements(used, border.barriers())
    return ground, np.array(usual_townships(), dtype=object), lent


def _make(path: Path) -> None:
    from tollbook.places.deriving import known_settlements

    known_settlements().to_parquet(path)


@cache
def _tree() -> Any:
    import shapely

    from tollbook.places.areas import areas

    return shapely.STRtree(areas().geometry)


@cache
def _surroundings() -> tuple[Any, Any]:
    """The country with its waters, and all land of whatever country in the frame."""
    import shapely

    from tollbook.places import border

    country, shores = border.territory(), border.shores()
    shapely.prepare(country)
    shapely.prepare(shores)
    return country, shores
