"""Flows and stocks as a paper sets them: side by side and never on one axis."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.panels.displacement import FLOW
from tollbook.briefs.prose import held_back, phrases, sentences
from tollbook.briefs.running import Text
from tollbook.briefs.views import breakdowns, months, pictures
from tollbook.briefs.views import displacement as _displacement
from tollbook.briefs.views import tiles as _tiles
from tollbook.charts.messages import mark, mark_count
from tollbook.charts.words import Words
from tollbook.papers.panels.flights import HOMES, NOTHING, PEOPLE
from tollbook.papers.panels.levels import CARRIED, REPLACED
from tollbook.papers.section import Block, Chart, Paragraphs, Row, Section, Table, Tiles
from tollbook.tallies.stocks import MAX_AGE_DAYS

_WIDTH_MM = 118.0
#: Bodies that publish levels and flows of displacement for Myanmar, as `origins.csv` names them.
_BODIES = {"UNHCR": "UNHCR", "OCHA": "OCHA", "IOM": "IOM (DTM)"}
_HARM = {
    PEOPLE: mark("People were killed or injured in it"),
    HOMES: mark("Houses were destroyed, no harm to people recorded"),
    NOTHING: mark("Neither recorded"),
}
_PLACES = {"township": mark("Township"), "state": mark("State or region")}
_INSIDE = {
    "township": mark("Latest levels of the townships of {area}"),
    "state": mark("Latest levels of the states and regions of {area}"),
}
_SUMS = {
    "township": mark_count("{n} township of one day and base", "{n} townships of one day and base"),
    "state": mark_count("{n} state or region of one day and base", "{n} states and regions of one day and base"),
}


def tiles(facts: Facts) -> Section:
    """Headlines: those who fled in the period, and the levels at its end, under a dashed line."""
    words = facts.words
    keys = [f"period.{FLOW}", *facts.panels["stocks"]]
    shown = [{**_tiles.tile(facts, facts.ledger.figures[key]), "changes": []} for key in keys]
    drawn = [pictures.tile_of(facts, key) for key in keys]
    return Section("tiles", words.say("Fled in the period, and displaced at its end"), [Tiles(shown, drawn)], keys)


def over_time(facts: Facts) -> Section:
    """The levels on their days above the months of the flow, each on an axis of its own."""
    shown, panel = _displacement.displacement(facts), facts.panels["displacement"]
    drawn = pictures.displacement_of(facts, _WIDTH_MM)
    keys = [*panel["levels"], *panel["months"], *([panel["total"]] if panel["total"] else [])]
    if drawn is None:
        return Section("months", shown["heading"], [Paragraphs([shown["none"]])], keys)
    return Section("months", shown["heading"], [Chart(drawn, beside=[shown["flow"], shown["note"]], latest=True)], keys)


def levels(facts: Facts) -> Section:
    """Every level of the place with its day, its base, who states it, and whether it stands for the period's end."""
    words, panel = facts.words, facts.panels["levels"]
    head = [
        words.say("As of"),
        words.say("Whom it counts"),
        words.say("People displaced"),
        words.say("Who states it"),
        words.say("At the period's end"),
    ]
    rows = [Row(_level(facts, row), row["standing"] == CARRIED) for row in panel["rows"]]
    n = words.number(MAX_AGE_DAYS)
    notes: list[Text] = [
        words.say("A level stands for later days for {n} days at most, and only its own base replaces it.", n=n),
        words.count("{n} level of earlier days is not shown.", "{n} levels of earlier days are not shown.",
                    panel["earlier"]) if panel["earlier"] else "",
        _bodies(facts) if rows else "",
    ]  # fmt: skip
    none = words.say("No level of this place is stated in these months, which is not zero.")
    place = words.place_label(facts.subject.place.pcode)
    heading = words.say("Levels that are stated for {place}", place=place)
    table = Table(head, rows, (0.8, 1.1, 1.1, 1.5, 1.3), running.join(notes) if rows else "", none)
    return Section("levels", heading, [table], [row["key"] for row in panel["rows"]])


def _level(facts: Facts, row: dict[str, Any]) -> list[Text]:
    words, figure = facts.words, facts.ledger.figures[row["key"]]
    return [
        words.day(figure.start, short=True),
        _base(figure, words),
        running.join([months.cell(facts, figure), sentences.marks(figure)]),
        _voices(row["voices"], words),
        standing(row["standing"], row["age_days"], words),
    ]


def _base(figure: Figure, words: Words) -> Text:
    return phrases.base(figure.base, words) or words.say("base not stated")


