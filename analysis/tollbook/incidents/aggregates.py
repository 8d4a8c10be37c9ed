"""Aggregates: totals over many happenings that a source published, compared with the tally and never added to it."""

from __future__ import annotations

import pandas as pd

from tollbook.claims.table import Claims
from tollbook.incidents.evidence import known
from tollbook.incidents.findings import as_day
from tollbook.incidents.origins import origins
from tollbook.places import Place

_COLUMNS = [
    *("claim_id", "incident_id", "source", "url", "published", "origin", "place_name", "place_level", "pcode"),
    *("start", "end", "measure", "base", "wording", "low", "best", "high", "open"),
]


def aggregates(
    claims: Claims,
    within: Place | str | None = None,
    measure: str | None = None,
    as_of: str | pd.Timestamp | None = None,
    known_on: str | pd.Timestamp | None = None,
) -> pd.DataFrame:
    """The aggregates that claims state, one row a claim.

    Parameters
    ----------
    claims : Claims
    within : Place or str, optional
        Only those about this very place.
    measure : str, optional
        Only this measure.
    as_of, known_on : str or Timestamp, optional
        Days up to which reports published, and claims entered, count.

    Returns
    -------
    DataFrame
        ``claim_id, incident_id, source, url, published, origin, place_name, place_level, pcode, start, end, measure,
        base, wording, low, best, high`` (the quantity, float64) and ``open``, in the order of place, measure and days.
    """
    table = known(claims.table, as_day(as_of), as_day(known_on))
    table = table[table["scope"] == "aggregate"]
    if within is not None:
        code = within.pcode if isinstance(within, Place) else within
        level = within.level if isinstance(within, Place) else None
        table = table[table["pcode"] == code]
        # A village whose own code is not known carries its township's: what is said of it is not said of the township.
        table = table if level is None else table[table["place_level"] == level]
    if measure is not None:
        table = table[table["measure"] == measure]
    origin = origins(table["attributed_to"], table["source"])
    quantity = {"low": table["q_low"], "best": table["q_best"], "high": table["q_high"], "open": table["q_open"]}
    table = table.assign(origin=origin, **quantity)[_COLUMNS]
    return table.sort_values(["pcode", "measure", "start", "end", "claim_id"], ignore_index=True)
