"""The months up to the period's end: the place, measure by measure, and the places beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import pandas as pd

from tollbook import places
from tollbook.briefs.ledger import Ledger, Span, Unit
from tollbook.briefs.panels.tiles import FLOWS
from tollbook.rows import each_row

#: The level of the places that stand beside a place of each level.
_BESIDE = {"township": "township", "district": "township", "state": "district", "country": "state"}


def enter_trend(ledger: Ledger, lead: str | None = None, flows: Sequence[str] = FLOWS) -> dict[str, Any]:
    """Enter the months of the place, for the measure that the page follows and for the others.

    Parameters
    ----------
    ledger : Ledger
    lead : str, optional
        The measure that the page follows; without it the first headline that has a figure to draw.
    flows : sequence of str
        The measures that have months, beside the one that leads.

    Returns
    -------
    dict
        ``measure``; ``start, end``; ``months``: keys of the months that have a report, were counted, or not covered;
        ``total``: key of their sum;
        ``others``: the same for each other measure that has a figure, with ``period``; ``silent``: measures that have
        none.
    """
    about = ledger.subject
    level, pcode = about.place.level, about.place.pcode
    table = ledger.tally(level, "month", pcode, about.trend_start, about.trend_end)
    table = table[table["pcode"] == pcode]
    ledger.tallies.append(table)
    # A measure is silent only where no base of it has a row; the page follows one that has a figure to draw.
    # What is held back for its number is recorded, and drawn as what it is.
    recorded = table[table["incidents"] > 0]
    present, plain = set(recorded["measure"]), set(recorded.loc[recorded["base"] == "", "measure"])
    first = lead or next((name for among in (plain, present) for name in FLOWS if name in among), FLOWS[0])
    followed = _measure(ledger, table, first)
    others = [name for name in flows if name != first]
    # Of a measure with months that are held back nobody is told that there is no report.
    present |= {name for name in others if _held_back(ledger, ledger.own, name)}
    rows = [{**_measure(ledger, table, name), "period": f"period.{name}"} for name in others if name in present]
    silent = [name for name in others if name not in present]
    return {**followed, **_span(ledger), "others": rows, "silent": silent}


def _measure(ledger: Ledger, table: pd.DataFrame, measure: str) -> dict[str, Any]:
    about = ledger.subject
    head = f"trend.{measure}"
    months = _months(ledger, head, each_row(table[table["measure"] == measure]), ledger.own, measure)
    total = _total(ledger, f"{head}.total", ledger.own, measure, about.trend_span)
    return {"measure": measure, "months": months, "total": total}


def enter_beside(ledger: Ledger, measure: str) -> dict[str, Any]:
    """Enter the places beside the subject, of one measure: their months, the period, and longer sums.

    What is known only for the district, or for the state, has rows of its own: "township not stated".

    Returns
    -------
    dict
        ``area``: p-code of what they lie in; ``level`` of the places; ``measure``; ``start, end``; ``since``: first day
        of the longest sum;
        ``rows``: for each place that has a figure ``pcode, label, own, not_stated, months, period, ever``,
        the most recorded first; ``silent``: those that have none, each with its ``state``.
    """
    about = ledger.subject
    level = _BESIDE[about.place.level]
    area = places.parent(about.place.pcode) if about.place.level == "township" else about.place.pcode
    coarser = _coarser(area, level)
    units = [Unit(level, pcode, area) for pcode in places.children(area)]
    # Of the state only what is known for no district of it: else the district's own row would be counted in it again.
    units += [Unit(level if at == area else "district", at, at) for at in coarser]
    since = first_day(ledger)
    held = ledger.clearance.of_cell(level, (since, about.trend_end), measure) is not None
    rows: list[dict[str, Any]] = []
    silent: list[dict[str, Any]] = []
    for unit in units:
        not_stated = unit.pcode in coarser
        row: dict[str, Any] = {"pcode": unit.pcode, "not_stated": not_stated}
        row["label"] = places.label(unit.pcode) if not_stated else places.name(unit.pcode)
        row["own"] = unit[:2] == ledger.own[:2] and not not_stated
        reported = _recorded(ledger, unit, measure, (since, about.trend_end))
        if row["own"] or (reported and not held):
            rows.append(row | _beside(ledger, unit, measure, since))
        else:
            state = "held back" if held else ledger.silence(unit.pcode, (since, about.trend_end))
            silent.append(row | {"state": state})
    rows.sort(key=lambda row: (row["not_stated"], -(ledger.figures[row["ever"]].amount.best or 0.0), row["label"]))
    span = {**_span(ledger), "since": f"{since:%Y-%m-%d}"}
    return {"area": area, "level": level, "measure": measure, **span, "rows": rows, "silent": silent}


def first_day(ledger: Ledger) -> pd.Timestamp:
    """The first day of the first year that any finding touches, or of the trend where that is earlier."""
    about = ledger.subject
    earliest = about.found.table["start"].min()
    first = about.trend_start if pd.isna(earliest) else min(pd.Timestamp(earliest), about.trend_start)
    return first.replace(month=1, day=1)


def _span(ledger: Ledger) -> dict[str, str]:
    about = ledger.subject
    return {"start": f"{about.trend_start:%Y-%m-%d}", "end": f"{about.trend_end:%Y-%m-%d}"}


def _coarser(area: str, level: str) -> list[str]:
    """The area itself, and above a district its state: what is known only for them belongs to no place beside."""
    return [area, places.parent(area)] if level == "township" else [area]


def _beside(ledger: Ledger, unit: Unit, measure: str, since: pd.Timestamp) -> dict[str, Any]:
    about, head = ledger.subject, f"beside.{unit.pcode}"
    table = ledger.tally(unit.level, "month", unit.within, *about.trend_span)
    ledger.tallies.append(table[(table["pcode"] == unit.pcode) & (table["measure"] == measure)])
    months = ledger.rows(unit, "month", about.trend_span, measure)
    return {
        "months": _months(ledger, head, months, unit, measure),
        "period": _total(ledger, f"{head}.period", unit, measure, about.span),
        "ever": _total(ledger, f"{head}.ever", unit, measure, (since, about.trend_end)),
    }


def _recorded(ledger: Ledger, unit: Unit, measure: str, span: Span) -> list[Any]:
    """Rows of one unit and measure over the whole of some days, in any base, that something is recorded for."""
    return [row for row in ledger.rows(unit, "whole", span, measure) if row.incidents > 0]


def _months(ledger: Ledger, head: str, listed: Iterable[Any], unit: Unit, measure: str) -> list[str]:
    """Enter the months that have a row: on its plain base, or else as recorded on another base only.

    And those that nobody covered, which are neither silence nor zero; the others are silent.
    """
    rows: dict[Span, Any] = dict.fromkeys([*_not_covered(ledger, unit), *_held_back(ledger, unit, measure)])
    for row in listed:
        span = (row.start, row.end)
        rows[span] = row if row.base == "" else rows.get(span)
    return [ledger.enter(f"{head}.{span[0]:%Y-%m}", rows[span], unit, span, measure).key for span in sorted(rows)]


def _held_back(ledger: Ledger, unit: Unit, measure: str) -> list[Span]:
    """The months of the trend that the release shows for no place of this level."""
    return [span for span in _spans(ledger) if ledger.clearance.of_cell(unit.level, span, measure) is not None]


def _not_covered(ledger: Ledger, unit: Unit) -> list[Span]:
    """The months of the trend in which no source was looking at a place."""
    if not (ledger.subject.found.coverage.table["status"] == "not covered").any():
        return []
    months = _spans(ledger)
    return [
        span for span, known in zip(months, ledger.coverages(unit.pcode, months), strict=True) if known == "not covered"
    ]


def _spans(ledger: Ledger) -> list[Span]:
    """The months of the trend."""
    return list(_months_of(*ledger.subject.trend_span))


@cache
def _months_of(first: pd.Timestamp, last: pd.Timestamp) -> tuple[Span, ...]:
    starts = pd.date_range(first, last, freq="MS")
    return tuple((start, min(pd.Timestamp(start + pd.offsets.MonthEnd(0)), last)) for start in starts)


def _total(ledger: Ledger, key: str, unit: Unit, measure: str, span: Span) -> str:
    """Enter the sum of one unit over some days.

    A coarser period is tallied from the findings again, never by adding finer bounds (design, rule 3).
    """
    row = next((row for row in _recorded(ledger, unit, measure, span) if row.base == ""), None)
    return ledger.enter(key, row, unit, span, measure).key
