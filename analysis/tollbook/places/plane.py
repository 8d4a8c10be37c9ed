"""A flat plane of kilometres for the country, in which near is near: distances for the areas and for locating."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

#: The meridian and the parallel through the middle of the country, degrees.
_LONGITUDE, _LATITUDE = 96.0, 20.0

#: Kilometres of a degree of latitude there, and of a degree of longitude at the equator (WGS 84).
_NORTH, _EAST = 110.7, 111.32


def to_plane(longitudes: npt.ArrayLike, latitudes: npt.ArrayLike) -> Floats:
    """Kilometres east and north of the country's middle: array of shape (n, 2).

    Each parallel keeps its length (the sinusoidal projection). At the country's ends, five degrees of longitude away,
    the sheared angles make distances wrong by at most 4%.
    """
    east, north = np.asarray(longitudes, float), np.asarray(latitudes, float)
    return np.stack([(east - _LONGITUDE) * _EAST * np.cos(np.radians(north)), (north - _LATITUDE) * _NORTH], axis=-1)


def to_degrees(points: Floats) -> Floats:
    """Longitude and latitude, shape (n, 2), of points in the plane; what `to_plane` did is undone."""
    north = points[..., 1] / _NORTH + _LATITUDE
    east = points[..., 0] / (_EAST * np.cos(np.radians(north))) + _LONGITUDE
    return np.stack([east, north], axis=-1)
