"""The index of names: every name of the gazetteer, folded, with the places that bear it."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import NamedTuple

import pandas as pd

from tollbook.places.folding import fold, without_level
from tollbook.places.gazetteer import burmese_names, coarse_units, settlements, townships

#: The levels that the table of townships holds; the other ones need the gazetteer of villages.
COARSE = frozenset({"township", "district", "state", "country"})


class Entry(NamedTuple):
    """One place that may bear a name: its code, English name, level, and the units that it is or lies in."""

    pcode: str
    name: str
    level: str
    township: str
    district: str
    state: str

    def lies_in(self, pcode: str) -> bool:
        """Whether this place is, or lies in, the township, district, state or country of that code."""
        return pcode in (self.township, self.district, self.state, "MMR")


Names = dict[str, tuple[Entry, ...]]


@cache
def _entries() -> dict[str, Entry]:
    table = coarse_units()
    columns = [table.index, *(table[name] for name in ("name", "level", "township", "district", "state"))]
    entries = map(Entry._make, zip(*(column.tolist() for column in columns), strict=True))
    return {entry.pcode: entry for entry in entries}


def entry_of(pcode: str) -> Entry | None:
    """The entry of a township, district, state or the country by its code; None for any other code."""
    return _entries().get(pcode)


@cache
def coarse() -> Names:
    """Townships, districts, states and the country by folded name, English and Burmese, with and without level word."""
    found: dict[str, set[Entry]] = defaultdict(set)
    burmese = coarse_units()["name_my"].to_dict()
    for code, entry in _entries().items():
        for text in (entry.name, burmese[code]):
            found[fold(text)].add(entry)
            found[fold(without_level(text)[0])].add(entry)
    # The public name of a state joins the parts that the humanitarian set splits it in: "Bago" is East and West.
    for code, region in townships()[["state_pcode", "region"]].drop_duplicates().itertuples(index=False, name=None):
        found[fold(without_level(region)[0])].add(_entries()[code])
    return {key: tuple(sorted(held)) for key, held in found.items() if key}


@cache
def towns() -> Names:
    """Towns by folded English name: few, and asked for far more often than villages."""
    table = settlements()
    table = table[table["level"] == "town"]
    return _small(table, table["name"])


@cache
def small() -> Names:
    """Villages, village tracts, wards and towns by folded English name."""
    table = settlements()
    return _small(table, table["name"])


@cache
def small_burmese() -> Names:
    """Villages, village tracts, wards and towns by folded Burmese name."""
    table = settlements()
    return _small(table, burmese_names().reindex(table.index))


def _small(table: pd.DataFrame, names: pd.Series) -> Names:
    above = coarse_units().loc[table["township"], ["district", "state"]]
    columns = [table.index, *(table[name] for name in ("name", "level", "township")), above["district"], above["state"]]
    entries = map(Entry._make, zip(*(column.tolist() for column in columns), strict=True))
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry, name in zip(entries, names.tolist(), strict=True):
        found[fold(name)].append(entry)
    return {key: tuple(held) for key, held in found.items() if key}


def bearing(key: str, levels: frozenset[str]) -> tuple[Entry, ...]:
    """The places of some levels that bear a folded name, the coarse ones first."""
    held = coarse().get(key, ())
    if not levels <= COARSE:
        held += _beneath(levels, key.isascii()).get(key, ())
    return tuple(entry for entry in held if entry.level in levels)


def _beneath(levels: frozenset[str], latin: bool) -> Names:
    if not latin:
        return small_burmese()
    return towns() if levels <= {*COARSE, "town"} else small()
