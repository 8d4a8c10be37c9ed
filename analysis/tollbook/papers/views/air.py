"""Strikes and harm from the air as a paper sets them."""

from __future__ import annotations

from typing import Any

from tollbook.briefs import running
from tollbook.briefs.facts import Facts
from tollbook.briefs.prose import held_back, phrases
from tollbook.briefs.running import Text
from tollbook.briefs.views import coded, months, pictures
from tollbook.briefs.views import tiles as _tiles
from tollbook.charts.messages import mark, mark_count
from tollbook.charts.words import Words
from tollbook.claims.strike_units import MEASURE as STRIKES
from tollbook.claims.strike_units import NOT_SAID as UNIT_NOT_SAID
from tollbook.claims.strike_units import SEVERAL as SEVERAL_UNITS
from tollbook.claims.strike_units import strike_units
from tollbook.papers import parts
from tollbook.papers.panels.air import AIR, CLASSES, NOT_SAID, OTHER, SEVERAL
from tollbook.papers.prose.air import unit_name
from tollbook.papers.section import Block, Chart, Pairs, Paragraphs, Row, Section, Table, Tiles

#: What a measure is called where only harm from the air is meant.
FROM_THE_AIR = {
    "civilians_killed": mark("Civilians killed from the air"),
    "civilians_killed_children": mark("Children killed from the air"),
    "civilians_injured": mark("Civilians injured from the air"),
    "displaced_new": mark("People newly displaced from the air"),
    "houses_destroyed": mark("Houses destroyed from the air"),
}
_SHORT = {"civilians_killed": mark("Killed from the air"), "civilians_injured": mark("Injured from the air")}
_CLASSES = {
    AIR: mark("Attacks from the air"),
    SEVERAL: mark("Several means, the air perhaps among them"),
    NOT_SAID: mark("Means not stated"),
    OTHER: mark("Other means"),
}
_MORE = {
    "township": mark_count("{n} more township is not listed.", "{n} more townships are not listed."),
    "state": mark_count("{n} more state or region is not listed.", "{n} more states and regions are not listed."),
}
_PLACES = {"township": mark("Township"), "state": mark("State or region")}
_STARS = {"township": mark("* township not stated."), "state": mark("* state or region not stated.")}
#: What is not told place by place.
_NOT_BY_PLACE = mark("Not told place by place, because of one place it would be of too few people: {names}.")


def name_of(measure: str, words: Words) -> str:
    """A measure where only harm from the air is meant."""
    return words.say(FROM_THE_AIR[measure])


def tiles(facts: Facts) -> Section:
    """Headlines: strikes, and those killed and injured from the air."""
    words = facts.words
    keys = [f"period.{STRIKES}", *_followed(facts).values()]
    shown: list[dict[str, Any]] = []
    drawn = []
    panels = {panel["measure"]: panel for panel in facts.panels["air"]["months"] if panel["told"]}
    for key in keys:
        figure = facts.ledger.figures[key]
        is_harm = figure.measure != STRIKES
        short = words.say(_SHORT[figure.measure]) if is_harm else ""
        shown.append({**_tiles.tile(facts, figure, short), "changes": []})
        label = name_of(figure.measure, words) if is_harm else ""
        drawn.append(pictures.tile_of(facts, key, panels.get(figure.measure), label))
    return Section("tiles", words.say("Strikes, and harm from the air"), [Tiles(shown, drawn)], keys)


def _followed(facts: Facts) -> dict[str, str]:
    """Keys of the harm from the air that has months of its own, by measure."""
    rows = facts.panels["air"]["rows"]
    return {row["measure"]: row["keys"][AIR] for row in rows if row["measure"] in _SHORT and AIR in row["keys"]}


def by_month(facts: Facts) -> Section:
    """The months of the strikes, and below, each on an axis of its own, those of the harm from the air."""
    words, section = facts.words, parts.months(facts)
    blocks, keys = list(section.blocks), list(section.keys)
    apart = words.say(
        "On a scale of its own. A month without a bar is one of which no report says that such harm came from the air."
    )
    left = []
    for panel in facts.panels["air"]["months"]:
        label = name_of(panel["measure"], words)
        if not panel["told"]:
            left.append(label)
            continue
        heading = words.say("{label} by month", label=label)
        blocks.append(Chart(pictures.trend_of(facts, 30.0, panel, label), beside=[apart], heading=heading, latest=True))
        keys += panel["months"]
    if left:
        names = words.listing(left)
        note = words.say("Not told month by month, because in one of them it would be of too few people: {names}.",
                         names=names)  # fmt: skip
        blocks.append(Paragraphs([note], "note"))
    return Section("months", section.heading, blocks, keys)


def by_place(facts: Facts) -> list[Section]:
    """The map with the places beside it; of the country first a table of its states."""
    panels = facts.panels["places"]
    if not panels:
        return [parts.townships(facts)]
    made = []
    for panel in panels[:-1]:
        area = facts.words.place_label(facts.subject.place.pcode)
        heading = facts.words.say("Airstrikes and harm from the air: states and regions of {area}", area=area)
        made.append(Section(f"{panel['level']}s", heading, [_places(facts, panel)], _keys(panel)))
    mapped = parts.townships(facts, _places(facts, panels[-1]))
    return [*made, Section(mapped.name, mapped.heading, mapped.blocks, _keys(panels[-1]))]


