"""What leads the overview of the country: what was recorded, where most of it, and whether that is more than before."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs import running
from tollbook.briefs.figures import Figure
from tollbook.briefs.prose import phrases, sentences
from tollbook.briefs.prose.sentences import Sentence, Teller
from tollbook.briefs.running import Running, Text
from tollbook.charts.messages import mark
from tollbook.charts.words import Words
from tollbook.papers.prose.days import named

#: The measures whose most recorded place is named, in this order; the one that the page follows comes first.
_WHERE = ("civilians_killed", "displaced_new", "airstrikes")


def tell(teller: Teller) -> dict[str, list[Sentence]]:
    """Tell the sentences of the overview."""
    killed, *also = sentences.key_message(teller)
    beside = sentences.also(teller)
    followed = teller.panels["inside"]["measures"][0]
    where = _where(teller, [followed])
    others = _where(teller, [name for name in _WHERE if name != followed])
    return {
        "killed": [killed],
        "also": [*also, *([others] if others else [])],
        "beside": [beside] if beside else [],
        "where": [where] if where else [],
        "more": [_more(teller, followed)],
        "floor": [_floor(teller)],
        "trend": [sentences.trend(teller)],
    }


def _where(teller: Teller, measures: list[str]) -> Sentence | None:
    """The state with most recorded, measure by measure; a ranking only where every state was counted."""
    words = teller.words
    found = [(measure, *_first_two(teller, measure)) for measure in measures]
    told = [(measure, first, second) for measure, first, second in found if first is not None]
    if not told:
        return None
    clauses: list[Text] = [_clause(measure, first, second, words) for measure, first, second in told]
    text = clauses[0]
    for clause in clauses[1:]:
        text = running.fill(words, "{clauses}; {clause}", clauses=text, clause=clause)
    counted = teller.panels["ranking"][0]["is_ranking"]
    message = mark("Most recorded: {listed}.") if counted else mark("Most recorded in this sample: {listed}.")
    keys = tuple(each.key for _, first, second in told for each in (first, second) if each is not None)
    return Sentence(running.fill(words, message, listed=text), keys)


def _first_two(teller: Teller, measure: str) -> tuple[Figure | None, Figure | None]:
    """The two states with the greatest bests of the period; places that are not known are none of them."""
    rows = [row for row in teller.panels["inside"]["rows"] if not row["not_stated"]]
    keys = [row["cells"].get(measure, {}).get("period", [None])[0] for row in rows]
    figures = [teller.figure(key) for key in keys if key]
    numbered = [each for each in figures if each.state == "figure" and each.amount.best]
    numbered.sort(key=lambda each: -(each.amount.best or 0.0))
    first, second = [*numbered, None, None][:2]
    return first, second


def _clause(measure: str, first: Figure, second: Figure | None, words: Words) -> Running:
    """One measure: where most of it is recorded, how much, and whether another place may have as much."""
    number = running.figure(first.amount.text(words), first.sources, key=first.key)
    values: dict[str, Text] = {
        "measure": phrases.name(measure, words),
        "place": words.place_label(first.pcode),
        "amount": number,
    }
    if second is None:
        return running.fill(words, "{measure} in {place}, {amount}, and in no other", **values)
    values["second"] = words.place_label(second.pcode)
    values["other"] = running.figure(second.amount.text(words), second.sources, key=second.key)
    if _may_be_more(first, second):
        return running.fill(
            words,
            "{measure} in {place}, {amount}, though {second}, with {other}, may have as many",
            **values,
        )
    return running.fill(words, "{measure} in {place}, {amount}, then in {second}, {other}", **values)


def _may_be_more(first: Figure, second: Figure) -> bool:
    """Whether the bounds leave open which of two has more."""
    if second.amount.open or second.amount.high is None:
        return True
    return (first.amount.low or 0.0) <= second.amount.high


#: Why it can't be said whether a figure is more than an earlier one, by `comparing.REASONS` and those of `changes`.
_WHY_NOT = {
    "not counted now": mark("no source is known to have been counting in all of this period"),
    "not counted then": mark("no source is known to have been counting in all of {then}"),
    "not counted in either": mark("how much of either any source covered is unknown"),
    "other base": mark("the two count different things"),
    "no number": mark("one of the two has no number"),
    "spread": mark("one of the two rests mostly on longer incidents, spread by day"),
    "held back": mark("one of the two is held back"),
}


def _more(teller: Teller, measure: str) -> Sentence:
    """Whether there is more of a measure than in the period before; or why that can't be said."""
    words, panel = teller.words, teller.panels["changes"]
    row = next(each for each in panel["rows"] if each["key"] == f"period.{measure}")
    change, days = row["before"], panel["before"]
    then = named(pd.Timestamp(days["start"]), pd.Timestamp(days["end"]), words)
    name = phrases.name(measure, words)
    if change["verdict"] == "not stated":
        why = words.say(_WHY_NOT[change["reason"]], then=then)
        said = mark("Whether there were more {measure} than in {then} can’t be said: {why}.")
        return Sentence(words.say(said, measure=name, then=then, why=why))
    return _stated(change, teller.figure(change["key"]), name, then, words)


_VERDICTS = {
    "up": mark("That is more {measure} than in {then}: {amount} then, counted at the same age."),
    "down": mark("That is fewer {measure} than in {then}: {amount} then, counted at the same age."),
    "no clear change": mark(
        "Whether there were more {measure} than in {then} is open: {amount} then, and the bounds of the two overlap."
    ),
    "none in both": mark("In {then} none was recorded either, while a source was counting."),
}


def _stated(change: dict[str, Any], then: Figure, name: str, when: str, words: Words) -> Sentence:
    amount = words.number(0) if then.state == "zero" else then.amount.text(words)
    number = running.figure(amount, then.sources, key=then.key)
    text = running.fill(words, _VERDICTS[change["verdict"]], measure=name, then=when, amount=number)
    return Sentence(text, (then.key,))


def _floor(teller: Teller) -> Sentence:
    """The figures are a floor; what lacks a number; and why there is no ranking."""
    said, words = sentences.floor(teller, with_coverage=False), teller.words
    if teller.panels["ranking"][0]["is_ranking"]:
        return said
    why = words.say(
        "It is not known that a source was counting in every state and region, so there is no ranking and no rate: "
        "more recorded may mean that more was read."
    )
    return Sentence(running.join([said.text, why]), said.uses)
