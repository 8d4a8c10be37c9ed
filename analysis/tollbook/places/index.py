"""The index of names: every form of every name of the gazetteer, and where each stands.

The forms of a township stand together, and so do the townships of a state, because the rows are in the order of the
codes: a unit is a stretch of the index. What costs time is made once, into a file beside the gazetteer's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import cached
from tollbook.places import alternatives, burmese, folding, sounding
from tollbook.places import forms as forms_of_names
from tollbook.places.folding import without_level
from tollbook.places.forms import Form, form, forms
from tollbook.places.gazetteer import coarse_units, edition, settlements_file, townships

#: The levels that the table of townships holds; the other ones need the gazetteer of villages.
COARSE = frozenset({"township", "district", "state", "country"})

Ints = npt.NDArray[np.int64]


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
def unusual() -> frozenset[str]:
    """Codes of the townships that are not among the usual 330: of other administrations, or parts of one of the 330."""
    table = townships()
    return frozenset(table["pcode"][table["usual"] != "yes"])


class Bucket(NamedTuple):
    """Some forms of an index: their positions, and their columns beside one another."""

    at: Sequence[int]
    fold: list[str]
    sound: list[str]
    frame: list[str]
    quarter: list[str]


_NOTHING = Bucket((), [], [], [], [])


@dataclass
class Names:
    """Forms of names in parallel lists, and the places that bear them.

    Attributes
    ----------
    fold, sound, frame, quarter : list of str, length n
        See `tollbook.places.forms.Form`.
    row : list of int, length n
        Position of the bearer in `pcode`, `name`, `level`, `township`.
    pcode, name, level, township : list of str, length m
        The bearers, in the order of their townships.
    signs : int
        How many signs of a frame have to be the same for a place anywhere in the country to be compared at all.
    """

    fold: list[str]
    sound: list[str]
    frame: list[str]
    quarter: list[str]
    row: list[int]
    pcode: list[str]
    name: list[str]
    level: list[str]
    township: list[str]
    signs: int = 3
    _by_fold: dict[str, list[int]] = field(default_factory=dict)
    _by_frame: dict[str, list[int]] = field(default_factory=dict)
    _of: list[str] = field(default_factory=list)
    _buckets: dict[tuple[str, str], Bucket] = field(default_factory=dict)
    _filled: set[str] = field(default_factory=set)

    def entry(self, at: int) -> Entry:
        """The bearer of the form at a position."""
        row = self.row[at]
        held = _entries().get(self.pcode[row])
        if held is not None:
            return held
        above = _entries()[self.township[row]]
        return Entry(self.pcode[row], self.name[row], self.level[row], above.pcode, above.district, above.state)

    def spelled(self, fold: str) -> list[int]:
        """Positions of the forms of these letters."""
        if not self._by_fold:
            self._by_fold = _positions(self.fold)
        return self._by_fold.get(fold, [])

    def framed(self, frame: str) -> list[int]:
        """Positions of the forms of this frame."""
        if not self._by_frame:
            self._by_frame = _positions(self.frame)
        return self._by_frame.get(frame, [])

    def stretch(self, pcode: str) -> range:
        """Positions of the forms of all places of a township or state; all of them for '' or the country."""
        if not self._of:
            self._of = [self.township[row] for row in self.row]
        if pcode in ("", "MMR"):
            return range(len(self._of))
        # A township's code begins with its state's, and "~" comes behind every digit.
        return range(bisect_left(self._of, pcode), bisect_left(self._of, pcode + "~"))

    def beginning(self, frame: str, pcode: str) -> Bucket:
        """The forms inside a unit whose frame begins like this one: one sign in a state, `signs` in the country."""
        start = frame[: 1 if pcode else self.signs]
        if pcode not in self._filled:
            self._fill(pcode)
        return self._buckets.get((pcode, start), _NOTHING)

    def bucket(self, at: Sequence[int]) -> Bucket:
        """The forms at some positions."""
        if isinstance(at, range):
            part = slice(at.start, at.stop)
            return Bucket(at, self.fold[part], self.sound[part], self.frame[part], self.quarter[part])
        return Bucket(at, *([column[i] for i in at] for column in (self.fold, self.sound, self.frame, self.quarter)))

    def _fill(self, pcode: str) -> None:
        signs, made = 1 if pcode else self.signs, defaultdict(list)
        for at in self.stretch(pcode):
            made[pcode, self.frame[at][:signs]].append(at)
        self._buckets |= {key: self.bucket(at) for key, at in made.items()}
        self._filled.add(pcode)


def _positions(keys: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        found[key].append(at)
    return dict(found)


@cache
def coarse() -> Names:
    """Townships, districts, states and the country, in both scripts, with their alternative names."""
    bearers = sorted(_entries().values(), key=lambda entry: (entry.township or entry.pcode, entry.pcode))
    burmese = coarse_units()["name_my"].to_dict()
    found = [[*_coarse_forms(entry.name), *_coarse_forms(burmese[entry.pcode])] for entry in bearers]
    at = {entry.pcode: i for i, entry in enumerate(bearers)}
    # The public name of a state joins the parts that the humanitarian set splits it in: "Bago" is East and West.
    for code, region in townships()[["state_pcode", "region"]].drop_duplicates().itertuples(index=False, name=None):
        found[at[code]].append(form(without_level(region)[0]))
    for alternative in alternatives.all_names():
        if alternative.pcode in at:
            found[at[alternative.pcode]] += _coarse_forms(alternative.name)
    return _names(found, bearers)


def _coarse_forms(name: str) -> list[Form]:
    """The forms of a unit's name; a part in brackets belongs to the name and is also said before it: "North Shan"."""
    own, _, part = name.partition(" (")
    turned = [f"{part.rstrip(')')} {own}", f"{part.rstrip(')')}ern {own}"] if part else []
    return [form(text) for text in (name, without_level(name)[0], *turned)]


