"""The headline figures as the page sets them."""

from __future__ import annotations

from typing import Any

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.panels.tiles import STOCK
from tollbook.briefs.prose import held_back, phrases, sentences
from tollbook.briefs.running import Text
from tollbook.briefs.views import changes, grade, months
from tollbook.tallies.stocks import MAX_AGE_DAYS


def tiles(facts: Facts) -> list[dict[str, Any]]:
    """Each headline figure: its label, its number or state, and what is to be known about it."""
    said = changes.changes(facts)
    keys = facts.panels["tiles"]["tiles"]
    return [{**tile(facts, facts.ledger.figures[key]), "changes": said[key]} for key in keys]


def tile(facts: Facts, figure: Figure, label: str = "") -> dict[str, Any]:
    """One figure as a headline, without its changes; `label` names it otherwise than by its measure."""
    words = facts.words
    stock = "stated_on" in figure.more
    head = {
        "key": figure.key,
        "label": label or phrases.label(figure.measure, words, figure.base),
        "kind": words.say("level on a day") if stock else words.say("in the period"),
        "stock": stock,
        "state": figure.state,
        "big": figure.state in ("figure", "zero") or held_back.below(figure) > 0,
        "grade": grade.grade(figure, words),
    }
    if figure.state == "figure":
        return {
            **head,
            "main": running.figure(figure.amount.main(words), figure.sources),
            "rest": figure.amount.rest(words),
            "lines": months.under(facts, figure),
        }
    # A bound alone would be read as a count.
    rest = words.say("held back") if held_back.below(figure) else ""
    return {**head, "main": months.state(figure, words), "rest": rest, "lines": [_why(facts, figure)]}


def _why(facts: Facts, figure: Figure) -> Text:
    """Why there is no number."""
    words = facts.words
    if held_back.is_held(figure):
        return held_back.why(figure, words)
    if figure.other_bases:
        bases = words.listing([words.say("“{base}”", base=phrases.base(base, words)) for base in figure.other_bases])
        line = words.say("its figure counts {bases}, and is below", bases=bases)
    elif figure.measure == STOCK:
        n = words.number(MAX_AGE_DAYS)
        line = words.say("none in the {n} days to the period's end, which is not zero", n=n)
    elif figure.standing.only_fighters:
        line = words.say("including fighters")
    elif figure.standing.lonely:
        line = words.say("not corroborated")
    else:
        line = {
            "no report": words.say("which is not zero"),
            "zero": words.say("a source was counting, and none is recorded"),
            "no figure": words.say("reported without a number"),
            "not covered": words.say("no source was looking here"),
        }[figure.state]
    return running.join([line, sentences.marks(figure)])
