"""What leads a review of a period: what is different, what is only known better, and what may still move."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs import running
from tollbook.briefs.figures import Figure
from tollbook.briefs.prose import held_back, phrases, sentences
from tollbook.briefs.prose.sentences import Sentence, Teller
from tollbook.briefs.running import Text
from tollbook.briefs.views import months
from tollbook.charts.messages import mark
from tollbook.charts.words import Words
from tollbook.papers.prose.days import named, within

#: Figures that a sentence names; the table has all.
_MOST = 3


def tell(teller: Teller) -> dict[str, list[Sentence]]:
    """Tell the sentences of the review."""
    return {
        "different": [_stated(teller) or _not_stated(teller)],
        "beside": [_side_by_side(teller)],
        "better": [_better(teller)],
        "still": [_still(teller)],
        "floor": [sentences.floor(teller, with_coverage=False)],
        "trend": [sentences.trend(teller)],
    }


# What is different


def _stated(teller: Teller) -> Sentence | None:
    """The changes that can be stated, against each earlier period; None where nothing could be compared with either."""
    words, panel = teller.words, teller.panels["sides"]
    told: list[Text] = []
    uses: list[str] = []
    for name, days in panel["periods"].items():
        compared = [row for row in panel["rows"] if row[name]["verdict"] != "not stated"]
        clear = [row for row in compared if row[name]["verdict"] in _VERDICTS]
        if not compared:
            continue
        clauses: list[Text] = [_clause(teller, row, row[name]) for row in clear[:_MOST]]
        left = len(clear) - len(clauses)
        clauses += [words.count("{n} more", "{n} more", left)] if left else []
        listed = _joined(clauses, words) if clauses else words.say("nothing clear")
        told.append(running.fill(words, "from {then}: {listed}", then=_named(days, words), listed=listed))
        uses += [key for row in clear[:_MOST] for key in (row["key"], row[name]["key"])]
    if not told:
        return None
    text = running.fill(words, "<b>Different</b> {listed}.", listed=_sentences(told, words))
    return Sentence(text, tuple(dict.fromkeys(uses)))


def _clause(teller: Teller, row: dict[str, Any], change: dict[str, Any]) -> Text:
    """One change with its earlier number: "fewer civilians killed (168 (50 to 174) then)"."""
    words, then = teller.words, teller.figure(change["key"])
    measure = phrases.name(teller.figure(row["key"]).measure, words)
    if then.state == "zero":
        return words.say("{measure}, none recorded then", measure=measure)
    number = running.figure(then.amount.text(words), then.sources, key=then.key)
    return running.fill(words, _VERDICTS[change["verdict"]], measure=measure, then=number)


def _sentences(texts: list[Text], words: Words) -> Text:
    """Clauses that hold semicolons, one after the other."""
    said = texts[0]
    for each in texts[1:]:
        said = running.fill(words, "{clauses}. And {clause}", clauses=said, clause=each)
    return said


_VERDICTS = {
    "up": mark("more {measure}, {then} then"),
    "down": mark("fewer {measure}, {then} then"),
}


def _not_stated(teller: Teller) -> Sentence:
    """Why no change is stated, once for all: the reason that the followed measure has."""
    words, panel = teller.words, teller.panels["sides"]
    row = _row(teller)
    reasons = {row[name]["reason"] for name in panel["periods"]}
    unknown = {"not counted now", "not counted then", "not counted in either"}
    periods = words.listing([_named(panel["periods"][name], words) for name in panel["periods"]])
    message = (
        mark(
            "<b>Whether anything is different</b> from {periods} can’t be said: how much of these days any source "
            "covered is unknown."
        )
        if reasons & unknown
        else mark(
            "<b>Whether anything is different</b> from {periods} can’t be said: the numbers are not of one kind, are "
            "held back, or are missing."
        )
    )
    return Sentence(running.fill(words, message, periods=periods))


def _side_by_side(teller: Teller) -> Sentence:
    """The measure that the page follows in the period and before, each with its bounds, and nothing between them."""
    words, panel = teller.words, teller.panels["sides"]
    row, about = _row(teller), teller.ledger.subject
    now = teller.figure(row["key"])
    told: list[Text] = [_amount(now, within(*about.span, words), words)]
    keys = [now.key]
    for name, days in panel["periods"].items():
        span = (pd.Timestamp(days["start"]), pd.Timestamp(days["end"]))
        then = teller.figure(row[name]["key"])
        told.append(_amount(then, within(*span, words), words))
        keys.append(then.key)
    text = running.fill(
        words,
        "Side by side, each as it was known at the same age. {measure}: {listed}.",
        measure=phrases.label(now.measure, words),
        listed=_joined(told, words),
    )
    return Sentence(text, tuple(keys))


def _row(teller: Teller) -> dict[str, Any]:
    """The row of the measure that the page follows."""
    key = f"period.{teller.panels['trend']['measure']}"
    found: dict[str, Any] = next(row for row in teller.panels["sides"]["rows"] if row["key"] == key)
    return found


def _amount(figure: Figure, when: str, words: Words) -> Text:
    """A figure and its days: "168 (50 to 174) in April 2023"."""
    if figure.state == "figure":
        number = running.figure(figure.amount.text(words), figure.sources, key=figure.key)
    else:
        said = held_back.spoken(figure, words) if held_back.is_held(figure) else months.state(figure, words)
        number = running.figure(said, figure.sources, key=figure.key)
    return running.fill(words, "{amount} {when}", amount=number, when=when)


def _joined(texts: list[Text], words: Words) -> Text:
    """Items that hold commas, one after the other."""
    said = texts[0]
    for each in texts[1:]:
        said = running.fill(words, "{clauses}; {clause}", clauses=said, clause=each)
    return said


def _named(days: dict[str, str], words: Words) -> str:
    return named(pd.Timestamp(days["start"]), pd.Timestamp(days["end"]), words)


# What is only known better


def _better(teller: Teller) -> Sentence:
    """Which headline figures say something else than on the day, because more is known of the same days."""
    words, panel = teller.words, teller.panels["arrivals"]
    since = words.day(pd.Timestamp(panel["since"]))
    if panel["since"] == panel["until"]:
        text = running.fill(words, "<b>Only known better</b>: nothing. No report after {day} counts.", day=since)
        return Sentence(text)
    if not panel["rows"]:
        message = (
            mark("<b>Only known better</b>, by reports since {day}: nothing that is shown here; more is held back.")
            if panel["held"]
            else mark("<b>Only known better</b>: nothing. No headline figure has changed by reports since {day}.")
        )
        return Sentence(running.fill(words, message, day=since))
    told, uses = [], []
    for row in panel["rows"][:_MOST]:
        then, now = teller.figure(row["key"]), teller.figure(row["now"])
        told.append(_revised(then, now, words))
        uses += [then.key, now.key]
    left = len(panel["rows"]) - len(told)
    more = words.count("{n} more figure", "{n} more figures", left) if left else ""
    listed = _joined([*told, *([more] if more else [])], words)
    message = mark("<b>Only known better</b>, by reports since {day}: {listed}.")
    return Sentence(running.fill(words, message, day=since, listed=listed), tuple(uses))


def _revised(then: Figure, now: Figure, words: Words) -> Text:
    """One figure as it is known now and as it was: "houses destroyed 200 (197 or more), before 176 or more"."""
    values: dict[str, Text] = {
        "measure": phrases.name(now.measure, words),
        "now": running.figure(_said(now, words), now.sources, key=now.key),
        "then": running.figure(_said(then, words), then.sources, key=then.key),
    }
    return running.fill(words, "{measure} {now}, before {then}", **values)


def _said(figure: Figure, words: Words) -> str:
    return figure.amount.text(words) if figure.state == "figure" else months.state(figure, words)


# What may still move


def _still(teller: Teller) -> Sentence:
    """Whether the period is still filling up, and what late reports did to earlier ones after this age."""
    words, about = teller.words, teller.ledger.subject
    if about.end > about.cut_off:
        day = words.day(about.cut_off)
        text = running.fill(
            words,
            "<b>May still move</b>: all of it. The period was not over when reports ceased to count, on {day}.",
            day=day,
        )
        return Sentence(text)
    if about.is_provisional:
        until = words.day(pd.Timestamp(about.end + pd.Timedelta(days=about.delay.days)))
        first = running.fill(
            words,
            "<b>May still move</b>: the period counts as filling up to {day}.",
            day=until,
        )
    else:
        first = running.fill(
            words,
            "<b>May still move</b>: little, as far as delays are known. The period no longer counts as filling up; "
            "late reports can still come.",
        )
    return Sentence(running.join([first, _late(teller).text]))


def _late(teller: Teller) -> Sentence:
    """What late reports did to earlier periods of the measure that the page follows."""
    words, panel = teller.words, teller.panels["late"]
    measure = phrases.name(panel["measure"], words)
    seen = panel["by_measure"][panel["measure"]]
    age = words.count("{n} day", "{n} days", panel["age_days"])
    if not seen["observed"]:
        return Sentence(
            words.say(
                "What late reports add after {age} is not known here: no earlier period that is old enough has a "
                "report of {measure}.",
                age=age,
                measure=measure,
            )
        )
    moved = seen["observed"] - seen["alike"]
    said = words.count(
        "Of {n} earlier period with a report of {measure}, late reports changed {moved} after this age ({age}).",
        "Of {n} earlier periods with a report of {measure}, late reports changed {moved} after this age ({age}).",
        seen["observed"],
        measure=measure,
        moved=words.small(moved) if moved else words.say("none"),
        age=age,
    )
    least = words.count(
        "That is the least: of {n} claim behind them, {undated} bears no day of publication.",
        "That is the least: of {n} claims behind them, {undated} bear no day of publication.",
        seen["claims"],
        undated=words.number(seen["undated"]),
    )
    return Sentence(running.join([said, least if seen["undated"] else ""]))
