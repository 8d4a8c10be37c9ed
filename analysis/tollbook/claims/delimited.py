"""Reading CSV: comma, semicolon or tab; the encoding told from the bytes, and any other than Unicode refused."""

from __future__ import annotations

import codecs
import csv
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.csv as pacsv  # type: ignore[import-untyped]

from tollbook.claims.grid import Grid, from_rows
from tollbook.claims.headers import known_names, refuse_wrong_header
from tollbook.claims.opening import Opened
from tollbook.claims.problems import ClaimsFileError, Problem, shown

_DELIMITERS = (",", ";", "\t")
_UTF8 = "Save it as CSV UTF-8 (in Excel: Save As, CSV UTF-8; in LibreOffice: character set Unicode (UTF-8))."


def read_delimited(opened: Opened) -> Grid:
    """The grid of a CSV file.

    Raises
    ------
    ClaimsFileError
        The bytes are no Unicode text, or the file ends within a quoted cell.
    """
    text = _decoded(opened)
    delimiter, skipped = _delimiter(text)
    grid = None if skipped else _fast(text, delimiter)
    return grid or _careful(text, delimiter, opened.name, skipped)


def _decoded(opened: Opened) -> str:
    data = opened.data
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\0" in data[:4096] and len(data) % 2 == 0:
        # Text in UTF-16 without a mark has a zero in every other byte of its header.
        encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    else:
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_unicode(opened, error) from error
    if "\0" in text:
        raise _binary(opened.name)
    return text


def _not_unicode(opened: Opened, error: UnicodeDecodeError) -> ClaimsFileError:
    before = opened.data[: error.start]
    share = sum(byte < 9 or 13 < byte < 32 for byte in opened.data[:4096]) / len(opened.data[:4096])
    if share > 0.02:
        return _binary(opened.name)
    row = before.count(b"\n") + 1
    line = opened.data[before.rfind(b"\n") + 1 :].split(b"\n", 1)[0]
    value = line.decode("cp1252", "replace")[max(0, error.start - before.rfind(b"\n") - 21) :][:40]
    return ClaimsFileError(
        opened.name,
        "not_utf8",
        f"The file is not UTF-8: line {row} holds the byte 0x{opened.data[error.start]:02X}, as files in a Windows or "
        "other old code page do. Which letter it stands for would be a guess.",
        _UTF8,
        value=value.strip(),
    )


def _binary(name: str) -> ClaimsFileError:
    return ClaimsFileError(name, "binary_file", "The file is not text.", "Give the claims as CSV UTF-8 or as XLSX.")


def _delimiter(text: str) -> tuple[str, int]:
    """The delimiter under which the header has most known names, and how many lines stand before the header.

    Some programs put a first line ``sep=;`` there to tell Excel of the delimiter.
    """
    start = text[: 64 * 1024]
    lines = start.splitlines() or [""]
    if lines[0].strip().strip('"').lower().startswith("sep=") and len(lines) > 1:
        return lines[0].strip().strip('"')[4:5] or "\t", 1
    header = next((line for line in lines if line.strip()), "")

    def score(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([header], delimiter=delimiter), [])
        return known_names(cells), len(cells)

    return max(_DELIMITERS, key=score), 0


def _fast(text: str, delimiter: str) -> Grid | None:
    """The grid by Arrow's parser, or None for a file that is not perfectly regular, which `_careful` then explains."""
    if text.count('"') % 2:
        return None
    data = text.rstrip("\r\n").encode("utf-8")
    header = next(csv.reader(io.StringIO(text[: 64 * 1024], newline=""), delimiter=delimiter), [])
    names = [str(i) for i in range(len(header))]
    if not known_names(header):
        return None
    try:
        table = pacsv.read_csv(
            pa.py_buffer(data),
            read_options=pacsv.ReadOptions(column_names=names, block_size=1 << 24),
            parse_options=pacsv.ParseOptions(
                delimiter=delimiter, newlines_in_values='"' in text, ignore_empty_lines=False
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()),
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    columns = [_one(column) for column in table.columns]
    filled = np.zeros(table.num_rows, dtype=bool)
    for column in columns:
        filled |= np.asarray(pc.not_equal(pc.utf8_trim_whitespace(column), ""))
    if not filled.any() or not filled[0]:
        return None
    rows = np.flatnonzero(filled).astype(np.int64) + 1
    kept = columns if filled.all() else [column.filter(pa.array(filled)) for column in columns]
    return Grid([column[0].as_py() for column in kept], [column[1:] for column in kept], rows[1:], int(rows[0]))


def _one(column: pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks()
    return whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole


def _careful(text: str, delimiter: str, name: str, skipped: int) -> Grid:
    """The grid row by row, with a problem for each row that has more or fewer cells than the header."""
    _refuse_open_quote(text, delimiter, name)
    with _unlimited_cells():
        numbered = enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1)
        rows = [(i, row) for i, row in numbered if i > skipped and any(cell.strip() for cell in row)]
    if not rows:
        raise ClaimsFileError(
            name, "empty_file", "The file is empty.", "Give a file with a header row and one row a claim."
        )
    refuse_wrong_header(name, rows[:10])
    width = len(rows[0][1])
    if all(len(row) > width and not any(cell.strip() for cell in row[width:]) for _, row in rows[1:]):
        rows = [(i, row[:width]) for i, row in rows]  # every row ends in delimiters that the header does not have
    problems = [_ragged(name, i, row, width) for i, row in rows if len(row) != width]
    even = [(i, row) for i, row in rows if len(row) == width]
    return from_rows([row for _, row in even], [i for i, _ in even], problems=problems)


def _ragged(name: str, number: int, row: list[str], width: int) -> Problem:
    remedy = (
        "Put quotes around cells that hold the delimiter."
        if len(row) > width
        else "Complete the row; if it is the last one, the file may have been cut off while it was copied."
    )
    message = f"The row has {len(row)} cells, the header has {width}."
    return Problem("error", "ragged_row", name, number, "", shown(row[0] if row else ""), message, remedy)


def _refuse_open_quote(text: str, delimiter: str, name: str) -> None:
    """A quote that is never closed swallows every row after it."""
    if text.count('"') % 2 == 0:
        return
    number = 0
    with _unlimited_cells():
        try:
            for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
                number += 1
        except csv.Error as error:
            if "unexpected end of data" not in str(error):
                return
            raise ClaimsFileError(
                name,
                "open_quote",
                f"A quotation mark in row {number + 1} is never closed, so the rows after it can't be told apart.",
                "Close it, or double it where it is part of the text; the file may also have been cut off.",
                row=number + 1,
            ) from error


@contextmanager
def _unlimited_cells() -> Iterator[None]:
    """Lift the csv module's limit of 131,072 characters a cell, so that a huge cell is reported by its row."""
    before = csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)
