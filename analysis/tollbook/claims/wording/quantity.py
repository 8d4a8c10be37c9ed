"""Turning the wording of a report into a quantity (design, rule 1).

The text becomes tokens (``tokens``), the tokens become phrases with a meaning (``lexicon``), number words
become amounts (``number_words``), and amounts with their qualifiers and links become parts (``parts``). Here
the parts become one quantity. What can't be read with certainty gives none: a wrong number about the dead is worse
than a question to the coder.

Decisions where the design is silent (each has a test):

- "at least 10 to 15" is a floor at 10; "about 10 to 15" is the range 10 to 15, which already says the doubt.
- "10, possibly 12" is 10 or 12; "at least 10, possibly 15" is 10 to 15.
- "at least dozens" is vague and open. "Up to several hundred" is no quantity.
- "40 people, 12 of them civilians" is 12, since civilians are what is counted here; "40 people, 12 of them children"
  is 40 unless the measure is of children. "20 of the 75" is 20.
- "Two men and a woman" is three; "10 killed and 20 injured" is a quantity only where the measure says which.
- "N casualties" and "N killed or injured" state nothing but an upper end of either.
- "a couple" is 2 to 3, "the couple" and "an elderly couple" are two people. "Two dozen" is 22 to 26, "a dozen" is 12.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache

from tollbook import measures
from tollbook.claims.wording import conventions as rules
from tollbook.claims.wording.choice import combine
from tollbook.claims.wording.conventions import Conventions
from tollbook.claims.wording.implied import with_implied
from tollbook.claims.wording.lexicon import Item, lexicon
from tollbook.claims.wording.number_words import amounts
from tollbook.claims.wording.other_numbers import without_other_numbers
from tollbook.claims.wording.parts import parts
from tollbook.claims.wording.pieces import has
from tollbook.claims.wording.reading import Reading
from tollbook.claims.wording.tokens import Unreadable, tokens


@dataclass(frozen=True)
class Quantity:
    """What a wording supports.

    Attributes
    ----------
    kind : str
        ``exact``, ``floor``, ``about``, ``nearly``, ``range``, ``up_to`` or ``vague``. "Fewer than" is ``up_to``.
    low, best, high : float or None
        Whole numbers in the unit of what is counted. High is None where open; best is None where nothing supports one
        ("30 casualties" says nothing of the dead).
    open : bool
        Nothing bounds it from above.
    stated : float or None
        The greatest number that the wording itself names; None for vague words.
    """

    kind: str
    low: float
    best: float | None
    high: float | None
    open: bool
    stated: float | None


def read(
    text: str, conventions: Conventions | str | os.PathLike[str] | None = None, measure: str | None = None
) -> Quantity | None:
    """Read the wording of a report.

    Parameters
    ----------
    text : str
        The bare quantity phrase: "at least seven", "၂၀ ကျော်", "between 20 and thirty houses".
    conventions : Conventions or path, optional
        Which bounds stand for "about", "dozens" and the like; those that ship where not given.
    measure : str, optional
        What is counted. It settles which of several numbers is meant, refuses a number of something else ("200
        families" for people), and gives "up to N" deaths a low of 1.

    Returns
    -------
    Quantity or None
        None where the wording states no quantity ("at least half"), or none that can be read with certainty. No text
        raises an error.
    """
    if not isinstance(conventions, Conventions):
        conventions = rules.load(conventions)
    return _read(text, conventions, measure or "")


@lru_cache(maxsize=65536)
def _read(text: str, conventions: Conventions, measure: str) -> Quantity | None:
    try:
        items = lexicon(conventions).items(tokens(text))
        reading = _none_at_all(items) or _some_of_them(items) or _reading(items, conventions, measure)
        return _quantity(reading, conventions, measure)
    except Unreadable:
        return None


def _reading(items: list[Item], conventions: Conventions, measure: str) -> Reading:
    pieces = amounts(items, conventions)
    if any(has(piece, "refuse") for piece in pieces):
        raise Unreadable("a share, a rate, a negation or something else that is no count")
    pieces = with_implied(without_other_numbers(pieces))
    return combine(parts(pieces), measure)


def _none_at_all(items: list[Item]) -> Reading | None:
    """Zero, for "no one", "nobody was hurt", "no civilians". "No reports of deaths" is silence, and no zero."""
    if not items or not items[0].has("zero", "no"):
        return None
    rest = items[1:]
    counted = items[0].has("zero") or any(item.of("noun") for item in rest)
    known = all(
        item.of("noun")
        or item.has("killed", "injured", "displaced", "detained", "destroyed", "casualties")
        or item.text in _WAS
        for item in rest
    )
    if any(item.has("no") for item in items[:1]) and any(item.has("casualties") for item in rest):
        counted = True
    if not counted or not known:
        raise Unreadable("a negation that is no zero")
    return Reading("exact", 0.0)


_WAS = (
    "was",
    "were",
    "has been",
    "been",
    "has",
    "have",
    "is",
    "are",
    "local",
    "or",
    "the",
    "there were",
    ".",
    "got",
    "civilian",
)


def _some_of_them(items: list[Item]) -> Reading | None:
    """A plural noun that has no number ("villagers", "homes burned") is several; "deaths" have their own row."""
    nouns = [item.of("noun") for item in items]
    if any(entry.language not in ("en", "") for item in items for entry in item.entries):
        return None  # Burmese and Indonesian nouns have one form for one and for many
    if not items or not any(nouns) or any(item.number or item.of("number") or item.of("vague") for item in items):
        return None
    head = [noun for noun in nouns if noun is not None][-1]
    plain = all(
        item.of("noun")
        or item.has("killed", "injured", "displaced", "destroyed")
        or item.text in ("were", "local", "residential", "innocent")
        for item in items
    )
    if (
        not plain
        or not head.plural
        or head.name not in ("anyone", "person", "civilian", "child", "house", "village", "strike", "body", "death")
    ):
        return None
    return Reading("vague", 1.0, vague="unknown_number" if head.name == "death" else "several")


def _quantity(reading: Reading, conventions: Conventions, measure: str) -> Quantity:
    """The bounds of a reading by the conventions."""
    known = measures.all_measures().get(measure)
    deaths = known is not None and known.counts == "deaths"
    low, best, high, is_open = reading.bounds(conventions, deaths)
    return Quantity(reading.kind, low, best, None if is_open else high, is_open, reading.stated(high))
