"""The register of a brief: its figures by the keys that they have in every output, and what is held back of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook.briefs.errors import BriefError
from tollbook.plain import plain
from tollbook.release.cells import CellKey, in_words
from tollbook.release.clearance import Numbers, Span
from tollbook.release.held import Held
from tollbook.release.second_cells import COSTS, Published, second_cells, shares_of
from tollbook.release.tables import key_of
from tollbook.rows import each_row

#: What is lost, beside `COSTS`, with a figure that the page leads with, or that stands for a long time.
_OWN, _LONG = 20.0, 6.0
#: A figure that others print can't be held back any more.
STANDS = 1e9


@dataclass(frozen=True)
class Entry:
    """A figure of a brief.

    Attributes
    ----------
    key : tuple of str
        See `release.cells`.
    measure, base : str
    span : (first day, last day) or None
        None for a finding, which counts in full.
    numbers : Numbers
        What it says; nothing where it is held back.
    held : Held or None
    behind : callable
        Gives the findings that it adds up.
    cost : float
        See `Published`.
    """

    key: CellKey
    measure: str
    base: str
    span: Span | None
    numbers: Numbers
    held: Held | None
    behind: Callable[[], pd.DataFrame]
    cost: float

    def published(self) -> Published:
        """The figure as the search for second cells takes it."""
        found = self.behind()
        shares = np.ones(len(found)) if self.span is None else shares_of(found, self.span)
        rows: npt.NDArray[np.int64] = found.index.to_numpy(dtype=np.int64)
        return Published(self.key, self.measure, self.base, rows, shares, self.numbers, self.held, self.cost)


@dataclass
class Register:
    """Figures by their keys; one that is entered twice is the same one.

    Attributes
    ----------
    entries : dict of tuple to Entry
    left_out : dict of tuple to Held
        Classes of a total that are not told apart.
    standing : dict of tuple to Entry
        Figures of other outputs, which are no figures of this one.
    """

    entries: dict[CellKey, Entry] = field(default_factory=dict)
    left_out: dict[CellKey, Held] = field(default_factory=dict)
    standing: dict[CellKey, Entry] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Take a figure in, unless it is there."""
        self.entries.setdefault(entry.key, entry)

    def let_stand(self, published: Iterable[Entry]) -> None:
        """Take in what other outputs print or hold back: what they print can't be held back any more.

        One that is held back here and printed elsewhere stays held back: `release.differencing` tells of such.
        """
        for entry in published:
            known = self.entries.get(entry.key)
            if known is None:
                self.standing[entry.key] = entry
            elif known.held is None and entry.held is None:
                self.entries[entry.key] = replace(known, cost=entry.cost)

    def held(self) -> dict[str, int]:
        """How many different figures each rule holds back."""
        held = [each.held for each in self.entries.values() if each.held is not None]
        return dict(Counter(each.rule for each in [*held, *self.left_out.values()]))

    @property
    def small(self) -> set[tuple[str, str]]:
        """Measures and bases of which a small figure is held back."""
        return {(each.measure, each.base) for each in self.entries.values() if is_small(each.held)}

    def second_cells(self) -> frozenset[CellKey]:
        """Keys of figures from which a small one could be worked out, beside those that are held back already.

        Raises
        ------
        BriefError
            Among them are figures that are published already.
        """
        every = [*self.entries.values(), *self.standing.values()]
        small = {(each.measure, each.base) for each in every if is_small(each.held)}
        found = second_cells(each.published() for each in every if (each.measure, each.base) in small)
        stand = {each.key for each in every if each.cost >= STANDS} & found
        if stand:
            told = "; ".join(sorted(in_words(key) for key in stand))
            raise BriefError(
                "This brief holds figures back that could be worked out with what is published beside it, and nothing "
                f"in it can prevent that. Published are: {told}. Make it of a larger place or longer days, or not at "
                "all."
            )
        return found


def is_small(held: Held | None) -> bool:
    """Whether a figure is held back for its number, or for that of another."""
    return held is not None and held.rule in ("small cell", "second cell")


def cost_of(kind: str, is_own: bool, days: int) -> float:
    """What is lost with a figure: most with the subject's own, and more the longer it stands for."""
    return COSTS[kind] + _OWN * is_own + _LONG * (days / 366)


def add_rows(
    register: Register, tables: Iterable[pd.DataFrame], behind: Callable[[Any], pd.DataFrame], own: str
) -> None:
    """Take the rows of cleared tallies in: those that are held back, and all those of the same measure and base.

    Parameters
    ----------
    register : Register
    tables : iterable of DataFrame
        As `release.tables.cleared` gives them.
    behind : callable
        Gives the findings of a row.
    own : str
        p-code of what the brief is about.
    """
    kept = [table for table in tables if len(table)]
    for table in kept:
        _add(register, table, (table["held"] != "").to_numpy(), behind, own)
    measures = {measure for measure, _ in register.small}
    for table in kept if measures else []:
        mask = table["measure"].isin(measures) & (table["incidents"] > 0)
        _add(register, table, mask.to_numpy(), behind, own)


def _add(register: Register, table: pd.DataFrame, mask: Any, behind: Callable[[Any], pd.DataFrame], own: str) -> None:
    # Most tables have no such row, and to ask for its rows takes longer than to see that.
    for row in each_row(table[mask]) if mask.any() else ():
        register.add(_entry(row, behind, own))


def _entry(row: Any, behind: Callable[[Any], pd.DataFrame], own: str) -> Entry:
    span = (row.start, row.end)
    held = Held(row.held, int(row.below)) if row.held else None
    numbers = Numbers(*(plain(getattr(row, name)) for name in ("low", "best", "high")))
    cost = cost_of("sum", str(row.pcode) == own, (row.end - row.start).days)
    return Entry(key_of(row), str(row.measure), str(row.base), span, numbers, held, lambda: behind(row), cost)
