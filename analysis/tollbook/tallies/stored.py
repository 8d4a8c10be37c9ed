"""Tallies of findings in Parquet files, which need not fit into memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from tollbook import places
from tollbook.claims.coverage import Coverage
from tollbook.claims.problems import counted
from tollbook.incidents import batches
from tollbook.incidents.stored import NEEDED, Part, StoredFindings, stored
from tollbook.places import Place
from tollbook.tallies.layout import Layout, layout
from tollbook.tallies.sheet import Sheet
from tollbook.tallies.tally import covered, described, wanted_of


@dataclass(frozen=True, repr=False)
class StoredTally:
    """Findings in Parquet files added up by place and period.

    Attributes
    ----------
    table : DataFrame
        As that of a `Tally`: the very same rows that the same findings give in memory.
    findings : StoredFindings
        What was added up.
    level, period, within, start, end
        As in a `Tally`.
    """

    table: pd.DataFrame
    findings: StoredFindings
    level: str
    period: str
    within: str
    start: pd.Timestamp | None
    end: pd.Timestamp | None

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        return f"<Tally of files by {self.level} and {self.period} within {self.within}: {counted(len(self), 'row')}>"

    def _repr_html_(self) -> str:
        from tollbook.html_table import html
        from tollbook.tallies.shown_stored import of_stored_tally

        return html(of_stored_tally(self))


def tally_of(
    path: str | os.PathLike[str] | StoredFindings,
    by: Sequence[str] | str = ("township", "month"),
    measure: str | Iterable[str] | None = None,
    within: Place | str | None = None,
    start: str | pd.Timestamp | None = None,
    end: str | pd.Timestamp | None = None,
    coverage: Coverage | pd.DataFrame | str | Path | None = None,
    scheduler: str | None = None,
) -> StoredTally:
    """Add findings in Parquet files up by place and period, as `tollbook.tally` does findings in memory.

    The files are read a row group at a time, and only the sums are held: memory follows the number of rows of the
    tally, and not that of findings. The order of files and row groups changes nothing, to the last bit.

    Parameters
    ----------
    path : path-like
        A Parquet file, or a folder of such files, as ``found.to_parquet`` and `tollbook.findings_of` write them.
    by, measure, within, start, end
        As for `tollbook.tally`. Row groups that the files say lie elsewhere are not read.
    coverage : DataFrame or path-like, optional
        Where and when sources were looking; by default the table that ships, "unknown" throughout.
    scheduler : str, optional
        Address of a Dask scheduler, whose workers read the files; they must see them under the same names.

    Returns
    -------
    StoredTally
        Its ``table`` is what `tollbook.tally` gives; charts and rates take it.

    Raises
    ------
    FindingsFileError, ClusterError, StockError, ValueError
        The files can't be used, or changed meanwhile; the cluster can't be used; and as `tollbook.tally` raises them.

    Examples
    --------
    >>> tb.tally_of("findings/", by=["township", "month"], within="Sagaing Region")  # doctest: +SKIP
    <Tally of files by township and month within MMR005: 26,418 rows>
    """
    asked, wanted = layout(by, within, start, end), wanted_of(measure)
    found = path if isinstance(path, StoredFindings) else stored(path, coverage)
    with batches.modest_memory():
        with found.unchanged():
            sheet = added_up(found, asked, wanted, scheduler)
        measured = wanted if wanted is not None else sorted(sheet.lookups.measures)
        rows = covered(described(sheet.sums(), asked), asked, measured, found.coverage)
    return StoredTally(rows, found, asked.level, asked.period, asked.within, asked.start, asked.end)


def added_up(found: StoredFindings, asked: Layout, wanted: list[str] | None, scheduler: str | None) -> Sheet:
    """A sheet with all findings that count."""
    sheet = Sheet(asked, wanted, *days_of(found))
    read = list(touching(found, asked))
    if scheduler is None:
        for batch in batches.batches(read, columns_of(found)):
            sheet.add(batch)
    else:
        from tollbook.tallies.on_cluster import add_up

        add_up(sheet, read, columns_of(found), scheduler)
    if wanted is None and (found.coverage.table["status"] == "counted").any():
        # Where a source was counting, a measure that occurs anywhere is a zero where it does not.
        _note_measures(found, set(read), sheet)
    return sheet


def columns_of(found: StoredFindings) -> list[str]:
    """The columns that adding up has to read."""
    return [name for name in NEEDED if name != "high" or not found.highs_are_stated]


def days_of(found: StoredFindings) -> tuple[int, int]:
    """First and last day of the findings, in days since 1970-01-01; read where a file does not say it of itself."""
    firsts = [part.first for part in found.parts if part.first is not None]
    lasts = [part.last for part in found.parts if part.last is not None]
    silent = [part for part in found.parts if (part.first is None or part.last is None) and part.rows]
    for batch in batches.batches(silent, ["start", "end"]):
        firsts.append(int(batch.columns["start"].min()))
        lasts.append(int(batch.columns["end"].max()))
    return (min(firsts), max(lasts)) if firsts and lasts else (0, 0)


def touching(found: StoredFindings, asked: Layout) -> Iterator[Part]:
    """The row groups that can hold a finding that counts."""
    state = places.unit(asked.within).state
    for part in found.parts:
        early = asked.first is not None and part.last is not None and part.last < asked.first
        late = asked.last is not None and part.first is not None and part.first > asked.last
        elsewhere = state and part.states is not None and not part.states[0] <= state <= part.states[1]
        if part.rows and not (early or late or elsewhere):
            yield part


def _note_measures(found: StoredFindings, read: set[Part], sheet: Sheet) -> None:
    for batch in batches.batches([part for part in found.parts if part not in read], ["measure"]):
        names = batch.names["measure"].to_pylist()
        sheet.lookups.measures.update(names[at] for at in np.unique(batch.columns["measure"]))
