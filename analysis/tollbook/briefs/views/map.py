"""What stands around the maps on the page: headings and notes. The maps themselves are in `pictures`."""

from __future__ import annotations

from typing import Any

from tollbook import places
from tollbook.amounts import Amount
from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.panels import mapped
from tollbook.briefs.panels.tiles import FLOWS
from tollbook.briefs.prose import phrases
from tollbook.charts import map_notes
from tollbook.charts.reading import Reading


def of(facts: Facts, wanted: str = FLOWS[0]) -> dict[str, Any]:
    """The map's heading and notes, and those of its twin for so many people where there is one.

    Parameters
    ----------
    facts : Facts
    wanted : str
        The measure that the page would map: where the map is of another one, a note says why.
    """
    words, panel = facts.words, facts.panels["map"]
    measure = phrases.label(panel["measure"], words)
    area = words.place_label(panel["within"])
    reading = mapped.reading_of(facts.ledger, panel)
    notes = map_notes.not_mapped(reading, facts.atlas.areas, panel["within"], words)
    notes = [*_of_itself(facts, reading), *notes]
    if panel["measure"] != wanted:
        named, headline = phrases.name(panel["measure"], words), phrases.name(wanted, words)
        notes.insert(
            0,
            words.say(
                "The map is of {measure}, because there is no figure of {headline} to draw.",
                measure=named,
                headline=headline,
            ),
        )
    if panel["areas"]["approximate"]:
        notes.append(words.say("Township areas are approximate: see the last lines."))
    return {
        "heading": words.say("{measure} by township, {area}", measure=measure, area=area),
        "note": " ".join([*notes, *_without_rates(facts)]),
        "rates": _rates(facts, measure) if panel["rates"] else None,
    }


def _of_itself(facts: Facts, reading: Reading) -> list[str]:
    """That the place itself has no area, unless a note that follows says so."""
    words, panel, areas = facts.words, facts.panels["map"], facts.atlas.areas
    own = panel["outlined"]
    if own is None or own in areas.pcodes:
        return []
    below = places.ground_of().get(own)
    if below in areas.pcodes:
        return [
            words.say(
                "{place} has no area of its own; it lies on the ground drawn as {below}.",
                place=words.place_label(own),
                below=words.place_name(str(below)),
            )
        ]
    lost = map_notes.undrawn(reading, areas, panel["within"])
    if own in lost and len(lost) <= map_notes.MOST:
        return []
    return [words.say("No area is known of {place} itself.", place=words.place_label(own))]


def _without_rates(facts: Facts) -> list[str]:
    """Why there is no map for so many people, where a population was given."""
    words, panel = facts.words, facts.panels["map"]
    if panel["population"] is None or panel["rates"]:
        return []
    return [
        words.say(
            "No map for {per} people ({source}, {year}): where coverage is unknown there is no rate.",
            per=words.number(panel["population"]["per"]),
            source=map_notes.called(panel["population"]["source"], words),
            year=words.number_plain(panel["population"]["year"]),
        )
    ]


#: Townships whose rates are printed as a table; all are in the facts.
_MOST = 12


def _rates(facts: Facts, measure: str) -> dict[str, Any]:
    words, panel, people = facts.words, facts.panels["map"], facts.atlas.population
    assert people is not None
    made = mapped.rate_table(facts.ledger, panel, people)
    per, year = words.number(made.per), words.number_plain(made.year)
    small = made.table.loc[made.table["small"], "pcode"].astype(str).tolist()
    notes = [
        words.say("A township has a rate only where a source was counting and its people are known."),
        *map_notes.people(made, small, words),
    ]
    return {
        "heading": words.say("{measure} for {per} people of {year}", measure=measure, per=per, year=year),
        "note": " ".join(notes),
        "head": [words.say("Township"), words.say("Recorded"), words.say("People"), words.say("Per {per}", per=per)],
        "rows": _rows(facts),
        "none": "",
    }


def _rows(facts: Facts) -> list[dict[str, Any]]:
    """The townships that something is recorded for and that have a rate, in the order of their names."""
    words, figures = facts.words, facts.ledger.figures
    rows = []
    for key, rate in facts.panels["map"]["rates"].items():
        figure = figures[key]
        if figure.state == "figure":
            rated = Amount(rate["low"], rate["best"], rate["high"], figure.amount.open)
            name = words.place_name(figure.pcode)
            rows.append((name, figure, rate, rated))
    rows.sort(key=lambda row: row[0])
    return [
        {
            "cells": [
                name,
                running.figure(figure.amount.text(words), figure.sources),
                words.number(rate["people"]),
                running.figure(rated.text(words), figure.sources),
            ],
            "own": False,
        }
        for name, figure, rate, rated in rows[:_MOST]
    ]
