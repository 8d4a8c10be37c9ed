"""The country and its states over some days: what was recorded, where most of it, and step by step up to then."""

from __future__ import annotations

import difflib
from typing import Any

from tollbook.briefs.errors import BriefError
from tollbook.briefs.facts import Facts
from tollbook.briefs.gathering import Material, delays
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels import (
    breakdowns,
    calendar,
    changes,
    displacement,
    mapped,
    notable,
    published,
    quality,
    ranking,
    tiles,
)
from tollbook.briefs.panels.tiles import FLOWS
from tollbook.briefs.prose import phrases
from tollbook.briefs.running import Text
from tollbook.briefs.views import months as _months
from tollbook.charts.messages import mark
from tollbook.papers import parts
from tollbook.papers.kind import Kind
from tollbook.papers.panels.inside import Slice, enter_inside
from tollbook.papers.panels.known_from import enter_known_from
from tollbook.papers.panels.steps import enter_steps, spans_of
from tollbook.papers.prose import overview
from tollbook.papers.section import Block, Chart, Paragraphs, Section
from tollbook.papers.views import inside as _inside
from tollbook.papers.views import known_from as _known_from
from tollbook.papers.views import steps as _steps

#: What it may be asked, with what is taken where it is not.
OPTIONS: dict[str, tuple[str, ...]] = {
    "measure": FLOWS,
    "every": ("month", "quarter", "year"),
    "map_by": ("state", "township"),
}
#: Steps that stand beside one another in a table of places.
STEPS = 6
#: All states and regions are listed.
_ALL = 20


def asked(options: dict[str, Any]) -> dict[str, str]:
    """What was asked for, each of `OPTIONS`.

    Raises
    ------
    BriefError
        A value is none of those that there are; the message names the nearest.
    """
    found = {name: str(options.get(name, allowed[0])) for name, allowed in OPTIONS.items()}
    for name, value in found.items():
        if value not in OPTIONS[name]:
            near = difflib.get_close_matches(value, OPTIONS[name], n=1, cutoff=0.0)[0]
            listed = ", ".join(OPTIONS[name])
            raise BriefError(f"There is no {name} {value!r}. The nearest is {near!r}; all of them: {listed}.")
    return found


def _enter(ledger: Ledger, material: Material) -> dict[str, Any]:
    given = asked(material.options)
    measure, every = given["measure"], given["every"]
    panels: dict[str, Any] = {"asked": given, "tiles": tiles.enter_tiles(ledger)}
    panels["changes"] = changes.enter_changes(ledger)
    panels["delay"] = delays(ledger)
    panels["incidents"] = notable.enter_incidents(ledger)
    panels["inside"] = _states(ledger, measure, every)
    panels["steps"] = enter_steps(ledger, every)
    panels["trend"] = calendar.enter_trend(ledger, measure)
    panels["beside"] = calendar.enter_beside(ledger, measure)
    panels["map"] = mapped.enter_map(ledger, measure, material.atlas)
    panels["ranking"] = ranking.enter_ranking(ledger, panels["map"], material.atlas.population)
    panels["displacement"] = displacement.enter_displacement(ledger, panels["trend"])
    panels["breakdowns"] = breakdowns.enter_breakdowns(ledger, measure)
    panels["quality"] = quality.enter_quality(ledger, panels)
    panels["known_from"] = enter_known_from(ledger, "state")
    panels["aggregates"] = published.enter_aggregates(ledger)
    return panels


def _states(ledger: Ledger, measure: str, every: str) -> dict[str, Any]:
    """The states in the period, and in the last steps up to its end."""
    about = ledger.subject
    spans = spans_of(calendar.first_day(ledger), about.end, every)[-STEPS:]
    slices = {"period": Slice(about.span)}
    slices |= {f"{span[0]:%Y-%m-%d}": Slice(span) for span in spans if span != about.span}
    listed = [measure, *(name for name in FLOWS if name != measure)]
    return enter_inside(ledger, "state", listed, slices, _ALL)


def _sections(facts: Facts) -> list[Section]:
    words = facts.words
    states, *towns = parts.ranking(facts)
    return [
        _lead(facts),
        _headlines(facts),
        _over_time(facts),
        _multiples(facts),
        _map(facts),
        states,
        _by_step(facts),
        *towns,
        parts.displacement(facts),
        parts.others(facts),
        parts.quality(facts),
        Section("known_from", words.say("What is known from whom, state by state"), [_known_from.table(facts)]),
    ]


