"""Dots: the sign for "held back", which no other state has and which needs no hue to be told from lines and shades."""

from __future__ import annotations

import math

from tollbook.charts.at_once import Shapes
from tollbook.charts.board import Board
from tollbook.charts.style import colour

Point = tuple[float, float]

#: Corners of a dot: at this size it is round to every eye, and a third of the outline of a circle.
_CORNERS = [(math.cos(turn), math.sin(turn)) for turn in (math.pi * (2 * n + 1) / 8 for n in range(8))]


def row(x: float, y: float, width: float, height: float) -> tuple[list[Point], float]:
    """Three dots in the middle of a box of millimetres, as of a word that is not shown; with their radius in mm."""
    radius = min(height * 0.2, width * 0.1)
    middle, step = (x + width / 2, y + height / 2), min(width * 0.3, radius * 4)
    return [(middle[0] + step * n, middle[1]) for n in (-1, 0, 1)], radius


def draw(board: Board, dots: list[Point], radius: float, shade: str = "ink", zorder: float = 3.0) -> None:
    """Draw dots of one size, all at once."""
    corners = [[(x + radius * a, y + radius * b) for a, b in _CORNERS] for x, y in dots]
    if corners:
        board.add_artist(Shapes(corners, colour(shade), zorder=zorder))
