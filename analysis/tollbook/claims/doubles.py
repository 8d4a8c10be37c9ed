"""Claims that may stand in a file twice, and incidents that may be one. A person decides; nothing is taken out.

Three rules, each narrow enough that most of what it finds deserves a look:

**Told twice**
    One report gives two numbers of the same measure, base and scope, for the same place and the same days, both for
    the whole or both for a part, and by the same voice. Two voices in one report, or its parts, are no doubles.
**Said alike**
    One report uses the same words for the same measure, at another place or on other days: a row that was copied, and
    half of it not changed; or a true coincidence.
**Perhaps one incident**
    Two incidents have claims of the same measure and base in the same township, on days that overlap, and do not name
    different villages. Days that are known only as a month or a year are left aside: they overlap with everything.

Rows that say the same in every column are `double_claim` among the problems, and only the first of them is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook.claims import schema
from tollbook.claims.categorical import first_alike, joined, numbered
from tollbook.claims.contents import Numbers, reports, units

#: Columns in which claims are compared to find rows that are there twice; see `checking`.
_SAYING = tuple(name for name in schema.NAMES if name not in ("claim_id", "recorded", "note"))
_SPOT = ("pcode", "place_name", "place_level")
_VAGUE = ("month", "year")
#: Pairs of claims looked at within one township and measure; where there are more, the first say enough.
_MOST_PAIRS = 2_000


def told_twice(table: pd.DataFrame) -> list[list[int]]:
    """Claims of one report that give numbers for the very same: positions, a list for each set of them.

    Parameters
    ----------
    table : DataFrame, shape (n, columns)
        As `Claims.table`.
    """
    if table.empty:
        return []
    same = ("measure", "base", "scope", "extent", "attributed_to", *_SPOT)
    kept = np.flatnonzero(_first_of_their_kind(table))
    key = joined([reports(table), *(_codes(table[name]) for name in (*same, "start", "end"))])
    return list(_groups(key, kept))


def said_alike(table: pd.DataFrame) -> list[list[int]]:
    """Claims of one report in the same words for the same measure, at other places or on other days: positions.

    What is told twice is not among them; neither are claims without words.
    """
    if table.empty:
        return []
    worded = (table["wording"].astype(str).str.strip() != "").to_numpy(dtype=np.bool_)
    spot = joined([_codes(table[name]) for name in (*_SPOT, "start", "end")])
    kept = np.flatnonzero(_first_of_their_kind(table) & worded)
    wording = pd.factorize(table["wording"].astype(str).str.strip().str.casefold())[0].astype(np.int64)
    key = joined([reports(table), wording, *(_codes(table[name]) for name in ("measure", "base", "scope"))])
    return [alike for alike in _groups(key, kept) if len(set(spot[alike].tolist())) > 1]


def perhaps_one(table: pd.DataFrame) -> pd.DataFrame:
    """Pairs of incidents that may be one.

    Returns
    -------
    DataFrame
        One row a pair, in the order of the file: ``one, other`` (ids), ``measure`` (the first in which they meet),
        ``township`` (p-code), and ``at, beside``: positions of a claim of each.
    """
    columns = ["one", "other", "measure", "township", "at", "beside"]
    rows = [] if table.empty else [*_pairs(table)]
    return pd.DataFrame(rows, columns=columns)


def _pairs(table: pd.DataFrame) -> Iterator[tuple[str, str, str, str, int, int]]:
    township = units(table)["township"].to_numpy(dtype=object)
    asked = (table["scope"] == "incident").to_numpy() & (township != "") & _first_of_their_kind(table)
    asked &= ~table["date_precision"].isin(_VAGUE).to_numpy(dtype=np.bool_)
    start, end = (table[name].to_numpy().astype("datetime64[D]").astype(np.int64) for name in ("start", "end"))
    incident = numbered(table["incident_id"])
    where = pd.factorize(township)[0].astype(np.int64)
    key = joined([where, *(_codes(table[name]) for name in ("measure", "base"))])
    spots = _spots(table)
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for members in _groups(key, np.flatnonzero(asked)):
        if len(set(incident[members].tolist())) > 1:
            for at, beside in islice(_overlapping(members, start, end), _MOST_PAIRS):
                pair = (int(min(incident[at], incident[beside])), int(max(incident[at], incident[beside])))
                if pair[0] != pair[1] and _may_be_one_place(spots[at], spots[beside]):
                    first, second = min(at, beside), max(at, beside)
                    found[pair] = min(found.get(pair, (first, second)), (first, second))
    names = table["incident_id"].cat.categories
    for at, beside in sorted(found.values()):
        yield (
            str(names[incident[at]]),
            str(names[incident[beside]]),
            str(table["measure"].iloc[at]),
            str(township[at]),
            at,
            beside,
        )


def _overlapping(members: list[int], start: Numbers, end: Numbers) -> Iterator[tuple[int, int]]:
    """Pairs of claims whose days overlap: each with those that begin before it ends."""
    order = sorted(members, key=lambda at: (start[at], at))
    open_ones: list[int] = []
    for at in order:
        open_ones = [other for other in open_ones if end[other] >= start[at]]
        yield from ((other, at) for other in open_ones)
        open_ones.append(at)


def _spots(table: pd.DataFrame) -> list[tuple[str, str]]:
    """The village that each claim names, as its code and its name; empty where it names none, or a town around one."""
    fine = (table["place_level"] == "village").to_numpy(dtype=np.bool_)
    codes, names = table["pcode"].astype(str), table["place_name"].astype(str).str.strip().str.casefold()
    return [(code, name) if is_fine else ("", "") for code, name, is_fine in zip(codes, names, fine, strict=True)]


def _may_be_one_place(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two claims of a township may be of one place: one names no village, or both name the same."""
    if one == ("", "") or other == ("", ""):
        return True
    return one[1] == other[1] or (one[0] == other[0] and not (one[1] and other[1]))


def _first_of_their_kind(table: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Claims that are not the same as one above them in every column."""
    key = joined([_codes(table[name]) for name in _SAYING])
    return np.asarray(first_alike(key) == np.arange(len(table)))


def _codes(column: pd.Series) -> Numbers:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return numbered(column)
    return pd.factorize(column, use_na_sentinel=False)[0].astype(np.int64)


def _groups(key: Numbers, kept: npt.NDArray[np.intp]) -> Iterator[list[int]]:
    """Positions with the same number, where there are several of them, in the order of the table."""
    order = kept[np.argsort(key[kept], kind="stable")]
    ends = [0, *(np.flatnonzero(np.diff(key[order])) + 1).tolist(), len(order)]
    groups = [order[begin:end].tolist() for begin, end in pairwise(ends) if end - begin > 1]
    yield from sorted(groups)
