"""Reading XLSX: the sheet of claims as text, with the row numbers that the spreadsheet shows."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from tollbook.claims.frames import as_text
from tollbook.claims.grid import Grid, from_rows
from tollbook.claims.headers import column_of, folded, refuse_wrong_header
from tollbook.claims.opening import Opened
from tollbook.claims.problems import ClaimsFileError, Problem
from tollbook.claims.workbook import SheetXml, damaged, inspect


def read_sheet(opened: Opened) -> Grid:
    """The grid of a workbook: of its sheet `claims`, or of the first.

    Raises
    ------
    ClaimsFileError
        The workbook is damaged, has no sheet with cells, or holds formulas.
    """
    number, several = _choose(opened)
    xml = inspect(opened.name, opened.data, number)
    sheet = _sheet(opened, number)
    cells, numbers = _rows(opened, sheet)
    try:
        refuse_wrong_header(opened.name, list(zip(numbers, cells, strict=True))[:10])
    except ClaimsFileError as error:
        found = error.problem
        hint = " ".join(f"{warning.message} {warning.remedy}" for warning in several)
        remedy = f"{found.remedy} {hint}".strip()
        raise ClaimsFileError(opened.name, found.code, found.message, remedy, found.row, found.value) from error
    problems = [*several, *_merged(opened.name, sheet, numbers), *_unread(opened.name, xml, cells[0])]
    return from_rows(cells, numbers, serials=xml.serials, problems=problems)


def _book(opened: Opened) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(opened.data))
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(opened.name) from error


def _choose(opened: Opened) -> tuple[int, list[Problem]]:
    """Position of the sheet, and a warning where it is the first of several by position alone."""
    names = _guarded(opened, lambda: _book(opened).sheet_names)
    if not names:
        raise damaged(opened.name)
    for position, name in enumerate(names):
        if folded(name) == "claims":
            return position, []
    if len(names) == 1:
        return 0, []
    message = f"The workbook has {len(names)} sheets and none is named claims; the first, {names[0]!r}, was read."
    remedy = "Name the sheet of claims claims, or make sure that it is the first."
    return 0, [Problem("warning", "several_sheets", opened.name, 0, "", "", message, remedy)]


def _sheet(opened: Opened, number: int) -> CalamineSheet:
    sheet: CalamineSheet = _guarded(opened, lambda: _book(opened).get_sheet_by_index(number))
    return sheet


def _guarded(opened: Opened, read: Any) -> Any:
    """Call the reader; a panic of its Rust code is a damaged file, not a crash of ours."""
    try:
        return read()
    except ClaimsFileError:
        raise
    except Exception as error:
        raise damaged(opened.name) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise damaged(opened.name) from error
        raise


def _rows(opened: Opened, sheet: CalamineSheet) -> tuple[list[list[str]], list[int]]:
    """The rows that hold anything, as text, with their numbers."""
    grid = _guarded(opened, lambda: sheet.to_python(skip_empty_area=False))
    kept: list[list[str]] = []
    numbers: list[int] = []
    for number, row in enumerate(grid, start=1):
        if any(value != "" for value in row):
            kept.append([_text(value) for value in row])
            numbers.append(number)
    if not kept:
        raise ClaimsFileError(
            opened.name, "empty_file", "The sheet is empty.", "Give a file with a header row and one row a claim."
        )
    return kept, numbers


def _text(value: Any) -> str:
    return str(value) if isinstance(value, timedelta) else as_text(value)


def _merged(name: str, sheet: CalamineSheet, numbers: list[int]) -> list[Problem]:
    """An error for each claim in an area merged over rows: only the area's first cell would be read."""
    rows = set(numbers[1:])
    problems = []
    for (top, _), (bottom, _) in sheet.merged_cell_ranges or []:
        if bottom == top:
            continue
        message = f"Cells of rows {top + 1} to {bottom + 1} are merged, so that all but the first are empty."
        remedy = "Unmerge them, and write the value into every row that it is meant for."
        touched = [row for row in range(top + 1, bottom + 2) if row in rows]
        problems += [Problem("error", "merged_cells", name, row, "", "", message, remedy) for row in touched]
    return problems


_UNREAD = {
    "formula": "The cell holds a formula, whose saved value may be out of date.",
    "error_value": "The cell holds the error of a formula.",
}


def _unread(file: str, xml: SheetXml, header: list[str]) -> list[Problem]:
    """An error for each formula and error value in a column of the claims table, or at a place not known."""
    problems = []
    for code, cells in (("formula", xml.formulas), ("error_value", xml.errors)):
        for row, column in cells:
            name = column_of(header[column - 1]) if 0 < column <= len(header) else ""
            if name or not row:
                remedy = "Copy the column and paste it as values, then save."
                problems.append(Problem("error", code, file, row, name, "", _UNREAD[code], remedy))
    return problems
