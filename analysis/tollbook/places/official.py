"""Reading an organisation's own township polygons: COD-AB or MIMU, whatever the file's format and projection.

GeoPandas reads the file and is imported only then. Nothing is dropped without being named, and all that is wrong with a
file is said at once.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tollbook.places.cleaning import usual_townships
from tollbook.places.columns import Columns, ColumnsError, columns_of
from tollbook.places.gazetteer import townships

#: How much borders may move when they are simplified for the page, degrees (about 70 m).
_TOLERANCE = 0.0007

#: West, south, east, north that coordinates in degrees of this country lie within, generously.
_DEGREES = (85.0, 5.0, 110.0, 35.0)

#: Columns that say which version a file is, in the layouts known (hxl_and_pcodes.md, section 3), best first.
_VERSIONS = ("version_no", "version", "valid_on", "validon", "date")

#: How many codes a sentence names before it says how many more there are.
_NAMED = 10


class BoundariesError(ValueError):
    """A file of boundaries can't be used; the message names the file, all that is wrong, and what to do."""


#: How maps call boundaries from a file. Not by the file's name, which is whatever somebody chose.
GIVEN = "boundaries that the publisher has"


@dataclass(frozen=True)
class Official:
    """Township polygons of a file.

    Attributes
    ----------
    areas : dict of str to Polygon or MultiPolygon
        By p-code, in degrees (EPSG:4326).
    source : str
        The file's name and, where it says so, its version.
    notes : list of str
        Sentences: which columns were chosen, and what the reader of a map has to know.
    """

    areas: dict[str, Any]
    source: str
    notes: list[str]


def official_townships(file: str | os.PathLike[str]) -> Official:
    """Read a file of township polygons.

    Parameters
    ----------
    file : path-like
        A shapefile (or the ZIP archive of one), GeoPackage or GeoJSON. Of several layers the first that has a column of
        township p-codes is taken.

    Returns
    -------
    Official

    Raises
    ------
    BoundariesError
        The file is not there, can't be read, has no column of township p-codes, no projection, no polygons, or codes
        that are empty or stand twice.
    """
    path = Path(file)
    if not path.exists():
        raise BoundariesError(f"There is no file {path}. Give the path of a shapefile, GeoPackage or GeoJSON.")
    stat = path.stat()
    return _read(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int, _size: int) -> Official:
    """Read a file once for all the maps of a run; the day and size tell whether it is still the same file."""
    table, columns = _with_columns(path)
    table = _in_degrees(table, path)
    codes = table[columns.pcode].astype("object").where(table[columns.pcode].notna(), "").astype(str).str.strip()
    problems = [*_code_problems(codes, columns.pcode), *_shape_problems(table, codes)]
    known = set(townships()["pcode"])
    if not problems and not codes.isin(known).any():
        problems.append(f"none of the codes in {columns.pcode} is of a township, such as {_some(codes)}")
    if problems:
        message = f"{path.name} can't be used as township boundaries: {'; '.join(problems)}. Correct the file."
        raise BoundariesError(message)
    shapes, notes = _simplified(table.geometry.to_numpy(), codes)
    areas = {code: shape for code, shape in zip(codes, shapes, strict=True) if code in known}
    notes = [f"Boundaries from {path.name}, {columns}", *notes, *_unmatched(codes, known)]
    return Official(dict(sorted(areas.items())), f"{GIVEN}{_version(table)}", notes)


def _with_columns(path: Path) -> tuple[Any, Columns]:
    """The first layer that has a column of township codes, and its columns."""
    import geopandas

    try:
        layers = geopandas.list_layers(path)["name"].tolist()
        failed = None
        for layer in layers or [None]:
            table = geopandas.read_file(path, layer=layer)
            try:
                return table, columns_of([str(name) for name in table.columns if name != "geometry"], "township")
            except ColumnsError as error:
                failed = failed or error
    except (OSError, RuntimeError, ValueError) as error:
        reason = str(error).splitlines()[0]
        message = (
            f"{path.name} can't be read as a map: {reason} Give a shapefile with all its parts, or its ZIP archive."
        )
        raise BoundariesError(message) from error
    raise BoundariesError(f"{path.name} has no township boundaries. {failed}") from failed


