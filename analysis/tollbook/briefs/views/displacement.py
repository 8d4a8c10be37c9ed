"""Displacement as the page sets it: a table of the levels, and what is to be known of the two panels of the picture."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.panels.displacement import MOST
from tollbook.briefs.prose import phrases, sentences
from tollbook.briefs.running import Running, Text
from tollbook.briefs.views import months


def is_drawn(facts: Facts) -> bool:
    """Whether there is a level or a month of the flow to draw."""
    panel = facts.panels["displacement"]
    return bool(panel["levels"] or panel["months"])


def displacement(facts: Facts) -> dict[str, Any]:
    """Heading and note of the picture ``displacement``, the sum of the flow, and a table of the levels.

    Returns
    -------
    dict
        ``heading``; ``levels``: a table, whose ``none`` says that no level is stated; ``flow``: the months' sum as a
        running text, empty where no month has a report; ``note``; ``none``: what is said in the picture's place.
    """
    words, panel = facts.words, facts.panels["displacement"]
    place = words.place_label(facts.subject.place.pcode)
    drawn = is_drawn(facts)
    return {
        "heading": words.say("Displacement, {place}", place=place),
        "levels": _levels(facts),
        "flow": _flow(facts) if panel["total"] else "",
        "note": _note(facts) if drawn else "",
        "none": ""
        if drawn
        else words.say(
            "In these {months} months no report says how many people were displaced or fled, which is not zero.",
            months=words.number(_months(facts)),
        ),
    }


def _months(facts: Facts) -> int:
    panel = facts.panels["displacement"]
    return len(pd.period_range(panel["start"], panel["end"], freq="M"))


def _levels(facts: Facts) -> dict[str, Any]:
    words, panel = facts.words, facts.panels["displacement"]
    figures = [facts.ledger.figures[key] for key in panel["levels"][:MOST]]
    more = words.count(
        "{n} earlier level is drawn and not listed.", "{n} earlier levels are drawn and not listed.", panel["more"]
    )
    return {
        "heading": words.say("People displaced, as of a day"),
        "head": [words.say("As of"), words.say("Whom it counts"), words.say("People displaced")],
        "rows": [{"cells": _cells(facts, each), "own": False} for each in figures],
        "note": more if panel["more"] else "",
        "none": words.say("No level is stated in these months, which is not zero.") if is_drawn(facts) else "",
    }


def _cells(facts: Facts, figure: Figure) -> list[Text]:
    words = facts.words
    return [
        words.day(figure.start, short=True),
        phrases.base(figure.base, words) or words.say("base not stated"),
        running.join([months.cell(facts, figure), sentences.marks(figure)]),
    ]


def _flow(facts: Facts) -> Running:
    words, panel = facts.words, facts.panels["displacement"]
    total = facts.ledger.figures[panel["total"]]
    return running.fill(
        words,
        "Newly displaced in these {months} months: {amount}.",
        months=words.number(_months(facts)),
        amount=running.join([months.cell(facts, total), sentences.marks(total)]),
    )


def _note(facts: Facts) -> Text:
    words = facts.words
    levels = words.say(
        "Above, how many people were displaced on the days that reports state: nothing joins the points, and levels "
        "that count others are other series. Below, how many fled in each month. The two are never added."
    )
    flow = words.say(
        "One person may be counted again in a later flight. Hatched months have no report, which is not zero."
    )
    stated = [facts.ledger.figures[key] for key in facts.panels["displacement"]["levels"]]
    rounded = words.say("Levels are rounded to hundreds, the low down and the high up.")
    is_rounded = any(figure.more.get("rounded_to") for figure in stated)
    return running.join([levels if stated else "", rounded if is_rounded else "", flow])
