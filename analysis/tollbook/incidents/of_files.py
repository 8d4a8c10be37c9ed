"""Findings of claims in Parquet files that need not fit into memory, written as Parquet part by part."""

from __future__ import annotations

import logging
import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]

from tollbook.claims.coverage import Coverage
from tollbook.claims.parts import ClaimsPart, parts
from tollbook.claims.problems import ClaimsError, Problem, Problems, counted
from tollbook.files import whole_folder
from tollbook.incidents import storing
from tollbook.incidents.findings import as_day, check_rule, findings
from tollbook.incidents.stored import StoredFindings, stored

_LOG = logging.getLogger("tollbook")
#: Errors that are kept: a folder may have as many as it has claims.
_MOST = 1_000

Day = str | pd.Timestamp | None


@dataclass(frozen=True)
class How:
    """How findings are made of claims; see `tollbook.findings`."""

    as_of: Day = None
    known_on: Day = None
    rule: str = "envelope"
    sources: tuple[str, ...] = ()
    without_rejected: bool = False

    def about(self) -> dict[str, Any]:
        """As each file of findings says it."""
        days = {name: as_day(getattr(self, name), name) for name in ("as_of", "known_on")}
        return storing.about(SimpleNamespace(rule=self.rule, sources=self.sources, **days))


@dataclass
class _Read:
    """What was found on the way through all parts."""

    errors: list[Problem] = field(default_factory=list)
    more: int = 0
    warnings: int = 0
    rejected: int = 0

    def note(self, problems: Problems, rejected: int) -> None:
        own = list(problems.errors)
        kept = own[: _MOST - len(self.errors)]
        self.errors += kept
        self.more += len(own) - len(kept)
        self.warnings += len(problems.warnings)
        self.rejected += rejected


def findings_of(
    path: str | os.PathLike[str],
    into: str | os.PathLike[str],
    as_of: Day = None,
    known_on: Day = None,
    rule: str = "envelope",
    sources: Sequence[str] = (),
    coverage: Coverage | pd.DataFrame | str | Path | None = None,
    without_rejected: bool = False,
    scheduler: str | None = None,
) -> StoredFindings:
    """Reconcile claims in Parquet files into findings in Parquet files, as `tollbook.findings` does in memory.

    One part of the claims is held at a time: a row group where it holds its incidents whole, else a file. So all claims
    of an incident must stand in one file: partition them by ``incident_id``, or sort them by it, and best of all let no
    row group end in the middle of an incident. Two files that share an incident or a claim are refused.

    Parameters
    ----------
    path : path-like
        A Parquet file of claims, or a folder of such files.
    into : path-like
        A new folder for the findings; it is there when all of them are.
    as_of, known_on, rule, sources, coverage
        As for `tollbook.findings`.
    without_rejected : bool
        Go on without the rows that have errors; the log says how many.
    scheduler : str, optional
        Address of a Dask scheduler, whose workers read the files; they must see them under the same names.

    Returns
    -------
    StoredFindings
        For `tollbook.tally_of`.

    Raises
    ------
    ClaimsError, OutputError, ValueError
        Rows are in error, two files share an incident or a claim, or the folder can't be a new one; and as
        `tollbook.findings` raises them.

    Examples
    --------
    >>> tb.findings_of("claims/", into="findings/", as_of="2024-12-15")  # doctest: +SKIP
    <Findings in 12 files: 3,114,020, rule envelope, reports up to 2024-12-15>
    """
    check_rule(rule, sources)
    how = How(as_of, known_on, rule, tuple(sources), without_rejected)
    _written(path, Path(into), how, scheduler)
    return stored(into, coverage)


def _written(path: str | os.PathLike[str], into: Path, how: How, scheduler: str | None) -> None:
    read = _Read()
    with whole_folder(into) as beside:
        found = parts(path)
        with closing(_here(found, how, read) if scheduler is None else _on_cluster(found, how, scheduler)) as made:
            _write(_kept(made, how, read), beside, how.about())
        _require_valid(read, how)


def _require_valid(read: _Read, how: How) -> None:
    if read.errors and not how.without_rejected:
        if read.more:
            _LOG.warning("%s more are not listed.", counted(read.more, "error"))
        raise ClaimsError(Problems(read.errors))
    if read.rejected:
        _LOG.warning("%s with errors left out.", counted(read.rejected, "row"))
    if read.warnings:
        _LOG.info("%s; tb.read_claims lists those of one file.", counted(read.warnings, "warning"))


#: Findings of a part (None where errors let nothing be written), its problems, and how many of its rows were left out.
_Made = tuple[pa.Table | None, Problems, int]


def _here(found: list[ClaimsPart], how: How, read: _Read) -> Generator[_Made]:
    for part in found:
        yield of_part(part, how, errors_alone=bool(read.errors))


def of_part(part: ClaimsPart, how: How, errors_alone: bool = False) -> _Made:
    """The findings of a part of the claims; once there are errors, errors alone unless rows are left out for them."""
    claims = part.read()
    if not how.without_rejected and (errors_alone or claims.problems.errors):
        return None, claims.problems, claims.rejected
    made = findings(claims.without_rejected(), how.as_of, how.known_on, how.rule, how.sources)
    return storing.arrow(made.table), claims.problems, claims.rejected


def _on_cluster(found: list[ClaimsPart], how: How, scheduler: str) -> Generator[_Made]:
    from tollbook.incidents.on_cluster import made

    return made(found, how, scheduler)


def _kept(made: Iterator[_Made], how: How, read: _Read) -> Iterator[pa.Table]:
    """The findings of each part; none once there are errors, as nothing will be written then."""
    for table, problems, rejected in made:
        read.note(problems, rejected)
        if table is not None and (not read.errors or how.without_rejected):
            yield table


def _write(tables: Iterator[pa.Table], folder: Path, made: dict[str, Any]) -> None:
    """Write findings into files of at least `storing.ROWS`; parts may be small."""
    waiting: list[pa.Table] = []
    number = 0
    for table in tables:
        waiting.append(table)
        if sum(len(each) for each in waiting) >= storing.ROWS:
            number += 1
            storing.write_arrow(waiting, folder / f"findings-{number:06}.parquet", made)
            waiting = []
    if waiting or not number:
        storing.write_arrow(waiting, folder / f"findings-{number + 1:06}.parquet", made)
