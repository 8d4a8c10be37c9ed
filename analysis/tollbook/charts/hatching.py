"""Hatching: the sign for "no report", and leaning the other way for "still filling up"."""

from __future__ import annotations

from tollbook.charts.at_once import Lines
from tollbook.charts.board import Board
from tollbook.charts.style import colour

Line = tuple[tuple[float, float], tuple[float, float]]


def lines_in(x: float, y: float, width: float, height: float, step: float = 1.1) -> list[Line]:
    """Diagonal lines in a box of millimetres: the sign for "no report"."""
    lines = []
    offset = step / 2
    while offset < width + height:
        # From the lower right to the upper left edge of the box, cut to it.
        start = (x + min(offset, width), y + max(0.0, offset - width))
        end = (x + max(0.0, offset - height), y + min(offset, height))
        lines.append((start, end))
        offset += step
    return lines


def mirrored(lines: list[Line], x: float, width: float) -> list[Line]:
    """The lines of `lines_in` in a box from `x` on, leaning the other way: the sign for "still filling up"."""
    middle = 2 * x + width
    return [((middle - a, b), (middle - c, d)) for (a, b), (c, d) in lines]


def draw(board: Board, lines: list[Line], shade: str = "line", zorder: float = 2.0) -> None:
    """Draw the lines of `lines_in`, of all cells at once: one drawing call is much faster than one a cell."""
    if lines:
        board.add_artist(Lines(lines, colour(shade), 0.45, zorder=zorder))
