"""What is told of the totals of others: how much of what they count the sample holds, and where they disagree."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

from tollbook.briefs import running
from tollbook.briefs.prose import held_back, phrases
from tollbook.briefs.prose.sentences import Sentence, Teller
from tollbook.briefs.running import Running, Text
from tollbook.charts.messages import mark, mark_count
from tollbook.charts.words import Words
from tollbook.papers.panels.totals import by_measure

#: Measures of which the lead tells a share: a reader takes no more of them in.
_MOST = 3
#: One in a hundred; and what a product of fractions may be off by.
_ONE, _NOISE = 0.01, 1e-9
#: Days of a total that is worth leading with.
_LONG = 28

#: What is wrong between totals, one or many, by `incidents.totals.KINDS`.
_KINDS = {
    "other number": mark_count(
        "{n} pair gives two numbers for the same place and days",
        "{n} pairs give two numbers for the same place and days",
    ),
    "below a part": mark_count(
        "{n} total is below one that lies within it", "{n} totals are below one that lies within them"
    ),
    "below its parts": mark_count(
        "{n} total is below the sum of those that lie within it", "{n} totals are below the sum of those within them"
    ),
    "same number": mark_count(
        "{n} number stands for two spans of days", "{n} numbers stand for two spans of days each"
    ),
}

#: Totals that are below what the tally holds, whatever is true within the bounds.
_PASSED = mark_count(
    "{n} is below what this sample holds for it alone", "{n} are below what this sample holds for them alone"
)

#: Why a total and the tally make no share, by `panels.totals.WHY`.
WHY = {
    "part": mark("a part of what its source counts"),
    "unit": mark("what one strike is differs between sources"),
    "base": mark("counted on another base"),
    "means": mark("the tally may not be told by these means here"),
    "late": mark("it reaches beyond the day up to which reports count"),
    "silence": mark("no report in this sample, which is not zero"),
    "held": mark("the tally is held back"),
    "no number": mark("reported in this sample without a number"),
    "spread": mark("the tally rests mostly on longer incidents, spread by day"),
    "open": mark("neither end can be had: both are “at least”"),
}


#: The same in a cell of a table.
SHORT = {
    "part": mark("a part"),
    "unit": mark("units differ"),
    "base": mark("other base"),
    "means": mark("not by means"),
    "late": mark("after the cut-off"),
    "silence": mark("no report"),
    "held": mark("held back"),
    "no number": mark("no figure"),
    "spread": mark("spread by day"),
    "open": mark("both “at least”"),
}


def tell(teller: Teller) -> dict[str, list[Sentence]]:
    """Tell the sentences that lead the page."""
    return {"key_message": [*_shares(teller), _disagree(teller)], "floor": [_floor(teller)]}


def _shares(teller: Teller) -> list[Sentence]:
    """Of each measure the greatest total that makes a share with the tally."""
    words, panel = teller.words, teller.panels["totals"]
    if not panel["rows"]:
        text = running.fill(
            words,
            "<b>No total that others publish for {place} is in this sample for these days.</b>",
            place=teller.place,
        )
        return [Sentence(text)]
    said: list[Sentence] = []
    for _, rows in by_measure(panel, teller.ledger.figures):
        shared = [row for row in rows if row["share"] and (not _long(teller) or _days(teller, row) >= _LONG)]
        if shared and len(said) < _MOST:
            row = max(shared, key=lambda each: _weight(teller, each))
            said.append(Sentence(_one(teller, row, is_first=not said), (row["key"], row["own"])))
    if not said:
        text = running.fill(
            words,
            "<b>None of the totals that others publish for {place} counts what this sample counts, so nothing is said "
            "of how much of them it holds.</b>",
            place=teller.place,
        )
        return [Sentence(text)]
    return said


def _long(teller: Teller) -> bool:
    """Whether any total that makes a share is of a longer span of days: the lead tells of no few days then."""
    rows = teller.panels["totals"]["rows"]
    return any(row["share"] and _days(teller, row) >= _LONG for row in rows)


def _days(teller: Teller, row: dict[str, Any]) -> int:
    figure = teller.figure(row["key"])
    return int((figure.end - figure.start).days) + 1


def _weight(teller: Teller, row: dict[str, Any]) -> tuple[float, bool, str]:
    """The greatest total comes first; of equals one whose origin has a name."""
    return teller.figure(row["key"]).amount.best or 0.0, bool(row["origin"]), str(row["key"])


def _one(teller: Teller, row: dict[str, Any], is_first: bool) -> Running:
    words, theirs = teller.words, teller.figure(row["key"])
    values: dict[str, Text] = {
        "share": share_text(row["share"], words),
        "counted": _counted(row, theirs, words),
        "who": who(row, words),
        "days": words.span(theirs.start, theirs.end),
    }
    if row["share"]["low"] is not None and row["share"]["low"] > 1:
        return running.fill(
            words, "This sample holds more than {counted}, which is what {who} counts ({days}).", **values
        )
    if is_first:
        return running.fill(
            words, "<b>This sample holds {share} of {counted}, as {who} counts them</b> ({days}).", **values
        )
    return running.fill(words, "It holds {share} of {counted}, as {who} counts them ({days}).", **values)


def _counted(row: dict[str, Any], figure: Any, words: Words) -> Running:
    """A total with what it counts, and by which means."""
    counted = phrases.counted(figure, words)
    how = means_name(row["means"], words)
    return running.fill(words, "{counted} by {how}", counted=counted, how=how) if how else counted


def means_name(group: str, words: Words) -> str:
    """A group of means inside a sentence; empty for any."""
    return phrases.means([group], words) if group else ""


def who(row: dict[str, Any], words: Words) -> str:
    """Whose total it is: the origin, else its outlet."""
    if row["origin"]:
        return str(row["origin"])
    return held_back.outlet(row["outlets"][0] if row["outlets"] else "", words)


def share_text(share: dict[str, Any], words: Words) -> str:
    """A share in words: "24% (7% to 26%)", "at least 7%", "at most 26%"; bounds are rounded outwards."""
    low, best, high = share["low"], share["best"], share["high"]
    if high is not None and high < _ONE:
        return _percent(0, words)
    # "Less than one in a hundred" bounds nothing from below.
    least = None if low is None or low < _ONE else _percent(math.floor(low * 100 + _NOISE), words)
    most = None if high is None else _percent(math.ceil(high * 100 - _NOISE), words)
    middle = None if best is None else _percent(math.floor(best * 100 + 0.5), words)
    span = _span(least, most, words)
    if middle is None or middle in (least, most, span):
        return span or middle or _percent(0, words)
    return words.say("{number} ({range})", number=middle, range=span) if span else middle


def _span(least: str | None, most: str | None, words: Words) -> str:
    if least is not None and most is not None:
        return least if least == most else words.say("{low} to {high}", low=least, high=most)
    if least is not None:
        return words.say("at least {share}", share=least)
    return "" if most is None else words.say("at most {share}", share=most)


def _percent(value: int, words: Words) -> str:
    return words.say("{n}%", n=words.number(value)) if value >= 1 else words.say("less than {n}%", n=words.number(1))


def _disagree(teller: Teller) -> Sentence:
    """Where others disagree, by kind."""
    words, panel = teller.words, teller.panels["totals"]
    if not panel["rows"]:
        return Sentence("")
    counted = Counter(each["kind"] for each in panel["disagreements"])
    totals = words.count("{n} total", "{n} totals", len(panel["rows"]))
    passed = sum(passes(row) for row in panel["rows"])
    clauses = [words.count(*_KINDS[kind], counted[kind]) for kind in _KINDS if counted[kind]]
    if passed:
        clauses.append(words.count(*_PASSED, passed))
    if not clauses:
        alone = len(panel["rows"]) == 1
        return Sentence("" if alone else words.say("Of {totals} no two contradict each other.", totals=totals))
    text = words.say(
        "Where they disagree, among {totals}: {clauses}.", totals=totals, clauses=phrases.listed(clauses, words)
    )
    keys = [key for each in panel["disagreements"] for key in (each["first"], *each["others"])]
    return Sentence(text, tuple(dict.fromkeys(keys)))


def passes(row: dict[str, Any]) -> bool:
    """Whether the tally holds more than the total, whatever is true within the bounds."""
    return bool(row["share"] and row["share"]["low"] is not None and row["share"]["low"] > 1)


def _floor(teller: Teller) -> Sentence:
    """What a share is not; how many totals make none, and why; what is not shown."""
    words, panel = teller.words, teller.panels["totals"]
    parts: list[Text] = [
        running.fill(
            words,
            "<b>A small share says how incomplete this sample is, and not that the others are wrong.</b> They count "
            "their own happenings in their own way; nothing here is added up from them, or to them.",
        )
    ]
    without = Counter(row["why"] for row in panel["rows"] if row["why"])
    if without:
        clauses = [
            words.say("{reason} ({n})", reason=words.say(WHY[why]), n=words.number(without[why]))
            for why in WHY
            if without[why]
        ]
        parts.append(
            words.say("No share where it would mean nothing: {reasons}.", reasons=phrases.listed(clauses, words))
        )
    if panel["left_out"]:
        parts.append(
            words.count(
                "{n} that counts harm to armed parties is left out.",
                "{n} that count harm to armed parties are left out.",
                panel["left_out"],
            )
        )
    if panel["outside"]:
        parts.append(words.count("{n} is of other days.", "{n} are of other days.", panel["outside"]))
    if panel["held"]:
        reasons = [
            words.say("{reason} ({n})", reason=held_back.reason(held_back.FIGURES, rule, words), n=words.number(n))
            for rule, n in sorted(panel["held"].items())
        ]
        parts.append(words.say("Totals held back: {reasons}.", reasons=phrases.listed(reasons, words)))
    return Sentence(running.join(parts))
