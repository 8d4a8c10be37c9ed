"""What looks miscoded: claims that are valid one by one and odd beside each other. A person decides.

`scope` and `extent` are coded by people and never inferred; these checks only point at claims worth a second look.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, permutations

import numpy as np
import pandas as pd

from tollbook import measures, places
from tollbook.claims.categorical import joined, mapped, numbered
from tollbook.claims.collecting import Rows
from tollbook.claims.containing import Container, contained
from tollbook.claims.problems import Problem, shown

#: A flow of scope `incident` over more days than this is rather a total over many happenings. The design's figure: a
#: quarter of a year.
LONGEST_INCIDENT_DAYS = 92

#: Pairs looked at within one report and incident; a report with more is a list, and its first pairs say enough.
_MOST_PAIRS = 10_000

_RANK = {"village": 0, "town": 1, "township": 2, "district": 3, "state": 4, "country": 5}
_REMEDY = "Look at the report, and correct scope, extent, days or place, or leave them so."


def look(table: pd.DataFrame, rows: Rows, name: str) -> list[Problem]:
    """Warnings about a table of valid claims.

    Parameters
    ----------
    table : DataFrame, shape (n, columns)
        As `Claims.table`.
    rows : int64 array, shape (n,)
        Row of each claim in the file.
    name : str
        Name of the file.

    Returns
    -------
    list of Problem
        Codes ``long_incident``, ``contains_incident`` and ``inside_whole``.
    """
    incidents = np.flatnonzero((table["scope"] == "incident").to_numpy())
    if not len(incidents):
        return []
    chosen = table.iloc[incidents].reset_index(drop=True)
    facts = _facts(chosen)
    values = {column: chosen[column].astype("str").tolist() for column in ("scope", "extent", "incident_id")}
    found = [*_long(chosen, facts), *_containing(chosen, facts), *_inside(chosen, facts)]
    return [
        Problem("warning", code, name, int(rows[incidents[at]]), column, shown(values[column][at]), message, _REMEDY)
        for code, at, column, message in found
    ]


_Found = tuple[str, int, str, str]


@dataclass(frozen=True)
class _Facts:
    """Claims as numbers, each array of shape (n,), int64.

    `start`, `end`: days since 1970-01-01. `rank`: of the place's level, finer ones lower. `units`: by rank of a level,
    the number of the unit that the place lies in, -1 where it is not known. `spot`: one number a place as named.
    """

    start: Rows
    end: Rows
    rank: Rows
    incident: Rows
    measure: Rows
    spot: Rows
    units: dict[int, Rows]


def _facts(table: pd.DataFrame) -> _Facts:
    start, end = (table[name].to_numpy().astype("datetime64[D]").astype(np.int64) for name in ("start", "end"))
    rank = mapped(table["place_level"], lambda level: _RANK[level], np.int64)
    ladder = places.units(table["pcode"].cat.categories.tolist())
    units = {_RANK["country"]: np.zeros(len(table), dtype=np.int64)}
    for level in ("township", "district", "state"):
        above = dict(zip(ladder.index.tolist(), ladder[level].tolist(), strict=True))
        number = {unit: i for i, unit in enumerate(sorted(set(above.values()) - {""}))}
        of_code = {code: number.get(unit, -1) for code, unit in above.items()}
        units[_RANK[level]] = mapped(table["pcode"], of_code.__getitem__, np.int64)
    incident, measure = numbered(table["incident_id"]), numbered(table["measure"])
    spot = joined([rank, numbered(table["pcode"]), numbered(table["place_name"])])
    return _Facts(start, end, rank, incident, measure, spot, units)


def _long(table: pd.DataFrame, facts: _Facts) -> Iterator[_Found]:
    """Flows of scope `incident` over more than 92 days."""
    kinds = {measure.name: measure.kind for measure in measures.all_measures().values()}
    flow = mapped(table["measure"], lambda name: kinds[name] == "flow", bool)
    length = facts.end - facts.start + 1
    for at in np.flatnonzero(flow & (length > LONGEST_INCIDENT_DAYS)).tolist():
        message = (
            f"The claim is coded as one incident and covers {length[at]:,} days; "
            f"over more than {LONGEST_INCIDENT_DAYS} days it may be a total over many."
        )
        yield "long_incident", at, "scope", message


def _containing(table: pd.DataFrame, facts: _Facts) -> Iterator[_Found]:
    """Claims whose days and place contain another incident with the same measure, once for each pair of incidents."""
    incidents, names = table["incident_id"].cat.categories.tolist(), table["measure"].cat.categories.tolist()
    told: set[tuple[int, int, int]] = set()
    for level in ("township", "district", "state", "country"):
        unit = facts.units[_RANK[level]]
        group = facts.measure * (int(unit.max(initial=0)) + 2) + unit
        claims = Container(group, facts.start, facts.end, facts.rank, facts.incident)
        known = unit >= 0
        for at, other in contained(claims, np.flatnonzero(known & (facts.rank == _RANK[level])), known):
            pair = (int(facts.incident[at]), other, int(facts.measure[at]))
            if pair in told:
                continue
            told.add(pair)
            message = (
                f"The claim's days and {level} contain another incident with {names[pair[2]]}, {incidents[other]}; "
                "it may be a total over both, or the two may be one."
            )
            yield "contains_incident", at, "incident_id", message


def _inside(table: pd.DataFrame, facts: _Facts) -> Iterator[_Found]:
    """Whole claims whose days or place lie inside another whole claim of the same report, incident and measure."""
    for members in _reports(table, facts):
        flagged: set[int] = set()
        for inner, outer in islice(permutations(members, 2), _MOST_PAIRS):
            if inner not in flagged and _lies_inside(facts, inner, outer):
                flagged.add(inner)
                message = (
                    "The claim is coded as whole, but its days and place lie inside "
                    f"{table['claim_id'].iloc[outer]}, another whole claim of this report and incident; "
                    "it may be a part."
                )
                yield "inside_whole", inner, "extent", message


def _reports(table: pd.DataFrame, facts: _Facts) -> Iterator[list[int]]:
    """Positions of the whole claims of one report, incident, measure and base, where not all are of one place and span.

    A report is its address; without one, its source and day of publication.
    """
    no_url = (table["url"] == "").to_numpy()
    published = pd.factorize(table["published"], use_na_sentinel=False)[0].astype(np.int64)
    unnamed = np.where(no_url, joined([numbered(table["source"]), published]) + 1, 0)
    report = joined([numbered(table["url"]), unnamed])
    key = joined([report, facts.incident, facts.measure, numbered(table["base"])])
    what = joined([key, facts.spot, facts.start - facts.start.min(), facts.end - facts.end.min()])
    whole = np.flatnonzero((table["extent"] == "whole").to_numpy())
    kinds = pd.Series(what[whole]).groupby(key[whole], sort=False).transform("nunique").to_numpy()
    several = whole[kinds > 1]
    order = several[np.argsort(key[several], kind="stable")]
    ends = np.flatnonzero(np.diff(key[order])) + 1
    yield from (members.tolist() for members in np.split(order, ends) if len(members))


def _lies_inside(facts: _Facts, inner: int, outer: int) -> bool:
    """Whether one claim's days lie within another's, and its place in a larger one, or its days are fewer there."""
    if not (facts.start[outer] <= facts.start[inner] and facts.end[inner] <= facts.end[outer]):
        return False
    if facts.spot[inner] == facts.spot[outer]:
        return bool(facts.end[inner] - facts.start[inner] < facts.end[outer] - facts.start[outer])
    units = facts.units.get(int(facts.rank[outer]))
    if units is None or facts.rank[inner] >= facts.rank[outer]:
        return False
    return bool(units[inner] == units[outer] != -1)
