"""Numbers side by side: for each measure one glyph a period, on a scale of the measure's own.

They stand beside one another to be read, not to be subtracted: nothing joins them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from tollbook.amounts import Amount
from tollbook.charts.board import Board
from tollbook.charts.bounds import draw, top_of
from tollbook.charts.lettering import width_of
from tollbook.charts.style import canvas, colour, house_style
from tollbook.charts.words import Words, words

#: Room in mm: of a group's title, of a line, between groups and between the two columns.
_TITLE_MM, _LINE_MM, _GAP_MM, _APART_MM = 4.8, 4.8, 2.6, 7.0
#: Shares of a column: the line's name, its glyph, its number.
_SHARES = (0.30, 0.32, 0.38)
_SIZE, _SMALLEST = 6.8, 4.8
_GLYPH_MM = 3.4


@dataclass(frozen=True)
class Line:
    """One number of a measure.

    Attributes
    ----------
    name : str
        Of its period.
    amount : Amount
    state : str
        Of `cells.STATES`.
    text : str
        The number with its bounds, or what its state is called.
    own : bool
        Whether it is of the period that the reader came for.
    """

    name: str
    amount: Amount
    state: str
    text: str
    own: bool = False


@dataclass(frozen=True)
class Group:
    """The numbers of one measure.

    Attributes
    ----------
    title : str
    lines : sequence of Line
    """

    title: str
    lines: Sequence[Line]


def sides(groups: Sequence[Group], width_mm: float = 176.0, language: Words | None = None) -> Figure:
    """Draw the numbers of several measures side by side, in two columns.

    Parameters
    ----------
    groups : sequence of Group
        In the order of reading: down the first column, then the second.
    width_mm : float
    language : Words, optional
        English where not given.

    Returns
    -------
    Figure
        As high as the longer column.

    Examples
    --------
    >>> line = Line("2023", Amount(7.0, 7.0, None, True), "figure", "7 or more")  # doctest: +SKIP
    >>> tb.chart.sides([Group("Civilians killed", [line])])  # doctest: +SKIP
    """
    said = language or words()
    half = -(-len(groups) // 2)
    columns = [groups[:half], groups[half:]]
    height = max(sum(map(_height, column)) for column in columns)
    wide = (width_mm - _APART_MM) / 2
    with house_style():
        figure, board = canvas(width_mm, height)
        for number, column in enumerate(columns):
            y = height
            for group in column:
                _group(board, group, (number * (wide + _APART_MM), y), wide, said)
                y -= _height(group)
    return figure


def _height(group: Group) -> float:
    return _TITLE_MM + _LINE_MM * len(group.lines) + _GAP_MM


def _group(board: Board, group: Group, corner: tuple[float, float], wide: float, said: Words) -> None:
    """One group below and to the right of a corner."""
    x, top = corner
    board.plot([x, x + wide], [top - 0.3] * 2, color=colour("ink"), linewidth=0.7)
    board.text(x, top - 3.6, group.title, fontsize=_fitting(group.title, wide), color=colour("ink"))
    scale = max([1.0, *(top_of(line.amount) for line in group.lines if line.state == "figure")])
    names, glyphs, numbers = (wide * share for share in _SHARES)
    for at, line in enumerate(group.lines):
        y = top - _TITLE_MM - _LINE_MM * (at + 0.5)
        shade = colour("ink") if line.own else colour("muted")
        size = _fitting(line.name, names - 1.5)
        board.text(x, y, line.name, fontsize=size, color=shade, va="center_baseline")
        box = (x + names, y - _GLYPH_MM / 2, glyphs, _GLYPH_MM)
        draw(board, line.amount, line.state, box, scale, said.number(0))
        left = x + names + glyphs + 1.5
        size = _fitting(line.text, numbers - 1.5)
        board.text(left, y, line.text, fontsize=size, color=shade, va="center_baseline")


def _fitting(text: str, room: float) -> float:
    """The size at which a text fits its room: no smaller than can be read."""
    wide = width_of(text, _SIZE)
    return _SIZE if wide <= room else max(_SIZE * room / wide, _SMALLEST)
