"""What lies around a place: the townships that it can be in, from the names and codes beside its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from tollbook.places.candidates import SAME, bearers, is_code
from tollbook.places.describing import described, part_of
from tollbook.places.folding import without_level
from tollbook.places.forms import quarter_of
from tollbook.places.gazetteer import COUNTRY
from tollbook.places.ladder import unit, units_at

_ABOVE = frozenset({"township", "district", "state", "country"})


class Surroundings(NamedTuple):
    """Where a place can be.

    Attributes
    ----------
    townships : frozenset of str
        Codes of the townships that it can be in; empty where the names beside it exclude one another.
    wider : frozenset of str
        The same where each name is taken for the widest unit that bears it: "Monywa" for the district.
    unknown : tuple of str
        Names of which the gazetteer has no unit.
    """

    townships: frozenset[str]
    wider: frozenset[str]
    unknown: tuple[str, ...]

    @property
    def township(self) -> str:
        """The one township that it can be in, or ''."""
        return next(iter(self.townships)) if len(self.townships) == 1 else ""

    @property
    def state(self) -> str:
        """The one state that it can be in, or ''."""
        states = {code[:6] for code in self.townships}
        return states.pop() if len(states) == 1 else ""

    def holds(self, pcode: str, township: str, wide: bool = False) -> bool:
        """Whether a place of that code, in that township ('' for what is wider than one), can be meant."""
        held = self.wider if wide else self.townships
        return township in held if township else bool(townships_in(pcode) & held)


@lru_cache(maxsize=1 << 12)
def townships_in(pcode: str) -> frozenset[str]:
    """Codes of the townships of a unit; the township itself for what is smaller than one."""
    if pcode == COUNTRY:
        return frozenset(units_at("township"))
    held = unit(pcode)
    if held.township or not held.level:
        return frozenset({held.township} - {""})
    return frozenset(units_at("township", pcode))


def surroundings(beside: Iterable[str]) -> Surroundings:
    """The townships that a place can be in, given the names or codes of what it lies in."""
    return _surroundings(tuple(beside))


@lru_cache(maxsize=1 << 14)
def _surroundings(beside: tuple[str, ...]) -> Surroundings:
    named = {text: around(text) for several in beside for text in _parts(several)}
    known = [codes for codes in named.values() if codes]
    held, wider = _common(known)
    if not held:
        # The districts of other administrations bear names of the government's and lie elsewhere: the township counts.
        held, wider = _common([codes for codes in known if {unit(code).level for code in codes} != {"district"}])
    # A name spelled otherwise is looked for where the other names say, since there fewer names can be meant.
    left = []
    for text in (text for text, codes in named.items() if codes == ()):
        like = _like(text, held)
        held, wider = (held & like, wider & like) if like else (held, wider)
        left += [] if like else [text]
    return Surroundings(held, wider, tuple(left))


def _common(known: Iterable[tuple[str, ...]]) -> tuple[frozenset[str], frozenset[str]]:
    """The townships that lie in one unit of each name, by its narrow and by its wide meaning."""
    held = wider = townships_in(COUNTRY)
    for codes in known:
        wide = frozenset[str]().union(*map(townships_in, codes))
        narrow = _narrow(codes)
        held, wider = held & (narrow if narrow & held else wide), wider & wide
    return held, wider


def _like(text: str, held: frozenset[str]) -> frozenset[str]:
    """The one township of some whose name, or whose town's name, is like a text; none where two might be meant."""
    state = {code[:6] for code in held}
    unit_around = state.pop() if len(state) == 1 else ""
    levels = frozenset({"township", "town"})
    found = [one for one in bearers(text, levels, (unit_around,)) if one.entry.township in held]
    least = 0.72 if unit_around else 0.85
    close = {one.entry.township for one in found if one.score >= found[0].score - 0.1}
    return frozenset(close) if len(close) == 1 and found[0].score >= least else frozenset()


