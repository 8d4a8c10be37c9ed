"""Alternative texts: what somebody who can't see a picture needs to know of it, made from its data."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook import places
from tollbook.amounts import Amount
from tollbook.briefs.facts import Facts
from tollbook.briefs.figures import Figure
from tollbook.briefs.panels import made as _made
from tollbook.briefs.prose import held_back, phrases
from tollbook.briefs.views import months as _months
from tollbook.charts.messages import mark, mark_count
from tollbook.charts.words import Words


def tile(facts: Facts, key: str, panel: dict[str, Any] | None = None, label: str = "") -> str:
    """A headline figure's glyph, and the months below it; see `pictures.tile_of`."""
    words, figure = facts.words, facts.ledger.figures[key]
    said = words.say(
        "{label}: {amount}.",
        label=label or phrases.label(figure.measure, words, figure.base),
        amount=_amount(facts, figure),
    )
    lead = facts.panels["trend"]
    panels = [panel] if panel else [row for row in [lead, *lead["others"]] if row["measure"] == figure.measure]
    months = next((row["months"] for row in panels), None)
    return said if months is None else words.say("{said} {months}", said=said, months=_strip(facts, months))


def trend(facts: Facts, panel: dict[str, Any] | None = None, label: str = "") -> str:
    """The months with a report, each with its number; those that were counted or not covered; the others have none.

    `panel` has ``measure, start, end, months`` of other months than those that the page follows; `label` names them
    otherwise than by the measure.
    """
    words, panel = facts.words, panel or facts.panels["trend"]
    about = {
        "measure": label or phrases.label(panel["measure"], words),
        "start": words.month(pd.Timestamp(panel["start"])),
        "end": words.month(pd.Timestamp(panel["end"])),
    }
    months = _strip(facts, panel["months"])
    silent = len(panel["months"]) < len(pd.period_range(panel["start"], panel["end"], freq="M"))
    said = (
        words.say(
            "{measure} by month from {start} to {end}. {months} Other months: no report, which is not zero.",
            months=months,
            **about,
        )
        if silent
        else words.say("{measure} by month from {start} to {end}. {months}", months=months, **about)
    )
    marked = [
        words.say("{label}: {amount}", label=words.day(each.day), amount=each.said(words.language))
        for each in facts.identity.events
        if facts.subject.trend_start <= each.day <= facts.subject.trend_end
    ]
    if marked:
        said = words.say("{said} Marked: {events}.", said=said, events=phrases.listed(marked, words))
    return _filling_up(facts, said)


def _filling_up(facts: Facts, said: str) -> str:
    """What is said of the months of the trend, and from which of them on reports are still coming in."""
    words, about = facts.words, facts.subject
    if not about.has_provisional_months:
        return said
    first = words.month(max(about.provisional_from, about.trend_start))
    return words.say("{said} From {month} on: provisional, reports are still coming in.", said=said, month=first)


def displacement(facts: Facts) -> str:
    """The levels with their days and bases, the earliest first, and the months of the flow."""
    words, panel = facts.words, facts.panels["displacement"]
    flow = words.say(
        "People newly displaced by month from {start} to {end}. {months}",
        start=words.month(pd.Timestamp(panel["start"])),
        end=words.month(pd.Timestamp(panel["end"])),
        months=_strip(facts, panel["months"]),
    )
    flow = _filling_up(facts, flow)
    if not panel["levels"]:
        return flow
    levels = [facts.ledger.figures[key] for key in reversed(panel["levels"])]
    listed = [
        words.say(
            "{day}: {amount} ({base})",
            day=words.day(each.start),
            amount=_amount(facts, each),
            base=phrases.base(each.base, words),
        )
        if each.base
        else words.say("{day}: {amount}", day=words.day(each.start), amount=_amount(facts, each))
        for each in levels
    ]
    return words.say(
        "People displaced, on the days that reports state. {levels}. {flow}",
        levels=phrases.listed(listed, words),
        flow=flow,
    )


