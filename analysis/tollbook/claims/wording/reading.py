"""The reading of one part of a wording, and the bounds that the conventions give it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tollbook.claims.wording.conventions import Convention, Conventions
from tollbook.claims.wording.number_words import Amount
from tollbook.claims.wording.parts import Part
from tollbook.claims.wording.tokens import Unreadable

# Row of the conventions -> kind of quantity, where the two differ.
KINDS = {
    "more": "floor", "just_under": "nearly", "fewer": "up_to", "either": "range", "counted_dozens": "about",
    "casualties": "up_to", "missing": "up_to", "bodies_found": "floor", "estimated": "about", "maybe": "about",
}  # fmt: skip


_NO_PART = Part(Amount(0.0))


@dataclass(frozen=True)
class Reading:
    """A wording understood, before the conventions give it bounds.

    Attributes
    ----------
    row : str
        The row of the conventions that applies; ``vague`` with the row of the vague word in `vague`.
    n, m : float
        The number; of a range both ends. Of a vague word `n` is its scale, `m` that of a second one.
    vague, vague_high : str
        Rows of the vague word, and of the second in "dozens or hundreds".
    at_least : bool
        A floor about something that has bounds of its own: "at least dozens".
    rough : bool
        "About" within another qualifier: "up to about 50".
    parts : tuple of Part
        What it was read from.
    """

    row: str
    n: float = math.nan
    m: float = math.nan
    vague: str = ""
    vague_high: str = ""
    at_least: bool = False
    rough: bool = False
    parts: tuple[Part, ...] = ()

    @property
    def nouns(self) -> set[str]:
        """Classes of what is counted."""
        return {noun for part in self.parts for noun in part.nouns}

    @property
    def outcomes(self) -> set[str]:
        """What happened to those counted."""
        return {outcome for part in self.parts for outcome in part.outcomes}

    @property
    def part(self) -> Part:
        """The part that it begins with; an empty one where it was read from no part."""
        return self.parts[0] if self.parts else _NO_PART

    @property
    def kind(self) -> str:
        """The kind of quantity."""
        return KINDS.get(self.row, self.row)

    def bounds(self, conventions: Conventions, deaths: bool) -> tuple[float, float | None, float | None, bool]:
        """Low, best, high and whether it is open."""
        row = self._convention(conventions)
        if self.vague:
            low, best, high = map(float, row.bounds(scale=self.n, deaths=deaths))
            if self.vague_high:
                high = float(conventions[self.vague_high].bounds(scale=self.m)[2])
        else:
            low, best, high = map(float, row.bounds(self.n, self.m, deaths))
        if self.rough:
            around = conventions["about"]
            if self.row in ("floor", "more"):
                low = best = float(around.low(self.n))
            else:
                high = float(around.high(self.n))
        is_open = self.at_least or (conventions[self.vague_high] if self.vague_high else row).high.is_open
        return low, None if math.isnan(best) else best, None if math.isnan(high) else high, is_open

    def _convention(self, conventions: Conventions) -> Convention:
        name = {"estimated": "about", "maybe": "about"}.get(self.row, self.row)
        return conventions[self.vague or name]

    def stated(self, high: float | None) -> float | None:
        """The greatest number that the wording names."""
        if self.vague:
            return None
        if self.row == "more":
            return self.n + 1
        if self.row in ("fewer", "just_under"):
            return high
        return self.n if math.isnan(self.m) else self.m


def qualifier_of(part: Part) -> tuple[str, bool]:
    """The qualifier that governs a part, and whether "about" stands within it."""
    found = {*part.before, *part.after}
    for weak in ("maybe", "estimated"):
        if len(found) > 1:
            found.discard(weak)
    if found == {"floor", "more"}:
        found = {"more"}
    if found == {"up_to", "nearly"}:
        found = {"up_to"}
    rough = "about" in found and len(found) > 1
    if rough:
        found.discard("about")
    if len(found) > 1 or (rough and not found <= {"floor", "more", "up_to"}):
        raise Unreadable("qualifiers that contradict each other")
    return next(iter(found), ""), rough


def reading_of(part: Part) -> Reading:
    """The reading of one part."""
    name, rough = qualifier_of(part)
    amount = part.amount
    if amount.unscaled:
        raise Unreadable("a fraction of a person")
    if amount.vague:
        if "casualties" in part.flags or "missing" in part.flags:
            raise Unreadable("a vague number of casualties")
        if name not in ("", "floor", "more", "about", "estimated", "maybe") or rough:
            raise Unreadable("a qualifier of a vague word")
        return Reading("vague", amount.value, vague=amount.vague, at_least=name in ("floor", "more"), parts=(part,))
    flag = next((f for f in ("casualties", "missing") if f in part.flags), "")
    if flag and amount.value > 0:
        if name not in ("", "about", "estimated", "up_to"):
            raise Unreadable("a floor of casualties bounds neither the dead nor the injured")
        return Reading(flag, amount.value, rough=name in ("about", "estimated"), parts=(part,))
    if "found" in part.flags and "body" in part.nouns and not name:
        name = "bodies_found"
    if not name:
        name = "counted_dozens" if amount.dozens else "exact"
    return Reading(name, amount.value, rough=rough, parts=(part,))
