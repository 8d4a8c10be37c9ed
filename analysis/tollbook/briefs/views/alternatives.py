"""Alternative texts: what somebody who can't see a picture needs to know of it, made from its data."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook import places
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.panels import made as _made
from tollbook.briefs.prose import phrases
from tollbook.charts.amounts import Amount
from tollbook.charts.words import Words


def tile(facts: Facts, key: str) -> str:
    """A headline figure's glyph."""
    figure = facts.ledger.figures[key]
    return facts.words.say(
        "{label}: {amount}.",
        label=phrases.label(figure.measure, facts.words, figure.base),
        amount=_amount(facts, figure),
    )


def trend(facts: Facts) -> str:
    """The months with a report, each with its number; the others have none."""
    words, panel = facts.words, facts.panels["trend"]
    figures = [facts.ledger.figures[key] for key in panel["months"]]
    listed = [f"{words.month(figure.start)}: {_amount(facts, figure)}" for figure in figures]
    text = "; ".join(listed) if listed else words.say("no month has a report")
    return words.say(
        "{measure} by month from {start} to {end}. {text}. Other months: no report, which is not zero.",
        measure=phrases.label(panel["measure"], words),
        start=words.month(pd.Timestamp(panel["start"])),
        end=words.month(pd.Timestamp(panel["end"])),
        text=text,
    )


def map_of(facts: Facts) -> str:
    """The townships that have a figure, each with it; how many have none, and what is known for no township."""
    words, panel = facts.words, facts.panels["map"]
    figures = [facts.ledger.figures[key] for key in panel["figures"]]
    own = [figure for figure in figures if places.unit(figure.pcode).level == "township"]
    listed = [f"{places.name(figure.pcode)}: {_amount(facts, figure)}" for figure in own]
    parts = [
        words.say(
            "Map of the townships of {area}: {measure}, {days}.",
            area=panel["area"],
            measure=phrases.label(panel["measure"], words).lower(),
            days=words.days(facts.subject.start, facts.subject.end),
        ),
        "; ".join(listed) + "." if listed else words.say("No township has a figure."),
        *_silent(panel, words),
        *(
            words.say(
                "Township not stated, {area}: {amount}.", area=places.label(each.pcode), amount=_amount(facts, each)
            )
            for each in figures
            if each not in own
        ),
    ]
    if panel["areas"]["approximate"]:
        parts.append(words.say("The areas are approximate."))
    return " ".join(parts)


def _silent(panel: dict[str, Any], words: Words) -> list[str]:
    """How many townships of the map nothing is recorded of."""
    said = {
        "no report": ("{n} township: no report, which is not zero.", "{n} townships: no report, which is not zero."),
        "not covered": ("{n} township: not covered.", "{n} townships: not covered."),
        "other code": ("{n} township: recorded under another code.", "{n} townships: recorded under another code."),
        "zero": ("{n} township: counted, none reported.", "{n} townships: counted, none reported."),
    }
    return [words.count(*said[state], len(codes)) for state, codes in sorted(panel["silent"].items())]


def rates(facts: Facts) -> str:
    """The townships that have a rate, each with it."""
    words, panel = facts.words, facts.panels["map"]
    people = panel["population"]
    listed = [
        f"{places.name(facts.ledger.figures[key].pcode)}: {_rate(facts, key, rate)}"
        for key, rate in panel["rates"].items()
    ]
    return words.say(
        "Map of the same figures for {per} people of {year}. {listed}.",
        per=words.number(people["per"]),
        year=words.number_plain(people["year"]),
        listed="; ".join(listed),
    )


def _rate(facts: Facts, key: str, rate: dict[str, Any]) -> str:
    """A rate as text, with the open end of its figure."""
    return Amount(rate["low"], rate["best"], rate["high"], facts.ledger.figures[key].amount.open).text(facts.words)


def others(facts: Facts) -> str:
    """The other measures of the place, each with its months."""
    rows = [(phrases.label(row["measure"], facts.words), row["months"]) for row in facts.panels["trend"]["others"]]
    return _strips(facts, rows)


def beside(facts: Facts) -> str:
    """The places beside, each with its months."""
    return _strips(facts, [(row["label"], row["months"]) for row in facts.panels["beside"]["rows"]])


def _strips(facts: Facts, rows: list[tuple[str, list[str]]]) -> str:
    words, lines = facts.words, []
    for label, keys in rows:
        figures = [facts.ledger.figures[key] for key in keys]
        months = "; ".join(f"{words.month(figure.start)}: {_amount(facts, figure)}" for figure in figures)
        lines.append(f"{label}: {months or words.say('no report')}.")
    return words.say("Months with a report. {lines}", lines=" ".join(lines))


def made(facts: Facts, finding: dict[str, Any]) -> str:
    """Every claim of the finding, and the finding."""
    words, figure = facts.words, facts.ledger.figures[finding["key"]]
    claims = "; ".join(f"{claim['outlet']}: {_made.said(claim, words)}" for claim in finding["claims"])
    return words.say("Claims: {claims}. Finding: {finding}.", claims=claims, finding=figure.amount.text(words))


def _amount(facts: Facts, figure: Figure) -> str:
    return figure.amount.text(facts.words) if figure.state == "figure" else facts.words.say(figure.state)
