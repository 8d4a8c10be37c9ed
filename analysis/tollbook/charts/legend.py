"""The legend of a map: each class and each sign, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tollbook.charts import signs
from tollbook.charts.board import Board
from tollbook.charts.classes import Classes
from tollbook.charts.lettering import Lettering, height_of, width_of, wrapped
from tollbook.charts.reading import Cell
from tollbook.charts.style import colour
from tollbook.charts.words import Words

_SIZE = 6.2
_ROW, _GAP = 3.3, 1.4
#: Width and height of a sign in a legend, in mm.
SWATCH = (4.4, 2.4)
_ASCENT = 0.4  # what letters rise above capitals
#: Width that the heading and the labels are wrapped to, in mm.
_WIDEST = 30.0


@dataclass(frozen=True)
class Entry:
    """One line of the legend.

    Attributes
    ----------
    sign : str
        ``class``, of `cells.STATES`, ``floor`` and ``range``, which go with a class, or ``dot``, a mark in a cell.
    text : str
    shade : str
        Of a class.
    """

    sign: str
    text: str
    shade: str = ""


@dataclass(frozen=True)
class Legend:
    """A legend with its heading, and the room that it takes in mm."""

    heading: tuple[str, ...]
    entries: tuple[Entry, ...]
    width: float
    height: float

    def draw(self, board: Board, lettering: Lettering, left: float, top: float) -> None:
        """Draw it below and to the right of a point."""
        y = top - height_of(_SIZE) - _ASCENT
        for number, words in enumerate(self.heading):
            lettering.add((left, y), words, _SIZE, "ink" if number == 0 else "muted")
            y -= _ROW - 0.4
        y -= 0.8
        for entry in self.entries:
            middle = y + height_of(_SIZE) / 2
            swatch(board, lettering, entry, (left, middle - SWATCH[1] / 2))
            lettering.add((left + SWATCH[0] + _GAP, y), entry.text, _SIZE)
            y -= _ROW


def legend(heading: Iterable[str], entries: Iterable[Entry]) -> Legend:
    """A legend with the room that it takes. Inside `house_style` only."""
    lines = [line for text in heading for line in wrapped(text, _SIZE, _WIDEST)]
    rows = tuple(entries)
    label = max((width_of(row.text, _SIZE) for row in rows), default=0.0)
    width = max([SWATCH[0] + _GAP + label, *(width_of(line, _SIZE) for line in lines)])
    height = _ASCENT + len(lines) * (_ROW - 0.4) + 0.8 + len(rows) * _ROW
    return Legend(tuple(lines), rows, width, height)


def entries(cells: Iterable[Cell], classed: Classes, ranged: bool, rate: bool, words: Words) -> list[Entry]:
    """The lines of a map's legend.

    Only what the map shows: a key of a sign that is nowhere on it makes a reader look for it.
    """
    shown = list(cells)
    shades = signs.shades(len(classed))
    rows = [Entry("class", text, shade) for text, shade in zip(classed.labels(words), shades, strict=True)]
    if any(cell.is_floor for cell in shown):
        rows.append(Entry("floor", words.say("or more")))
    if ranged:
        rows.append(Entry("range", words.say("bounds reach further")))
    if any(cell.sign == "no figure" for cell in shown):
        rows.append(Entry("no figure", words.say("recorded, no rate") if rate else words.say("reported, no number")))
    if any(cell.elsewhere for cell in shown):
        rows.append(Entry("other code", words.say("recorded under another code")))
    signs_shown = {cell.sign for cell in shown}
    if "held back" in signs_shown:
        rows.append(Entry("held back", words.say("held back")))
    silent = {"zero": words.say("counted: none"), "not covered": words.say("not covered")}
    silent["no report"] = words.say("no report")
    return [*rows, *(Entry(sign, text) for sign, text in silent.items() if sign in signs_shown)]


def swatch(board: Board, lettering: Lettering, entry: Entry, corner: tuple[float, float]) -> None:
    """Draw the sign of one entry from its lower left corner."""
    width, height = SWATCH
    box, middle = signs.rectangle(*corner, width, height), (corner[0] + width / 2, corner[1] + height / 2)
    if entry.sign == "floor":
        signs.arrows(board, signs.arrow(), [middle])
        return
    if entry.sign == "range":
        signs.arrows(board, signs.both_ways(), [middle])
        return
    if entry.sign == "other code":
        signs.arrows(board, signs.star(), [middle])
        return
    signs.fill(board, box, entry.shade or colour("paper"), order=2.0)
    if entry.sign == "no report":
        signs.hatched(board, box, order=2.5)
    elif entry.sign == "not covered":
        signs.ruled(board, box)
    elif entry.sign == "held back":
        signs.dotted(board, box)
    elif entry.sign == "zero":
        signs.rings(board, [middle])
    elif entry.sign == "no figure":
        question(lettering, middle)
    elif entry.sign == "dot":
        signs.fill(board, signs.rectangle(middle[0] - 0.42, middle[1] - 0.42, 0.84, 0.84), colour("ink"), order=6.1)
    signs.line(board, box, colour("faint"), 0.4)


def question(lettering: Lettering, at: tuple[float, float]) -> None:
    """The sign of a report without a number that can be mapped."""
    lettering.add((at[0], at[1] - height_of(7.0) / 2), "?", 7.0, "ink", "middle", halo=True)
