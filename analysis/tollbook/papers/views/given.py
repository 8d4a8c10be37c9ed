"""What sources and coverage give a file of claims, as sections: source by source, where they were looking, months."""

from __future__ import annotations

from typing import Any

from tollbook.briefs.facts import Facts
from tollbook.briefs.running import Text
from tollbook.charts.words import Words
from tollbook.claims.delay import ENOUGH_OF_A_SOURCE
from tollbook.papers.panels.contents import MOST_SOURCES
from tollbook.papers.section import Block, Chart, Paragraphs, Row, Section, Table
from tollbook.papers.views import calendar


def sources(facts: Facts) -> Section:
    """What each source gives, of how much the day of publication is missing, and how late its reports come."""
    words, panel = facts.words, facts.panels["sources"]
    rows = [_source(row, words) for row in panel["rows"][:_LISTED]]
    rows += _others(panel, words)
    total = [words.say("All"), words.number(panel["claims"]), _undated(panel, words), *_delay(panel["pooled"], words)]
    rows += [Row(total, own=True)] if panel["claims"] else []
    head = [
        words.say("Source"),
        words.say("Claims"),
        words.say("Without a day of publication"),
        words.say("Reports seen for delay"),
        words.say("Half within"),
        words.say("Nine of ten within"),
    ]
    note = words.count(
        "Delay runs from the last day that a report speaks of to its publication, for reports of incidents that "
        "ended at "
        "least {days} days before the cut-off; of a source with at least {n} such report.",
        "Delay runs from the last day that a report speaks of to its publication, for reports of incidents that "
        "ended at "
        "least {days} days before the cut-off; of a source with at least {n} such reports.",
        ENOUGH_OF_A_SOURCE,
        days=words.number(panel["settled_days"]),
    )
    undated = words.say(
        "A claim without a day of publication counts from its last day, and neither replaces another nor is replaced."
    )
    table = Table(head, rows, (2.2, 0.7, 1.2, 1.1, 0.9, 1), "", words.say("The file has no claim that counts."))
    name = words.say("Sources: days of publication, and delay")
    return Section("sources", name, [table, Paragraphs([note, undated], "note")])


#: Sources that the table lists one by one.
_LISTED = 25


def _source(row: dict[str, Any], words: Words) -> Row:
    return Row([row["source"], words.number(row["claims"]), _undated(row, words), *_delay(row["delay"], words)])


def _undated(row: dict[str, Any], words: Words) -> str:
    return words.number(row["undated"])


def _others(panel: dict[str, Any], words: Words) -> list[Row]:
    """The sources that are not listed one by one, and those that may not be named, each sort in a row of its own."""
    rest = panel["rows"][_LISTED:]
    rows = []
    if rest:
        label = words.count("{n} other source", "{n} other sources", len(rest))
        rows.append(Row([label, *_sums(rest, words)]))
    if panel["unnamed"]["sources"]:
        label = words.count(
            "{n} source that is not named", "{n} sources that are not named", panel["unnamed"]["sources"]
        )
        rows.append(Row([label, *_sums([panel["unnamed"]], words)]))
    return rows


def _sums(rows: list[dict[str, Any]], words: Words) -> list[str]:
    claims, undated = (sum(int(row[name]) for row in rows) for name in ("claims", "undated"))
    return [words.number(claims), words.number(undated), *_delay(None, words)]


def _delay(delay: dict[str, Any] | None, words: Words) -> list[str]:
    if delay is None or not delay["observed"]:
        return [words.say("too few"), "", ""]
    days = [words.count("{n} day", "{n} days", delay[name]) for name in ("median", "nine_of_ten")]
    return [words.number(delay["observed"]), *days]


def coverage(facts: Facts) -> Section:
    """Where and when sources were looking, by state or township and month."""
    words, panel = facts.words, facts.panels["coverage"]
    heading = words.say("Where sources were looking")
    if not panel["months"]:
        none = words.say("Without a claim of an incident there are no months to show.")
        return Section("coverage", heading, [Paragraphs([none])])
    names = [words.place_label(row["pcode"]) for row in panel["rows"]]
    blocks: list[Block] = [
        Chart(calendar.coverage_of(facts, part, names[at : at + _MOST_ROWS])) for at, part in _in_parts(panel)
    ]
    return Section("coverage", heading, [*blocks, Paragraphs(_on_coverage(facts), "note")])


#: Rows of one picture: a page has room for no more.
_MOST_ROWS = 50


def _in_parts(panel: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    return [
        (at, {**panel, "rows": panel["rows"][at : at + _MOST_ROWS]}) for at in range(0, len(panel["rows"]), _MOST_ROWS)
    ]


def _on_coverage(facts: Facts) -> list[Text]:
    words, panel = facts.words, facts.panels["coverage"]
    every = sum(panel["statuses"].values())
    counts = {name: words.number(panel["statuses"].get(name, 0)) for name in ("counted", "not covered", "unknown")}
    lines: list[Text] = [
        words.say(
            "Of {all} months of townships {counted} are counted, {bare} not covered and {unknown} unknown.",
            all=words.number(every),
            counted=counts["counted"],
            bare=counts["not covered"],
            unknown=counts["unknown"],
        ),
        words.say("A cell is counted, or not covered, only where every day in every township of it is."),
        words.say(
            "Only where a source was counting is a month without a report a zero; a mark shows that the file has a "
            "claim.",
        ),
    ]
    if panel["withheld"]:
        lines.append(
            words.count(
                "{n} township was asked for: it is shown in an internal release alone.",
                "{n} townships were asked for: they are shown in an internal release alone.",
                panel["withheld"],
            )
        )
    return lines


def months(facts: Facts) -> Section:
    """The claims of each source, month by month."""
    words, panel = facts.words, facts.panels["by_source"]
    heading = words.say("Claims by month and source")
    if not panel["months"]:
        return Section("months", heading, [Paragraphs([words.say("Without a claim there are no months to show.")])])
    names = [
        row["source"] or words.count("{n} other source", "{n} other sources", row["sources"]) for row in panel["rows"]
    ]
    lines: list[Text] = [
        words.say(
            "By the month of a claim's last day. Shown by name are the sources with most claims that may be named, at "
            "most {n}; an empty cell is a month of which a source has no claim here.",
            n=words.number(MOST_SOURCES),
        ),
        *calendar.apart(panel, words),
    ]
    return Section("months", heading, [Chart(calendar.by_source(facts, panel, names)), Paragraphs(lines, "note")])
