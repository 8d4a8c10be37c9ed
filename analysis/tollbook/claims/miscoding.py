"""What looks miscoded: claims that are valid one by one and odd beside each other. A person decides.

`scope` and `extent` are coded by people and never inferred; these checks only point at claims worth a second look.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, permutations

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import measures, places
from tollbook.claims.collecting import Rows
from tollbook.claims.containing import Container, contained
from tollbook.claims.problems import Problem, shown

#: A flow of scope `incident` over more days than this is rather a total over many happenings. The design's figure: a
#: quarter of a year.
LONGEST_INCIDENT_DAYS = 92

#: Pairs looked at within one report and incident; a report with more is a list, and its first pairs say enough.
_MOST_PAIRS = 10_000

_RANK = {"village": 0, "town": 1, "township": 2, "district": 3, "state": 4, "country": 5}
_UNITS = {"township": "township", "district": "district", "state": "state"}
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
    ladder = places.units(chosen["pcode"].astype("str"))
    codes = chosen["pcode"].astype("str")
    units = pd.DataFrame({unit: ladder[unit].reindex(codes).to_numpy() for unit in _UNITS})
    found = [*_long(chosen), *_containing(chosen, units), *_inside(chosen, units)]
    return [
        Problem(
            "warning", code, name, int(rows[incidents[at]]), column, shown(_cell(chosen, at, column)), message, _REMEDY
        )
        for code, at, column, message in found
    ]


_Found = tuple[str, int, str, str]


def _cell(table: pd.DataFrame, at: int, column: str) -> str:
    value = table[column].iloc[at]
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


def _numbered(column: pd.Series) -> Rows:
    """The category of each claim as a number."""
    return column.cat.codes.to_numpy().astype(np.int64)


def _ranks(table: pd.DataFrame) -> Rows:
    """The level of each claim's place as a number, finer ones lower."""
    return table["place_level"].astype("str").map(_RANK).to_numpy().astype(np.int64)


def _spans(table: pd.DataFrame) -> tuple[Rows, Rows]:
    """First and last day of each claim, in days since 1970-01-01."""
    start, end = (table[name].to_numpy().astype("datetime64[D]").astype(np.int64) for name in ("start", "end"))
    return start, end


def _long(table: pd.DataFrame) -> Iterator[_Found]:
    """Flows of scope `incident` over more than 92 days."""
    start, end = _spans(table)
    kinds = {measure.name: measure.kind for measure in measures.all_measures().values()}
    flow = (table["measure"].astype("str").map(kinds) == "flow").to_numpy()
    length = end - start + 1
    for at in np.flatnonzero(flow & (length > LONGEST_INCIDENT_DAYS)):
        message = (
            f"The claim is coded as one incident and covers {length[at]:,} days; "
            f"over more than {LONGEST_INCIDENT_DAYS} days it may be a total over many."
        )
        yield "long_incident", int(at), "scope", message


def _containing(table: pd.DataFrame, units: pd.DataFrame) -> Iterator[_Found]:
    """Claims whose days and place contain another incident with the same measure, once for each pair of incidents."""
    start, end = _spans(table)
    rank = _ranks(table)
    incident = _numbered(table["incident_id"])
    names = table["incident_id"].cat.categories
    told: set[tuple[int, int, str]] = set()
    for level in ("township", "district", "state", "country"):
        unit = units[level] if level in units else pd.Series("MMR", index=table.index)
        claims = Container(
            _numbered(table["measure"]) * (len(pd.unique(unit)) + 1) + pd.factorize(unit)[0].astype(np.int64),
            *(start, end, rank, incident),
        )
        known = (unit != "").to_numpy()
        for at, other in contained(claims, np.flatnonzero(known & (rank == _RANK[level])), known):
            measure = str(table["measure"].iloc[at])
            if (int(incident[at]), other, measure) in told:
                continue
            told.add((int(incident[at]), other, measure))
            message = (
                f"The claim's days and {level} contain another incident with {measure}, {names[other]}; "
                "it may be a total over both, or the two may be one."
            )
            yield "contains_incident", at, "incident_id", message


def _inside(table: pd.DataFrame, units: pd.DataFrame) -> Iterator[_Found]:
    """Whole claims whose days or place lie inside another whole claim of the same report, incident and measure."""
    published = table["published"].astype("str")
    url = table["url"].astype("str")
    report = np.where(url == "", table["source"].astype("str") + "|" + published, url)
    keys = pd.DataFrame({name: table[name].cat.codes for name in ("incident_id", "measure", "base")})
    keys["report"] = pd.factorize(report)[0]
    whole = (table["extent"] == "whole").to_numpy()
    several = keys[whole]
    several = several[several.duplicated(keep=False)]
    if several.empty:
        return
    start, end = _spans(table)
    rank = _ranks(table)
    spot = (table["pcode"].astype("str") + "|" + table["place_name"].astype("str")).to_numpy(dtype=object)
    above = {_RANK[level]: units[level].to_numpy(dtype=object) for level in _UNITS}
    for _, members in several.groupby(list(several.columns), sort=False):
        flagged: set[int] = set()
        for inner, outer in islice(permutations(members.index.tolist(), 2), _MOST_PAIRS):
            same_spot = spot[inner] == spot[outer] and rank[inner] == rank[outer]
            within = rank[inner] < rank[outer] and _lies_in(inner, outer, rank, above)
            days = start[outer] <= start[inner] and end[inner] <= end[outer]
            shorter = end[inner] - start[inner] < end[outer] - start[outer]
            if inner not in flagged and days and (within or (same_spot and shorter)):
                flagged.add(inner)
                message = (
                    "The claim is coded as whole, but its days and place lie inside "
                    f"{table['claim_id'].iloc[outer]}, another whole claim of this report and incident; "
                    "it may be a part."
                )
                yield "inside_whole", inner, "extent", message


def _lies_in(inner: int, outer: int, rank: npt.NDArray[np.int64], above: dict[int, npt.NDArray[np.object_]]) -> bool:
    level = int(rank[outer])
    if level == _RANK["country"]:
        return True
    units = above.get(level)
    return units is not None and units[inner] == units[outer] != ""
