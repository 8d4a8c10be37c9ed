"""Totals: what a tally has of each cell, added up from pieces of findings in any order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from tollbook.tallies.exact import ExactSums, resized

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: Columns of findings that are added up; the high only where it is not the highest number stated.
SUMMED = ("low", "best", "high", "open", "highest_stated", "claims", "origins")

_AMOUNTS = ("low", "best", "highest_stated", "spread", "stated_apart", "high_apart")
_COUNTS = ("incidents", "open_incidents", "claims", "origins", "without_best")


class Totals:
    """Totals in a number of slots, one for each cell of a tally.

    A sum is made when something is first added to it. The high of a closed finding is the highest number stated of it,
    so that one sum serves both; findings of which that is not so are summed apart.

    Parameters
    ----------
    size : int
        Number of slots.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._amounts: dict[str, ExactSums] = {}
        self._counts: dict[str, Ints] = {}

    def add(self, slot: Ints, pieces: Mapping[str, Any], share: Floats | None = None) -> None:
        """Add pieces of findings up.

        Parameters
        ----------
        slot : array of int64, shape (n,)
        pieces : mapping of str to array of shape (n,)
            The columns `SUMMED` of findings; without ``high`` where every closed finding's is its ``highest_stated``.
        share : array of float64, shape (n,), optional
            Share of its finding's days that each piece has; 1 throughout where it is not given.
        """
        low, best, stated = pieces["low"], pieces["best"], pieces["highest_stated"]
        best, missing = _filled(best)
        if missing is not None:
            self._count("without_best", slot, missing)
        if share is not None:
            # A finding that overlaps a period counts there from 0 to its high, its best by days.
            partial = share < 1.0
            low, best = np.where(partial, 0.0, low), best * share
            self._amount("spread").add(slot[partial], best[partial])
        stated, _ = _filled(stated)
        self._amount("low").add(slot, low)
        self._amount("best").add(slot, best)
        self._amount("highest_stated").add(slot, stated)
        self._highs_apart(slot, pieces, stated)
        self._count("incidents", slot, np.int64(1))
        for name, column in (("open_incidents", "open"), ("claims", "claims"), ("origins", "origins")):
            self._count(name, slot, pieces[column])

    def _highs_apart(self, slot: Ints, pieces: Mapping[str, Any], stated: Floats) -> None:
        if "high" not in pieces:
            return
        alike = (pieces["high"] == stated) | pieces["open"]
        if not alike.all():
            apart = np.flatnonzero(~alike)
            self._amount("high_apart").add(slot[apart], pieces["high"][apart])
            self._amount("stated_apart").add(slot[apart], stated[apart])

    def _amount(self, name: str) -> ExactSums:
        if name not in self._amounts:
            self._amounts[name] = ExactSums(self.size)
        return self._amounts[name]

    def _count(self, name: str, slot: Ints, values: Any) -> None:
        if name not in self._counts:
            self._counts[name] = np.zeros(self.size, dtype=np.int64)
        np.add.at(self._counts[name], slot, values.astype(np.int64, copy=False))

    def add_totals(self, slot: Ints, other: Totals) -> None:
        """Add other totals up, each in a slot of these."""
        for name, sums in other._amounts.items():
            self._amount(name).add_sums(slot, sums)
        for name, counts in other._counts.items():
            self._count(name, slot, counts)

    def keep(self, slots: Ints) -> Totals:
        """Keep some slots alone, in this order; gives itself. Sum by sum, so that little is held twice."""
        self.size = len(slots)
        for sums in self._amounts.values():
            sums.keep(slots)
        for name, counts in self._counts.items():
            self._counts[name] = counts[slots]
        return self

    def resized(self, kept: int, size: int) -> Totals:
        """The totals of the first slots, and 0 in further ones."""
        made = Totals(size)
        made._amounts = {name: sums.resized(kept, size) for name, sums in self._amounts.items()}
        made._counts = {name: resized(counts, kept, size) for name, counts in self._counts.items()}
        return made

    def used(self) -> Ints:
        """The slots that something was added up in, in order."""
        return np.flatnonzero(self._counts["incidents"]) if self._counts else np.empty(0, dtype=np.int64)

    def columns(self) -> dict[str, Any]:
        """A tally's columns from ``low`` to ``spread_share``, each of shape (size,). It ends the totals."""
        for name in _COUNTS:
            self._counts.setdefault(name, np.zeros(self.size, dtype=np.int64))
        is_open = self._counts["open_incidents"] > 0
        high = self._amount("highest_stated").values(
            *(self._amounts.pop(f"{name}_apart", None) for name in ("stated", "high"))
        )
        low, best, spread, stated = (self._ended(name) for name in ("low", "best", "spread", "highest_stated"))
        with np.errstate(invalid="ignore", divide="ignore"):
            spread_share = np.where(best > 0, spread / best, 0.0)
        return {
            "low": low,
            "best": np.where(self._counts.pop("without_best") == self._counts["incidents"], np.nan, best),
            "high": np.where(is_open, np.nan, high),
            "open": is_open,
            "open_incidents": self._counts["open_incidents"],
            "highest_stated": stated,
            **{name: self._counts[name] for name in ("incidents", "claims", "origins")},
            "spread_share": spread_share,
        }

    def _ended(self, name: str) -> Floats:
        sums = self._amounts.pop(name, None)
        return np.zeros(self.size) if sums is None else sums.values()

    def plain(self) -> dict[str, Any]:
        """The totals as arrays of shape (size,) by name, for `of_plain`."""
        amounts = {f"{name}.{at}": each for name, sums in self._amounts.items() for at, each in enumerate(sums.plain())}
        return {**amounts, **self._counts}

    @classmethod
    def of_plain(cls, size: int, arrays: Mapping[str, Any]) -> Totals:
        """The totals that `plain` gave."""
        made = cls(size)
        for name in _AMOUNTS:
            kept = [arrays[key] for key in (f"{name}.{at}" for at in range(3)) if key in arrays]
            if kept:
                made._amounts[name] = ExactSums.of_plain(kept)
        made._counts = {name: arrays[name] for name in _COUNTS if name in arrays}
        return made


def _filled(values: Floats) -> tuple[Floats, Any]:
    """Numbers with 0 for those that are missing, and which those are; None where none is."""
    missing = np.isnan(values)
    return (np.where(missing, 0.0, values), missing) if missing.any() else (values, None)
