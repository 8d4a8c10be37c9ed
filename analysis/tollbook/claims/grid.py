"""A table of text as it stands in a file, before anything is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from tollbook.claims.collecting import Rows
from tollbook.claims.problems import Problem


@dataclass(frozen=True)
class Grid:
    """Header and cells of one table.

    Attributes
    ----------
    header : list of str
        The header's cells as they stand.
    columns : list of pyarrow string arrays, each of shape (n,)
        Cells by column; an empty cell is an empty string, never null.
    rows : int64 array, shape (n,)
        Row number of each row of cells, as a spreadsheet shows it.
    header_row : int
        Row number of the header.
    serials : 1900, 1904 or None
        Date system of a workbook, in which a number may stand for a day.
    problems : list of Problem
        What was found on the way here.
    """

    header: list[str]
    columns: list[pa.Array]
    rows: Rows
    header_row: int = 1
    serials: Literal[1900, 1904] | None = None
    problems: list[Problem] = field(default_factory=list)


def from_rows(
    cells: Sequence[Sequence[str]],
    numbers: Sequence[int],
    *,
    serials: Literal[1900, 1904] | None = None,
    problems: Sequence[Problem] = (),
) -> Grid:
    """A grid of rows of equal length, the first of which is the header; `numbers` are their row numbers."""
    header, body = list(cells[0]), cells[1:]
    columns = [pa.array([row[i] for row in body], type=pa.large_string()) for i in range(len(header))]
    rows = np.asarray(numbers[1:], dtype=np.int64)
    return Grid(header, columns, rows, numbers[0], serials, list(problems))
