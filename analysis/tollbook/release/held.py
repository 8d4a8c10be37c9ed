"""What is held back of an output: single figures with the rule that holds them, and how many of each kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

#: Rules that hold back a figure, in the order in which they are told. ``small cell``: a group of so few people that
#: one of them could be recognised; ``second cell``: a figure from which a small cell could be worked out; ``delay``:
#: the days are too recent; ``level``: only larger places are public; ``period``: only longer periods are; ``one by
#: one``: public in sums, not incident by incident; ``licence``: its only sources allow no rows to be passed on.
CELL_RULES = ("small cell", "second cell", "delay", "level", "period", "one by one", "licence")
#: Rules that keep a claim out of every figure.
CLAIM_RULES = ("licence",)
#: Why a source has no name.
SOURCE_RULES = ("not listed", "not to be named")
#: Why rows of a file are not listed: what a person typed into them stays inside, whatever it is.
ROW_RULES = ("internal only",)
#: Why the address of a report is not given.
ADDRESS_RULES = ("names a place", "delay", "source not named")


@dataclass(frozen=True)
class Held:
    """Why a figure is held back, and what may be said of it.

    Attributes
    ----------
    rule : str
        Of `CELL_RULES`.
    below : int
        The figure is at least 1 and below this ("<5"); 0 where nothing is said of it.
    """

    rule: str
    below: int = 0

    def facts(self) -> dict[str, Any]:
        """Plain data for a facts file."""
        return {"rule": self.rule, "below": self.below or None}


@dataclass
class HeldBack:
    """How much of one output is held back, by rule.

    Attributes
    ----------
    cells, claims, sources, addresses : dict of str to int
        By `CELL_RULES`, `CLAIM_RULES`, `SOURCE_RULES` and `ADDRESS_RULES`; a rule that holds nothing is absent.
    looser : tuple of (str, str)
        Policies that are looser than the rules that ship, each with its reason.
    rows : dict of str to int
        Rows of the file of claims that an internal release would list, by `ROW_RULES`.
    """

    cells: dict[str, int] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    addresses: dict[str, int] = field(default_factory=dict)
    looser: tuple[tuple[str, str], ...] = ()
    rows: dict[str, int] = field(default_factory=dict)

    def facts(self) -> dict[str, Any]:
        """Plain data: how many figures in all; counts by rule; the looser policies with ``what`` and ``reason``."""
        return {
            "figures": sum(self.cells.values()),
            "cells": _in_order(self.cells, CELL_RULES),
            "claims": _in_order(self.claims, CLAIM_RULES),
            "sources": _in_order(self.sources, SOURCE_RULES),
            "addresses": _in_order(self.addresses, ADDRESS_RULES),
            "looser": [{"what": what, "reason": reason} for what, reason in self.looser],
            **({"rows": rows} if (rows := _in_order(self.rows, ROW_RULES)) else {}),
        }


def _in_order(counts: dict[str, int], rules: Iterable[str]) -> dict[str, int]:
    return {rule: counts[rule] for rule in rules if counts.get(rule)}