def _names(found: list[list[Form]], bearers: list[Entry]) -> Names:
    held = [(one, row) for row, several in enumerate(found) for one in dict.fromkeys(several) if one.fold]
    fold, sound, frame, quarter = ([one[i] for one, _ in held] for i in range(4))
    pcode, name, level, township = ([entry[i] for entry in bearers] for i in range(4))
    return Names(fold, sound, frame, quarter, [row for _, row in held], pcode, name, level, township, signs=1)


@cache
def small() -> Names:
    """Villages, village tracts, wards and towns by their Latin names, with their alternative names."""
    return _read("latin")


@cache
def towns() -> Names:
    """Towns alone, by their Latin names: few, and asked for far more often than villages."""
    whole = small()
    kept = [at for at, row in enumerate(whole.row) if whole.level[row] == "town"]
    part = whole.bucket(kept)
    rows = [whole.row[at] for at in kept]
    return Names(*part[1:], rows, whole.pcode, whole.name, whole.level, whole.township, signs=1)


@cache
def small_burmese() -> Names:
    """Villages, village tracts, wards and towns by their Burmese names."""
    return _read("burmese")


def forms_file(script: str) -> Path:
    """The cached file of the forms of all settlements' names in one script, made now if it is not there."""
    column = "name" if script == "latin" else "name_my"
    # The table of alternative names is a person's to edit: what is made from it goes by what it says today.
    rules = cached.code_of(forms_of_names, sounding, folding, burmese)
    key = cached.key_of(rules, edition(), script, *((one.name, one.pcode) for one in alternatives.all_names()))
    return cached.kept(f"{script}-names.parquet", key, lambda path: _write(path, column), "the index of names")


def _write(path: Path, column: str) -> None:
    table = pd.read_parquet(settlements_file(), columns=["pcode", column])
    others: dict[str, list[str]] = defaultdict(list)
    if column == "name":
        for alternative in alternatives.all_names():
            others[alternative.pcode].append(alternative.name)
    held = [
        (*one, row)
        for row, (pcode, name) in enumerate(table.itertuples(index=False, name=None))
        for one in dict.fromkeys(one for text in (name, *others[pcode]) for one in forms(text))
    ]
    made = pd.DataFrame(held, columns=[*Form._fields, "row"]).astype({"row": "int32"})
    made.to_parquet(path, compression="zstd", index=False)


def _read(script: str) -> Names:
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    held = pq.read_table(forms_file(script))
    bearers = pq.read_table(settlements_file(), columns=["pcode", "name", "level", "township"])
    return Names(
        *(held[name].to_numpy().tolist() for name in (*Form._fields, "row")),
        *(bearers[name].to_numpy().tolist() for name in ("pcode", "name", "level", "township")),
    )
