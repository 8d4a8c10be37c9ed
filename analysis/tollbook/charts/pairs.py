"""Totals of others beside the tally of the same place and days: a pair of bars for each, on one axis from zero."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from tollbook.amounts import Amount
from tollbook.charts import hatching
from tollbook.charts.board import Board
from tollbook.charts.lettering import fitted, width_of
from tollbook.charts.style import canvas, colour, house_style
from tollbook.charts.trend import nice_ticks
from tollbook.charts.words import Words, words
from tollbook.rows import each_row

#: More pairs than this are not drawn in one picture: several pictures with one `top` part better over pages.
MOST = 7

_NAMES, _SAID, _ROW, _HEAD, _FOOT = 58.0, 34.0, 7.4, 4.6, 4.6
_BAR, _GAP = 2.0, 0.4
_SIZE, _KEY = 6.8, 6.2


def pairs(
    rows: pd.DataFrame, width_mm: float = 176.0, language: Words | None = None, top: float | None = None
) -> Figure:
    """Draw pairs: above what others count, below it the tally.

    Parameters
    ----------
    rows : DataFrame
        In the order from above: ``who, days`` (str), ``low, best, high`` (float64) and ``open`` (bool) of the total;
        ``own_state`` (of `cells.STATES`, or empty where nothing is compared), ``own_low, own_best, own_high``,
        ``own_open``; ``said, own_said`` (str: both in words). At most `MOST` are drawn.
    width_mm : float
    language : Words, optional
        English where not given.
    top : float, optional
        The greatest number of the axis, where several pictures are to have one; else that of the rows.

    Returns
    -------
    Figure
        Its height follows from the number of pairs.
    """
    said = language or words()
    drawn = rows.head(MOST)
    height = _HEAD + _FOOT + _ROW * len(drawn)
    with house_style():
        figure, board = canvas(width_mm, height)
        scale = _Scale(top or top_of(drawn), width_mm)
        _ground(board, scale, height, said)
        for at, row in enumerate(each_row(drawn)):
            _pair(board, row, scale, height - _HEAD - (at + 0.5) * _ROW)
    return figure


def top_of(rows: pd.DataFrame) -> float:
    """The greatest number of some pairs."""
    names = ["low", "best", "high", "own_low", "own_best", "own_high"]
    return max([1.0, *(float(value) for value in rows[names].to_numpy(dtype=float).ravel() if value == value)])


class _Scale:
    """From numbers to millimetres from the left."""

    def __init__(self, top: float, width: float) -> None:
        self.ticks = nice_ticks(top)
        self.left, self.right, self.width = _NAMES, width - _SAID, width
        self._each = (self.right - 4.0 - self.left) / max(top, self.ticks[-1])

    def __call__(self, value: float) -> float:
        return self.left + value * self._each


def _ground(board: Board, scale: _Scale, height: float, said: Words) -> None:
    for tick in scale.ticks:
        shade, weight = (colour("faint"), 0.7) if tick == 0 else (colour("line"), 0.4)
        board.plot([scale(tick)] * 2, [_FOOT, height - _HEAD], color=shade, linewidth=weight, zorder=0.5)
        board.text(scale(tick), 1.2, said.tick(tick), ha="center", fontsize=6.2, color=colour("muted"))
    middle = height - _HEAD + 1.6
    left = scale.left
    for name, shade in ((said.say("others"), "muted"), (said.say("this sample"), "mark")):
        board.add_patch(Rectangle((left, middle - 0.2), 2.6, 1.6, facecolor=colour(shade), linewidth=0))
        board.text(left + 3.6, middle, name, fontsize=_KEY, color=colour("text"))
        left += 3.6 + width_of(name, _KEY) + 4.0


def _pair(board: Board, row: Any, scale: _Scale, middle: float) -> None:
    """One pair: who and when, both bars, and both numbers in words."""
    edge = scale.left - 2.0
    for dy, text, shade in ((1.0, row.who, "text"), (-2.2, row.days, "muted")):
        name = fitted(str(text), _SIZE, edge - 0.5)
        board.text(edge, middle + dy, name, ha="right", va="baseline", fontsize=_SIZE, color=colour(shade))
    theirs = Amount.of(row)
    _bar(board, theirs, scale, middle + _GAP, ("muted", "line"))
    right = scale.right + 1.0
    for dy, text, shade in ((1.0, row.said, "text"), (-2.2, row.own_said, "mark")):
        board.text(right, middle + dy, fitted(str(text), _SIZE, scale.width - right), va="baseline", fontsize=_SIZE,
                  color=colour(shade))  # fmt: skip
    below = middle - _GAP - _BAR
    if row.own_state == "figure":
        low, best, high = (None if v != v else float(v) for v in (row.own_low, row.own_best, row.own_high))
        own = Amount(low, best, high, bool(row.own_open))
        _bar(board, own, scale, below, ("mark", "band"))
    elif row.own_state == "no report":
        hatching.draw(board, hatching.lines_in(scale.left, below, 6.0, _BAR))
    elif row.own_state == "zero":
        board.plot([scale.left] * 2, [below, below + _BAR], color=colour("mark"), linewidth=1.4)


def _bar(board: Board, amount: Amount, scale: _Scale, bottom: float, shades: tuple[str, str]) -> None:
    """Solid to the low, light to the high, a tick at the best, an arrow where open."""
    low = amount.low or 0.0
    top = max(low, amount.best or 0.0, amount.high or 0.0)
    for start, end, shade in ((0.0, low, shades[0]), (low, top, shades[1])):
        box = Rectangle((scale(start), bottom), scale(end) - scale(start), _BAR, facecolor=colour(shade), linewidth=0)
        board.add_patch(box)
    if amount.best is not None:
        board.plot([scale(amount.best)] * 2, [bottom - 0.2, bottom + _BAR + 0.2], color=colour("ink"), linewidth=1.2)
    if amount.open:
        x, y = scale(top), bottom + _BAR / 2
        board.plot([x, x + 2.2], [y, y], color=colour("ink"), linewidth=0.9, solid_capstyle="butt")
        board.add_patch(Polygon([(x + 1.8, y - 0.7), (x + 1.8, y + 0.7), (x + 3.2, y)], facecolor=colour("ink"), lw=0))