def _keys(panel: dict[str, Any]) -> list[str]:
    return [key for row in panel["rows"] for key in (row["strikes"], *row["harm"].values()) if key]


def _places(facts: Facts, panel: dict[str, Any]) -> Table:
    words, level = facts.words, panel["level"]
    # A column of nothing is left out.
    told = [name for name in panel["told"] if any(row["harm"][name] for row in panel["rows"])]
    head = [words.say(_PLACES[level]), words.say("Airstrikes"), *(words.say(_SHORT[name]) for name in told)]
    rows = [
        Row(
            [
                months.place(row, words),
                _cell(facts, row["strikes"]),
                *(_cell(facts, row["harm"][name]) for name in told),
            ]
        )
        for row in panel["rows"]
    ]
    note = running.join(
        [
            words.say("Most recorded in this sample first; coverage is unknown, so this is no ranking.")
            if facts.ledger.figures[f"period.{STRIKES}"].coverage == "unknown"
            else words.say("Most recorded in this sample first."),
            words.say(_STARS[level]) if any(row["not_stated"] for row in panel["rows"]) else "",
            words.count(*_MORE[level], panel["more"]) if panel["more"] else "",
            words.say(_NOT_BY_PLACE, names=words.listing([name_of(name, words) for name in panel["held"]]))
            if panel["held"]
            else "",
        ]
    )
    return Table(head, rows, (1.3, *[1.0] * (len(head) - 1)), note, words.say("No place has a report of these."))


def _cell(facts: Facts, key: str | None) -> Text:
    """A figure in a cell; nothing recorded is no report."""
    return facts.words.say("no report") if key is None else months.cell(facts, facts.ledger.figures[key])


def harm(facts: Facts) -> Section:
    """Harm to civilians by what it is known to have been done by."""
    words, rows = facts.words, facts.panels["air"]["rows"]
    told = [row for row in rows if row["told"]]
    head = [words.say("By"), *(phrases.short_label(row["measure"], words) for row in told)]
    shown = [name for name in CLASSES if any(name in row["keys"] for row in told)]
    lines = [
        Row([words.say(_CLASSES[name]), *(_with_incidents(facts, row["keys"].get(name)) for row in told)], name == AIR)
        for name in shown
    ]
    held = [phrases.name(row["measure"], words) for row in rows if not row["told"]]
    note = running.join(
        [
            words.say(
                "“In 2”: in two incidents. An incident is from the air where all of its reports that say how say so; "
                "what several means did is never shared out. Children are among those killed."
            ),
            words.say("Not told by means, because it would be of too few people: {names}.", names=words.listing(held))
            if held
            else "",
        ]
    )  # fmt: skip
    none = words.say("No harm to civilians is recorded here in these days, which is not zero.")
    keys = [key for row in told for key in row["keys"].values()]
    table = Table(head, lines, (1.7, *[1.0] * len(told)), note, "" if held else none)
    return Section("harm", words.say("Harm to civilians, and what it came from"), [table], keys)


def _with_incidents(facts: Facts, key: str | None) -> Text:
    words = facts.words
    if key is None:
        return words.say("no report")
    figure = facts.ledger.figures[key]
    amount = months.cell(facts, figure)
    if held_back.is_held(figure):
        return amount
    return running.fill(words, "{amount}, in {n}", amount=amount, n=words.number(figure.incidents))


def units(facts: Facts) -> Section:
    """What each source counts as one strike, and how much is counted so."""
    words, panel = facts.words, facts.panels["units"]
    rows = [_unit_row(facts, row) for row in panel["rows"]]
    rows += [_apart_row(facts, row) for row in panel["apart"]]
    notes = [
        words.say(
            "Read from the words of each report. Strikes, raids and attacks are one measure, as their sources have "
            "them; whatever else is counted is no part of its sum. What a source calls one, it rarely defines."
        ),
        words.say("The last lines are in no sum with the others.") if panel["apart"] else "",
    ]
    head = [words.say(text) for text in (mark("Counted as"), mark("One of them is"), mark("Recorded"))]
    head += [words.say("Incidents"), words.say("Who counts so")]
    none = words.say("No report of this sample counts strikes here in these days, which is not zero.")
    table = Table(head, rows, (0.9, 1.7, 0.9, 0.6, 1.7), running.join(notes) if rows else "", none)
    keys = [row["key"] for row in (*panel["rows"], *panel["apart"]) if row["key"]]
    return Section("units", words.say("What its sources count as a strike"), [table], keys)


def _unit_row(facts: Facts, row: dict[str, Any]) -> Row:
    words, unit = facts.words, row["unit"]
    if unit == UNIT_NOT_SAID:
        meaning = words.say("not known: the report gives a number and no word for what it counts")
    elif unit == SEVERAL_UNITS:
        meaning = words.say("different things, or not known: reports of one incident differ in their words")
    else:
        meaning = words.say(strike_units()[unit].definition)
    return Row([running.capitalised(unit_name(unit, words)), meaning, *_recorded(facts, row)])


