"""How every chart looks, in one place: tokens shared with the pages, fonts, and figures of a size in millimetres."""

from __future__ import annotations

import gc
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure

from tollbook.charts.board import Board

_MM_PER_INCH = 25.4


@cache
def tokens() -> dict[str, Any]:
    """The tokens of ``tokens.json``: colours, fonts, sizes (pt) and measures of the page (mm)."""
    text = Path(__file__).with_name("tokens.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def colour(name: str) -> str:
    """A colour of the tokens by its name, as ``#rrggbb``."""
    return str(tokens()["colours"][name])


def size(name: str) -> float:
    """A type size of the tokens by its name, in points."""
    return float(tokens()["sizes_pt"][name])


@cache
def font_folders() -> tuple[Path, ...]:
    """Folders of the two font packages; a chart never depends on the fonts of the machine it is drawn on."""
    import fontpkg_noto_sans  # type: ignore[import-untyped]
    import justmytype_intl_sea  # type: ignore[import-untyped]

    latin = Path(str(fontpkg_noto_sans.__file__)).parent / "files"
    burmese = Path(str(justmytype_intl_sea.__file__)).parent / "fonts" / "ofl" / "notosansmyanmar"
    return latin, burmese


@cache
def _register_fonts() -> None:
    for folder in font_folders():
        for file in sorted(folder.glob("*.ttf")):
            font_manager.fontManager.addfont(str(file))


class Chart(Figure):
    """A figure that a notebook shows as it is, without pyplot.

    Attributes
    ----------
    board : Board
        What it is drawn on, where `canvas` made it.
    letterings : list of Lettering
        Text that is drawn as shapes, as text.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.board: Board | None = None
        self.letterings: list[Any] = []

    def _repr_svg_(self) -> str:
        # A notebook's theme may be dark, and ink needs paper.
        return svg(self, ground=colour("paper"))


#: How text is written in the style that holds at the moment; empty where none does.
_holding: ContextVar[str] = ContextVar("_holding", default="")


@contextmanager
def house_style(text: str = "path") -> Iterator[None]:
    """Matplotlib's settings while a chart is made or written: our fonts, text as shapes, a fixed salt.

    Text is written as shapes because Burmese clusters overlap when the reader's program sets them again. Within itself
    it costs nothing: Matplotlib copies all of its settings each time.

    Parameters
    ----------
    text : str
        ``path``: as shapes; ``none``: as text, for a page that sets it itself.
    """
    if _holding.get() == text:
        yield
        return
    _register_fonts()
    settings: Any = {
        "font.family": tokens()["fonts"],
        "font.size": size("small"),
        "text.color": colour("text"),
        "text.parse_math": False,
        "svg.fonttype": text,
        "svg.hashsalt": "tollbook",
        "path.simplify": False,
    }
    before = _holding.set(text)
    try:
        with mpl.rc_context(settings):
            yield
    finally:
        _holding.reset(before)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """No search for garbage while charts are drawn.

    Drawing makes so many objects that Python would search through everything that a session holds, claims and areas
    too, which takes as long as the drawing itself.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def canvas(width_mm: float, height_mm: float, foot_mm: float = 0.0) -> tuple[Chart, Board]:
    """An empty figure, and what it is drawn on in millimetres from its lower left corner.

    Fixed places instead of automatic layout: a chart takes the same room in every brief, and drawing is quick.

    Parameters
    ----------
    width_mm, height_mm : float
        Size of the figure.
    foot_mm : float
        How high above its lower edge zero is.

    Returns
    -------
    Chart, Board
        Not registered with pyplot: nothing stays behind when they go out of use.
    """
    figure = Chart(figsize=(width_mm / _MM_PER_INCH, height_mm / _MM_PER_INCH), facecolor="none")
    board = figure.board = Board(figure, foot_mm)
    return figure, board


def svg(figure: Figure, ground: str = "none") -> str:
    """A figure as SVG text, the same for the same figure on every day and machine; without a ground, for a page."""
    stream = io.StringIO()
    with house_style():
        bare, said = ground == "none", {"Date": None, "Creator": None}
        figure.savefig(stream, format="svg", transparent=bare, facecolor=ground, metadata=said)
    return stream.getvalue()
