"""Airstrikes: strikes, and harm to civilians from the air, at a place over some days; the unit that each source counts.

By which aircraft, and on what, is told in an internal release alone (`release.columns`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tollbook.briefs.facts import Facts
from tollbook.briefs.gathering import Material, delays
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels import calendar, mapped
from tollbook.briefs.prose import sentences
from tollbook.briefs.prose.sentences import Sentence, Teller
from tollbook.charts.messages import mark
from tollbook.claims.strike_units import MEASURE as STRIKES
from tollbook.papers import parts
from tollbook.papers.kind import Kind
from tollbook.papers.panels.air import AIR, MEASURES, class_of, enter_air
from tollbook.papers.panels.air_detail import enter_detail
from tollbook.papers.panels.air_places import enter_places
from tollbook.papers.panels.headlines import enter_headlines
from tollbook.papers.panels.others import enter_totals_of_air
from tollbook.papers.panels.standing import enter_standing
from tollbook.papers.panels.strike_units import enter_units
from tollbook.papers.prose import air as prose
from tollbook.papers.section import Section
from tollbook.papers.views import air as views
from tollbook.papers.views.standing import standing


def _enter(ledger: Ledger, material: Material) -> dict[str, Any]:
    panels: dict[str, Any] = {"headlines": enter_headlines(ledger, [STRIKES])}
    panels["air"] = enter_air(ledger)
    panels["trend"] = calendar.enter_trend(ledger, STRIKES, ())
    panels["map"] = mapped.enter_map(ledger, STRIKES, material.atlas)
    panels["places"] = enter_places(ledger, panels["map"])
    panels["units"] = enter_units(ledger)
    panels["beside"] = calendar.enter_beside(ledger, STRIKES)
    panels["detail"] = enter_detail(ledger, panels["air"]["told"])
    panels["aggregates"] = enter_totals_of_air(ledger)
    panels["standing"] = enter_standing(ledger, _of_air(ledger, panels["air"]["told"]))
    panels["delay"] = delays(ledger)
    return panels


def _of_air(ledger: Ledger, is_told: bool) -> pd.DataFrame:
    """The findings of the period that the paper is about: strikes, and harm from the air.

    Where it is not told which harm that is, all harm: how many incidents are left of it would tell.
    """
    found = ledger.behind(ledger.own, ledger.subject.span)
    found = found[found["measure"].isin([STRIKES, *MEASURES]).to_numpy()]
    if not is_told:
        return found
    claims = ledger.claims_of(found)
    means: dict[str, set[str]] = {}
    for incident, said in zip(claims["incident_id"].astype(str), claims["means"].astype(str), strict=True):
        means.setdefault(incident, set()).update({said} - {"", "unknown"})
    of_air = [
        str(measure) == STRIKES or class_of(means.get(str(incident), set())) == AIR
        for measure, incident in zip(found["measure"], found["incident_id"], strict=True)
    ]
    # An empty list would choose no columns instead of no rows.
    return found[np.array(of_air, dtype=np.bool_)]


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
        *views.by_place(facts),
        views.by_month(facts),
        views.harm(facts),
        views.unknown(facts),
        views.units(facts),
        *views.detail(facts),
        parts.places(facts),
        parts.others(facts),
        standing(facts),
    ]


KIND = Kind("airstrikes", mark("Airstrikes"), _enter, _sections, _tell)
