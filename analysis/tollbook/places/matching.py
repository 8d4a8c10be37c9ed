"""Which places a name may mean: by its folded form, the levels asked for, and the places named beside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from tollbook.places.folding import fold, without_level
from tollbook.places.gazetteer import LEVELS
from tollbook.places.index import COARSE, Entry, bearing, entry_of

ALL = frozenset(LEVELS)

# Of places of one name, one that lies in the other says no more about where something happened.
_INSIDE_TOWNSHIP = frozenset({"town", "ward", "village tract", "village"})


_CODE = re.compile(r"MMR(\d{3}([DS]?\d{3}(\d{3}(\d{3})?)?)?)?|\d+", re.IGNORECASE)


def is_code(text: str) -> bool:
    """Whether a text has the form of a p-code; whether there is such a place is another question."""
    return _CODE.fullmatch(text) is not None


def split(text: str) -> tuple[str, list[str]]:
    """The name and the places named beside it: "Pale, Sagaing" gives "Pale" and ["Sagaing"]."""
    own, *beside = [part.strip() for part in text.replace("\u104a", ",").split(",")]
    return own, [part for part in beside if part]


@lru_cache(maxsize=1 << 16)
def bearers(name: str, levels: frozenset[str] = ALL) -> tuple[Entry, ...]:
    """The places that bear a name, with or without a word for the level, of the levels asked for.

    A level word narrows ("Sagaing Township" is no region), unless the gazetteer's own name has it ("Myo Thit Ward").
    Where the word names something smaller than what is asked for, the township of that is given ("Mese town").
    """
    found = bearing(fold(name), levels)
    own, word = without_level(name)
    if word in levels:
        found += bearing(fold(own), frozenset({word}))
    elif word in _INSIDE_TOWNSHIP and "township" in levels:
        held = {entry.township for entry in bearing(fold(own), frozenset({word}))}
        found += tuple(entry for code in sorted(held) if (entry := entry_of(code)))
    return tuple({entry.pcode: entry for entry in found}.values())


def outermost(entries: Iterable[Entry]) -> list[Entry]:
    """Of places of one name, those that aren't said by another: a town in its township, a tract around its village."""
    held = list(entries)
    townships = {entry.pcode for entry in held if entry.level == "township"}
    held = [e for e in held if not (e.level in _INSIDE_TOWNSHIP and e.township in townships)]
    villages = {(entry.township, fold(entry.name)) for entry in held if entry.level == "village"}
    return [e for e in held if not (e.level == "village tract" and (e.township, fold(e.name)) in villages)]


def inside(entries: Iterable[Entry], beside: Iterable[str]) -> tuple[list[Entry], list[str]]:
    """Those of the places that lie in everything named beside them.

    Parameters
    ----------
    entries : iterable of Entry
    beside : iterable of str
        p-codes or names of townships, districts, states; of a name that several units bear any will do.

    Returns
    -------
    kept : list of Entry
    unknown : list of str
        What of `beside` is the name of no unit.
    """
    kept, unknown = list(entries), []
    for text in beside:
        around = context(text)
        if not around:
            unknown.append(text)
        held = [entry for entry in kept if any(entry.lies_in(code) for code in around)]
        # "Sagaing, Sagaing" is something inside a Sagaing; only where there is none is it that Sagaing itself.
        kept = [e for e in held if any(e.lies_in(code) for code in around if code != e.pcode)] or held
    return kept, unknown


@lru_cache(maxsize=1 << 14)
def context(text: str) -> tuple[str, ...]:
    """Codes of the townships, districts, states or the country that a name beside another one may mean."""
    text = text.strip()
    if is_code(text):
        return (text.upper(),)
    found = bearers(text, COARSE)
    towns = () if found else bearers(text, frozenset({"town"}))
    return tuple(entry.pcode for entry in found) + tuple(sorted({entry.township for entry in towns}))


def is_spelled(name: str, entry: Entry) -> bool:
    """Whether a name is spelled as the gazetteer spells it, blanks around it apart."""
    return unicodedata.normalize("NFC", name.strip()) == unicodedata.normalize("NFC", entry.name)
