"""Sentences on people who fled and on people displaced: a flow and a stock, never in one number."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from tollbook.briefs import running
from tollbook.briefs.figures import Figure
from tollbook.briefs.panels.displacement import FLOW
from tollbook.briefs.prose import held_back, phrases
from tollbook.briefs.prose.sentences import Sentence, Teller, no_comparison
from tollbook.briefs.running import Text
from tollbook.charts.messages import mark
from tollbook.charts.words import Words
from tollbook.papers.panels.flights import HOMES, NOTHING, PEOPLE
from tollbook.tallies.stocks import MAX_AGE_DAYS

_WITH = {
    PEOPLE: mark("{amount} in incidents in which people were killed or injured too"),
    HOMES: mark("{amount} in incidents in which houses were destroyed, and no harm to people is recorded"),
    NOTHING: mark("{amount} in incidents of which neither is recorded"),
}


def lead(teller: Teller) -> list[Sentence]:
    """How many fled, and how many were displaced at the end: two sentences, for they are two things."""
    return [_flow(teller), *_levels(teller)]


def more(teller: Teller) -> list[Sentence]:
    """How much of the flow goes with harm that is recorded, and what is counted on another base."""
    return [*_with_harm(teller), *_other_bases(teller)]


def _flow(teller: Teller) -> Sentence:
    words, figure = teller.words, teller.figure(f"period.{FLOW}")
    where = words.say("in {place} {when}", place=teller.place, when=teller.when)
    return Sentence(running.capitalised(_said_of_flow(figure, where, words)), (figure.key,))


def _said_of_flow(figure: Figure, where: str, words: Words) -> Text:
    if figure.state == "figure":
        incidents = words.count("in {n} incident", "in {n} incidents", figure.standing.numbered)
        spread = words.say("mostly spread by day over longer incidents") if figure.is_spread else ""
        one = figure.amount.best is not None and 0 < figure.amount.best < 1.5
        return running.fill_count(
            words,
            "<b>{people} was recorded</b> {where}, {how}.",
            "<b>{people} were recorded</b> {where}, {how}.",
            1 if one else 2,
            people=phrases.counted(figure, words),
            where=where,
            how=phrases.listed([incidents, spread], words),
        )
    if held_back.is_held(figure):
        most = held_back.below(figure)
        if most:
            return running.fill(
                words,
                "<b>At least one and fewer than {n} people were recorded newly displaced</b> {where}; the number is "
                "held back ({why}).",
                n=words.number(most),
                where=where,
                why=held_back.why(figure, words),
            )
        return running.fill(
            words,
            "<b>The number of people newly displaced {where} is held back</b> ({why}). That is not to say that nobody "
            "fled.",
            where=where,
            why=held_back.why(figure, words),
        )
    if figure.state == "zero":
        return running.fill(
            words, "<b>Nobody was recorded newly displaced</b> {where}, while a source was counting.", where=where
        )
    if figure.state == "no figure":
        return running.fill(words, "<b>People reportedly fled</b> {where}; no report says how many.", where=where)
    return running.fill(
        words,
        "<b>This sample holds no report of people newly displaced</b> {where}. That is not to say that nobody fled.",
        where=where,
    )


def _levels(teller: Teller) -> list[Sentence]:
    """The levels that stand for the end of the period, each with its day and base; or why none does."""
    words = teller.words
    figures = [teller.figure(key) for key in teller.panels["stocks"]]
    carried = [figure for figure in figures if figure.state == "figure"]
    if carried:
        named = [_level(figure, words, figure.more["age_days"]) for figure in carried]
        text = running.fill(
            words,
            "Displaced at the end of the period, by the latest level: {levels}.",
            levels=running.listing(words, named),
        )
        if len(carried) > 1:
            apart = words.say("Levels on different bases count different people and are not added.")
            text = running.join([text, apart])
        return [Sentence(text, tuple(figure.key for figure in carried))]
    if any(held_back.is_held(figure) for figure in figures):
        text = running.of(words.say("How many people were displaced at the end of the period is held back."))
        return [Sentence(text, tuple(figure.key for figure in figures))]
    none = words.say(
        "No report states how many were displaced in the {n} days to the period's end, which is not zero.",
        n=words.number(MAX_AGE_DAYS),
    )
    last = teller.panels["levels"]["last"]
    if last is None:
        return [Sentence(none, tuple(figure.key for figure in figures))]
    figure = teller.figure(last)
    age = next(row["age_days"] for row in teller.panels["levels"]["rows"] if row["key"] == last)
    old = running.fill(words, "The last level is too old to stand for it: {level}.", level=_level(figure, words, age))
    return [Sentence(running.join([none, old]), (figure.key,))]


def _level(figure: Figure, words: Words, age: int) -> Text:
    """A level with its day, its age and whom it counts: "20,000 or more as of 31 August 2023, 30 days before ..."."""
    base = phrases.base(figure.base, words) or words.say("base not stated")
    return running.fill(
        words,
        "<b>{amount}</b> ({base}) as of {day}, {age}",
        amount=running.figure(figure.amount.text(words), figure.sources),
        base=base,
        day=words.day(pd.Timestamp(figure.more["stated_on"])),
        age=words.count("{n} day before the period's end", "{n} days before the period's end", age)
        if age
        else words.say("the period's last day"),
    )


def _with_harm(teller: Teller) -> list[Sentence]:
    """How much of the flow is of incidents with harm that is recorded too."""
    words, rows = teller.words, teller.panels["flights"]["harm"]
    figures = [(row["class"], teller.figure(row["key"])) for row in rows or []]
    figures = [(name, figure) for name, figure in figures if figure.state == "figure"]
    if not figures:
        return []
    named = [
        running.fill(words, _WITH[name], amount=running.figure(figure.amount.text(words), figure.sources))
        for name, figure in figures
    ]
    text = running.fill(words, "Of those who fled, by what else is recorded: {listed}.", listed=_items(named, words))
    return [Sentence(text, tuple(figure.key for _, figure in figures))]


def _items(items: Sequence[Text], words: Words) -> Text:
    """Items one after the other, each of which may hold commas."""
    listed = items[0]
    for item in items[1:]:
        listed = running.fill(words, "{items}; {item}", items=listed, item=item)
    return listed


def _other_bases(teller: Teller) -> list[Sentence]:
    words = teller.words
    keys = [key for key in teller.panels["headlines"] if key != f"period.{FLOW}"]
    figures = [teller.figure(key) for key in keys]
    figures = [figure for figure in figures if figure.state == "figure"]
    if not figures:
        return []
    named: list[Text] = [phrases.counted(figure, words) for figure in figures]
    text = running.fill(words, "Counted otherwise, and in no sum with them: {listed}.", listed=_items(named, words))
    return [Sentence(text, tuple(figure.key for figure in figures))]


def floor(teller: Teller) -> Sentence:
    """The figures are a floor; a flow and a stock are two things; why no change is stated."""
    words = teller.words
    parts: list[Text] = [
        running.fill(words, "<b>These are recorded figures; the real numbers are likely higher.</b>"),
        words.say(
            "Who fled within the period and who was displaced on a day are different people in part, and are never "
            "added. One person may be counted again in a later flight; who has returned is not taken off."
        ),
    ]
    if teller.figure(f"period.{FLOW}").coverage == "unknown":
        parts.append(no_comparison(bool(teller.panels["standing"]["coverage"]["sources"]), words))
    return Sentence(running.join(parts))
