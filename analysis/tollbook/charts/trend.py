"""The monthly trend of one measure at one place, with bounds; months without a report stay apart from zero."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from tollbook import measures
from tollbook.amounts import Amount
from tollbook.charts import cells, hatching
from tollbook.charts.board import Board
from tollbook.charts.lettering import extent_of, width_of
from tollbook.charts.months import by_month, months_of
from tollbook.charts.style import canvas, colour, house_style, tokens
from tollbook.charts.words import Words, words_in

_LEFT_MM = 9.0
_AXIS_MM = 7.5
_TOP_MM = 7.4
_NUMBER = 7.2
_TICK_MM = 0.45  # what the tick of a best stands out beyond its bar
_SIGN_MM = 2.4
_EVENT = 6.2


def trend(
    tally: Any,
    measure: str,
    start: pd.Timestamp | str | None = None,
    end: pd.Timestamp | str | None = None,
    marked: tuple[pd.Timestamp, pd.Timestamp] | None = None,
    height_mm: float = 36.0,
    language: Words | str | None = None,
    provisional_from: pd.Timestamp | str | None = None,
    events: Sequence[tuple[pd.Timestamp, str]] = (),
) -> Figure:
    """Draw a measure month by month: solid to the low, light to the high, a tick at the best, an arrow where open.

    Parameters
    ----------
    tally : Tally or DataFrame
        By month, of one place. A month without a row is drawn hatched: no report, which is not zero.
    measure : str
        A flow, in its plain base.
    start, end : Timestamp or str, optional
        First and last month; without them, those of the tally, and two years at least.
    marked : (Timestamp, Timestamp), optional
        First and last day of the months that get a ground.
    height_mm, language : float, str, optional
        Height in mm, while the width follows from the number of months; ``en`` (where not given) or ``my``.
    provisional_from : Timestamp or str, optional
        Months that end on this day or later are still filling up, and hatched the other way than silence.
    events : sequence of (Timestamp, str)
        Days to mark, with their names; those outside the months are left out.

    Raises
    ------
    ValueError
        The tally holds more than one place, the measure is unknown, or no months can be drawn.

    Examples
    --------
    >>> monthly = tb.tally(found, by=["township", "month"], within="Pale, Sagaing")  # doctest: +SKIP
    >>> tb.chart.trend(monthly, "civilians_killed", language="my").savefig("trend.svg")  # doctest: +SKIP
    """
    rows = rows_of(tally, measure)
    columns = _columns(rows, measure, start, end)
    cell = float(tokens()["months_mm"]["cell"])
    with house_style():
        figure, board = canvas(_LEFT_MM + cell * len(columns), height_mm)
        plot = Plot(board, columns, cell, height_mm, top_of(rows), words_in(language))
        plot.draw(by_month(rows), marked, pd.Timestamp(provisional_from) if provisional_from else None, events)
    return figure


def _columns(rows: pd.DataFrame, measure: str, start: Any, end: Any) -> list[pd.Timestamp]:
    """The months to draw: as asked for, else those of the tally, and two years at least."""
    if rows.empty and end is None:
        raise ValueError(f"The tally has nothing for {measure}, so a trend of it needs an end.")
    last = rows["end"].max() if end is None else pd.Timestamp(end)
    two_years_before = pd.Timestamp(last.replace(day=1) - pd.DateOffset(months=23))
    return months_of(min([two_years_before, *rows["start"]]) if start is None else pd.Timestamp(start), last)


def rows_of(tally: Any, measure: str) -> pd.DataFrame:
    """The rows of one measure in its plain base, of a tally of one place.

    Raises
    ------
    ValueError
        The tally holds more than one place, or the measure is unknown.
    """
    measures.get(measure)
    table: pd.DataFrame = getattr(tally, "table", tally)
    rows = table[(table["measure"] == measure) & (table["base"] == "")]
    if rows["pcode"].nunique() > 1:
        raise ValueError(
            f"A trend draws one place, and this tally holds {rows['pcode'].nunique()}. "
            "Choose one: tally.table[tally.table['pcode'] == ...], or give tb.tally a place (within=)."
        )
    return rows


def top_of(rows: pd.DataFrame) -> float:
    """The greatest number drawn."""
    values = rows[["low", "best", "high"]].to_numpy(dtype=float, na_value=float("nan")).ravel()
    known = [float(value) for value in values if value == value]
    return max([*known, 1.0])


class Plot:
    """A flow month by month in millimetres from the lower left corner, with one scale for the numbers.

    Other charts that show a flow beside something else draw it with this one: a month looks the same everywhere.
    """

    def __init__(self, board: Board, columns: list[pd.Timestamp], cell: float, height: float, top: float, said: Words):
        self.board, self.columns, self.cell, self.said = board, columns, cell, said
        self.ends = [pd.Timestamp(month + pd.offsets.MonthEnd(0)) for month in columns]
        self.ticks = nice_ticks(top)
        self.foot = _AXIS_MM
        self.room = height - _AXIS_MM - _TOP_MM
        self.scale = self.room / max(top, self.ticks[-1])
        self.right = _LEFT_MM + cell * len(columns)
        self.bar_width = cell * 0.62
        self.tops: dict[int, float] = {}

    def draw(
        self,
        known: dict[pd.Timestamp, Any],
        marked: tuple[pd.Timestamp, pd.Timestamp] | None,
        since: pd.Timestamp | None,
        events: Sequence[tuple[pd.Timestamp, str]],
    ) -> None:
        """Everything, from the ground up."""
        self.ground(marked)
        self.grid()
        self.calendar()
        self.bars(known)
        self.filling_up(since)
        self.events(events)

    def x(self, column: int) -> float:
        """Left edge of a month."""
        return _LEFT_MM + column * self.cell

    def ground(self, marked: tuple[pd.Timestamp, pd.Timestamp] | None) -> None:
        """A ground under the months of the brief's own period."""
        if marked is None:
            return
        spans = zip(self.columns, self.ends, strict=True)
        inside = [i for i, (first, last) in enumerate(spans) if first <= marked[1] and last >= marked[0]]
        if inside:
            corner, width = (self.x(inside[0]), 0.0), self.cell * len(inside)
            height = self.foot + self.room + _TOP_MM
            self.board.add_patch(Rectangle(corner, width, height, facecolor=colour("tint"), linewidth=0, zorder=0))

    def grid(self) -> None:
        """Lines at a few round numbers."""
        for tick in self.ticks:
            y = self.foot + tick * self.scale
            shade, weight = (colour("faint"), 0.7) if tick == 0 else (colour("line"), 0.4)
            self.board.plot([_LEFT_MM, self.right], [y, y], color=shade, linewidth=weight, zorder=1)
            label = self.said.tick(tick)
            self.board.text(
                _LEFT_MM - 1.2, y, label, ha="right", va="center_baseline", fontsize=6.6, color=colour("muted")
            )

    def calendar(self) -> None:
        """The letter of each month, and each year once, with a line where it begins."""
        for column, month in enumerate(self.columns):
            middle = self.x(column) + self.cell / 2
            letter = self.said.letters(month)
            self.board.text(middle, self.foot - 2.6, letter, ha="center", fontsize=6.2, color=colour("muted"))
            if month.month == 1 or column == 0:
                self.board.plot([self.x(column)] * 2, [0.4, self.foot - 0.2], color=colour("line"), linewidth=0.5)
                # A year that has but a month or two here would run into its neighbour.
                if sum(other.year == month.year for other in self.columns) > 2:
                    year = self.said.number_plain(month.year)
                    self.board.text(self.x(column) + 0.8, 1.5, year, fontsize=6.6, color=colour("text"))

    def bars(self, known: dict[pd.Timestamp, Any]) -> None:
        """The months: numbers with their bounds, or the sign of what is not known."""
        labels: list[tuple[int, float, str]] = []
        silent: list[hatching.Line] = []
        for column, month in enumerate(self.columns):
            row = known.get(month)
            state = cells.state_of(row)
            if state == "figure":
                labels.append((column, *self._bar(column, Amount.of(row))))
            else:
                box = (self.x(column) + 0.25, self.foot, self.cell - 0.5, _SIGN_MM)
                cells.draw(self.board, state, box, cells.text_of(row, self.said))
                silent += hatching.lines_in(*box) if state == "no report" else []
        hatching.draw(self.board, silent)
        self._label(labels)

    def filling_up(self, since: pd.Timestamp | None) -> None:
        """Hatch the months that end on a day or later: over the ground in grey, and through the bar in white.

        Called after the bars. The sign of a month without a report stays as it is, so that both are read.
        """
        columns = [i for i, last in enumerate(self.ends) if since and last >= since]
        if not columns:
            return
        x, foot = self.x(columns[0]), self.foot + _SIGN_MM
        width = self.cell * len(columns)
        ground = hatching.lines_in(x, foot, width, self.foot + self.room - foot, 1.6)
        hatching.draw(self.board, hatching.mirrored(ground, x, width), "line", 0.6)
        bars: list[hatching.Line] = []
        for column in sorted(set(columns) & set(self.tops)):
            left, top = self._bar_left(column), self.tops[column]
            bars += hatching.mirrored(
                hatching.lines_in(left, self.foot, self.bar_width, top, 1.6), left, self.bar_width
            )
        hatching.draw(self.board, bars, "paper", 2.5)

    def events(self, events: Sequence[tuple[pd.Timestamp, str]]) -> None:
        """A thin line at each day that lies in the months, its name beside its top where no other name stands."""
        ends: list[float] = []
        top = self.foot + self.room + _TOP_MM
        for day, name in sorted(events):
            column = next((i for i, month in enumerate(self.columns) if month == day.replace(day=1)), None)
            if column is None:
                continue
            x = self.x(column) + self.cell * (day.day - 1) / day.days_in_month
            wide = width_of(name, _EVENT) + 1.6
            left = x if x + wide <= self.right else x - wide
            row = next((n for n, end in enumerate(ends) if left >= end), len(ends))
            ends[row : row + 1] = [left + wide]
            y = top - 2.4 * (row + 1)
            self.board.plot([x, x], [self.foot, y + 2.0], color=colour("muted"), linewidth=0.6, linestyle=(0, (2, 1.5)))
            self.board.text(left + 0.8, y, name, fontsize=_EVENT, color=colour("muted"), zorder=5)

    def _bar_left(self, column: int) -> float:
        return self.x(column) + (self.cell - self.bar_width) / 2

    def _bar(self, column: int, amount: Amount) -> tuple[float, str]:
        """One month's number; gives the height of its top and its label."""
        width, left = self.bar_width, self._bar_left(column)
        low, best = (amount.low or 0.0) * self.scale, (amount.best or amount.low or 0.0) * self.scale
        top = max(low, best, (amount.high or 0.0) * self.scale)
        for start, end, shade in ((low, top, "band"), (0.0, low, "mark")):
            box = Rectangle(
                (left, self.foot + start), width, end - start, facecolor=colour(shade), linewidth=0, zorder=2
            )
            self.board.add_patch(box)
        self.tops[column] = top
        if amount.best is not None:
            y = self.foot + best
            self.board.plot(
                [left - _TICK_MM, left + width + _TICK_MM], [y, y], color=colour("ink"), linewidth=1.3, zorder=3
            )
        if amount.open:
            top += self._arrow(left + width / 2, self.foot + top)
        return top, amount.short(self.said)

    def _arrow(self, x: float, y: float) -> float:
        """An arrow upwards; gives its height."""
        self.board.plot([x, x], [y, y + 1.9], color=colour("ink"), linewidth=0.9, zorder=3, solid_capstyle="butt")
        head = [(x - 0.75, y + 1.5), (x + 0.75, y + 1.5), (x, y + 2.8)]
        self.board.add_patch(Polygon(head, facecolor=colour("ink"), linewidth=0, zorder=3))
        return 2.8

    def _label(self, labels: list[tuple[int, float, str]]) -> None:
        """Numbers above the bars, the greatest first; one that would touch another is left to the table."""
        taken: list[tuple[float, float, float]] = []
        for column, top, text in sorted(labels, key=lambda item: (-item[1], item[0])):
            middle, half = self.x(column) + self.cell / 2, width_of(text, _NUMBER) / 2
            y = self.foot + top + 0.9 + extent_of(text, _NUMBER)[0]
            if any(abs(middle - m) < half + h + 0.4 and abs(y - other) < 2.8 for m, h, other in taken):
                continue
            edge = max(min(middle, self.right - half), _LEFT_MM + half)
            beside = ((other, tip) for other, tip, _ in labels if other != column and self.foot + tip > y)
            if any(self._stands_in(other, edge - half, edge + half) for other, _ in beside):
                continue
            taken.append((middle, half, y))
            self.board.text(edge, y, text, ha="center", fontsize=_NUMBER, color=colour("ink"), zorder=4)

    def _stands_in(self, column: int, first: float, last: float) -> bool:
        """Whether a month's bar stands between two points of the width."""
        left = self._bar_left(column) - _TICK_MM
        return left < last and left + self.bar_width + 2 * _TICK_MM > first


def nice_ticks(top: float) -> list[float]:
    """Zero and up to four round numbers, in steps of 1, 2, 2.5 or 5, the last of which is not below `top`."""
    power = 10.0 ** math.floor(math.log10(max(top, 1.0)))
    steps = [power * factor for factor in (0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 2.5, 5.0)]
    step = next(step for step in steps if float(step).is_integer() and math.ceil(top / step) <= 4)
    return [step * i for i in range(math.ceil(top / step) + 1)]
