"""The table of revisions: what the last issue said, what is known now, and why."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.amounts import Amount
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.prose import phrases
from tollbook.briefs.views import months
from tollbook.charts.messages import mark as _
from tollbook.charts.words import Words
from tollbook.release.held import Held

_WHY = {
    "late report": _("late reports"),
    "correction": _("a correction"),
    "reconciling": _("reports joined otherwise"),
    "method": _("another rule"),
    "coverage": _("another coverage"),
    "code": _("software or reference tables"),
    "not known": _("not known"),
}


_NONE = _("No figure of the last issue ({period}; issued {issued}, reports to {cut_off}) has changed.")
_SOME_HELD = _(
    "No figure of the last issue ({period}; issued {issued}, reports to {cut_off}) that is shown here has changed; "
    "others are held back."
)


def revisions(facts: Facts) -> dict[str, Any]:
    """The table, or why there is none."""
    words, panel = facts.words, facts.panels["revisions"]
    last = panel["previous"]
    empty: dict[str, Any] = {"heading": words.say("Revisions since the last issue"), "head": [], "rows": [], "note": ""}
    if last is None:
        return {**empty, "none": words.say("No earlier issue was given to compare with.")}
    days = {
        "issued": words.day(pd.Timestamp(last["issued"]), short=True),
        "cut_off": words.day(pd.Timestamp(last["cut_off"]), short=True),
        "period": words.period(pd.Timestamp(last["start"]), pd.Timestamp(last["end"])),
    }
    if not panel["rows"]:
        message = _SOME_HELD if panel["held"] else _NONE
        return {**empty, "none": words.say(message, **days)}
    return {
        "heading": words.say("Revisions since the last issue: {period}, issued {issued}, reports to {cut_off}", **days),
        "head": [words.say("Measure"), words.say("Last issue"), words.say("Known now"), words.say("Why")],
        "rows": [_row(facts, row) for row in panel["rows"]],
        "note": _note(panel, words),
        "none": "",
    }


def _row(facts: Facts, row: dict[str, Any]) -> dict[str, Any]:
    words, now = facts.words, facts.ledger.figures[row["key"]]
    why = words.listing([words.say(_WHY[reason]) for reason in row["why"]])
    label = phrases.label(now.measure, words, now.base)
    return {"cells": [label, months.cell(facts, _then(row["old"], now)), months.cell(facts, now), why], "own": False}


def _then(old: dict[str, Any], now: Figure) -> Figure:
    """The last issue's figure, to be set like any other; its sources are that issue's and not this one's."""
    amount = Amount(old["low"], old["best"], old["high"], old["open"])
    bases, spread = tuple(old["other_bases"]), old["spread_share"]
    return Figure(
        "", now.measure, now.base, now.pcode, now.start, now.end, amount, old["state"], spread_share=spread,
        other_bases=bases, held=_held(old.get("held")),
    )  # fmt: skip


def _held(old: dict[str, Any] | None) -> Held | None:
    """Why the last issue held a figure back; issues before there was such a rule say nothing of it."""
    return None if not old else Held(str(old["rule"]), int(old["below"] or 0))


def _note(panel: dict[str, Any], words: Words) -> str:
    others = panel["compared"] - len(panel["rows"]) - panel["held"]
    if not others:
        return ""
    return words.count("{n} other figure has not changed.", "{n} other figures have not changed.", others)
