"""What is held back from the brief, by which rule, and who let it go: how the page tells of what it does not show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tollbook.briefs.facts import Facts
from tollbook.briefs.prose import held_back
from tollbook.charts.cells import below_text
from tollbook.charts.words import Words

#: Of a panel of what is held back where nothing is.
_NOTHING: dict[str, Any] = {
    "figures": 0,
    "cells": {},
    "claims": {},
    "sources": {},
    "addresses": {},
    "looser": [],
    "rows": {},
}


def held(facts: Facts) -> dict[str, Any]:
    """The part "Held back from this brief".

    Returns
    -------
    dict
        ``heading``; ``rows``: list of ``[label, text]``, empty where nothing is held back; ``none``: what is said then;
        ``note``: the bounds that stand in place of figures, policies that are looser than the rules that ship, and the
        line of what was decided about the release.
    """
    words = facts.words
    rows = _rows(_panel(facts), words)
    return {
        "heading": words.say("Held back from this brief"),
        "rows": rows,
        "none": "" if rows else words.say("Nothing is held back: no figure, claim, source or address."),
        "note": " ".join([*_bounds(facts), *_looser(facts), release(facts)]),
    }


def _panel(facts: Facts) -> dict[str, Any]:
    return {**_NOTHING, **facts.panels.get("held", {})}


def _rows(panel: dict[str, Any], words: Words) -> list[list[str]]:
    listed = (
        (words.say("Figures"), panel["cells"], held_back.FIGURES),
        (words.say("Claims that speak in no figure"), panel["claims"], held_back.CLAIMS),
        (words.say("Sources that are not named"), panel["sources"], held_back.SOURCES),
        (words.say("Addresses that are not given"), panel["addresses"], held_back.ADDRESSES),
        (words.say("Rows of the file that are not listed"), panel["rows"], held_back.ROWS),
    )
    return [[label, _counted(counts, said, words)] for label, counts, said in listed if counts]


def _counted(counts: dict[str, int], said: dict[str, str], words: Words) -> str:
    """How many there are of each rule. No sum: a figure is held by one rule, a reader who wants it can add."""
    each = [
        words.say("{reason} ({n})", reason=held_back.reason(said, rule, words), n=words.number(n))
        for rule, n in counts.items()
    ]
    text = each[0]
    for clause in each[1:]:
        text = words.say("{clauses}; {clause}", clauses=text, clause=clause)
    return text


def _bounds(facts: Facts) -> list[str]:
    """What a bound in place of a figure means, for each that occurs."""
    words = facts.words
    found: Iterable[int] = {held_back.below(figure) for figure in facts.ledger.figures.values()} - {0}
    return [
        words.say("“{sign}”: at least 1 and fewer than {n}.", sign=below_text(most, words), n=words.number(most))
        for most in sorted(found)
    ]


def _looser(facts: Facts) -> list[str]:
    """Policies that are looser than the rules that ship, each with the reason that its publisher gives."""
    return [
        facts.words.say("Looser here than the default rules: {what}. Reason given: {reason}.", **each)
        for each in ({key: str(value).rstrip(".") for key, value in one.items()} for one in _panel(facts)["looser"])
    ]


def release(facts: Facts) -> str:
    """What was decided about the release: its finest place and days, how much is held back, and who let it go."""
    words, about = facts.words, facts.subject
    dated = words.say(
        "Finest place: township. Days up to {end}; issued on {day}.",
        end=words.day(about.end, short=True),
        day=words.day(about.issued, short=True),
    )
    hidden = _panel(facts)["figures"]
    counted = words.count("{n} figure is held back.", "{n} figures are held back.", hidden) if hidden else ""
    return " ".join(text for text in (dated, counted, _decided(facts)) if text)


def _decided(facts: Facts) -> str:
    words = facts.words
    if facts.subject.release == "internal":
        return words.say("Internal: not for publication.")
    return words.say("{listed}.", listed=approved(facts) or words.say("Not approved: draft"))


def approved(facts: Facts) -> str:
    """Who let a public brief go, by role, and when; empty where nobody did."""
    words, approval = facts.words, facts.subject.approval
    if facts.subject.release == "internal" or approval is None:
        return ""
    day = words.day(approval.day, short=True)
    return words.say("Approved for release on {day} by: {role}", day=day, role=approval.role)


def mark(facts: Facts) -> str:
    """What stands at the head of every page, picture and file that may not, or may not yet, be published; else ''."""
    words = facts.words
    if facts.subject.release == "internal":
        return words.say("INTERNAL: not for publication")
    return "" if facts.subject.approval is not None else words.say("DRAFT: not approved for release")
