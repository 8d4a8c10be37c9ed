"""Names on a map: the most important first, each where it fits and touches no other; the rest is for the tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Box = tuple[float, float, float, float]

#: Paper between two labels, in mm.
_APART = 0.4
#: Room for the sign in the middle of a township, in mm: a name that can't stand there stands below or above it.
_STEP = 1.5


@dataclass(frozen=True)
class Label:
    """A name that wants a place.

    Attributes
    ----------
    key : str
        P-code of its township.
    text : str
    x, y : float
        Middle of the township, in mm.
    width, height : float
        Of the text, in mm; its height above the base line.
    room : float
        Width in mm that its township offers: a name much wider than that would seem to be of its neighbours too.
    weight : float
        The greater, the sooner it is placed.
    wanted : bool
        Placed even where it is wider than its township, as long as it touches nothing.
    depth : float
        How far the text reaches below its base line, in mm.
    """

    key: str
    text: str
    x: float
    y: float
    width: float
    height: float
    room: float
    weight: float
    wanted: bool = False
    depth: float = 0.0


def placed(labels: Iterable[Label], frame: Box, taken: Iterable[Box] = ()) -> list[tuple[Label, float, float]]:
    """Place labels, greedily and always alike.

    Parameters
    ----------
    labels : iterable of Label
        Their order means nothing.
    frame : (left, bottom, right, top)
        No label reaches out of it.
    taken : iterable of box
        What no label may cover.

    Returns
    -------
    list of (Label, x, y)
        Those that found a place, with the middle of their base line.
    """
    boxes, found = list(taken), []
    for label in sorted(labels, key=lambda each: (not each.wanted, -each.weight, each.key)):
        if not label.wanted and label.width > label.room:
            continue
        for x, y in _candidates(label):
            box = (x - label.width / 2, y - label.depth, x + label.width / 2, y + label.height)
            if _inside(box, frame) and not any(touch(box, other) for other in boxes):
                boxes.append(box)
                found.append((label, x, y))
                break
    return found


def _candidates(label: Label) -> list[tuple[float, float]]:
    """Base lines to try, in order: on the middle, below it, above it; a wanted one also to the sides and corners.

    No further off: a name that stands in another township seems to be its name.
    """
    middle = label.y - (label.height - label.depth) / 2
    step = max(label.height, (label.height + label.depth) / 2) + _STEP
    near = [(label.x, middle), (label.x, middle - step), (label.x, middle + step)]
    if not label.wanted:
        return near
    aside = label.width / 2 + _STEP
    corners = [
        (label.x + side * share * aside, y)
        for share in (0.5, 1.0)
        for y in (middle - step, middle + step)
        for side in (1, -1)
    ]
    return [*near, (label.x + aside, middle), (label.x - aside, middle), *corners]


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def touch(one: Box, other: Box) -> bool:
    """Whether two boxes touch or come too near."""
    apart = one[2] + _APART <= other[0] or other[2] + _APART <= one[0]
    return not (apart or one[3] + _APART <= other[1] or other[3] + _APART <= one[1])
