"""Claims in Parquet files that need not fit into memory: read in parts, each of which holds its incidents whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from tollbook.claims import headers
from tollbook.claims.frames import grid_of
from tollbook.claims.problems import ClaimsError, Problem, Problems, shown
from tollbook.claims.table import Claims, from_grid

#: Files into which the hashes of names are parted.
_BUCKETS = 64
#: Problems that are told of one kind.
_MOST = 20


@dataclass(frozen=True)
class ClaimsPart:
    """Row groups of a file that are read together.

    Attributes
    ----------
    file : Path
    groups : tuple of int
        Numbers of the row groups, from 0.
    before : int
        Claims of the file that stand before them.
    """

    file: Path
    groups: tuple[int, ...]
    before: int

    def read(self) -> Claims:
        """The claims of the part, checked; their rows are numbered as in the whole file."""
        frame = pq.ParquetFile(self.file).read_row_groups(list(self.groups)).to_pandas()
        grid = grid_of(frame)
        return from_grid(replace(grid, rows=grid.rows + self.before), self.file.name, "", None)


def parts(path: str | os.PathLike[str]) -> list[ClaimsPart]:
    """The parts in which claims are read: row groups, or a whole file where its row groups share an incident.

    Parameters
    ----------
    path : path-like
        A Parquet file, or a folder of such files.

    Raises
    ------
    ClaimsError
        There are none, one can't be read, or two files share an incident or a claim; the message names up to 20.
    """
    files = _files(Path(path))
    groups = [group for file in files for group in _groups(file)]
    torn: set[Path] = set()
    problems: list[Problem] = []
    for name, one, other in _shared(groups, "incident_id"):
        if one.file == other.file:
            torn.add(one.file)
        else:
            problems += [_problem("incident_id", name, one, other)] if len(problems) < _MOST else []
    problems += [
        _problem("claim_id", name, one, other) for name, one, other in islice(_shared(groups, "claim_id"), _MOST)
    ]
    if problems:
        raise ClaimsError(Problems(problems))
    return [*_joined(groups, torn)]


def _files(path: Path) -> list[Path]:
    files = [path] if path.is_file() else sorted(path.rglob("*.parquet")) if path.is_dir() else []
    files = [file for file in files if not file.name.startswith((".", "_"))]
    if not files:
        message = f"There is no Parquet file at {path}."
        raise ClaimsError(
            Problems([Problem("error", "no_such_file", path.name, 0, "", "", message, "Check the path.")])
        )
    return files


def _groups(file: Path) -> Iterator[ClaimsPart]:
    try:
        footer = pq.read_metadata(file)
    except (pa.ArrowException, OSError) as error:
        remedy = "Write the claims as Parquet anew."
        message = f"The file can't be read as Parquet: {' '.join(str(error).split())}"
        raise ClaimsError(
            Problems([Problem("error", "damaged_parquet", file.name, 0, "", "", message, remedy)])
        ) from None
    before = 0
    for number in range(footer.num_row_groups):
        yield ClaimsPart(file, (number,), before)
        before += footer.row_group(number).num_rows


def _joined(groups: list[ClaimsPart], torn: set[Path]) -> Iterator[ClaimsPart]:
    for group in groups:
        if group.file not in torn:
            yield group
        elif group.before == 0 and group.groups == (0,):
            yield replace(group, groups=tuple(each.groups[0] for each in groups if each.file == group.file))


def _problem(column: str, name: str, one: ClaimsPart, other: ClaimsPart) -> Problem:
    """What is wrong with an incident, or a claim, that stands in two files, or row groups."""
    code, what, remedy = {
        "incident_id": (
            "torn_incident",
            "incident",
            "Write all claims of an incident into one file: partition them by incident_id, or sort them by it.",
        ),
        "claim_id": ("double_claim", "claim", "Delete one of the two, or give it a name of its own."),
    }[column]
    message = f"The {what} stands in {one.file.name} too."
    return Problem("error", code, other.file.name, 0, column, shown(name), message, remedy)


# ------------------------------------------------------------------------------------- names that several parts share


def _shared(groups: list[ClaimsPart], column: str) -> Iterator[tuple[str, ClaimsPart, ClaimsPart]]:
    """Names that stand in two row groups, with these.

    The names of a hundred million claims fit into no memory. Their hashes are written into a few files by their last
    bits, so that each file can be looked through by itself.
    """
    with tempfile.TemporaryDirectory(prefix="tollbook-claims-") as folder:
        buckets = [Path(folder) / str(number) for number in range(_BUCKETS)]
        for at, group in enumerate(groups):
            hashes = np.unique(_hashes(_names(group, column)))
            for number, bucket in enumerate(buckets):
                with open(bucket, "ab") as handle:
                    mine = hashes[hashes % np.uint64(_BUCKETS) == number]
                    handle.write(np.stack([mine, np.full(len(mine), at, dtype=np.uint64)], axis=1).tobytes())
        for bucket in buckets:
            yield from _met(np.fromfile(bucket, dtype=np.uint64).reshape(-1, 2), groups, column)


def _met(pairs: npt.NDArray[np.uint64], groups: list[ClaimsPart], column: str) -> Iterator[Any]:
    """Of pairs of a hash and a row group those that have a hash in common, if the names are the same."""
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    again = np.flatnonzero(pairs[1:, 0] == pairs[:-1, 0])
    told: set[tuple[int, int]] = set()
    for at in again.tolist():
        one, other = int(pairs[at, 1]), int(pairs[at + 1, 1])
        if (one, other) in told:
            continue
        told.add((one, other))
        both = set(_names(groups[one], column)) & set(_names(groups[other], column))
        yield from ((name, groups[one], groups[other]) for name in sorted(both)[:_MOST])


def _names(group: ClaimsPart, column: str) -> list[str]:
    """The distinct names in a row group, as reading will have them; claims that stand alone have none."""
    file = pq.ParquetFile(group.file)
    held = [name for name in file.schema_arrow.names if headers.column_of(name) == column]
    if not held:
        return []
    texts = file.read_row_groups(list(group.groups), columns=held[:1]).column(0).cast(pa.string())
    names = pc.utf8_trim_whitespace(pc.unique(texts).drop_null())
    folded = pc.replace_substring_regex(names, r"\s*[\n\r\t]+\s*", " ")
    return [name for name in pc.unique(folded).to_pylist() if name]


def _hashes(names: Iterable[str]) -> npt.NDArray[np.uint64]:
    return pd.util.hash_array(np.array(list(names), dtype=object), categorize=False).astype(np.uint64)
