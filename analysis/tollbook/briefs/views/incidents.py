"""Incidents of note, and the one whose number is opened down to its claims, as the page sets them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.prose import phrases, sentences
from tollbook.briefs.views import months


def incidents(facts: Facts) -> dict[str, Any]:
    """Incidents of note, by which rule they were chosen, and how many more there are."""
    words, panel = facts.words, facts.panels["incidents"]
    listed = []
    for each, sentence in zip(panel["incidents"], facts.said["incidents"], strict=True):
        figures = [facts.ledger.figures[key] for key in each["figures"]]
        listed.append(
            {
                "number": words.number(each["number"]),
                "when": words.days(pd.Timestamp(each["start"]), pd.Timestamp(each["end"])),
                "where": words.place_label(each["pcode"]),
                "figures": [_line(facts, figure) for figure in figures],
                "text": sentence.text,
            }
        )
    left = panel["recorded"] - len(listed)
    none = words.say("No incident in this sample touches the period. That is a gap in what was read, not calm.")
    apart = words.say("Incidents are not shown one by one here; what is recorded of them is in the sums.")
    more = words.count(
        "{n} more incident is recorded in this period.", "{n} more incidents are recorded in this period.", left
    )
    return {
        "rows": listed,
        "rule": words.say(
            "Chosen by the greatest best figure: civilians killed, then injured, newly displaced, airstrikes, houses."
        ),
        "more": more if left else "",
        "none": apart if panel["recorded"] else none,
    }


def _line(facts: Facts, figure: Figure) -> dict[str, Any]:
    words = facts.words
    number = figure.amount.text(words) if figure.state == "figure" else months.state(figure, words)
    return {
        "label": phrases.label(figure.measure, words, figure.base),
        "number": running.figure(number, figure.sources),
        "marks": running.join([phrases.caveat(figure, words), sentences.marks(figure)]),
    }


def made(facts: Facts) -> dict[str, Any] | None:
    """How a number is made: the labels of the findings that are opened, and how to read their pictures."""
    words, panel = facts.words, facts.panels["made"]
    if panel is None:
        return None
    figures = [facts.ledger.figures[each["key"]] for each in panel["findings"]]
    left = words.count("{n} more claim is not drawn.", "{n} more claims are not drawn.", panel["left"])
    return {
        "heading": words.say("How a number is made: incident {n}", n=words.number(panel["incident"])),
        "labels": [phrases.label(figure.measure, words, figure.base) for figure in figures],
        "text": words.say(
            "Each line is one claim. A dot is the number it gives, an arrow to the right “at least”, an "
            "arrow to the left “up to”, a hollow dot a part or a vague word; grey claims do not speak. "
            "The band is the finding, the line its best."
        ),
        "more": left if panel["left"] else "",
        "elsewhere": words.say("There is no room for its claims here: the facts file has all of them."),
    }
