"""The findings behind the period's figures, as data that may leave: no incident's id, no place below a township."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.notable import in_order, of_civilians
from tollbook.briefs.panels.single import single
from tollbook.rows import each_row

#: Columns of ``findings.csv``.
COLUMNS = (
    "incident",
    "pcode",
    "first_month",
    "last_month",
    "start",
    "end",
    "measure",
    "base",
    "low",
    "best",
    "high",
    "open",
    "highest_stated",
    "held",
    "below",
    "origins",
    "claims",
    "sources",
    "flags",
)


def public_findings(ledger: Ledger) -> pd.DataFrame:
    """The findings that the figures of the period are added up from.

    Ids of incidents are made of names of villages, so incidents are numbered instead, in the order in which the page
    would name them; the first ones are the incidents of note.

    Returns
    -------
    DataFrame
        With `COLUMNS`, by incident, measure and base: ``incident`` (int, from 1), ``pcode`` (of a township or of
        what is coarser), ``first_month, last_month`` ("2024-11"), ``start, end`` (days; empty in a public release,
        where a list of days and townships would tell hit by hit), ``held, below`` (see `release.held`), ``low,
        best, high, highest_stated`` (in the measure's unit, empty where there is none), ``open`` (bool), ``origins,
        claims`` (counts), ``sources`` (numbers of the list of sources,
        with spaces between), ``flags``.
    """
    found = single(ledger, of_civilians(ledger.behind(ledger.own, ledger.subject.span)))
    numbers = {incident: number for number, incident in enumerate(in_order(ledger, found), 1)}
    rows = [_row(ledger, numbers, row, found.iloc[[at]]) for at, row in enumerate(each_row(found))]
    keys = ["incident", "measure", "base"]
    return pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(keys).reset_index(drop=True)


def _row(ledger: Ledger, numbers: dict[str, int], row: Any, finding: pd.DataFrame) -> dict[str, Any]:
    claims = ledger.claims_of(finding)
    bounds = {name: float(getattr(row, name)) for name in ("low", "best", "high", "highest_stated")}
    return {
        "incident": numbers[str(row.incident_id)],
        "pcode": str(row.township) or str(row.pcode),
        "first_month": f"{row.start:%Y-%m}",
        "last_month": f"{row.end:%Y-%m}",
        "start": None if ledger.clearance.is_public else row.start,
        "end": None if ledger.clearance.is_public else row.end,
        "measure": str(row.measure),
        "base": str(row.base),
        **bounds,
        "open": bool(row.open),
        "held": row.held or None,
        "below": int(row.below) or None,
        "origins": None if row.held else int(row.origins),
        "claims": None if row.held else len(claims),
        "sources": "" if row.held else " ".join(str(number) for number in ledger.reports.numbers(claims)),
        "flags": str(row.flags),
    }
