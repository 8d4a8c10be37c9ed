"""Settlements with coordinates that areas can be made from: which are left out, and why.

The gazetteer's villages have few wrong coordinates. Those of wards were looked up by name elsewhere by the makers of
the package, and many are wrong: a ward "No (3)" of one town is found in another, or on another continent.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import shipped
from tollbook.places.gazetteer import query, townships
from tollbook.places.plane import Floats, to_plane

_POINTS = """
    select cast(village_pcode as text), village_eng, 'village', township_pcode, village_tract_pcode,
        longitude, latitude from villages where latitude is not null and longitude is not null
    union all
    select rtrim(ward_pcode, '.'), ward_eng, 'ward', township_pcode, town_pcode,
        longitude, latitude from wards where latitude is not null and longitude is not null
"""

#: How far from land a settlement may lie, degrees: shores and border are known to a kilometre or two.
_OFF_LAND = 0.03

#: A group of a township's settlements that lies apart from its others, among those of another, is left out unless it
#: has four of them and this share.
_LEAST_GROUP, _LEAST_SHARE = 4, 0.03


@cache
def usual_townships() -> list[str]:
    """Codes of the 330 townships that maps have, sorted."""
    table = townships()
    return sorted(table["pcode"][table["usual"] == "yes"])


@cache
def ground_of() -> dict[str, str]:
    """For each township-level code that maps don't have: the one of the 330 on whose ground it lies, as far as known.

    The halves of Hlaingtharya lie in the whole. The units of the Wa and Kokang areas are from
    ``data/reference/ground_of_units.csv``, which says by what evidence; good enough to lend coordinates to an area,
    and for nothing else: no figure is ever moved from one to the other.
    """
    table = townships()
    split = table[(table["usual"] == "yes") & (table["became"] != "")]
    found = {
        new: old for old, became in zip(split["pcode"], split["became"], strict=True) for new in became.split("; ")
    }
    units = pd.read_csv(shipped.reference("ground_of_units.csv"), dtype=str, keep_default_na=False, encoding="utf-8")
    return found | dict(zip(units["pcode"], units["township"], strict=True))


def settlements_with_coordinates() -> pd.DataFrame:
    """All villages and wards that have coordinates, right or wrong.

    Returns
    -------
    DataFrame
        Columns ``pcode, name, level, unit`` (the township-level code that it stands under), ``tract`` (its village
        tract or town), ``longitude, latitude``, and ``township``: the one of the 330 whose ground it is on.
    """
    columns = ["pcode", "name", "level", "unit", "tract", "longitude", "latitude"]
    table = pd.DataFrame(query(_POINTS), columns=columns)
    table["township"] = table["unit"].map(ground_of()).fillna(table["unit"])
    return table


def sifted(table: pd.DataFrame, land: Any) -> pd.DataFrame:
    """Which settlements to make areas from.

    Parameters
    ----------
    table : DataFrame
        See `settlements_with_coordinates`.
    land : geometry
        The country's land, degrees.

    Returns
    -------
    DataFrame
        The same rows with one column more, ``left_out``: '' for those to use, else why not: ``disputed point``
        (settlements of several townships have this very point), ``same point`` (another of its township has it, and is
        used), ``off land``, ``apart`` (in a group of few, among settlements of another township).
    """
    import shapely

    place = table["longitude"].round(5).astype(str) + " " + table["latitude"].round(5).astype(str)
    decided = place.map(_decisions())
    several = table.groupby(place)["township"].transform("nunique") > 1
    disputed = decided.ne(table["township"]).where(decided.notna(), several)
    wide = shapely.buffer(land, _OFF_LAND, quad_segs=2)
    shapely.prepare(wide)
    off = ~shapely.contains_xy(wide, table["longitude"], table["latitude"])
    why = np.select(
        [off, disputed, place.where(~disputed).duplicated() & ~disputed],
        ["off land", "disputed point", "same point"],
        "",
    )
    used = np.flatnonzero(why == "")
    points = to_plane(table["longitude"].to_numpy()[used], table["latitude"].to_numpy()[used])
    numbers = pd.factorize(table["township"], sort=True)[0][used]
    while (lone := _apart(points, numbers)).any():
        why[used[lone]] = "apart"
        points, numbers, used = points[~lone], numbers[~lone], used[~lone]
    return table.assign(left_out=why)


def _decisions() -> dict[str, str]:
    """To which township a point belongs that several have, or one wrongly: '' for none; by place as in `sifted`."""
    path = shipped.reference("disputed_points.csv")
    table = pd.read_csv(path, dtype={"township": str}, keep_default_na=False, encoding="utf-8")
    place = table["longitude"].round(5).astype(str) + " " + table["latitude"].round(5).astype(str)
    return dict(zip(place, table["township"], strict=True))


def share_with_coordinates(table: pd.DataFrame) -> pd.Series:
    """Of the villages of each unit: which share has coordinates, hence speaks for the others too.

    Parameters
    ----------
    table : DataFrame
        See `settlements_with_coordinates`.

    Returns
    -------
    Series
        Between 0 and 1, by ``unit``; units without villages are not in it.
    """
    rows = query("select township_pcode, count(*) from villages group by township_pcode")
    known = table["unit"][table["level"] == "village"].value_counts()
    return (known / pd.Series({unit: float(count) for unit, count in rows})).dropna()


def _apart(points: Floats, townships: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Settlements in small groups that no way over neighbours of their own township joins to its largest group."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import Delaunay

    corners = Delaunay(points).simplices
    pairs = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])
    pairs = pairs[townships[pairs[:, 0]] == townships[pairs[:, 1]]]
    ways = coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(points),) * 2)
    group = connected_components(ways, directed=False)[1]
    size = np.bincount(group)[group]
    largest = np.zeros(townships.max() + 1, dtype=np.int64)
    np.maximum.at(largest, townships, size)
    few = np.maximum(_LEAST_GROUP, _LEAST_SHARE * np.bincount(townships)[townships])
    return np.asarray((size < largest[townships]) & (size < few))
