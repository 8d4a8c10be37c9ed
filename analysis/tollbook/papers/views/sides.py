"""The headline figures beside earlier ones, as a paper sets them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.amounts import Amount
from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.panels.changes import HELD, NO_LEVEL, SAME_LEVEL
from tollbook.briefs.panels.tiles import STOCK
from tollbook.briefs.prose import phrases
from tollbook.briefs.running import Text
from tollbook.briefs.views import months
from tollbook.briefs.views.pictures import Picture
from tollbook.briefs.views.showable import printable
from tollbook.charts import sides
from tollbook.charts.messages import mark
from tollbook.charts.sides import Group, Line
from tollbook.charts.words import Words
from tollbook.papers.prose.days import named
from tollbook.papers.section import Row, Table
from tollbook.papers.views.inside import spoken


def rows_shown(facts: Facts) -> list[dict[str, Any]]:
    """The measures of which anything but silence is known in one of the periods."""
    panel, figures = facts.panels["sides"], facts.ledger.figures
    return [
        row
        for row in panel["rows"]
        if any(figures[key].state != "no report" or figures[key].other_bases for key in keys_of(row, panel))
    ]


def keys_of(row: dict[str, Any], panel: dict[str, Any]) -> list[str]:
    """Keys of one measure's figures: of this period, then of the earlier ones."""
    return [row["key"], *(row[name]["key"] for name in panel["periods"] if row[name]["key"])]


def names_of(facts: Facts) -> dict[str, str]:
    """What each period is called."""
    words, panel = facts.words, facts.panels["sides"]
    earlier = {
        name: named(pd.Timestamp(days["start"]), pd.Timestamp(days["end"]), words)
        for name, days in panel["periods"].items()
    }
    return {"now": named(*facts.subject.span, words), **earlier}


def picture(facts: Facts) -> Picture | None:
    """A glyph a period for each measure, on a scale of its own; None where nothing is known of any."""
    rows = rows_shown(facts)
    if not rows:
        return None
    groups = [Group(printable(_label(facts, row)), _lines(facts, row)) for row in rows]
    return Picture(sides(groups, language=facts.words), printable(_alternative(facts, groups)))


def _label(facts: Facts, row: dict[str, Any]) -> str:
    return phrases.label(facts.ledger.figures[row["key"]].measure, facts.words)


def _lines(facts: Facts, row: dict[str, Any]) -> list[Line]:
    panel, figures, words = facts.panels["sides"], facts.ledger.figures, facts.words
    names = names_of(facts)
    shown = [("now", row["key"]), *((name, row[name]["key"]) for name in panel["periods"])]
    lines = []
    for name, key in shown:
        if key is None:
            amount = Amount(None, None, None, False)
            lines.append(Line(printable(names[name]), amount, "no report", words.say("no recent level")))
            continue
        figure = figures[key]
        called = printable(_name(figure, names[name], words))
        lines.append(Line(called, figure.amount, figure.state, printable(spoken(figure, words)), name == "now"))
    return lines


def _name(figure: Figure, period: str, words: Words) -> str:
    """The period; a level goes by the day that it is of."""
    day = figure.more.get("stated_on")
    return words.say("as of {day}", day=words.day(pd.Timestamp(day), short=True)) if day else period


def _alternative(facts: Facts, groups: list[Group]) -> str:
    words = facts.words
    told = []
    for group in groups:
        lines = [words.say("{label}: {amount}", label=line.name, amount=line.text) for line in group.lines]
        told.append(words.say("{heading}. {listed}.", heading=group.title, listed=phrases.listed(lines, words)))
    return " ".join(told)


