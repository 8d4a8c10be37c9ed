"""Displacement: how many fled in a period, and how many were displaced on days that reports state; never in one sum."""

from __future__ import annotations

from typing import Any

from tollbook.briefs.facts import Facts
from tollbook.briefs.gathering import Material, delays
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels import calendar, displacement, mapped
from tollbook.briefs.panels.displacement import FLOW
from tollbook.briefs.panels.tiles import enter_stocks
from tollbook.briefs.prose import sentences
from tollbook.briefs.prose.sentences import Sentence, Teller
from tollbook.charts.messages import mark
from tollbook.papers import parts
from tollbook.papers.kind import Kind
from tollbook.papers.panels import levels
from tollbook.papers.panels.flights import enter_flights
from tollbook.papers.panels.headlines import enter_headlines
from tollbook.papers.panels.others import enter_totals_of_flight
from tollbook.papers.panels.standing import enter_standing
from tollbook.papers.prose import displaced as prose
from tollbook.papers.section import Section
from tollbook.papers.views import displaced as views
from tollbook.papers.views.standing import standing


def _enter(ledger: Ledger, material: Material) -> dict[str, Any]:
    panels: dict[str, Any] = {"headlines": enter_headlines(ledger, [FLOW])}
    panels["stocks"] = [figure.key for figure in enter_stocks(ledger)]
    panels["trend"] = calendar.enter_trend(ledger, FLOW, ())
    panels["displacement"] = displacement.enter_displacement(ledger, panels["trend"])
    panels["levels"] = levels.enter_own(ledger, panels["displacement"])
    panels["flights"] = enter_flights(ledger)
    panels["map"] = mapped.enter_map(ledger, FLOW, material.atlas)
    panels["levels_inside"] = levels.enter_inside(ledger)
    panels["beside"] = calendar.enter_beside(ledger, FLOW)
    panels["aggregates"] = enter_totals_of_flight(ledger)
    panels["standing"] = enter_standing(ledger, ledger.behind(ledger.own, ledger.subject.span, FLOW))
    panels["delay"] = delays(ledger)
    return panels


def _tell(teller: Teller) -> dict[str, list[Sentence]]:
    return {
        "key_message": prose.lead(teller),
        "more": prose.more(teller),
        "floor": [prose.floor(teller)],
        "trend": [sentences.trend(teller)],
    }


def _sections(facts: Facts) -> list[Section]:
    return [
        parts.lead(facts, more="more"),
        views.tiles(facts),
        views.over_time(facts),
        views.flights(facts),
        views.causes(facts),
        parts.townships(facts),
        views.levels(facts),
        *views.inside(facts),
        parts.places(facts),
        parts.others(facts),
        standing(facts),
    ]


KIND = Kind("displacement", mark("Displacement"), _enter, _sections, _tell)
