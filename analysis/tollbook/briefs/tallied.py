"""Tallies of one set of findings as a release may show them, each made once however many figures ask for it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.incidents.findings import Findings
from tollbook.release.clearance import Clearance
from tollbook.release.tables import cleared
from tollbook.rows import each_row
from tollbook.tallies.tally import tally

Span = tuple[pd.Timestamp, pd.Timestamp]


class Tallied:
    """Makes the tallies that figures are taken from.

    Parameters
    ----------
    found : Findings
    clearance : Clearance
    """

    def __init__(self, found: Findings, clearance: Clearance) -> None:
        self._found, self._clearance = found, clearance
        self._tables: dict[tuple[str, str, str, Span], pd.DataFrame] = {}
        self._rows: dict[tuple[str, str, Span], dict[tuple[str, str, str], Any]] = {}
        self._cells: dict[tuple[str, str, str, Span], dict[tuple[str, str], list[Any]]] = {}

    def table(self, level: str, period: str, within: str, span: Span) -> pd.DataFrame:
        """Rows of a tally, all measures; see `release.tables.cleared` for the columns that say what is held back."""
        key = (level, period, within, span)
        if key not in self._tables:
            made = tally(self._found, (level, period), None, within, *span).table
            self._tables[key] = cleared(made, level, within, self._clearance)
        return self._tables[key]

    def row(self, level: str, pcode: str, within: str, span: Span, measure: str, base: str = "") -> Any:
        """The row of one cell of such a tally over the whole of some days; None where it has none."""
        key = (level, within, span)
        if key not in self._rows:
            listed = each_row(self.table(level, "whole", within, span))
            self._rows[key] = {(str(row.pcode), str(row.measure), str(row.base)): row for row in listed}
        return self._rows[key].get((pcode, measure, base))

    def cells(self, level: str, period: str, within: str, span: Span, pcode: str, measure: str) -> list[Any]:
        """The rows of one unit and measure of such a tally, in any base, with those of counted zeros."""
        key = (level, period, within, span)
        if key not in self._cells:
            of: dict[tuple[str, str], list[Any]] = {}
            for row in each_row(self.table(*key)):
                of.setdefault((str(row.pcode), str(row.measure)), []).append(row)
            self._cells[key] = of
        return self._cells[key].get((pcode, measure), [])
