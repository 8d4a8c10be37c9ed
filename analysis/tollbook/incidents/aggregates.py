"""Aggregates: totals over many happenings that a source published, compared with the tally and never added to it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from tollbook import measures
from tollbook.claims.problems import counted
from tollbook.claims.table import Claims
from tollbook.incidents.evidence import known
from tollbook.incidents.findings import as_day
from tollbook.incidents.origins import origins
from tollbook.places import Place

_COLUMNS = [
    *(
        "claim_id",
        "incident_id",
        "source",
        "url",
        "published",
        "origin",
        "attributed_to",
        "place_name",
        "place_level",
        "pcode",
        "extent",
    ),
    *("start", "end", "measure", "base", "means", "wording", "low", "best", "high", "open"),
]


@dataclass(frozen=True, repr=False)
class Aggregates:
    """The aggregates that claims state.

    Attributes
    ----------
    table : DataFrame
        One row a claim, in the order of place, measure and days: ``claim_id, incident_id, source, url, published,
        origin, attributed_to, place_name, place_level, pcode, extent, start, end, measure, base, means, wording``;
        ``low, best, high`` (float64, the quantity in the measure's unit, NaN for none) and ``open`` (bool).
    within : str
        p-code of the place that they are about; empty where they are of any.
    as_of, known_on : Timestamp or None
        Days up to which reports published, and claims entered, count.
    """

    table: pd.DataFrame
    within: str = ""
    as_of: pd.Timestamp | None = None
    known_on: pd.Timestamp | None = None

    def __len__(self) -> int:
        return len(self.table)

    def __repr__(self) -> str:
        about = f" about {self.within}" if self.within else ""
        return f"<Aggregates{about}: {counted(len(self), 'claim')}>"

    def _repr_html_(self) -> str:
        from tollbook.html_table import html
        from tollbook.incidents.shown import of_aggregates

        return html(of_aggregates(self))


def aggregates(
    claims: Claims,
    within: Place | str | None = None,
    measure: str | None = None,
    as_of: str | pd.Timestamp | None = None,
    known_on: str | pd.Timestamp | None = None,
) -> Aggregates:
    """List the totals over many happenings that sources published; they are never added to a tally or to each other.

    Parameters
    ----------
    claims : Claims
        Those of scope ``aggregate``.
    within, measure : optional
        Only those about this very place, given as a place or by its p-code; only this measure.
    as_of, known_on : str or Timestamp, optional
        Days up to which reports published, and claims entered, count.

    Returns
    -------
    Aggregates
        One row of its ``table`` is one claim.

    Raises
    ------
    UnknownMeasure
        There is no such measure; the message names the nearest.

    Examples
    --------
    >>> from tollbook import shipped
    >>> tb.aggregates(tb.read_claims(shipped.claims_file()), within="MMR005019")
    <Aggregates about MMR005019: 1 claim>
    """
    day, entered = as_day(as_of, "as_of"), as_day(known_on, "known_on")
    code = within.pcode if isinstance(within, Place) else (within or "")
    stating = claims.table["scope"] == "aggregate"
    table = known(claims.table[stating & (claims.table["pcode"] == code) if code else stating], day, entered)
    if code:
        level = within.level if isinstance(within, Place) else None
        # A village whose own code is not known carries its township's: what is said of it is not said of the township.
        table = table if level is None else table[table["place_level"] == level]
    if measure is not None:
        table = table[table["measure"] == measures.get(measure).name]
    origin = origins(table["attributed_to"], table["source"])
    quantity = {"low": table["q_low"], "best": table["q_best"], "high": table["q_high"], "open": table["q_open"]}
    table = table.assign(origin=origin, **quantity)[_COLUMNS]
    rows = table.sort_values(["pcode", "measure", "start", "end", "claim_id"], ignore_index=True)
    return Aggregates(rows, code, day, entered)
