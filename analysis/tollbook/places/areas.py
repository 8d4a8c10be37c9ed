"""Areas of townships and of what they make up: derived from the settlements, or from an organisation's own file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import cached
from tollbook.places.gazetteer import COUNTRY, database, query, townships
from tollbook.places.ladder import units_at

Geometries = npt.NDArray[np.object_]

#: The levels that have areas, finest first.
AREA_LEVELS = ("township", "district", "state", "country")

#: Goes up when the way in which areas are made changes, so that those in the cache are made anew.
_EDITION = 1

SOURCE = "areas derived from MIMU's settlements; country border © OpenStreetMap contributors (ODbL), coast from GSHHG"

_POINTS = """
    select township_pcode, longitude, latitude from villages where latitude is not null
    union all
    select township_pcode, longitude, latitude from wards where latitude is not null
"""


@dataclass(frozen=True)
class Areas:
    """Areas of one level.

    Attributes
    ----------
    level : str
        ``township``, ``district``, ``state`` or ``country``.
    pcodes : list of str
        Sorted.
    geometry : array of Polygon or MultiPolygon, shape (len(pcodes),)
        Longitude and latitude in degrees (EPSG:4326), in the order of `pcodes`. Together they are a coverage: borders
        are shared, without gaps or overlaps.
    approximate : bool
        True where the areas are derived from settlements; such areas are to be labelled so wherever they are shown.
    source : str
        Part of a sentence for a source line: what the areas were derived from, or the name and version of the file.
    missing : list of str
        Codes of that level, inside what was asked for, that have no area; sorted.
    """

    level: str
    pcodes: list[str]
    geometry: Geometries
    approximate: bool
    source: str
    missing: list[str]


def areas(level: str = "township", within: str | None = None, file: str | os.PathLike[str] | None = None) -> Areas:
    """Areas of all units of a level, of the country or inside one unit.

    Parameters
    ----------
    level : str
        ``township``, ``district``, ``state`` or ``country``.
    within : str, optional
        Code of the unit that they lie in, itself included.
    file : path-like, optional
        Official township polygons to use instead of the derived ones.

    Returns
    -------
    Areas

    Raises
    ------
    ValueError
        Another level.
    GazetteerError
        A package that the areas are derived from is missing.
    """
    if level not in AREA_LEVELS:
        raise ValueError(f"There are no areas of level {level!r}; the levels are {', '.join(AREA_LEVELS)}.")
    if file is not None:
        raise NotImplementedError("Official boundaries are not read yet.")
    found = _derived()
    asked = units_at(level, within)
    geometry = found if level == "township" else _dissolved(level)
    held = [pcode for pcode in asked if pcode in geometry]
    missing = [pcode for pcode in asked if pcode not in geometry]
    shapes = np.array([geometry[pcode] for pcode in held], dtype=object)
    return Areas(level, held, shapes, True, SOURCE, missing)


@cache
def _derived() -> dict[str, Any]:
    import shapely

    from tollbook.places import border

    key = cached.key_of("areas", _EDITION, database().stat().st_size, *border.versions())
    path = cached.kept("areas.parquet", key, lambda beside: _make().to_parquet(beside), "the townships' areas")
    table = pd.read_parquet(path)
    return dict(zip(table["pcode"].tolist(), shapely.from_wkb(table["area"].to_numpy()), strict=True))


def _make() -> pd.DataFrame:
    import shapely

    from tollbook.places import border
    from tollbook.places.cells import voronoi

    table = pd.DataFrame(query(_POINTS), columns=["township", "longitude", "latitude"])
    table = table.drop_duplicates(["longitude", "latitude"])
    known = townships()
    codes = known["pcode"][known["usual"] == "yes"].tolist()
    table = table[table["township"].isin(codes)]
    land = border.land()
    points = table[["longitude", "latitude"]].to_numpy(float)
    inside = shapely.contains_xy(land.buffer(0.02), points)
    number = {code: i for i, code in enumerate(codes)}
    labels = table["township"].map(number).to_numpy(np.int64)
    shapes = voronoi(points[inside], labels[inside], len(codes), land)
    there = ~shapely.is_empty(shapes)
    shapes = shapely.coverage_simplify(shapes[there], 0.003)
    return pd.DataFrame({"pcode": np.array(codes)[there], "area": shapely.to_wkb(shapes)})


@cache
def _dissolved(level: str) -> dict[str, Any]:
    import shapely

    found, table = _derived(), townships()
    above = {"district": table["district_pcode"], "state": table["state_pcode"]}
    column = above.get(level, pd.Series(COUNTRY, index=table.index))
    parts: dict[str, list[Any]] = {}
    for pcode, held in zip(table["pcode"], column, strict=True):
        if pcode in found:
            parts.setdefault(held, []).append(found[pcode])
    return {pcode: shapely.coverage_union_all(pieces) for pcode, pieces in parts.items()}