def _in_degrees(table: Any, path: Path) -> Any:
    from geopandas import GeoDataFrame

    if not isinstance(table, GeoDataFrame) or table.geometry.isna().all() or table.geometry.is_empty.all():
        raise BoundariesError(f"{path.name} has no polygons. Give a file of boundaries, not of names or points.")
    if table.crs is not None:
        return table.to_crs(4326)
    west, south, east, north = table.total_bounds
    if west >= _DEGREES[0] and south >= _DEGREES[1] and east <= _DEGREES[2] and north <= _DEGREES[3]:
        return table.set_crs(4326)
    message = f"{path.name} does not say its projection. Add its .prj file, or save it as GeoPackage with one."
    raise BoundariesError(message)


def _code_problems(codes: Any, column: str) -> list[str]:
    found = []
    if (codes == "").any():
        rows = _some(row + 1 for row in (codes == "").to_numpy().nonzero()[0])
        found.append(f"{column} is empty in row {rows}")
    twice = [f"{code} ({times} times)" for code, times in sorted(Counter(codes).items()) if times > 1 and code]
    if twice:
        found.append(f"codes in {column} stand more than once, and townships must be one row each: {_some(twice)}")
    return found


def _shape_problems(table: Any, codes: Any) -> list[str]:
    found = []
    none = codes[(table.geometry.isna() | table.geometry.is_empty).to_numpy()]
    if len(none):
        found.append(f"no area is given for {_some(none)}")
    flat = codes[~table.geometry.geom_type.isin(["Polygon", "MultiPolygon"]).to_numpy() & table.geometry.notna()]
    if len(flat):
        found.append(f"points or lines instead of areas for {_some(flat)}")
    return found


def _simplified(shapes: Any, codes: Any) -> tuple[Any, list[str]]:
    """Shapes for the page, borders still shared, and what had to be mended."""
    import shapely

    notes, broken = [], ~shapely.is_valid(shapes)
    if broken.any():
        shapes = shapely.make_valid(shapes, method="structure", keep_collapsed=False)
        notes.append(f"Areas that crossed themselves were mended: {_some(codes[broken])}.")
    if not shapely.coverage_is_valid(shapes):
        notes.append("Some areas of the file overlap or leave gaps between them; they are drawn as they are.")
    return shapely.coverage_simplify(shapes, _TOLERANCE), notes


def _unmatched(codes: Any, known: set[str]) -> list[str]:
    notes = []
    unknown = sorted(set(codes) - known)
    if unknown:
        notes.append(f"Not drawn, because the gazetteer does not know the codes: {_some(unknown)}.")
    missing = sorted(set(usual_townships()) - set(codes))
    split = {"MMR013046", "MMR013047"} <= set(codes)
    missing = [code for code in missing if not (split and code == "MMR013008")]
    if missing:
        notes.append(f"Of the 330 townships these have no area in the file: {_some(missing)} ({len(missing)} in all).")
    return notes


def _some(values: Iterable[object]) -> str:
    held = [str(value) for value in values]
    more = f" and {len(held) - _NAMED} more" if len(held) > _NAMED else ""
    return ", ".join(held[:_NAMED]) + more


def _version(table: Any) -> str:
    """In brackets, what the file says of its version; '' where it says nothing, or several things."""
    by_name = {re.sub(r"\W", "", str(column)).lower(): column for column in table.columns}
    for name in _VERSIONS:
        column = by_name.get(name)
        said = set() if column is None else {str(value)[:10] for value in table[column].dropna()} - {"", "NaT"}
        if len(said) == 1:
            return f" ({'version' if name.startswith('version') else 'of'} {said.pop()})"
    return ""
