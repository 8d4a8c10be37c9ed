"""How running text names each measure: the forms that sentences are made of, and nothing about numbers."""

from __future__ import annotations

import pandas as pd

from tollbook import measures
from tollbook.briefs.figures import Figure
from tollbook.charts.words import Words

#: Singular and plural after a number, by measure. A measure that is not here is named by its label.
_COUNTED = {
    "civilians_killed": ("{amount} civilian killed", "{amount} civilians killed"),
    "civilians_killed_children": ("{amount} child killed", "{amount} children killed"),
    "civilians_injured": ("{amount} civilian injured", "{amount} civilians injured"),
    "displaced_new": ("{amount} person newly displaced", "{amount} people newly displaced"),
    "airstrikes": ("{amount} airstrike", "{amount} airstrikes"),
    "artillery_strikes": ("{amount} artillery strike", "{amount} artillery strikes"),
    "houses_destroyed": ("{amount} house destroyed", "{amount} houses destroyed"),
    "villages_affected": ("{amount} village affected", "{amount} villages affected"),
    "detained": ("{amount} person detained", "{amount} people detained"),
}

_MEANS = {
    "airstrike": "airstrikes",
    "helicopter": "helicopters",
    "drone": "drones",
    "paramotor": "paramotors",
    "artillery": "artillery",
    "naval": "fire from ships",
    "ground": "ground attack",
    "arson": "burning",
    "landmine": "landmines",
    "mixed": "several means",
}


def label(measure: str, words: Words, base: str = "") -> str:
    """The measure's name, and its base where it has one: "Houses destroyed (includes damaged)"."""
    name = words.say(measures.get(measure).label)
    return words.say("{name} ({base})", name=name, base=base) if base else name


def short_label(measure: str, words: Words) -> str:
    """The measure's name for the heads of tables."""
    return words.say(measures.get(measure).short_label)


def counted(figure: Figure, words: Words) -> str:
    """A number of something, best first: "at least 31 airstrikes", "11 civilians injured (10 to 12)"."""
    amount, measure = figure.amount, figure.measure
    main, rest = amount.main(words), amount.rest(words)
    floor = rest == words.say("or more")
    lead = words.say("at least {main}", main=main) if floor else main
    n = 1 if amount.best is not None and 0 < amount.best < 1.5 else 2
    n = 1 if amount.best is None and main == words.number(1) else n
    one, many = _COUNTED.get(measure, ("{label}: {amount}", "{label}: {amount}"))
    text = words.count(one, many, n, amount=lead, label=label(measure, words))
    extra = [figure.base, _of_them(measure, words), "" if floor else rest, _as_of(figure, words), caveat(figure, words)]
    extra = [part for part in extra if part]
    return words.say("{text} ({extra})", text=text, extra="; ".join(extra)) if extra else text


def _of_them(measure: str, words: Words) -> str:
    """Of which measure another is a part: children killed are not beside the civilians killed, but among them."""
    whole = measures.get(measure).part_of
    return words.say("of the {whole}", whole=label(whole, words).lower()) if whole else ""


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
        said.append(words.say("including fighters" if every else "its upper bound includes fighters"))
    if standing.lonely:
        every = standing.lonely == standing.numbered
        message = "not corroborated" if every else "in {n} of {all} incidents not corroborated"
        said.append(words.say(message, n=words.number(standing.lonely), all=words.number(standing.numbered)))
    return "; ".join(said)


def means(codes: list[str], words: Words) -> str:
    """How harm was done, as running text lists it; an empty text where nothing is said."""
    named = [code for code in codes if code in _MEANS]
    # "Several means" says nothing more where the means themselves are named.
    named = [code for code in named if code != "mixed"] or named
    known = [words.say(_MEANS[code]) for code in named]
    return words.listing(known) if known else ""
