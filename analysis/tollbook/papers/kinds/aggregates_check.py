"""Totals that others published beside the tally: how much of what they count it holds, and where they disagree."""

from __future__ import annotations

from typing import Any

from tollbook.briefs.facts import Facts
from tollbook.briefs.gathering import Material
from tollbook.briefs.ledger import Ledger
from tollbook.charts.messages import mark
from tollbook.papers import parts
from tollbook.papers.kind import Kind
from tollbook.papers.panels import totals
from tollbook.papers.prose import totals as prose
from tollbook.papers.section import Section
from tollbook.papers.views import totals as views


def _enter(ledger: Ledger, material: Material) -> dict[str, Any]:  # noqa: ARG001 - every kind is given it
    return {"totals": totals.enter_totals(ledger)}


def _sections(facts: Facts) -> list[Section]:
    return [
        parts.lead(facts),
        views.totals(facts),
        views.series(facts),
        views.disagreements(facts),
        views.compared(facts),
    ]


KIND = Kind("aggregates_check", mark("Totals of others"), _enter, _sections, prose.tell)
