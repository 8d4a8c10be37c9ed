"""The years of the place in the sample, up to the period's end."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.calendar import first_day
from tollbook.briefs.panels.tiles import FLOWS
from tollbook.rows import each_row

#: Years that are printed; earlier ones are in the tally.
MOST = 6


def enter_years(ledger: Ledger) -> dict[str, Any]:
    """Enter each year of the place up to the period's end, one figure a measure.

    Returns
    -------
    dict
        ``measures``, in order; ``rows``: for each year ``start, end`` and ``figures`` (keys, in that order).
    """
    about = ledger.subject
    level, pcode = about.place.level, about.place.pcode
    table = ledger.tally(level, "year", pcode, first_day(ledger), about.end)
    table = table[(table["pcode"] == pcode) & (table["base"] == "")]
    ledger.tallies.append(table)
    rows = {(row.start.year, row.measure): row for row in each_row(table)}
    years = range(first_day(ledger).year, about.end.year + 1)[-MOST:]
    listed = []
    for year in years:
        start, end = pd.Timestamp(year, 1, 1), min(pd.Timestamp(year, 12, 31), about.end)
        keys = [
            ledger.enter(f"year.{year}.{name}", rows.get((year, name)), ledger.own, (start, end), name).key
            for name in FLOWS
        ]
        listed.append({"start": f"{start:%Y-%m-%d}", "end": f"{end:%Y-%m-%d}", "figures": keys})
    return {"measures": list(FLOWS), "rows": listed}
