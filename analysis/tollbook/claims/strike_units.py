"""What a report counts as one attack from the air: strikes, raids, bombs, places hit; read from its own words.

Sources that count differently are never merged into one series. The measure ``airstrikes`` counts strikes, raids and
attacks as a source has them; whatever else is counted is another base. A reading tells which it is; it changes none.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pandas as pd

from tollbook import shipped

#: The measure whose claims are read.
MEASURE = "airstrikes"
#: Of a wording that names no unit, or none that is known.
NOT_SAID = "not stated"
#: Of claims that name different units, or of which only some name one.
SEVERAL = "several"
#: How often something was done stands before what was done: "bombs dropped twice".
_FIRST = "time"


@dataclass(frozen=True)
class StrikeUnit:
    """A unit of the reference table ``data/reference/strike_units.csv``.

    Attributes
    ----------
    name : str
    label : str
        For people: "airstrikes".
    definition : str
        What one of it is, as far as anybody can say who has only the word.
    base : str
        Of claims that count it; empty where it is what the measure counts.
    words : tuple of str
        In small letters, in any language.
    """

    name: str
    label: str
    definition: str
    base: str
    words: tuple[str, ...]


@cache
def strike_units() -> dict[str, StrikeUnit]:
    """All units by name, in the order of the reference table."""
    with open(shipped.reference("strike_units.csv"), encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return {
        row["unit"]: StrikeUnit(
            row["unit"],
            row["label"],
            row["definition"],
            row["base"],
            tuple(word.strip() for word in row["words"].split(";")),
        )
        for row in rows
    }


def unit_of(wording: str, note: str = "") -> str:
    """The unit that a wording counts.

    The last word that names one is what the number stands for ("helicopter strikes", "airstrike bombings"); "twice" and
    "four times" are times, whatever was dropped. A wording that names none may have it in the coder's note.

    Parameters
    ----------
    wording : str
        The bare phrase of the quantity, in the language of the report.
    note : str
        Of the coder; read only where the wording names no unit.

    Returns
    -------
    str
        A name of `strike_units`, or `NOT_SAID`.
    """
    return next((found for text in (wording, note) if (found := _named(text))), NOT_SAID)


def _named(text: str) -> str:
    found = [(match.end(), name) for name, pattern in _patterns() for match in pattern.finditer(text.casefold())]
    if any(name == _FIRST for _, name in found):
        return _FIRST
    return max(found)[1] if found else ""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((each.name, re.compile("|".join(map(_pattern, each.words)))) for each in strike_units().values())


def _pattern(word: str) -> str:
    """A word as a pattern: whole words where the script parts them."""
    return rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)


def units_of(claims: pd.DataFrame) -> list[str]:
    """The unit that each of some claims counts; see `unit_of`.

    Parameters
    ----------
    claims : DataFrame
        With ``wording, note``.

    Returns
    -------
    list of str
        One a row; `NOT_SAID` where no unit is named.
    """
    texts = (claims[name].astype(object).fillna("").astype(str) for name in ("wording", "note"))
    return [unit_of(wording, note) for wording, note in zip(*texts, strict=True)]


def together(units: Iterable[str]) -> str:
    """The one unit of several claims about the same; `SEVERAL` where they name different ones, or only some name one.

    What one source counts is not lent to another: "more than 30" beside somebody's "four airstrikes" may be raids.
    """
    named = set(units)
    return SEVERAL if len(named) > 1 else next(iter(named), NOT_SAID)
