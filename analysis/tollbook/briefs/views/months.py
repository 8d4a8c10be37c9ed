"""The months, the places beside and the years, as the page sets them; and how a figure stands in a cell of a table."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.panels.tiles import STOCK
from tollbook.briefs.prose import held_back, phrases, sentences
from tollbook.briefs.running import Running, Text
from tollbook.charts.messages import mark
from tollbook.charts.words import Words


def trend(facts: Facts) -> dict[str, Any]:
    """The place by months: heading, sum, and what is to be known of the months."""
    words, panel = facts.words, facts.panels["trend"]
    total = facts.ledger.figures[panel["total"]]
    silent = total.state not in ("figure", "zero")
    marked = any(facts.ledger.figures[key].is_spread for key in panel["months"])
    return {
        "heading": words.say(
            "{measure} by month, {place}",
            measure=phrases.label(panel["measure"], words),
            place=words.place_label(facts.subject.place.pcode),
        ),
        "text": facts.said["trend"][0].text,
        "total": cell(facts, total) if silent else running.figure(total.amount.main(words), total.sources),
        "total_rest": "" if silent else total.amount.rest(words),
        "total_label": words.say("in these months"),
        "total_lines": _under_total(facts, total),
        "provisional": facts.subject.has_provisional_months,
        **_signs(facts),
        "spread": words.say("† rests mostly on longer incidents, spread by day") if marked else "",
    }


def _under_total(facts: Facts, total: Figure) -> list[Text]:
    """What stands under the sum of the months: on how much it rests, or why it is held back."""
    if held_back.is_held(total):
        return [held_back.why(total, facts.words)]
    return under(facts, total)[:1] + _spread(total, facts.words) if total.state in ("figure", "zero") else []


def _signs(facts: Facts) -> dict[str, bool]:
    """Whether a month of the place, or of one beside it, was counted with none recorded, not covered, or held back."""
    rows = [facts.panels["trend"], *facts.panels.get("beside", {"rows": []})["rows"]]
    states = {facts.ledger.figures[key].state for row in rows for key in row["months"]}
    return {"zero": "zero" in states, "not_covered": "not covered" in states, "held": "held back" in states}


def beside(facts: Facts) -> dict[str, Any]:
    """The places beside: a row for each that has a figure, and the names of the others."""
    words, panel = facts.words, facts.panels["beside"]
    rows = [
        {
            "label": place(row, words),
            "own": row["own"],
            "cells": [cell(facts, facts.ledger.figures[row[name]]) for name in ("period", "ever")],
        }
        for row in panel["rows"]
    ]
    year = words.number_plain(pd.Timestamp(panel["since"]).year)
    return {
        "heading": _beside_heading(facts),
        "rows": rows,
        "ever": words.say("Since {year}", year=year),
        "silent": running.join(_silent(panel, year, words)),
        "note": _beside_note(facts),
    }


def _silent(panel: dict[str, Any], year: str, words: Words) -> list[Text]:
    """The places beside that nothing is recorded of, by what coverage says of all that time."""
    said = {
        "no report": mark("No report since {year}, which is not zero: {places}."),
        "not covered": mark("Not covered since {year}: {places}."),
        "zero": mark("Counted since {year}, none recorded: {places}."),
        "held back": mark("Held back since {year}: {places}."),
    }
    found = {state: [place(each, words) for each in panel["silent"] if each["state"] == state] for state in said}
    return [words.say(said[at], year=year, places=words.listing(names)) for at, names in found.items() if names]


def _beside_heading(facts: Facts) -> str:
    words, panel = facts.words, facts.panels["beside"]
    area, measure = words.place_label(panel["area"]), phrases.name(panel["measure"], words)
    if facts.subject.place.level == "township":
        return words.say("Beside it in {area}: {measure} by month, in this sample", area=area, measure=measure)
    if panel["level"] == "township":
        return words.say("Townships of {area}: {measure} by month, in this sample", area=area, measure=measure)
    if panel["level"] == "district":
        return words.say("Districts of {area}: {measure} by month, in this sample", area=area, measure=measure)
    return words.say("States and regions of {area}: {measure} by month, in this sample", area=area, measure=measure)


def place(row: dict[str, Any], words: Words) -> str:
    """A place beside or inside; what is known only for the district or state is named with its level and a star."""
    if row["not_stated"]:
        return words.say("{place} *", place=words.place_label(row["pcode"]))
    return words.place_name(row["pcode"])


def _beside_note(facts: Facts) -> Text:
    """In which order the places stand, and why that is no ranking where nobody knows who was looking."""
    words, panel = facts.words, facts.panels["beside"]
    listed = [*panel["rows"], *panel["silent"]]
    unknown = any(facts.ledger.figures[row["ever"]].coverage == "unknown" for row in panel["rows"])
    star = {
        "township": words.say("* township not stated."),
        "district": words.say("* district not stated."),
        "state": words.say("* state or region not stated."),
    }[panel["level"]]
    return running.join(
        [
            star if any(row["not_stated"] for row in listed) else "",
            words.say("Most recorded in this sample first; coverage is unknown, so this is no ranking.")
            if unknown
            else words.say("Most recorded in this sample first."),
        ]
    )


def years(facts: Facts) -> dict[str, Any]:
    """The years of the place: a row for each that has a report, and the names of the others."""
    words, panel = facts.words, facts.panels["years"]
    rows: list[dict[str, Any]] = []
    silent = []
    for row in panel["rows"]:
        figures = [facts.ledger.figures[key] for key in row["figures"]]
        name = _year(pd.Timestamp(row["start"]), pd.Timestamp(row["end"]), words)
        if all(figure.state == "no report" for figure in figures):
            silent.append(name)
        else:
            rows.append({"cells": [name, *(cell(facts, figure) for figure in figures)], "own": False})
    note = words.say("Years differ in how much was read of them: more recorded does not mean more happened.")
    listed = words.listing(silent)
    without = words.say("No report of any of these, which is not zero: {years}.", years=listed) if silent else ""
    return {
        "heading": words.say(
            "Year by year in this sample, {place}", place=words.place_label(facts.subject.place.pcode)
        ),
        "head": [words.say("Year"), *(phrases.label(name, words) for name in panel["measures"])],
        "rows": rows,
        "note": running.join([without, note]),
        "none": "",
    }


def _year(start: pd.Timestamp, end: pd.Timestamp, words: Words) -> str:
    if (end.month, end.day) == (12, 31):
        return words.period(start, end)
    return words.say("{year}, to {day}", year=words.number_plain(start.year), day=words.day(end, short=True))


def cell(facts: Facts, figure: Figure) -> Running:
    """A figure in one cell of a table: all of it, or the state that it is in."""
    words = facts.words
    if figure.state == "figure":
        text = figure.amount.text(words)
        said = words.say("{amount} †", amount=text) if figure.is_spread else text
        return running.figure(said, figure.sources, key=figure.key)
    return running.figure(state(figure, words), figure.sources, key=figure.key)


def state(figure: Figure, words: Words) -> str:
    """The state of a figure without a number; of one that is held back its bound, where it may be said."""
    if held_back.is_held(figure):
        return held_back.short(figure, words)
    if figure.other_bases:
        return words.say("other base")
    if figure.measure == STOCK and figure.state == "no report":
        # Earlier ones may be stated, in the period itself: what is missing is one that still holds at its end.
        return words.say("no recent level")
    return {
        "zero": words.number(0),
        "no report": words.say("no report"),
        "no figure": words.say("no figure"),
        "not covered": words.say("not covered"),
    }[figure.state]


def under(facts: Facts, figure: Figure) -> list[Text]:
    """What stands under a headline number: on how much it rests, and what is to be known about it."""
    words = facts.words
    origins = running.join([words.count("{n} origin", "{n} origins", figure.origins), sentences.marks(figure)])
    if "stated_on" in figure.more:
        day = words.day(pd.Timestamp(figure.more["stated_on"]), short=True)
        age = words.count(
            "{n} day before the period's end", "{n} days before the period's end", figure.more["age_days"]
        )
        rounded = held_back.rounded(figure, words)
        return [words.say("as of {day}, {age}", day=day, age=age), *([rounded] if rounded else []), origins]
    incidents = words.count("{n} incident", "{n} incidents", figure.incidents)
    if figure.open_incidents == figure.incidents:
        incidents = words.say("{incidents}, open above", incidents=incidents)
    elif figure.open_incidents:
        n = words.number(figure.open_incidents)
        incidents = words.say("{incidents}, {n} open above", incidents=incidents, n=n)
    lines: list[Text] = [running.fill(words, "{incidents}; {origins}", incidents=incidents, origins=origins)]
    best = figure.amount.best
    if figure.amount.open and best is not None and (figure.highest_stated or 0) > best:
        lines.append(words.say("highest sum stated: {n}", n=words.number(figure.highest_stated or 0)))
    if phrases.caveat(figure, words):
        lines.append(phrases.caveat(figure, words))
    return lines + _spread(figure, words)


def _spread(figure: Figure, words: Words) -> list[Text]:
    """The mark of a number of which more than half was spread by day (design, rule 3)."""
    return [words.say("† mostly spread by day over longer incidents")] if figure.is_spread else []
