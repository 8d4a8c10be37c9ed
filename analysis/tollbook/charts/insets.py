"""Insets: where a map's townships are too small to read, a piece of it is drawn again, larger.

So is what lies far off the rest, which would make the rest small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from tollbook import places
from tollbook.charts import signs
from tollbook.charts.board import Board
from tollbook.charts.ground import Ground
from tollbook.charts.lettering import Lettering, height_of, width_of
from tollbook.charts.panel import Panel, Shown
from tollbook.charts.style import colour
from tollbook.charts.words import Words

#: Side in mm of the square that a township's area would fill: below this its shade can't be told.
_READABLE_MM = 1.7
#: How near, in km, the middles of two small townships lie that share an inset, and how many it takes to make one.
_NEAR_KM, _FEWEST = 12.0, 5
#: Insets of one map, and how much larger than the map each must be to be worth its room.
_MOST, _WORTH = 2, 1.6
#: Longest side in mm of an inset of what is dense, and of what lies far off; height of its title, and its type size.
_DENSE_MM, _FAR_MM, _TITLE_MM, _SIZE = 20.0, 10.0, 2.8, 5.8


@dataclass(frozen=True)
class Inset:
    """A piece of the map that is drawn apart.

    Attributes
    ----------
    group : tuple of int
        Positions of the townships that it is for.
    name : str
    box : (west, south, east, north)
        What it shows, in km.
    scale : float
        mm to the km.
    framed : bool
        Whether a frame on the map shows where it lies.
    """

    group: tuple[int, ...]
    name: str
    box: tuple[float, float, float, float]
    scale: float
    framed: bool

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in mm, its title included. Inside `house_style` only."""
        west, south, east, north = self.box
        width = max((east - west) * self.scale, width_of(self.name, _SIZE))
        return width, (north - south) * self.scale + _TITLE_MM

    def draw(self, board: Board, lettering: Lettering, main: Panel, left: float, top: float) -> None:
        """Draw it below and to the right of a point."""
        shown = main.shown
        west, south, east, north = self.box
        width, height = (east - west) * self.scale, (north - south) * self.scale
        box = (left, top - _TITLE_MM - height, width, height)
        Panel(_inside(shown, self.box), box, west, south, self.scale).draw(board, lettering)
        signs.line(board, signs.rectangle(*box), colour("ink"), 0.6, order=8.0)
        if self.framed:
            (x, y), (right, up) = main.to_mm(np.array([[west, south], [east, north]]))
            signs.line(board, signs.rectangle(x, y, right - x, up - y), colour("ink"), 0.6, order=8.0)
        lettering.add((left, top - height_of(_SIZE) - 0.4), self.name, _SIZE, "text")


def _inside(shown: Shown, box: tuple[float, float, float, float]) -> Shown:
    """What of a map lies in a box."""
    west, south, east, north = box
    edges = shown.ground.bounds[list(shown.chosen)]
    near = (edges[:, 0] < east) & (edges[:, 2] > west) & (edges[:, 1] < north) & (edges[:, 3] > south)
    at = [int(i) for i in np.flatnonzero(near)]
    return replace(shown, chosen=tuple(shown.chosen[i] for i in at), cells=[shown.cells[i] for i in at])


def far_off(shown: Shown) -> list[Inset]:
    """Insets of what lies far off the rest, each under its name and number: there is no room for them inside."""
    found = []
    for i in shown.ground.far(shown.chosen):
        cell = shown.cells[shown.chosen.index(i)]
        number = f" {cell.amount.short(shown.words)}" if cell.sign == "figure" else ""
        found.append(_inset(shown.ground, (i,), f"{shown.words.place_name(cell.pcode)}{number}", _FAR_MM, shown.words))
    return found


def too_small(ground: Ground, chosen: Sequence[int], scale: float, words: Words) -> list[Inset]:
    """Insets of what can't be read at a scale, where one is so much larger that it is worth its room."""
    found = []
    for group in dense(ground, chosen, scale):
        name = words.place_name(places.unit(ground.pcodes[group[0]]).state)
        inset = _inset(ground, tuple(group), name, _DENSE_MM, words)
        found += [inset] if inset.scale >= _WORTH * scale else []
    return found


def _inset(ground: Ground, group: tuple[int, ...], name: str, longest: float, words: Words) -> Inset:
    # Of what is moved, only the largest island: with the next, 80 km off, both would be specks.
    box = ground.frame(group, largest=len(group) == 1)
    scale = longest / max(box[2] - box[0], box[3] - box[1])
    framed = len(group) > 1
    title = words.say("{place}, enlarged", place=name) if framed else words.say("{place}, moved here", place=name)
    return Inset(group, title, box, scale, framed)


def dense(ground: Ground, chosen: Sequence[int], scale: float) -> list[list[int]]:
    """Groups of townships that a map can't show.

    Parameters
    ----------
    ground : Ground
    chosen : sequence of int
        Positions of the townships of the map.
    scale : float
        mm on paper to the km.

    Returns
    -------
    list of list of int
        Positions: at most `_MOST` groups, the largest first; of equals the one with the first code.
    """
    small = [i for i in chosen if np.sqrt(ground.size[i]) * scale < _READABLE_MM]
    groups = sorted(_near(ground, small), key=lambda group: (-len(group), group[0]))
    return [group for group in groups if len(group) >= _FEWEST][:_MOST]


def _near(ground: Ground, small: list[int]) -> list[list[int]]:
    """Groups in which each is near to some other."""
    if not small:
        return []
    box = ground.bounds[small]
    middle = np.column_stack([box[:, 0] + box[:, 2], box[:, 1] + box[:, 3]]) / 2
    near = np.hypot(*(middle[:, None] - middle[None]).transpose(2, 0, 1)) <= _NEAR_KM
    group = np.arange(len(small))
    while True:
        # Each takes the lowest number among its neighbours until nothing changes.
        spread = np.where(near, group[None], len(small)).min(axis=1)
        if (spread == group).all():
            break
        group = spread
    return [[small[i] for i in np.flatnonzero(group == number)] for number in np.unique(group)]
