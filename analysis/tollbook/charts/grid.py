"""A grid of months: a row for each place or source, a column a month, and in each cell a shade or a sign.

It is for what has no bounds, as coverage and counts of claims. Numbers of people are drawn by `trend` and `strips`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.path import Path

from tollbook.charts import signs
from tollbook.charts.board import Board
from tollbook.charts.legend import SWATCH, Entry, swatch
from tollbook.charts.lettering import Lettering, fitted, height_of, width_of
from tollbook.charts.style import canvas, colour, house_style
from tollbook.charts.words import Words, words

#: What a cell may be: a shade of a class; a report that is counted but not shaded; silence of each sort; or held back.
SIGNS = ("class", "counted", "zero", "not covered", "no report", "held back")

_POINTS, _SMALL = 6.6, 6.2
_ROW_MM, _HEAD_MM, _KEY_MM = 4.2, 4.6, 4.4
_NAMES_MM = 46.0  # the widest that names may be
_CELL_MM = 5.2  # the widest that a month may be: few of them are no broad beams
_LETTERS_MM = 2.9  # the narrowest month that has room for its letter
_GAP_MM = 0.25
_DOT_MM = 0.42


def grid(
    cells: pd.DataFrame,
    names: Sequence[str],
    months: Sequence[pd.Timestamp],
    key: Sequence[Entry],
    width_mm: float = 176.0,
    language: Words | None = None,
) -> Figure:
    """Draw a grid of months.

    Parameters
    ----------
    cells : DataFrame
        One row a cell: ``row`` (int, from 0 at the top), ``month`` (its first day), ``sign`` (of `SIGNS`), ``shade``
        (``#rrggbb`` of a class, else empty) and ``dot`` (bool: a mark in its middle). A cell without a row is left
        empty.
    names : sequence of str
        Of the rows, from the top; cut where they are too long.
    months : sequence of Timestamp
        First days of the columns.
    key : sequence of Entry
        What the shades and signs mean, in the order in which they are told below the grid.
    width_mm : float
        Width at most; few months take less.
    language : Words, optional
        English where not given.

    Returns
    -------
    Figure
    """
    said = language or words()
    with house_style():
        left = min(_NAMES_MM, max((width_of(name, _POINTS) for name in names if name), default=0.0) + 2.0)
        cell = min(_CELL_MM, (width_mm - left) / max(len(months), 1))
        lines = _laid(key, width_mm)
        foot = _KEY_MM * len(lines) + 1.2
        height = foot + _ROW_MM * len(names) + _HEAD_MM * (2 if cell >= _LETTERS_MM else 1)
        wide = max(left + cell * len(months), *(line[-1][0] + line[-1][2] for line in lines), 1.0) if lines else left
        figure, board = canvas(max(wide, left + cell * len(months)), height)
        sheet = _Sheet(board, Lettering(), left, foot, cell, len(names), list(months), said)
        sheet.calendar()
        sheet.names(names)
        sheet.cells(cells)
        sheet.key(lines)
        sheet.lettering.draw(board)
    return figure


_Laid = tuple[float, Entry, float]


def _laid(key: Sequence[Entry], width: float) -> list[list[_Laid]]:
    """The key in lines: for each entry where it begins, and how wide it is."""
    lines: list[list[_Laid]] = []
    x = 0.0
    for entry in key:
        wide = SWATCH[0] + 1.4 + width_of(entry.text, _SMALL)
        if not lines or x + wide > width:
            lines.append([])
            x = 0.0
        lines[-1].append((x, entry, wide))
        x += wide + 5.0
    return lines


class _Sheet:
    """The grid in millimetres from its lower left corner."""

    def __init__(
        self,
        board: Board,
        lettering: Lettering,
        left: float,
        foot: float,
        cell: float,
        rows: int,
        months: list[pd.Timestamp],
        said: Words,
    ) -> None:
        self.board, self.lettering, self.left, self.foot, self.cell = board, lettering, left, foot, cell
        self.rows, self.months, self.said = rows, months, said
        self.top = foot + rows * _ROW_MM

    def calendar(self) -> None:
        """Years above, with a line where each begins, and below them the letters of months where there is room."""
        has_letters = self.cell >= _LETTERS_MM
        base = self.top + (_HEAD_MM if has_letters else 0.0) + 1.2
        for column, month in enumerate(self.months):
            x = self.left + column * self.cell
            if has_letters:
                at = (x + self.cell / 2, self.top + 1.2)
                self.lettering.add(at, self.said.letters(month), _SMALL, "muted", "middle")
            if month.month == 1 or column == 0:
                self._year(x, base, month)

    def _year(self, x: float, base: float, month: pd.Timestamp) -> None:
        text = self.said.number_plain(month.year)
        here = sum(other.year == month.year for other in self.months) * self.cell
        line = Path(np.array([(x, self.foot), (x, base + 2.4)]), [Path.MOVETO, Path.LINETO])
        signs.line(self.board, line, colour("line"), 0.5, order=1.0)
        if width_of(text, _POINTS) + 1.0 <= here:
            self.lettering.add((x + 0.7, base), text, _POINTS, "text")

    def names(self, names: Sequence[str]) -> None:
        """Names to the left of their rows."""
        for row, name in enumerate(names):
            middle = self.top - (row + 0.5) * _ROW_MM
            if name:
                shown = fitted(name, _POINTS, self.left - 1.6)
                self.lettering.add((self.left - 1.4, middle - height_of(_POINTS) / 2), shown, _POINTS, "text", "right")

    def cells(self, cells: pd.DataFrame) -> None:
        """All cells of one sign or shade at once: a thousand are drawn as quickly as ten."""
        column = {month: at for at, month in enumerate(self.months)}
        places: dict[tuple[str, str], list[tuple[float, float]]] = {}
        dots: list[tuple[float, float]] = []
        told = zip(*(cells[name] for name in ("row", "month", "sign", "shade", "dot")), strict=True)
        for row, month, sign, shade, dot in told:
            at = column.get(pd.Timestamp(month))
            if at is None:
                continue
            corner = (self.left + at * self.cell + _GAP_MM / 2, self.top - (row + 1) * _ROW_MM + _GAP_MM)
            places.setdefault((str(sign), str(shade)), []).append(corner)
            if dot:
                dots.append((corner[0] + (self.cell - _GAP_MM) / 2, corner[1] + (_ROW_MM - 2 * _GAP_MM) / 2))
        for (sign, shade), corners in sorted(places.items()):
            self._draw(sign, shade, corners)
        if dots:
            spot = signs.rectangle(-_DOT_MM, -_DOT_MM, 2 * _DOT_MM, 2 * _DOT_MM)
            signs.line(self.board, signs.stamped(spot, dots), colour("paper"), 0.9, order=6.0)
            signs.fill(self.board, signs.stamped(spot, dots), colour("ink"), order=6.1)

    def _draw(self, sign: str, shade: str, corners: list[tuple[float, float]]) -> None:
        wide, high = self.cell - _GAP_MM, _ROW_MM - 2 * _GAP_MM
        area = signs.stamped(signs.rectangle(0.0, 0.0, wide, high), corners)
        if sign == "class":
            signs.fill(self.board, area, shade)
        elif sign == "counted":
            signs.fill(self.board, area, colour("mark"))
        elif sign == "no report":
            signs.hatched(self.board, area)
        elif sign == "not covered":
            signs.ruled(self.board, area)
        elif sign == "held back":
            signs.dotted(self.board, area)
        else:
            middles = [(x + wide / 2, y + high / 2) for x, y in corners]
            signs.rings(self.board, middles, min(1.0, wide / 1.6))

    def key(self, lines: list[list[_Laid]]) -> None:
        """What the shades and signs mean, below."""
        for number, line in enumerate(lines):
            y = self.foot - 1.2 - _KEY_MM * (number + 1) + 1.0
            for x, entry, _ in line:
                swatch(self.board, self.lettering, entry, (x, y))
                base = y + SWATCH[1] / 2 - height_of(_SMALL) / 2
                self.lettering.add((x + SWATCH[0] + 1.4, base), entry.text, _SMALL, "text")
