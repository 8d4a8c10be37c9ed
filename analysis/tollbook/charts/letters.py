"""A chart without its text, and its text apart: for a page that sets the text itself.

A page shapes every script well, and has its fonts in it once. Drawn as shapes, each letter would be in the file as
often as it is read, which made the file of a Burmese brief twice as large, and nobody could search it.
"""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any, NamedTuple

from matplotlib.figure import Figure

from tollbook.charts.lettering import GID, Lettering
from tollbook.charts.style import colour, house_style

_MM_PER_PT = 25.4 / 72
_TEXT = re.compile(
    r'<g id="text_\d+">\s*<text style="([^"]*)" x="([^"]*)" y="([^"]*)"[^>]*>(.*?)</text>\s*</g>', re.DOTALL
)
#: What stands before the drawing and says only who drew it.
_HEAD = re.compile(r"^.*?(?=<svg)|<metadata>.*?</metadata>", re.DOTALL)
_NUMBERS = re.compile(r' d="[^"]*"')
_LONG = re.compile(r"(\.\d\d)\d+")


class Letters(NamedTuple):
    """A line of text of a chart.

    Attributes
    ----------
    text : str
    x, y : float
        Of the base line's end or middle, in mm from the upper left corner.
    size : float
        In points.
    anchor : str
        Which point of the base line `x` is: ``start, middle, end``.
    fill : str
        Colour, ``#rrggbb``.
    halo : bool
        Whether it needs paper around its letters.
    """

    text: str
    x: float
    y: float
    size: float
    anchor: str
    fill: str
    halo: bool


def apart(figure: Figure) -> tuple[str, list[Letters]]:
    """The drawing of a chart as SVG without text, and its text.

    Parameters
    ----------
    figure : Figure

    Returns
    -------
    (str, list of Letters)
        Path coordinates have two decimals of a point, which is finer than any printer.
    """
    stream = io.StringIO()
    shapes = [each for each in figure.artists if each.get_gid() == GID]
    with house_style("none"):
        for shape in shapes:
            shape.set_visible(False)
        try:
            figure.savefig(stream, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
        finally:
            for shape in shapes:
                shape.set_visible(True)
    text = stream.getvalue()
    found = [_letters(*each) for each in _TEXT.findall(text)]
    drawing = _NUMBERS.sub(lambda path: _LONG.sub(r"\1", path.group()), _HEAD.sub("", _TEXT.sub("", text)))
    return drawing, [*found, *_lettering(figure)]


def _letters(style: str, x: str, y: str, text: str) -> Letters:
    """Text as Matplotlib's SVG has it."""
    said = dict(part.split(": ", 1) for part in style.split("; "))
    return Letters(
        unescape(text),
        float(x) * _MM_PER_PT,
        float(y) * _MM_PER_PT,
        float(said["font-size"].removesuffix("px")),
        said.get("text-anchor", "start"),
        said.get("fill", "#000000"),
        False,
    )


def _lettering(figure: Figure) -> list[Letters]:
    """Text of maps, which is drawn as shapes of its own."""
    board = getattr(figure, "board", None)
    height = figure.get_figheight() * 25.4 - (board.foot if board is not None else 0.0)
    anchors = {"left": "start", "middle": "middle", "right": "end"}
    drawn: Any = getattr(figure, "letterings", [])
    return [
        Letters(
            line.text, line.at[0], height - line.at[1], line.size, anchors[line.side], colour(line.shade), line.halo
        )
        for lettering in drawn
        if isinstance(lettering, Lettering)
        for line in lettering.lines
    ]
