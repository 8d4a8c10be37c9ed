"""Findings as a notebook shows them: each figure in words, and behind it its claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tollbook import measures, places
from tollbook.amounts import ENGLISH, Amount, best_text
from tollbook.claims.problems import counted
from tollbook.claims.shown import behind, days, days_text, place_text, report, what
from tollbook.html_table import CLAIMS, ROWS, Cell, Part, Shown, Table, cell, left_out, one_line
from tollbook.rows import each_row

if TYPE_CHECKING:
    from tollbook.incidents.aggregates import Aggregates
    from tollbook.incidents.explanation import Explanation
    from tollbook.incidents.findings import Findings, IncidentFindings

#: What stands beside a finding whose best is nobody's count.
VAGUE = "best from vague words"

_HEAD = ("What", "Figure", "Place", "Days", "Origins", "Claims", "Notes")
_NUMBERS = frozenset({"Origins", "Claims"})


def of_findings(found: Findings) -> Shown:
    """What findings show of themselves."""
    table = found.table
    title = f"{counted(len(table), 'finding')} of {counted(table['incident_id'].nunique(), 'incident')}"
    rows = tuple((cell(incident), *cells) for incident, cells in _findings(found, table.head(ROWS)))
    more = left_out(len(rows), len(table), "findings", "found.table; those of one incident: found['…']")
    none = "No finding: no claim about an incident counts on these days."
    shown = Table(("Incident", *_HEAD), rows, _NUMBERS, more, none)
    return Shown(title, (how(found),), (Part(shown),), meanings(table.head(ROWS)))


def of_incident(one: IncidentFindings) -> Shown:
    """What the findings of one incident show of themselves."""
    rows = tuple(cells for _, cells in _findings(one.findings, one.table))
    note = f"Which claim put each bound where it is: found[{one.incident!r}].explain()."
    shown = Table(_HEAD, rows, _NUMBERS)
    return Shown(f"Incident {one.incident}", (how(one.findings),), (Part(shown),), (*meanings(one.table), note))


def of_explanation(told: Explanation) -> Shown:
    """What an explanation shows of itself: each finding, and what each of its claims did for it."""
    parts = []
    for row in each_row(told.findings):
        rows = told.claims_of(row)
        deeds = [str(did).strip("[]") for did in rows["did"]]
        # An origin that is the outlet itself is named already.
        voices = np.where(rows["origin"] == rows["source"], "", rows["origin"])
        claims = rows.rename(columns={name: f"q_{name}" for name in ("low", "best", "high", "open")})
        claims = claims.assign(incident_id=told.incident, attributed_to=voices)
        label = measures.get(str(row.measure)).label
        heading = f"{label}{f', {row.base}' if row.base else ''}: {Amount.of(row).in_full()}"
        numbers = f"{counted(row.claims, 'claim')} of {counted(row.origins, 'origin')}"
        line = one_line([_where(row), days_text(row.start, row.end), numbers, notes(row)])
        parts.append(Part(behind(claims, len(claims), "", str(row.measure), str(row.base), deeds), heading, (line,)))
    line = one_line([f"rule {told.rule}", *days_known(told.as_of, told.known_on)])
    return Shown(f"Incident {told.incident}", (line,), tuple(parts), meanings(told.findings))


def of_aggregates(said: Aggregates) -> Shown:
    """What aggregates show of themselves: each is one claim."""
    table = said.table
    about = f" about {places.full_label(said.within)}" if said.within else ""
    rows = tuple(_aggregate(row) for row in each_row(table.head(ROWS)))
    more = left_out(len(rows), len(table), "aggregates", ".table")
    none = "No aggregate: no claim that counts on these days is a total over many happenings."
    shown = Table(("Place", "Days", "What", "Figure", "Says", "Report", "Claim"), rows, more=more, instead=none)
    note = "A total that a source published is compared with a tally, and never added to it or to another total."
    title = f"{counted(len(table), 'aggregate')}{about}"
    return Shown(title, (one_line(days_known(said.as_of, said.known_on)),), (Part(shown),), (note,))


def _aggregate(row: Any) -> tuple[Cell, ...]:
    return (
        cell(str(row.place_name) or "no name", place_text(row)),
        days(row),
        what(str(row.measure), str(row.base)),
        cell(Amount.of(row).in_full()),
        cell(f"“{row.wording}”" if row.wording else "(numbers alone)"),
        report(row),
        cell(str(row.claim_id), str(row.incident_id)),
    )


def _findings(found: Findings, table: pd.DataFrame) -> list[tuple[str, tuple[Cell, ...]]]:
    """The cells of each finding, and the incident that it is of."""
    made: list[tuple[str, tuple[Cell, ...]]] = []
    for at, row in enumerate(each_row(table)):
        claims = found.claims_behind(table.iloc[[at]])
        all_of_them = f"found[{str(row.incident_id)!r}].explain({str(row.measure)!r})"
        opened = behind(claims, CLAIMS, all_of_them, str(row.measure), str(row.base))
        cells = (
            what(str(row.measure), str(row.base)),
            cell(Amount.of(row).in_full(), opened=opened),
            cell(
                str(row.place) or "not known", str(row.pcode) if row.level == "township" else f"{row.level} {row.pcode}"
            ),
            days(row),
            cell(f"{row.origins:,}"),
            cell(f"{row.claims:,}"),
            cell(notes(row)),
        )
        made.append((str(row.incident_id), cells))
    return made


def _where(row: Any) -> str:
    return f"{row.place} ({row.level} {row.pcode})" if row.pcode else "place not known"


def notes(row: Any) -> str:
    """What stands beside a finding: its flags, that its best is nobody's count, a greater number that was stated."""
    return one_line([str(row.flags), VAGUE if row.vague else "", highest_stated(row)])


