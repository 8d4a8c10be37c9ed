"""The one-image version: what the first page says, as a picture that messaging apps show whole."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from tollbook.briefs.errors import BriefError
from tollbook.briefs.facts import Facts
from tollbook.briefs.outputs.page import compiled
from tollbook.briefs.views import pictures
from tollbook.briefs.views.back import is_named
from tollbook.briefs.views.pictures import Picture
from tollbook.briefs.views.showable import showable_all
from tollbook.charts import bounds
from tollbook.charts.plate import NoRoom
from tollbook.charts.style import svg

_TEMPLATE = Path(__file__).with_name("card.typ")
#: Width and height in pixels: upright, as phones show a picture without cutting it.
SIZE = (1080, 1350)
#: Pixels to the point of the template, which is 540 points wide.
_PPI = 144.0
#: Headline figures that there is room for.
_MOST = 4
#: The map is drawn small and shown so many times as large: its smallest letters have 22 pixels then.
_LARGER = 1.9
_MAP_MM = (53.0, 69.0)
#: Burmese lines are higher, and leave the map less room.
_MAP_BURMESE_MM = (53.0, 56.0)
#: For a map that has no room on such a sheet: it is shown smaller.
_STEP_MM = (6.0, 10.0)
_GLYPH_MM = (48.0, 4.2)
_COLOURS = 128


def png(page: dict[str, Any], facts: Facts) -> bytes:
    """Set the picture.

    Parameters
    ----------
    page : dict
        As `view.view` gives it.
    facts : Facts

    Returns
    -------
    bytes
        A PNG of `SIZE`; the same for the same data.

    Raises
    ------
    BriefError
        The typesetter refused, or the text does not fit on one picture.
    """
    made = compiled(_TEMPLATE, _card(page, facts), facts.subject.issued, format="png", ppi=_PPI)
    if not isinstance(made, bytes):
        raise BriefError("The one-image version does not fit on one picture. Nothing was written.")
    return _with_few_colours(made)


def _with_few_colours(made: bytes) -> bytes:
    """The same picture with a palette: a third to send, where people pay for each megabyte."""
    from PIL import Image

    out = io.BytesIO()
    with Image.open(io.BytesIO(made)) as picture:
        few = picture.convert("RGB").quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(out, "PNG", optimize=True)
    return out.getvalue()


def _card(page: dict[str, Any], facts: Facts) -> dict[str, Any]:
    chosen = _chosen(page["tiles"])
    drawing = _map(facts, _MAP_MM if facts.words.language == "en" else _MAP_BURMESE_MM)
    as_it_is = (
        "mark",
        "language",
        "kind",
        "place",
        "other_name",
        "period",
        "dates",
        "unreviewed",
        "incomplete",
        "theme",
    )
    return {
        **{name: page[name] for name in as_it_is},
        "lead": page["key_message"][0],
        "floor": _in_bold(page["floor"][0]),
        "tiles": [_tile(page, facts, at) for at in chosen],
        "key": [page["labels"][f"key_{name}"] for name in ("low", "high", "best", "open")],
        "map": {"heading": page["map"]["heading"], **drawing.for_web(), "width_pt": _MAP_MM[0] / 25.4 * 72 * _LARGER},
        **showable_all(_lines(page, facts)),
    }


def _map(facts: Facts, size: tuple[float, float]) -> Picture:
    """The map on the smallest sheet from `size` on that has room for it and its legend."""
    try:
        return pictures.map_of(facts, size)
    except NoRoom:
        if size[1] > 3 * _MAP_MM[1]:
            raise
        return _map(facts, (size[0] + _STEP_MM[0], size[1] + _STEP_MM[1]))


def _tile(page: dict[str, Any], facts: Facts, at: int) -> dict[str, Any]:
    """A headline figure with the glyph of its bounds; the months below it would be too small to read."""
    figure = facts.ledger.figures[facts.panels["tiles"]["tiles"][at]]
    drawing = bounds(figure.amount, figure.state, *_GLYPH_MM, zero=facts.words.number(0))
    return {**page["tiles"][at], "svg": svg(drawing), "alt": page["pictures"]["tiles"][at]["alt"]}


def _chosen(tiles: list[dict[str, Any]]) -> list[int]:
    """Places of the headline figures that are shown: the first, then those with a number, in the page's order."""
    order = sorted(range(len(tiles)), key=lambda at: (at > 0, not tiles[at]["big"], at))
    return sorted(order[:_MOST])


def _in_bold(text: Any) -> Any:
    """The part of a running text that is in bold: the sentence; what follows it explains."""
    if isinstance(text, str):
        return text
    return [span for span in text if span.get("b")] or text


def _lines(page: dict[str, Any], facts: Facts) -> dict[str, str]:
    """On what the figures rest, who publishes, and what the map is drawn on."""
    words, reports = facts.words, facts.panels["tiles"]["reports"]
    rest_on = words.count(
        "The headline figures rest on {n} public report; the brief names it.",
        "The headline figures rest on {n} public reports; the brief names each.",
        reports,
    )
    if not all(is_named(each) for each in facts.ledger.sources.facts()):
        rest_on = words.count(
            "The headline figures rest on {n} public report.",
            "The headline figures rest on {n} public reports.",
            reports,
        )
    name = facts.identity.organisation or words.say("not set")
    approximate = words.say("Township areas are approximate; no official boundaries.")
    return {
        "sources": rest_on if reports else page["sources"]["none"],
        "publisher": words.say("Published by: {name}.", name=name),
        "map_note": approximate if facts.panels["map"]["areas"]["approximate"] else "",
    }
