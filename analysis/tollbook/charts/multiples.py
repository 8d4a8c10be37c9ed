"""Small multiples: the months of several places, each in a panel of its own, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from tollbook.amounts import Amount
from tollbook.charts import cells, spark
from tollbook.charts.board import Board
from tollbook.charts.lettering import width_of
from tollbook.charts.months import months_of
from tollbook.charts.style import canvas, colour, house_style
from tollbook.charts.trend import top_of
from tollbook.charts.words import Words, words
from tollbook.rows import each_row

Span = tuple[pd.Timestamp, pd.Timestamp]

#: Room in mm: of a panel's name, of its bars, of the years below it; between panels; and the sizes of their letters.
_NAME_MM, _BARS_MM, _YEARS_MM, _APART_MM = 6.6, 10.6, 3.6, 6.0
_NAME, _SMALL = 6.8, 6.0


def multiples(
    rows: Sequence[pd.DataFrame],
    names: Sequence[str],
    start: pd.Timestamp,
    end: pd.Timestamp,
    marked: Span | None = None,
    width_mm: float = 176.0,
    across: int = 3,
    language: Words | None = None,
) -> Figure:
    """Draw a panel of months for each place: solid to the low, light to the high, a tick at the best, a head if open.

    One scale for all: half as high is half as many. The greatest number of each panel is written above its bar.

    Parameters
    ----------
    rows : sequence of DataFrame
        For each place rows of a monthly tally of one measure and base. A month without a row is hatched: no report,
        which is not zero.
    names : sequence of str
        Of the places, in their language.
    start, end : Timestamp
        First and last day of the months drawn.
    marked : (first day, last day), optional
        The period that the reader came for; its months get a ground.
    width_mm, across : float, int
        Width of the figure, and panels beside one another.
    language : Words, optional
        English where not given.

    Returns
    -------
    Figure

    Examples
    --------
    >>> tb.chart.multiples([sagaing, kachin], ["Sagaing", "Kachin"], start, end)  # doctest: +SKIP
    """
    said = language or words()
    down = -(-len(rows) // across)
    wide, high = (width_mm - _APART_MM * (across - 1)) / across, _NAME_MM + _BARS_MM + _YEARS_MM
    top = max([1.0, *(top_of(table) for table in rows)])
    with house_style():
        figure, board = canvas(width_mm, high * down + 1.0 * (down - 1))
        for number, (table, name) in enumerate(zip(rows, names, strict=True)):
            line, column = divmod(number, across)
            corner = (column * (wide + _APART_MM), (down - line - 1) * (high + 1.0))
            board.text(corner[0], corner[1] + high - 3.0, name, fontsize=_NAME, color=colour("ink"))
            _panel(board, table, (start, end), marked, (*corner, wide), top, said)
    return figure


def _panel(
    board: Board,
    table: pd.DataFrame,
    span: Span,
    marked: Span | None,
    place: tuple[float, float, float],
    top: float,
    said: Words,
) -> None:
    """The months of one place; `place` is the lower left corner of its panel and its width."""
    x, y, wide = place
    box = (x, y + _YEARS_MM, wide, _BARS_MM)
    # Without a period of its own nothing is marked: days before all months.
    scale = spark.draw(board, table, span, marked or (pd.Timestamp(1, 1, 1),) * 2, box, top)
    board.plot([x, x + wide], [y + _YEARS_MM] * 2, color=colour("faint"), linewidth=0.6, zorder=1)
    _years(board, months_of(*span), (x, y), wide, said)
    _greatest(board, table, months_of(*span), box, scale, said)


def _years(board: Board, months: list[pd.Timestamp], corner: tuple[float, float], wide: float, said: Words) -> None:
    """A line where each year begins, and the year where it has room."""
    (x, y), cell = corner, wide / len(months)
    for at, month in enumerate(months):
        if month.month == 1 or at == 0:
            left = x + at * cell
            board.plot([left, left], [y + 1.0, y + _YEARS_MM], color=colour("line"), linewidth=0.5)
            if sum(other.year == month.year for other in months) > 2:
                year = said.number_plain(month.year)
                board.text(left + 0.6, y + 1.1, year, fontsize=_SMALL, color=colour("muted"))


def _greatest(
    board: Board,
    table: pd.DataFrame,
    months: list[pd.Timestamp],
    box: tuple[float, float, float, float],
    scale: float,
    said: Words,
) -> None:
    """The greatest number of a panel, above its bar."""
    found: list[tuple[float, float, int, str]] = []
    for row in each_row(table):
        if cells.state_of(row) == "figure":
            amount = Amount.of(row)
            high = max(value or 0.0 for value in (amount.low, amount.best, amount.high))
            best = amount.best if amount.best is not None else amount.low or 0.0
            found.append((best, high, months.index(pd.Timestamp(row.start).replace(day=1)), amount.short(said)))
    if not found:
        return
    best, high, at, text = max(found, key=lambda each: (each[0], each[1], each[2]))
    x, y, wide, _ = box
    half = width_of(text, _SMALL) / 2
    middle = min(max(x + (at + 0.5) * wide / len(months), x + half), x + wide - half)
    style: Any = {"ha": "center", "fontsize": _SMALL, "color": colour("ink"), "zorder": 4}
    board.text(middle, y + high * scale + 1.4, text, **style)
