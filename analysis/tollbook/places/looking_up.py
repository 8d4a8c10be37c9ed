"""Looking up one place, as an analyst types it: "Pale, Sagaing", "Sagaing Region", a p-code."""

from __future__ import annotations

from dataclasses import dataclass

from tollbook.places.folding import fold, without_level
from tollbook.places.index import COARSE, Entry, Names, coarse, small
from tollbook.places.ladder import unit
from tollbook.places.matching import bearers, inside, is_code, outermost, split
from tollbook.places.naming import label, name, names_my

_LISTED = 12


class UnknownPlace(ValueError):
    """No place of the gazetteer bears that name or code; the message names the nearest ones."""


class AmbiguousPlace(ValueError):
    """Several places bear that name; the message lists them with their codes.

    Attributes
    ----------
    candidates : tuple of str
        Their p-codes.
    """

    def __init__(self, message: str, candidates: tuple[str, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


@dataclass(frozen=True)
class Place:
    """One place of the gazetteer.

    Attributes
    ----------
    pcode, name, name_my : str
        MIMU's code, and the English and the Burmese name.
    level : str
        ``village, village tract, ward, town, township, district, state`` or ``country``.
    label : str
        The name with its level: "Pale Township".
    township, district, state : str
        Codes of the units that it is or lies in, '' where it is coarser than that.
    """

    pcode: str
    name: str
    name_my: str
    level: str
    label: str
    township: str
    district: str
    state: str

    def __str__(self) -> str:
        """The label with the state or region: "Pale Township, Sagaing Region"."""
        return full_label(self.pcode)


def full_label(pcode: str) -> str:
    """Name of a place with its level and the state or region that it lies in: "Pale Township, Sagaing Region"."""
    state = unit(pcode).state
    return label(pcode) if state in ("", pcode) else f"{label(pcode)}, {label(state)}"


def of_code(pcode: str) -> Place:
    """The place of a p-code.

    Raises
    ------
    UnknownPlace
        The gazetteer has no such code.
    """
    held = unit(pcode)
    if not held.level:
        raise UnknownPlace(f"The gazetteer has no p-code {pcode!r}.")
    return Place(
        pcode=pcode,
        name=name(pcode),
        name_my=str(names_my([pcode]).iloc[0]),
        label=label(pcode),
        level=held.level,
        township=held.township,
        district=held.district,
        state=held.state,
    )


def place(text: str, within: str | None = None) -> Place:
    """The place that an analyst means.

    Parameters
    ----------
    text : str
        A p-code, or a name, perhaps with a word for its level and with what it lies in: "MMR005019", "Pale Township",
        "Pale, Sagaing", "Nyaung Kone, Pale". Case, blanks, hyphens and Unicode normal forms do not matter. Of places
        of one name a unit of the country is taken before a town, and a town before a village; behind a comma, "Monywa,
        Sagaing" is the township and not the district.
    within : str, optional
        Code or name of the unit that it lies in.

    Returns
    -------
    Place

    Raises
    ------
    UnknownPlace
        There is none; the message names the nearest.
    AmbiguousPlace
        There are several; the message lists them.
    """
    text = text.strip()
    if is_code(text):
        return of_code(text.upper())
    own, beside = split(text)
    beside += [within] if within else []
    found = outermost(bearers(own))
    if not found:
        raise UnknownPlace(_nearest(own, "place", small_too=True))
    kept, unknown = inside(found, beside)
    if unknown:
        raise UnknownPlace(_nearest(unknown[0], "township, district, state or region", small_too=False))
    if not kept:
        message = f"There is no {own} in {', '.join(beside)}. Places of that name: {_listed(found)}."
        raise UnknownPlace(message)
    kept = _foremost(kept, bool(beside))
    if len(kept) > 1:
        remedy = "Say which one: add its level (Township, Region) or what it lies in behind a comma, or give its code."
        message = f"{text!r} is the name of {len(kept)} places: {_listed(kept)}. {remedy}"
        raise AmbiguousPlace(message, tuple(entry.pcode for entry in kept))
    return of_code(kept[0].pcode)


def _foremost(entries: list[Entry], beside: bool) -> list[Entry]:
    """Those of the kind that is meant when nothing else is said."""
    ranks = [{"township"} if beside else set(), set(COARSE), {"town"}]
    for levels in ranks:
        held = [entry for entry in entries if entry.level in levels]
        if held:
            return held
    return entries


def _listed(entries: list[Entry]) -> str:
    named = [f"{full_label(entry.pcode)} ({entry.pcode})" for entry in entries[:_LISTED]]
    more = len(entries) - len(named)
    return "; ".join(named) + (f"; and {more} more" if more else "")


def _nearest(text: str, kind: str, small_too: bool) -> str:
    """What to say about a name that nothing bears. The nearest names are a help for the reader, never an answer."""
    if not fold(text):
        return f"{text!r} is not a name: it has no letters and no digits."
    own, word = without_level(text)
    near = _near(fold(own), word, coarse())
    if small_too:
        near += _near(fold(own), word, small())
    return f"No {kind} is called {text!r}. The nearest by spelling: {_listed(near)}."


def _near(key: str, level: str, known: Names) -> list[Entry]:
    """Of the places of a level ('' for any) one for each of the three names that are spelled most alike."""
    from rapidfuzz import fuzz, process

    keys = {name: name for name, held in known.items() if not level or any(entry.level == level for entry in held)}
    found = process.extract(key, keys, scorer=fuzz.ratio, limit=3)
    return [next(e for e in known[name] if level in ("", e.level)) for name, _, _ in found]
