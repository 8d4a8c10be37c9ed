"""What stands under a headline figure of its change: which way, from what, and when; or why that is not known."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.panels.changes import NO_LEVEL, SAME_LEVEL
from tollbook.briefs.prose import held_back
from tollbook.briefs.running import Text
from tollbook.charts.words import Words, has_a_name


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
    panel, figure = facts.panels["changes"], facts.ledger.figures[row["key"]]
    stock = "stated_on" in figure.more
    if held_back.is_held(figure):
        # Which way it went from a figure that is shown would say how much it is.
        return []
    if stock and row["before"] and row["before"]["reason"] == "not counted now":
        return []
    if not stock and panel["coverage"] != "counted":
        # Said once: it holds whatever the period is compared with.
        return [facts.words.say("no change stated: no source was looking in this period")]
    pairs = [(row[name], panel[name]) for name in ("before", "year") if row[name] and _is_shown(facts, row[name])]
    if len(pairs) == 2 and _alike(*pairs):
        return _lines_of(facts, pairs[0][0], [pair[1] for pair in pairs])
    return [line for change, days in pairs for line in _lines_of(facts, change, [days])]


def _is_shown(facts: Facts, change: dict[str, Any]) -> bool:
    """Whether the earlier figure of a comparison is shown: a change from one held back would say what it was."""
    earlier = None if change["key"] is None else facts.ledger.figures[change["key"]]
    return change["reason"] != "held back" and (earlier is None or not held_back.is_held(earlier))


def _alike(one: tuple[dict[str, Any], dict[str, Any]], other: tuple[dict[str, Any], dict[str, Any]]) -> bool:
    """Whether two comparisons say the same without a number, and can be told in one line."""
    said = [
        (change["verdict"], change["reason"], change["same_age"], days["coverage"]) for change, days in (one, other)
    ]
    numberless = one[0]["verdict"] == "none in both" or one[0]["key"] is None
    return said[0] == said[1] and numberless and not one[0]["same_age"]


def _lines_of(facts: Facts, change: dict[str, Any], spans: list[dict[str, Any]]) -> list[Text]:
    """One comparison, or two alike."""
    words = facts.words
    days = [(pd.Timestamp(each["start"]), pd.Timestamp(each["end"])) for each in spans]
    periods = words.listing([words.period(*each) for each in days])
    if change["key"] is None:
        return [_why_not(change["reason"], spans[0]["coverage"], periods, words)]
    then = facts.ledger.figures[change["key"]]
    stated = then.more.get("stated_on")
    at = words.day(pd.Timestamp(stated), short=True) if stated else periods
    line = _verdict(change, then, at, words.listing([_when(*each, stated, words) for each in days]), words)
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
    if has_a_name(start, end):
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
