"""The best documented incidents, and one of their numbers opened down to its claims, as sections."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs.facts import Facts
from tollbook.briefs.prose import phrases
from tollbook.briefs.running import Text
from tollbook.briefs.views import incidents as _incidents
from tollbook.briefs.views import months as _months
from tollbook.briefs.views import pictures
from tollbook.papers.section import Block, Chart, Paragraphs, Row, Section, Table


def incidents(facts: Facts) -> Section:
    """The incidents that most voices speak of."""
    words, panel = facts.words, facts.panels["documented"]
    rows = [row for each in panel["incidents"] for row in _rows(facts, each)]
    head = [words.say("When"), words.say("Where"), words.say("What is recorded"), words.say("How much")]
    head.append(words.say("Known from"))
    note = words.say(
        "Chosen by the number of origins, then of outlets and of claims. Many voices are no proof: outlets repeat each "
        "other, and a place that many can reach is told of by more of them."
    )
    none = words.say("No incident can be shown here one by one.")
    table = Table(head, rows, (0.95, 1.2, 1.35, 1.05, 2.3), note if rows else "", none)
    keys = [key for each in panel["incidents"] for key in each["figures"]]
    return Section("incidents", words.say("The best documented incidents"), [table], keys)


def _rows(facts: Facts, panel: dict[str, Any]) -> list[Row]:
    """A row for each figure, so that each opens its own claims; what they share stands in the first."""
    words = facts.words
    when = words.days(pd.Timestamp(panel["start"]), pd.Timestamp(panel["end"]), short=True)
    voices = words.say(
        "{reports} of {outlets}, citing {origins}",
        reports=words.count("{n} report", "{n} reports", panel["reports"]),
        outlets=words.count("{n} outlet", "{n} outlets", panel["outlets"]),
        origins=words.count("{n} origin", "{n} origins", panel["origins"]),
    )
    rows = []
    for at, key in enumerate(panel["figures"]):
        figure = facts.ledger.figures[key]
        said: list[Text] = [phrases.label(figure.measure, words, figure.base), _months.cell(facts, figure)]
        shared = (when, words.place_label(panel["pcode"]), voices) if at == 0 else ("", "", "")
        rows.append(Row([*shared[:2], *said, shared[2]]))
    return rows


def made(facts: Facts) -> Section:
    """How one number is made: the claims of the finding that has most of them."""
    words, panel, shown = facts.words, facts.panels["made"], _incidents.made(facts)
    heading = words.say("How one number is made")
    if panel is None or shown is None:
        return Section("made", heading, [Paragraphs([words.say("No finding with a number can be opened here.")])])
    one = next(each for each in facts.panels["documented"]["incidents"] if each["number"] == panel["incident"])
    # Below the pictures: above them it would stand alone where they have to go on to the next page.
    about = words.say(
        "{place}, {when}: every claim that stands behind the number.",
        place=words.place_label(one["pcode"]),
        when=words.days(pd.Timestamp(one["start"]), pd.Timestamp(one["end"])),
    )
    blocks: list[Block] = []
    for finding, label in zip(panel["findings"], shown["labels"], strict=True):
        figure = facts.ledger.figures[finding["key"]]
        named = words.say("{label}: {amount}", label=label, amount=figure.amount.text(words))
        blocks.append(Chart(pictures.made_of(facts, finding, alone=True), heading=named))
    blocks.append(Paragraphs([about, shown["text"], shown["more"]], "note"))
    keys = [finding["key"] for finding in panel["findings"]]
    return Section("made", heading, blocks, keys)
