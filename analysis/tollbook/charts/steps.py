"""One measure at one place quarter by quarter, or year by year, with bounds; what the trend is by month."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from tollbook.charts.board import Board
from tollbook.charts.months import by_month
from tollbook.charts.style import canvas, colour, house_style
from tollbook.charts.trend import Plot, rows_of, top_of
from tollbook.charts.words import Words, words

Span = tuple[pd.Timestamp, pd.Timestamp]

_LEFT_MM, _SIZE = 9.0, 6.6
#: Width of a step: as wide as there is room for, and no wider.
_WIDEST_MM = {"quarter": 6.4, "year": 15.0}
_ENDS = {"quarter": pd.offsets.QuarterEnd(0), "year": pd.offsets.YearEnd(0)}


def steps(
    table: pd.DataFrame,
    measure: str,
    spans: list[Span],
    every: str,
    marked: Span | None = None,
    width_mm: float = 118.0,
    height_mm: float = 36.0,
    language: Words | None = None,
    provisional_from: pd.Timestamp | None = None,
) -> Figure:
    """Draw a measure step by step: solid to the low, light to the high, a tick at the best, an arrow where open.

    Parameters
    ----------
    table : DataFrame
        Rows of a tally of one place by quarter or year; of its rows those of `measure` and its plain base are drawn. A
        step without a row is drawn hatched: no report, which is not zero.
    measure : str
        A flow.
    spans : list of (first day, last day)
        Of the steps, in order; the last may be cut.
    every : str
        ``quarter`` or ``year``.
    marked : (first day, last day), optional
        The period that the reader came for; the steps that it touches get a ground.
    width_mm, height_mm : float
        The most that the figure may be wide, and its height.
    language : Words, optional
        English where not given.
    provisional_from : Timestamp, optional
        Steps that end on this day or later are still filling up, and hatched the other way than silence.

    Returns
    -------
    Figure

    Examples
    --------
    >>> years = tb.tally(found, "country,year", "civilians_killed").table  # doctest: +SKIP
    >>> spans = list(zip(years["start"], years["end"]))  # doctest: +SKIP
    >>> tb.chart.steps(years, "civilians_killed", spans, "year")  # doctest: +SKIP
    """
    rows = rows_of(table, measure)
    cell = min(_WIDEST_MM[every], (width_mm - _LEFT_MM) / len(spans))
    with house_style():
        figure, board = canvas(_LEFT_MM + cell * len(spans), height_mm)
        plot = _Steps(board, spans, every, cell, height_mm, top_of(rows), language or words())
        plot.draw(by_month(rows), marked, provisional_from, ())
    return figure


class _Steps(Plot):
    """The trend's plot with other columns than months."""

    def __init__(
        self, board: Board, spans: list[Span], every: str, cell: float, height: float, top: float, said: Words
    ) -> None:
        super().__init__(board, [first for first, _ in spans], cell, height, top, said)
        self.ends = [pd.Timestamp(last + _ENDS[every]) for _, last in spans]
        self.every = every

    def calendar(self) -> None:
        """The number of each quarter with its year below, or each year."""
        style: Any = {"ha": "center", "fontsize": _SIZE}
        for column, first in enumerate(self.columns):
            middle = self.x(column) + self.cell / 2
            year = self.said.number_plain(first.year)
            if self.every == "year":
                self.board.text(middle, self.foot - 3.0, year, color=colour("text"), **style)
                continue
            name = self.said.say("Q{n}", n=self.said.number_plain(first.quarter))
            self.board.text(middle, self.foot - 2.6, name, color=colour("muted"), **{**style, "fontsize": 6.2})
            if first.quarter == 1 or column == 0:
                self.board.plot([self.x(column)] * 2, [0.4, self.foot - 0.2], color=colour("line"), linewidth=0.5)
                self.board.text(self.x(column) + 0.8, 1.5, year, fontsize=_SIZE, color=colour("text"))