def _apart_row(facts: Facts, row: dict[str, Any]) -> Row:
    words, base = facts.words, row["base"]
    unit = next((each for each in strike_units().values() if each.base == base), None)
    meaning = words.say("what its base says") if unit is None else words.say(unit.definition)
    return Row([running.capitalised(phrases.base(base, words)), meaning, *_recorded(facts, row)])


def _recorded(facts: Facts, row: dict[str, Any]) -> list[Text]:
    """The figure, its incidents, and who counts so."""
    words = facts.words
    who = [
        running.join([held_back.outlet(each["outlet"], words), running.figure("", each["numbers"], marked=True)])
        for each in row["sources"]
    ]
    if row["key"] is None:
        return [words.say("only as a part"), "", running.listing(words, who)]
    figure = facts.ledger.figures[row["key"]]
    return [months.cell(facts, figure), words.number(row["incidents"]), running.listing(words, who)]


def unknown(facts: Facts) -> Section:
    """What is not known of strikes and harm."""
    words, panel = facts.words, facts.panels["air"]
    strikes = facts.ledger.figures[f"period.{STRIKES}"]
    of_air = panel["incidents"].get(AIR, 0)
    rows: list[tuple[Text, Text]] = []
    if strikes.state == "figure":
        rows.append((
            words.say("Incidents with strikes whose number has no upper bound"),
            words.count("{some} of {n} incident", "{some} of {n} incidents", strikes.standing.numbered,
                        some=words.number(strikes.standing.open)),
        ))  # fmt: skip
        if panel["strikes_without_harm"] is not None:
            rows.append((
                words.say("Incidents with strikes and no report of harm from the air, or by several means"),
                words.count("{some} of {n} incident", "{some} of {n} incidents", strikes.standing.findings,
                            some=words.number(panel["strikes_without_harm"])),
            ))  # fmt: skip
    if of_air:
        rows.append((
            words.say("Incidents with harm from the air and no count of strikes"),
            words.count("{some} of {n} incident", "{some} of {n} incidents", of_air,
                        some=words.number(panel["without_strikes"])),
        ))  # fmt: skip
    for name, label in ((SEVERAL, mark("Incidents of harm by several means")),
                        (NOT_SAID, mark("Incidents of harm by means that no report states"))):  # fmt: skip
        if panel["incidents"].get(name):
            rows.append((words.say(label), words.number(panel["incidents"][name])))
    rows.append((words.say("By which aircraft, and on what"), _detail_said(facts)))
    return Section("unknown", words.say("What is not known"), [Pairs(rows)])


def _detail_said(facts: Facts) -> Text:
    """Whether aircraft and objects are told here, and why not."""
    words, detail = facts.words, facts.panels["detail"]
    said = []
    if detail["aircraft"] is None:
        said.append(words.say("aircraft: told inside only, because it is of military use"))
    if detail["objects"] is None:
        said.append(words.say("what was hit: not told for a place below a state, where it would be a place"))
    elif not detail["objects"]:
        said.append(words.say("what was hit: not coded in these claims"))
    return phrases.listed(said, words) or words.say("below")


def detail(facts: Facts) -> list[Section]:
    """By which aircraft, inside only; and what was hit, from a state on."""
    words, panel = facts.words, facts.panels["detail"]
    blocks: list[Block] = []
    keys: list[str] = []
    if panel["aircraft"]:
        measures = [name for name in (STRIKES, *_SHORT) if any(name in row["keys"] for row in panel["aircraft"])]
        head = [words.say("Aircraft"), *(phrases.short_label(name, words) for name in measures)]
        rows = [
            Row([_aircraft(row["means"], words), *(_cell(facts, row["keys"].get(name)) for name in measures)])
            for row in panel["aircraft"]
        ]
        blocks.append(Table(head, rows, (), words.say("As the reports name them; inside only."), "", words.say(
            "By which aircraft")))  # fmt: skip
        keys += [key for row in panel["aircraft"] for key in row["keys"].values()]
    if panel["objects"]:
        blocks.append(_objects(facts, panel["objects"]))
    return [Section("detail", words.say("By which aircraft, and on what"), blocks, keys)] if blocks else []


def _aircraft(means: str, words: Words) -> Text:
    if means == "several":
        return words.say("Several aircraft")
    return running.text_of(running.capitalised(phrases.means([means], words) or means))


def _objects(facts: Facts, rows: list[dict[str, Any]]) -> Table:
    words = facts.words
    known = {"other": words.say("Others"), "not stated": words.say("Not stated")}
    lines = [
        Row([
            known.get(row["class"]) or coded.label("object_hit", row["class"], words),
            running.figure(words.number(row["incidents"]), row["sources"]),
        ])
        for row in rows
    ]  # fmt: skip
    note = words.say("Incidents are counted, with each thing that their reports name.")
    return Table([words.say("What"), words.say("Incidents")], lines, (), note, "", words.say("What was hit"))
