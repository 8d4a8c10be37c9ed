"""How running text names each measure: the forms that sentences are made of, and nothing about numbers."""

from __future__ import annotations

import re

import pandas as pd

from tollbook import measures
from tollbook.briefs import running
from tollbook.briefs.figures import Figure
from tollbook.briefs.prose import held_back
from tollbook.briefs.running import Running
from tollbook.charts.messages import mark, mark_count
from tollbook.charts.words import Words

#: Singular and plural after a number, by measure. A measure that is not here is named by its label.
_COUNTED = {
    "civilians_killed": mark_count("{amount} civilian killed", "{amount} civilians killed"),
    "civilians_killed_children": mark_count("{amount} child killed", "{amount} children killed"),
    "civilians_injured": mark_count("{amount} civilian injured", "{amount} civilians injured"),
    "displaced_new": mark_count("{amount} person newly displaced", "{amount} people newly displaced"),
    "airstrikes": mark_count("{amount} airstrike", "{amount} airstrikes"),
    "artillery_strikes": mark_count("{amount} artillery strike", "{amount} artillery strikes"),
    "houses_destroyed": mark_count("{amount} house destroyed", "{amount} houses destroyed"),
    "villages_affected": mark_count("{amount} village affected", "{amount} villages affected"),
    "detained": mark_count("{amount} person detained", "{amount} people detained"),
    "combatants_killed": mark_count("{amount} combatant killed", "{amount} combatants killed"),
    "combatants_detained": mark_count("{amount} combatant captured", "{amount} combatants captured"),
}
_ANY = mark_count("{label}: {amount}", "{label}: {amount}")

_MEANS = {
    "airstrike": mark("airstrikes"),
    "helicopter": mark("helicopters"),
    "drone": mark("drones"),
    "paramotor": mark("paramotors"),
    "artillery": mark("artillery"),
    "naval": mark("fire from ships"),
    "ground": mark("ground attack"),
    "arson": mark("burning"),
    "landmine": mark("landmines"),
    "mixed": mark("several means"),
    # What a public release tells of means: the group, and not with which machine.
    "air": mark("attacks from the air"),
    "shelling": mark("shelling"),
    "several": mark("several means"),
}


#: What claims of the sample count beside what their measure says. Any other wording is printed as it was coded.
_BASES = {
    mark("includes fighters"),
    mark("including fighters"),
    mark("includes damaged"),
    mark("buildings"),
    mark("all displaced"),
    mark("places hit"),
    mark("bombs"),
    mark("flights"),
    mark("rows of a data set"),
}
_SINCE = re.compile(r"since (\d{4}-\d\d-\d\d)")


def base(coded: str, words: Words) -> str:
    """Whom or what a figure counts, as its claims were coded; in the language of the brief where it is known there."""
    since = _SINCE.fullmatch(coded)
    if since and words.language != "en":
        return words.say("since {day}", day=words.day(pd.Timestamp(since[1]), short=True))
    return words.say(coded) if coded in _BASES else coded


def label(measure: str, words: Words, of: str = "") -> str:
    """The measure's name, and its base where it has one: "Houses destroyed (includes damaged)"."""
    name = words.say(measures.get(measure).label)
    return words.say("{name} ({base})", name=name, base=base(of, words)) if of else name


def name(measure: str, words: Words, of: str = "") -> str:
    """The measure's name inside a sentence: "houses destroyed"."""
    said = words.say(measures.get(measure).running_label)
    return words.say("{name} ({base})", name=said, base=base(of, words)) if of else said


def short_label(measure: str, words: Words) -> str:
    """The measure's name for the heads of tables."""
    return words.say(measures.get(measure).short_label)


def counted(figure: Figure, words: Words) -> Running:
    """A number of something, best first: "at least 31 airstrikes", "11 civilians injured (10 to 12)"."""
    amount, measure = figure.amount, figure.measure
    main, rest = amount.main(words), amount.rest(words)
    floor = rest == words.say("or more")
    n = 1 if amount.best is not None and 0 < amount.best < 1.5 else 2
    n = 1 if amount.best is None and main == words.number(1) else n
    number = running.figure(main, figure.sources)
    if floor:
        number = running.fill(words, "at least {main}", main=number)
    text = running.fill_count(words, *_COUNTED.get(measure, _ANY), n, amount=number, label=label(measure, words))
    of = base(figure.base, words)
    extra = [of, _of_them(measure, words), "" if floor else rest, _as_of(figure, words)]
    extra += [held_back.rounded(figure, words), caveat(figure, words)]
    if not any(extra):
        return text
    return running.fill(words, "{text} ({extra})", text=text, extra=listed(extra, words))


def listed(clauses: list[str], words: Words) -> str:
    """Clauses one after the other, as a note has them; empty ones are left out."""
    said = [clause for clause in clauses if clause]
    text = said[0] if said else ""
    for clause in said[1:]:
        text = words.say("{clauses}; {clause}", clauses=text, clause=clause)
    return text


def _of_them(measure: str, words: Words) -> str:
    """Of which measure another is a part: children killed are not beside the civilians killed, but among them."""
    whole = measures.get(measure).part_of
    return words.say("of the {whole}", whole=name(whole, words)) if whole else ""


def _as_of(figure: Figure, words: Words) -> str:
    """The day of a level."""
    day = figure.more.get("stated_on")
    return words.say("as of {day}", day=words.day(pd.Timestamp(day), short=True)) if day else ""


def caveat(figure: Figure, words: Words) -> str:
    """What is to be said of a number that is no plain count, from how its findings stand; else nothing."""
    standing = figure.standing
    said = []
    if standing.vague:
        said.append(
            words.say("read from a vague word or “up to”")
            if standing.vague == standing.numbered
            else words.count(
                "in {n} of {all} incidents read from a vague word or “up to”",
                "in {n} of {all} incidents read from vague words or “up to”",
                standing.vague,
                all=words.number(standing.numbered),
            )
        )
    if standing.with_fighters:
        every = standing.with_fighters == standing.numbered
        n, of = words.number(standing.with_fighters), words.number(standing.numbered)
        said.append(
            words.say("including fighters")
            if every
            else words.say("in {n} of {all} incidents known only with fighters included", n=n, all=of)
        )
    if standing.lonely:
        every = standing.lonely == standing.numbered
        n, of = words.number(standing.lonely), words.number(standing.numbered)
        said.append(
            words.say("not corroborated")
            if every
            else words.say("in {n} of {all} incidents not corroborated", n=n, all=of)
        )
    return listed(said, words)


def means(codes: list[str], words: Words) -> str:
    """How harm was done, as running text lists it; an empty text where nothing is said."""
    named = [code for code in codes if code in _MEANS]
    # "Several means" says nothing more where the means themselves are named.
    named = [code for code in named if code not in ("mixed", "several")] or named[:1]
    known = [words.say(_MEANS[code]) for code in named]
    return words.listing(known) if known else ""
