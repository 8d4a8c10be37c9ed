"""Coverage: where and when a source was looking. Silence is a zero only where this table says so.

`read` takes the table in and reports everything that is wrong with it at once; `status` says of each cell of a tally
whether it is counted, not covered, or unknown. Nothing here is ever inferred from claims.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any

import numpy as np
import pandas as pd

from tollbook import places, shipped
from tollbook.claims.coverage_days import STATUSES, Days, status
from tollbook.claims.dates import DayError, read_day
from tollbook.claims.headers import folded, nearest
from tollbook.claims.opening import open_file
from tollbook.claims.problems import SHOWN, Problem, Problems
from tollbook.plain import as_csv

__all__ = ["COLUMNS", "STATUSES", "Coverage", "CoverageError", "held", "read", "status"]

#: Columns of the table, in the order in which it is written.
COLUMNS = ("source", "pcode", "start", "end", "status", "note")

_LEVELS = ("township", "district", "state", "country")


class CoverageError(Exception):
    """A coverage file has problems; nothing of it is used.

    Attributes
    ----------
    problems : Problems
        All of them.
    """

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        super().__init__("\n".join(["The coverage file can't be used:", *map(str, problems)]))


@dataclass(frozen=True, eq=False)
class Coverage:
    """The coverage that findings are tallied with.

    Attributes
    ----------
    table : DataFrame
        As `read` gives it.
    name, sha256 : str
        Of the file, without its folder; empty for the table that ships, which is one of the reference tables.
    """

    table: pd.DataFrame
    name: str = ""
    sha256: str = ""

    @cached_property
    def _days(self) -> Days:
        return Days(self.table)

    @cached_property
    def says_nothing(self) -> bool:
        """Whether coverage is unknown of every place and day."""
        return self._days.says_nothing

    @cached_property
    def told_sha256(self) -> str:
        """The hash of what the table says of places and days, whatever sources and notes it has."""
        told = self.table[["pcode", "start", "end", "status"]].sort_values(["pcode", "start", "end", "status"])
        return hashlib.sha256(as_csv(told).encode()).hexdigest()

    def status(self, cells: pd.DataFrame) -> pd.Series:
        """Whether cells of a tally are counted, not covered, or unknown; see the function `status`."""
        return self._days.status(cells)

    def counts(self, cells: pd.DataFrame) -> pd.DataFrame:
        """On how many days of its townships each cell was looked at; see `coverage_days.Days.counts`."""
        return self._days.counts(cells)

    def __repr__(self) -> str:
        return f"<Coverage: {self.name or 'the table that ships'}, {len(self.table):,} rows>"


@dataclass
class _Row:
    """One row of the file as it was read; `pcode`, `start`, `end` and `status` are None where they are not valid."""

    number: int
    source: str
    pcode: str | None
    start: date | None
    end: date | None
    status: str | None
    note: str


@dataclass
class _Reading:
    """What is being read: the file's name and the problems found so far."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, row: int, column: str, value: str, code: str, message: str, remedy: str) -> None:
        self.problems.append(Problem("error", code, self.file, row, column, value[:SHOWN], message, remedy))


def read(path: str | os.PathLike[str] | None = None) -> pd.DataFrame:
    """The coverage table.

    Parameters
    ----------
    path : path-like, optional
        A CSV file (comma, semicolon or tab; UTF-8) with the columns ``source, pcode, start, end, status`` and perhaps
        ``note``. Default: the table that ships, ``data/reference/coverage.csv``.

    Returns
    -------
    DataFrame
        One row a source, place and span: ``source, pcode, note`` str; ``start, end`` datetime64[s], both days
        included; ``status`` a category of `STATUSES`. ``pcode`` is of a township, district, state or the country.

    Raises
    ------
    CoverageError
        With all problems at once: a missing column, an unknown code, status or day, an end before its start, two rows
        of one source and place that contradict each other.
    ClaimsFileError
        There is no such file, it is empty, or it is no table of text.
    """
    return held(path).table.copy()


def held(given: Coverage | pd.DataFrame | str | os.PathLike[str] | None = None) -> Coverage:
    """The coverage that a caller gave, with the name and hash of its file.

    Parameters
    ----------
    given : Coverage, DataFrame, path-like or None
        A table in memory, with the columns of `read`, is checked like a file. None: the table that ships.

    Raises
    ------
    CoverageError, ClaimsFileError
        As `read` does.
    """
    if given is None:
        return _shipped()
    if isinstance(given, Coverage):
        return given
    if isinstance(given, pd.DataFrame):
        data = as_csv(given[[name for name in COLUMNS if name in given]]).encode()
        return Coverage(_parsed("coverage in memory", data), "coverage in memory", hashlib.sha256(data).hexdigest())
    opened = open_file(given)
    return Coverage(_parsed(opened.name, opened.data), opened.name, opened.sha256)


@cache
def _shipped() -> Coverage:
    return Coverage(held(shipped.reference("coverage.csv")).table)


