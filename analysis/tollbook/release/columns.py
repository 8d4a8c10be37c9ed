"""Which columns and coded values may stand in a public output, from ``columns.csv`` and ``public_values.csv``.

``public`` columns leave as they are; ``restricted`` ones only in the coarser form that the table names; ``never`` ones
in no form. A coded value is free text of a coder, so only listed values are printed, each as its class.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from typing import Literal, get_args

from tollbook import shipped

Class = Literal["public", "restricted", "never", "unknown"]

#: The class of a value that is said and not listed.
OTHER = "other"
#: What coders write where a report says nothing; an empty cell says the same.
NOT_SAID = ("unknown", "not stated", "not known", "not coded")
#: Levels of a public output, finest first.
LEVELS = ("township", "district", "state", "country")

_SINCE = re.compile(r"since \d{4}-\d{2}-\d{2}")
_ANOTHER = "another base"
_NO_LETTER = re.compile(r"[\W_]+")


def class_of(name: str) -> Class:
    """The class of a column or key.

    Parameters
    ----------
    name : str
        However it is written: ``place_name``, ``placeName``, ``Place name``.

    Returns
    -------
    str
        ``public``, ``restricted``, ``never``, or ``unknown`` where the table has no such name.
    """
    return _classes().get(_NO_LETTER.sub("", name).lower(), "unknown")


@cache
def names_of(kind: Class) -> frozenset[str]:
    """The names of a class as the table writes them, in lower case with underscores between their words."""
    return frozenset(name for name, held in _rows() if held == kind)


def public_bases(bases: Iterable[str]) -> dict[str, str]:
    """How bases are called in public: as they are where they are listed, else by a number.

    A base says who exactly is counted, in a coder's own words. Two of them are never one, so each has a number.

    Parameters
    ----------
    bases : iterable of str
        In an order that tells nothing of their words.
    """
    called: dict[str, str] = {}
    for base in dict.fromkeys(bases):
        listed = not base or _SINCE.fullmatch(base) or ("base", " ".join(base.split()).casefold()) in _values()
        unlisted = sum(name.startswith(_ANOTHER) for name in called.values())
        called[base] = base if listed else f"{_ANOTHER} {unlisted + 1}"
    return called


def public_value(column: str, value: str, level: str = "township") -> str:
    """The class under which a coded value may stand in a public output.

    Parameters
    ----------
    column : str
        ``responsible``, ``victims``, ``grade`` or ``object_hit``; no value of any other column is listed.
    value : str
        As the claim has it; case and blanks say nothing.
    level : str
        Of `LEVELS`: of the place that the output tells of. Some classes are public from the state up only.

    Returns
    -------
    str
        The class to print; `OTHER` where the value is not listed, or not for this level; empty where nothing is said.

    Raises
    ------
    ValueError
        The level is none of `LEVELS`.
    """
    if level not in LEVELS:
        raise ValueError(f"There is no public level {level!r}. The levels are {', '.join(LEVELS)}.")
    said = " ".join(value.split()).casefold()
    if not said or said in NOT_SAID:
        return ""
    public, finest = _values().get((column, said), (OTHER, LEVELS[0]))
    return public if LEVELS.index(level) >= LEVELS.index(finest) else OTHER


@cache
def _rows() -> tuple[tuple[str, Class], ...]:
    """The names of the table and their classes.

    Raises
    ------
    ValueError
        A class is none of the three: a column must not leave because of a slip.
    """
    with open(shipped.reference("columns.csv"), encoding="utf-8", newline="") as handle:
        rows = [(row["name"], row["class"]) for row in csv.DictReader(handle)]
    known: dict[str, Class] = {name: name for name in get_args(Class) if name != "unknown"}
    wrong = [f"{name}: {held!r}" for name, held in rows if held not in known]
    if wrong:
        raise ValueError(f"columns.csv has classes that are none of {', '.join(known)}: {'; '.join(wrong)}.")
    return tuple((name, known[held]) for name, held in rows)


@cache
def _classes() -> dict[str, Class]:
    return {name.replace("_", ""): held for name, held in _rows()}


@cache
def _values() -> dict[tuple[str, str], tuple[str, str]]:
    """By column and value: the class, and the finest level at which it is public."""
    with open(shipped.reference("public_values.csv"), encoding="utf-8", newline="") as handle:
        return {
            (row["column"], row["value"].casefold()): (row["public"], row["from_level"])
            for row in csv.DictReader(handle)
        }
