"""A tally of files as a notebook shows it: each figure in words. Its claims are not at hand, so that none open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tollbook import places
from tollbook.amounts import Amount
from tollbook.claims.problems import counted
from tollbook.claims.shown import what
from tollbook.html_table import ROWS, Cell, Part, Shown, Table, cell, left_out, one_line
from tollbook.incidents.shown import days_known
from tollbook.rows import each_row
from tollbook.tallies.shown import NO_ROW, SUM_MEANS, on_open, period_text

if TYPE_CHECKING:
    from tollbook.tallies.stored import StoredTally


def of_stored_tally(tally: StoredTally) -> Shown:
    """What a tally of files shows of itself."""
    found, table = tally.findings, tally.table
    rows = tuple(_row(at, row) for at, row in enumerate(each_row(table.head(ROWS))))
    more = left_out(len(rows), len(table), "rows", ".table")
    head = ("Row", "Place", "Period", "What", "Figure", "Incidents", "Origins", "Coverage", "Notes")
    shown = Table(head, rows, frozenset({"Row", "Incidents", "Origins"}), more, NO_ROW)
    listed = f" ({', '.join(found.sources)})" if found.sources else ""
    made = [f"rule {found.rule or 'not said'}{listed}", *days_known(found.as_of, found.known_on)]
    files = f"{counted(len(found), 'finding')} in {counted(len(found.stamps), 'file')}"
    title = f"Tally by {tally.level} and {tally.period}: {places.full_label(tally.within)}"
    return Shown(title, (one_line([*made, files]),), (Part(shown),), (SUM_MEANS,) if len(table) else ())


def _row(at: int, row: Any) -> tuple[Cell, ...]:
    return (
        cell(str(at)),
        cell(str(row.place), str(row.pcode)),
        cell(period_text(row.start, row.end), whole=True),
        what(str(row.measure), str(row.base)),
        cell(Amount.of(row).in_full()),
        cell(f"{row.incidents:,}"),
        cell(f"{row.origins:,}"),
        cell(str(row.coverage)),
        cell(one_line([*on_open(row), "" if row.incidents else "counted, and none recorded"])),
    )
