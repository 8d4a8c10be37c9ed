"""The pictures of the page, drawn from figures of the ledger, each with its alternative text."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure as Drawing

from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.panels import made, mapped
from tollbook.briefs.views import alternatives
from tollbook.briefs.views import displacement as _displaced
from tollbook.briefs.views.showable import printable
from tollbook.charts import bounds, choropleth, claims_of_finding, displacement, strips, trend
from tollbook.charts.bounds import Months
from tollbook.charts.claims_of_finding import MOST
from tollbook.charts.style import svg, tokens

#: Width of the glyph of a headline figure.
_TILE_MM = 48.0


def pictures(facts: Facts) -> dict[str, Any]:
    """All pictures of the page, as SVG under ``svg`` with their alternative text under ``alt``."""
    figures, panels, words = facts.ledger.figures, facts.panels, facts.words
    about, lead = facts.subject, facts.panels["trend"]
    drawn = trend(
        _rows(facts, lead), lead["measure"], lead["start"], lead["end"], about.span,
        language=words, provisional_from=about.provisional_from,
    )  # fmt: skip
    drawings: dict[str, Any] = {
        "map": {"svg": svg(_map(facts)), "alt": printable(alternatives.map_of(facts))},
        "rates": _rates(facts),
        "trend": {"svg": svg(drawn), "alt": printable(alternatives.trend(facts))},
        "displacement": _displacement(facts),
        "beside": _strips(facts, panels["beside"]["rows"], printable(alternatives.beside(facts))),
        "tiles": [_tile(facts, figures[key]) for key in panels["tiles"]["tiles"]],
        "made": [_made(facts, each) for each in (panels["made"] or {"findings": []})["findings"]],
    }
    return drawings


def _tile(facts: Facts, figure: Figure) -> dict[str, str]:
    """A headline figure's bounds, above its months where it is a flow that has any."""
    about, lead = facts.subject, facts.panels["trend"]
    panel = next((row for row in [lead, *lead["others"]] if row["measure"] == figure.measure), None)
    months = None if panel is None else Months(_rows(facts, panel), about.trend_span, about.span)
    drawn = bounds(figure.amount, figure.state, _TILE_MM, months=months)
    return {"svg": svg(drawn), "alt": printable(alternatives.tile(facts, figure.key))}


def _displacement(facts: Facts) -> dict[str, str] | None:
    """The levels of the stock above the months of the flow; none where nothing is known of either."""
    if not _displaced.is_drawn(facts):
        return None
    about, panel = facts.subject, facts.panels["displacement"]
    levels = [facts.ledger.figures[key] for key in panel["levels"]]
    stated = [{**_row(each), "base": printable(each.base), "stated_on": each.start} for each in levels]
    drawn = displacement(
        pd.DataFrame(stated, columns=[*_COLUMNS, "stated_on"]),
        _rows(facts, panel),
        panel["start"],
        panel["end"],
        about.span,
        language=facts.words,
    )
    return {"svg": svg(drawn), "alt": printable(alternatives.displacement(facts))}


def _map(facts: Facts) -> Drawing:
    """The map beside the headline figures; its notes are text of the page."""
    panel = facts.panels["map"]
    # Beside the figures of a small place the map leaves room for its incidents on the first page.
    wide = facts.subject.place.level in ("state", "country")
    return _choropleth(facts, mapped.as_table(facts.ledger, panel), "height_wide" if wide else "height")


def _rates(facts: Facts) -> dict[str, str] | None:
    """The same map for so many people; none where there is no rate."""
    panel, people = facts.panels["map"], facts.atlas.population
    if not panel["rates"] or people is None:
        return None
    drawn = _choropleth(facts, mapped.rate_table(facts.ledger, panel, people), "height_rates")
    return {"svg": svg(drawn), "alt": printable(alternatives.rates(facts))}


def _choropleth(facts: Facts, rows: Any, height: str) -> Drawing:
    """A map of the page, its height by one of the tokens."""
    panel, room = facts.panels["map"], tokens()["map_mm"]
    size, areas = (float(room["width"]), float(room[height])), facts.atlas.areas
    return choropleth(
        rows, panel["measure"], areas, panel["within"], panel["outlined"], size, notes=False, language=facts.words
    )


def _made(facts: Facts, finding: dict[str, Any]) -> dict[str, Any]:
    claims = made.chart_rows(finding, facts.words)
    for name in ("label", "said"):
        claims[name] = [printable(text) for text in claims[name]]
    room = tokens()
    width = 176.0 - float(room["claims_mm"]["names"])
    amount = facts.ledger.figures[finding["key"]].amount
    drawn = claims_of_finding(claims, amount, width, facts.words, names=False)
    names = [
        {"text": label, "speaks": bool(speaks)} for label, speaks in zip(claims["label"], claims["speaks"], strict=True)
    ]
    return {"svg": svg(drawn), "alt": printable(alternatives.made(facts, finding)), "names": names[:MOST]}


def _strips(facts: Facts, rows: list[dict[str, Any]], alt: str) -> dict[str, str] | None:
    if not rows:
        return None
    start, end = (pd.Timestamp(facts.panels["trend"][name]) for name in ("start", "end"))
    return {"svg": svg(strips([_rows(facts, row) for row in rows], start, end, facts.words)), "alt": alt}


def _rows(facts: Facts, panel: dict[str, Any]) -> pd.DataFrame:
    """The months of a panel as rows of a tally, which is what charts take."""
    return pd.DataFrame([_row(facts.ledger.figures[key]) for key in panel["months"]], columns=_COLUMNS)


_COLUMNS = ["pcode", "start", "end", "measure", "base", "low", "best", "high", "open", "incidents", "coverage"]


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
    }
