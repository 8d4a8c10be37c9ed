"""Two parts of a wording that are the two ends of one range."""

from __future__ import annotations

from dataclasses import replace

from tollbook.claims.wording.parts import Part
from tollbook.claims.wording.reading import Reading, qualifier_of, reading_of
from tollbook.claims.wording.tokens import Unreadable


def pair_of(first: Part, second: Part) -> Reading | None:
    """Two parts that are the two ends of one range, or None."""
    link, a, b = second.link, first.amount, second.amount
    if first.rise and link == "to" and not second.before:
        return reading_of(replace(second, link="start"))
    if "up_to" in second.before or "fewer" in second.before:
        joined = link in ("and", "to", "comma", "or", "detail") or (link == "none" and "up_to" in second.before)
        return _bounded(first, second) if joined else None
    maybe = "maybe" in second.before and link in ("and", "comma", "or", "none", "detail")
    if not (link in ("to", "or") or maybe or (first.link == "between" and link == "and")):
        return None
    if bool(a.vague) != bool(b.vague):
        raise Unreadable("a range with one vague end")
    if a.vague:
        return _vague_pair(first, second)
    return _range(first, second, "either" if link == "or" or maybe else "range")


def _range(first: Part, second: Part, row: str) -> Reading:
    low, high = _shared_scale(first, second, row)
    name, _ = qualifier_of(first)
    behind = {*second.before, *second.after} - {"maybe", "about", "estimated"}
    if name in ("floor", "more") or behind == {"floor"}:
        # "At least 10, possibly 15" has an upper end; "at least 10 to 15" has none that is meant.
        # "Over 100, up to 200" in Burmese names the lower end with its qualifier behind it.
        row = "range" if "maybe" in second.before or (first.after and not first.before) else "floor"
        return Reading(row, low + (name == "more"), high, parts=(first, second))
    if name == "up_to":
        return Reading("up_to", high, parts=(first, second))
    if behind - {"up_to"} or name not in ("", "about", "estimated", "maybe"):
        raise Unreadable("a qualifier that fits no range")
    if {"casualties", "missing"} & (first.flags | second.flags):
        raise Unreadable("a range of casualties")
    return Reading(row, low, high, parts=(first, second))


def _shared_scale(first: Part, second: Part, row: str) -> tuple[float, float]:
    """Both ends: "two to three hundred" is 200 to 300. A range that falls is none, but "12 or 10" is 10 or 12."""
    low, high = first.amount, second.amount
    start = low.value
    if high.scale > 1 and low.scale == 1 and start < high.factor:
        start *= high.scale
    elif low.unscaled or high.unscaled:
        raise Unreadable("a fraction of a person")
    if low.year_like and high.year_like and not (first.nouns or second.nouns):
        raise Unreadable("two years")
    if row == "either":
        return min(start, high.value), max(start, high.value)
    if start > high.value:
        raise Unreadable("a range that falls")
    return start, high.value


def _bounded(first: Part, second: Part) -> Reading:
    """Two bounds that were named apart: "more than 10 but fewer than 20", "10, possibly as many as 12"."""
    name, _ = qualifier_of(first)
    if first.amount.vague or second.amount.vague or name not in ("", "floor", "more", "about", "estimated"):
        raise Unreadable("two bounds that do not fit")
    low = first.amount.value + (name == "more")
    high = second.amount.value - ("fewer" in second.before)
    if low > high:
        raise Unreadable("a range that falls")
    return Reading("range", low, high, parts=(first, second))


def _vague_pair(first: Part, second: Part) -> Reading:
    """The low of the first and the high of the second: "dozens or even hundreds"."""
    a, b = first.amount, second.amount
    open_ended = bool({"floor", "more"} & {*first.before, *second.after})
    return Reading("vague", a.value, b.value, a.vague, b.vague, at_least=open_ended, parts=(first, second))


def either(first: Part, second: Part) -> Reading:
    """Two numbers side by side of which one is meant: "သုံးလေးဦး" is three or four."""
    return _range(first, second, "either")


def is_repeated(first: Part, second: Part) -> bool:
    """Whether a vague word is said twice and meant once: "hundreds and hundreds"."""
    a, b = first.amount, second.amount
    return bool(a.vague) and a == b and second.link in ("and", "prep") and not first.nouns
