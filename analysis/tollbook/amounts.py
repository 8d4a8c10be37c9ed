"""Numbers with bounds as people read them: "7 or more", "11 (10 to 12)".

Sums keep their fractions in the data. They are rounded only here, and outwards where a bound is rounded: a low never
rises, a high never falls, and nothing is ever shown as a fraction of a person. A page says its amounts in its own
language; what only an analyst sees is in English (`in_full`), and both come from the same wording.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Protocol


class Words(Protocol):
    """A language to word amounts in, such as `charts.words.Words`."""

    def say(self, message: str, **values: Any) -> str:
        """A message with its places filled."""

    def number(self, value: float) -> str:
        """A whole number with its thousands set apart."""


class _English:
    """The language of the messages themselves, which needs no catalogue."""

    def say(self, message: str, **values: Any) -> str:
        return message.format_map(values)

    def number(self, value: float) -> str:
        return f"{int(value):,}"


#: English for analysts: it says what `charts.words.words("en")` says, and loads nothing.
ENGLISH = _English()


@dataclass(frozen=True)
class Amount:
    """A number with its bounds.

    Attributes
    ----------
    low, best, high : float or None
        In the measure's unit; None where there is none.
    open : bool
        No upper bound is known.
    """

    low: float | None
    best: float | None
    high: float | None
    open: bool

    @classmethod
    def of(cls, row: Any) -> Amount:
        """The amount of a row (anything with ``low, best, high, open``) of a tally or of findings."""
        return cls(_present(row.low), _present(row.best), _present(row.high), bool(row.open))

    @property
    def is_nothing(self) -> bool:
        """Whether there is no number: a report that gives none has a low of 0 and nothing else."""
        return self.best is None and self.high is None and not self.low

    def main(self, words: Words) -> str:
        """The one number to lead with: the best, or the bound that stands alone."""
        if self.best is not None:
            return best_text(self.best, words)
        if self.high is not None:
            return words.say("up to {high}", high=_high(self, words))
        return words.number(math.floor(self.low)) if self.low else words.say("no figure")

    def rest(self, words: Words) -> str:
        """What goes with the lead number: "or more", "10 to 12", or nothing where the number is exact."""
        if self.is_nothing:
            return ""
        low = None if self.low is None else words.number(math.floor(self.low))
        if self.open:
            same = self.best is None or low == self.main(words)
            return words.say("or more") if same or low is None else words.say("{low} or more", low=low)
        if self.best is None or low is None or self.high is None or self.low == self.high:
            return ""
        return words.say("{low} to {high}", low=low, high=_high(self, words))

    def text(self, words: Words) -> str:
        """All of it in one run: "7 or more", "50 (45 or more)", "11 (10 to 12)", "25"."""
        main, rest = self.main(words), self.rest(words)
        if not rest:
            return main
        if rest == words.say("or more"):
            return words.say("{number} or more", number=main)
        return words.say("{number} ({range})", number=main, range=rest)

    def span(self, words: Words) -> str:
        """The bounds alone: "7 or more", "10 to 12", "25"."""
        rest = self.rest(words)
        if not rest:
            return self.main(words)
        return self.text(words) if rest == words.say("or more") else rest

    def in_full(self) -> str:
        """All of it for an analyst, in English: "7 or more", "45 or more, best 50", "1,000 to 10,000, best 10,000"."""
        span = self.span(ENGLISH)
        if self.best is None:
            if self.open or self.high is None or not self.low:
                return span
            return f"{ENGLISH.number(math.floor(self.low))} to {_high(self, ENGLISH)}, no best"
        best = self.main(ENGLISH)
        return span if span in (best, f"{best} or more") else f"{span}, best {best}"

    def short(self, words: Words) -> str:
        """For narrow places: "7+", "11"; a share of a person that days leave is "<1", which is not zero."""
        value = self.best if self.best is not None else self.low
        if not value and self.best is None:
            return "?"
        rounded = _half_up(value or 0.0)
        number = f"<{words.number(1)}" if value and not rounded else words.number(rounded)
        return f"{number}{'+' if self.open else ''}"


def best_text(value: float, words: Words) -> str:
    """A best as people read it: whole as it is, else to the nearest whole number with "about" before it."""
    if float(value).is_integer():
        return words.number(value)
    rounded = _half_up(value)
    if rounded == 0:
        return words.say("fewer than 1")
    return words.say("about {number}", number=words.number(rounded))


def _half_up(value: float) -> int:
    """To the nearest whole number, halves upwards: Python's own rounding would send 4.5 to 4 and 5.5 to 6."""
    return math.floor(value + 0.5)


def _high(amount: Amount, words: Words) -> str:
    return words.number(math.ceil(amount.high or 0.0))


def _present(value: Any) -> float | None:
    return None if value is None or math.isnan(value) else float(value)
