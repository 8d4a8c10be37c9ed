"""The places inside a district, a state or the country as the page sets them, most recorded first."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from tollbook.amounts import Amount
from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.panels.ranking import MEASURES
from tollbook.briefs.panels.tiles import STOCK
from tollbook.briefs.prose import held_back, phrases
from tollbook.briefs.running import Running, Text
from tollbook.briefs.views import months
from tollbook.charts import map_notes
from tollbook.charts.messages import mark, mark_count
from tollbook.charts.words import Words
from tollbook.tallies.stocks import MAX_AGE_DAYS

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
    "held back": {
        "township": mark_count("Held back: {n} township.", "Held back: {n} townships."),
        "state": mark_count("Held back: {n} state or region.", "Held back: {n} states and regions."),
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


class _Column(NamedTuple):
    """A column of the table, and what is said where it has nothing: it is then left out."""

    head: str
    cells: list[Text]
    name: str = ""
    says: bool = True


def _table(facts: Facts, panel: dict[str, Any]) -> dict[str, Any]:
    words, level = facts.words, panel["level"]
    area = words.place_label(facts.subject.place.pcode)
    columns = _columns(facts, panel)
    shown = [column for column in columns if column.says]
    left = [column.name for column in columns if not column.says and column.name]
    rows = zip(*(column.cells for column in shown), strict=True)
    return {
        "heading": words.say(_HEADINGS[level, panel["is_ranking"]], area=area),
        "head": [column.head for column in shown],
        "rows": [{"cells": list(cells), "own": False} for cells in rows],
        "note": running.join(_note(facts, panel, left)),
        "none": _none(panel, words),
    }


def _none(panel: dict[str, Any], words: Words) -> str:
    """What stands in the place of a table without rows: what is held back is not said to have no report."""
    held = panel["silent"].get("held back", 0)
    if held:
        return words.count(*_SILENT["held back"][panel["level"]], held)
    return words.say("No report of any of these in the period, which is not zero.")


def _columns(facts: Facts, panel: dict[str, Any]) -> list[_Column]:
    words, figures, rows = facts.words, facts.ledger.figures, panel["rows"]
    columns = [_Column(words.say("Rank"), [_rank(row, words) for row in rows])] if panel["is_ranking"] else []
    columns.append(_Column(words.say(_HEADS[panel["level"]]), [months.place(row, words) for row in rows]))
    for measure in MEASURES:
        mine = [figures[row["figures"][measure]] for row in rows]
        # The first gives the order, and stays.
        says = measure == MEASURES[0] or any(figure.state != "no report" for figure in mine)
        cells: list[Text] = [months.cell(facts, figure) for figure in mine]
        columns.append(_Column(phrases.short_label(measure, words), cells, phrases.name(measure, words), says))
    levels = [figures[row["displaced"]] if row["displaced"] else None for row in rows]
    columns += [
        _Column(words.say("Displaced"), [_level(facts, each) for each in levels], _recent(words), any(levels)),
        _Column(words.say("Months in a row"), [_strikes(row, words) for row in rows], says=_has_strikes(panel)),
    ]
    if panel["per"]:
        killed = [figures[row["figures"][MEASURES[0]]] for row in rows]
        rates: list[Text] = [_rate(facts, row["rate"], each) for row, each in zip(rows, killed, strict=True)]
        columns.append(_Column(words.say("Killed per {per}", per=words.number(panel["per"]["per"])), rates))
    return columns


def _has_strikes(panel: dict[str, Any]) -> bool:
    return any(row["strike_months"] for row in panel["rows"])


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
    """The latest level with its day, and whom it counts where that is stated: places side by side may differ in it."""
    words = facts.words
    if figure is None:
        return words.say("no recent level")
    day = words.day(pd.Timestamp(figure.more["stated_on"]), short=True)
    said = running.fill(words, "{amount}, {day}", amount=months.cell(facts, figure), day=day)
    base = phrases.base(figure.base, words)
    return running.fill(words, "{text} ({extra})", text=said, extra=base) if base else said


def _recent(words: Words) -> str:
    """What no place has where the column of levels is left out: earlier levels may well be stated."""
    name, n = phrases.name(STOCK, words), words.number(MAX_AGE_DAYS)
    return words.say("{name} in the {n} days to the period's end", name=name, n=n)


def _strikes(row: dict[str, Any], words: Words) -> Running:
    if row["strike_months"] == 0:
        return running.of(words.say("not in the last month"))
    n = words.number(row["strike_months"])
    return running.figure(words.say("{n} or more", n=n) if row["whole_window"] else n, row["sources"])


def _rate(facts: Facts, rate: dict[str, Any] | None, figure: Figure) -> Text:
    words = facts.words
    if held_back.is_held(figure):
        return months.cell(facts, figure)
    if rate is None:
        return words.say("no rate")
    amount = Amount(rate["low"], rate["best"], rate["high"], figure.amount.open)
    return running.figure(amount.text(words), figure.sources)


def _note(facts: Facts, panel: dict[str, Any], left: list[str]) -> list[Text]:
    """Why this is or is no ranking, and what the table leaves out."""
    words, level, rows = facts.words, panel["level"], panel["rows"]
    figures = facts.ledger.figures
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
        words.say("Figures known for none of them could change the order.")
        if panel["is_ranking"] and any(row["not_stated"] for row in rows)
        else "",
        words.count(*_MORE[level], panel["more"]) if panel["more"] else "",
        *listed,
        words.say(
            "Displaced: the latest level of each place in the {n} days to the period's end, on its own day; such "
            "levels do not add up.",
            n=words.number(MAX_AGE_DAYS),
        )
        if any(row["displaced"] for row in rows)
        else "",
        words.say("Levels are rounded to hundreds, the low down and the high up.")
        if any(row["displaced"] and figures[row["displaced"]].more.get("rounded_to") for row in rows)
        else "",
        words.say("Months in a row: up to the period's end, with a recorded airstrike in each.")
        if _has_strikes(panel)
        else "",
        words.say("No place here has a report of {names}, which is not zero.", names=words.listing(left))
        if left
        else "",
        *_people(panel, words),
    ]


def _people(panel: dict[str, Any], words: Words) -> list[Text]:
    if not panel["per"]:
        return []
    year = words.number_plain(panel["per"]["year"])
    source = map_notes.called(panel["per"]["source"], words)
    return [words.say("Population: {source}, {year}.", source=source, year=year)]
