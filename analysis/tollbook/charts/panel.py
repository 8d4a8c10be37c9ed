"""A panel of a map: the map itself or an inset, with the shades, the signs and the names of its townships."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from matplotlib.patches import Rectangle

from tollbook.charts import labels, signs
from tollbook.charts.board import Board
from tollbook.charts.cells import below_text
from tollbook.charts.classes import Classes, whole
from tollbook.charts.ground import Ground, Outlines, ToMillimetres
from tollbook.charts.legend import question
from tollbook.charts.lettering import Lettering, extent_of, width_of
from tollbook.charts.reading import Cell
from tollbook.charts.style import colour
from tollbook.charts.words import Words

_NAME = 5.8
#: So many townships with the greatest numbers are named with them even beside themselves; on a map of more townships
#: than `_MANY` more of them, since there few are large enough for a name.
_NAMED, _MANY, _NAMED_OF_MANY = 3, 60, 6


@dataclass(frozen=True)
class Shown:
    """What every panel of one map shows alike.

    Attributes
    ----------
    ground : Ground
    chosen : tuple of int
        Positions of the townships of the map.
    cells : list of Cell
        Of each of them.
    classes : Classes
    outlined : frozenset of str
        P-codes of townships that together get a thick line.
    borders : str
        Level of the units whose borders are drawn over those of the townships.
    words : Words
    """

    ground: Ground
    chosen: tuple[int, ...]
    cells: list[Cell]
    classes: Classes
    outlined: frozenset[str]
    borders: str
    words: Words

    def crosses(self, cell: Cell) -> bool:
        """Whether a closed number's low or high lies in another class than the number."""
        amount, value = cell.amount, cell.value
        if cell.sign != "figure" or cell.is_floor or not value:
            return False
        own = self.classes.of(value)
        least = self.classes.first[own]
        low = amount.low is not None and (amount.low <= 0 or whole(amount.low) < least)
        top = self.classes.last[own]
        return low or (amount.high is not None and (amount.high > top or self.classes.of(amount.high) != own))


