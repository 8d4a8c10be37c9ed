"""The data that travel inside a brief: the tally, the findings and the facts file."""

from __future__ import annotations

from tollbook.briefs.facts import Facts


def attachments(facts: Facts, facts_json: str) -> list[dict[str, str]]:
    """Each file with ``name, text, mime, about`` and its ``relationship`` to the brief, as PDF/A-3 names it."""
    return [
        {
            "name": "facts.json",
            "text": facts_json,
            "mime": "application/json",
            "relationship": "data",
            "about": facts.words.say("Every number of this brief, by key"),
        },
        {
            "name": "tally.csv",
            "text": facts.tally_csv,
            "mime": "text/csv",
            "relationship": "source",
            "about": facts.words.say("The tally that the brief was made from"),
        },
        {
            "name": "findings.csv",
            "text": facts.findings_csv,
            "mime": "text/csv",
            "relationship": "source",
            "about": facts.words.say("The findings behind the figures of the period"),
        },
    ]
