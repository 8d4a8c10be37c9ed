"""What is published already, of a series or beside it: a new brief must not give away what that holds back.

What others hold back is held back here too; what they print stands, and no second cell can be chosen from it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from tollbook import places
from tollbook.briefs.errors import BriefError
from tollbook.briefs.register import STANDS, Entry
from tollbook.release.cells import CellKey, finding_key, sum_key
from tollbook.release.clearance import Numbers
from tollbook.release.held import Held
from tollbook.release.published.cells import HELD, SHOWN, Cell, Output, Single
from tollbook.release.published.opening import NotRead
from tollbook.release.published.reading import read as read_outputs
from tollbook.release.second_cells import shares_of
from tollbook.rows import each_row
from tollbook.tallies.behind import Behind
from tollbook.tallies.geography import COUNTRY

FORMAT = "tollbook beside 1"


class Sum(NamedTuple):
    """A sum that others print or hold back: its unit and level of tally, its days, measure and base."""

    level: str
    pcode: str
    first: str
    last: str
    measure: str
    base: str


class Finding(NamedTuple):
    """A finding that others print one by one: its place, its months, measure, base and best."""

    pcode: str
    first: str
    last: str
    measure: str
    base: str
    best: float


@dataclass(frozen=True)
class Beside:
    """What other public outputs say.

    Attributes
    ----------
    printed : tuple of Sum
    small, second : tuple of Sum
        What they hold back because it is small, and because something small could be worked out from it.
    findings : tuple of Finding
    """

    printed: tuple[Sum, ...] = ()
    small: tuple[Sum, ...] = ()
    second: tuple[Sum, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash of all of it; empty where there is nothing."""
        return hashlib.sha256(self.as_json().encode()).hexdigest() if self != Beside() else ""

    def as_json(self) -> str:
        """As text, for `read`."""
        record: dict[str, object] = {"format": FORMAT, "printed": self.printed, "small": self.small}
        record |= {"second": self.second, "findings": self.findings}
        return json.dumps(record, ensure_ascii=False, indent=1) + "\n"

    def keys(self) -> frozenset[CellKey]:
        """Keys of the figures that others hold back."""
        return frozenset(key for each in (*self.small, *self.second) for key in _keys(each))

    def entries(self, found: pd.DataFrame, measures: set[tuple[str, str]]) -> Iterator[Entry]:
        """What others say of the measures and bases of which they, or a brief, hold small figures back.

        With the numbers that findings give it now: an older figure may have been another, but which findings it adds up
        is what counts.

        Parameters
        ----------
        found : DataFrame
            The table of findings.
        measures : set of (measure, base)
            Of which the brief itself holds small figures back.
        """
        behind, asked = Behind(found), measures | {(each.measure, each.base) for each in self.small}
        for each in self.small:
            yield _entry(each, behind, Held("small cell"))
        for each in self.printed:
            if (each.measure, each.base) in asked:
                yield _entry(each, behind, None)
        for one in self.findings:
            if (one.measure, one.base) in asked:
                yield from _singles(one, found)


def read(paths: Iterable[str | Path]) -> Beside:
    """Read public outputs: facts files, PDFs, tables, folders of them; or the one file that `Beside.as_json` makes.

    Raises
    ------
    BriefError
        A path is not there, or can't be read.
    """
    listed = [Path(path) for path in paths]
    if len(listed) == 1 and listed[0].suffix == ".json" and listed[0].is_file():
        known = _known(listed[0])
        if known is not None:
            return known
    try:
        outputs = read_outputs(listed).outputs if listed else []
    except NotRead as error:
        raise BriefError(f"What is published beside (beside) can't be read: {error}") from None
    inside = [output.file for output in outputs if output.release == "internal"]
    if inside:
        raise BriefError(f"{', '.join(inside)} is internal: give what is published (beside).")
    printed, small, second = (
        tuple(sorted({each for output in outputs for each in _sums(output, rule)})) for rule in _RULES
    )
    return Beside(
        printed,
        small,
        second,
        tuple(sorted({_finding(each) for output in outputs for each in output.singles if each.best is not None})),
    )


def _known(path: Path) -> Beside | None:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        return None
    printed, small, second = (tuple(Sum(*each) for each in record[name]) for name in ("printed", "small", "second"))
    return Beside(printed, small, second, tuple(Finding(*each) for each in record["findings"]))


#: What is printed, and the rules by which a number is a secret: what was too fresh once, or is shown for longer periods
#: alone, is none.
_RULES = ("", "small cell", "second cell")


def _sums(output: Output, rule: str) -> Iterator[Sum]:
    for each in output.printed:
        if each.state == (HELD if rule else SHOWN) and each.rule == rule and not each.cell.name:
            yield _sum(each.cell)


def _sum(cell: Cell) -> Sum:
    level = places.unit(cell.area.pcode).level if cell.area.kind == "own" else cell.area.kind
    return Sum(level, cell.area.pcode, cell.first, cell.last, cell.measure, cell.base)


def _finding(each: Single) -> Finding:
    return Finding(each.area.pcode, each.first[:7], each.last[:7], each.measure, each.base, float(each.best or 0.0))


def _span(first: str, last: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    return pd.Timestamp(first), pd.Timestamp(last)


def _keys(each: Sum) -> set[CellKey]:
    """The keys that a sum may have: what is not stated is counted in tallies of several places."""
    unit = places.unit(each.pcode)
    around = {each.pcode, unit.district, unit.state, COUNTRY} - {""}
    span = _span(each.first, each.last)
    return {sum_key(each.level, each.pcode, within, span, each.measure, each.base) for within in around}


def _entry(each: Sum, behind: Behind, held: Held | None) -> Entry:
    span = _span(each.first, each.last)
    own = places.unit(each.pcode).level
    within = each.pcode if own in (each.level, "district") else COUNTRY
    rows = behind.of(each.level, each.pcode, within, span, each.measure, each.base)
    best = float(np.nansum(rows["best"].to_numpy(dtype=float) * shares_of(rows, span)))
    key = sum_key(each.level, each.pcode, within, span, each.measure, each.base)
    numbers = Numbers(None, None if held else best, None)
    return Entry(key, each.measure, each.base, span, numbers, held, lambda: rows, STANDS)


def _singles(one: Finding, found: pd.DataFrame) -> Iterator[Entry]:
    """The findings that one of others may be; each of them stands."""
    mine = (found["measure"] == one.measure) & (found["base"] == one.base) & (found["best"] == one.best)
    place = (found["township"] == one.pcode) | (found["pcode"] == one.pcode)
    days = (found["start"].dt.strftime("%Y-%m") == one.first) & (found["end"].dt.strftime("%Y-%m") == one.last)
    rows = found[(mine & place & days).to_numpy(dtype=np.bool_)]
    for at, row in zip(rows.index, each_row(rows), strict=True):
        key = finding_key(str(row.incident_id), one.measure, one.base)
        alone = partial(found.loc.__getitem__, [at])
        yield Entry(key, one.measure, one.base, None, Numbers(None, one.best, None), None, alone, STANDS)
