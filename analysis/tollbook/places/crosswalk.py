"""From the names and codes that other data sets write to p-codes, by table and not by likeness.

A name is taken if ``data/reference/crosswalk.csv`` lists it for that data set, or if the gazetteer bears it once within
the state that the row names; nothing is guessed. What was not matched is listed with its number of rows and keeps the
code of the finest place that was, so that no row is lost. A placeholder ("NA", "XXX") says that no place was stated.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from tollbook import shipped
from tollbook.places.folding import fold, without_level
from tollbook.places.gazetteer import townships

#: Levels of the columns ``admin1, admin2, admin3``.
_LEVELS = ("state", "district", "township")

#: What stands in a cell where no place was stated.
_PLACEHOLDER = re.compile(
    r"|na|n/a|n\.a\.|nan|none|null|-+|\.+|x{2,}(?:-x*)*|unknown|unspecified|not (?:stated|available|specified)|<na>",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Crosswalked:
    """What a crosswalk gave.

    Attributes
    ----------
    pcodes : Series of str, shape (n,)
        The p-code of the finest place that each row states and that was matched, '' where there is none. The index is
        0, 1, 2 ...
    levels : Series of str, shape (n,)
        Its level: ``township, district, state``, or ''.
    unmatched : DataFrame
        ``level, name, parent, rows``: each name (or code) that was stated and not matched, the code of the place it was
        looked for in ('' for the country), and how many rows have it. Empty where all was matched.
    """

    pcodes: pd.Series
    levels: pd.Series
    unmatched: pd.DataFrame


def is_placeholder(text: str) -> bool:
    """Whether a cell says that no place was stated: blank, "NA", "XXX-XXX", "Not available"."""
    return _PLACEHOLDER.fullmatch(text.strip()) is not None


def of_dataset(
    dataset: str,
    admin1: Iterable[str],
    admin2: Iterable[str] | None = None,
    admin3: Iterable[str] | None = None,
) -> Crosswalked:
    """P-codes of rows that name a state, a district and a township.

    Parameters
    ----------
    dataset : str
        "ACLED", or any other name: for a data set that the table does not list, the gazetteer's names alone count.
    admin1, admin2, admin3 : iterables of str, length n
        Names of states, districts and townships as the data set writes them.

    Returns
    -------
    Crosswalked
        A township is looked for within the state of its row and not within the district, because districts have been
        redrawn; without a state only a name that the country has once is taken, and below a state that is stated and
        not known none. "Shan State" has no one code among the 18: it is listed, and its townships are matched.

    Raises
    ------
    ValueError
        The columns differ in length.
    """
    columns = [_texts(values) for values in (admin1, admin2, admin3) if values is not None]
    named = [level for level, values in zip(_LEVELS, (admin1, admin2, admin3), strict=True) if values is not None]
    if len({len(column) for column in columns}) > 1:
        raise ValueError("The columns of one data set must be of one length.")
    rows = list(zip(*columns, strict=True))
    found = {row: _one(dataset, named, row) for row in dict.fromkeys(rows)}
    missed: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in rows:
        for miss in found[row][2]:
            missed[miss] += 1
    return Crosswalked(
        pd.Series([found[row][0] for row in rows], dtype=str, name="pcode"),
        pd.Series([found[row][1] for row in rows], dtype=str, name="level"),
        _listed(missed),
    )


def of_codes(dataset: str, codes: Iterable[str]) -> Crosswalked:
    """P-codes of rows that have codes of states, districts or townships, perhaps ones that are not in use.

    Parameters
    ----------
    dataset : str
        Whose codes: "ACLED on HDX", "MIMU".
    codes : iterable of str, length n

    Returns
    -------
    Crosswalked
        The code itself where this list has it; what the table says it is elsewhere.
    """
    texts = _texts(codes)
    known, listed = _levels_of_codes(), _listed_codes()
    out, missed = {}, dict[tuple[str, str, str], int]()
    for text in dict.fromkeys(texts):
        # What the data set is known to mean by a code goes before what the code means here.
        code = listed.get((dataset, text.upper()), text.upper())
        out[text] = code if code in known else ""
        if not out[text] and not is_placeholder(text):
            missed["", text, ""] = texts.count(text)
    pcodes = pd.Series([out[text] for text in texts], dtype=str, name="pcode")
    levels = pd.Series([known.get(out[text], "") for text in texts], dtype=str, name="level")
    return Crosswalked(pcodes, levels, _listed(missed))


def states_of(region: str) -> tuple[str, ...]:
    """Codes of the states that a public first-level unit has in the humanitarian set of 18.

    Returns
    -------
    tuple of str
        ("MMR007", "MMR008") for "Bago Region" or "Bago", ("MMR005",) for "Sagaing Region"; empty where there is none
        of that name. The 15 public units and the 18 humanitarian ones have the same total, so a table by either must
        say which.
    """
    return _parts(region)


def _one(dataset: str, levels: Sequence[str], row: tuple[str, ...]) -> tuple[str, str, list[tuple[str, str, str]]]:
    """Finest code, its level, and what was stated and not matched, of one row."""
    pcode = level = ""
    within: tuple[str, ...] = ("",)
    missed = []
    for at, name in zip(levels, row, strict=True):
        if is_placeholder(name):
            continue
        bearers = _named(dataset, at, name, within)
        if len(bearers) == 1:
            pcode, level = bearers[0], at
            within = (pcode[:6],)
        else:
            missed.append((at, name, within[0] if len(within) == 1 else ""))
            # Below a state that nobody knows nothing is taken; below Bago Region what lies in either of its parts.
            within = _parts(name) if at == "state" else within
    return pcode, level, missed


def _named(dataset: str, level: str, name: str, within: tuple[str, ...]) -> list[str]:
    """Codes of the places that a name means in a data set, within certain states or ('',) the country."""
    by_name = _by_name()
    for whose in (dataset, ""):
        held = by_name.get((whose, level, fold(name)), ())
        inside = [code for code in held if code.startswith(within)]
        if inside:
            return inside
    return []


def _parts(region: str) -> tuple[str, ...]:
    """States of a public unit, with or without its word: "Bago" and "Bago Region" alike; empty where it is none."""
    own = fold(without_level(region)[0])
    table = _crosswalk()
    rows = table[(table["dataset"] == "public") & (table["name"].map(lambda name: fold(without_level(name)[0])) == own)]
    return tuple(rows["pcode"])


@cache
def _crosswalk() -> pd.DataFrame:
    return pd.read_csv(shipped.reference("crosswalk.csv"), dtype=str, keep_default_na=False, encoding="utf-8")


@cache
def _by_name() -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Codes by data set, level and folded name; '' is the gazetteer's own names."""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    table = _crosswalk()
    named = table[(table["code"] == "") & (table["pcode"] != "")]
    for whose, level, name, pcode in named[["dataset", "level", "name", "pcode"]].itertuples(index=False):
        found[str(whose), str(level), fold(str(name))].add(str(pcode))
    for level, (code, name) in _COLUMNS.items():
        for pcode, text in townships()[[code, name]].drop_duplicates().itertuples(index=False):
            found["", level, fold(str(text))].add(str(pcode))
    return {key: tuple(sorted(codes)) for key, codes in found.items()}


_COLUMNS = {
    "state": ("state_pcode", "state"),
    "district": ("district_pcode", "district"),
    "township": ("pcode", "name"),
}


@cache
def _levels_of_codes() -> dict[str, str]:
    return {str(code): level for level, (column, _) in _COLUMNS.items() for code in townships()[column]}


@cache
def _listed_codes() -> dict[tuple[str, str], str]:
    rows = _crosswalk()[["dataset", "code", "pcode"]].itertuples(index=False)
    return {(str(dataset), str(code)): str(pcode) for dataset, code, pcode in rows if code}


def _texts(values: Iterable[object]) -> list[str]:
    texts = pd.Series(list(values), dtype=object)
    return texts.where(texts.notna(), "").astype(str).str.strip().to_list()


def _listed(missed: dict[tuple[str, str, str], int]) -> pd.DataFrame:
    rows = [(*key, count) for key, count in sorted(missed.items(), key=lambda one: (-one[1], one[0]))]
    table = pd.DataFrame(rows, columns=["level", "name", "parent", "rows"])
    return table.astype({"level": str, "name": str, "parent": str, "rows": "int64"})
