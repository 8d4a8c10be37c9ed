"""Lettering of a map: text as shapes, measured before it is placed and drawn all at once."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from tollbook.charts.board import Board
from tollbook.charts.signs import on_grid
from tollbook.charts.style import Chart, colour, tokens
from tollbook.charts.syllables import is_burmese, syllables

Floats = npt.NDArray[np.float64]

_MM_PER_PT = 25.4 / 72
#: Height of capitals over the type size, for setting a line in the middle of something (Noto Sans).
_CAPITALS = 0.714


@lru_cache(maxsize=4096)
def _shape(text: str, size: float) -> tuple[Floats, npt.NDArray[np.uint8], float]:
    """Outline of a line of text in mm from its left end on the base line, and its width. Inside `house_style` only."""
    drawn = TextPath((0, 0), text, size=size, prop=FontProperties(family=tokens()["fonts"]))
    vertices = np.asarray(drawn.vertices, dtype=np.float64) * _MM_PER_PT
    width = float(vertices[:, 0].max()) if len(vertices) else 0.0
    return vertices, np.asarray(drawn.codes, dtype=np.uint8), width


def width_of(text: str, size: float) -> float:
    """Width of a line of text in mm, at a size in points. Inside `house_style` only."""
    return _shape(text, size)[2]


def height_of(size: float) -> float:
    """Height of a capital in mm, at a size in points."""
    return size * _CAPITALS * _MM_PER_PT


def extent_of(text: str, size: float) -> tuple[float, float]:
    """How far a line reaches below and above its base line, in mm. Inside `house_style` only.

    Latin names are taken for as high as their capitals; what hangs below is little. Burmese signs stand above and below
    their letters, so its lines are measured.
    """
    if not is_burmese(text):
        return 0.0, height_of(size)
    upright = _shape(text, size)[0][:, 1]
    return max(-float(upright.min()), 0.0), float(upright.max())


def wrapped(text: str, size: float, width: float) -> list[str]:
    """A text in lines of at most so many mm.

    Lines break at spaces; a run without any that is wider than a line breaks between the syllables of Burmese. A longer
    word of another script keeps a line of its own.
    """
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= width:
            lines[-1] = longer
        elif width_of(word, size) <= width:
            lines.append(word)
        else:
            lines += _broken(word, size, width)
    return lines


def _broken(word: str, size: float, width: float) -> list[str]:
    lines = [""]
    for piece in syllables(word):
        longer = lines[-1] + piece
        if lines[-1] and width_of(longer, size) > width:
            lines.append(piece)
        else:
            lines[-1] = longer
    return lines


def fitted(text: str, size: float, width: float) -> str:
    """A text cut to so many mm, with dots where something is missing; never between a letter and its marks."""
    if width_of(text, size) <= width:
        return text
    kept = ""
    for piece in _pieces(text):
        if width_of(f"{kept}{piece}…", size) > width:
            break
        kept += piece
    return f"{kept.rstrip()}…"


def _pieces(text: str) -> list[str]:
    """What a text may be cut between: Burmese syllables, other letters each with its marks."""
    pieces: list[str] = []
    for part in syllables(text):
        if is_burmese(part):
            pieces.append(part)
            continue
        for letter in part:
            if unicodedata.combining(letter) and pieces:
                pieces[-1] += letter
            else:
                pieces.append(letter)
    return pieces


#: Marks the shapes of letters among the artists of a figure.
GID = "lettering"


class Line(NamedTuple):
    """A line of text as it was set; see `Lettering.add`."""

    text: str
    at: tuple[float, float]
    size: float
    shade: str
    side: str
    halo: bool


class Lettering:
    """Lines of text that are drawn together: one shape for each colour, with one halo below it.

    Attributes
    ----------
    lines : list of Line
    """

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._lines: dict[tuple[str, bool], list[tuple[Floats, npt.NDArray[np.uint8]]]] = {}

    def add(
        self,
        at: tuple[float, float],
        text: str,
        size: float,
        shade: str = "text",
        side: str = "left",
        halo: bool = False,
    ) -> None:
        """Set a line of text.

        Parameters
        ----------
        at : (x, y)
            In mm: the base line's left end, middle or right end.
        text : str
        size : float
            In points.
        shade : str
            Of the tokens' colours.
        side : str
            Which point `at` is: ``left, middle, right``.
        halo : bool
            Whether it stands on a map, and needs paper around its letters.
        """
        vertices, codes, width = _shape(text, size)
        shift = {"left": 0.0, "middle": width / 2, "right": width}[side]
        if len(vertices):
            self.lines.append(Line(text, at, size, shade, side, halo))
            self._lines.setdefault((shade, halo), []).append((vertices + np.array([at[0] - shift, at[1]]), codes))

    def draw(self, board: Board, order: float = 9.0) -> None:
        """Draw everything that was set; a chart remembers it as text too."""
        if isinstance(board.figure, Chart):
            board.figure.letterings.append(self)
        for (shade, halo), lines in self._lines.items():
            path = on_grid(Path(np.concatenate([v for v, _ in lines]), np.concatenate([c for _, c in lines])))
            if halo:
                paper = colour("paper")
                around = PathPatch(
                    path, facecolor=paper, edgecolor=paper, linewidth=1.5, joinstyle="round", zorder=order, gid=GID
                )
                board.add_artist(around)
            board.add_artist(PathPatch(path, facecolor=colour(shade), linewidth=0, zorder=order + 0.1, gid=GID))
