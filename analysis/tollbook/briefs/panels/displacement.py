"""Displacement: how many people were displaced on the days that reports state, and how many fled in each month.

The first is a stock, the second a flow. They are never added, and no axis has both.
"""

from __future__ import annotations

from typing import Any

from tollbook.amounts import Amount
from tollbook.briefs.figures import Figure
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.tiles import STOCK
from tollbook.rows import each_row

#: The flow that stands below the stock.
FLOW = "displaced_new"
#: Levels that are printed, the latest first; all are drawn.
MOST = 6


def enter_displacement(ledger: Ledger, trend: dict[str, Any]) -> dict[str, Any]:
    """Enter the levels that are stated of the place in the months of the trend; the flow is in the trend already.

    Parameters
    ----------
    ledger : Ledger
    trend : dict
        As `calendar.enter_trend` gives it.

    Returns
    -------
    dict
        ``start, end``; ``levels``: keys, the latest as-of day first; ``more``: how many of them are not printed;
        ``months``: keys of the months of the flow that have a figure; ``total``: key of their sum, or None.
    """
    rows = _stated(ledger) if ledger.states_own_level else []
    keys = [enter_stated(ledger, f"displacement.level.{number}", row).key for number, row in enumerate(rows, 1)]
    flow = next((row for row in [trend, *trend["others"]] if row["measure"] == FLOW), None)
    return {
        "start": trend["start"],
        "end": trend["end"],
        "levels": keys,
        "more": max(0, len(keys) - MOST),
        "months": flow["months"] if flow else [],
        "total": flow["total"] if flow else None,
    }


def _stated(ledger: Ledger) -> list[Any]:
    """The levels of the place in the months of the trend, the latest first."""
    about, stated = ledger.subject, ledger.levels
    mine = (stated["pcode"] == about.place.pcode) & (stated["measure"] == STOCK)
    inside = (stated["stated_on"] >= about.trend_start) & (stated["stated_on"] <= about.trend_end)
    chosen = stated[(mine & inside).to_numpy()]
    return list(each_row(chosen.sort_values(["stated_on", "base"], ascending=[False, True])))


def enter_stated(ledger: Ledger, key: str, row: Any) -> Figure:
    """Enter a level on its own day, a row of `Ledger.levels`: carried to no period."""
    claims = ledger.claims_of_level(row)
    return ledger.keep_level(
        Figure(
            key,
            STOCK,
            str(row.base),
            str(row.pcode),
            row.stated_on,
            row.stated_on,
            Amount.of(row),
            "figure",
            1,
            int(row.open),
            int(row.origins),
            float(row.highest_stated),
            claims=tuple(sorted(claims["claim_id"].astype(str))),
            sources=ledger.sources.numbers(claims),
            more={"stated_on": f"{row.stated_on:%Y-%m-%d}", "rounded_to": int(row.rounded_to) or None},
        ),
        str(row.level),
    )