def _lead(facts: Facts) -> Section:
    """What was recorded, where most of it, whether that is more than before; and what else there is to be said."""
    said = parts.lead(facts, ("killed", "where", "more"))
    rest = Paragraphs([each.text for each in facts.said["also"]])
    keys = [*said.keys, *(key for each in facts.said["also"] for key in each.uses)]
    return Section(said.name, said.heading, [said.blocks[0], rest, *said.blocks[1:]], list(dict.fromkeys(keys)))


def _headlines(facts: Facts) -> Section:
    """The headline figures, and below them what is recorded of measures that have none."""
    made = parts.tiles(facts, facts.words.say("In the period"))
    beside = facts.said["beside"]
    keys = [*made.keys, *(key for each in beside for key in each.uses)]
    return Section(made.name, made.heading, [*made.blocks, Paragraphs([each.text for each in beside])], keys)


def _over_time(facts: Facts) -> Section:
    """The step that was asked for, over all that the findings reach back; by month as the trend has it."""
    panel = facts.panels["steps"]
    measure = facts.panels["asked"]["measure"]
    if panel["every"] == "month":
        trend = parts.months(facts)
        return Section("over_time", trend.heading, [*trend.blocks, _steps.table(facts)], [*trend.keys, *_keys(panel)])
    words = facts.words
    place = words.place_label(facts.subject.place.pcode)
    heading = words.say(_steps.HEADINGS[panel["every"]], measure=phrases.label(measure, words), place=place)
    states = {facts.ledger.figures[key].state for key in panel["rows"][measure]}
    signs = {
        "zero": "zero" in states,
        "not_covered": "not covered" in states,
        "held": "held back" in states,
        "provisional": facts.subject.is_provisional,
    }
    chart = Chart(_steps.picture(facts, measure), signs)
    return Section("over_time", heading, [chart, _steps.table(facts)], _keys(panel))


def _keys(panel: dict[str, Any]) -> list[str]:
    return [key for keys in panel["rows"].values() for key in keys]


def _map(facts: Facts) -> Section:
    if facts.panels["asked"]["map_by"] == "township":
        return parts.townships(facts)
    words, measure = facts.words, facts.panels["asked"]["measure"]
    heading = words.say("{measure} by state and region", measure=phrases.label(measure, words))
    picture, note = _inside.map_of(facts, measure, "period")
    table = _inside.table(facts, measure, {"period": phrases.short_label(measure, words)})
    chart = Chart(picture, None, (), note, "", table)
    return Section("map", heading, [chart], _inside.keys(facts, measure, ["period"]))


def _multiples(facts: Facts) -> Section:
    """The states by month, small multiples on one scale."""
    words, panel = facts.words, facts.panels["beside"]
    shown, drawn = _months.beside(facts), _inside.months_of(facts)
    blocks: list[Block] = [] if drawn is None else [Chart(drawn)]
    scale: Text = ""
    if drawn is not None:
        top = words.number(_inside.top_of_months(facts))
        scale = words.say(
            "All on one scale, which ends at {top}. Solid to the low, light to the high, a line at the best, a head "
            "where open; hatched: no report, which is not zero. Shaded: the period.",
            top=top,
        )
    blocks.append(Paragraphs([scale, _inside.earlier_alone(facts), shown["silent"], shown["note"]], "note"))
    keys = [key for row in panel["rows"] for key in row["months"]]
    return Section("states_by_month", shown["heading"], blocks, keys)


def _by_step(facts: Facts) -> Section:
    """Each measure by state: the period, and the last steps up to its end."""
    words, panel = facts.words, facts.panels["inside"]
    columns = {}
    for span in _steps.spans_of(facts)[-STEPS:]:
        name = f"{span[0]:%Y-%m-%d}"
        columns[name if name in panel["slices"] else "period"] = _steps.label(span, facts)
    if "period" not in columns:
        columns = {"period": words.say("This period"), **columns}
    blocks: list[Block] = []
    keys: list[str] = []
    for measure in FLOWS:
        table = _inside.table(facts, measure, columns, phrases.label(measure, words))
        if table is not None:
            blocks.append(table)
            keys += _inside.keys(facts, measure, list(columns))
    if not blocks:
        blocks.append(Paragraphs([words.say("No state or region has a report of any of these, which is not zero.")]))
    blocks.append(Paragraphs([_inside.signs(facts), *_inside.silences(facts)], "note"))
    return Section("states_by_step", words.say("States and regions, measure by measure"), blocks, keys)


KIND = Kind(
    "national_overview",
    mark("National overview"),
    _enter,
    _sections,
    overview.tell,
    levels=("country",),
    options=tuple(OPTIONS),
)
