"""Plain text: its lines, and its table where it is one."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from tollbook.release.scan.pieces import Piece, Where, keys, row

#: Lines of a text that are looked at as one piece: what is split over two of them is still seen together.
_LINES = 40
_OVERLAP = 2
_SEPARATORS = ",\t;|"
_BLANKS = re.compile(r"\S+")


def read(text: str, where: Where) -> Iterator[Piece]:
    """Pieces of a text.

    Parameters
    ----------
    text : str
    where : tuple of str
        The place of the text inside its file.
    """
    separator = separator_of(text)
    if separator:
        yield from read_table(text, separator, where)
        return
    yield from _printed_columns(text, where)
    lines = text.split("\n")
    for first in range(0, len(lines), _LINES - _OVERLAP):
        part = "\n".join(lines[first : first + _LINES])
        if part.strip():
            yield Piece(
                part, (*where, f"line {first + 1}" if first == 0 and len(lines) == 1 else f"lines from {first + 1}")
            )


def separator_of(text: str) -> str:
    """What stands between the cells of a text that is a table; nothing where it is none."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:6]
    if len(lines) < 2:
        return ""
    counts = {sign: [line.count(sign) for line in lines[:-1] or lines] for sign in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda sign: min(counts[sign]))
    head = lines[0].split(best)
    short = all(len(cell.strip()) <= 40 and not cell.strip().endswith(".") for cell in head)
    return best if min(counts[best]) >= 1 and short and (len(head) > 2 or counts[best][0] == max(counts[best])) else ""


def read_table(text: str, separator: str, where: Where) -> Iterator[Piece]:
    """Columns and rows of a table as text."""
    csv.field_size_limit(1 << 30)
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=separator)
    header: list[str] = []
    for number, cells in enumerate(rows, 1):
        if not header:
            if any(cells):
                header = cells
                yield from keys(header, (*where, f"row {number}"))
                # A table without a header: its first row is as telling as the others.
                yield row([(f"column {at}", cell) for at, cell in enumerate(cells, 1)], (*where, f"row {number}"))
            continue
        names = [*header, *(f"column {at}" for at in range(len(header) + 1, len(cells) + 1))]
        yield row(list(zip(names, cells, strict=False)), (*where, f"row {number}"))


def _printed_columns(text: str, where: Where) -> Iterator[Piece]:
    """The columns of a table that was printed with blanks, as pandas prints it: rows below begin with a number."""
    lines = text.split("\n")
    for at in range(len(lines) - 1):
        below = lines[at + 1].split(maxsplit=1)
        if len(below) > 1 and below[0].isdigit() and lines[at].startswith(" ") and len(lines[at].split()) > 1:
            yield from keys(_BLANKS.findall(lines[at]), (*where, f"line {at + 1}"))
