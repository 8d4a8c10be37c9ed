"""The findings behind a cell of a tally: those of its unit whose days touch its own."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook.tallies import geography

Span = tuple[pd.Timestamp, pd.Timestamp]


class Behind:
    """Finds the findings behind the cells of tallies of one table of findings; what it looks up once, it keeps.

    Parameters
    ----------
    table : DataFrame
        The table of findings.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        self._table = table
        self._units: dict[tuple[str, str], tuple[npt.NDArray[np.int64], list[str]]] = {}
        self._inside: dict[str, npt.NDArray[np.bool_]] = {}
        # Every figure asks for its findings: columns as arrays answer far quicker than a table.
        self._columns = {name: table[name].to_numpy() for name in ("start", "end")}
        self._codes = {name: _coded(table[name]) for name in ("measure", "base")}

    def of(
        self, level: str, pcode: str, within: str, span: Span, measure: str | None = None, base: str | None = None
    ) -> pd.DataFrame:
        """The findings that a tally adds up in one cell.

        Parameters
        ----------
        level : str
            Of the tally.
        pcode : str
            Of the cell's unit.
        within : str
            p-code of what the tally is about: it decides what counts in a row "not stated".
        span : (first day, last day)
        measure, base : str, optional
            Only those of one measure and base.

        Returns
        -------
        DataFrame
            Rows of the table of findings, with their index.
        """
        key = (level, within)
        if key not in self._units:
            self._units[key] = geography.units_of(self._table["pcode"], *key)
        codes, names = self._units[key]
        if pcode not in names:
            return self._table.iloc[:0]
        chosen = codes == names.index(pcode)
        if pcode != within:
            if within not in self._inside:
                self._inside[within] = geography.inside(self._table["pcode"], within)
            chosen &= self._inside[within]
        first, last = (day.to_datetime64() for day in span)
        chosen &= (self._columns["start"] <= last) & (self._columns["end"] >= first)
        for name, value in (("measure", measure), ("base", base)):
            if value is not None:
                number, of = self._codes[name]
                chosen &= number == of.get(value, -2)
        found: pd.DataFrame = self._table.take(np.flatnonzero(chosen))
        return found


def _coded(column: pd.Series) -> tuple[npt.NDArray[np.integer[Any]], dict[str, int]]:
    """Codes of a column of categories, and the code of each."""
    values = pd.Categorical(column)
    return values.codes, {str(name): code for code, name in enumerate(values.categories)}
