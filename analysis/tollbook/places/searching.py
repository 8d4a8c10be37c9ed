"""Searching for a place as people type it: what it may be, and how sure that is. Nothing is chosen here.

`looking_up.place` gives one place or refuses; this gives all that it would have to choose between.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from tollbook.places.ladder import unit
from tollbook.places.looking_up import AmbiguousPlace, UnknownPlace, place
from tollbook.places.resolving import resolve
from tollbook.places.surroundings import around

#: Levels that a page can be made of.
COARSE = ("township", "district", "state", "country")

HOW = ("sure", "several", "alike")

# Where a text says what it means but for a comma, a name is only told beside it that is nearly the same.
_NEARLY = 0.85


class Hit(NamedTuple):
    """One place that a text may mean.

    Attributes
    ----------
    pcode : str
        Of what can be chosen: the place, or the township that it lies in where the place is smaller.
    named : str
        Of the place itself.
    how : str
        ``sure`` (one place alone can be meant), ``several`` (others are called so too), ``alike`` (its name is like the
        text).
    score : float
        How like its name is, 0 to 1; 1 where it is called so.
    """

    pcode: str
    named: str
    how: str
    score: float


def search(text: str, levels: Collection[str] = COARSE) -> list[Hit]:
    """The places that a text may mean, the likeliest first.

    Parameters
    ----------
    text : str
        A name or code as `place` reads it, also without the comma before what it lies in ("pale sagaing"), or as a
        report spells it.
    levels : collection of str
        What can be chosen. A smaller place stands for the township that it lies in.

    Returns
    -------
    list of Hit
        Each choice once. One that is ``sure`` stands first; where a unit of the country is called so, what is only
        spelled like it is left out.
    """
    if not text.strip():
        return []
    called = _called(text) or _without_comma(text)
    hits = list(_choices(called, "sure" if len(called) == 1 else "several", levels))
    if any(hit.named == hit.pcode for hit in hits):
        return hits
    known = {hit.pcode for hit in hits}
    for code, how, score in _alike(text):
        for hit in _choices([code], how, levels):
            if hit.pcode not in known and (score >= _NEARLY or not called):
                known.add(hit.pcode)
                hits.append(hit._replace(score=score))
    return hits


def _called(text: str) -> tuple[str, ...]:
    """Codes of the places that are called so: one, several, or none."""
    try:
        return (place(text).pcode,)
    except AmbiguousPlace as error:
        return error.candidates
    except UnknownPlace:
        return ()


def _without_comma(text: str) -> tuple[str, ...]:
    """The same where a blank stands for the comma before what the place lies in."""
    words = text.split()
    for at in range(len(words) - 1, 0, -1):
        head, tail = " ".join(words[:at]), " ".join(words[at:])
        found = _called(f"{head}, {tail}") if around(tail) else ()
        if found:
            return found
    return ()


def _alike(text: str) -> Iterator[tuple[str, str, float]]:
    """Codes of the places that a report's words lead to, each with how sure that is and how like the name is."""
    answer = resolve([text]).iloc[0]
    if answer["pcode"]:
        yield str(answer["pcode"]), "sure", 1.0
    if answer["candidates"]:
        for code, score in zip(answer["candidates"].split("; "), answer["scores"].split("; "), strict=True):
            yield code, "alike", float(score)


def _choices(codes: Iterable[str], how: str, levels: Collection[str]) -> Iterator[Hit]:
    """Each place as what can be chosen of it, each choice once."""
    seen = set()
    for code in codes:
        held = unit(code)
        chosen = code if held.level in levels else held.township
        if chosen and chosen not in seen and unit(chosen).level in levels:
            seen.add(chosen)
            yield Hit(chosen, code, how, 1.0)
