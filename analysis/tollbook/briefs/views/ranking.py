"""The places inside a district, a state or the country as the page sets them, most recorded first."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.panels.ranking import MEASURES
from tollbook.briefs.prose import phrases
from tollbook.briefs.running import Running, Text
from tollbook.briefs.views import months
from tollbook.charts.amounts import Amount
from tollbook.charts.messages import mark, mark_count
from tollbook.charts.words import Words

_HEADINGS = {
    ("township", True): mark("Ranking by civilians killed: townships of {area}"),
    ("township", False): mark("Most recorded in this sample: townships of {area}"),
    ("state", True): mark("Ranking by civilians killed: states and regions of {area}"),
    ("state", False): mark("Most recorded in this sample: states and regions of {area}"),
}
_HEADS = {"township": mark("Township"), "state": mark("State or region")}
_STARS = {"township": mark("* township not stated."), "state": mark("* state or region not stated.")}
_SILENT = {
    "no report": {
        "township": mark_count(
            "No report of these: {n} township, which is not zero.",
            "No report of these: {n} townships, which is not zero.",
        ),
        "state": mark_count(
            "No report of these: {n} state or region, which is not zero.",
            "No report of these: {n} states and regions, which is not zero.",
        ),
    },
    "not covered": {
        "township": mark_count("Not covered: {n} township.", "Not covered: {n} townships."),
        "state": mark_count("Not covered: {n} state or region.", "Not covered: {n} states and regions."),
    },
    "zero": {
        "township": mark_count("Counted, none recorded: {n} township.", "Counted, none recorded: {n} townships."),
        "state": mark_count(
            "Counted, none recorded: {n} state or region.", "Counted, none recorded: {n} states and regions."
        ),
    },
}
_MORE = {
    "township": mark_count(
        "{n} more township with a report is not listed.", "{n} more townships with a report are not listed."
    ),
    "state": mark_count(
        "{n} more state or region with a report is not listed.",
        "{n} more states and regions with a report are not listed.",
    ),
}


def ranking(facts: Facts) -> list[dict[str, Any]]:
    """A table for each level of the places inside: of the country two, of a township none."""
    return [_table(facts, panel) for panel in facts.panels["ranking"]]


def _table(facts: Facts, panel: dict[str, Any]) -> dict[str, Any]:
    words, level = facts.words, panel["level"]
    area = words.place_label(facts.subject.place.pcode)
    return {
        "heading": words.say(_HEADINGS[level, panel["is_ranking"]], area=area),
        "head": _head(panel, words),
        "rows": [{"cells": _cells(facts, panel, row), "own": False} for row in panel["rows"]],
        "note": running.join(_note(facts, panel)),
        "none": words.say("No report of any of these in the period, which is not zero."),
    }


def _head(panel: dict[str, Any], words: Words) -> list[str]:
    head = [words.say("Rank")] if panel["is_ranking"] else []
    head += [words.say(_HEADS[panel["level"]]), *(phrases.short_label(name, words) for name in MEASURES)]
    head += [words.say("Displaced"), words.say("Months in a row")]
    return [*head, words.say("Killed per {per}", per=words.number(panel["per"]["per"]))] if panel["per"] else head


def _cells(facts: Facts, panel: dict[str, Any], row: dict[str, Any]) -> list[Text]:
    words, figures = facts.words, facts.ledger.figures
    name = words.place_name(row["pcode"])
    if row["not_stated"]:
        name = words.say("{place} *", place=words.place_label(row["pcode"]))
    cells: list[Text] = [_rank(row, words)] if panel["is_ranking"] else []
    cells += [name, *(months.cell(facts, figures[row["figures"][measure]]) for measure in MEASURES)]
    level = figures[row["displaced"]] if row["displaced"] else None
    cells += [_level(facts, level), _strikes(row, words)]
    if panel["per"]:
        killed = figures[row["figures"][MEASURES[0]]]
        cells.append(_rate(row["rate"], killed, words))
    return cells


def _rank(row: dict[str, Any], words: Words) -> str:
    if row["rank"] is None:
        return ""
    rank = words.number(row["rank"])
    if row["was"] is None:
        return rank
    if row["was"] == row["rank"]:
        return words.say("{rank} (as before)", rank=rank)
    return words.say("{rank} (before: {was})", rank=rank, was=words.number(row["was"]))


def _level(facts: Facts, figure: Figure | None) -> Text:
    """The latest level with its day."""
    words = facts.words
    if figure is None:
        return words.say("no report")
    day = words.day(pd.Timestamp(figure.more["stated_on"]), short=True)
    return running.fill(words, "{amount}, {day}", amount=months.cell(facts, figure), day=day)


def _strikes(row: dict[str, Any], words: Words) -> Running:
    if row["strike_months"] == 0:
        return running.of(words.say("none recorded"))
    n = words.number(row["strike_months"])
    return running.figure(words.say("{n} or more", n=n) if row["whole_window"] else n, row["sources"])


def _rate(rate: dict[str, Any] | None, figure: Figure, words: Words) -> Text:
    if rate is None:
        return words.say("no rate")
    amount = Amount(rate["low"], rate["best"], rate["high"], figure.amount.open)
    return running.figure(amount.text(words), figure.sources)


def _note(facts: Facts, panel: dict[str, Any]) -> list[Text]:
    """Why this is or is no ranking, and what the table leaves out."""
    words, level, rows = facts.words, panel["level"], panel["rows"]
    if not rows:
        return []
    listed = [words.count(*_SILENT[state][level], n) for state, n in panel["silent"].items()]
    return [
        words.say("Ranked by the best; equals share a rank. Where bounds overlap, the order is not certain.")
        if panel["is_ranking"]
        else words.say(
            "It is not known that a source was counting in all of them, so this is no ranking: more recorded may mean "
            "that more was read."
        ),
        words.say(_STARS[level]) if any(row["not_stated"] for row in rows) else "",
        words.count(*_MORE[level], panel["more"]) if panel["more"] else "",
        *listed,
        words.say("Displaced: the latest level of each place, on its own day; such levels do not add up.")
        if any(row["displaced"] for row in rows)
        else "",
        words.say("Months in a row: up to the period's end, with a recorded airstrike in each."),
        *_people(panel, words),
    ]


def _people(panel: dict[str, Any], words: Words) -> list[Text]:
    if not panel["per"]:
        return []
    year = words.number_plain(panel["per"]["year"])
    return [words.say("Population: {source}, {year}.", source=panel["per"]["source"], year=year)]
