"""Data quality: what of a file of claims can be used, what not, and what a person should look at.

It is made of a file whatever is wrong with it. What a person typed is listed in an internal release alone.
"""

from __future__ import annotations

from typing import Any

from tollbook import places
from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.gathering import Material
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.prose.sentences import Sentence, Teller
from tollbook.charts.messages import mark
from tollbook.claims.table import Claims
from tollbook.papers import parts, whole
from tollbook.papers.kind import Kind
from tollbook.papers.panels import checked, given
from tollbook.papers.section import Section
from tollbook.papers.views import checked as rows
from tollbook.papers.views import given as views


def _enter(ledger: Ledger, material: Material) -> dict[str, Any]:
    # A file of which nothing can be used has claims too: none.
    read: Claims = material.options.get("read", material.given.claims)
    within = material.options.get("coverage_of")
    panels: dict[str, Any] = {"checked": checked.enter_checked(ledger, read)}
    panels["sources"] = given.enter_sources(ledger)
    panels["coverage"] = given.enter_coverage(ledger, places.place(within).pcode if within else None)
    panels["by_source"] = given.enter_by_source(ledger)
    panels["internal_rows"] = checked.internal_rows(panels["checked"])
    return panels


def _tell(teller: Teller) -> dict[str, list[Sentence]]:
    return {"key_message": [Sentence(_lead(teller))], "floor": [Sentence(_floor(teller))]}


def _lead(teller: Teller) -> running.Text:
    """How much of the file can be used, and how much a person should look at."""
    words, panel = teller.words, teller.panels["checked"]
    if not panel["claims"]:
        return running.fill(words, "<b>No row of the file can be used.</b> What stands against it is said below.")
    said: list[running.Text] = [
        running.fill_count(
            words,
            "<b>{some} of {n} row can be used.</b>",
            "<b>{some} of {n} rows can be used.</b>",
            panel["rows"],
            some=words.number(panel["claims"]),
        )
    ]
    if panel["rejected"]:
        said.append(
            words.count(
                "{n} row is left out because of errors, and is in no figure.",
                "{n} rows are left out because of errors, and are in no figure.",
                panel["rejected"],
            )
        )
    if panel["warned"]:
        said.append(
            words.count(
                "{n} row that can be used bears a warning.",
                "{n} rows that can be used bear a warning.",
                panel["warned"],
            )
        )
    twice = sum(panel["parts"][name]["rows"] for name in ("twice", "alike", "one"))
    if twice:
        said.append(
            words.count(
                "In {n} place claims or incidents may stand there twice.",
                "In {n} places claims or incidents may stand there twice.",
                twice,
            )
        )
    return running.join(said)


def _floor(teller: Teller) -> running.Text:
    """What a check can't find."""
    words = teller.words
    return running.join(
        [
            running.fill(words, "<b>A file without errors is not a file without mistakes.</b>"),
            words.say(
                "What is checked is form: days, places, numbers, and whether rows go together. Whether a report "
                "says what "
                "its row says, only a person who reads both can tell; and no check finds the report that nobody read.",
            ),
        ]
    )


def _sections(facts: Facts) -> list[Section]:
    return [
        parts.lead(facts),
        rows.found(facts),
        rows.rejected(facts),
        rows.unresolved(facts),
        rows.clashes(facts),
        rows.miscoded(facts),
        rows.doubles(facts),
        rows.voices(facts),
        rows.other(facts),
        views.sources(facts),
        views.coverage(facts),
        views.months(facts),
    ]


KIND = Kind(
    "data_quality",
    mark("Data quality"),
    _enter,
    _sections,
    _tell,
    about=whole.about,
    options=("read", "coverage_of"),
    asked=whole.asked,
    day=whole.day,
    lists_findings=False,
)
