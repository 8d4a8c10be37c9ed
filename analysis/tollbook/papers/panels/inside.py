"""The places inside a country, a state or a district, each by measure and by period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tollbook import places
from tollbook.briefs.ledger import Ledger, Span, Unit
from tollbook.charts.cells import silence
from tollbook.papers.panels.then import Then

#: The level of the places inside a place of each level; a township has none that a page tells of.
INSIDE = {"country": "state", "state": "township", "district": "township"}


@dataclass(frozen=True)
class Slice:
    """One period that places are told for.

    Attributes
    ----------
    span : (first day, last day)
    then : Then or None
        Where it is told as it was known on an earlier day.
    """

    span: Span
    then: Then | None = None

    @property
    def known(self) -> str:
        """What tells its figures from others of the same days."""
        days = [*self.span, *([self.then.day] if self.then else [])]
        return ".".join(f"{day:%Y-%m-%d}" for day in days)


def enter_inside(
    ledger: Ledger, level: str, measures: Sequence[str], slices: Mapping[str, Slice], most: int
) -> dict[str, Any]:
    """Enter the places of a level inside the subject.

    Parameters
    ----------
    ledger : Ledger
    level : str
    measures : sequence of str
        The first gives the order of the places, by its best in the first slice and then in the next ones.
    slices : mapping of str to Slice
    most : int
        Places that are listed; what is known for no place of the level is always listed.

    Returns
    -------
    dict
        ``level``; ``measures``; ``slices``: for each ``start, end, as_of`` (None: as known now), ``held`` (the rule
        that holds all of its figures back whatever they say, by measure); ``rows``: for each place that something is
        recorded of ``pcode, not_stated, cells``: by measure and slice ``[key, state]``, the key None where nothing is
        recorded; those known for no place of the level come last; ``more``: places that are too many to list;
        ``silent``: for each of those that nothing is recorded of ``pcode`` and the ``state`` of its first slice.
    """
    table = _Inside(ledger, level, list(measures), dict(slices))
    own, elsewhere = table.recorded()
    printed = own[:most] + elsewhere
    told = {name: table.told(each) for name, each in table.slices.items()}
    return {
        "level": level,
        "measures": list(measures),
        "slices": told,
        "rows": [{"pcode": code, "not_stated": code in elsewhere, "cells": table.cells(code)} for code in printed],
        "more": len(own) - min(len(own), most),
        "silent": [{"pcode": code, "state": table.silence(code)} for code in table.units if code not in own],
    }


class _Inside:
    """The places of one level inside the subject."""

    def __init__(self, ledger: Ledger, level: str, measures: list[str], slices: dict[str, Slice]) -> None:
        self.ledger, self.level, self.measures, self.slices = ledger, level, measures, slices
        self.within = ledger.own.pcode
        self.units = places.units_at(level, self.within)
        #: Places that something is recorded of, on any base: what is counted on another one is no silence.
        self.codes: set[str] = set()
        self.rows = {name: self._rows_of(each) for name, each in slices.items()}

    def _rows_of(self, each: Slice) -> dict[tuple[str, str], Any]:
        """The rows of a slice by p-code and measure, in the plain base."""
        of = each.then.ledger if each.then else self.ledger
        table = of.tally(self.level, "whole", self.within, *each.span)
        table = table[table["measure"].isin(self.measures).to_numpy()]
        of.tallies.append(table)
        self.codes |= set(table.loc[(table["incidents"] > 0).to_numpy(), "pcode"].astype(str))
        units = {code: Unit(self.level, code, self.within) for code in set(table["pcode"].astype(str))}
        pairs = [(code, name) for code in units for name in self.measures]
        found = {(code, name): of.row(units[code], each.span, name) for code, name in pairs}
        return {pair: row for pair, row in found.items() if row is not None}

    def told(self, each: Slice) -> dict[str, Any]:
        held = {name: self._held(each, name) for name in self.measures}
        return {
            "start": f"{each.span[0]:%Y-%m-%d}",
            "end": f"{each.span[1]:%Y-%m-%d}",
            "as_of": None if each.then is None else f"{each.then.day:%Y-%m-%d}",
            "held": {name: rule for name, rule in held.items() if rule},
        }

    def recorded(self) -> tuple[list[str], list[str]]:
        """The places that something is recorded of, the most recorded first; and what is known for none of them."""
        order = sorted(self.codes, key=lambda code: (*self._size(code), places.name(code), code))
        inside = set(self.units)
        return [code for code in order if code in inside], [code for code in order if code not in inside]

    def cells(self, code: str) -> dict[str, dict[str, list[str | None]]]:
        # Asked for at once: that is far quicker than one by one.
        self.ledger.coverages(code, [each.span for each in self.slices.values()])
        return {name: {at: self._cell(code, name, at) for at in self.slices} for name in self.measures}

    def silence(self, code: str) -> str:
        """The state of a place that nothing is recorded of, in the first slice and measure."""
        first = next(iter(self.slices.values()))
        if self._held(first, self.measures[0]):
            return "held back"
        return silence(self.ledger.coverage(code, first.span))

    def _size(self, code: str) -> tuple[float, ...]:
        """What places are ordered by: bests of the first measure slice by slice, then those of the others."""
        sizes = []
        for measure in self.measures:
            for rows in self.rows.values():
                row = rows.get((code, measure))
                best = 0.0 if row is None or row.best != row.best else float(row.best)
                sizes.append(-best)
        return tuple(sizes)

    def _held(self, each: Slice, measure: str) -> str:
        held = self.ledger.clearance.of_cell(self.level, each.span, measure)
        return "" if held is None else held.rule

    def _cell(self, code: str, measure: str, at: str) -> list[str | None]:
        """Key and state of one cell; nothing is entered where nothing is recorded."""
        each, unit = self.slices[at], Unit(self.level, code, self.within)
        if self._held(each, measure):
            return [None, "held back"]
        row = self.rows[at].get((code, measure))
        if row is None or row.incidents == 0:
            of = each.then.ledger if each.then else self.ledger
            if of.behind(unit, each.span, measure).empty:
                return [None, silence(self.ledger.coverage(code, each.span))]
        key = f"inside.{self.level}.{code}.{measure}.{each.known}"
        if each.then is not None:
            return [key, each.then.enter(key, unit, each.span, measure).state]
        return [key, self.ledger.enter(key, row, unit, each.span, measure).state]
