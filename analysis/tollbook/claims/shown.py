"""Claims as a notebook shows them: a table of them, those behind a figure, and what is wrong with their file."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pandas as pd

from tollbook import measures, places
from tollbook.amounts import Amount
from tollbook.claims.problems import counted
from tollbook.html_table import ROWS, Cell, Line, Part, Shown, Table, cell, left_out
from tollbook.rows import each_row

if TYPE_CHECKING:
    from tollbook.claims.problems import Problems
    from tollbook.claims.table import Claims

_QUANTITY = {"low": "q_low", "best": "q_best", "high": "q_high", "open": "q_open"}
#: The columns of the claims behind a figure that are shown: few, as there are many figures in a table.
_BEHIND = [
    *("claim_id", "incident_id", "measure", "base", "extent", "wording", "source", "url", "published", "attributed_to"),
    *("place_name", "place_level", "pcode", "start", "end", *_QUANTITY.values()),
]


def of_claims(claims: Claims) -> Shown:
    """What a table of claims shows of itself: what was read, what is wrong, and its first rows."""
    problems, table = claims.problems, claims.table
    rows = tuple(_row(row) for row in each_row(table.head(ROWS)))
    more = left_out(len(rows), len(table), "claims", "claims.table")
    shown = Table(_HEAD, rows, more=more, instead="No row of the file is a valid claim.")
    lines = [_on_problems(problems)] if len(problems) else ["No problem was found in the file."]
    heading = f"Problems: {counted(len(problems.errors), 'error')}, {counted(len(problems.warnings), 'warning')}"
    wrong = [Part(problems_table(problems), heading, folded=True)] if len(problems) else []
    return Shown(claims.summary(), tuple(lines), (Part(shown), *wrong))


def of_problems(problems: Problems) -> Shown:
    """What the problems of a file show of themselves."""
    table = problems_table(problems)
    return Shown(_on_problems(problems) if len(problems) else "No problem was found.", (), (Part(table),))


def _on_problems(problems: Problems) -> str:
    errors, warnings = len(problems.errors), len(problems.warnings)
    said = [f"{counted(errors, 'error')}: a row in error is in no figure"] if errors else []
    said += [f"{counted(warnings, 'warning')}: such a row counts, and a person should look at it"] if warnings else []
    return "; ".join(said) + "."


def problems_table(problems: Problems) -> Table:
    """The problems of a file as a table, errors first."""
    ordered = [*problems.errors, *problems.warnings]
    rows = tuple(
        (
            cell(each.severity),
            cell(str(each.row) if each.row else "the file", each.column),
            cell(each.value or "empty"),
            cell(each.message, each.remedy),
        )
        for each in ordered[:ROWS]
    )
    more = left_out(len(rows), len(ordered), "problems", "print(claims.problems), claims.problems.to_frame()")
    return Table(("Kind", "Row, column", "Value", "What, and the remedy"), rows, more=more)


_HEAD = ("Claim", "Incident", "What", "Says", "Place", "Days", "Report")


def _row(row: Any) -> tuple[Cell, ...]:
    kind = [] if row.scope == "incident" else [str(row.scope)]
    kind += ["part"] if row.extent == "part" else []
    incident = str(row.incident_id) if row.linked else "stands alone"
    return (
        cell(str(row.claim_id), ", ".join(kind)),
        cell(incident),
        what(str(row.measure), str(row.base)),
        says(row),
        cell(str(row.place_name) or "no name", place_text(row)),
        days(row),
        report(row),
    )


def behind(
    rows: pd.DataFrame, shown: int, how: str, measure: str = "", base: str = "", did: Sequence[str] | None = None
) -> Table:
    """The claims behind a figure.

    Parameters
    ----------
    rows : DataFrame
        Rows of a claims table: all that stand behind the figure.
    shown : int
        So many of them are shown at most.
    how : str
        Where all of them are found.
    measure, base : str
        Those of the figure; a claim of another one names its own.
    did : sequence of str, shape (n,), optional
        What each claim did for the figure, in words.
    """
    several = rows["incident_id"].astype(str).nunique() > 1
    made = []
    for at, row in enumerate(each_row(rows.head(shown)[_BEHIND])):
        cells = [_claim(row, several, measure, base), report(row), says(row), _where(row)]
        made.append((*cells, cell(did[at])) if did is not None else tuple(cells))
    head = ("Claim", "Report", "Says", "Place and days", *(("What it did",) if did is not None else ()))
    return Table(head, tuple(made), more=left_out(len(made), len(rows), "claims", how))


def _claim(row: Any, several: bool, measure: str, base: str) -> Cell:
    other = measures.get(str(row.measure)).label if str(row.measure) != measure else ""
    counts = str(row.base) if str(row.base) != base else ""
    part = "part" if row.extent == "part" else ""
    return cell(str(row.claim_id), str(row.incident_id) if several else "", other, counts, part, whole=True)


def _where(row: Any) -> Cell:
    named = str(row.place_name) or "no name"
    return Cell((Line(named), Line(place_text(row), faint=True), *days(row).lines))


def place_text(row: Any) -> str:
    """The level of the place that a claim names, and its code; "village in MMR005019" where only that much is known."""
    level, code = str(row.place_level), str(row.pcode)
    if not code:
        return f"{level}, without a code"
    return f"{level} {code}" if places.unit(code).level == level else f"{level} in {code}"


def says(row: Any) -> Cell:
    """The words of a claim, and below them the quantity that they support."""
    quantity = Amount.of(SimpleNamespace(**{name: getattr(row, at) for name, at in _QUANTITY.items()})).in_full()
    # Each stands in a line of its own: letters that turn the direction of a line can't turn the number beside them.
    return Cell((Line(f"“{row.wording}”" if row.wording else "(numbers alone)"), Line(f"= {quantity}")))


def report(row: Any) -> Cell:
    """Who published a claim, with the way to the report, on which day, and who says so."""
    day = f"{row.published:%Y-%m-%d}" if pd.notna(row.published) else "day not known"
    return cell(str(row.source), day, f"says {row.attributed_to}" if row.attributed_to else "", link=str(row.url))


def what(measure: str, base: str) -> Cell:
    """A measure by its label, with its code for whoever types it, and below it its base."""
    return cell(measures.get(measure).label, base, title=measure, whole=True)


def days(row: Any) -> Cell:
    """The days of a row, the first above the last."""
    if row.start == row.end:
        return cell(f"{row.start:%Y-%m-%d}", whole=True)
    return Cell((Line(f"{row.start:%Y-%m-%d} to", whole=True), Line(f"{row.end:%Y-%m-%d}", whole=True)))


def days_text(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """One day or a span of days, in ISO form."""
    return f"{start:%Y-%m-%d}" if start == end else f"{start:%Y-%m-%d} to {end:%Y-%m-%d}"
