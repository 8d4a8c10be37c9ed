"""Adding findings in Parquet files up on a cluster: each worker adds some row groups up, and gives back their sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tollbook.cluster import Call, connected
from tollbook.incidents import batches
from tollbook.incidents.stored import FindingsFileError, Part
from tollbook.tallies.layout import Layout
from tollbook.tallies.sheet import Sheet

#: Findings that a worker adds up at once.
_ROWS = 4_000_000


def add_up(sheet: Sheet, parts: Sequence[Part], columns: list[str], address: str) -> None:
    """Add row groups up on a cluster, into a sheet.

    Parameters
    ----------
    sheet : Sheet
    parts : sequence of Part
        In files that all workers see under the same names.
    columns : list of str
        That are read.
    address : str
        Of the cluster's scheduler.

    Raises
    ------
    FindingsFileError
        A worker can't read a file, or something in it is wrong.
    ClusterError
        The cluster can't be used, or is there no more.
    """
    asked = sheet.asked
    shared = {
        "asked": [asked.level, asked.period, asked.within, asked.first, asked.last],
        "wanted": sheet.lookups.wanted,
        "days": [sheet.first, sheet.last],
        "columns": columns,
    }
    with connected(address) as cluster:
        calls = (Call(f"{__name__}:sums", {**shared, "parts": each}) for each in _together(parts))
        for answer in cluster.calls(calls):
            if answer.result is None:
                first = Path(answer.call.given["parts"][0][0])
                died = f"{first}: each worker died that read it. Give the workers more memory."
                raise FindingsFileError(died if answer.died else answer.trouble)
            sheet.add_plain(answer.result)


def _together(parts: Sequence[Part]) -> Iterator[list[list[Any]]]:
    """Row groups that one worker adds up at once, as plain data."""
    some: list[Part] = []
    for part in parts:
        some.append(part)
        if sum(each.rows for each in some) >= _ROWS:
            yield [_plain(each) for each in some]
            some = []
    if some:
        yield [_plain(each) for each in some]


def _plain(part: Part) -> list[Any]:
    file = part.file.resolve()
    return [str(file), file.stat().st_size, part.number, part.rows]


def sums(given: dict[str, Any], files: list[bytes]) -> dict[str, Any]:  # noqa: ARG001 - findings are read where they lie
    """Add some row groups up, on a worker.

    Parameters
    ----------
    given : dict
        As `add_up` sends it.
    files : list of bytes
        None.

    Returns
    -------
    dict
        As `Sheet.plain` gives it.

    Raises
    ------
    FindingsFileError
        A file is not there, or something in it is wrong.
    """
    parts = [_part(*each) for each in given["parts"]]
    sheet = Sheet(Layout(*given["asked"]), given["wanted"], *given["days"])
    for batch in batches.batches(parts, given["columns"]):
        sheet.add(batch)
    return sheet.plain()


def _part(name: str, size: int, number: int, rows: int) -> Part:
    file = Path(name)
    if not file.is_file() or file.stat().st_size != size:
        raise FindingsFileError(
            f"{file}: on a worker it is not there, or another file. Findings that a cluster adds up must lie in a "
            "folder that all its machines see under the same name."
        )
    return Part(file, number, rows)
