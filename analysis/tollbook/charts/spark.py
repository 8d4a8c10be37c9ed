"""The months behind a headline figure, without axes: which months have a report, and how high each stood."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from tollbook.amounts import Amount
from tollbook.charts import cells, dotting, hatching
from tollbook.charts.at_once import Shapes
from tollbook.charts.board import Board
from tollbook.charts.months import by_month, months_of
from tollbook.charts.style import colour

Corners = list[tuple[float, float]]

#: Height of the sign for a month without a number, in mm; and of the head that says "or more".
_SIGN_MM, _HEAD_MM = 1.1, 1.0


def draw(
    board: Board,
    rows: pd.DataFrame,
    span: tuple[pd.Timestamp, pd.Timestamp],
    marked: tuple[pd.Timestamp, pd.Timestamp],
    box: tuple[float, float, float, float],
    top: float | None = None,
) -> float:
    """Draw a bar for each month with a number: solid to the low, light to the high, a tick at the best, a head if open.

    Parameters
    ----------
    board : Board
        In millimetres.
    rows : DataFrame
        Rows of a monthly tally of one place, measure and base. A month without a row is hatched: no report.
    span : (Timestamp, Timestamp)
        First and last day of the months drawn.
    marked : (Timestamp, Timestamp)
        First and last day of the brief's own period, whose months get a ground.
    box : (x, y, width, height)
        Where, in mm.
    top : float, optional
        The greatest number of a scale that several such rows of months share; by default their own.

    Returns
    -------
    float
        Millimetres to the unit of the measure.
    """
    x, y, width, height = box
    months, known = months_of(*span), by_month(rows)
    cell = width / len(months)
    amounts = {month: Amount.of(row) for month, row in known.items() if cells.state_of(row) == "figure"}
    scale = (height - _HEAD_MM) / (top or max([1.0, *(_top(amount) for amount in amounts.values())]))
    drawn = _Drawn()
    for at, month in enumerate(months):
        left, right = x + at * cell, x + (at + 1) * cell
        if marked[0].replace(day=1) <= month <= marked[1]:
            drawn.shapes["tint"].append(_box(left, y, right, y + height))
        if month in amounts:
            _bar(drawn.shapes, amounts[month], left + cell * 0.15, right - cell * 0.15, y, scale)
        else:
            drawn.sign(cells.state_of(known.get(month)), left, y, cell)
    for shade, corners in drawn.shapes.items():
        if corners:
            board.add_artist(Shapes(corners, colour(shade), zorder=0.0))
    hatching.draw(board, drawn.silent)
    dotting.draw(board, drawn.held, dotting.row(x, y, cell, _SIGN_MM)[1])
    return scale


@dataclass
class _Drawn:
    """What is drawn at once when all months are known."""

    shapes: dict[str, list[Corners]] = field(
        default_factory=lambda: {"tint": [], "band": [], "mark": [], "ink": [], "faint": []}
    )
    silent: list[hatching.Line] = field(default_factory=list)
    held: list[dotting.Point] = field(default_factory=list)

    def sign(self, state: str, left: float, y: float, cell: float) -> None:
        """The sign of a month without a number."""
        if state == "no report":
            self.silent += hatching.lines_in(left + 0.12, y, cell - 0.24, _SIGN_MM, 0.7)
        elif state == "no figure":
            self.shapes["band"].append(_box(left + cell * 0.15, y, left + cell * 0.85, y + _SIGN_MM))
        elif state == "held back":
            # No number is drawn, not even the bound: its height would be read as one.
            self.held += dotting.row(left, y, cell, _SIGN_MM)[0]
        elif state == "zero":
            self.shapes["faint"].append(_box(left + cell * 0.15, y, left + cell * 0.85, y + 0.3))


def _top(amount: Amount) -> float:
    return max(value or 0.0 for value in (amount.low, amount.best, amount.high))


def _box(left: float, bottom: float, right: float, top: float) -> Corners:
    return [(left, bottom), (right, bottom), (right, top), (left, top)]


def _bar(shapes: dict[str, list[Corners]], amount: Amount, left: float, right: float, y: float, scale: float) -> None:
    low, top = (amount.low or 0.0) * scale, _top(amount) * scale
    shapes["band"].append(_box(left, y + low, right, y + top))
    shapes["mark"].append(_box(left, y, right, y + low))
    if amount.best is not None:
        best = y + amount.best * scale
        shapes["ink"].append(_box(left - 0.2, best - 0.2, right + 0.2, best + 0.2))
    if amount.open:
        middle = (left + right) / 2
        shapes["ink"].append([(left - 0.1, y + top + 0.2), (right + 0.1, y + top + 0.2), (middle, y + top + _HEAD_MM)])
