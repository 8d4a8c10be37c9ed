"""How a map's sheet is laid out: the map as large as it can be, with what goes with it in the free corners."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

Box = tuple[float, float, float, float]
Block = tuple[float, float]
Mask = npt.NDArray[np.bool_]

#: Side of a cell in which room is looked for, and paper kept around the map and between blocks, in mm.
_CELL, _APART = 1.0, 1.6
#: How much smaller the map is tried where the blocks find no room.
_STEP, _SMALLEST = 0.96, 0.25
#: Cells that a piece of the map fills below which it is marked by the box around it.
_ISLAND = 6.0


@dataclass(frozen=True)
class Plate:
    """Where everything stands, in mm from the lower left corner.

    Attributes
    ----------
    scale : float
        mm to the km.
    left, bottom : float
        Where the lower left corner of the map's extent lies.
    blocks : tuple of (left, top)
        Of each block, in the order given.
    height : float
        Of the sheet; no more than was asked for.
    """

    scale: float
    left: float
    bottom: float
    blocks: tuple[tuple[float, float], ...]
    height: float


class NoRoom(ValueError):
    """The sheet is too small for the map and what goes with it."""


@lru_cache(maxsize=128)
def _plate(width: float, height: float, outline: bytes, blocks: tuple[Block, ...]) -> Plate:
    shape = shapely.from_wkb(outline)
    shapely.prepare(shape)
    west, south, east, north = shapely.bounds(shape)
    whole = min(width / (east - west), height / (north - south))
    scale = whole
    while scale > _SMALLEST * whole:
        for left, bottom in _places(width - (east - west) * scale, height - (north - south) * scale):
            free = ~_covered(shape, (west, south), scale, (left, bottom), (width, height))
            corners = _packed(free, blocks)
            if corners is not None:
                top = max([bottom + (north - south) * scale, *(corner[1] for corner in corners)])
                foot = min([bottom, *(corner[1] - block[1] for corner, block in zip(corners, blocks, strict=True))])
                moved = tuple((x, y - foot) for x, y in corners)
                return Plate(scale, left, bottom - foot, moved, top - foot)
        scale *= _STEP
    raise NoRoom(f"A sheet of {width:.0f} by {height:.0f} mm is too small for this map with its legend.")


def plate(width: float, height: float, outline: Any, blocks: Sequence[Block]) -> Plate:
    """Lay a sheet out.

    Parameters
    ----------
    width, height : float
        Of the sheet, in mm.
    outline : Polygon or MultiPolygon
        What the map shows, in km.
    blocks : sequence of (width, height)
        In mm, the largest first.

    Raises
    ------
    NoRoom
        The sheet is too small.
    """
    return _plate(float(width), float(height), shapely.to_wkb(outline), tuple(blocks))


def _places(across: float, upright: float) -> Iterator[tuple[float, float]]:
    """Where the map may stand: against the left or the right edge, and above or below."""
    across, upright = max(across, 0.0), max(upright, 0.0)
    for left in (0.0, across) if across > _CELL else (0.0,):
        yield left, upright
        if upright > _CELL:
            yield left, 0.0


def _covered(shape: Any, corner: Block, scale: float, at: Block, size: Block) -> Mask:
    """Cells of the sheet, from below, that the map covers or comes too near to."""
    x = (np.arange(int(size[0] / _CELL)) + 0.5) * _CELL
    y = (np.arange(int(size[1] / _CELL)) + 0.5) * _CELL
    east, north = np.meshgrid((x - at[0]) / scale + corner[0], (y - at[1]) / scale + corner[1])
    held = np.asarray(shapely.contains_xy(shape, east, north), dtype=np.bool_)
    # An island smaller than a cell holds no cell's middle, and an inset must not be laid on it all the same.
    parts = shapely.get_parts(shape)
    small = shapely.bounds(parts[shapely.area(parts) * scale**2 < _ISLAND * _CELL**2])
    for edges in small:
        low, high = ((edges[[a, b]] - corner) * scale + at for a, b in ((0, 1), (2, 3)))
        first, last = ((np.asarray(edge) / _CELL).astype(int) for edge in (low, high))
        held[first[1] : last[1] + 1, first[0] : last[0] + 1] = True
    # Growing the cells is a hundred times quicker than growing a coast with its islands.
    around = int(np.ceil(_APART / _CELL))
    wide = np.pad(held, around)
    grown = np.zeros_like(held)
    for down in range(2 * around + 1):
        for right in range(2 * around + 1):
            grown |= wide[down : down + held.shape[0], right : right + held.shape[1]]
    return grown


def _packed(free: Mask, blocks: Sequence[Block]) -> list[tuple[float, float]] | None:
    """A left upper corner for each block, or None where one finds no room."""
    free = free.copy()
    rows, columns = free.shape
    corners = []
    for width, height in blocks:
        wide, high = int(np.ceil(width / _CELL)), int(np.ceil(height / _CELL))
        if wide > columns or high > rows:
            return None
        found = _spots(free, wide, high)
        if not len(found):
            return None
        # The spot nearest to a corner of the sheet; of equals the uppermost, then the one furthest to the right.
        row, column = found[:, 0], found[:, 1]
        far = np.minimum(column, columns - wide - column) + np.minimum(row, rows - high - row)
        best = found[np.lexsort((-column, -row, far))[0]]
        corners.append((float(best[1]) * _CELL, float(best[0] + high) * _CELL))
        apart = int(np.ceil(_APART / _CELL))
        low, left = max(best[0] - apart, 0), max(best[1] - apart, 0)
        free[low : best[0] + high + apart, left : best[1] + wide + apart] = False
    return corners


def _spots(free: Mask, wide: int, high: int) -> npt.NDArray[np.int64]:
    """Lower left cells of every free rectangle of a size."""
    sums = np.zeros((free.shape[0] + 1, free.shape[1] + 1), dtype=np.int64)
    sums[1:, 1:] = np.cumsum(np.cumsum(free, axis=0), axis=1)
    filled = sums[high:, wide:] - sums[:-high, wide:] - sums[high:, :-wide] + sums[:-high, :-wide]
    return np.argwhere(filled == wide * high)
