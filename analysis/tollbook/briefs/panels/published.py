"""What others have published for the place as a whole: compared with the tally of the same days, never added."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook.amounts import Amount
from tollbook.briefs.figures import Figure
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.made import named_origin
from tollbook.briefs.panels.tiles import NOT_CIVILIAN
from tollbook.incidents.aggregates import aggregates
from tollbook.release.clearance import Numbers
from tollbook.rows import each_row

#: Aggregates that are printed, by the level of the place: those that touch the period first, then the latest.
MOST = {"township": 5, "district": 10, "state": 10, "country": 10}


#: Enters the tally beside an aggregate under a key, and gives the key, or None where there is nothing to compare.
Beside = Callable[[Ledger, str, Any], str | None]


def enter_aggregates(
    ledger: Ledger, chosen: Callable[[pd.DataFrame], npt.NDArray[np.bool_]] | None = None, beside: Beside | None = None
) -> dict[str, Any]:
    """Enter the aggregates for the place, and beside each the tally of its own days.

    Parameters
    ----------
    ledger : Ledger
    chosen : callable, optional
        Which rows of the claims that state them are of interest to the page; by default all.
    beside : callable, optional
        Enters what stands beside each; by default the tally of its measure and days.

    Returns
    -------
    dict
        ``rows``: for each ``key`` of the aggregate, ``tally`` (key, or None where it counts on another base),
        ``outlet`` and ``origin``; ``more``: number of aggregates that are not printed; ``left_out``: number of those
        that count harm to armed parties, among those of interest.
    """
    about, found = ledger.subject, ledger.subject.found
    table = aggregates(found.claims, about.place, None, found.as_of, found.known_on).table
    table = table[table[["low", "best", "high"]].notna().any(axis=1)]
    if chosen is not None:
        stating = found.known_claims.set_index("claim_id").loc[table["claim_id"].tolist()]
        table = table[chosen(stating)]
    armed = table["measure"].isin(NOT_CIVILIAN).to_numpy()
    table = table[~armed]
    # An empty list would choose no columns instead of no rows.
    table = table[np.array([_may_be_shown(ledger, row) for row in each_row(table)], dtype=np.bool_)]
    touches = (table["start"] <= about.end) & (table["end"] >= about.start)
    table = table.assign(touches=~touches).sort_values(
        ["touches", "end", "start", "claim_id"], ascending=[True, False, True, True], ignore_index=True
    )
    most = MOST[about.place.level]
    rows = [_enter(ledger, number, row, beside or tally_of) for number, row in enumerate(each_row(table.head(most)), 1)]
    return {"rows": rows, "more": max(0, len(table) - most), "left_out": int(armed.sum())}


def _may_be_shown(ledger: Ledger, row: Any) -> bool:
    """Whether the release may show a total of others: a row of theirs, and for its days and of its size."""
    if not ledger.clearance.is_public:
        return True
    level = ledger.subject.place.level
    known = not (pd.isna(row.start) or pd.isna(row.end))
    held = ledger.clearance.of_cell(level, (row.start, row.end), str(row.measure)) if known else None
    numbers = Numbers(*(None if pd.isna(value) else float(value) for value in (row.low, row.best, row.high)))
    small = ledger.clearance.of_number(level, str(row.measure), numbers)
    return held is None and small is None and ledger.sources.terms(str(row.source)).rows


def _enter(ledger: Ledger, number: int, row: Any, beside: Beside) -> dict[str, Any]:
    about = ledger.subject
    known = about.found.known_claims
    claim = known[known["claim_id"] == row.claim_id]
    key = f"aggregate.{number}"
    ledger.keep(
        Figure(
            key,
            str(row.measure),
            str(row.base),
            about.place.pcode,
            row.start,
            row.end,
            Amount.of(row),
            "figure",
            origins=1,
            claims=(str(row.claim_id),),
            sources=ledger.sources.numbers(claim),
        )
    )
    return {
        "key": key,
        "tally": beside(ledger, f"{key}.tally", row),
        "outlet": ledger.reports.outlet(claim),
        "origin": named_origin(str(claim["attributed_to"].iloc[0]), str(row.source)),
    }


def tally_of(ledger: Ledger, key: str, row: Any) -> str | None:
    """Enter the tally over the aggregate's days on the same base: two that count different things are not compared."""
    level, pcode = ledger.subject.place.level, ledger.subject.place.pcode
    start, end = pd.Timestamp(row.start), pd.Timestamp(row.end)
    if row.base or pd.isna(row.start) or pd.isna(row.end):
        return None
    table = ledger.tally(level, "whole", pcode, start, end)
    table = table[(table["pcode"] == pcode) & (table["base"] == "") & (table["measure"] == str(row.measure))]
    own = next(each_row(table), None)
    return ledger.enter(key, own, ledger.own, (start, end), str(row.measure)).key
