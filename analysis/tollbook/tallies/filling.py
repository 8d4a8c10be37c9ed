"""How earlier periods filled up: what was known of each at some age, beside what is known of it now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tollbook.tallies.comparing import Cell


@dataclass(frozen=True)
class Filling:
    """What late reports did to earlier periods of one measure and place.

    Attributes
    ----------
    observed : int
        Periods of which something is recorded by now. Of all others nothing is known, which is not that nothing came.
    alike : int
        Of these, how many had the same number and bounds then.
    silent : int
        How many had no report then: that was no zero, and what came later is no sum that could be told.
    higher, lower : int
        How many have a higher, or a lower, best now than then.
    otherwise : int
        How many differ in their bounds alone, or had no best on one of the two days.
    least, most : float or None
        What the higher ones gained in their best, the least and the most; None where there is none.
    """

    observed: int = 0
    alike: int = 0
    silent: int = 0
    higher: int = 0
    lower: int = 0
    otherwise: int = 0
    least: float | None = None
    most: float | None = None

    @property
    def moved(self) -> int:
        """How many say something else now."""
        return self.observed - self.alike


def filling(pairs: Iterable[tuple[Cell, Cell]]) -> Filling:
    """Count what late reports did.

    Parameters
    ----------
    pairs : iterable of (Cell, Cell)
        Of each earlier period what was known of it at the age asked for, and what is known of it now. One of which
        nothing is recorded on either day is not observed: that would be read as "nothing changed".
    """
    counts = dict.fromkeys(("alike", "silent", "higher", "lower", "otherwise"), 0)
    gained: list[float] = []
    for then, now in pairs:
        kind = _kind(then, now)
        if kind:
            counts[kind] += 1
        if kind == "higher":
            gained.append((now.best or 0.0) - (then.best or 0.0))
    ends = (min(gained), max(gained)) if gained else (None, None)
    return Filling(sum(counts.values()), **counts, least=ends[0], most=ends[1])


def _kind(then: Cell, now: Cell) -> str:
    """What came of one period; an empty text where nothing is recorded of it on either day."""
    if not then.incidents and not now.incidents:
        return ""
    if not then.incidents:
        return "silent"
    if (then.low, then.best, then.high, then.open) == (now.low, now.best, now.high, now.open):
        return "alike"
    if then.best is None or now.best is None or then.best == now.best:
        return "otherwise"
    return "higher" if now.best > then.best else "lower"
