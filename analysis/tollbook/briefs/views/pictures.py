"""The pictures of the page, drawn from figures of the ledger, each with its alternative text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from matplotlib.figure import Figure as Drawing

from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.panels import made, mapped
from tollbook.briefs.prose import phrases
from tollbook.briefs.views import alternatives
from tollbook.briefs.views import displacement as _displaced
from tollbook.briefs.views.showable import printable
from tollbook.charts import bounds, choropleth, claims_of_finding, displacement, strips, trend
from tollbook.charts.bounds import Months
from tollbook.charts.claims_of_finding import MOST
from tollbook.charts.letters import Letters, apart
from tollbook.charts.style import house_style, svg, tokens, uninterrupted

#: A number as any language writes it: digits of every script are digits.
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
#: Width of the glyph of a headline figure.
_TILE_MM = 48.0
#: Width of the page without its margins.
_WIDTH_MM = 176.0


@dataclass(frozen=True)
class Picture:
    """A picture of the page.

    Attributes
    ----------
    drawing : Figure
        Matplotlib's; every form of the picture is made from this one.
    alt : str
        Its alternative text.
    names : list of dict
        Where the page sets the names of its lines beside it: ``text, speaks`` of each.
    """

    drawing: Drawing
    alt: str
    names: list[dict[str, Any]] = field(default_factory=list)

    def for_page(self) -> dict[str, Any]:
        """The picture for a page that sets its text: SVG without text under ``svg``, its text under ``letters``.

        Returns
        -------
        dict
            With ``width, height`` in mm, the alternative text under ``alt``, and perhaps ``names``.
        """
        drawing, letters = apart(self.drawing)
        width, height = (float(inches) * 25.4 for inches in self.drawing.get_size_inches())
        size = {"width": round(width, 3), "height": round(height, 3)}
        return {"svg": drawing, "letters": [_as_data(each) for each in letters], **size, **self._beside()}

    def for_web(self) -> dict[str, Any]:
        """The picture for a web page: SVG with its text as shapes under ``svg``, and ``alt``, perhaps ``names``.

        Its ``share`` is that of its width in the page's.
        """
        share = round(float(self.drawing.get_size_inches()[0]) * 25.4 / _WIDTH_MM, 3)
        return {"svg": svg(self.drawing), "share": share, **self._beside()}

    def _beside(self) -> dict[str, Any]:
        return {"alt": self.alt, "names": self.names} if self.names else {"alt": self.alt}


def _as_data(letters: Letters) -> dict[str, Any]:
    """A line of text without more decimals than a printer has."""
    data = letters._asdict()
    return {**data, "x": round(letters.x, 3), "y": round(letters.y, 3), "size": round(letters.size, 2)}


#: Pictures by name; of some parts of the page there are several, of others perhaps none.
Pictures = dict[str, Picture | list[Picture] | None]


@uninterrupted()
def for_page(drawn: Pictures) -> dict[str, Any]:
    """All pictures for a page; see `Picture.for_page`."""
    with house_style("none"):
        return _each(drawn, Picture.for_page)


def numbers(shown: dict[str, Any]) -> dict[str, list[float]]:
    """The numbers that stand in each picture, as `for_page` gives them, ascending: of its axes and at its marks."""
    found = {}
    for name, held in shown.items():
        each = held if isinstance(held, list) else [held] if held else []
        texts = [line["text"] for picture in each for line in picture["letters"]]
        texts += [line["text"] for picture in each for line in picture.get("names", [])]
        values = {float(digits.replace(",", "")) for text in texts for digits in _NUMBER.findall(text)}
        found[name] = sorted(values)
    return found


def for_web(drawn: Pictures) -> dict[str, Any]:
    """All pictures for a web page; see `Picture.for_web`."""
    with house_style():
        return _each(drawn, Picture.for_web)


def _each(drawn: Pictures, form: Callable[[Picture], dict[str, Any]]) -> dict[str, Any]:
    return {
        name: [form(each) for each in made] if isinstance(made, list) else made and form(made)
        for name, made in drawn.items()
    }


@uninterrupted()
def drawn(facts: Facts) -> Pictures:
    """Draw all pictures of the page."""
    panels = facts.panels
    with house_style():
        return {
            "map": map_of(facts),
            "rates": rates_of(facts),
            "trend": trend_of(facts),
            "displacement": displacement_of(facts),
            "beside": strips_of(facts),
            "tiles": [tile_of(facts, key) for key in panels["tiles"]["tiles"]],
            "made": [made_of(facts, each) for each in (panels["made"] or {"findings": []})["findings"]],
        }


def trend_of(facts: Facts, height_mm: float = 36.0, panel: dict[str, Any] | None = None, label: str = "") -> Picture:
    """The months of the measure that the page follows.

    Parameters
    ----------
    facts : Facts
    height_mm : float
    panel : dict, optional
        Other months: ``measure, start, end, months`` (keys), of one place and one measure.
    label : str
        What the picture's alternative text calls them; by default by the name of the measure.
    """
    words, about, lead = facts.words, facts.subject, panel or facts.panels["trend"]
    months = trend(
        _rows(facts, lead), lead["measure"], lead["start"], lead["end"], about.span, height_mm,
        language=words, provisional_from=about.provisional_from,
        events=[(each.day, printable(each.said(words.language))) for each in facts.identity.events],
    )  # fmt: skip
    return Picture(months, printable(alternatives.trend(facts, lead, label)))


def tile_of(facts: Facts, key: str, panel: dict[str, Any] | None = None, label: str = "") -> Picture:
    """A headline figure's bounds, above its months where it is a flow that has any.

    Parameters
    ----------
    facts : Facts
    key : str
    panel : dict, optional
        ``months`` (keys) of a figure that is not its measure's whole; `label` names it.
    label : str
    """
    about, lead, figure = facts.subject, facts.panels["trend"], facts.ledger.figures[key]
    if panel is None:
        panel = next((row for row in [lead, *lead["others"]] if row["measure"] == figure.measure), None)
    months = None if panel is None else Months(_rows(facts, panel), about.trend_span, about.span)
    drawn = bounds(figure.amount, figure.state, _TILE_MM, months=months, zero=facts.words.number(0))
    return Picture(drawn, printable(alternatives.tile(facts, key, panel, label)))


def displacement_of(facts: Facts, width_mm: float = 85.0) -> Picture | None:
    """The levels of the stock above the months of the flow; none where nothing is known of either."""
    if not _displaced.is_drawn(facts):
        return None
    about, panel = facts.subject, facts.panels["displacement"]
    levels = [facts.ledger.figures[key] for key in panel["levels"]]
    stated = [
        {**_row(each), "base": printable(phrases.base(each.base, facts.words)), "stated_on": each.start}
        for each in levels
    ]
    drawn = displacement(
        pd.DataFrame(stated, columns=[*_COLUMNS, "stated_on"]),
        _rows(facts, panel),
        panel["start"],
        panel["end"],
        about.span,
        width_mm,
        language=facts.words,
        provisional_from=about.provisional_from,
    )
    return Picture(drawn, printable(alternatives.displacement(facts)))


def map_of(facts: Facts, size: tuple[float, float] | None = None) -> Picture:
    """The map beside the headline figures; its notes are text of the page.

    Parameters
    ----------
    facts : Facts
    size : (width, height), optional
        In mm; by default the page's.
    """
    # Beside the figures of a small place the map leaves room for its incidents on the first page.
    wide = facts.subject.place.level in ("state", "country")
    rows = mapped.as_table(facts.ledger, facts.panels["map"])
    drawing = _choropleth(facts, rows, size or room("height_wide" if wide else "height"))
    return Picture(drawing, printable(alternatives.map_of(facts)))


def rates_of(facts: Facts) -> Picture | None:
    """The same map for so many people; none where there is no rate."""
    panel, people = facts.panels["map"], facts.atlas.population
    if not panel["rates"] or people is None:
        return None
    drawing = _choropleth(facts, mapped.rate_table(facts.ledger, panel, people), room("height_rates"))
    return Picture(drawing, printable(alternatives.rates(facts)))


def room(height: str) -> tuple[float, float]:
    """Width and height of a map of the page in mm, the height by one of the tokens."""
    room = tokens()["map_mm"]
    return float(room["width"]), float(room[height])


def _choropleth(facts: Facts, rows: Any, size: tuple[float, float]) -> Drawing:
    panel, areas = facts.panels["map"], facts.atlas.areas
    return choropleth(
        rows, panel["measure"], areas, panel["within"], panel["outlined"], size, notes=False, language=facts.words
    )


def made_of(facts: Facts, finding: dict[str, Any], alone: bool = False) -> Picture:
    """The claims of one finding of `panels.made`; `alone` draws their names too, which the page sets beside it."""
    claims = made.chart_rows(finding, facts.words)
    for name in ("label", "said"):
        claims[name] = [printable(text) for text in claims[name]]
    width = _WIDTH_MM - (0.0 if alone else float(tokens()["claims_mm"]["names"]))
    amount = facts.ledger.figures[finding["key"]].amount
    drawing = claims_of_finding(claims, amount, width, facts.words, names=alone)
    names = [
        {"text": label, "speaks": bool(speaks)} for label, speaks in zip(claims["label"], claims["speaks"], strict=True)
    ]
    return Picture(drawing, printable(alternatives.made(facts, finding)), names[:MOST])


def places_beside(facts: Facts, names: list[str]) -> Picture:
    """The places beside with their names and months drawn, for a picture that stands alone."""
    rows, lead = facts.panels["beside"]["rows"], facts.panels["trend"]
    start, end = (pd.Timestamp(lead[name]) for name in ("start", "end"))
    drawing = strips([_rows(facts, row) for row in rows], start, end, facts.words, names)
    return Picture(drawing, printable(alternatives.beside(facts)))


def strips_of(facts: Facts) -> Picture | None:
    """The months of the places beside, a strip a place; their names are text of the page. None where none is."""
    rows = facts.panels["beside"]["rows"]
    if not rows:
        return None
    start, end = (pd.Timestamp(facts.panels["trend"][name]) for name in ("start", "end"))
    drawing = strips([_rows(facts, row) for row in rows], start, end, facts.words)
    return Picture(drawing, printable(alternatives.beside(facts)))


def _rows(facts: Facts, panel: dict[str, Any]) -> pd.DataFrame:
    """The months of a panel as rows of a tally, which is what charts take."""
    return rows_of(facts, panel["months"])


def rows_of(facts: Facts, keys: Iterable[str]) -> pd.DataFrame:
    """Some figures as rows of a tally, which is what charts take."""
    return pd.DataFrame([_row(facts.ledger.figures[key]) for key in keys], columns=_COLUMNS)


_COLUMNS = ["pcode", "start", "end", "measure", "base", "low", "best", "high", "open", "incidents", "coverage"]
_COLUMNS += ["held", "below"]


def _row(figure: Figure) -> dict[str, Any]:
    """A figure as a row of a tally, which is what charts take."""
    amount = figure.amount
    values = {
        name: float("nan") if getattr(amount, name) is None else getattr(amount, name)
        for name in ("low", "best", "high")
    }
    return {
        "pcode": figure.pcode,
        "start": figure.start,
        "end": figure.end,
        "measure": figure.measure,
        "base": figure.base,
        **values,
        "open": amount.open,
        "incidents": figure.incidents,
        "coverage": figure.coverage,
        "held": figure.held.rule if figure.held else "",
        "below": figure.held.below if figure.held else 0,
    }
