"""Months as columns: the calendar that the trend and the strips beside it share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from tollbook.charts import cells, hatching
from tollbook.charts.board import Board
from tollbook.charts.style import canvas, colour, house_style, tokens
from tollbook.charts.words import Words, words_in
from tollbook.rows import each_row

#: Room for months and years below strips that stand alone, and the size of their letters.
_FOOT_MM, _POINTS = 8.5, 6.6


def months_of(start: pd.Timestamp, end: pd.Timestamp) -> list[pd.Timestamp]:
    """First days of the months from one day's month to another's."""
    return list(pd.date_range(pd.Timestamp(start).replace(day=1), end, freq="MS"))


def by_month(table: pd.DataFrame) -> dict[pd.Timestamp, Any]:
    """Rows of a monthly tally by the first day of their month."""
    return {pd.Timestamp(row.start).replace(day=1): row for row in each_row(table)}


def strips(
    rows: Sequence[pd.DataFrame],
    start: pd.Timestamp | str,
    end: pd.Timestamp | str,
    language: Words | str | None = None,
    names: Sequence[str] = (),
) -> Figure:
    """One strip of months for each place, one above the other: which months have a report, and the number.

    Parameters
    ----------
    rows : sequence of DataFrame
        For each place, from above, rows of a monthly tally of one measure and base. A month without a row is drawn
        hatched: no report, which is not zero.
    start, end : Timestamp or str
        First and last day of the months drawn.
    language : str or Words, optional
        ``en`` (where not given) or ``my``.
    names : sequence of str
        Of the places, drawn with the months for a picture that stands alone; without them it lines up with a table.

    Examples
    --------
    >>> months = tb.tally(found, "state,month", "civilians_killed").table  # doctest: +SKIP
    >>> rows = [months[months["place"] == name] for name in ("Sagaing", "Kachin")]  # doctest: +SKIP
    >>> tb.chart.strips(rows, "2023-01-01", "2023-12-31", names=["Sagaing", "Kachin"])  # doctest: +SKIP
    """
    said, columns = words_in(language), months_of(pd.Timestamp(start), pd.Timestamp(end))
    sizes = tokens()["months_mm"]
    cell, row = float(sizes["cell"]), float(sizes["row"])
    left, foot = (float(sizes["names"]), _FOOT_MM) if names else (0.0, 0.0)
    with house_style():
        figure, board = canvas(left + cell * len(columns), foot + row * len(rows))
        silent: list[hatching.Line] = []
        for line, table in enumerate(rows):
            known = by_month(table)
            bottom = foot + row * (len(rows) - line - 1) + 0.55
            for column, month in enumerate(columns):
                found = known.get(month)
                state = cells.state_of(found)
                box = (left + column * cell + 0.25, bottom, cell - 0.5, row - 1.1)
                cells.draw(board, state, box, cells.text_of(found, said))
                silent += hatching.lines_in(*box) if state == "no report" else []
        hatching.draw(board, silent)
        if names:
            _name(board, names, columns, (left, foot, cell, row), said)
    return figure


def _name(
    board: Board,
    names: Sequence[str],
    columns: list[pd.Timestamp],
    sizes: tuple[float, float, float, float],
    said: Words,
) -> None:
    """Names of the places beside the strips, and months and years below them."""
    left, foot, cell, row = sizes
    style: Any = {"fontsize": _POINTS, "va": "center_baseline"}
    for line, name in enumerate(names):
        middle = foot + row * (len(names) - line - 0.5)
        board.text(left - 1.5, middle, name, ha="right", color=colour("text"), **style)
    for column, month in enumerate(columns):
        x = left + (column + 0.5) * cell
        board.text(x, foot - 2.0, said.letters(month), ha="center", color=colour("muted"), **style)
        if month.month == 1 or column == 0:
            year = said.number_plain(month.year)
            board.text(x - cell / 2, foot - 6.0, year, ha="left", color=colour("muted"), **style)
