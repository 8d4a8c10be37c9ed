"""The harm of the period by its kinds, as the page sets it, and what nobody coded."""

from __future__ import annotations

from typing import Any

from tollbook import measures
from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.prose import held_back, phrases
from tollbook.briefs.running import Running, Text
from tollbook.briefs.views import coded, months
from tollbook.charts.messages import mark
from tollbook.charts.words import Words

#: The public classes of means, and the classes of no kind of their own, by what they are taken by.
_CLASSES = {
    "means": {
        "air": mark("Attacks from the air"),
        "shelling": mark("Shelling"),
        "ground": mark("Ground attack"),
        "arson": mark("Burning"),
        "landmine": mark("Landmines and remnants of war"),
        "several": mark("Several means"),
        "not stated": mark("Means not stated"),
    },
    "responsible": {
        "other": mark("Others, reportedly"),
        "disputed": mark("Disputed: reports differ"),
        "not stated": mark("Not stated"),
    },
    "victims": {"other": mark("Others"), "not stated": mark("None of these stated")},
    "object_hit": {"other": mark("Others"), "not stated": mark("Not stated")},
    "grade": {
        "other": mark("Other grades"),
        "several": mark("Grades differ"),
        "not stated": mark("Not graded"),
    },
}
#: Heading of each table, head of its first column, and note.
_TABLES = {
    "means": (
        mark("{measure} by means"),
        mark("Means"),
        mark(
            "Each incident counts once, by what its reports say of how people were harmed; where they name several "
            "kinds, under “several means”."
        ),
    ),
    "responsible": (
        mark("{measure} by who is reported responsible"),
        mark("Reportedly by"),
        mark("As the reports say; this brief judges nobody's responsibility."),
    ),
    "victims": (
        mark("Sex, age and who they were: {measure}"),
        mark("Who"),
        mark(
            "A part stands beside the whole and is not taken from it: who reports name no sex or age of is not known."
        ),
    ),
    "object_hit": (
        mark("What was hit"),
        mark("What"),
        mark("Incidents are counted, with each thing that their reports name."),
    ),
    "grade": (
        mark("{measure} by the sources' own grades"),
        mark("Grade"),
        mark("Sources grade by their own rules."),
    ),
}
#: What each element is called where nobody coded it.
_ELEMENTS = {
    "means": mark("by which means"),
    "responsible": mark("who is reported responsible"),
    "victims": mark("sex and age"),
    "object_hit": mark("what was hit"),
    "grade": mark("the sources' own grades"),
}


def breakdowns(facts: Facts) -> list[dict[str, Any]]:
    """A table for each kind that claims say something of."""
    panel = facts.panels["breakdowns"]
    return [_table(facts, table, panel["measure"]) for table in panel["tables"]]


def not_coded(facts: Facts) -> Text:
    """The kinds that no claim says anything of, and those that a public brief of so small a place does not show."""
    words, panel = facts.words, facts.panels["breakdowns"]
    said = {
        "not_coded": mark("Not coded in these claims: {names}."),
        "internal": mark("Not shown for a place below a state: {names}."),
    }
    parts = []
    for which, message in said.items():
        names = [words.say(_ELEMENTS[name]) for name in panel.get(which, [])]
        parts += [words.say(message, names=words.listing(names))] if names else []
    return " ".join(parts)


def _table(facts: Facts, table: dict[str, Any], measure: str) -> dict[str, Any]:
    words, of = facts.words, table["of"]
    heading, first, note = _TABLES[of]
    head = [words.say(first), words.say("Incidents")]
    if of != "object_hit":
        head.append(phrases.label(measure, words))
    rows = [
        {"cells": _cells(facts, of, row, measure), "own": of == "victims" and row["class"] == measure}
        for row in table["rows"]
    ]
    passed = facts.panels["breakdowns"]["passed"] if of == "victims" else 0
    greater = words.count(
        "In {n} incident a part is reported greater than its whole; neither figure is changed.",
        "In {n} incidents a part is reported greater than its whole; neither figure is changed.",
        passed,
    )
    named = phrases.name(measure, words) if of == "victims" else phrases.label(measure, words)
    return {
        "heading": words.say(heading, measure=named),
        "head": head,
        "rows": rows,
        "note": running.join([words.say(note), greater if passed else ""]),
        "none": "",
    }


def _cells(facts: Facts, of: str, row: dict[str, Any], measure: str) -> list[Text]:
    words = facts.words
    cells: list[Text] = [
        class_name(of, row["class"], measure, words),
        _incidents(facts, row),
    ]
    return cells if of == "object_hit" else [*cells, _amount(facts, row)]


def _incidents(facts: Facts, row: dict[str, Any]) -> Running:
    """In how many incidents; of a class whose figure is held back that is not told either."""
    figure = facts.ledger.figures[row["key"]] if row["key"] else None
    if row["incidents"] is None or (figure is not None and held_back.is_held(figure)):
        return running.of(facts.words.say("held back"))
    return running.figure(facts.words.number(row["incidents"]), row["sources"])


def _amount(facts: Facts, row: dict[str, Any]) -> Running:
    if row["key"]:
        return months.cell(facts, facts.ledger.figures[row["key"]])
    words = facts.words
    said = words.say("number not known") if row["class"] == "not stated" else words.say("not counted apart")
    return running.of(said)


def class_name(of: str, name: str, measure: str, words: Words) -> str:
    """A class as a table names it; what reports say themselves is put in as it is."""
    if name in _CLASSES[of]:
        return words.say(_CLASSES[of][name])
    if of == "victims" and name in measures.all_measures():
        label = phrases.label(name, words)
        return label if name == measure else words.say("Of them: {part}", part=phrases.name(name, words))
    if of == "means":
        # An internal brief names each means, and a sentence has words for them.
        return running.text_of(running.capitalised(phrases.means([name], words) or name))
    return coded.label(of, name, words)
