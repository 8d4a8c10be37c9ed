"""`read_claims`: from a file to a validated table of claims, with every problem at once."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

from tollbook.claims.delimited import read_delimited
from tollbook.claims.grid import Grid
from tollbook.claims.opening import Opened, open_file
from tollbook.claims.table import Claims, from_grid


def read_claims(path: str | os.PathLike[str], today: date | None = None) -> Claims:
    """Read a file of claims, with everything that is wrong with it.

    Parameters
    ----------
    path : path-like
        CSV (comma, semicolon or tab; UTF-8 or UTF-16), XLSX, or a Parquet file written by Tollbook.
    today : date, optional
        Days after it are errors. Without it no clock is looked at, so that the same file reads alike on any day.

    Returns
    -------
    Claims
        `problems` lists everything wrong; rows with an error are not in `table`.

    Raises
    ------
    ClaimsFileError
        No table can be read at all: the file is missing, empty, binary, of another kind, or not Unicode.
    ChangedWhileRead
        The file was written to meanwhile.

    Examples
    --------
    >>> from tollbook import shipped
    >>> claims = tb.read_claims(shipped.claims_file())
    >>> claims.problems
    <Problems: 0 errors, 8 warnings>
    """
    read_before = _KEPT.get(_mark(path, today)) if _KEPT else None
    if read_before is not None:
        return read_before
    opened = open_file(path)
    return from_grid(_grid(opened), opened.name, opened.sha256, today)


#: Claims that were read before this process was forked, by their file and day. Empty everywhere else.
_KEPT: dict[tuple[Any, ...], Claims] = {}


def _mark(path: str | os.PathLike[str], today: date | None) -> tuple[Any, ...]:
    """What tells a file, under any of its names, from every other and from itself after it was written to."""
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return (os.path.basename(path), found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, today)


def keep(claims: Claims, path: str | os.PathLike[str], today: date | None = None) -> None:
    """Keep claims for the processes that are forked from this one, so that none of them reads the same file again.

    A process that is not forked never does this: whoever changes a table that he was given must not change what the
    next reading gives.
    """
    _KEPT[_mark(path, today)] = claims


def _grid(opened: Opened) -> Grid:
    """The table in a file, whose kind its first bytes tell; its name may lie."""
    if opened.data.startswith(b"PK"):
        from tollbook.claims.sheet import read_sheet

        return read_sheet(opened)
    if opened.data.startswith(b"PAR1"):
        from tollbook.claims.parquet import read_parquet

        return read_parquet(opened)
    return read_delimited(opened)
