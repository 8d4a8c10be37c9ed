"""What a file of claims is made of, as sections: by scope and measure, on a map, month by month, and what it is not."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.prose import phrases
from tollbook.briefs.running import Text
from tollbook.briefs.views.pictures import Picture
from tollbook.briefs.views.showable import printable
from tollbook.charts import map_notes
from tollbook.charts.counted import counted
from tollbook.charts.messages import mark
from tollbook.charts.words import Words
from tollbook.papers.section import Block, Chart, Pairs, Paragraphs, Row, Section, Table
from tollbook.papers.views import calendar

#: What a scope is, for the first column of the table.
_SCOPES = {
    "incident": mark("Of single incidents: what tallies add up"),
    "aggregate": mark("Totals that others published: compared, never added"),
    "level": mark("Levels on a day: never summed over time"),
}
_NEARNESS = {
    "township": mark("a township or a place in it"),
    "district": mark("a district"),
    "state": mark("a state or region"),
    "country": mark("the country alone"),
    "nowhere": mark("no place that has a code"),
}
_MAP_MM = (104.0, 84.0)


def made_of(facts: Facts) -> Section:
    """How many claims, reports, outlets and incidents: by scope, and by what is counted."""
    words, panel = facts.words, facts.panels["contents"]
    head = [words.say("Claims"), words.say("Reports"), words.say("Outlets"), words.say("Incidents")]
    scopes = [Row([words.say(_SCOPES[row["name"]]), *_numbers(row, words)]) for row in panel["scopes"]]
    total = Row([words.say("All"), *_numbers(panel["all"], words)], own=True)
    measures = [Row([phrases.label(row["name"], words), *_numbers(row, words)]) for row in panel["measures"]]
    note = words.say("A report or an outlet may tell of several, so that these columns do not add up.")
    widths = (2.6, 0.7, 0.7, 0.7, 0.7)
    blocks: list[Block] = [Table([words.say("Scope"), *head], [*scopes, total] if scopes else [], widths)]
    if measures:
        blocks.append(Table([words.say("What is counted"), *head], measures, widths, note))
    return Section("made_of", words.say("What it is made of"), blocks)


def _numbers(row: dict[str, Any], words: Words) -> list[str]:
    numbers = [words.number(row[name]) for name in ("claims", "reports", "outlets")]
    # What no claim of an incident counts has no incidents, which is no zero.
    return [*numbers, words.number(row["incidents"]) if row["incidents"] else "–"]


def where(facts: Facts) -> Section:
    """The map of the townships that have claims, and how near the others are known."""
    words, panel = facts.words, facts.panels["where"]
    rows = panel["townships"]
    heading = words.say("Where its claims are")
    if not rows:
        return Section("where", heading, [Paragraphs([words.say("No claim is known for a township.")])])
    counts = pd.DataFrame({"pcode": [row["pcode"] for row in rows], "n": [row["claims"] for row in rows]})
    silent = calendar.silent(panel["held"], words)
    drawn = counted(counts, words.say("Claims"), facts.atlas.areas, silent, size_mm=_MAP_MM, language=words)
    picture = Picture(drawn, printable(_alternative(facts)))
    note = running.join([_undrawn(facts), map_notes.source(facts.atlas.areas, words)])
    return Section("where", heading, [Chart(picture, None, _beside(facts), note)])


def _beside(facts: Facts) -> list[Text]:
    words, panel = facts.words, facts.panels["where"]
    first = panel["townships"][:_LISTED]
    listed = [
        words.say("{place} {n}", place=words.place_name(row["pcode"]), n=words.number(row["claims"])) for row in first
    ]
    near = [
        words.say("{where}: {n}", where=words.say(_NEARNESS[name]), n=words.number(n))
        for name, n in facts.panels["contents"]["nearness"].items()
    ]
    lines: list[Text] = [
        words.say(
            "{n} of {all} townships are shown with a claim. Most: {listed}.",
            n=words.number(len(panel["townships"])),
            all=words.number(panel["of"]),
            listed=words.listing(listed),
        ),
        words.say("A shade says how much was coded of a township, and not how much happened there."),
        words.say("Of all claims the place is known as: {listed}.", listed=phrases.listed(near, words)),
    ]
    if panel["held"]:
        lines.append(
            words.count(
                "{n} claim that is known for a township is not shown for it: what it counts is public for larger "
                "places only, or its days are too recent.",
                "{n} claims that are known for a township are not shown for it: what they count is public for larger "
                "places only, or their days are too recent.",
                panel["held"],
            )
        )
    return lines


#: Townships that the text beside a map names.
_LISTED = 6


def _undrawn(facts: Facts) -> str:
    """Townships with claims that have no area to draw."""
    words, areas = facts.words, set(facts.atlas.areas.pcodes)
    lost = [row for row in facts.panels["where"]["townships"] if row["pcode"] not in areas]
    if not lost:
        return ""
    named = [
        words.say("{place} {n}", place=words.place_label(row["pcode"]), n=words.number(row["claims"])) for row in lost
    ]
    return words.say("No area is known for: {listed}.", listed=words.listing(named))


def _alternative(facts: Facts) -> str:
    words, panel = facts.words, facts.panels["where"]
    listed = [
        words.say("{place} {n}", place=words.place_name(row["pcode"]), n=words.number(row["claims"]))
        for row in panel["townships"]
    ]
    return words.say(
        "Map of the number of claims by township: {listed}. Other townships: {silent}, which is not zero.",
        listed=words.listing(listed),
        silent=calendar.silent(panel["held"], words),
    )


def months(facts: Facts) -> Section:
    """The months of each state with and without a report."""
    words, panel = facts.words, facts.panels["calendar"]
    heading = words.say("Months with and without a report")
    if not panel["months"]:
        return Section("months", heading, [Paragraphs([words.say("No claim is about an incident.")])])
    lines: list[Text] = [
        words.count(
            "In {n} of {months} months no claim of an incident lies anywhere in the country. No report is not zero.",
            "In {n} of {months} months no claim of an incident lies anywhere in the country. No report is not zero.",
            panel["silent"],
            months=words.number(panel["months"]),
        ),
        words.say("Claims of incidents, in every month that their days touch; what has no state is in no row."),
        *calendar.apart(panel, words),
    ]
    return Section("months", heading, [Chart(calendar.claims_of(facts)), Paragraphs(lines, "note")])


def limits(facts: Facts) -> Section:
    """What the file is not, each with the number that says so."""
    words, panel = facts.words, facts.panels["contents"]
    rows = [*_uneven(facts), *_known(facts), *_disputed(facts)]
    note = (
        words.say(
            "This is the coded sample that ships. Its pages were found by looking for key words: well-known "
            "attacks and "
            "outlets in English weigh too much in it, quiet months and places without internet too little. Try "
            "everything on it, and publish no total from it.",
        )
        if panel["is_sample"]
        else words.say("How the reports of this file were found, and what was left out, only those know who coded it.")
    )
    return Section("limits", words.say("How far it goes, and what it is not"), [Pairs(rows, note)])


def _uneven(facts: Facts) -> list[tuple[Text, Text]]:
    """That places and outlets have very different shares."""
    words, panel = facts.words, facts.panels["contents"]
    rows: list[tuple[Text, Text]] = []
    if panel["state"]:
        text = words.say(
            "{n} of {all} claims that are known for a state are of {place}",
            n=words.number(panel["state"]["claims"]),
            all=words.number(panel["state"]["of"]),
            place=words.place_label(panel["state"]["pcode"]),
        )
        rows.append((words.say("Over the country"), text))
    outlets = panel["outlets"]
    if outlets["half"]:
        text = words.count(
            "{n} of {all} outlets gives half of the claims; {once} give one each",
            "{n} of {all} outlets give half of the claims; {once} give one each",
            outlets["half"],
            all=words.number(panel["all"]["outlets"]),
            once=words.number(outlets["once"]),
        )
        rows.append((words.say("Over outlets"), text))
    return rows


def _known(facts: Facts) -> list[tuple[Text, Text]]:
    """What is not known of the claims, and of silence."""
    words, panel = facts.words, facts.panels["contents"]
    every = panel["all"]["claims"]
    rows: list[tuple[Text, Text]] = [
        (
            words.say("Completeness"),
            words.say(
                "where and when nobody was looking is unknown: a month without a report need not have been quiet"
            )
            if facts.subject.found.coverage.table["status"].astype(str).isin(["unknown"]).all()
            else words.say("where sources were looking is known in part; elsewhere silence says nothing"),
        ),
        (
            words.say("Days of publication"),
            words.count(
                "{some} of {n} claim bears no day of publication",
                "{some} of {n} claims bear no day of publication",
                every,
                some=words.number(panel["undated"]),
            ),
        ),
    ]
    return rows if every else rows[:1]


def _disputed(facts: Facts) -> list[tuple[Text, Text]]:
    """On how few voices incidents rest, and how often the numbers of outlets differ."""
    words, panel = facts.words, facts.panels["contents"]["incidents"]
    found = facts.panels["contents"]
    if not panel["recorded"]:
        return []
    rows: list[tuple[Text, Text]] = [
        (
            words.say("Number of voices"),
            words.count(
                "{some} of {n} incident rests on one voice alone",
                "{some} of {n} incidents rest on one voice alone",
                panel["recorded"],
                some=words.number(panel["one_origin"]),
            ),
        )
    ]
    if panel["compared"]:
        text = words.count(
            "in {some} of {n} incident of which several outlets give a number, the numbers differ",
            "in {some} of {n} incidents of which several outlets give a number, the numbers differ",
            panel["compared"],
            some=words.number(panel["differ"]),
        )
        rows.append((words.say("Agreement"), text))
    if found["findings"]:
        text = words.count(
            "{some} of {n} finding has no upper bound",
            "{some} of {n} findings have no upper bound",
            found["findings"],
            some=words.number(found["open"]),
        )
        rows.append((words.say("Upper bounds"), text))
    return rows
