"""Airstrikes: strikes and harm to civilians at a place over some days, and the unit that each source counts.

By which aircraft, and on what, is told in an internal release alone (`release.columns`).
"""

from __future__ import annotations

from typing import Any

from tollbook.briefs.facts import Facts
from tollbook.briefs.gathering import Material, delays
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels import breakdowns, calendar, changes, mapped, notable, published, quality, ranking, tiles
from tollbook.briefs.prose import sentences
from tollbook.briefs.prose.sentences import Sentence, Teller
from tollbook.charts.messages import mark
from tollbook.papers import parts
from tollbook.papers.kind import Kind
from tollbook.papers.section import Section

STRIKES = "airstrikes"
MEASURES = (STRIKES, "civilians_killed", "civilians_injured")


def _enter(ledger: Ledger, material: Material) -> dict[str, Any]:
    panels: dict[str, Any] = {"tiles": tiles.enter_tiles(ledger)}
    panels["changes"] = changes.enter_changes(ledger)
    panels["delay"] = delays(ledger)
    panels["incidents"] = notable.enter_incidents(ledger)
    panels["trend"] = calendar.enter_trend(ledger, STRIKES)
    panels["map"] = mapped.enter_map(ledger, STRIKES, material.atlas)
    panels["beside"] = calendar.enter_beside(ledger, STRIKES)
    panels["ranking"] = ranking.enter_ranking(ledger, panels["map"], material.atlas.population)
    panels["breakdowns"] = breakdowns.enter_breakdowns(ledger, STRIKES)
    panels["quality"] = quality.enter_quality(ledger, panels)
    panels["aggregates"] = published.enter_aggregates(ledger)
    return panels


def _tell(teller: Teller) -> dict[str, list[Sentence]]:
    return {
        "key_message": sentences.key_message(teller),
        "floor": [sentences.floor(teller)],
        "trend": [sentences.trend(teller)],
    }


def _sections(facts: Facts) -> list[Section]:
    words = facts.words
    return [
        parts.lead(facts),
        parts.tiles(facts, words.say("Strikes, and harm to civilians"), MEASURES),
        parts.months(facts),
        parts.townships(facts),
        parts.places(facts),
        *parts.ranking(facts),
        parts.breakdowns(facts, words.say("Harm to civilians, by its kinds")),
        parts.others(facts),
        parts.quality(facts),
    ]


KIND = Kind("airstrikes", mark("Airstrikes"), _enter, _sections, _tell)