# "Taw Oo [Toungoo] District" is one unit by two names.
_TWO_NAMES = re.compile(r"^(?P<one>[^\[(]+?)\s*[\[(](?P<other>[^\])]+)[\])]\s*(?P<word>\w+)$")
_APART = re.compile(r";|(?<=\w)['\u2019]s\s+(?=[A-Z])|\s+(?:of|in)\s+(?=[A-Z])")
_PART_OF = re.compile(
    r"(?i)^(?:the )?[\w-]*(?:north|south|east|west|cent)\w* (?:part|side|edge|outskirts) of (?:the )?"
)


def _parts(text: str) -> list[str]:
    """The units that a text beside a name speaks of, each by itself: "Thayetchaung, Tanintharyi" is two."""
    parts = [part.strip() for piece in re.split("[,\u104a]", text) for part in _pieces(piece.strip())]
    return [part for part in parts if part]


def _pieces(text: str) -> list[str]:
    return [text] if described(text).kind == "near" else _APART.split(_PART_OF.sub("", text))


def _narrow(codes: tuple[str, ...]) -> frozenset[str]:
    """Of units of one name the townships, unless a state bears it too: "Sagaing" alone is the region."""
    levels = {code: unit(code).level for code in codes}
    several = len(set(levels.values())) > 1
    kept = [code for code in codes if levels[code] == "township"] if several and "state" not in levels.values() else []
    return frozenset[str]().union(*map(townships_in, kept or codes))


_LANDMARK = re.compile(
    r"(?i)^(?:near|close to|about|some|junction|road|bank|\d)\b|ဘက်|"
    r"\b(?:river|road|bridge|highway|areas?|camp|miles?|km|border|delta|coast|"
    r"village[\s-]?(?:tract|group)s?|sub-?township|ward|village)$"
)
# A direction behind the name: "Maungdaw south".
_TURNED = re.compile(r"(?i)^(?P<own>\S.*)\s+(?:north|south|east|west)$")


@lru_cache(maxsize=1 << 13)
def around(text: str) -> tuple[str, ...] | None:
    """Codes of the units that a name beside another one may mean.

    Returns
    -------
    tuple of str or None
        Codes of townships, districts, states or the country; of a town its township; empty where the gazetteer has no
        such unit; None for what says nothing of where a place is, such as a river, or a village tract.
    """
    text = text.strip()
    if is_code(text):
        return (text.upper(),) if unit(text.upper()).level else ()
    if _LANDMARK.search(text):
        return None
    two = _TWO_NAMES.match(text)
    # A quarter in brackets is no second name: "Dagon Myothit (North) Township".
    if two is not None and not quarter_of(two["other"].strip()):
        names: tuple[str, ...] = (f"{two['one']} {two['word']}", f"{two['other']} {two['word']}")
    else:
        told = described(text)
        if told.kind == "near":
            return None
        names = told.names or told.beside
    return tuple(dict.fromkeys(code for name in names for code in _units_called(name)))


def _units_called(name: str) -> tuple[str, ...]:
    """Codes of the units that bear just this name, or sound so; of towns those of their townships."""
    turned = _TURNED.match(name)
    own, word = without_level(name)
    town, any_level = frozenset({"town"}), _ABOVE | {"town"}
    asked = [(name, _ABOVE), (name, town), (part_of(name), _ABOVE), (part_of(name), town)]
    asked += [(turned["own"] if turned else "", any_level)]
    # A city is more than its town; a sub-township is known by its town; outlets call a zone a region.
    asked += [(own if word else "", town), (own if word not in ("", "township") else "", _ABOVE)]
    for text, levels in dict.fromkeys(asked):
        found = [one for one in bearers(text, levels) if one.score >= SAME] if text else []
        best = [one.entry for one in found if one.score >= found[0].score - 0.001]
        if best:
            return tuple(dict.fromkeys(one.township if one.level == "town" else one.pcode for one in best))
    # States are so few that one whose name is like it, and no other's, is meant: "Naypyidaw".
    states = bearers(name, frozenset({"state"}))
    close = [one for one in states if one.score >= max(0.8, states[0].score - 0.1)]
    return (close[0].entry.pcode,) if len(close) == 1 else ()