@dataclass(frozen=True)
class Panel:
    """One panel.

    Attributes
    ----------
    shown : Shown
    box : (left, bottom, width, height)
        In mm.
    west, south : float
        What lies in its lower left corner, in km.
    scale : float
        mm to the km.
    left_out : frozenset of int
        Places among the townships that an inset shows: here they bear no sign and no name.
    edge : float
        What lines may reach out of the box, in mm: half their width, where nothing lies beyond.
    taken : tuple of (left, bottom, right, top)
        What stands over the panel and no name may touch, in mm: the legend and the insets.
    """

    shown: Shown
    box: tuple[float, float, float, float]
    west: float
    south: float
    scale: float
    left_out: frozenset[int] = frozenset()
    edge: float = 0.0
    taken: tuple[labels.Box, ...] = ()

    @cached_property
    def to_mm(self) -> ToMillimetres:
        """From km to mm."""
        return ToMillimetres(self.scale, self.west, self.south, self.box[0], self.box[1])

    @cached_property
    def pen(self) -> float:
        """How large signs are drawn, at most 1: on a map of small townships they would hide what they stand on."""
        middling = float(np.median(np.sqrt(self.shown.ground.size[list(self.shown.chosen)])))
        return min(max(middling * self.scale / 4.5, 0.62), 1.0)

    @property
    def frame(self) -> labels.Box:
        """Left, bottom, right, top in mm."""
        left, bottom, width, height = self.box
        return left, bottom, left + width, bottom + height

    def draw(self, board: Board, lettering: Lettering) -> None:
        """Draw it, cut to its box."""
        shown, to_mm = self.shown, self.to_mm
        outlines = shown.ground.outlines(shown.chosen, self.scale, shown.borders)
        left, bottom, width, height = self.box
        edge = self.edge
        clip = Rectangle((left - edge, bottom - edge), width + 2 * edge, height + 2 * edge, transform=board.transform)
        self._fill(board, outlines, clip)
        signs.line(board, outlines.borders.path(None, to_mm), colour("faint"), 0.42, clip, order=3.0)
        signs.line(board, outlines.groups.path(None, to_mm), colour("muted"), 0.55, clip, order=3.2)
        inside = [at for at, i in enumerate(shown.chosen) if shown.ground.pcodes[i] in shown.outlined]
        if inside:
            self._outline(board, inside, clip)
        self._signs(board, lettering)

    def _fill(self, board: Board, outlines: Outlines, clip: Rectangle) -> None:
        """All areas of one shade at once: a township each would cost ten times as much."""
        shown, to_mm = self.shown, self.to_mm
        whole = outlines.whole.path(None, to_mm)
        signs.fill(board, whole, colour("paper"), clip, order=1.0)
        by_sign: dict[str, list[int]] = {}
        by_class: dict[int, list[int]] = {}
        for at, cell in enumerate(shown.cells):
            if cell.sign == "figure":
                by_class.setdefault(shown.classes.of(cell.value or 0.0), []).append(at)
            else:
                by_sign.setdefault(cell.sign, []).append(at)
        if "no report" in by_sign:
            signs.hatched(board, whole, self.frame)
        for sign in ("zero", "no figure", "other code", "not covered", "held back"):
            if sign in by_sign:
                signs.fill(board, outlines.areas.path(by_sign[sign], to_mm), colour("paper"), clip)
        if "not covered" in by_sign:
            signs.ruled(board, outlines.areas.path(by_sign["not covered"], to_mm), self.frame)
        if "held back" in by_sign:
            signs.dotted(board, outlines.areas.path(by_sign["held back"], to_mm), self.frame)
        for number, shade in enumerate(signs.shades(len(shown.classes))):
            if number in by_class:
                signs.fill(board, outlines.areas.path(by_class[number], to_mm), shade, clip)

    def _outline(self, board: Board, inside: list[int], clip: Rectangle) -> None:
        """The place that the reader came for: a thick line with paper around it."""
        chosen = tuple(self.shown.chosen[at] for at in inside)
        path = self.shown.ground.outlines(chosen, self.scale, "state").whole.path(None, self.to_mm)
        signs.line(board, path, colour("paper"), 2.0, clip, order=5.0)
        signs.line(board, path, colour("ink"), 1.1, clip, order=5.1)

    def _signs(self, board: Board, lettering: Lettering) -> None:
        """The signs that stand in the middle of a township, and then names where there is room left."""
        middles, greatest = self._middles(), self._greatest()
        # A township without a sign of its own is kept free too: its shade must be seen.
        by_sign: dict[str, list[tuple[float, float]]] = {}
        wanted = []
        for at, (x, y, radius) in middles.items():
            cell = self.shown.cells[at]
            sign = self._sign(cell)
            by_sign.setdefault(sign, []).append((x, y))
            if cell.sign in ("figure", "no figure", "held back", "other code") or cell.pcode in self.shown.outlined:
                wanted.append(self._label(at, (x, y, radius), at in greatest))
        for sign, shape in (("floor", signs.arrow()), ("range", signs.both_ways()), ("other code", signs.star())):
            signs.arrows(board, signs.sized(shape, self.pen), by_sign.get(sign, []))
        signs.rings(board, by_sign.get("zero", []), self.pen)
        for middle in by_sign.get("no figure", []):
            question(lettering, middle)
        wide, high = 0.8 * self.pen, self.pen
        taken = [(x - wide, y - high, x + wide, y + high) for points in by_sign.values() for x, y in points]
        for label, x, y in labels.placed(wanted, self.frame, [*self.taken, *taken]):
            lettering.add((x, y), label.text, _NAME, "ink", "middle", halo=True)

    def _greatest(self) -> frozenset[int]:
        """The townships that are named even where they are too small for it: those with most recorded."""
        cells = self.shown.cells
        found = [at for at, cell in enumerate(cells) if cell.sign == "figure"]
        found.sort(key=lambda at: (-(cells[at].value or 0.0), cells[at].pcode))
        if len(cells) > _MANY:
            return frozenset(found[:_NAMED_OF_MANY])
        # The note on what lies there under another code is of this name.
        return frozenset([*found[:_NAMED], *(at for at, cell in enumerate(cells) if cell.sign == "other code")])

    def _middles(self) -> dict[int, tuple[float, float, float]]:
        """Middle and radius of each township that bears a sign or a name here; finding one takes time."""
        found = {}
        for at, cell in enumerate(self.shown.cells):
            silent = cell.sign in ("no report", "not covered") and cell.pcode not in self.shown.outlined
            if not silent and at not in self.left_out:
                middle = self._middle(at)
                if self._holds(*middle[:2]):
                    found[at] = middle
        return found

    def _sign(self, cell: Cell) -> str:
        """The sign that stands in the middle of a township; one of its state, or that goes with its class."""
        if cell.is_floor:
            return "floor"
        if self.shown.crosses(cell):
            return "range"
        return "other code" if cell.elsewhere and cell.sign == "figure" else cell.sign

    def _label(self, at: int, middle: tuple[float, float, float], wanted: bool) -> labels.Label:
        """The name of a township that has a figure, or that the map is about; with its number where that fits too."""
        shown, cell = self.shown, self.shown.cells[at]
        own = cell.pcode in shown.outlined
        x, y, radius = middle
        bounds = shown.ground.bounds[shown.chosen[at]]
        room = min(float(bounds[2] - bounds[0]) * self.scale * 1.15, radius * self.scale * 4.0)
        text = shown.words.place_name(cell.pcode)
        number = cell.amount.short(shown.words) if cell.sign == "figure" else below_text(cell.below, shown.words)
        if number:
            longer = f"{text} {number}"
            if own or wanted or width_of(longer, _NAME) <= room:
                text = longer
        weight = (2e9 if own else 0.0) + (cell.value or 0.0)
        width, (depth, height) = width_of(text, _NAME), extent_of(text, _NAME)
        return labels.Label(cell.pcode, text, x, y, width, height, room, weight, own or wanted, depth)

    def _middle(self, at: int) -> tuple[float, float, float]:
        x, y, radius = self.shown.ground.centre(self.shown.chosen[at])
        point = self.to_mm(np.array([[x, y]]))[0]
        return float(point[0]), float(point[1]), radius

    def _holds(self, x: float, y: float) -> bool:
        left, bottom, right, top = self.frame
        return left + 0.8 <= x <= right - 0.8 and bottom + 0.8 <= y <= top - 0.8
