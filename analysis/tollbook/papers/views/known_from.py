"""What is known from whom, place by place, as a paper sets it."""

from __future__ import annotations

from typing import Any

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.running import Text
from tollbook.briefs.views import months
from tollbook.charts.messages import mark
from tollbook.charts.words import Words
from tollbook.papers.section import Row, Table

_COVERAGE = {"counted": mark("counted"), "not covered": mark("not covered"), "unknown": mark("unknown")}


def table(facts: Facts) -> Table:
    """A row for each place of which something is recorded or somebody states where he was looking."""
    words, panel = facts.words, facts.panels["known_from"]
    listed = [row for row in panel["rows"] if row["incidents"] or row["counted"] or row["not_covered"]]
    rows = [Row(_cells(row, words)) for row in sorted(listed, key=lambda row: (row["not_stated"], -row["incidents"]))]
    left = [words.place_name(row["pcode"]) for row in panel["rows"] if row not in listed]
    starred = any(row["not_stated"] for row in listed)
    note: list[Text] = [
        words.say("* state or region not stated.") if starred else "",
        words.say("Nothing recorded, and coverage unknown: {places}.", places=words.listing(left)) if left else "",
        words.say(
            "On one origin: told by one voice alone, however many outlets repeat it. Coverage: whether a source was "
            "counting on every day in every township; a silence is a zero only there."
        ),
    ]
    head = [
        words.say("State or region"),
        words.say("Incidents"),
        words.say("On one origin"),
        words.say("Claims"),
        words.say("Outlets"),
        words.say("Origins"),
        words.say("Without a day of publication"),
        words.say("Coverage"),
    ]
    none = words.say("Nothing is recorded in any state or region, and no source states where it was looking.")
    return Table(head, rows, (1.5, 0.8, 0.8, 0.7, 0.7, 0.7, 1.1, 1.7), running.join(note), none)


def _cells(row: dict[str, Any], words: Words) -> list[Text]:
    counted = ("incidents", "one_origin", "claims", "outlets", "origins", "undated")
    return [months.place(row, words), *(words.number(row[name]) for name in counted), _coverage(row, words)]


def _coverage(row: dict[str, Any], words: Words) -> str:
    """Coverage of the whole period; where it is mixed, on how many days of townships anybody was counting."""
    said = words.say(_COVERAGE[row["coverage"]])
    days = row["counted"] + row["not_covered"] + row["unknown"]
    if row["coverage"] != "unknown" or not (row["counted"] or row["not_covered"]):
        return said
    return words.say(
        "{status}; counted on {counted} of {all} township-days",
        status=said,
        counted=words.number(row["counted"]),
        all=words.number(days),
    )
