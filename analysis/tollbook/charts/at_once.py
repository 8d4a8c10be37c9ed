"""Many lines, or many shapes, of one look as one path: one element of a drawing, where each by itself would be another.

Matplotlib's collections write each of their members by itself, which takes most of the time of a chart with hatching
and makes its file three times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.patches import PathPatch
from matplotlib.path import Path

Points = Sequence[Sequence[float]]
Floats = npt.NDArray[np.float64]


class Lines(PathPatch):
    """Lines, each through its own points.

    Parameters
    ----------
    lines : iterable of sequence of (x, y)
    shade : str
        ``#rrggbb``.
    width : float
        In points.
    **style
        More of Matplotlib's ``PathPatch``.

    Attributes
    ----------
    pieces : list of array of float64, shape (points, 2)
        The points of each.
    """

    def __init__(self, lines: Iterable[Points], shade: str, width: float, **style: Any) -> None:
        self.pieces = [np.asarray(line, dtype=np.float64) for line in lines]
        super().__init__(_path(self.pieces, False), facecolor="none", edgecolor=shade, linewidth=width, **style)


class Shapes(PathPatch):
    """Filled shapes, each around its own corners.

    Parameters
    ----------
    shapes : iterable of sequence of (x, y)
        All turn the same way, so that where two lie on each other both are filled.
    shade : str
        ``#rrggbb``.
    **style
        More of Matplotlib's ``PathPatch``.

    Attributes
    ----------
    pieces : list of array of float64, shape (points, 2)
        The points of each.
    """

    def __init__(self, shapes: Iterable[Points], shade: str, **style: Any) -> None:
        self.pieces = [np.asarray(shape, dtype=np.float64) for shape in shapes]
        super().__init__(_path(self.pieces, True), facecolor=shade, linewidth=0, **style)


def _path(pieces: list[Floats], closed: bool) -> Path:
    if not pieces:
        return Path(np.empty((0, 2)))
    # A path that is closed has a last point that is not looked at.
    parts = [np.vstack([piece, piece[:1]]) if closed else piece for piece in pieces]
    codes = [np.full(len(part), Path.LINETO, dtype=np.uint8) for part in parts]
    for each in codes:
        each[0] = Path.MOVETO
        if closed:
            each[-1] = Path.CLOSEPOLY
    return Path(np.concatenate(parts), np.concatenate(codes))