def _parsed(name: str, data: bytes) -> pd.DataFrame:
    reading = _Reading(name)
    rows = _rows(reading, _text(reading, data))
    _contradictions(reading, rows)
    if reading.problems:
        raise CoverageError(Problems(reading.problems))
    return _table(rows)


def _table(rows: list[_Row]) -> pd.DataFrame:
    def days(values: list[Any]) -> pd.Series:
        return pd.Series(np.array(values, dtype="datetime64[D]").astype("datetime64[s]"))

    return pd.DataFrame(
        {
            "source": pd.Series([row.source for row in rows], dtype=str),
            "pcode": pd.Series([row.pcode for row in rows], dtype=str),
            "start": days([row.start for row in rows]),
            "end": days([row.end for row in rows]),
            "status": pd.Categorical([row.status for row in rows], categories=STATUSES),
            "note": pd.Series([row.note for row in rows], dtype=str),
        }
    )


def _text(reading: _Reading, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = "The file is not text in UTF-8."
        reading.wrong(0, "", "", "not_utf8", message, "Save it as CSV UTF-8, and give that file.")
        raise CoverageError(Problems(reading.problems)) from None


def _rows(reading: _Reading, text: str) -> list[_Row]:
    header_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    places_of = _header(reading, next(reader))
    cells: list[tuple[int, dict[str, str]]] = []
    for number, row in enumerate(reader, start=2):
        if any(cell.strip() for cell in row):
            found = {name: row[at].strip() if at < len(row) else "" for name, at in places_of.items()}
            cells.append((number, found))
    levels = places.units({row.get("pcode", "").upper() for _, row in cells})["level"]
    return [_row(reading, number, row, levels) for number, row in cells]


def _header(reading: _Reading, cells: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        name = folded(cell)
        if name in COLUMNS and name not in found:
            found[name] = at
        elif name:
            near = nearest(name, COLUMNS)
            remedy = f"Did you mean {near}? Rename or delete it." if near else "Delete it, or move it to note."
            reading.wrong(
                1,
                "",
                cell,
                "unknown_column",
                "The coverage table has no such column, or it stands there twice.",
                remedy,
            )
    for name in COLUMNS[:-1]:
        if name not in found:
            reading.wrong(1, name, "", "missing_column", f"The column {name} is missing.", "Add it to the header.")
    if any(problem.code == "missing_column" for problem in reading.problems):
        raise CoverageError(Problems(reading.problems))
    return found


def _row(reading: _Reading, number: int, cells: dict[str, str], levels: pd.Series) -> _Row:
    source, pcode = cells["source"], cells["pcode"].upper()
    if not source:
        message = "The row does not say whose coverage it is."
        reading.wrong(number, "source", "", "no_source", message, "Write the name of the source.")
    level = str(levels.get(pcode, ""))
    if level not in _LEVELS:
        message = "This is no p-code of a township, district, state or the country (MMR)."
        if level:
            message = f"Coverage is stated for townships and larger; this is the code of a {level}."
        reading.wrong(number, "pcode", cells["pcode"], "no_such_place", message, "Look it up: tollbook place NAME.")
    start, end = _day(reading, number, "start", cells), _day(reading, number, "end", cells)
    if start and end and end < start:
        message = f"The end lies before the start, {start.isoformat()}."
        reading.wrong(number, "end", cells["end"], "end_before_start", message, "Correct one of the two days.")
        start = end = None
    said = " ".join(cells["status"].casefold().replace("_", " ").split())
    if said not in STATUSES:
        remedy = f"Write one of: {', '.join(STATUSES)}."
        reading.wrong(number, "status", cells["status"], "no_such_status", "There is no such status.", remedy)
    known = level in _LEVELS
    return _Row(
        number, source, pcode if known else None, start, end, said if said in STATUSES else None, cells.get("note", "")
    )


def _day(reading: _Reading, number: int, column: str, cells: dict[str, str]) -> date | None:
    text = cells[column]
    if not text:
        message = "The day is missing: coverage has a first and a last day."
        reading.wrong(number, column, "", "no_day", message, "Write the day as year-month-day, such as 2024-11-14.")
        return None
    try:
        return read_day(text)
    except DayError as error:
        reading.wrong(number, column, text, error.code, error.message, error.remedy)
        return None


def _contradictions(reading: _Reading, rows: list[_Row]) -> None:
    """Two rows of one source and place with days in common must say the same; a smaller place may differ."""
    whole = [row for row in rows if row.pcode and row.start and row.end and row.status]
    whole.sort(key=lambda row: (row.source, str(row.pcode), row.start, row.number))
    latest: dict[tuple[str, str | None, str | None], _Row] = {}
    for row in whole:
        for other_status in STATUSES:
            other = latest.get((row.source, row.pcode, other_status))
            if other is None or other_status == row.status or str(row.start) > str(other.end):
                continue
            message = f"Row {other.number} says {other.status!r} of the same source and place for some of these days."
            reading.wrong(
                row.number,
                "status",
                str(row.status),
                "contradiction",
                message,
                "Correct the days or the status of one.",
            )
        key = (row.source, row.pcode, row.status)
        if key not in latest or str(latest[key].end) < str(row.end):
            latest[key] = row
