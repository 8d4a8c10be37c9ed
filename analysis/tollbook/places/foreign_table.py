"""Reading a table that another organisation made (CSV or XLSX) into numbered rows of text, without judging it.

Rows keep the numbers that a spreadsheet shows, so that a problem can name them. A row of HXL tags under the header is
dropped. What a cell means is for the caller to say.
"""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

_SEARCHED = 10


class ForeignTableError(ValueError):
    """A file is not there, is no table, or can't be read; the message says which and what to do."""


@dataclass(frozen=True)
class ForeignTable:
    """One table of a file.

    Attributes
    ----------
    file, sheet : str
        Name of the file without its folder; name of the sheet, '' for a CSV.
    header : tuple of str
    rows : tuple of (int, dict of str to str)
        Each row's number, the file's first line being 1, and its cells by column. Empty rows are left out.
    """

    file: str
    sheet: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def tables_of(path: str | os.PathLike[str]) -> list[ForeignTable]:
    """All tables of a file: one of a CSV, one a sheet of a workbook. Sheets without a row are left out.

    Parameters
    ----------
    path : path-like
        A CSV (comma, semicolon or tab; UTF-8) or an XLSX file.

    Returns
    -------
    list of ForeignTable

    Raises
    ------
    ForeignTableError
    """
    file = Path(path)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ForeignTableError(f"{file.name} can't be read: {error.strerror or error}.") from error
    sheets = _sheets(file.name, data) if data[:4] == b"PK\x03\x04" else [("", _lines(file.name, data))]
    found = [table for sheet, lines in sheets if (table := _table(file.name, sheet, lines)) is not None]
    if not found:
        raise ForeignTableError(f"{file.name} holds no table: there is no row under a header.")
    return found


def _sheets(name: str, data: bytes) -> list[tuple[str, list[list[str]]]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        grids = {sheet: book.get_sheet_by_name(sheet).to_python(skip_empty_area=False) for sheet in book.sheet_names}
    except CalamineError as error:
        message = f"{name} can't be read as a workbook: {error}. Save it again as XLSX or as CSV."
        raise ForeignTableError(message) from error
    return [(sheet, [[_text(cell) for cell in row] for row in grid]) for sheet, grid in grids.items()]


def _text(cell: object) -> str:
    # A spreadsheet has no whole numbers: 1234 comes as 1234.0.
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _lines(name: str, data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ForeignTableError(f"{name} is not text in UTF-8. Save it as CSV UTF-8, and give that file.") from None
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    try:
        return [
            [cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise ForeignTableError(f"{name} can't be read as CSV: {error}.") from error


def _table(name: str, sheet: str, lines: list[list[str]]) -> ForeignTable | None:
    """The header is the widest of the first rows: titles above it fill a cell or two."""
    first = lines[:_SEARCHED]
    if not first:
        return None
    at = max(range(len(first)), key=lambda i: sum(map(bool, first[i])))
    header = tuple(lines[at])
    rows = [
        (number, dict(zip(header, [*cells, *[""] * len(header)], strict=False)))
        for number, cells in enumerate(lines[at + 1 :], start=at + 2)
        if any(cells) and not _is_tags(cells)
    ]
    return ForeignTable(name, sheet, header, tuple(rows)) if rows else None


def _is_tags(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return all(cell.startswith("#") for cell in filled)
