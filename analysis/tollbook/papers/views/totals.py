"""Totals of others laid out: each beside the tally, as series over time, and where they can't all be so."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook import measures
from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.prose import phrases, sentences
from tollbook.briefs.running import Text
from tollbook.briefs.views import months
from tollbook.briefs.views.pictures import Picture
from tollbook.briefs.views.showable import printable
from tollbook.charts.messages import mark
from tollbook.charts.pairs import MOST, pairs, top_of
from tollbook.charts.words import Words
from tollbook.claims.strike_units import NOT_SAID, strike_units
from tollbook.papers.panels.totals import by_measure
from tollbook.papers.prose import totals as prose
from tollbook.papers.section import Block, Chart, Pairs, Paragraphs, Row, Section, Table
from tollbook.rows import each_row

Panel = dict[str, Any]

_KINDS = {
    "other number": mark("other numbers for the same place and days"),
    "below a part": mark("a total below one that lies within it"),
    "below its parts": mark("a total below the sum of those within it"),
    "same number": mark("one number for two spans of days"),
}


def totals(facts: Facts) -> Section:
    """Every total beside the tally of the same place, days, means and base, measure by measure."""
    words, panel, figures = facts.words, facts.panels["totals"], facts.ledger.figures
    blocks: list[Block] = []
    head = [
        words.say("Who"),
        words.say("Days"),
        words.say("Counted in"),
        words.say("Their total"),
        words.say("This tally, same days"),
        words.say("Share"),
    ]
    for name, rows in by_measure(panel, figures):
        blocks += _charts(facts, name, rows)
        cells = [Row(_cells(facts, row)) for row in rows]
        blocks.append(Table(head, cells, (1.6, 1.4, 1.0, 0.9, 1.1, 1.0)))
    none = words.say(
        "No total that others publish for {place} is in this sample for these days.",
        place=words.place_label(facts.subject.place.pcode),
    )
    note = words.say(
        "Grey: what others count; below it the tally of the same place and days, on the same base and, where a total "
        "is of one means, of incidents that are coded with that means alone. Compared, never added."
    )
    blocks.append(Paragraphs([note if panel["rows"] else none], "note"))
    keys = [key for row in panel["rows"] for key in (row["key"], row["own"]) if key]
    return Section("totals", words.say("Totals of others beside this tally"), blocks, keys)


def _cells(facts: Facts, row: Panel) -> list[Text]:
    words, theirs = facts.words, facts.ledger.figures[row["key"]]
    own = facts.ledger.figures[row["own"]] if row["own"] else None
    beside: Text = words.say(prose.SHORT[row["why"] or "base"])
    if own is not None:
        beside = running.join([months.cell(facts, own), sentences.marks(own)])
    return [
        running.join([_who(row, words), sentences.marks(theirs)]),
        words.days(theirs.start, theirs.end, short=True),
        _unit(row, theirs, words),
        months.cell(facts, theirs),
        beside,
        _share(row, words),
    ]


def _who(row: Panel, words: Words) -> str:
    """Whose total, and in which outlets it stands."""
    outlets = [*row["outlets"], *([_unnamed(row["unnamed"], words)] if row["unnamed"] else [])]
    heard = words.listing(outlets)
    return words.say("{origin}, in {outlet}", origin=row["origin"], outlet=heard) if row["origin"] else heard


def _unnamed(n: int, words: Words) -> str:
    return words.count("{n} outlet that is not named", "{n} outlets that are not named", n)


def _unit(row: Panel, figure: Figure, words: Words) -> str:
    """What one of them is, by which means, and on which base."""
    unit = words.say(measures.get(figure.measure).unit)
    if row["unit"] and row["unit"] != NOT_SAID and row["unit"] in strike_units():
        unit = words.say(strike_units()[row["unit"]].label)
    how = prose.means_name(row["means"], words)
    by = words.say("by {how}", how=how) if how else ""
    return phrases.listed([unit, by, phrases.base(figure.base, words)], words)


def _share(row: Panel, words: Words) -> str:
    """The share, or why there is none."""
    if prose.passes(row):
        return words.say("more than they count")
    return prose.share_text(row["share"], words) if row["share"] else words.say(prose.SHORT[row["why"]])


def _charts(facts: Facts, name: str, rows: list[Panel]) -> list[Block]:
    """The pairs of one measure, as many pictures as they need, on one axis."""
    words = facts.words
    every = pd.DataFrame([_drawn(facts, row) for row in rows])
    # About as many in each: a picture of one pair below one of seven looks like another measure.
    parts = -(-len(every) // MOST)
    size = -(-len(every) // parts)
    heading = phrases.label(name, words)
    made: list[Block] = []
    for first in range(0, len(every), size):
        drawn = every.iloc[first : first + size]
        picture = Picture(pairs(drawn, language=words, top=top_of(every)), printable(_alternative(drawn, name, words)))
        made.append(Chart(picture, heading=heading if first == 0 else ""))
    return made


def _alternative(drawn: pd.DataFrame, name: str, words: Words) -> str:
    """Every pair of a picture."""
    said = [
        words.say(
            "{who}, {days}: {amount}; this tally: {own}",
            who=row.who,
            days=row.days,
            amount=row.said,
            own=row.own_said,
        )
        for row in each_row(drawn)
    ]
    return words.say(
        "{measure}, totals of others beside this tally. {listed}.",
        measure=phrases.label(name, words),
        listed=phrases.listed(said, words),
    )


def _drawn(facts: Facts, row: Panel) -> dict[str, Any]:
    words, theirs = facts.words, facts.ledger.figures[row["key"]]
    own = facts.ledger.figures[row["own"]] if row["own"] else None
    amount, beside = theirs.amount, None if own is None else own.amount
    numbers = {name: _number(getattr(amount, name)) for name in ("low", "best", "high")}
    ours = {f"own_{name}": _number(getattr(beside, name, None)) for name in ("low", "best", "high")}
    said = words.say(prose.SHORT[row["why"] or "base"]) if own is None else running.text_of(months.cell(facts, own))
    silent = "no report" if row["why"] == "silence" else ""
    return {
        "who": printable(prose.who(row, words)),
        "days": words.days(theirs.start, theirs.end, short=True),
        **numbers,
        "open": amount.open,
        "own_state": silent if own is None else own.state,
        **ours,
        "own_open": bool(beside and beside.open),
        "said": amount.text(words),
        "own_said": said,
    }


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def series(facts: Facts) -> Section:
    """The totals of one origin over time, and where a later or a wider one is smaller."""
    words, panel, figures = facts.words, facts.panels["totals"], facts.ledger.figures
    groups: dict[int, list[Panel]] = {}
    for row in panel["rows"]:
        groups.setdefault(row["series"], []).append(row)
    rows: list[Row] = []
    keys: list[str] = []
    for mine in groups.values():
        if len(mine) < 2:
            continue
        figure = figures[mine[0]["key"]]
        how = prose.means_name(mine[0]["means"], words)
        what = phrases.listed([phrases.name(figure.measure, words, figure.base), how], words)
        label = words.say("{who}: {what}", who=prose.who(mine[0], words), what=what)
        rows.append(Row([label, "", "", ""], own=True))
        for row in mine:
            theirs = figures[row["key"]]
            keys.append(row["key"])
            cells: list[Text] = [words.days(theirs.start, theirs.end, short=True), months.cell(facts, theirs)]
            rows.append(Row([*cells, words.listing(row["outlets"]), _flags(facts, row["key"])]))
    head = [words.say("Days"), words.say("Total"), words.say("Stands in"), words.say("What to know")]
    none = words.say("No origin gives two totals of the same measure here.")
    note = words.say(
        "By last day. A total of days that hold those of another can't be below it, where both count the same. Totals "
        "that begin on different days are no series of one count."
    )
    table = Table(head, rows, (2.2, 0.9, 1.5, 1.4), note if rows else "", none)
    return Section("series", words.say("Totals of one origin over time"), [table], keys)


def _flags(facts: Facts, key: str) -> str:
    """What is wrong between a total and others."""
    words = facts.words
    kinds = [
        each["kind"]
        for each in facts.panels["totals"]["disagreements"]
        if key == each["first"] or (key in each["others"] and each["kind"] in ("other number", "same number"))
    ]
    return phrases.listed([words.say(_KINDS[kind]) for kind in dict.fromkeys(kinds)], words)


def disagreements(facts: Facts) -> Section:
    """The totals that can't all be so."""
    words, panel = facts.words, facts.panels["totals"]["disagreements"]
    rows = [Row(_disagreement(facts, each)) for each in panel]
    head = [words.say("What it is"), words.say("The one"), words.say("The other"), words.say("Apart by at least")]
    none = words.say("No two of these totals contradict each other, as far as their bounds and days tell.")
    note = words.say(
        "Totals are held against each other where they count the same measure on the same base, by the same means or "
        "by any. “At least” contradicts only what lies below it. Parts of a total contradict nothing. A difference "
        "may be a correction, another day of count, or a slip of a report or of its coding: the reports tell."
    )
    keys = [key for each in panel for key in (each["first"], *each["others"])]
    table = Table(head, rows, (1.3, 2.1, 2.1, 0.7), note if rows else "", none)
    return Section("disagreements", words.say("Where others disagree"), [table], list(dict.fromkeys(keys)))


