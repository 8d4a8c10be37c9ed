"""How running text names each measure: the forms that sentences are made of, and nothing about numbers."""

from __future__ import annotations

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
    n = 1 if main == words.number(1) else 2
    one, many = _COUNTED.get(measure, ("{label}: {amount}", "{label}: {amount}"))
    text = words.count(one, many, n, amount=lead, label=label(measure, words))
    extra = [part for part in (figure.base, "" if floor else rest, caveat(figure, words)) if part]
    return words.say("{text} ({extra})", text=text, extra="; ".join(extra)) if extra else text


def caveat(figure: Figure, words: Words) -> str:
    """What is to be said of a number that is no count: read from vague words, or with fighters in it; else nothing."""
    if figure.vague:
        return words.say("read from a vague word")
    with_fighters = figure.amount.best is None and figure.amount.high is not None
    return words.say("including fighters") if with_fighters else ""


def means(codes: list[str], words: Words) -> str:
    """How harm was done, as running text lists it; an empty text where nothing is said."""
    named = [code for code in codes if code in _MEANS]
    # "Several means" says nothing more where the means themselves are named.
    named = [code for code in named if code != "mixed"] or named
    known = [words.say(_MEANS[code]) for code in named]
    return words.listing(known) if known else ""
