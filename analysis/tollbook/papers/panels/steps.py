"""The subject step by step: months, quarters or years up to the period's end, all headline flows."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs.ledger import Ledger, Span
from tollbook.briefs.panels.calendar import first_day
from tollbook.briefs.panels.tiles import FLOWS
from tollbook.rows import each_row

#: Steps that a page shows, up to the period's end; earlier ones are in no figure of it.
MOST = {"month": 24, "quarter": 24, "year": 12}
_LETTERS = {"month": "M", "quarter": "Q", "year": "Y"}


def spans_of(first: pd.Timestamp, last: pd.Timestamp, every: str) -> list[Span]:
    """The months, quarters or years that some days touch, in order; only the last one is cut, to the last day."""
    periods = pd.period_range(first, last, freq=_LETTERS[every])
    return [(each.start_time.normalize(), min(each.end_time.normalize(), last)) for each in periods]


def enter_steps(ledger: Ledger, every: str) -> dict[str, Any]:
    """Enter the steps up to the period's end, from the first that any finding touches.

    Parameters
    ----------
    ledger : Ledger
    every : str
        ``month``, ``quarter`` or ``year``.

    Returns
    -------
    dict
        ``every``; ``spans``: first and last day of each step; ``rows``: by measure the keys of its steps, in order.
    """
    about, own = ledger.subject, ledger.own
    spans = spans_of(first_day(ledger), about.end, every)[-MOST[every] :]
    table = ledger.tally(own.level, every, own.pcode, spans[0][0], about.end)
    table = table[((table["pcode"] == own.pcode) & table["measure"].isin(FLOWS)).to_numpy()]
    ledger.tallies.append(table)
    rows = {(row.start, str(row.measure)): row for row in each_row(table[(table["base"] == "").to_numpy()])}
    ledger.coverages(own.pcode, spans)
    keys = {
        name: [
            ledger.enter(f"step.{name}.{span[0]:%Y-%m-%d}", rows.get((span[0], name)), own, span, name).key
            for span in spans
        ]
        for name in FLOWS
    }
    listed = [[f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"] for first, last in spans]
    return {"every": every, "spans": listed, "rows": keys}
