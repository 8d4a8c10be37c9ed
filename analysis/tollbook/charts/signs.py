"""Signs of a map: what stands in a township's place where there is no number, and what goes with a number.

They differ by pattern and lightness and never by hue alone, so that they read the same in grey print and to
colour-blind eyes: classes are flat and darken with the number, zero is plain paper with a ring, not covered is ruled,
no report is hatched, held back is dotted, a report without a number bears a question mark, and ground on which
something is recorded under another code a star.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from tollbook.charts import hatching
from tollbook.charts.board import Board
from tollbook.charts.style import colour, tokens

Floats = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]

_GRID_MM = 25.4 / 72 / 100
#: Dots of what is held back: how far apart in mm, and how wide in points.
_DOTS_MM, _DOT_POINTS = 1.15, 0.95
_KAPPA = 0.5523  # of a quarter of a circle drawn by a cubic curve


def shades(n: int) -> list[str]:
    """Fills of `n` classes, light to dark, as far apart as they can be."""
    ramp = [str(shade) for shade in tokens()["classes"]]
    chosen = {1: [3], 2: [1, 3], 3: [1, 2, 4], 4: [0, 1, 2, 4]}.get(n, list(range(len(ramp))))
    return [ramp[i] for i in chosen[:n]]


def fill(board: Board, path: Path, shade: str, clip: Rectangle | None = None, order: float = 2.0) -> None:
    """Fill a path with one flat colour (``#rrggbb``)."""
    _add(board, PathPatch(path, facecolor=shade, linewidth=0, zorder=order), clip)


def line(board: Board, path: Path, shade: str, width: float, clip: Rectangle | None = None, order: float = 4.0) -> None:
    """Draw a path's line, `width` points wide."""
    drawn = PathPatch(path, facecolor="none", edgecolor=shade, linewidth=width, joinstyle="round", zorder=order)
    _add(board, drawn, clip)


def on_grid(path: Path) -> Path:
    """A path in mm with its points moved to hundredths of a type point.

    An SVG then has two decimals where it would have six, which halves the file; 0.004 mm are not seen.
    """
    return Path(np.round(np.asarray(path.vertices) / _GRID_MM) * _GRID_MM, path.codes)


def _add(board: Board, patch: PathPatch, clip: Rectangle | None) -> None:
    if np.size(patch.get_path().vertices):
        patch.set_path(on_grid(patch.get_path()))
        board.add_artist(patch)
        if clip is not None:
            patch.set_clip_path(clip)


def hatched(board: Board, area: Path, frame: Box | None = None, order: float = 1.5) -> None:
    """No report: thin slanted lines, no further than a frame."""
    left, bottom, right, top = _box(area, frame)
    lines = hatching.lines_in(left, bottom, right - left, top - bottom, 1.0)
    _ruled(board, np.array(lines).reshape(-1, 2), area, colour("line"), 0.45, order)


def ruled(board: Board, area: Path, frame: Box | None = None, order: float = 2.5) -> None:
    """Not covered: level lines, wide apart, no further than a frame."""
    left, bottom, right, top = _box(area, frame)
    levels = np.arange(bottom + 0.45, top, 0.9)
    ends = np.column_stack([np.full_like(levels, left), levels, np.full_like(levels, right), levels])
    _ruled(board, ends.reshape(-1, 2), area, colour("faint"), 0.7, order)


def dotted(board: Board, area: Path, frame: Box | None = None, order: float = 2.5) -> None:
    """Held back: rows of dots, no further than a frame."""
    left, bottom, right, top = _box(area, frame)
    levels = np.arange(bottom + 0.4, top, _DOTS_MM * 0.85)
    # Each row begins half a step beside the one below it. Dashes as long as they are wide: dots one by one would make
    # a drawing of the country ten times as long.
    starts = left + _DOTS_MM / 2 * (np.arange(len(levels)) % 2)
    ends = np.column_stack([starts, levels, np.full_like(levels, right), levels])
    dash = (_DOT_POINTS, _DOTS_MM * 72 / 25.4 - _DOT_POINTS)
    _ruled(board, ends.reshape(-1, 2), area, colour("muted"), _DOT_POINTS, order, dash)


def _box(area: Path, frame: Box | None) -> Box:
    """The box around an area, cut to a frame; an empty one has nothing to be ruled."""
    if not np.size(area.vertices):
        return 0.0, 0.0, 0.0, 0.0
    points = np.asarray(area.vertices)
    (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
    if frame is not None:
        left, bottom = max(left, frame[0]), max(bottom, frame[1])
        right, top = max(left, min(right, frame[2])), max(bottom, min(top, frame[3]))
    return float(left), float(bottom), float(right), float(top)


def _ruled(
    board: Board,
    ends: Floats,
    area: Path,
    shade: str,
    width: float,
    order: float,
    dash: tuple[float, float] | None = None,
) -> None:
    """All lines of a pattern as one path, cut to an area; with dashes and gaps of so many points."""
    if not len(ends) or not np.size(area.vertices):
        return
    codes = np.tile(np.array([Path.MOVETO, Path.LINETO], dtype=np.uint8), len(ends) // 2)
    patch = PathPatch(on_grid(Path(ends, codes)), facecolor="none", edgecolor=shade, linewidth=width, zorder=order)
    if dash is not None:
        # Matplotlib takes dashes in widths of their line.
        patch.set_linestyle((0, tuple(length / width for length in dash)))
        patch.set_capstyle("butt")
    board.add_artist(patch)
    patch.set_clip_path(on_grid(area), board.transform)


def ring(radius: float = 0.5) -> Path:
    """Counted, and none: a nought."""
    k, r = _KAPPA * radius, radius
    points = [
        (r, 0), (r, k), (k, r), (0, r), (-k, r), (-r, k), (-r, 0),
        (-r, -k), (-k, -r), (0, -r), (k, -r), (r, -k), (r, 0),
    ]  # fmt: skip
    return Path(np.array(points), [Path.MOVETO, *[Path.CURVE4] * 12])


def arrow(height: float = 1.9) -> Path:
    """Or more: an arrow upwards, whose middle is at zero."""
    half, head, stem = height / 2, 0.7, 0.17
    points = [
        (-stem, -half), (stem, -half), (stem, half - 1.0), (head, half - 1.0), (0, half), (-head, half - 1.0),
        (-stem, half - 1.0), (-stem, -half),
    ]  # fmt: skip
    return Path(np.array(points), [Path.MOVETO, *[Path.LINETO] * 6, Path.CLOSEPOLY])


def both_ways(height: float = 2.4) -> Path:
    """Bounds that reach into another class: an arrow upwards and downwards."""
    half, head, stem = height / 2, 0.6, 0.17
    neck = half - 0.85
    points = [
        (0, -half), (head, -neck), (stem, -neck), (stem, neck), (head, neck), (0, half), (-head, neck), (-stem, neck),
        (-stem, -neck), (-head, -neck), (0, -half),
    ]  # fmt: skip
    return Path(np.array(points), [Path.MOVETO, *[Path.LINETO] * 9, Path.CLOSEPOLY])


def star(radius: float = 0.85) -> Path:
    """Recorded under another code: three bars through one middle."""
    half, made = 0.16, []
    for angle in np.radians((90.0, 30.0, -30.0)):
        along, across = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
        corners = [side * across * half + end * along * radius for end, side in ((1, 1), (-1, 1), (-1, -1), (1, -1))]
        made += [*corners, corners[0]]
    return Path(np.array(made), [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY] * 3)


def sized(shape: Path, factor: float) -> Path:
    """A shape made smaller or larger around its middle."""
    return Path(np.asarray(shape.vertices) * factor, shape.codes)


def stamped(shape: Path, at: Iterable[tuple[float, float]]) -> Path:
    """One path of a shape put down at several points."""
    points = np.array(list(at), dtype=np.float64).reshape(-1, 2)
    vertices = (np.asarray(shape.vertices)[None] + points[:, None]).reshape(-1, 2)
    return Path(vertices, np.tile(np.asarray(shape.codes), len(points)))


def rings(board: Board, at: list[tuple[float, float]], factor: float = 1.0, order: float = 6.0) -> None:
    """Rings at several points."""
    line(board, stamped(sized(ring(), factor), at), colour("muted"), 0.55, order=order)


def arrows(board: Board, shape: Path, at: list[tuple[float, float]], order: float = 7.0) -> None:
    """Arrows at several points, in ink with paper around them, so that they show on every shade."""
    path = stamped(shape, at)
    line(board, path, colour("paper"), 1.2, order=order)
    fill(board, path, colour("ink"), order=order + 0.1)


def rectangle(left: float, bottom: float, width: float, height: float) -> Path:
    """A box as a path."""
    right, top = left + width, bottom + height
    points = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
    return Path(np.array(points), [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY])