def map_of(facts: Facts) -> str:
    """The townships that have a figure, each with it; how many have none, and what is known for no township."""
    words, panel = facts.words, facts.panels["map"]
    figures = [facts.ledger.figures[key] for key in panel["figures"]]
    own = [figure for figure in figures if places.unit(figure.pcode).level == "township"]
    listed = [_at(facts, words.place_name(figure.pcode), figure) for figure in own]
    parts = [
        words.say(
            "Map of the townships of {area}: {measure}, {days}.",
            area=words.place_label(panel["within"]),
            measure=phrases.name(panel["measure"], words),
            days=words.days(facts.subject.start, facts.subject.end),
        ),
        words.say("{listed}.", listed=phrases.listed(listed, words))
        if listed
        else words.say("No township has a figure."),
        *_silent(panel, words),
        *(
            words.say(
                "Township not stated, {area}: {amount}.",
                area=words.place_label(each.pcode),
                amount=_amount(facts, each),
            )
            for each in figures
            if each not in own
        ),
    ]
    if panel["areas"]["approximate"]:
        parts.append(words.say("The areas are approximate."))
    return " ".join(parts)


def _silent(panel: dict[str, Any], words: Words) -> list[str]:
    """How many townships of the map nothing is recorded of."""
    said = {
        "no report": mark_count(
            "{n} township: no report, which is not zero.", "{n} townships: no report, which is not zero."
        ),
        "not covered": mark_count("{n} township: not covered.", "{n} townships: not covered."),
        "other code": mark_count(
            "{n} township: recorded under another code.", "{n} townships: recorded under another code."
        ),
        "zero": mark_count("{n} township: counted, none reported.", "{n} townships: counted, none reported."),
        "held back": mark_count("{n} township: held back.", "{n} townships: held back."),
    }
    return [words.count(*said[state], len(codes)) for state, codes in sorted(panel["silent"].items())]


def rates(facts: Facts) -> str:
    """The townships that have a rate, each with it."""
    words, panel = facts.words, facts.panels["map"]
    people = panel["population"]
    listed = [
        words.say(
            "{label}: {amount}",
            label=words.place_name(facts.ledger.figures[key].pcode),
            amount=_rate(facts, key, rate),
        )
        for key, rate in panel["rates"].items()
    ]
    return words.say(
        "Map of the same figures for {per} people of {year}. {listed}.",
        per=words.number(people["per"]),
        year=words.number_plain(people["year"]),
        listed=phrases.listed(listed, words),
    )


def _rate(facts: Facts, key: str, rate: dict[str, Any]) -> str:
    """A rate as text, with the open end of its figure."""
    return Amount(rate["low"], rate["best"], rate["high"], facts.ledger.figures[key].amount.open).text(facts.words)


def beside(facts: Facts) -> str:
    """The places beside, each with its months."""
    words, lines = facts.words, []
    for row in facts.panels["beside"]["rows"]:
        label = words.place_label(row["pcode"]) if row["not_stated"] else words.place_name(row["pcode"])
        lines.append(words.say("{label}: {months}", label=label, months=_strip(facts, row["months"])))
    return " ".join(lines)


def _strip(facts: Facts, keys: list[str]) -> str:
    """The months that have a report, each with its number; then those held back, counted, or covered by nobody."""
    words = facts.words
    figures = [facts.ledger.figures[key] for key in keys]
    listed = [_at(facts, words.month(each.start), each) for each in figures if each.incidents]
    held = [_at(facts, words.month(each.start), each) for each in figures if held_back.is_held(each)]
    parts = []
    if listed or not held:
        parts.append(
            words.say("Months with a report: {months}.", months=phrases.listed(listed, words))
            if listed
            else words.say("No month has a report.")
        )
    if held:
        parts.append(words.say("Months held back: {months}.", months=phrases.listed(held, words)))
    said = {
        "zero": mark("Months counted, none recorded: {months}."),
        "not covered": mark("Months not covered: {months}."),
    }
    for state, message in said.items():
        named = [words.month(each.start) for each in figures if each.state == state]
        parts += [words.say(message, months=words.listing(named))] if named else []
    return " ".join(parts)


def made(facts: Facts, finding: dict[str, Any]) -> str:
    """Every claim of the finding, and the finding."""
    words, figure = facts.words, facts.ledger.figures[finding["key"]]
    said = [
        words.say("{label}: {amount}", label=held_back.outlet(claim["outlet"], words), amount=_made.said(claim, words))
        for claim in finding["claims"]
    ]
    claims = phrases.listed(said, words)
    return words.say("Claims: {claims}. Finding: {finding}.", claims=claims, finding=figure.amount.text(words))


def _at(facts: Facts, label: str, figure: Figure) -> str:
    """A figure at a place or in a month."""
    return facts.words.say("{label}: {amount}", label=label, amount=_amount(facts, figure))


def _amount(facts: Facts, figure: Figure) -> str:
    if held_back.is_held(figure):
        return held_back.spoken(figure, facts.words)
    return figure.amount.text(facts.words) if figure.state == "figure" else _months.state(figure, facts.words)
