"""Areas of townships and of what they make up: derived from the settlements, or from an organisation's own file."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import cached
from tollbook.places.gazetteer import COUNTRY, database, townships
from tollbook.places.ladder import units_at

Geometries = npt.NDArray[np.object_]

#: The levels that have areas, finest first.
AREA_LEVELS = ("township", "district", "state", "country")

#: What areas are made from and by, besides the packages: where one of these changes, those in the cache are made anew.
_TABLES = ("townships.csv", "ground_of_units.csv", "disputed_points.csv")
_MODULES = ("plane.py", "rounding.py", "border.py", "cleaning.py", "cells.py", "outlines.py", "deriving.py")

SOURCE = (
    "areas derived from the places of MIMU's gazetteer; country border © OpenStreetMap contributors (ODbL), "
    "coast and rivers from GSHHG"
)


@dataclass(frozen=True, repr=False)
class Areas:
    """Areas of one level.

    Attributes
    ----------
    level : str
        ``township``, ``district``, ``state`` or ``country``.
    pcodes : list of str
        Sorted.
    geometry : array of Polygon or MultiPolygon, shape (len(pcodes),)
        Longitude and latitude in degrees (EPSG:4326), in the order of `pcodes`. Derived ones are a coverage: borders
        are shared, without gaps or overlaps.
    approximate : bool
        True where the areas are derived from settlements; such areas are to be labelled so wherever they are shown.
    source : str
        Part of a sentence for a source line: what the areas were derived from, or the name and version of the file.
    missing : list of str
        Codes of that level, inside what was asked for, that have no area; sorted.
    notes : list of str
        Sentences on a file that was read: the columns chosen, and what in it could not be used.
    """

    level: str
    pcodes: list[str]
    geometry: Geometries
    approximate: bool
    source: str
    missing: list[str]
    notes: list[str] = field(default_factory=list)

    def __repr__(self) -> str:
        how = "approximate" if self.approximate else "as a file has them"
        return f"<Areas: {len(self.pcodes):,} of level {self.level}, {how}>"


def areas(level: str = "township", within: str | None = None, file: str | os.PathLike[str] | None = None) -> Areas:
    """Areas of all units of a level, of the country or inside one unit.

    Parameters
    ----------
    level : str
        ``township``, ``district``, ``state`` or ``country``.
    within : str, optional
        Code of the unit that they lie in, itself included.
    file : path-like, optional
        Official township polygons (COD-AB or MIMU) to use instead of the derived areas: a shapefile or its ZIP archive,
        GeoPackage or GeoJSON. Coarser units are put together from its townships.

    Returns
    -------
    Areas

    Raises
    ------
    ValueError
        Another level.
    BoundariesError
        The file can't be used.
    GazetteerError
        A package that the areas are derived from is missing.

    Notes
    -----
    Of 358 township-level codes 330 have derived areas. Hlaingtharya is drawn whole, not as its two halves, and units of
    the Wa and Kokang areas that lie over the ground of townships are not drawn (docs/areas.md).
    """
    if level not in AREA_LEVELS:
        raise ValueError(f"There are no areas of level {level!r}; the levels are {', '.join(AREA_LEVELS)}.")
    if file is None:
        approximate, source, notes = True, SOURCE, list[str]()
        held = _derived() if level == "township" else _derived_above(level)
    else:
        from tollbook.places.official import official_townships

        read = official_townships(file)
        approximate, source, notes = False, read.source, read.notes
        held = read.areas if level == "township" else _put_together(read.areas, level)
    asked = units_at(level, within)
    pcodes = [pcode for pcode in asked if pcode in held]
    geometry = np.array([held[pcode] for pcode in pcodes], dtype=object)
    return Areas(level, pcodes, geometry, approximate, source, [p for p in asked if p not in held], notes)


def coarser(townships: Areas, level: str) -> Areas:
    """Areas of a coarser level, put together from those of townships, whose ever they are.

    Raises
    ------
    ValueError
        Another level.
    """
    if townships.approximate and townships.source == SOURCE:
        return areas(level)
    if level not in AREA_LEVELS[1:]:
        raise ValueError(f"Areas of townships make up no {level}; they make up: {', '.join(AREA_LEVELS[1:])}.")
    held = _put_together(dict(zip(townships.pcodes, townships.geometry, strict=True)), level)
    asked = units_at(level)
    pcodes = [pcode for pcode in asked if pcode in held]
    geometry = np.array([held[pcode] for pcode in pcodes], dtype=object)
    missing = [pcode for pcode in asked if pcode not in held]
    return Areas(level, pcodes, geometry, townships.approximate, townships.source, missing, townships.notes)


def cache_key() -> str:
    """What everything that is derived from the settlements depends on."""
    from tollbook import shipped
    from tollbook.places import border

    texts = [shipped.reference(name).read_bytes() for name in _TABLES]
    texts += [Path(__file__).with_name(name).read_bytes() for name in _MODULES]
    return cached.key_of("areas", database().stat().st_size, *border.versions(), *texts)


@cache
def _derived() -> dict[str, Any]:
    import shapely

    path = cached.kept("areas.parquet", cache_key(), _make, "the townships' areas (some 15 seconds)")
    table = pd.read_parquet(path)
    return dict(zip(table["pcode"].tolist(), shapely.from_wkb(table["area"].to_numpy()), strict=True))


def _make(path: Path) -> None:
    import shapely

    from tollbook.places.deriving import derived

    made = derived()
    pd.DataFrame({"pcode": made.pcodes, "area": shapely.to_wkb(made.areas)}).to_parquet(path)


@cache
def _derived_above(level: str) -> dict[str, Any]:
    return _put_together(_derived(), level)


def _put_together(parts: dict[str, Any], level: str) -> dict[str, Any]:
    """Areas of a coarser level from those of townships."""
    import shapely

    table = townships()
    above = {"district": table["district_pcode"], "state": table["state_pcode"]}
    held = above.get(level, pd.Series(COUNTRY, index=table.index))
    whole: dict[str, list[Any]] = {}
    for pcode, unit in zip(table["pcode"], held, strict=True):
        if pcode in parts:
            whole.setdefault(unit, []).append(parts[pcode])
    # In a coverage only shared borders are looked at, which is much quicker; other files may have overlaps.
    clean = shapely.coverage_is_valid(list(parts.values()))
    join = shapely.coverage_union_all if clean else shapely.union_all
    return {unit: join(pieces) for unit, pieces in sorted(whole.items())}
