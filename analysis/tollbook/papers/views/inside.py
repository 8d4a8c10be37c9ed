"""The places inside as a paper sets them: a table a measure, a column a period; their months; and their map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from tollbook import places
from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.panels import mapped
from tollbook.briefs.prose import held_back, phrases
from tollbook.briefs.running import Text
from tollbook.briefs.views import alternatives, months, pictures
from tollbook.briefs.views.pictures import Picture
from tollbook.briefs.views.showable import printable
from tollbook.charts import choropleth, map_notes, multiples
from tollbook.charts.messages import mark, mark_count
from tollbook.charts.reading import read
from tollbook.charts.style import tokens
from tollbook.charts.words import Words
from tollbook.papers.section import Row, Table

#: What stands in a cell of a wide table where there is no report: its note says what it means.
NO_REPORT = "–"
_HEADS = {"township": mark("Township"), "district": mark("District"), "state": mark("State or region")}
_STARS = {
    "township": mark("* township not stated."),
    "district": mark("* district not stated."),
    "state": mark("* state or region not stated."),
}
_MORE = {
    "township": mark_count(
        "{n} more township with a report is not listed.", "{n} more townships with a report are not listed."
    ),
    "state": mark_count(
        "{n} more state or region with a report is not listed.",
        "{n} more states and regions with a report are not listed.",
    ),
}


def table(facts: Facts, measure: str, named: dict[str, str], heading: str = "") -> Table | None:
    """One measure: a row for each place with a report in any of the periods, a column a period.

    Parameters
    ----------
    facts : Facts
        With the panel ``inside``.
    measure : str
    named : dict of str to str
        What each slice is called, in the order of the columns.
    heading : str

    Returns
    -------
    Table or None
        None where no place has a report of it, and nothing is held back.
    """
    words, panel = facts.words, facts.panels["inside"]
    rows = [row for row in panel["rows"] if any(row["cells"][measure][at][0] for at in named)]
    if not rows:
        return None
    head = [words.say(_HEADS[panel["level"]]), *named.values()]
    cells = [[months.place(row, words), *(_cell(facts, row["cells"][measure][at]) for at in named)] for row in rows]
    widths = (1.3, *[1.0] * len(named))
    return Table(head, [Row(each) for each in cells], widths, heading=heading)


def signs(facts: Facts) -> Text:
    """What stands below the tables: what their signs mean, and how many places they leave out."""
    words, panel = facts.words, facts.panels["inside"]
    shown = [facts.ledger.figures[key] for row in panel["rows"] for key in _keys_of(row)]
    return running.join(
        [
            words.say("–: no report, which is not zero."),
            words.say("† rests mostly on longer incidents, spread by day.") if any(e.is_spread for e in shown) else "",
            words.say(_STARS[panel["level"]]) if any(row["not_stated"] for row in panel["rows"]) else "",
            words.count(*_MORE[panel["level"]], panel["more"]) if panel["more"] else "",
        ]
    )


def _keys_of(row: dict[str, Any]) -> list[str]:
    return [key for cells in row["cells"].values() for key, _ in cells.values() if key]


def keys(facts: Facts, measure: str, slices: Sequence[str]) -> list[str]:
    """Keys of the figures of a table."""
    found = [row["cells"][measure][at][0] for row in facts.panels["inside"]["rows"] for at in slices]
    return [key for key in found if key]


def _cell(facts: Facts, cell: list[str | None]) -> Text:
    key, state = cell
    if key:
        return months.cell(facts, facts.ledger.figures[key])
    return silent(str(state), facts.words)


def silent(state: str, words: Words) -> str:
    """A cell that nothing is entered for."""
    return {
        "zero": words.number(0),
        "not covered": words.say("not covered"),
        "held back": words.say("held back"),
    }.get(state, NO_REPORT)


def months_of(facts: Facts) -> Picture | None:
    """The places with their months, a panel each, on one scale; needs the panel ``beside``. None where no place is."""
    panel, words = facts.panels["beside"], facts.words
    shown = [row for row in panel["rows"] if _is_recorded(facts, row)]
    if not shown:
        return None
    start, end = (pd.Timestamp(panel[name]) for name in ("start", "end"))
    rows = [pictures.rows_of(facts, row["months"]) for row in shown]
    names = [printable(months.place(row, words)) for row in shown]
    drawing = multiples(rows, names, start, end, facts.subject.span, language=words)
    return Picture(drawing, printable(alternatives.beside(facts)))


def _is_recorded(facts: Facts, row: dict[str, Any]) -> bool:
    """Whether anything is recorded of a place in the months that are drawn, and not only before them."""
    states = {facts.ledger.figures[key].state for key in row["months"]}
    return bool(states & {"figure", "no figure", "held back"})


def earlier_alone(facts: Facts) -> str:
    """The places of which something is recorded before the months that are drawn, and nothing in them."""
    words, rows = facts.words, facts.panels["beside"]["rows"]
    names = [months.place(row, words) for row in rows if not _is_recorded(facts, row)]
    return words.say("Recorded before these months alone: {places}.", places=words.listing(names)) if names else ""


def top_of_months(facts: Facts) -> float:
    """The greatest number that `months_of` draws, which is where its scale ends."""
    figures = [facts.ledger.figures[key] for row in facts.panels["beside"]["rows"] for key in row["months"]]
    bounds = [value for each in figures for value in (each.amount.low, each.amount.best, each.amount.high)]
    return max([1.0, *(value for value in bounds if value is not None)])


def map_of(facts: Facts, measure: str, at: str) -> tuple[Picture, str]:
    """The map of the states for one slice, and the note below it."""
    words, areas = facts.words, places.coarser(facts.atlas.areas, "state")
    rows = pd.DataFrame(_rows(facts, measure, at), columns=[*mapped.COLUMNS, *mapped.MORE])
    room = tokens()["map_mm"]
    size = (float(room["width"]) + 14.0, float(room["height_wide"]) + 10.0)
    drawing = choropleth(rows, measure, areas, places.COUNTRY, None, size, notes=False, language=words, level="state")
    reading = read(rows, measure, "state")
    notes = _not_drawn(facts, reading.not_stated, reading.held)
    bare = type(reading)(reading.cells, {}, reading.start, reading.end)
    notes += map_notes.not_mapped(bare, areas, places.COUNTRY, words)
    if areas.approximate:
        notes.append(words.say("Areas are made of those of townships, which are approximate: see the last lines."))
    return Picture(drawing, printable(_alternative(facts, measure, at))), " ".join(notes)


def _rows(facts: Facts, measure: str, at: str) -> list[dict[str, Any]]:
    """Figures as rows of a tally by state; of a state that nothing is recorded of one that says what its silence is."""
    panel, figures = facts.panels["inside"], facts.ledger.figures
    listed = [(row["pcode"], *row["cells"][measure][at]) for row in panel["rows"]]
    listed += [(each["pcode"], None, each["state"]) for each in panel["silent"]]
    days = panel["slices"][at]
    span = (pd.Timestamp(days["start"]), pd.Timestamp(days["end"]))
    made = []
    for pcode, key, state in listed:
        rule = days["held"].get(measure)
        figure = figures[key] if key else mapped.silent_figure(measure, pcode, span, str(state), rule)
        made.append(mapped.row_of_figure(figure))
    return made


def _not_drawn(facts: Facts, not_stated: dict[str, Any], held: dict[str, int]) -> list[str]:
    """What is known for no state: it has no place on the map and is not lost."""
    words = facts.words
    notes = [
        words.say("Reported without a state or region, so not drawn: {amount}.", amount=amount.text(words))
        for amount in not_stated.values()
    ]
    return notes + [words.say("What is reported without a state or region is held back.") for _ in held]


def _alternative(facts: Facts, measure: str, at: str) -> str:
    """What somebody who can't see the map needs to know of it."""
    words, panel = facts.words, facts.panels["inside"]
    told = [(row, *row["cells"][measure][at]) for row in panel["rows"]]
    named = [
        words.say("{label}: {amount}", label=months.place(row, words), amount=spoken(facts.ledger.figures[key], words))
        for row, key, _ in told
        if key
    ]
    days = panel["slices"][at]
    said = words.say(
        "Map of the states and regions: {measure}, {days}.",
        measure=phrases.name(measure, words),
        days=words.days(pd.Timestamp(days["start"]), pd.Timestamp(days["end"])),
    )
    told_of = [words.say("{listed}.", listed=phrases.listed(named, words))] if named else []
    return " ".join([said, *told_of, *silences(facts)])


_SILENCES = {
    "no report": mark("No report of any of these, which is not zero: {places}."),
    "not covered": mark("Not covered: {places}."),
    "zero": mark("Counted, none recorded: {places}."),
    "held back": mark("Held back: {places}."),
}


def silences(facts: Facts) -> list[str]:
    """The places that nothing is recorded of in any of the periods, by what coverage says of the first of them."""
    words, found = facts.words, facts.panels["inside"]["silent"]
    named: dict[str, list[str]] = {state: [] for state in _SILENCES}
    for each in found:
        named[each["state"]].append(words.place_name(each["pcode"]))
    return [words.say(_SILENCES[state], places=words.listing(names)) for state, names in named.items() if names]


def spoken(figure: Figure, words: Words) -> str:
    """A figure as it is read out."""
    if held_back.is_held(figure):
        return held_back.spoken(figure, words)
    return figure.amount.text(words) if figure.state == "figure" else months.state(figure, words)
