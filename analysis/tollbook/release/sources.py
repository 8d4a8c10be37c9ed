"""On what terms a source may be used and named, from ``data/reference/sources.csv``.

The table says yes, no or unclear; what is unclear is not allowed. A source that nobody looked up is not named: its name
may be a person's. What reports say are facts that anyone may cite, and rows of a data set are not; so whether an
unlisted source is a data set decides whether its numbers may leave.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from tollbook import shipped

#: Kinds of sources in the table; a source that is not in it is ``unknown``.
KINDS = ("data set", "un", "organisation", "agency", "outlet", "blog", "undisclosed")

_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc", "'''")
_HIDDEN = "undisclosed"


@dataclass(frozen=True)
class Terms:
    """On what terms a source may be used and named.

    Attributes
    ----------
    source : str
        Its name in the table; empty where it is not listed.
    kind : str
        Of `KINDS`, or ``unknown``.
    licence : str
        Empty where none is known.
    rows : bool
        Whether the numbers of single claims may be passed on.
    aggregates : bool
        Whether its numbers may enter sums that are passed on.
    named : bool
        Whether its name may stand in a public output.
    credit : str
        The line that its terms ask for; days and versions to fill in stand in square brackets. Else empty.
    terms_url : str
        Where the terms are; empty where that is not known.
    """

    source: str
    kind: str
    licence: str
    rows: bool
    aggregates: bool
    named: bool
    credit: str
    terms_url: str


def unlisted(is_data_set: bool) -> Terms:
    """The terms of a source that is not in the table.

    Parameters
    ----------
    is_data_set : bool
        Whether its claims carry a `source_release`. On a data set whose licence nobody looked up nothing may rest.

    Returns
    -------
    Terms
    """
    return Terms("", "unknown", "", not is_data_set, not is_data_set, False, "", "")


def terms_of(source: str, is_data_set: bool = False) -> Terms:
    """On what terms a source may be used and named.

    Parameters
    ----------
    source : str
        As the claims have it; case, blanks and the form of apostrophes say nothing.
    is_data_set : bool
        Whether its claims carry a `source_release`; asked only of a source that is not listed.

    Returns
    -------
    Terms
        Of the table. A name with "undisclosed" in it has the terms of the undisclosed source, whatever else it says. A
        name that is not listed and has the name of a listed data set in it, such as "ACLED via HDX", has the terms of
        that data set and is not named itself; any other has those of `unlisted`.
    """
    found = _found(source)
    return unlisted(is_data_set) if found is None else found


def listed() -> dict[str, Terms]:
    """All sources of the table, by their names as it writes them."""
    return {terms.source: terms for terms in _table().values()}


@lru_cache(maxsize=1 << 14)
def _found(source: str) -> Terms | None:
    key = _key(source)
    if _HIDDEN in key:
        return next(terms for terms in _table().values() if terms.kind == _HIDDEN)
    if key in _table():
        return _table()[key]
    held = [(len(name), name) for name in _data_sets() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", key)]
    return replace(_table()[max(held)[1]], named=False) if held else None


@cache
def _table() -> dict[str, Terms]:
    with open(shipped.reference("sources.csv"), encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return {
        _key(row["source"]): Terms(
            row["source"],
            row["kind"],
            row["licence"],
            rows=row["rows"] == "yes",
            aggregates=row["aggregates"] == "yes",
            named=row["named"] == "yes",
            credit=row["credit"],
            terms_url=row["terms_url"],
        )
        for row in rows
    }


@cache
def _data_sets() -> tuple[str, ...]:
    return tuple(key for key, terms in _table().items() if terms.kind == "data set")


def _key(name: str) -> str:
    """A name in the form in which names are compared; what takes no room, such as a zero-width space, says nothing."""
    text = unicodedata.normalize("NFKC", name).translate(_APOSTROPHES).casefold()
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return " ".join(seen.split())
