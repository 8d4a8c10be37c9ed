"""What a file of claims holds and must stay inside: notes, ids, places below a township, nameless voices, sources.

A term is searched as whole words, in whatever case and with whatever stands between the words; Burmese, which puts no
blanks between words, as a run of letters that no mark continues. The address of a report is left out of the text first:
it is public, and often spells a village.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tollbook import places
from tollbook.claims.table import Claims
from tollbook.incidents import origins
from tollbook.places import gazetteer
from tollbook.release.scan.clearing import plain

#: Letters that a name, a voice or a note must have to be searched; shorter ones stand in too many words.
LEAST_PLACE, LEAST_VOICE, LEAST_NOTE, LEAST_ID = 5, 10, 15, 4
#: A longer note is also found by any run of this many of its words.
RUN = 6

_WORD = re.compile(r"[^\W_]+")
_BURMESE = re.compile(r"[\u1000-\u109f\uaa60-\uaa7f]")
_MARK = re.compile(r"[\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d]")
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
_LINKED = re.compile(r"[^\W_]+(?:[-_.][^\W_]+)*")
_SETTLEMENT = re.compile(r"\s+(?:village|town|city|ward|tract|quarter)s?$", re.IGNORECASE)
_SIX = re.compile(r"(?<![\w.,-])\d{6}(?![\w%]|[.,-]\d)")


@dataclass
class Inside:
    """Terms that must stay inside, in the form in which they are searched.

    Attributes
    ----------
    words : dict of str to list of (tuple of str, str)
        By the first word of a term: all its words, and the code of its rule.
    burmese : dict of str to str
        Terms in Burmese letters, with the code of their rule.
    ids, codes, addresses : set of str
        Ids of incidents, codes of villages, addresses of undisclosed sources.
    reports : set of str
        Addresses of reports, which are public.
    """

    words: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    burmese: dict[str, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)

    def find(self, text: str) -> Iterator[tuple[str, str]]:
        """Rules and terms that a text breaks; the text is in plain form (`clearing.plain`)."""
        if "://" in text:
            yield from (("claims-source", url) for url in self.addresses if url in text)
            text = _ADDRESS.sub(self._without_report, text)
        folded = text.casefold()
        yield from (("claims-incident", one) for one in self._ids(folded))
        yield from (("claims-code", one) for one in _SIX.findall(folded) if one in self.codes)
        yield from self._said(_WORD.findall(folded))
        if _BURMESE.search(folded):
            yield from self._burmese(re.sub(r"\s+", "", folded))

    @cached_property
    def _heads(self) -> frozenset[str]:
        """First words of ids: a name without any of them holds no id."""
        return frozenset(word for one in self.ids for word in _WORD.findall(one)[:1])

    def _ids(self, text: str) -> Iterator[str]:
        """Ids of incidents, also as a part of a longer name, such as that of a file."""
        for linked in _LINKED.findall(text):
            if linked in self.ids:
                yield linked
            elif len(linked) > LEAST_ID and not self._heads.isdisjoint(_WORD.findall(linked)):
                yield from (one for one in self.ids if one in linked and _apart(one, linked))

    def _said(self, words: list[str]) -> Iterator[tuple[str, str]]:
        for at, word in enumerate(words):
            for term, code in self.words.get(word, ()):
                if tuple(words[at : at + len(term)]) == term:
                    yield code, " ".join(term)

    def _burmese(self, text: str) -> Iterator[tuple[str, str]]:
        for term, code in self.burmese.items():
            at = text.find(term)
            while at >= 0:
                after = text[at + len(term) : at + len(term) + 1]
                if not _MARK.match(after):
                    yield code, term
                    break
                at = text.find(term, at + 1)

    def _without_report(self, match: re.Match[str]) -> str:
        address = match.group()
        while address and address not in self.reports and address[-1] in ".,;:)]}'*_":
            address = address[:-1]
        return " " + match.group()[len(address) :] if address in self.reports else match.group()

    def add(self, term: str, code: str, least: int) -> None:
        """Take a term in, unless it is shorter than `least` letters."""
        term = plain(term).casefold()
        if _BURMESE.search(term):
            run = re.sub(r"[\s။၊.,()-]+", "", term)
            if len(run) >= least:
                self.burmese.setdefault(run, code)
            return
        words = tuple(_WORD.findall(term))
        if sum(map(len, words)) >= least:
            listed = self.words.setdefault(words[0], [])
            if words not in (known for known, _ in listed):
                listed.append((words, code))


def _apart(one: str, linked: str) -> bool:
    """Whether an id stands in a longer name between its marks, and not inside a word of it."""
    return re.search(rf"(?<![^\W_]){re.escape(one)}(?![^\W_])", linked) is not None


def of(claims: Claims) -> Inside:
    """The terms of a file of claims.

    Parameters
    ----------
    claims : Claims
    """
    table, found = claims.table, Inside()
    undisclosed = table["source"].astype(str).str.contains("undisclosed", case=False)
    found.addresses = {plain(url) for url in table.loc[undisclosed, "url"].astype(str) if url}
    found.reports = {plain(str(url)) for url in table.loc[~undisclosed, "url"].unique() if url} - found.addresses
    found.ids = {plain(one).casefold() for one in _texts(table["incident_id"]) if len(one) >= LEAST_ID}
    for note in _texts(table["note"]):
        _note(found, note)
    outlets = " | ".join(_texts(table["source"])).casefold()
    for voice in _texts(table["attributed_to"]):
        known = origins.is_listed(voice) and not origins.is_nameless(voice)
        # One word alone ("residents") tells of nobody, and stands in many a sentence.
        if not known and voice.casefold() not in outlets and len(voice.split()) > 1:
            found.add(voice, "claims-voice", LEAST_VOICE)
    _places(found, table)
    return found


def _note(found: Inside, note: str) -> None:
    words = _WORD.findall(plain(note))
    if len(words) < 3 and not _BURMESE.search(note):
        return
    found.add(note, "claims-note", LEAST_NOTE)
    for first in range(len(words) - RUN + 1 if len(words) > RUN else 0):
        found.add(" ".join(words[first : first + RUN]), "claims-note", LEAST_NOTE)


def _places(found: Inside, table: Any) -> None:
    """Names and codes of places below a township; a name that a township or anything coarser bears is public."""
    public = _public_names()
    fine = table["place_level"].astype(str).isin(["village", "town"])
    codes = {code for code in _texts(table["pcode"]) if not code.startswith("MMR") or len(code) > 9}
    found.codes = {code for code in codes if code.isdigit()}
    names = {*_texts(table.loc[fine, "place_name"]), *_gazetteer_names(codes)}
    for name in names:
        for form in (name, _SETTLEMENT.sub("", name)):
            if _close(form) not in public:
                found.add(form, "claims-place", LEAST_PLACE)


def _gazetteer_names(codes: set[str]) -> Iterator[str]:
    try:
        listed = gazetteer.settlements()
    except gazetteer.GazetteerError:
        return
    known = (
        listed.loc[listed.index.isin(codes)] if listed.index.name == "pcode" else listed[listed["pcode"].isin(codes)]
    )
    yield from (str(name) for column in ("name", "name_my") for name in known[column] if name)


def _public_names() -> set[str]:
    units = places.gazetteer.coarse_units()
    named = [column for column in units.columns if column.startswith("name")]
    townships = gazetteer.townships()
    named_townships = ("name", "name_my", "district", "state", "region", "district_my", "state_my")
    names = {_close(str(name)) for column in named for name in units[column]}
    return names | {_close(str(name)) for column in named_townships for name in townships[column]}


def _texts(column: Iterable[Any]) -> list[str]:
    return sorted({str(value).strip() for value in column} - {""})


def _close(name: str) -> str:
    """A name without blanks, marks and case, and without the word for its kind."""
    bare = re.sub(r"\s+(?:township|district|state|region)$", "", plain(name).strip(), flags=re.IGNORECASE)
    return re.sub(r"[\W_]+", "", bare, flags=re.ASCII).casefold() if bare.isascii() else re.sub(r"[\s.,()-]+", "", bare)
