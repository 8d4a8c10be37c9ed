"""Displacement in two panels: levels on the days that reports state, above; people newly displaced by month, below.

A stock and a flow have no axis in common. The levels are points that nothing joins: what was between two of them is
not known.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Patch, Polygon, Rectangle

from tollbook import measures
from tollbook.amounts import Amount
from tollbook.charts import cells
from tollbook.charts.board import Board
from tollbook.charts.cells import is_held
from tollbook.charts.lettering import width_of
from tollbook.charts.months import by_month, months_of
from tollbook.charts.style import canvas, colour, house_style
from tollbook.charts.trend import Plot, nice_ticks, rows_of, top_of
from tollbook.charts.words import Words, words_in
from tollbook.rows import each_row
from tollbook.tallies.stocks import Stocks
from tollbook.tallies.tally import Tally

STOCK, FLOW = "displaced_total", "displaced_new"

_LEFT_MM = 9.0
_FLOW_MM = 29.0
_STOCK_MM = 33.0
_HEAD_MM = 3.6
_KEY_MM = 3.3
_ABOVE_MM = 3.4  # room for a number above the highest point
_DOT_MM = 0.85
_HELD_MM = (5.0, 2.4)  # the sign of a level that is held back
_RIGHT_MM = 1.2  # room for a sign on the last day
_SIZE = 6.6

_CENTRED: dict[str, Any] = {"ha": "center", "va": "center_baseline", "fontsize": _SIZE}


def displacement(
    levels: pd.DataFrame | Stocks,
    flow: pd.DataFrame | Tally,
    start: pd.Timestamp | str,
    end: pd.Timestamp | str,
    marked: tuple[pd.Timestamp, pd.Timestamp] | None = None,
    width_mm: float = 85.0,
    language: Words | str | None = None,
    provisional_from: pd.Timestamp | str | None = None,
) -> Figure:
    """Draw the levels of a stock above the months of its flow.

    Parameters
    ----------
    levels : Stocks or DataFrame
        Of one place: ``stated_on`` (datetime64), ``base`` (str; each is a series of its own), ``low, best, high``
        (float64, people), ``open``, perhaps ``held, below``. Without a row the upper panel is left out.
    flow : Tally or DataFrame
        By month, of the same place; a month without a row is drawn hatched, as in the trend.
    start, end, marked, provisional_from : Timestamp or str
        First and last day of the months drawn; the others as for `trend`.
    width_mm, language : float, str, optional
        Width in mm, while the height follows from what is drawn; ``en`` (where not given) or ``my``.

    Raises
    ------
    ValueError
        The levels or the flow are of more than one place.

    Examples
    --------
    >>> levels, flow = tb.stocks(claims, "country,month"), tb.tally(found, "country,month")  # doctest: +SKIP
    >>> tb.chart.displacement(levels, flow, "2022-01-01", "2023-12-31")  # doctest: +SKIP
    """
    said, levels = words_in(language), _levels(levels)
    rows, columns = rows_of(flow, FLOW), months_of(pd.Timestamp(start), pd.Timestamp(end))
    cell = (width_mm - _LEFT_MM - _RIGHT_MM) / len(columns)
    with house_style():
        bases = _bases(levels)
        figure, board = canvas(width_mm, height_of(levels))
        plot = Plot(board, columns, cell, _FLOW_MM, top_of(rows), said)
        plot.ground(marked)
        plot.grid()
        plot.calendar()
        plot.bars(by_month(rows))
        plot.filling_up(None if provisional_from is None else pd.Timestamp(provisional_from))
        _title(board, _FLOW_MM, FLOW, said)
        if len(levels):
            _Stock(board, columns, cell, levels, said).draw(marked, bases)
    return figure


def _levels(given: pd.DataFrame | Stocks) -> pd.DataFrame:
    """The levels to draw, each once: a table of stocks has it in every period that it is carried into.

    Raises
    ------
    ValueError
        They are of more than one place.
    """
    if isinstance(given, pd.DataFrame):
        return given
    table = given.table[(given.table["measure"] == STOCK).to_numpy()]
    if table["pcode"].nunique() > 1:
        raise ValueError(
            f"The levels drawn are of one place, and these are of {table['pcode'].nunique()}. Give tb.stocks a place "
            "(within=) and its level."
        )
    return table.drop_duplicates(["base", "stated_on"], ignore_index=True)


def height_of(levels: pd.DataFrame) -> float:
    """Height of the figure in mm: less without levels, more for a key of several series."""
    if levels.empty:
        return _FLOW_MM + _HEAD_MM
    return _FLOW_MM + _HEAD_MM * 2 + _STOCK_MM + _KEY_MM * _keyed(_bases(levels))


def _bases(levels: pd.DataFrame) -> list[str]:
    """Whom the levels that are drawn count: one that is held back has no point, and so no sign to explain."""
    return sorted({str(row.base) for row in each_row(levels) if not is_held(row)})


def _keyed(bases: list[str]) -> int:
    """Lines of the key: one a series, where there are several or the only one says whom it counts."""
    return len(bases) if len(bases) > 1 or bases != [""] else 0


def _title(board: Board, y: float, measure: str, said: Words) -> None:
    label = said.say(measures.get(measure).label)
    board.text(0.0, y + 0.6, label, fontsize=_SIZE, color=colour("ink"), va="baseline")


class _Point(NamedTuple):
    """One level in millimetres: its place, its bounds, and the number that goes with it."""

    x: float
    y: float
    low: float
    high: float
    open: bool
    series: int
    text: str


class _Stock:
    """The upper panel, with one scale for people and the days of the months below."""

    def __init__(self, board: Board, columns: list[pd.Timestamp], cell: float, levels: pd.DataFrame, said: Words):
        self.board, self.columns, self.cell, self.said, self.levels = board, columns, cell, said, levels
        values = levels[["low", "best", "high"]].to_numpy(dtype=float, na_value=float("nan")).ravel()
        top = max([1.0, *(float(value) for value in values if value == value)])
        self.ticks = nice_ticks(top)
        self.foot = _FLOW_MM + _HEAD_MM + 1.6
        self.room = _STOCK_MM - 1.6 - _ABOVE_MM
        self.scale = self.room / self.ticks[-1]
        self.right = _LEFT_MM + cell * len(columns)

    def draw(self, marked: tuple[pd.Timestamp, pd.Timestamp] | None, bases: list[str]) -> None:
        """Everything of the panel."""
        self._ground(marked)
        self._grid()
        points = [self._point(row, bases) for row in each_row(self.levels) if not is_held(row)]
        self._held([row for row in each_row(self.levels) if is_held(row)])
        for point in points:
            self._draw(point)
        self._label(points)
        _title(self.board, self.foot + self.room + _ABOVE_MM + _KEY_MM * _keyed(bases), STOCK, self.said)
        for line in range(_keyed(bases)):
            self._key(line, bases[line], len(bases))

    def _ground(self, marked: tuple[pd.Timestamp, pd.Timestamp] | None) -> None:
        if marked is None:
            return
        left, right = self._x(marked[0].replace(day=1)), self._x(marked[1] + pd.offsets.MonthEnd(0))
        left, right = max(left, _LEFT_MM), min(right, self.right)
        if right > left:
            box = Rectangle((left, self.foot), right - left, self.room + _ABOVE_MM, facecolor=colour("tint"), lw=0)
            self.board.add_patch(box)

    def _grid(self) -> None:
        for tick in self.ticks:
            y = self.foot + tick * self.scale
            shade, weight = (colour("faint"), 0.7) if tick == 0 else (colour("line"), 0.4)
            self.board.plot([_LEFT_MM, self.right], [y, y], color=shade, linewidth=weight, zorder=1)
            text = self.said.tick(tick)
            self.board.text(
                _LEFT_MM - 1.2, y, text, ha="right", va="center_baseline", fontsize=_SIZE, color=colour("muted")
            )

    def _x(self, day: pd.Timestamp) -> float:
        """Where a day lies: months are equally wide, as below."""
        first = self.columns[0]
        month = (day.year - first.year) * 12 + day.month - first.month
        return _LEFT_MM + self.cell * (month + (day.day - 0.5) / day.days_in_month)

    def _point(self, row: Any, bases: list[str]) -> _Point:
        amount = Amount.of(row)
        known = [value for value in (amount.best, amount.low, amount.high) if value is not None]
        at = known[0]
        low, high = min(known), max(known)
        text = self.said.tick(at) + ("+" if amount.open else "")
        y = {name: self.foot + value * self.scale for name, value in (("at", at), ("low", low), ("high", high))}
        series = bases.index(str(row.base))
        return _Point(self._x(row.stated_on), y["at"], y["low"], y["high"], amount.open, series, text)

    def _draw(self, point: _Point) -> None:
        shade = colour("stock")
        if point.high > point.low:
            self.board.plot([point.x] * 2, [point.low, point.high], color=shade, linewidth=0.9, zorder=3)
        if point.open:
            foot = point.high + _DOT_MM
            self.board.plot([point.x] * 2, [foot, foot + 1.0], color=shade, linewidth=0.9, zorder=3)
            head = [(point.x - 0.7, foot + 0.8), (point.x + 0.7, foot + 0.8), (point.x, foot + 2.0)]
            self.board.add_patch(Polygon(head, facecolor=shade, linewidth=0, zorder=3))
        self.board.add_patch(_sign(point.series, point.x, point.y))

    def _held(self, rows: list[Any]) -> None:
        """The sign of what is held back, on its day at the foot: at no height, which would be read as a number."""
        for row in rows:
            x = min(self._x(row.stated_on), self.right - _HELD_MM[0] / 2)
            box = (x - _HELD_MM[0] / 2, self.foot + 0.2, *_HELD_MM)
            cells.draw(self.board, "held back", box, cells.below_text(cells.below_of(row), self.said))

    def _label(self, points: list[_Point]) -> None:
        """Numbers beside the points, the latest first; one that would touch another is left to the table."""
        taken = [(point.x, _DOT_MM, y) for point in points for y in _heights(point)]
        for point in sorted(points, key=lambda point: (-point.x, -point.y)):
            half = width_of(point.text, _SIZE) / 2
            middle = min(max(point.x, _LEFT_MM + half), self.right - half)
            for y in (max(_heights(point)) + 2.6, point.low - 2.6):
                if y > self.foot + 1.2 and not any(
                    abs(middle - x) < half + wide + 0.3 and abs(y - other) < 2.2 for x, wide, other in taken
                ):
                    taken.append((middle, half, y))
                    self.board.text(middle, y, point.text, color=colour("ink"), zorder=5, **_CENTRED)
                    break

    def _key(self, line: int, base: str, lines: int) -> None:
        """One line of the key: a sign and whom its series counts."""
        y = self.foot + self.room + _ABOVE_MM + _KEY_MM * (lines - line - 1) + 0.6
        self.board.add_patch(_sign(line, _LEFT_MM + _DOT_MM, y + 0.8))
        text = base or self.said.say("base not stated")
        self.board.text(_LEFT_MM + 2.8, y, text, fontsize=_SIZE, color=colour("text"), va="baseline")


def _heights(point: _Point) -> list[float]:
    """Where a point's own marks stand, one above the other."""
    tip = point.high + _DOT_MM + 1.4 if point.open else point.high
    steps = int((tip - point.low) // 2.0) + 1
    return [point.low + (tip - point.low) * step / steps for step in range(steps + 1)]


def _sign(series: int, x: float, y: float) -> Patch:
    """The sign of a series: told apart by its shape and filling, so that no hue is needed."""
    shade, size = colour("stock"), _DOT_MM
    full = (series // 3) % 2 == 0
    look: dict[str, Any] = {
        "facecolor": shade if full else colour("paper"),
        "edgecolor": shade,
        "linewidth": 0.7,
        "zorder": 4,
    }
    if series % 3 == 0:
        return Circle((x, y), size, **look)
    if series % 3 == 1:
        return Polygon([(x - size, y - size), (x - size, y + size), (x + size, y + size), (x + size, y - size)], **look)
    return Polygon([(x - size * 1.1, y - size), (x + size * 1.1, y - size), (x, y + size * 1.2)], **look)
