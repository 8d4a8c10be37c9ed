"""What charts are drawn on: a figure measured in millimetres, without axes."""

from __future__ import annotations

from typing import Any, TypeVar

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform

from tollbook.charts.at_once import Lines, Shapes

_MM_PER_INCH = 25.4

_A = TypeVar("_A", bound=Artist)


class Board:
    """Takes the artists of a figure, at places in millimetres.

    Its methods are named as those of Matplotlib's axes are. Axes of our own would make ticks, spines and labels that no
    chart of ours shows, and take longer for it than for what is drawn.

    Parameters
    ----------
    figure : Figure
    foot : float
        How high above its lower edge zero is, in mm.

    Attributes
    ----------
    figure : Figure
    foot : float
    transform : Transform
        From millimetres, to the right and up, to the figure's own units.
    """

    def __init__(self, figure: Figure, foot: float = 0.0) -> None:
        self.figure, self.foot = figure, foot
        self.transform: Transform = Affine2D().translate(0.0, foot).scale(1 / _MM_PER_INCH) + figure.dpi_scale_trans

    def add_artist(self, artist: _A) -> _A:
        """Add something that is drawn; what has no transform of its own is in millimetres."""
        if not artist.is_transform_set():
            artist.set_transform(self.transform)
        self.figure.add_artist(artist)
        return artist

    def add_patch(self, patch: Patch) -> Patch:
        """Add a shape."""
        return self.add_artist(patch)

    def plot(self, x: Any, y: Any, **style: Any) -> Line2D:
        """Add a line through points."""
        return self.add_artist(Line2D(x, y, **style))

    def text(self, x: float, y: float, text: str, **style: Any) -> Text:
        """Add a line of text; by default its base line begins at the point."""
        return self.add_artist(Text(x, y, text, **style))

    @property
    def texts(self) -> list[Text]:
        """Lines of text, in the order in which they were added."""
        return self._all(Text)

    @property
    def lines(self) -> list[Line2D]:
        """Lines, in the order in which they were added."""
        return self._all(Line2D)

    @property
    def patches(self) -> list[Patch]:
        """Shapes one by one, in the order in which they were added."""
        return [each for each in self._all(Patch) if not isinstance(each, Lines | Shapes)]

    @property
    def collections(self) -> list[Any]:
        """What is drawn at once, lines and shapes, in the order in which it was added."""
        return [each for each in self.figure.artists if isinstance(each, Lines | Shapes)]

    def _all(self, kind: type[_A]) -> list[_A]:
        return [each for each in self.figure.artists if isinstance(each, kind)]
