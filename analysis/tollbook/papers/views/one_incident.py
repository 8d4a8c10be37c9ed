"""A dossier of one incident laid out: what is known, who said it and when, why each bound is where it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.panels import made
from tollbook.briefs.prose import held_back, phrases, sentences
from tollbook.briefs.running import Text
from tollbook.briefs.views import months
from tollbook.charts.timeline import letter
from tollbook.charts.words import Words
from tollbook.papers.prose import bounds
from tollbook.papers.section import Block, Paragraphs, Row, Section, Table
from tollbook.papers.views.incident_otherwise import ends, group

Panel = dict[str, Any]


def known(facts: Facts) -> Section:
    """What is known of the incident: each finding, and on how much it rests."""
    words, incident = facts.words, facts.panels["incident"]
    rows = [_finding(facts, facts.ledger.figures[key]) for key in incident["figures"]]
    head: list[Text] = [words.say("Measure"), words.say("Finding"), words.say("Known from"), words.say("What to know")]
    shown = 4 if any(row[3] for row in rows) else 3
    table = Table(head[:shown], [Row(row[:shown]) for row in rows], (1.2, 1.1, 1.1, 1.9)[:shown])
    return Section("known", words.say("What is known of it"), [table], incident["figures"])


def _finding(facts: Facts, figure: Figure) -> list[Text]:
    words = facts.words
    voices = "" if figure.held else words.count("{n} origin", "{n} origins", figure.origins)
    remarks = [*_elsewhere(facts, figure), phrases.caveat(figure, words), _why_held(figure, words)]
    return [
        phrases.label(figure.measure, words, figure.base),
        months.cell(facts, figure),
        running.join([voices, sentences.marks(figure)]) if voices else "",
        phrases.listed(remarks, words),
    ]


def _why_held(figure: Figure, words: Words) -> str:
    return held_back.why(figure, words) if held_back.is_held(figure) else ""


def _elsewhere(facts: Facts, figure: Figure) -> list[str]:
    """The place and the days of a finding, where they are not those that the page leads with."""
    words, incident = facts.words, facts.panels["incident"]
    said = []
    if figure.pcode != incident["pcode"]:
        said.append(words.place_label(figure.pcode) if figure.pcode else words.say("place not known"))
    if (f"{figure.start:%Y-%m-%d}", f"{figure.end:%Y-%m-%d}") != (incident["start"], incident["end"]):
        said.append(words.days(figure.start, figure.end, short=True))
    return said


def said(facts: Facts) -> Section:
    """Who said what and when, claim by claim."""
    words, panel = facts.words, facts.panels["claims"]
    inside = not facts.ledger.clearance.is_public
    head = [
        words.say("Claim"),
        words.say("Published"),
        words.say("Report"),
        words.say("Origin"),
        words.say("Says"),
        *([words.say("In its words")] if inside else []),
        words.say("In the finding"),
    ]
    widths = (0.45, 0.8, 1.4, 0.45, 0.9, *((1.2,) if inside else ()), 1.5)
    blocks: list[Block] = []
    for each in panel["findings"]:
        figure = facts.ledger.figures[each["key"]]
        rows = [Row(_claim(facts, claim, inside)) for claim in each["claims"]]
        blocks.append(Table(head, rows, widths, heading=phrases.label(figure.measure, words, figure.base)))
    none = words.say("No claim of it may be told one by one in this release.")
    note = (
        words.say("In no public release stand the words of a report, whom it names, and villages.")
        if inside
        else (words.say("What a report says is put in neutral words; its own words are for internal use."))
    )
    blocks.append(Paragraphs([note if panel["findings"] else none], "note"))
    return Section("said", words.say("Who said what, and when"), blocks, [each["key"] for each in panel["findings"]])


def _claim(facts: Facts, claim: Panel, inside: bool) -> list[Text]:
    words = facts.words
    day = words.day(pd.Timestamp(claim["published"]), short=True) if claim["published"] else words.say("no day")
    who = running.join([held_back.outlet(claim["outlet"], words), running.figure("", claim["sources"], marked=True)])
    own = []
    if inside:
        spoken = words.say("“{text}”", text=claim["words"]) if claim["words"] else words.say("numbers alone")
        own = [phrases.listed([spoken, claim["told_by"]], words)]
    return [
        words.number_plain(claim["no"]),
        day,
        who,
        letter(claim["said_by"]),
        made.said(claim, words),
        *own,
        bounds.standing(claim, words),
    ]


def why(facts: Facts) -> Section:
    """Why each bound of each finding is where it is."""
    words, panel, rule = facts.words, facts.panels["claims"], facts.subject.found.rule
    rows: list[Row] = []
    for each in panel["findings"]:
        figure, claims = facts.ledger.figures[each["key"]], each["claims"]
        low, best, high = ends(figure, words)
        label = phrases.label(figure.measure, words, figure.base)
        rows += [
            group(label, 3, bounds.fell_back(figure, words)),
            Row([words.say("Low"), low, bounds.low(figure, claims, rule, words)]),
            Row([words.say("Best"), best, bounds.best(figure, claims, rule, words)]),
            Row([words.say("High"), high, bounds.high(figure, claims, words)]),
        ]
    head = [words.say("Bound"), words.say("Number"), words.say("Why it is there")]
    none = words.say("No finding of it may be opened here.")
    table = Table(head, rows, (1.4, 0.8, 4.2), none=none)
    return Section("bounds", words.say("Why each bound is where it is"), [table], _keys(panel["findings"]))


def origins(facts: Facts) -> Section:
    """The origins, and the outlets that repeat each."""
    words, panel = facts.words, facts.panels["claims"]
    rows = [Row(_origin(each, at, words)) for at, each in enumerate(panel["origins"])]
    head = [words.say("Origin"), words.say("Who"), words.say("Heard in"), words.say("Claims"), words.say("Published")]
    note = words.say(
        "However many outlets repeat an origin, it is one piece of evidence. A nameless one belongs to its outlet. "
        "Outlets that name nobody may still repeat each other, so there are at most so many origins."
    )
    table = Table(head, rows, (0.4, 1.6, 2.2, 0.6, 1.5), note, words.say("No origin of it may be told here."))
    return Section("origins", words.say("Whose word it is"), [table], [])


def _origin(each: Panel, at: int, words: Words) -> list[Text]:
    name = each["name"] or words.say("an origin that is not named")
    who = words.say("{name}, itself", name=name) if each["is_outlet"] and each["name"] else name
    if each["changed"]:
        who = words.say("{who}; it has said two numbers that differ", who=who)
    unnamed = words.count("{n} outlet that is not named", "{n} outlets that are not named", each["unnamed"])
    heard = words.listing([*each["outlets"], *([unnamed] if each["unnamed"] else [])])
    days = words.say("no day")
    if each["first"]:
        days = words.days(pd.Timestamp(each["first"]), pd.Timestamp(each["last"]), short=True)
        if each["undated"]:
            days = words.count("{days}; {n} without a day", "{days}; {n} without a day", each["undated"], days=days)
    return [letter(at), who, heard, words.number(each["claims"]), days]


def disputes(facts: Facts) -> Section:
    """Where and when claims put the incident otherwise than its findings."""
    words, panel = facts.words, facts.panels["disputes"]
    rows = [Row(_dispute(facts, each)) for each in panel]
    head = [words.say("Measure"), words.say("Says"), words.say("The finding takes"), words.say("Claims"), ""]
    head[-1] = words.say("What that is")
    none = words.say("All claims that say where and when agree on both, as far as they were coded apart.")
    note = words.say(
        "A wider place or a longer span is less knowledge and disputes nothing. Only what coders wrote apart can be "
        "seen as a dispute."
    )
    table = Table(head, rows, (1.2, 1.5, 1.5, 0.8, 1.5), note if rows else "", none)
    blocks: list[Block] = [table]
    inside = _villages(facts)
    if inside:
        blocks.append(Paragraphs([inside], "note"))
    return Section("disputes", words.say("Where and when: what is disputed"), blocks, _keys(panel))


def _dispute(facts: Facts, each: Panel) -> list[Text]:
    words, figure = facts.words, facts.ledger.figures[each["key"]]
    if each["what"] == "place":
        said = words.place_label(each["pcode"]) if each["pcode"] else words.say("no place")
        taken = words.place_label(figure.pcode) if figure.pcode else words.say("no place")
    else:
        said = words.days(pd.Timestamp(each["start"]), pd.Timestamp(each["end"]), short=True)
        taken = words.days(figure.start, figure.end, short=True)
    kind = {
        "wider": words.say("less knowledge, no dispute"),
        "part": words.say("a part of it"),
        "inside": words.say("disputed: only a part of it"),
        "other": words.say("disputed"),
    }[each["relation"]]
    numbers = words.listing([words.number_plain(number) for number in each["claims"]])
    return [phrases.label(figure.measure, words, figure.base), said, taken, numbers, kind]


def _villages(facts: Facts) -> str:
    """The places below a township that reports name: for internal use."""
    if facts.ledger.clearance.is_public:
        return ""
    words = facts.words
    claims = [claim for finding in facts.panels["claims"]["findings"] for claim in finding["claims"]]
    names = list(dict.fromkeys(claim["named"] for claim in claims if claim["named"]))
    return words.say("Places as reports name them: {names}.", names=words.listing(names)) if names else ""


def counted(facts: Facts) -> Section:
    """Where the incident counts: beside what is recorded in all for its place and months."""
    words, panel = facts.words, facts.panels["counted"]
    about = facts.subject
    place, period = words.place_label(about.place.pcode), words.period(about.start, about.end)
    rows = []
    for each in panel:
        figure, total = (facts.ledger.figures[each[name]] for name in ("key", "period"))
        incidents = "" if total.held else words.number(total.incidents)
        label: Text = phrases.label(figure.measure, words, figure.base)
        rows.append(Row([label, months.cell(facts, figure), months.cell(facts, total), incidents]))
    every = words.say("In all, {place}, {period}", place=place, period=period)
    head = [words.say("Measure"), words.say("This incident"), every, words.say("Incidents in that")]
    note = words.say(
        "The sum holds the incident, which is not to be added to it. What an incident has on days of another month "
        "counts there, by its share of days."
    )
    keys = [each[name] for each in panel for name in ("key", "period")]
    return Section("counted", words.say("Where it counts"), [Table(head, rows, (1.3, 1.1, 1.6, 0.8), note)], keys)


def _keys(panel: Sequence[Panel]) -> list[str]:
    return list(dict.fromkeys(each["key"] for each in panel))
