"""What has come in since a day, as a paper sets it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.panels import made
from tollbook.briefs.prose import held_back, phrases
from tollbook.briefs.running import Text
from tollbook.briefs.views import months
from tollbook.charts.messages import mark, mark_count
from tollbook.charts.words import Words
from tollbook.papers.section import Row, Table

_CAME = {
    "new": mark_count("{n} incident came to be known", "{n} incidents came to be known"),
    "gone": mark_count("{n} incident counts elsewhere or no more", "{n} incidents count elsewhere or no more"),
    "number": mark_count("{n} incident has another number", "{n} incidents have another number"),
    "days": mark_count("{n} incident has other days", "{n} incidents have other days"),
}
_DID = {
    "new": mark("tells of an incident not known before"),
    "number": mark("gives another number"),
    "days": mark("gives other days"),
}


def heading(facts: Facts) -> str:
    """The heading: from which day to which."""
    words, panel = facts.words, facts.panels["arrivals"]
    since, until = (words.day(pd.Timestamp(panel[name]), short=True) for name in ("since", "until"))
    return words.say("Known better: what reports after {since}, to {until}, have added", since=since, until=until)


def figures(facts: Facts) -> Table:
    """A row for each headline figure that differs: then, now, and by what."""
    words, panel, known = facts.words, facts.panels["arrivals"], facts.ledger.figures
    rows = [
        Row(
            [
                phrases.label(known[row["now"]].measure, words),
                months.cell(facts, known[row["key"]]),
                months.cell(facts, known[row["now"]]),
                _came(row, words),
            ]
        )
        for row in panel["rows"]
    ]
    head = [words.say("Measure"), words.say("Known then"), words.say("Known now"), words.say("What came")]
    return Table(head, rows, (1.1, 1.1, 1.1, 2.0), running.join(_rest(facts)), _nothing(facts.words))


def _came(row: dict[str, Any], words: Words) -> str:
    said = [words.count(*_CAME[kind], row[kind]) for kind in _CAME if row[kind]]
    return phrases.listed(said, words) or words.say("a later level")


def _rest(facts: Facts) -> list[Text]:
    """How many figures have not changed, and how many are held back on either day."""
    words, panel = facts.words, facts.panels["arrivals"]
    recorded = [key for key in panel["same"] if facts.ledger.figures[key].state == "figure"]
    return [
        words.count("{n} other figure has not changed.", "{n} other figures have not changed.", len(recorded))
        if recorded
        else "",
        words.count(
            "{n} figure is held back as it was then, or is now.",
            "{n} figures are held back as they were then, or are now.",
            panel["held"],
        )
        if panel["held"]
        else "",
        words.say(
            "This is the same period, known better: it says nothing of whether more happened. A claim without a day of "
            "publication counts from when it happened, and so never comes in late here."
        ),
    ]


def _nothing(words: Words) -> str:
    return words.say("No headline figure that is shown here has changed by reports in these days.")


def claims(facts: Facts) -> Table | None:
    """The claims that moved a figure, the first to be published first; None where none may be told one by one."""
    words, panel = facts.words, facts.panels["arrivals"]
    untold = words.count(
        "{n} finding that moved a figure is not told one by one.",
        "{n} findings that moved a figure are not told one by one.",
        panel["untold"],
    )
    if not panel["claims"]:
        return None
    more = words.count("{n} more claim is not listed.", "{n} more claims are not listed.", panel["more"])
    note = [more if panel["more"] else "", untold if panel["untold"] else ""]
    head = [
        words.say("Published"),
        words.say("Who"),
        words.say("Where and when"),
        words.say("Measure"),
        words.say("What it says"),
        words.say("What it did"),
    ]
    rows = [Row(_cells(claim, words)) for claim in panel["claims"]]
    title = words.say("The claims that moved them")
    return Table(head, rows, (0.9, 1.5, 1.4, 1.0, 1.0, 1.3), running.join(note), heading=title)


def _cells(claim: dict[str, Any], words: Words) -> list[Text]:
    who = held_back.outlet(claim["outlet"], words)
    if claim["origin"]:
        who = words.say("{origin}, in {outlet}", origin=claim["origin"], outlet=who)
    day = words.day(pd.Timestamp(claim["published"]), short=True) if claim["published"] else words.say("day not stated")
    where = words.say("{place}, {when}", place=words.place_label(claim["pcode"]), when=_months(claim, words))
    return [
        day,
        running.join([who, running.figure("", claim["sources"], marked=True)]),
        where,
        phrases.short_label(claim["measure"], words),
        made.said(claim, words),
        words.say(_DID[claim["did"]]),
    ]


def _months(claim: dict[str, Any], words: Words) -> str:
    first, last = (pd.Timestamp(claim[name]) for name in ("first_month", "last_month"))
    if first == last:
        return words.month(first, short=True)
    return words.say("{first}–{last}", first=words.month(first, short=True), last=words.month(last, short=True))
