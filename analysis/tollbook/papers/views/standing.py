"""What the figures of a paper stand on, as the page sets it: a list of short lines."""

from __future__ import annotations

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.running import Text
from tollbook.briefs.views import quality
from tollbook.papers.section import Pairs, Section


def standing(facts: Facts) -> Section:
    """How many incidents and claims, whose, and where anybody was looking; needs the panels ``standing, delay``."""
    words, panel = facts.words, facts.panels["standing"]
    n = panel["incidents"]
    rows: list[tuple[Text, Text]] = [(words.say("Incidents"), words.say("none in this sample, which is not zero"))]
    if n:
        rows = [
            (words.say("Incidents"), running.figure(words.number(n))),
            (words.say("Known from"), quality.voices(panel, words)),
            (words.say("On one origin"), quality.of_incidents(panel["one_origin"], n, words)),
            (words.say("Located to a township"), quality.of_incidents(panel["located"], n, words)),
            (words.say("Without a day of publication"), quality.of_claims(panel["undated"], panel["claims"], words)),
            (words.say("Not linked to other claims"), quality.of_claims(panel["not_linked"], panel["claims"], words)),
        ]
    rows += [(line[0], line[1]) for line in [*quality.coverage(facts, panel["coverage"]), *quality.delay(facts)]]
    note = words.say("An incident on one origin was told by one voice alone, however many outlets repeat it.")
    return Section("standing", words.say("What this paper's figures stand on"), [Pairs(rows, note)])
