"""What may still move, as a paper sets it: delays, and what late reports have done to earlier periods."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.prose import phrases
from tollbook.briefs.running import Text
from tollbook.briefs.views import months
from tollbook.charts.words import Words
from tollbook.papers.prose.days import named
from tollbook.papers.section import Pairs, Row, Table


def pairs(facts: Facts) -> Pairs:
    """How old the period is, how long reports take, and until when it counts as filling up."""
    words, about, delay = facts.words, facts.subject, facts.panels["delay"]
    days = facts.panels["late"]["age_days"]
    age = (
        words.count("{n} day after its end", "{n} days after its end", days)
        if days >= 0
        else words.count("{n} day before its end", "{n} days before its end", -days)
    )
    rows: list[tuple[Text, Text]] = [(words.say("Age at the cut-off"), age), (words.say("Status"), _status(facts))]
    if delay["observed"]:
        half = words.count("half within {n} day", "half within {n} days", delay["median"])
        most = words.count("nine of ten within {n} day", "nine of ten within {n} days", delay["nine_of_ten"])
        seen = words.count("{n} report of the sample", "{n} reports of the sample", delay["observed"])
        said = words.say("{half}, {most} ({seen})", half=half, most=most, seen=seen)
    else:
        said = words.say("not known: no report of the sample shows it")
    rows.append((words.say("Delay of reports"), said))
    until = pd.Timestamp(about.end + pd.Timedelta(days=about.delay.days))
    rows.append((words.say("Counts as filling up to"), words.day(until)))
    note = words.say(
        "Delays are observed on incidents that ended at least {n} days before the cut-off: of later ones only quick "
        "reports can have come. Nine of ten is not all.",
        n=words.number(delay["settled_days"]),
    )
    return Pairs(rows, note)


def _status(facts: Facts) -> str:
    words = facts.words
    return words.say("provisional") if facts.subject.is_provisional else words.say("final for this cut-off")


def summary(facts: Facts) -> Table:
    """A row a measure: what late reports did to earlier periods after this age."""
    words, panel = facts.words, facts.panels["late"]
    seen = {name: each for name, each in panel["by_measure"].items() if each["observed"]}
    rows = [Row(_cells(name, each, words)) for name, each in seen.items()]
    head = [
        words.say("Measure"),
        words.say("Earlier periods with a report"),
        words.say("The same then"),
        words.say("No report then"),
        words.say("Higher now, by"),
        words.say("Lower now"),
        words.say("Different otherwise"),
        words.say("Claims without a day"),
    ]
    heading = words.say("What late reports did to earlier periods after they were as old as this one is")
    widths = (1.4, 1.1, 0.8, 0.8, 1.3, 0.7, 0.9, 0.9)
    return Table(head, rows, widths, running.join(_note(facts)), _none(facts), heading)


def _cells(measure: str, seen: dict[str, Any], words: Words) -> list[Text]:
    counts = [words.number(seen[name]) for name in ("observed", "alike", "silent")]
    higher = words.number(seen["higher"])
    if seen["higher"]:
        least, most = (_half_up(seen[name]) for name in ("least", "most"))
        bounds = {"low": words.number(least), "high": words.number(most)}
        by = bounds["low"] if least == most else words.say("{low} to {high}", **bounds)
        higher = words.say("{n} ({by})", n=higher, by=by)
    rest: list[Text] = [words.number(seen[name]) for name in ("lower", "otherwise")]
    some, every = words.number(seen["undated"]), words.number(seen["claims"])
    rest.append(words.say("{some} of {every}", some=some, every=every))
    return [phrases.label(measure, words), *counts, higher, *rest]


def _half_up(value: float) -> int:
    return int(value + 0.5)


def _none(facts: Facts) -> str:
    words, panel = facts.words, facts.panels["late"]
    if not panel["periods"]:
        return words.say("No earlier period of the same length ended long enough before the cut-off to be looked at.")
    return words.say("No earlier period has a report of any of these, which is not zero.")


def _note(facts: Facts) -> list[Text]:
    words, panel = facts.words, facts.panels["late"]
    if not panel["periods"]:
        return []
    spans = [(pd.Timestamp(first), pd.Timestamp(last)) for first, last in panel["periods"]]
    first, last = (named(*spans[at], words) for at in (-1, 0))
    return [
        words.count(
            "Looked at: {n} earlier period of the same length, {last}, which ended at least {days} days before the "
            "cut-off.",
            "Looked at: {n} earlier periods of the same length, {first} to {last}, which ended at least {days} days "
            "before the cut-off.",
            len(panel["periods"]),
            first=first,
            last=last,
            days=words.number(panel["settled_days"]),
        ),
        words.say(
            "Claims without a day of publication are taken to have been known at once: what is counted here is the "
            "least that came late."
        )
        if any(seen["undated"] for seen in panel["by_measure"].values())
        else "",
        words.say("What late reports did before is no forecast of what they will do."),
    ]


def one_by_one(facts: Facts) -> Table | None:
    """The earlier periods of the measure that the page follows: known at this age, and known now. None without any."""
    words, panel, figures = facts.words, facts.panels["late"], facts.ledger.figures
    if not panel["pairs"]:
        return None
    rows = []
    for then, now in panel["pairs"]:
        figure = figures[now]
        cells = [months.cell(facts, figures[key]) for key in (then, now)]
        rows.append(Row([named(figure.start, figure.end, words), *cells]))
    head = [words.say("Period"), words.say("Known at this age"), words.say("Known now")]
    return Table(head, rows, (1, 1, 1), heading=phrases.label(panel["measure"], words))