def _disagreement(facts: Facts, each: Panel) -> list[Text]:
    words = facts.words
    others = [_described(facts, key, each) for key in each["others"]]
    gap = words.number(each["gap"]) if each["gap"] else ""
    joined: Text = others[0]
    for other in others[1:]:
        joined = running.fill(words, "{items}; {item}", items=joined, item=other)
    return [words.say(_KINDS[each["kind"]]), _described(facts, each["first"], each), joined, gap]


def _described(facts: Facts, key: str, each: Panel) -> Text:
    """One total: how many of what, whose, of which days, and of which place where it is another."""
    words, figure = facts.words, facts.ledger.figures[key]
    where = "" if figure.pcode == facts.subject.place.pcode else words.place_label(figure.pcode)
    whose = prose.who(each["who"][key], words)
    more = phrases.listed([whose, words.days(figure.start, figure.end, short=True), where], words)
    counted = phrases.counted(figure, words)
    return running.join([running.fill(words, "{text} ({extra})", text=counted, extra=more), sentences.marks(figure)])


def compared(facts: Facts) -> Section:
    """What is compared with what, and why some totals make no share."""
    words = facts.words
    rows: list[tuple[Text, Text]] = [
        (
            words.say("Share"),
            words.say(
                "At least the low of this tally over their high, at most its high over their low; in the middle best "
                "over best. Where one of them has no upper bound, only “at least” or “at most” is left."
            ),
        ),
        (
            words.say("The same means"),
            words.say(
                "A total of those killed from the air stands beside the incidents that are coded so and not "
                "otherwise; those of several means, or of none that is said, are not in it, so it may be too small."
            ),
        ),
        (
            words.say("The same base"),
            words.say(
                "Whom or what exactly a total counts. One on another base is beside nothing, or beside a tally on that."
            ),
        ),
        (
            words.say("Strikes"),
            words.say("No share: what one strike is differs between sources, and this tally adds up several of them."),
        ),
        (
            words.say("Coverage"),
            words.say(
                "Where nobody knows who was looking, a share says how much was read, and nothing of how much happened."
            ),
        ),
    ]
    return Section("compared", words.say("What is compared with what"), [Pairs(rows)], [])