def _voices(voices: list[dict[str, str]], words: Words) -> Text:
    """Who states a level: the body, and whose report has it."""
    said = []
    for voice in voices:
        who = held_back.outlet(voice["outlet"], words)
        named = voice["origin"] and voice["origin"] != voice["outlet"]
        said.append(words.say("{origin}, in {outlet}", origin=voice["origin"], outlet=who) if named else who)
    return phrases.listed(said, words)


def standing(name: str | None, age: int | None, words: Words) -> str:
    """How a level stands at the end of the period, with its age."""
    if name is None or age is None:
        return words.say("of a day after the period")
    old = words.count("{n} day old", "{n} days old", age)
    if name == CARRIED:
        return words.say("stands, {age}", age=old)
    if name == REPLACED:
        return words.say("a later one of its base is known")
    return words.say("too old to stand, {age}", age=old)


def _bodies(facts: Facts) -> Text:
    """How many of the levels are of bodies that publish such, those of which none is in the sample included."""
    words = facts.words
    voices = [
        {voice[name] for voice in row["voices"] for name in ("origin", "outlet")}
        for row in facts.panels["levels"]["rows"]
    ]
    counted = [
        words.say("{body} {n}", body=label, n=words.number(sum(body in said for said in voices)))
        for body, label in _BODIES.items()
    ]
    return words.say(
        "Of these levels are from: {bodies}. None in this sample is not to say that none was published.",
        bodies=words.listing(counted),
    )


def inside(facts: Facts) -> list[Section]:
    """Levels of the places inside, and what those of one day and base come to."""
    words = facts.words
    area = words.place_label(facts.subject.place.pcode)
    made = []
    for panel in facts.panels["levels_inside"]:
        heading = words.say(_INSIDE[panel["level"]], area=area)
        head = [
            words.say(_PLACES[panel["level"]]),
            words.say("As of"),
            words.say("Whom it counts"),
            words.say("People displaced"),
            words.say("At the period's end"),
        ]
        rows = [Row(_inside(facts, row)) for row in panel["rows"]]
        more = words.count("{n} more level is not listed.", "{n} more levels are not listed.", panel["more"])
        rounded = any(facts.ledger.figures[row["key"]].more.get("rounded_to") for row in panel["rows"])
        notes: list[Text] = [
            more if panel["more"] else "",
            words.say("Levels of different days or bases do not add up: this column has no sum."),
            words.say("Levels are rounded to hundreds, the low down and the high up.") if rounded else "",
        ]
        blocks: list[Block] = [Table(head, rows, (1.2, 0.9, 1.2, 1.2, 1.3), running.join(notes))]
        keys = [row["key"] for row in panel["rows"]]
        if panel["sums"]:
            blocks.append(_sums(facts, panel))
            keys += [key for each in panel["sums"] for key in (each["key"], each["of"]) if key]
        made.append(Section(f"{panel['level']}_levels", heading, blocks, keys))
    return made


def _inside(facts: Facts, row: dict[str, Any]) -> list[Text]:
    words, figure = facts.words, facts.ledger.figures[row["key"]]
    return [
        words.place_name(row["pcode"]),
        words.day(figure.start, short=True),
        _base(figure, words),
        running.join([months.cell(facts, figure), sentences.marks(figure)]),
        standing(row["standing"], row["age_days"], words),
    ]


def _sums(facts: Facts, panel: dict[str, Any]) -> Table:
    words = facts.words
    area = words.place_label(facts.subject.place.pcode)
    head = [
        words.say("Which"),
        words.say("As of"),
        words.say("Whom they count"),
        words.say("Together"),
        words.say("{area} itself", area=area),
    ]
    rows = []
    for each in panel["sums"]:
        figure = facts.ledger.figures[each["key"]]
        whole = words.say("not stated") if each["of"] is None else months.cell(facts, facts.ledger.figures[each["of"]])
        which = words.count(*_SUMS[panel["level"]], len(each["places"]))
        day = words.day(pd.Timestamp(figure.more["stated_on"]), short=True)
        rows.append(Row([which, day, _base(figure, words), months.cell(facts, figure), whole]))
    note = words.say(
        "Levels add up over places only where they are of one day and one base, and then to what these places have "
        "together: of the others no such level is stated."
    )
    return Table(head, rows, (1.6, 0.9, 1.1, 1, 1), note, "", words.say("What may be added"))


