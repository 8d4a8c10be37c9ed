"""A dossier's findings otherwise, laid out: under each rule, and as their reports came in."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.prose import held_back, phrases
from tollbook.briefs.prose.method import RULES
from tollbook.briefs.running import Text
from tollbook.charts.words import Words
from tollbook.incidents.reconciling import LONELY, UNLISTED
from tollbook.papers.section import Block, Pairs, Row, Section, Table

Panel = dict[str, Any]


def ends(figure: Figure, words: Words) -> tuple[Text, Text, Text]:
    """Low, best and high of a figure, each for a cell of its own."""
    if held_back.is_held(figure):
        held = held_back.short(figure, words)
        return held, held, held
    amount = figure.amount
    none = words.say("none")
    low = none if amount.low is None else words.number(int(amount.low))
    best = none if amount.best is None else amount.main(words)
    if amount.open:
        return low, best, words.say("open")
    return low, best, none if amount.high is None else words.number(-int(-amount.high // 1))


def rules(facts: Facts) -> Section:
    """Each finding under each rule."""
    words, own = facts.words, facts.subject.found.rule
    rows: list[Row] = []
    keys: list[str] = []
    for each, sentence in zip(facts.panels["rules"], facts.said["rules"], strict=True):
        figure = facts.ledger.figures[each["key"]]
        rows.append(group(phrases.label(figure.measure, words, figure.base), 5, sentence.text))
        rows += [Row(_rule(facts, row, own)) for row in each["rows"] if row["key"]]
        keys += [row["key"] for row in each["rows"] if row["key"]]
    head = [words.say("Rule"), words.say("Low"), words.say("Best"), words.say("High"), words.say("What to know")]
    none = words.say("No finding of it may be opened here.")
    blocks: list[Block] = [Table(head, rows, (1.4, 0.6, 0.6, 0.6, 2.8), none=none)]
    if rows:
        blocks.append(Pairs([(f"“{name}”", words.say(text)) for name, text in RULES.items()], _left(facts)))
    return Section("rules", words.say("What hangs on the rule"), blocks, keys)


def _left(facts: Facts) -> str:
    """That one rule could not be applied, for want of a list of sources."""
    words = facts.words
    if all(row["key"] for each in facts.panels["rules"] for row in each["rows"]):
        return ""
    named = {"rule": "priority", "name": "sources"}
    return words.say("“{rule}” needs a list of sources in the order of trust ({name}); none is given.", **named)


def _rule(facts: Facts, row: Panel, own: str) -> list[Text]:
    words = facts.words
    name = words.say("“{rule}”, as on this page", rule=own) if row["rule"] == own else f"“{row['rule']}”"
    figure = facts.ledger.figures[row["key"]]
    told = {
        LONELY: words.say("no two origins support a number"),
        UNLISTED: words.say("no source of the list reports it: all speak"),
    }
    return [name, *ends(figure, words), phrases.listed([told[flag] for flag in row["flags"] if flag in told], words)]


def growth(facts: Facts) -> Section:
    """Each finding as its reports came in."""
    words = facts.words
    rows: list[Row] = []
    keys: list[str] = []
    for each in facts.panels["growth"]:
        figure = facts.ledger.figures[each["key"]]
        rows.append(group(phrases.label(figure.measure, words, figure.base), 5))
        rows += [Row(_step(facts, row)) for row in each["rows"]]
        keys += [row["key"] for row in each["rows"]]
    head = [words.say("Reports up to"), words.say("Low"), words.say("Best"), words.say("High"), words.say("Known from")]
    note = words.say(
        "By the same rule, from the reports published by each day. Reports without a day can't be put in this order "
        "and come last, all at once. A brief made up to a day takes such a report as known from the last day of what "
        "it tells of, so it may say more."
    )
    none = words.say("No finding of it may be opened here.")
    table = Table(head, rows, (1.4, 0.6, 0.6, 0.6, 2.8), note if rows else "", none)
    return Section("growth", words.say("How it grew as reports came in"), [table], keys)


def group(label: str, columns: int, remark: Text = "") -> Row:
    """A row that names what the rows below it are of, with what is said of all of them in its last cell."""
    return Row([label, *[""] * (columns - 2), remark], own=True)


def _step(facts: Facts, row: Panel) -> list[Text]:
    words = facts.words
    figure = facts.ledger.figures[row["key"]]
    day = (
        words.say("and those without a day") if row["day"] is None else words.day(pd.Timestamp(row["day"]), short=True)
    )
    if row["claims"] == 0:
        return [day, "", "", "", words.say("every claim withdrawn")]
    if row["claims"] is None:
        return [day, *ends(figure, words), ""]
    values = {
        "claims": words.count("{n} claim", "{n} claims", row["claims"]),
        "origins": words.count("{n} origin", "{n} origins", figure.origins),
    }
    return [day, *ends(figure, words), words.say("{claims}, {origins}", **values)]
