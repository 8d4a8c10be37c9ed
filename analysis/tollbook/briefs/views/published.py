"""What others have published for the place, as the page sets it: beside the tally of the same days, never added."""

from __future__ import annotations

from typing import Any

from tollbook import measures
from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.prose import held_back, phrases, sentences
from tollbook.briefs.running import Text
from tollbook.briefs.views import months
from tollbook.charts.words import Words


def aggregates(facts: Facts) -> dict[str, Any]:
    """A row for each total that others published, and how many are not printed."""
    words, panel = facts.words, facts.panels["aggregates"]
    more = words.count("{n} more is not printed.", "{n} more are not printed.", panel["more"])
    left = words.count(
        "{n} that counts harm to armed parties is left out.",
        "{n} that count harm to armed parties are left out.",
        panel["left_out"],
    )
    place = words.place_label(facts.subject.place.pcode)
    return {
        "heading": words.say("What others have published for this place"),
        "head": [
            words.say("Measure"),
            words.say("Counted in"),
            words.say("Days"),
            words.say("Who"),
            words.say("Their total"),
            words.say("This tally, same days"),
        ],
        "rows": [{"cells": _cells(facts, each), "own": False} for each in panel["rows"]],
        "note": running.join(
            [
                words.say(
                    "Compared, never added: a total that others publish counts its own happenings in its own way."
                ),
                more if panel["more"] else "",
                left if panel["left_out"] else "",
            ]
        ),
        "none": words.say("No total that others publish for {place} is in this sample.", place=place),
    }


def _cells(facts: Facts, each: dict[str, Any]) -> list[Text]:
    words = facts.words
    figure = facts.ledger.figures[each["key"]]
    own = facts.ledger.figures[each["tally"]] if each["tally"] else None
    who = held_back.outlet(each["outlet"], words)
    if each["origin"]:
        who = words.say("{origin}, in {outlet}", origin=each["origin"], outlet=who)
    return [
        phrases.label(figure.measure, words),
        phrases.listed([_unit(each, figure, words), phrases.base(figure.base, words)], words),
        words.days(figure.start, figure.end, short=True),
        running.join([who, sentences.marks(figure)]),
        months.cell(facts, figure),
        words.say("counted on another base")
        if own is None
        else running.join([months.cell(facts, own), sentences.marks(own)]),
    ]


def _unit(each: dict[str, Any], figure: Figure, words: Words) -> str:
    """What is counted: as the source has it, where the panel says so, else as the measure does."""
    return words.say(each.get("unit") or measures.get(figure.measure).unit)