def table(facts: Facts) -> Table:
    """A row a measure: this period, the earlier ones at the same age, and what can be said of a change."""
    words, panel = facts.words, facts.panels["sides"]
    names = names_of(facts)
    shown = rows_shown(facts)
    verdicts = any(row[name]["verdict"] != "not stated" for row in shown for name in panel["periods"])
    rows = []
    for row in shown:
        cells: list[Text] = [_label(facts, row), _now(facts, row["key"])]
        cells += [_then(facts, row[name]) for name in panel["periods"]]
        if verdicts:
            cells.append(_verdicts(row, panel, names, words))
        rows.append(Row(cells))
    head = [words.say("Measure"), *names.values(), *([words.say("What can be said")] if verdicts else [])]
    widths = (1.2, *[1.2] * len(names), *([1.8] if verdicts else []))
    return Table(head, rows, widths, _note(facts), words.say("No report of any of these, which is not zero."))


def _now(facts: Facts, key: str) -> Text:
    figure = facts.ledger.figures[key]
    return _dated(facts, figure)


def _dated(facts: Facts, figure: Figure) -> Text:
    cell, day = months.cell(facts, figure), figure.more.get("stated_on")
    if not day:
        return cell
    said = facts.words.day(pd.Timestamp(day), short=True)
    base = phrases.base(figure.base, facts.words)
    text = running.fill(facts.words, "{amount}, {day}", amount=cell, day=said)
    return running.fill(facts.words, "{text} ({extra})", text=text, extra=base) if base else text


def _then(facts: Facts, change: dict[str, Any]) -> Text:
    """An earlier figure, and where more is known of it by now that too."""
    words, figures = facts.words, facts.ledger.figures
    if change["key"] is None:
        return words.say("no recent level")
    cell = _dated(facts, figures[change["key"]])
    if change["known"] is None:
        return cell
    return running.fill(words, "{then}; by now {now}", then=cell, now=months.cell(facts, figures[change["known"]]))


_SAID = {
    "up": mark("up from {then}"),
    "down": mark("down from {then}"),
    "no clear change": mark("no clear change from {then}"),
    "none in both": mark("none in {then} either"),
}
_PERCENT = {"up": mark("up {percent}% from {then}"), "down": mark("down {percent}% from {then}")}
_WHY_NOT = {
    "not counted now": mark("not against {then}: coverage unknown or none"),
    "not counted then": mark("not against {then}: coverage unknown or none then"),
    "not counted in either": mark("not against {then}: coverage unknown or none"),
    "other base": mark("not against {then}: another base"),
    "no number": mark("not against {then}: no number"),
    "spread": mark("not against {then}: mostly spread by day"),
    HELD: mark("not against {then}: held back"),
    NO_LEVEL: mark("not against {then}: no level then"),
    SAME_LEVEL: mark("not against {then}: the same level"),
}


def _verdicts(row: dict[str, Any], panel: dict[str, Any], names: dict[str, str], words: Words) -> str:
    said = [verdict(row[name], names[name], words) for name in panel["periods"]]
    return phrases.listed(said, words)


def verdict(change: dict[str, Any], then: str, words: Words) -> str:
    """What a comparison came to: a change, none that is clear, or why none is stated."""
    if change["verdict"] == "not stated":
        return words.say(_WHY_NOT[change["reason"]], then=then)
    if change["percent"] is not None:
        return words.say(_PERCENT[change["verdict"]], then=then, percent=words.number(abs(change["percent"])))
    return words.say(_SAID[change["verdict"]], then=then)


def _note(facts: Facts) -> Text:
    """How the earlier ones are known, and what a difference between them is not."""
    words, panel = facts.words, facts.panels["sides"]
    if not panel["periods"]:
        return ""
    days = words.listing([words.day(pd.Timestamp(each["as_of"]), short=True) for each in panel["periods"].values()])
    undated = max((row[name]["undated"] for row in panel["rows"] for name in panel["periods"]), default=0)
    levels = any(facts.ledger.figures[row["key"]].measure == STOCK for row in rows_shown(facts))
    return running.join(
        [
            words.say(
                "Earlier periods as they were known when they were as old as this one is: by reports to {days}.",
                days=days,
            ),
            words.say("Claims without a day of publication count from when they happened.") if undated else "",
            words.say("Levels are of one day, and are told as they are known now.") if levels else "",
        ]
    )
