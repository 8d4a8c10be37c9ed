"""Bases of a toll that counts fighters with the civilians: such a toll bounds the civilians from above only."""

from __future__ import annotations

import csv
from functools import cache

from tollbook import shipped


@cache
def _bases() -> frozenset[str]:
    with open(shipped.reference("fighter_bases.csv"), encoding="utf-8", newline="") as handle:
        return frozenset(_folded(row["base"]) for row in csv.DictReader(handle))


def _folded(base: str) -> str:
    return " ".join(base.split()).casefold()


def includes_fighters(base: str) -> bool:
    """Whether a base is one of those in ``data/reference/fighter_bases.csv``, without regard to case and spaces.

    The list is closed on purpose: "excludes fighters" and "includes those shot by soldiers" are other bases.
    """
    return _folded(base) in _bases()
