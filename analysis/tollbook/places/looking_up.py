"""Looking up one place, as an analyst types it: "Pale, Sagaing", "Sagaing Region", a p-code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tollbook.places.burmese import in_unicode
from tollbook.places.candidates import ALL, is_code, namesakes
from tollbook.places.folding import fold, without_level
from tollbook.places.index import COARSE, Entry, Names, coarse, small
from tollbook.places.ladder import unit
from tollbook.places.naming import label, name, name_my
from tollbook.places.resolving import told_of
from tollbook.places.surroundings import surroundings

_LISTED = 12
_NEAR = 3


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


@dataclass(frozen=True, repr=False)
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

    def __repr__(self) -> str:
        return f"<Place: {self} ({self.pcode})>"

    def _repr_html_(self) -> str:
        from tollbook.html_table import html
        from tollbook.places.shown import of_place

        return html(of_place(self))


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
        name_my=name_my(pcode),
        label=label(pcode),
        level=held.level,
        township=held.township,
        district=held.district,
        state=held.state,
    )


def place(text: str, within: str | None = None) -> Place:
    """Look up one place by its name or code.

    Parameters
    ----------
    text : str
        A p-code, or a name, perhaps with a word for its level and with what it lies in: "MMR005019", "Pale Township",
        "Nyaung Kone, Pale". Case, blanks, hyphens and Unicode forms do not matter, nor does the romanisation where no
        place is spelled so. Of one name a unit of the country is taken before a town, a town before a village.
    within : str, optional
        Code or name of the unit that it lies in.

    Returns
    -------
    Place

    Raises
    ------
    UnknownPlace, AmbiguousPlace
        There is none, or there are several; the message names the nearest, or lists them.

    Examples
    --------
    >>> tb.place("Pale, Sagaing")
    <Place: Pale Township, Sagaing Region (MMR005019)>
    """
    text = text.strip()
    if is_code(text):
        return of_code(text.upper())
    text = in_unicode(text)
    told = told_of(text)
    own = told.names[0] if told.names else text
    beside = [*told.beside, *([within] if within else [])]
    where = surroundings(beside)
    if where.unknown:
        raise UnknownPlace(_nearest(where.unknown[0], "township, district, state or region", COARSE))
    # A unit of the country is meant before a village, even where only the village is spelled just so.
    found = outermost(dict.fromkeys([*namesakes(own, COARSE), *namesakes(own)]))
    if not found:
        raise UnknownPlace(_nearest(own, "place", ALL))
    kept = [entry for entry in found if where.holds(entry.pcode, entry.township, wide=True)]
    if not kept:
        message = f"There is no {own} in {', '.join(beside)}. Places of that name: {_listed(found)}."
        raise UnknownPlace(message)
    kept = _foremost(kept, bool(beside))
    if len(kept) > 1:
        remedy = "Say which one: add its level (Township, Region) or what it lies in behind a comma, or give its code."
        message = f"{text!r} is the name of {len(kept)} places: {_listed(kept)}. {remedy}"
        raise AmbiguousPlace(message, tuple(entry.pcode for entry in kept))
    return of_code(kept[0].pcode)


def outermost(entries: Iterable[Entry]) -> list[Entry]:
    """Of places of one name, those that aren't said by another: a town in its township, a tract around its village."""
    held = list(entries)
    townships = {entry.pcode for entry in held if entry.level == "township"}
    held = [entry for entry in held if entry.level in COARSE or entry.township not in townships]
    villages = {entry.township for entry in held if entry.level == "village"}
    return [entry for entry in held if not (entry.level == "village tract" and entry.township in villages)]


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


def _nearest(text: str, kind: str, levels: frozenset[str]) -> str:
    """What to say about a name that nothing bears. The nearest names are a help for the reader, never an answer."""
    if not fold(text):
        return f"{text!r} is not a name: it has no letters and no digits."
    own, word = without_level(text)
    near = _spelled_like(fold(own), coarse(), word)
    if levels - COARSE:
        near += _spelled_like(fold(own), small(), word)
    listed = f" The nearest by spelling: {_listed(near)}." if near else " No other name is like it."
    return f"No {kind} is called {text!r}.{listed}"


def _spelled_like(key: str, known: Names, level: str) -> list[Entry]:
    """Of the places of a level ('' for any) the three whose names are spelled most alike: a slip of the keyboard."""
    from rapidfuzz import fuzz, process

    at = [i for i, row in enumerate(known.row) if level in ("", known.level[row])]
    found = process.extract(key, [known.fold[i] for i in at], scorer=fuzz.ratio, limit=2 * _NEAR, score_cutoff=50)
    entries = dict.fromkeys(known.entry(at[position]) for _, _, position in found)
    return list(entries)[:_NEAR]
