"""Start here: what a file of claims is made of, where and when it reaches, and what it is not.

What it counts are rows and reports, and of figures it shows those of a few incidents alone: nobody is to take a total
of a sample from the first page that he reads.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.gathering import Material
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels import made
from tollbook.briefs.prose.sentences import Sentence, Teller
from tollbook.charts.messages import mark
from tollbook.charts.words import Words
from tollbook.papers import parts, whole
from tollbook.papers.kind import Kind
from tollbook.papers.panels import contents, documented
from tollbook.papers.section import Row, Section, Table
from tollbook.papers.views import contents as views
from tollbook.papers.views import documented as incidents


def _enter(ledger: Ledger, material: Material) -> dict[str, Any]:
    panels: dict[str, Any] = {"contents": contents.enter_contents(ledger)}
    panels["where"] = contents.enter_where(ledger)
    panels["calendar"] = contents.enter_calendar(ledger)
    panels["documented"] = documented.enter_documented(ledger)
    panels["made"] = made.enter_made(ledger, panels["documented"]["incidents"])
    panels["notebooks"] = [dict(each) for each in material.options.get("notebooks") or ()]
    return panels


def _tell(teller: Teller) -> dict[str, list[Sentence]]:
    return {"key_message": [_lead(teller)], "floor": [Sentence(_floor(teller))]}


def _lead(teller: Teller) -> Sentence:
    """How much there is, where and when."""
    words, panel, where = teller.words, teller.panels["contents"], teller.panels["where"]
    counts, about = panel["all"], teller.ledger.subject
    if not counts["claims"]:
        return Sentence(words.say("The file has no claim that counts."))
    said = running.fill(
        words,
        "<b>{claims} from {reports} of {outlets}</b>, in {some} of {all} townships, from {first} to {last}.",
        claims=words.count("{n} claim", "{n} claims", counts["claims"]),
        reports=words.count("{n} report", "{n} reports", counts["reports"]),
        outlets=words.count("{n} outlet", "{n} outlets", counts["outlets"]),
        some=words.number(where["with_claims"]),
        all=words.number(where["of"]),
        first=words.day(pd.Timestamp(about.start)),
        last=words.day(pd.Timestamp(about.end)),
    )
    return Sentence(running.join([said, _of_incidents(panel, words)]))


def _of_incidents(panel: dict[str, Any], words: Words) -> str:
    """How many of the claims are of incidents, and of how many."""
    claims = sum(int(row["claims"]) for row in panel["scopes"] if row["name"] == "incident")
    incidents = words.count("{n} incident", "{n} incidents", panel["incidents"]["recorded"])
    if claims == panel["all"]["claims"]:
        return words.say("They are of {incidents}.", incidents=incidents)
    return words.count(
        "{n} of them is of {incidents}; the others are totals and levels that somebody published.",
        "{n} of them are of {incidents}; the others are totals and levels that somebody published.",
        claims,
        incidents=incidents,
    )


def _floor(teller: Teller) -> running.Text:
    """What it is not, in a sentence or two."""
    words, panel, months = teller.words, teller.panels["contents"], teller.panels["calendar"]
    parts_: list[running.Text] = [
        running.fill(words, "<b>It is what was read and coded, and no record of all that happened.</b>")
    ]
    if months["months"]:
        parts_.append(
            words.count(
                "In {n} of {months} months it has no report of an incident anywhere, which is not zero.",
                "In {n} of {months} months it has no report of an incident anywhere, which is not zero.",
                months["silent"],
                months=words.number(months["months"]),
            )
        )
    if panel["is_sample"]:
        parts_.append(
            words.say("It ships so that everything can be tried on real reporting; its sums are not to be published.")
        )
    return running.join(parts_)


def _sections(facts: Facts) -> list[Section]:
    return [
        parts.lead(facts),
        views.made_of(facts),
        views.where(facts),
        views.months(facts),
        views.limits(facts),
        incidents.incidents(facts),
        *_notebooks(facts),
        incidents.made(facts),
    ]


def _notebooks(facts: Facts) -> list[Section]:
    """Where to go next: the other notebooks, each with its question; not where nobody named them."""
    words, listed = facts.words, facts.panels["notebooks"]
    if not listed:
        return []
    head = [words.say("Notebook"), words.say("What it answers"), words.say("To run it")]
    rows = [Row([each["title"], each["question"], each["command"]]) for each in listed]
    note = words.say(
        "Each opens in JupyterLab too, from the folder of notebooks; its titles and questions are in English."
    )
    return [Section("notebooks", words.say("Where to go next"), [Table(head, rows, (1.1, 3.3, 1.5), note)])]


KIND = Kind(
    "start_here",
    mark("What the data hold"),
    _enter,
    _sections,
    _tell,
    about=whole.about,
    options=("notebooks",),
    asked=whole.asked,
    day=whole.day,
    lists_findings=False,
)