def highest_stated(row: Any) -> str:
    """The greatest number that was stated for an open figure, where it is not its best; else an empty text."""
    stated = float(row.highest_stated)
    if not row.open or np.isnan(stated) or stated == row.best or Amount.of(row).is_nothing:
        return ""
    return f"highest stated {best_text(stated, ENGLISH)}"


def meanings(findings: pd.DataFrame) -> tuple[str, ...]:
    """What the words of the figures and notes mean, of those that occur."""
    rows = list(each_row(findings))
    said = {
        "or more: no source gives an upper end.": any(row.open for row in rows),
        f"{VAGUE}: words such as “dozens”, or “up to”; nobody counted so many.": any(row.vague for row in rows),
        "no figure: something is reported, and no number.": any(Amount.of(row).is_nothing for row in rows),
    }
    return tuple(text[:1].upper() + text[1:] for text, occurs in said.items() if occurs)


def how(found: Findings) -> str:
    """By which rule and from which claims findings were made, in one line."""
    claims = found.claims
    listed = f" ({', '.join(found.sources)})" if found.sources else ""
    rejected = f"{counted(claims.rejected, 'row')} left out as errors" if claims.rejected else ""
    days = days_known(found.as_of, found.known_on, last_published(found))
    return one_line([f"rule {found.rule}{listed}", *days, claims.name, rejected])


def last_published(found: Findings) -> pd.Timestamp | None:
    """The last day of publication of the claims that count; None where none has a day."""
    day = found.known_claims["published"].max()
    return None if pd.isna(day) else pd.Timestamp(day)


def days_known(
    as_of: pd.Timestamp | None, known_on: pd.Timestamp | None, last: pd.Timestamp | None = None
) -> tuple[str, str]:
    """Up to which days reports published, and claims entered, count, in words."""
    reports = f"reports published up to {as_of:%Y-%m-%d}" if as_of is not None else "all reports"
    if as_of is None and last is not None:
        reports += f", the last of {last:%Y-%m-%d}"
    return reports, f"claims entered up to {known_on:%Y-%m-%d}" if known_on is not None else "claims entered on any day"
