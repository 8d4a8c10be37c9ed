"""A mark above a chart that may not be published: in a band of its own, so that it covers nothing of the chart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from tollbook.charts.lettering import width_of
from tollbook.charts.style import colour, house_style

_BAND_MM, _MM_PER_INCH = 5.0, 25.4
_SIZE = 7.4


@contextmanager
def marked(figure: Figure, text: str) -> Iterator[Figure]:
    """The figure with a mark above it, as long as it is being written; then as it was.

    A page has a mark of its own and draws the same figure without one.

    Parameters
    ----------
    figure : Figure
        Made on `style.canvas`: what it shows is measured from its lower edge, and stays where it is.
    text : str
        Empty: nothing is drawn.
    """
    if not text:
        yield figure
        return
    width, height = (float(inches) for inches in figure.get_size_inches())
    band = _BAND_MM / _MM_PER_INCH
    share = height / (height + band)
    figure.set_size_inches(width, height + band)
    with house_style():
        wide = width * _MM_PER_INCH
        size = _SIZE * min(1.0, (wide - 2.0) / width_of(text, _SIZE))
        inset = 0.3 / wide
        frame = Rectangle(
            (inset, share + (1 - share) * 0.12), 1 - 2 * inset, (1 - share) * 0.76, facecolor="white",
            edgecolor=colour("ink"), linewidth=0.8, transform=figure.transFigure, figure=figure,
        )  # fmt: skip
        figure.add_artist(frame)
        middle = share + (1 - share) / 2
        written = figure.text(0.5, middle, text, ha="center", va="center", fontsize=size, color=colour("ink"))
    try:
        yield figure
    finally:
        frame.remove()
        written.remove()
        figure.set_size_inches(width, height)
