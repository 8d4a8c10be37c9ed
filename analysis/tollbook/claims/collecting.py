"""Collecting problems while a file is worked through, and with them the rows that can't be used."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from tollbook.claims.problems import Problem, Problems, Severity, shown

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Collector:
    """Problems found so far in one file of `n` claims.

    Parameters
    ----------
    file : str
        Name of the file, for the problems.
    rows : int64 array, shape (n,)
        Row number of each claim as a spreadsheet shows it.

    Attributes
    ----------
    bad : bool array, shape (n,)
        Claims with an error; they are left out of the table.
    missing : set of str
        Required columns that are not there at all.
    """

    def __init__(self, file: str, rows: Rows) -> None:
        self.file = file
        self.rows = rows
        self.bad: Mask = np.zeros(len(rows), dtype=bool)
        self.missing: set[str] = set()
        self._problems: list[Problem] = []

    def about_file(
        self,
        severity: Severity,
        code: str,
        message: str,
        remedy: str,
        *,
        row: int = 0,
        column: str = "",
        value: str = "",
    ) -> None:
        """Add a problem that is the file's, or a row's that is no claim, such as the header."""
        self._problems.append(Problem(severity, code, self.file, row, column, shown(value), message, remedy))

    def add(
        self, severity: Severity, code: str, position: int, column: str, value: str, message: str, remedy: str
    ) -> None:
        """Add a problem of the claim at this position; an error takes the claim out."""
        if severity == "error":
            self.bad[position] = True
        row = int(self.rows[position])
        self._problems.append(Problem(severity, code, self.file, row, column, shown(value), message, remedy))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add problems made elsewhere; an error at a row of claims takes those claims out."""
        added = list(problems)
        self._problems.extend(added)
        self.bad |= np.isin(self.rows, [p.row for p in added if p.severity == "error" and p.row])

    def problems(self) -> Problems:
        """All of them, sorted."""
        return Problems(self._problems)
