"""One incident: who said what of it and when, why each bound is where it is, and what hangs on the rule.

A public dossier names no incident by its id, which is made of names of villages: it is known by the least id of its
claims, and its page is of the whole months of its township.
"""

from __future__ import annotations

from typing import Any

from tollbook.briefs.facts import Facts
from tollbook.briefs.gathering import Material
from tollbook.briefs.ledger import Ledger
from tollbook.charts.messages import mark
from tollbook.papers import parts
from tollbook.papers.kind import Kind
from tollbook.papers.panels import incident_claims, one_incident
from tollbook.papers.panels import incident_otherwise as otherwise
from tollbook.papers.prose import incident as prose
from tollbook.papers.section import Section
from tollbook.papers.views import incident_days, incident_otherwise
from tollbook.papers.views import one_incident as views


def _enter(ledger: Ledger, material: Material) -> dict[str, Any]:
    incident = one_incident.enter_one(ledger, material.given, material.options.get("incident"))
    claims = incident_claims.enter_claims(ledger, incident)
    return {
        "incident": incident,
        "claims": claims,
        "rules": otherwise.enter_rules(ledger, incident),
        "growth": otherwise.enter_growth(ledger, incident, claims),
        "disputes": incident_claims.enter_disputes(ledger, incident, claims),
        "counted": otherwise.enter_counted(ledger, incident),
    }


def _sections(facts: Facts) -> list[Section]:
    return [
        parts.lead(facts),
        views.known(facts),
        incident_days.when(facts),
        views.said(facts),
        views.why(facts),
        incident_otherwise.rules(facts),
        incident_otherwise.growth(facts),
        views.origins(facts),
        views.disputes(facts),
        views.counted(facts),
    ]


def _claim(facts: Facts) -> str:
    return str(facts.panels["incident"]["claim"])


def _asked(facts: Facts, options: dict[str, Any]) -> dict[str, Any]:
    return {"incident": _claim(facts) if facts.ledger.clearance.is_public else options["incident"]}


KIND = Kind(
    "incident_dossier",
    mark("Incident dossier"),
    _enter,
    _sections,
    prose.tell,
    one_incident.about,
    options=("incident",),
    asked=_asked,
    part=_claim,
)
