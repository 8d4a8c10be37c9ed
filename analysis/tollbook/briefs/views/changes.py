"""What stands under a headline figure of its change: which way, from what, and when; or why that is not known."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.panels.changes import NO_LEVEL, SAME_LEVEL
from tollbook.briefs.running import Text
from tollbook.charts.words import Words


def changes(facts: Facts) -> dict[str, list[Text]]:
    """Lines by the key of the tile, none to two each.

    Where nobody knows whether a source was counting in the period, the floor sentence says once that no change is
    stated, and no tile repeats it.
    """
    panel = facts.panels["changes"]
    if panel["coverage"] == "unknown":
        return {row["key"]: [] for row in panel["rows"]}
    return {row["key"]: _lines(facts, row) for row in panel["rows"]}


def _lines(facts: Facts, row: dict[str, Any]) -> list[Text]:
    words, stock = facts.words, "stated_on" in facts.ledger.figures[row["key"]].more
    if row["before"] and row["before"]["reason"] == "not counted now":
        # Said once: it holds whatever the period is compared with.
        return [] if stock else [words.say("no change stated: no source was looking in this period")]
    lines = []
    for name in ("before", "year"):
        if row[name]:
            lines += _line(facts, row[name], facts.panels["changes"][name])
    return lines


def _line(facts: Facts, change: dict[str, Any], days: dict[str, Any]) -> list[Text]:
    """One comparison; a reason that the tile itself shows is left out."""
    words, start, end = facts.words, pd.Timestamp(days["start"]), pd.Timestamp(days["end"])
    if change["key"] is None:
        reason = _why_not(change["reason"], days["coverage"], words.period(start, end), words)
        return [reason] if reason else []
    then = facts.ledger.figures[change["key"]]
    stated = then.more.get("stated_on")
    at = words.day(pd.Timestamp(stated), short=True) if stated else words.period(start, end)
    line = _verdict(change, then, at, _when(start, end, stated, words), words)
    if not change["same_age"]:
        return [line]
    known = words.day(pd.Timestamp(then.more["as_of"]), short=True)
    return [running.fill(words, "{change}, as known by {day}", change=line, day=known)]


def _when(start: pd.Timestamp, end: pd.Timestamp, stated: str | None, words: Words) -> str:
    """The earlier days with their preposition."""
    if stated:
        return words.say("on {day}", day=words.day(pd.Timestamp(stated), short=True))
    period = words.period(start, end)
    if start == end:
        return words.say("on {day}", day=period)
    named = start.is_month_start and end.is_month_end and start.year == end.year
    if named and (start.month == end.month or (start.month, end.month) == (1, 12)):
        return words.say("in {period}", period=period)
    return words.say("over {period}", period=period)


def _verdict(change: dict[str, Any], then: Figure, at: str, when: str, words: Words) -> Text:
    verdict, percent = change["verdict"], change["percent"]
    if verdict == "not stated":
        return {
            "other base": words.say("not comparable with {period}: another base", period=at),
            "no number": words.say("not comparable with {period}: no number", period=at),
            "spread": words.say("not comparable with {period}: mostly spread by day", period=at),
        }[change["reason"]]
    if verdict == "none in both":
        return words.say("no change: none recorded {when} either", when=when)
    if verdict == "no clear change":
        number = running.figure(then.amount.span(words), then.sources)
        return running.fill(words, "no clear change from {period} ({then})", period=at, then=number)
    up = verdict == "up"
    if then.state == "zero":
        return words.say("up from none recorded {when}", when=when)
    values: dict[str, Text] = {"then": running.figure(then.amount.text(words), then.sources), "when": when}
    if percent is None:
        if up:
            return running.fill(words, "up from {then} {when}", **values)
        return running.fill(words, "down from {then} {when}", **values)
    values["percent"] = words.number(abs(percent))
    if up:
        return running.fill(words, "up {percent}% from {then} {when}", **values)
    return running.fill(words, "down {percent}% from {then} {when}", **values)


def _why_not(reason: str, coverage: str, at: str, words: Words) -> Text:
    """Why there is no earlier figure to compare with."""
    if reason == SAME_LEVEL:
        return words.say("no newer level since {period}", period=at)
    if reason == NO_LEVEL:
        return words.say("no level known for {period}", period=at)
    if reason == "other base":
        return words.say("not comparable with {period}: another base", period=at)
    if coverage == "not covered":
        return words.say("no change from {period}: no source was looking then", period=at)
    return words.say("no change from {period}: coverage unknown then", period=at)
