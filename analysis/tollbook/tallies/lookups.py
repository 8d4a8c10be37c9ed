"""Where each finding of a batch counts: its unit, and its measure and base, as numbers that say where its cell lies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import measures, places
from tollbook.incidents.batches import Batch
from tollbook.incidents.stored import FindingsFileError
from tollbook.tallies import geography
from tollbook.tallies.layout import Layout

Ints = npt.NDArray[np.int64]

#: What is added to the place of a cell to say that there is none: more than a sheet has cells.
OUTSIDE = 1 << 36


class Lookups:
    """Looks units, measures and bases up, once for each distinct text.

    Parameters
    ----------
    asked : Layout
    wanted : sequence of str, optional
        Measures that count; all where it is not given.
    """

    def __init__(self, asked: Layout, wanted: list[str] | None) -> None:
        self.asked, self.wanted = asked, wanted
        codes = [*places.units_at("township"), *places.units_at("district"), *places.units_at("state")]
        every = pd.Series(pd.Categorical([*codes, geography.COUNTRY]))
        units, names = geography.units_of(every, asked.level, asked.within)
        inside = np.unique(units[geography.inside(every, asked.within)])
        #: p-codes of the units that can have a row, in alphabetical order.
        self.units = [names[at] for at in inside]
        #: Measures and bases that have occurred, each with its number.
        self.kinds: dict[tuple[str, str], int] = {}
        #: Measures that have occurred, whether they count or not.
        self.measures: set[str] = set()
        self._kept: dict[str, tuple[list[Any], Any]] = {}

    def units_of(self, batch: Batch, out: Ints) -> None:
        """Position of each finding's unit in `units`; `OUTSIDE` where it is not known to lie in the place asked for."""
        table = self._table(batch, "pcode", lambda names: self._units(batch, names))
        np.take(table, batch.columns["pcode"], out=out, mode="clip")

    def _units(self, batch: Batch, names: list[str]) -> Ints:
        unknown = sorted(name for name in names if name and not places.unit(name).level)
        if unknown:
            raise _wrong(batch, "pcode", unknown[0], "this is no p-code of a place", "Write findings by Tollbook.")
        column = pd.Series(pd.Categorical.from_codes(np.arange(len(names)), pd.Index(names, dtype=object)))
        units, called = geography.units_of(column, self.asked.level, self.asked.within)
        inside = geography.inside(column, self.asked.within)
        position = {name: at for at, name in enumerate(self.units)}
        at = [position[called[unit]] if held else OUTSIDE for unit, held in zip(units, inside, strict=True)]
        return np.array(at or [OUTSIDE], dtype=np.int64)

    def kinds_of(self, batch: Batch, out: Ints) -> None:
        """Number of each finding's measure and base in `kinds`; `OUTSIDE` for a measure that was not asked for."""
        named, based = (self._table(batch, name, lambda names: names) for name in ("measure", "base"))
        table: Ints = self._table(batch, "kinds", lambda _: np.full(len(named) * len(based), -1, dtype=np.int64))
        pair = batch.columns["measure"] * np.int32(len(based)) + batch.columns["base"]
        np.take(table, pair, out=out, mode="clip")
        if out.min() < 0:
            for at in np.unique(pair[out < 0]).tolist():
                table[at] = self._kind(batch, named[at // len(based)], based[at % len(based)])
            np.take(table, pair, out=out, mode="clip")

    def _kind(self, batch: Batch, measure: str, base: str) -> int:
        if measure not in self.measures:
            known = measures.all_measures().get(measure)
            if known is None:
                listed = ", ".join(measures.all_measures())
                raise _wrong(batch, "measure", measure, "there is no such measure", f"All of them: {listed}.")
            if known.is_stock:
                said = "this is a stock, a level at a date, which never adds up over time"
                raise _wrong(batch, "measure", measure, said, "Findings are of flows alone.")
            self.measures.add(measure)
        if self.wanted is not None and measure not in self.wanted:
            return OUTSIDE
        return self.kinds.setdefault((measure, base), len(self.kinds))

    def _table(self, batch: Batch, name: str, make: Callable[[list[str]], Any]) -> Any:
        """What was made for the distinct texts of a column; files tend to have the same in all batches."""
        texts = [batch.names[each] for each in (("measure", "base") if name == "kinds" else (name,))]
        kept = self._kept.get(name)
        if kept is None or not all(one.equals(other) for one, other in zip(kept[0], texts, strict=True)):
            kept = self._kept[name] = (texts, make(texts[0].to_pylist()))
        return kept[1]


def _wrong(batch: Batch, column: str, value: str, message: str, remedy: str) -> FindingsFileError:
    return FindingsFileError(f'{batch.part.file}, column {column}, "{value}": {message}. {remedy}')
