"""The months, the places beside and the years, as the page sets them; and how a figure stands in a cell of a table."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.prose import phrases, sentences
from tollbook.charts.words import Words


def trend(facts: Facts) -> dict[str, Any]:
    """The place by months: heading, sum, and a row for each other measure."""
    words, panel = facts.words, facts.panels["trend"]
    total = facts.ledger.figures[panel["total"]]
    silent = total.state not in ("figure", "zero")
    marked = [key for row in [panel, *panel["others"]] for key in row["months"] if facts.ledger.figures[key].is_spread]
    names = words.listing([phrases.label(name, words).lower() for name in panel["silent"]])
    return {
        "heading": words.say(
            "{measure} by month, {place}", measure=phrases.label(panel["measure"], words), place=facts.subject.label
        ),
        "text": facts.said["trend"][0].text,
        "total": cell(facts, total) if silent else total.amount.main(words),
        "total_rest": "" if silent else total.amount.rest(words),
        "total_label": words.say("in these months"),
        "total_lines": [] if silent else under(facts, total)[:1],
        "spread": words.say("† rests mostly on longer incidents, spread by day") if marked else "",
        "others": [
            {
                "label": phrases.label(row["measure"], words),
                "own": False,
                "cells": [cell(facts, facts.ledger.figures[row["total"]])],
            }
            for row in panel["others"]
        ],
        "silent": words.say("No report in these months, which is not zero: {names}.", names=names) if names else "",
    }


def beside(facts: Facts) -> dict[str, Any]:
    """The places beside: a row for each that has a figure, and the names of the others."""
    words, panel = facts.words, facts.panels["beside"]
    rows = [
        {
            "label": row["label"] + (" *" if row["not_stated"] else ""),
            "own": row["own"],
            "cells": [cell(facts, facts.ledger.figures[row[name]]) for name in ("period", "ever")],
        }
        for row in panel["rows"]
    ]
    silent = words.listing([each["label"] + (" *" if each["not_stated"] else "") for each in panel["silent"]])
    year = words.number_plain(pd.Timestamp(panel["since"]).year)
    return {
        "heading": words.say(
            "Beside it in {area}: {measure} by month, in this sample",
            area=panel["area"],
            measure=phrases.label(panel["measure"], words).lower(),
        ),
        "rows": rows,
        "ever": words.say("Since {year}", year=year),
        "silent": words.say("No report since {year}, which is not zero: {places}.", year=year, places=silent)
        if silent
        else "",
        "note": _beside_note(facts),
    }


def _beside_note(facts: Facts) -> str:
    """In which order the places stand, and why that is no ranking where nobody knows who was looking."""
    words, panel = facts.words, facts.panels["beside"]
    listed = [*panel["rows"], *panel["silent"]]
    unknown = any(facts.ledger.figures[row["ever"]].coverage == "unknown" for row in panel["rows"])
    parts = [
        words.say("* {level} not stated.", level=words.say(panel["level"]))
        if any(r["not_stated"] for r in listed)
        else "",
        words.say("Most recorded in this sample first; coverage is unknown, so this is no ranking.")
        if unknown
        else words.say("Most recorded in this sample first."),
    ]
    return " ".join(part for part in parts if part)


def years(facts: Facts) -> dict[str, Any]:
    """The years of the place: a row for each that has a report, and the names of the others."""
    words, panel = facts.words, facts.panels["years"]
    rows, silent = [], []
    for row in panel["rows"]:
        figures = [facts.ledger.figures[key] for key in row["figures"]]
        name = _year(pd.Timestamp(row["start"]), pd.Timestamp(row["end"]), words)
        if all(figure.state == "no report" for figure in figures):
            silent.append(name)
        else:
            rows.append([name, *(cell(facts, figure) for figure in figures)])
    note = words.say("Years differ in how much was read of them: more recorded does not mean more happened.")
    if silent:
        listed = words.listing(silent)
        note = f"{words.say('No report of any of these, which is not zero: {years}.', years=listed)} {note}"
    return {
        "heading": words.say("Year by year in this sample, {place}", place=facts.subject.label),
        "head": [words.say("Year"), *(phrases.label(name, words) for name in panel["measures"])],
        "rows": rows,
        "note": note,
    }


def _year(start: pd.Timestamp, end: pd.Timestamp, words: Words) -> str:
    if (end.month, end.day) == (12, 31):
        return words.period(start, end)
    return words.say("{year}, to {day}", year=words.number_plain(start.year), day=words.day(end, short=True))


def cell(facts: Facts, figure: Figure) -> str:
    """A figure in one cell of a table: all of it, or the state that it is in."""
    if figure.state == "figure":
        return figure.amount.text(facts.words) + (" †" if figure.is_spread else "")
    if figure.other_bases:
        return facts.words.say("other base")
    return facts.words.say({"zero": "0"}.get(figure.state, figure.state))


def under(facts: Facts, figure: Figure) -> list[str]:
    """What stands under a headline number: on how much it rests, and what is to be known about it."""
    words = facts.words
    origins = words.count("{n} origin", "{n} origins", figure.origins) + sentences.marks(figure.sources)
    if "stated_on" in figure.more:
        day = words.day(pd.Timestamp(figure.more["stated_on"]), short=True)
        age = words.count(
            "{n} day before the period's end", "{n} days before the period's end", figure.more["age_days"]
        )
        return [words.say("as of {day}, {age}", day=day, age=age), origins]
    incidents = words.count("{n} incident", "{n} incidents", figure.incidents)
    if figure.open_incidents:
        every = figure.open_incidents == figure.incidents
        message = "{incidents}, open above" if every else "{incidents}, {n} open above"
        incidents = words.say(message, incidents=incidents, n=words.number(figure.open_incidents))
    lines = [words.say("{incidents}; {origins}", incidents=incidents, origins=origins)]
    best = figure.amount.best
    if figure.amount.open and best is not None and (figure.highest_stated or 0) > best:
        lines.append(words.say("highest sum stated: {n}", n=words.number(figure.highest_stated or 0)))
    if phrases.caveat(figure, words):
        lines.append(phrases.caveat(figure, words))
    if figure.is_spread:
        lines.append(words.say("† mostly spread by day over longer incidents"))
    return lines
