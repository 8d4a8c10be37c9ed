"""One number's bounds as a glyph: solid to the low, light to the high, a tick at the best, an arrow where open.

Below it, where they are given, the months that it stands at the end of.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from tollbook.amounts import Amount
from tollbook.charts import cells, hatching, spark
from tollbook.charts.board import Board
from tollbook.charts.style import canvas, colour, house_style

# The longest mark ends here, as a share of the width; an arrow goes on to the edge.
_REACH = 0.8


class Months(NamedTuple):
    """The months below a glyph: rows of a monthly tally, first and last day of the months, and those to mark."""

    rows: pd.DataFrame
    span: tuple[pd.Timestamp, pd.Timestamp]
    marked: tuple[pd.Timestamp, pd.Timestamp]


#: Height of the months and of the room above them, in mm.
_MONTHS_MM, _ROOM_MM = 5.6, 1.6


def bounds(
    amount: Amount | Any,
    state: str = "figure",
    width_mm: float = 54.0,
    height_mm: float = 4.2,
    months: Months | None = None,
    zero: str = "0",
) -> Figure:
    """Draw a number's bounds on a line of its own that begins at zero.

    Parameters
    ----------
    amount : Amount or row
        The number, or a row of a tally or of findings: anything with ``low, best, high, open``.
    state : str
        One of `cells.STATES`; all but ``figure`` draw the sign of their state instead.
    width_mm, height_mm : float
        Size of the glyph in mm.
    months : Months, optional
        Drawn below the glyph, on a scale of their own.
    zero : str
        A zero in the digits of the language.

    Returns
    -------
    Figure

    Examples
    --------
    >>> from tollbook import shipped
    >>> found = tb.findings(tb.read_claims(shipped.claims_file()))
    >>> figure = tb.chart.bounds(found["pazigyi-2023-04-11"].table.iloc[0])
    """
    amount = amount if isinstance(amount, Amount) else Amount.of(amount)
    below = 0.0 if months is None else _MONTHS_MM + _ROOM_MM
    with house_style():
        figure, board = canvas(width_mm, height_mm + below)
        draw(board, amount, state, (0.0, below, width_mm, height_mm), zero=zero)
        if months is not None:
            spark.draw(board, *months, (0.0, 0.0, width_mm, _MONTHS_MM))
    return figure


def draw(
    board: Board,
    amount: Amount,
    state: str,
    box: tuple[float, float, float, float],
    top: float | None = None,
    zero: str = "0",
) -> None:
    """Draw a number's bounds, or the sign of its state, in a box.

    Parameters
    ----------
    board : Board
        In millimetres.
    amount : Amount
    state : str
        Of `cells.STATES`.
    box : (x, y, width, height)
    top : float, optional
        The greatest number of a scale that several glyphs share; by default its own.
    zero : str
        A zero in the digits of the language.
    """
    x, y, width, height = box
    if state == "figure":
        _bounds(board, amount, box, top_of(amount) if top is None else top)
    elif state == "no report":
        hatching.draw(board, hatching.lines_in(x, y + height * 0.25, width, height * 0.5))
    else:
        cells.draw(board, state, (x, y, height * 1.4, height), zero if state == "zero" else "")


def top_of(amount: Amount) -> float:
    """The greatest number that a glyph has to reach."""
    return max([*(value for value in (amount.low, amount.best, amount.high) if value is not None), 1.0])


def _bounds(board: Board, amount: Amount, box: tuple[float, float, float, float], top: float) -> None:
    x, below, width, height = box
    scale = width * _REACH / top
    middle = below + height / 2
    board.plot([x, x + width], [middle, middle], color=colour("line"), linewidth=0.5, zorder=0)
    board.plot([x, x], [middle - height * 0.3, middle + height * 0.3], color=colour("faint"), linewidth=0.6)
    low, best = (amount.low or 0.0) * scale, amount.best
    if amount.high is not None:
        _bar(board, x + low, x + amount.high * scale, middle, height, "band")
    elif best is not None:
        _bar(board, x + low, x + best * scale, middle, height, "band")
    _bar(board, x, x + low, middle, height, "mark")
    if best is not None:
        ends = [below + 0.2, below + height - 0.2]
        board.plot([x + best * scale] * 2, ends, color=colour("ink"), linewidth=1.5, solid_capstyle="butt")
    if amount.open:
        arrow(board, x + top_of(amount) * scale, middle, x + width, height)


def _bar(board: Board, start: float, end: float, middle: float, height: float, shade: str) -> None:
    board.add_patch(
        Rectangle((start, middle - height * 0.24), end - start, height * 0.48, facecolor=colour(shade), lw=0)
    )


def arrow(board: Board, start: float, middle: float, end: float, height: float) -> None:
    """A line to the right that ends in an arrow head: it may go on."""
    head = height * 0.5
    board.plot([start, end - head * 0.8], [middle, middle], color=colour("ink"), linewidth=1.0, solid_capstyle="butt")
    points = [(end - head, middle - head / 2), (end - head, middle + head / 2), (end, middle)]
    board.add_patch(Polygon(points, facecolor=colour("ink"), linewidth=0))
