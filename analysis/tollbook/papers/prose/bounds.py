"""Why each bound of a finding is where it is, in words: which claims put it there, and by which part of the rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tollbook.briefs.figures import Figure
from tollbook.briefs.prose import phrases
from tollbook.charts.words import Words
from tollbook.incidents.reconciling import LONELY, NO_NUMBER, ONLY_FIGHTERS, PARTS_ONLY, PARTS_PASS, UNLISTED

Claims = Sequence[dict[str, Any]]

#: Claims that are named where several put a bound where it is.
_MOST = 4
_COUNTS = ("exact", "about", "nearly", "range")


def low(figure: Figure, claims: Claims, rule: str, words: Words) -> str:
    """Why the low is where it is."""
    flags = figure.more.get("flags", [])
    before = _instead(flags, words)
    if before:
        return before
    if ONLY_FIGHTERS in flags:
        return words.say("Only tolls that count fighters too are known, so none of the dead need be a civilian.")
    if PARTS_ONLY in flags:
        return words.say("No claim is of the whole: the greatest sum of what the parts of one report give as least.")
    if rule == "corroborated":
        return words.say("The greatest number that two independent origins support.")
    return _with(words.say("The number that no origin goes below"), _setters(claims, "low"), words)


def best(figure: Figure, claims: Claims, rule: str, words: Words) -> str:
    """Why the best is where it is, or why there is none."""
    flags = figure.more.get("flags", [])
    before = _instead(flags, words)
    if before:
        return before
    if figure.amount.best is None:
        return words.say("No claim gives a number of its own for the whole that could be a best.")
    if PARTS_ONLY in flags:
        return words.say("The greatest sum over parts in one report.")
    if rule == "corroborated":
        return words.say("The greatest number that two independent origins support.")
    if rule == "lowest":
        return words.say("By the rule “{rule}” it is the low.", rule=rule)
    return _with(_middle(figure, claims, words), _setters(claims, "best"), words)


def _middle(figure: Figure, claims: Claims, words: Words) -> str:
    """Among what the best was chosen: counts, else what is given as least, else vague words."""
    if figure.vague:
        return words.say("Nobody counts: read from a vague word or “up to”")
    speaking = [claim for claim in claims if claim["standing"] == "speaks"]
    counting = {claim["said_by"] for claim in speaking if claim["kind"] in _COUNTS}
    if not counting:
        n = len({claim["said_by"] for claim in speaking if claim["kind"] == "floor"})
        return words.count(
            "Nobody gives more than “at least”; that of {n} origin",
            "Nobody gives more than “at least”; the middle of {n} origins, the lower of two",
            n,
        )
    if all(claim["kind"] != "floor" for claim in speaking):
        return words.count(
            "The count of {n} origin", "The middle of the counts of {n} origins, the lower of two", len(counting)
        )
    return words.count(
        "The count of {n} origin, with any “at least” above it",
        "The middle of the counts of {n} origins, with any “at least” above it, the lower of two",
        len(counting),
    )


def high(figure: Figure, claims: Claims, words: Words) -> str:
    """Why the high is where it is, or why the finding is open."""
    flags = figure.more.get("flags", [])
    before = _instead(flags, words)
    if before and not figure.amount.open:
        return before
    if PARTS_ONLY in flags:
        return words.say("Open: no claim is of the whole, and what the parts leave out is not known.")
    if figure.amount.open:
        setters = _setters(claims, "open")
        if not setters:
            return words.say("Open: it is known from a part alone, and nobody says how many more.")
        return _with(words.say("Open: “at least” reaches the greatest number that is stated"), setters, words)
    if PARTS_PASS in flags:
        return words.say("The parts of one report add up to more than any claim of the whole, and take its place.")
    return _with(words.say("The greatest number that a claim states or allows"), _setters(claims, "high"), words)


def _instead(flags: Sequence[str], words: Words) -> str:
    """What stands in place of a reason for each bound: how the whole finding came about."""
    lifted = next((flag.removeprefix("from ") for flag in flags if flag.startswith("from ")), "")
    if lifted:
        return words.say("Known from {part} alone, who are part of it.", part=phrases.name(lifted, words))
    if NO_NUMBER in flags:
        return words.say("No claim gives a number.")
    if LONELY in flags:
        return words.say("No two independent origins support a number.")
    return ""


def fell_back(figure: Figure, words: Words) -> str:
    """That the rule could not be applied; else nothing."""
    if UNLISTED in figure.more.get("flags", []):
        return words.say("No source of the list reports it: all its sources speak.")
    return ""


def _setters(claims: Claims, bound: str) -> list[int]:
    return [claim["no"] for claim in claims if bound in claim["sets"]]


def _with(reason: str, setters: list[int], words: Words) -> str:
    """A reason with the numbers of the claims that it rests on."""
    if not setters:
        return words.say("{reason}.", reason=reason)
    numbers = words.listing([words.number_plain(number) for number in setters[:_MOST]])
    if len(setters) > _MOST:
        return words.say("{reason}: claims {numbers} and others.", reason=reason, numbers=numbers)
    if len(setters) == 1:
        return words.say("{reason}: claim {numbers}.", reason=reason, numbers=numbers)
    return words.say("{reason}: claims {numbers}.", reason=reason, numbers=numbers)


def standing(claim: dict[str, Any], words: Words) -> str:
    """How a claim takes part in its finding, and which bounds it puts where they are."""
    said = {
        "speaks": words.say("speaks"),
        "replaced": words.say("replaced by what its origin said later"),
        "left out": words.say("left out by the rule"),
        "part": words.say("a part, lies within the whole"),
        "part added": words.say("a part; those of one report are added up"),
        "part passes": words.say("a part; those of its report pass the whole"),
        "fighters": words.say("counts fighters too: bounds from above only"),
        "no number": words.say("gives no number"),
    }[claim["standing"]]
    sets = {
        "low": words.say("sets the low"),
        "best": words.say("sets the best"),
        "high": words.say("sets the high"),
        "open": words.say("leaves it open"),
    }
    return phrases.listed([said, *(sets[name] for name in claim["sets"])], words)
