"""What is told of one incident: what is known of it, from whom, and how much hangs on the rule."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.amounts import best_text
from tollbook.briefs import running
from tollbook.briefs.figures import Figure
from tollbook.briefs.prose import held_back, phrases
from tollbook.briefs.prose.sentences import Sentence, Teller
from tollbook.briefs.running import Text
from tollbook.charts.words import Words


def tell(teller: Teller) -> dict[str, list[Sentence]]:
    """Tell the sentences that lead the page, and those that stand by its sections."""
    return {
        "key_message": [_known(teller), *_others(teller), *_hangs(teller)],
        "floor": [_floor(teller)],
        "rules": [_one_rule(teller, each) for each in teller.panels["rules"]],
        "growth": [_grown(teller, each) for each in teller.panels["growth"]],
    }


def _known(teller: Teller) -> Sentence:
    """What the incident is and what is known of it, the harm to people first."""
    words, incident = teller.words, teller.panels["incident"]
    figures = [teller.figure(key) for key in incident["figures"]]
    told = [figure for figure in figures if figure.state == "figure"]
    where = words.place_label(incident["pcode"]) if incident["pcode"] else words.say("a place that is not known")
    when = words.span(pd.Timestamp(incident["start"]), pd.Timestamp(incident["end"]))
    if not told:
        text: Text = running.fill(
            words, "<b>Of an incident in {place}, {days}, no number is told here.</b>", place=where, days=when
        )
        return Sentence(text, tuple(figure.key for figure in figures))
    listed = running.listing(words, [phrases.counted(figure, words) for figure in told])
    text = running.fill(
        words, "<b>Reported of an incident in {place}, {days}: {listed}.</b>", place=where, days=when, listed=listed
    )
    return Sentence(text, tuple(figure.key for figure in told))


def _others(teller: Teller) -> list[Sentence]:
    """What of it is known without a number, and what is held back; and from how many it is known."""
    words, incident, claims = teller.words, teller.panels["incident"], teller.panels["claims"]
    figures = [teller.figure(key) for key in incident["figures"]]
    said: list[Sentence] = []
    silent = [figure for figure in figures if figure.state == "no figure"]
    if silent:
        names = words.listing([phrases.name(figure.measure, words, figure.base) for figure in silent])
        said.append(Sentence(words.say("Reported without a number: {names}.", names=names), _keys(silent)))
    held = [figure for figure in figures if held_back.is_held(figure)]
    if held:
        names = words.listing([phrases.name(figure.measure, words, figure.base) for figure in held])
        text = words.say("Held back, which is neither zero nor no report: {listed}.", listed=names)
        said.append(Sentence(text, _keys(held)))
    if claims["claims"]:
        said.append(Sentence(_from_whom(incident, claims, words)))
    return said


def _keys(figures: list[Figure]) -> tuple[str, ...]:
    return tuple(figure.key for figure in figures)


def _from_whom(incident: dict[str, Any], claims: dict[str, Any], words: Words) -> str:
    """From how many claims, reports and origins it is known; a count of outlets would hide how many repeat one."""
    values = {
        "claims": words.count("{n} claim", "{n} claims", claims["claims"]),
        "reports": words.count("{n} report", "{n} reports", incident["reports"]),
        "origins": words.count("{n} origin", "{n} origins", len(claims["origins"])),
    }
    repeated = sum(len(each["outlets"]) + each["unnamed"] > 1 for each in claims["origins"])
    how = phrases.means(incident["means"], words)
    said = words.say("It is known from {claims} in {reports}, of {origins}.", **values)
    if how:
        said = words.say(
            "It is known from {claims} in {reports}, of {origins}; reportedly by {how}.", how=how, **values
        )
    if repeated:
        more = words.count(
            "{n} of them is repeated by several outlets, and is one piece of evidence.",
            "{n} of them are repeated by several outlets, and each is one piece of evidence.",
            repeated,
        )
        return f"{said} {more}"
    return said


def _hangs(teller: Teller) -> list[Sentence]:
    """Between which numbers the best of the first figure would lie, whichever rule is taken."""
    words = teller.words
    for each in teller.panels["rules"]:
        figure, bests = teller.figure(each["key"]), _bests(teller, each)
        if figure.amount.best is None or not bests:
            continue
        name = phrases.name(figure.measure, words, figure.base)
        if min(bests) == max(bests):
            text = words.say(
                "Every rule that gives a best gives the same for {measure}: {best}.",
                measure=name,
                best=best_text(bests[0], words),
            )
        else:
            text = words.say(
                "Another rule would move the best of {measure}: it lies from {low} to {high} over the rules.",
                measure=name,
                low=best_text(min(bests), words),
                high=best_text(max(bests), words),
            )
        return [Sentence(text, tuple(row["key"] for row in each["rows"] if row["key"]))]
    return []


def _bests(teller: Teller, each: dict[str, Any]) -> list[float]:
    amounts = [teller.figure(row["key"]).amount for row in each["rows"] if row["key"]]
    return [amount.best for amount in amounts if amount.best is not None]


def _floor(teller: Teller) -> Sentence:
    """The figures are of reports; what cannot be dated; what a public page leaves out."""
    words, claims = teller.words, teller.panels["claims"]
    parts: list[Text] = [
        running.fill(
            words, "<b>These are figures of what was reported of one incident; the real numbers may be others.</b>"
        ),
        words.say("One incident is no measure of what happened in a place."),
    ]
    if claims["undated"]:
        parts.append(
            words.count(
                "{n} of its {all} claims bears no day of publication that can be told.",
                "{n} of its {all} claims bear no day of publication that can be told.",
                claims["undated"],
                all=words.number(claims["claims"]),
            )
        )
    if teller.ledger.clearance.is_public:
        parts.append(
            words.say(
                "A public dossier tells only what may be told incident by incident: strikes, people detained and harm "
                "to armed parties are not among it, whether there are any or not."
            )
        )
    return Sentence(running.join(parts))


def _one_rule(teller: Teller, each: dict[str, Any]) -> Sentence:
    """What hangs on the rule, of one finding."""
    words, figure, bests = teller.words, teller.figure(each["key"]), _bests(teller, each)
    keys = tuple(row["key"] for row in each["rows"] if row["key"])
    without = [row["rule"] for row in each["rows"] if row["key"] and teller.figure(row["key"]).amount.best is None]
    parts = []
    if bests and min(bests) == max(bests):
        parts.append(words.say("The best is {best} by every rule that gives one.", best=best_text(bests[0], words)))
    elif bests:
        values = {"low": best_text(min(bests), words), "high": best_text(max(bests), words)}
        parts.append(words.say("Over the rules the best lies from {low} to {high}.", **values))
    if without and not figure.held:
        names = words.listing([f"“{name}”" for name in without])
        parts.append(words.say("No best by: {rules}.", rules=names))
    return Sentence(" ".join(parts), keys)


def _grown(teller: Teller, each: dict[str, Any]) -> Sentence:
    """How far the first day's reports were from what is known now."""
    words = teller.words
    dated = [row for row in each["rows"] if row["day"]]
    if len(each["rows"]) < 2 or not dated:
        return Sentence("")
    first, last = (teller.figure(row["key"]) for row in (dated[0], each["rows"][-1]))
    if "figure" not in (first.state, last.state) or first.amount == last.amount:
        return Sentence("")
    text = words.say(
        "On {day} it read {first}; it reads {last} with all reports.",
        day=words.day(pd.Timestamp(dated[0]["day"])),
        first=_read(first, words),
        last=_read(last, words),
    )
    return Sentence(text, (first.key, last.key))


def _read(figure: Figure, words: Words) -> str:
    if held_back.is_held(figure):
        return held_back.spoken(figure, words)
    return figure.amount.text(words) if figure.state == "figure" else words.say("no figure")
