"""Totals that others published, held against each other: what agrees, what repeats, and what can't both be so.

Of two totals one holds the other where its place and days do, and where both count the same: the same measure, on the
same base, and done by the same means or by any. What holds another can't be smaller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

import pandas as pd

from tollbook import places
from tollbook.rows import each_row

#: What is wrong between two totals: other numbers for the same place and days; a total that is below what lies in it;
#: one below the sum of what lies in it on days that have none in common; one number for other days.
KINDS = ("other number", "below a part", "below its parts", "same number")
COLUMNS = ("kind", "first", "others", "same_origin", "gap")

_SAID = [
    *("measure", "base", "means", "pcode", "place_level", "named", "extent", "start", "end", "origin"),
    *("low", "best", "high", "open"),
]


def merged(table: pd.DataFrame) -> pd.DataFrame:
    """Totals with what outlets repeat of one origin in one row.

    Parameters
    ----------
    table : DataFrame
        Of `aggregates.Aggregates`; what ``means`` says is compared as it is.

    Returns
    -------
    DataFrame
        The columns of `table` that they share; ``named`` (the name of a place that has no code of its own, in small
        letters; else ''); ``claim_ids`` (tuple of str); by measure, last day, first day, origin and number.
    """
    plain = table.astype(dict.fromkeys(table.select_dtypes("category"), object)).assign(named=_named(table))
    rows = [
        {**dict(zip(_SAID, key, strict=True)), "claim_ids": tuple(sorted(mine["claim_id"].astype(str)))}
        for key, mine in plain.groupby(_SAID, sort=True, dropna=False)
    ]
    order = ["measure", "end", "start", "origin", "best", "low", "claim_ids"]
    return pd.DataFrame(rows, columns=[*_SAID, "claim_ids"]).sort_values(order, ignore_index=True)


def _named(table: pd.DataFrame) -> list[str]:
    """The names of places by which alone they are told apart: a village without a code carries its township's."""
    places_of = zip(table["pcode"], table["place_level"], table["place_name"], strict=True)
    return ["" if places.unit(str(code)).level == level else str(name).casefold() for code, level, name in places_of]


def disagreements(totals: pd.DataFrame) -> pd.DataFrame:
    """What of some totals can't both be so.

    Parameters
    ----------
    totals : DataFrame
        As `merged` gives them; an empty ``means`` is any means.

    Returns
    -------
    DataFrame
        One row a disagreement: ``kind`` (of `KINDS`); ``first`` (position in `totals`, of the one that is too small, or
        of the smaller number), ``others`` (tuple of positions), ``same_origin`` (bool: one origin said all of it),
        ``gap`` (float64, in the measure's unit: by how much at least they part; 0 of "same number").
    """
    # Of totals without a code nobody knows whether they are of one place.
    listed = [row for row in each_row(totals.assign(at=range(len(totals)))) if row.pcode]
    found: list[dict[str, Any]] = []
    for _, mine in _by(listed, lambda row: (row.measure, row.base)):
        found += [*_other_numbers(mine), *_same_numbers(mine), *_below(mine)]
    table = pd.DataFrame(found, columns=list(COLUMNS))
    table = table.assign(order=[KINDS.index(kind) for kind in table["kind"]])
    return table.sort_values(["order", "first", "others"], ignore_index=True).drop(columns="order")


def _by(rows: Iterable[Any], key: Any) -> Iterator[tuple[Any, list[Any]]]:
    groups: dict[Any, list[Any]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    yield from sorted(groups.items())


def _other_numbers(rows: list[Any]) -> Iterator[dict[str, Any]]:
    """Totals of the same place and days whose bounds have no number in common; parts need not be the same part."""
    for one, other in combinations(filter(_is_whole, rows), 2):
        if _about(one) == _about(other):
            low, high = sorted((one, other), key=lambda row: (_low(row), _high(row)))
            if _high(low) < _low(high):
                yield _row("other number", low, (high,), _low(high) - _high(low))


def _same_numbers(rows: list[Any]) -> Iterator[dict[str, Any]]:
    """One number of one origin for days that end together and begin on others."""
    for one, other in combinations(filter(_is_whole, rows), 2):
        exact = one.low == one.best == one.high == other.low == other.best == other.high
        same = (_place(one), one.means, one.origin, one.end) == (_place(other), other.means, other.origin, other.end)
        if exact and same and one.start != other.start:
            yield _row("same number", one, (other,), 0.0)


def _below(rows: list[Any]) -> Iterator[dict[str, Any]]:
    """Totals that are below what lies in them: one other total, or several of one origin on days apart."""
    for whole in filter(_is_whole, rows):
        others = [row for row in rows if row is not whole and holds(whole, row)]
        inside = [row for row in others if _about(row) != _about(whole) or not _is_whole(row)]
        above = [part for part in inside if _high(whole) < _low(part)]
        yield from (_row("below a part", whole, (part,), _low(part) - _high(whole)) for part in above)
        if not above:
            yield from _below_sums(whole, inside)


def _below_sums(whole: Any, inside: list[Any]) -> Iterator[dict[str, Any]]:
    for _, mine in _by(filter(_is_whole, inside), lambda row: (row.origin, *_place(row), row.means)):
        parts = heaviest(mine)
        least = sum(_low(part) for part in parts)
        if len(parts) > 1 and _high(whole) < least:
            yield _row("below its parts", whole, tuple(parts), least - _high(whole))


def holds(whole: Any, part: Any) -> bool:
    """Whether place, days and means of one total hold those of another; both are of one measure and base."""
    days = whole.start <= part.start and whole.end >= part.end
    return bool(days) and whole.means in ("", part.means) and _holds_place(whole, part)


def _holds_place(whole: Any, part: Any) -> bool:
    return _place(whole) == _place(part) or (not whole.named and places.lies_in(part.pcode, whole.pcode))


def heaviest(rows: list[Any]) -> list[Any]:
    """Of totals of one place, those on days apart whose lows add up to the most."""
    ordered = sorted(rows, key=lambda row: (row.end, row.start))
    best: list[tuple[float, list[Any]]] = [(0.0, [])]
    for at, row in enumerate(ordered):
        before = next((n for n in range(at, 0, -1) if ordered[n - 1].end < row.start), 0)
        with_it = (best[before][0] + _low(row), [*best[before][1], row])
        best.append(max(best[at], with_it, key=lambda one: one[0]))
    return best[-1][1]


def _row(kind: str, first: Any, others: tuple[Any, ...], gap: float) -> dict[str, Any]:
    origins = {first.origin, *(each.origin for each in others)}
    positions = tuple(int(each.at) for each in others)
    return {"kind": kind, "first": int(first.at), "others": positions, "same_origin": len(origins) == 1, "gap": gap}


def _about(row: Any) -> tuple[Any, ...]:
    return (_place(row), row.start, row.end, row.means)


def _place(row: Any) -> tuple[str, str, str]:
    return (row.pcode, row.place_level, row.named)


def _is_whole(row: Any) -> bool:
    return bool(row.extent != "part")


def _low(row: Any) -> float:
    return 0.0 if pd.isna(row.low) else float(row.low)


def _high(row: Any) -> float:
    return float("inf") if row.open or pd.isna(row.high) else float(row.high)