def flights(facts: Facts) -> Section:
    """Who fled, incident by incident, beside what else the same incident did."""
    words, panel = facts.words, facts.panels["flights"]
    shown = [name for name in ("civilians_killed", "civilians_injured", "houses_destroyed", "villages_affected")
             if any(name in row["harm"] for row in panel["rows"])]  # fmt: skip
    head = [words.say("When"), words.say("Where"), words.say("Newly displaced"), words.say("By, reportedly")]
    head += [phrases.short_label(name, words) for name in shown]
    rows = [Row(_flight(facts, row, shown)) for row in panel["rows"]]
    notes: list[Text] = [
        words.say(
            "Each number is of the whole incident, also where it reaches beyond the period. Harm in the same incident "
            "is not said to be why people fled. Villages: burned, bombed or emptied, as reports say."
        ),
        words.say("Told by their months.") if any(row["by_month"] for row in panel["rows"]) else "",
        words.count("{n} more incident is not listed.", "{n} more incidents are not listed.", panel["more"])
        if panel["more"]
        else "",
        _not_named(panel, words),
    ]
    silent = words.say("Nobody is recorded to have fled here in these days, which is not zero.")
    none = _not_named(panel, words) or silent
    widths = (1.1, 1.1, 1.2, 1, *[0.8] * len(shown))
    keys = [key for row in panel["rows"] for key in (row["displaced"], *row["harm"].values())]
    table = Table(head, rows, widths, running.join(notes) if rows else "", none)
    return Section("flights", words.say("Who fled, incident by incident"), [table], keys)


def _not_named(panel: dict[str, Any], words: Words) -> str:
    if not panel["apart"]:
        return ""
    return words.count(
        "{n} incident is not shown by itself; what is recorded of it is in the sums.",
        "{n} incidents are not shown by themselves; what is recorded of them is in the sums.",
        panel["apart"],
    )


def _flight(facts: Facts, row: dict[str, Any], shown: list[str]) -> list[Text]:
    words, figures = facts.words, facts.ledger.figures
    start, end = pd.Timestamp(row["start"]), pd.Timestamp(row["end"])
    cells: list[Text] = [
        words.period(start, end) if row["by_month"] else words.days(start, end, short=True),
        words.place_label(row["pcode"]),
        running.join([months.cell(facts, figures[row["displaced"]]), sentences.marks(figures[row["displaced"]])]),
        words.say("held back")
        if row["means"] is None
        else phrases.means(row["means"], words) or words.say("not stated"),
    ]
    return [*cells, *(_harm(facts, row["harm"].get(name)) for name in shown)]


def _harm(facts: Facts, key: str | None) -> Text:
    """What else the incident did; a figure on another base says so."""
    words = facts.words
    if key is None:
        return words.say("no report")
    figure = facts.ledger.figures[key]
    cell, base = months.cell(facts, figure), phrases.base(figure.base, words)
    return running.fill(words, "{text} ({extra})", text=cell, extra=base) if base else cell


def causes(facts: Facts) -> Section:
    """How much of the flow goes with harm that is recorded, and with which means, each a sum of its own incidents."""
    words, panel = facts.words, facts.panels["flights"]
    label = phrases.label(FLOW, words)
    blocks: list[Block] = []
    keys: list[str] = []
    for name, heading, first in (
        ("harm", mark("By what else is recorded of the incident"), mark("Recorded of the same incident")),
        ("means", mark("By the means that reports name"), mark("Means")),
    ):
        rows = panel[name]
        if rows is None:
            text = words.say("{heading}: not told, because a class of it would be of too few people.",
                             heading=words.say(heading))  # fmt: skip
            blocks.append(Paragraphs([text]))
        elif rows:
            lines = [Row(_class(facts, name, row)) for row in rows]
            head = [words.say(first), words.say("Incidents"), label]
            blocks.append(Table(head, lines, (2, 0.7, 1.3), "", "", words.say(heading)))
            keys += [row["key"] for row in rows]
    note = words.say(
        "Bests of the classes add up to that of the period, lows to its low and highs to its high. That nothing is "
        "recorded is not to say that nothing was done; a village that was emptied is not counted as harm here."
    )
    if not blocks:
        silent = words.say("Nobody is recorded to have fled here in these days, which is not zero.")
        blocks.append(Paragraphs([silent]))
    blocks.append(Paragraphs([note if keys else ""], "note"))
    heading = words.say("Newly displaced, by what is reported of the incident")
    return Section("causes", heading, blocks, keys)


def _class(facts: Facts, of: str, row: dict[str, Any]) -> list[Text]:
    words, figure = facts.words, facts.ledger.figures[row["key"]]
    name = words.say(_HARM[row["class"]]) if of == "harm" else breakdowns.class_name(of, row["class"], FLOW, words)
    n = words.say("held back") if held_back.is_held(figure) else words.number(figure.incidents)
    return [name, n, running.join([months.cell(facts, figure), sentences.marks(figure)])]
