"""A period against the last and the year before: what is different, what is only known better, what may still move."""

from __future__ import annotations

from typing import Any

from tollbook.briefs.facts import Facts
from tollbook.briefs.gathering import Material, delays
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels import breakdowns, calendar, notable, quality, revised, tiles
from tollbook.briefs.prose import phrases
from tollbook.charts.messages import mark
from tollbook.papers import parts
from tollbook.papers.kind import Kind
from tollbook.papers.panels.arrivals import enter_arrivals, since_of
from tollbook.papers.panels.inside import INSIDE, Slice, enter_inside
from tollbook.papers.panels.late import enter_late
from tollbook.papers.panels.sides import earlier_of, enter_sides, spans_of
from tollbook.papers.prose import review
from tollbook.papers.section import Block, Chart, Paragraphs, Section
from tollbook.papers.views import arrivals as _arrivals
from tollbook.papers.views import inside as _inside
from tollbook.papers.views import late as _late
from tollbook.papers.views import sides as _sides

#: Places inside that are listed.
MOST = 12


def _enter(ledger: Ledger, material: Material) -> dict[str, Any]:
    about, last = ledger.subject, material.last
    panels: dict[str, Any] = {"tiles": tiles.enter_tiles(ledger), "delay": delays(ledger)}
    panels["incidents"] = notable.enter_incidents(ledger)
    panels["trend"] = calendar.enter_trend(ledger)
    followed = panels["trend"]["measure"]
    earlier = earlier_of(ledger)
    panels["sides"] = enter_sides(ledger, earlier)
    if about.place.level in INSIDE:
        spans = spans_of(ledger)
        slices = {"now": Slice(about.span), **{name: Slice(spans[name], then) for name, then in earlier.items()}}
        panels["inside"] = enter_inside(ledger, INSIDE[about.place.level], [followed], slices, MOST)
    same = last is not None and (last.start, last.end) == about.span
    since = since_of(ledger, material.options.get("since"), last.cut_off if last is not None and same else None)
    panels["arrivals"] = enter_arrivals(ledger, since)
    panels["revisions"] = revised.enter_revisions(ledger, last)
    panels["late"] = enter_late(ledger, followed)
    panels["breakdowns"] = breakdowns.enter_breakdowns(ledger, followed)
    panels["quality"] = quality.enter_quality(ledger, panels)
    return panels


def _sections(facts: Facts) -> list[Section]:
    revised_since = [parts.revisions(facts)] if facts.panels["revisions"]["previous"] else []
    inside = [_places(facts)] if "inside" in facts.panels else []
    return [
        _lead(facts),
        _side_by_side(facts),
        *inside,
        *revised_since,
        _came_in(facts),
        _may_move(facts),
        parts.months(facts),
        parts.quality(facts),
    ]


def _lead(facts: Facts) -> Section:
    """The three answers, each in a paragraph of its own; below them the numbers that stand side by side."""
    said = {name: facts.said[name] for name in ("different", "better", "still", "beside", "floor")}
    texts = {name: [each.text for each in told] for name, told in said.items()}
    blocks: list[Block] = [Paragraphs(texts[name], "lead") for name in ("different", "better", "still")]
    blocks += [Paragraphs(texts["beside"]), Paragraphs(texts["floor"], "floor")]
    keys = [key for told in said.values() for each in told for key in each.uses]
    return Section("lead", "", blocks, list(dict.fromkeys(keys)))


def _side_by_side(facts: Facts) -> Section:
    words, panel = facts.words, facts.panels["sides"]
    picture = _sides.picture(facts)
    blocks: list[Block] = [] if picture is None else [Chart(picture)]
    blocks.append(_sides.table(facts))
    keys = [key for row in _sides.rows_shown(facts) for key in _sides.keys_of(row, panel)]
    return Section("side_by_side", words.say("Side by side, each with its bounds"), blocks, keys)


def _places(facts: Facts) -> Section:
    words, panel = facts.words, facts.panels["inside"]
    measure, names = panel["measures"][0], _sides.names_of(facts)
    heading = words.say("{measure}, place by place", measure=phrases.label(measure, words))
    table = _inside.table(facts, measure, names)
    none = words.say("No place here has a report of it in any of these periods, which is not zero.")
    blocks: list[Block] = [Paragraphs([none]) if table is None else table]
    notes = [
        _inside.signs(facts) if table is not None else "",
        words.say("Most recorded in this sample first. Earlier periods as they were known at the same age."),
    ]
    blocks.append(Paragraphs(notes, "note"))
    return Section("places", heading, blocks, _inside.keys(facts, measure, list(names)))


def _came_in(facts: Facts) -> Section:
    panel = facts.panels["arrivals"]
    blocks: list[Block] = [_arrivals.figures(facts)]
    claims = _arrivals.claims(facts)
    if claims is not None:
        blocks.append(claims)
    keys = [key for row in panel["rows"] for key in (row["key"], row["now"])]
    return Section("known_better", _arrivals.heading(facts), blocks, keys)


def _may_move(facts: Facts) -> Section:
    blocks: list[Block] = [_late.pairs(facts), _late.summary(facts)]
    one_by_one = _late.one_by_one(facts)
    if one_by_one is not None:
        blocks.append(one_by_one)
    keys = [key for pair in facts.panels["late"]["pairs"] for key in pair]
    return Section("may_move", facts.words.say("What may still move, and what late reports did before"), blocks, keys)


KIND = Kind("period_review", mark("Period review"), _enter, _sections, review.tell, options=("since",))
