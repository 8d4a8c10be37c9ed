"""What a period's cell says, and how it is drawn: a figure, a report without one, what is held back, or silence.

No report is not zero, and what is held back is neither. The six states look different everywhere: in the trend, in the
strips of months and in the headline figures.
"""

from __future__ import annotations

from typing import Any

from matplotlib.patches import Rectangle

from tollbook.amounts import Amount
from tollbook.charts import dotting
from tollbook.charts.board import Board
from tollbook.charts.lettering import width_of
from tollbook.charts.style import colour
from tollbook.charts.syllables import is_burmese
from tollbook.charts.words import Words

#: Type sizes of the number in a cell, in points: below the last nobody can read it.
_SIZES = (6.2, 5.2, 4.6)
#: From a number down to nothing known.
STATES = ("figure", "no figure", "held back", "zero", "not covered", "no report")


def state_of(row: Any) -> str:
    """The state of one cell of a tally.

    Parameters
    ----------
    row : object or None
        With ``incidents, low, best, high, coverage``, and ``held`` where a release may hold figures back; None where
        the tally has no row.

    Returns
    -------
    str
        One of `STATES`. Silence is ``zero`` only where coverage says that a source was counting.
    """
    if is_held(row):
        return "held back"
    if row is not None and row.incidents > 0:
        return "no figure" if Amount.of(row).is_nothing else "figure"
    return silence("unknown" if row is None else str(row.coverage))


def is_held(row: Any) -> bool:
    """Whether a row is held back; tables joined to others have no text there but an empty cell, which holds nothing."""
    rule = getattr(row, "held", "")
    return isinstance(rule, str) and rule != ""


def below_of(row: Any) -> int:
    """What a held row is below ("<5"); 0 where nothing is said of it, or the row is not held."""
    below = getattr(row, "below", 0)
    return int(below) if is_held(row) and below == below and below else 0


def below_text(below: int, words: Words) -> str:
    """A bound of what is held back, for cells, maps and headlines: "<5"; empty where there is none."""
    return f"<{words.number(below)}" if below else ""


def text_of(row: Any, words: Words) -> str:
    """What is written in a row's cell: the short number of a figure, the bound of what is held back, else a zero."""
    state = state_of(row)
    if state == "figure":
        return Amount.of(row).short(words)
    return below_text(below_of(row), words) if state == "held back" else words.number(0)


#: What nothing recorded means where it means more than silence, by coverage.
_SILENCE = {"counted": "zero", "not covered": "not covered"}


def silence(coverage: str) -> str:
    """The state, of `STATES`, of a cell that nothing is recorded for: a zero only where a source was counting."""
    return _SILENCE.get(coverage, "no report")


def coverage_of(state: str) -> str:
    """The coverage that a silent state tells of; the reverse of `silence`."""
    return next((coverage for coverage, told in _SILENCE.items() if told == state), "unknown")


def draw(board: Board, state: str, box: tuple[float, float, float, float], text: str = "") -> None:
    """Draw one cell that is not silent.

    Parameters
    ----------
    board : Board
        In millimetres.
    state : str
        Of `STATES`, but "no report", whose lines are drawn for all cells at once.
    box : (x, y, width, height)
        Its lower left corner and size.
    text : str
        As `text_of` gives it: a figure, a zero, or the bound of what is held back, in the digits of the language.
    """
    x, y, width, height = box
    middle = (x + width / 2, y + height / 2)
    if state == "figure":
        board.add_patch(Rectangle((x, y), width, height, facecolor=colour("mark"), linewidth=0))
        _label(board, middle, text, colour("paper"), width)
    elif state == "no figure":
        board.add_patch(Rectangle((x, y), width, height, facecolor=colour("band"), linewidth=0))
        _label(board, middle, "?", colour("ink"), width)
    elif state == "held back":
        _held(board, box, text)
    elif state == "zero":
        board.add_patch(Rectangle((x, y), width, height, facecolor="none", edgecolor=colour("faint"), linewidth=0.5))
        _label(board, middle, text or "0", colour("muted"), width)
    elif state == "not covered":
        # A dash for each cell: longer ones would join into a line, which reads as a level.
        board.plot([x + width / 4, x + width * 3 / 4], [middle[1]] * 2, color=colour("faint"), linewidth=0.6)


def _held(board: Board, box: tuple[float, float, float, float], text: str) -> None:
    """A frame of dots, and in it the bound that may be said, or dots in its place."""
    x, y, width, height = box
    frame = Rectangle((x, y), width, height, facecolor="none", edgecolor=colour("ink"), linewidth=0.7)
    frame.set_linestyle((0, (0.9, 1.1)))
    board.add_patch(frame)
    if not text or not _label(board, (x + width / 2, y + height / 2), text, colour("ink"), width):
        dotting.draw(board, *dotting.row(x, y, width, height))


def _label(board: Board, at: tuple[float, float], text: str, shade: str, width: float) -> bool:
    """A number in the middle of a cell, as large as it fits, or nothing: that is left to the table. Whether it fits."""
    fitting = [size for size in _SIZES if width_of(text, size) <= width]
    if fitting:
        # Latin digits stand on their base line; some Burmese ones hang below it.
        middle = "center" if is_burmese(text) else "center_baseline"
        board.text(*at, text, ha="center", va=middle, color=shade, fontsize=fitting[0])
    return bool(fitting)
