"""Which column of a file is which column of the claims table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from rapidfuzz import process

from tollbook.claims import schema
from tollbook.claims.collecting import Collector
from tollbook.claims.grid import Grid
from tollbook.claims.problems import ClaimsFileError


def folded(name: str) -> str:
    """A name without regard to case, spaces, hyphens and underscores: "Claim ID" and "claim_id" are one."""
    return re.sub(r"[\s_\-.]+", "_", name.strip().casefold()).strip("_")


_BY_FOLDED = {folded(name): name for name in (*schema.NAMES, *schema.DERIVED)}


def known_names(cells: Iterable[str]) -> int:
    """How many of a row's cells are names of columns."""
    return len({folded(cell) for cell in cells} & _BY_FOLDED.keys())


def column_of(cell: str) -> str:
    """The column of the claims table that a header's cell names; an empty string where it names none."""
    return _BY_FOLDED.get(folded(cell), "")


def refuse_wrong_header(file: str, rows: list[tuple[int, list[str]]]) -> None:
    """Refuse a table whose first row is no header; `rows` are its first rows, each with its number.

    Raises
    ------
    ClaimsFileError
        The header stands further down, or nowhere.
    """
    first = known_names(rows[0][1])
    for number, cells in rows[1:]:
        if first < 3 and known_names(cells) >= max(4, 2 * first):
            message = f"The header stands in row {number}, and something else above it."
            raise ClaimsFileError(file, "late_header", message, "Delete the rows above the header.", row=number)
    if not first:
        raise ClaimsFileError(
            file,
            "no_header",
            "The first row names no column of the claims table.",
            f"Begin with a header row; a file of claims has at least {', '.join(schema.REQUIRED)}.",
            row=rows[0][0],
            value=", ".join(rows[0][1])[:200],
        )


def nearest(value: str, names: Iterable[str]) -> str:
    """The name most like a value; an empty string where none is like it."""
    found = process.extractOne(folded(value[:100]), list(names), score_cutoff=75)
    return str(found[0]) if found else ""


def match(grid: Grid, collect: Collector) -> dict[str, pa.Array]:
    """The grid's columns under their names in the claims table, the missing ones empty.

    Parameters
    ----------
    grid : Grid
        As read.
    collect : Collector
        Is told of missing columns (error), of those found twice (error) and of those left aside (warning).

    Returns
    -------
    dict of str to pyarrow string array, each of shape (n,)
        Every column of the schema, cells trimmed.
    """
    found: dict[str, pa.Array] = {}
    for cell, column in zip(grid.header, grid.columns, strict=True):
        name = _BY_FOLDED.get(folded(cell), "")
        if name in schema.DERIVED:
            continue
        if not name:
            _report_unknown(cell, column, grid.header_row, collect)
        elif name in found:
            message, remedy = f"The column {name} stands there twice.", "Delete or rename one of the two."
            collect.about_file("error", "double_column", message, remedy, row=grid.header_row, column=name, value=cell)
            collect.bad[:] = True
        else:
            found[name] = pc.utf8_trim_whitespace(column)
    _report_missing(found, grid, collect)
    empty = pa.array(np.full(len(grid.rows), ""), type=pa.large_string())
    return {name: found.get(name, empty) for name in schema.NAMES}


def _report_unknown(cell: str, column: pa.Array, row: int, collect: Collector) -> None:
    if not cell.strip() and not pc.any(pc.not_equal(pc.utf8_trim_whitespace(column), "")).as_py():
        return
    if not cell.strip():
        message, remedy = "A column with cells has no name, and is left aside.", "Name it, or delete it."
    else:
        near = nearest(cell, schema.NAMES)
        message = "The claims table has no column of this name; it is left aside."
        remedy = f"Did you mean {near}? Rename it." if near else "Nothing needs doing if that is meant."
    collect.about_file("warning", "unknown_column", message, remedy, row=row, value=cell)


def _report_missing(found: dict[str, pa.Array], grid: Grid, collect: Collector) -> None:
    for name in schema.REQUIRED:
        if name in found:
            continue
        column = schema.BY_NAME[name]
        message = f"The column {name} is missing. {column.meaning}"
        remedy = f"Add it to the header and fill it in every row, such as {column.example!r}."
        collect.about_file("error", "missing_column", message, remedy, row=grid.header_row, column=name)
        collect.missing.add(name)
        collect.bad[:] = True


_TAG = re.compile(r"#[a-z]\w*(?:\s*\+\w+)*", re.IGNORECASE)


def without_tags(grid: Grid) -> Grid:
    """The grid without its row of HXL tags, where it has one within its first five rows.

    Humanitarian data carries such a row, "#date +start" and so on, right under the header.
    """
    for position in range(min(5, len(grid.rows))):
        cells = [column[position].as_py().strip() for column in grid.columns]
        filled = [cell for cell in cells if cell]
        if filled and all(_TAG.fullmatch(cell) for cell in filled):
            keep = np.ones(len(grid.rows), dtype=bool)
            keep[position] = False
            return replace(grid, columns=[c.filter(pa.array(keep)) for c in grid.columns], rows=grid.rows[keep])
    return grid
