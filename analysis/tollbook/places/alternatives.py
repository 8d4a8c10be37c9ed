"""Other names of places, each with who says so: data/reference/alternative_names.csv; and what a person decided.

A former name, an abbreviation, the name in another language: what no rule of spelling leads to the gazetteer's name.
A name that stands there for several places settles nothing by itself.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import NamedTuple

from tollbook import shipped
from tollbook.places.folding import fold


class Alternative(NamedTuple):
    """One row of the table: another name of the place of a p-code."""

    name: str
    pcode: str


class Decision(NamedTuple):
    """One row of data/reference/place_names.csv: what a person says that a name means, inside a unit and at a level."""

    name: str
    within: str
    level: str
    pcode: str
    decided_by: str


@cache
def all_names() -> tuple[Alternative, ...]:
    """All rows of the table of alternative names, in its order."""
    with shipped.reference("alternative_names.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Alternative(row["name"], row["pcode"]) for row in csv.DictReader(file))


@cache
def _folded() -> frozenset[tuple[str, str]]:
    return frozenset((fold(one.name), one.pcode) for one in all_names())


def is_alternative(name: str, pcode: str) -> bool:
    """Whether a name has the letters of an alternative name of a place."""
    return (fold(name), pcode) in _folded()


@cache
def decisions() -> tuple[Decision, ...]:
    """All rows of the table of a person's decisions, in its order."""
    with shipped.reference("place_names.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Decision(*(row[name] for name in Decision._fields)) for row in csv.DictReader(file))
