"""People newly displaced, incident by incident: where and when, how many, by what, and what else the same incident did.

What a report says of how people fled is its word on the cause. That harm was done in the same incident is no more than
that: it is in the same incident.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.breakdowns import one_means, said_in
from tollbook.briefs.panels.displacement import FLOW
from tollbook.briefs.panels.notable import enter_finding, in_order, of_civilians, tells_how
from tollbook.briefs.panels.single import single
from tollbook.papers.panels import classes
from tollbook.papers.panels.classes import Cut
from tollbook.rows import each_row

#: Incidents that are listed; the others stand in the findings.
MOST = 20
#: What else an incident did to people, and to their homes, in the order of the table.
TO_PEOPLE = ("civilians_killed", "civilians_injured")
TO_HOMES = ("houses_destroyed",)
#: Shown beside them, and no harm that a flight could go with: a village that was emptied is one that its people fled.
VILLAGES = "villages_affected"
#: Classes of flight by what else is recorded of the same incident.
PEOPLE, HOMES, NOTHING = "harm to people", "houses destroyed", "neither recorded"
#: The order of the means in a table; what reports do not say comes last.
_LAST = ("several", "mixed", "not stated")


def enter_flights(ledger: Ledger) -> dict[str, Any]:
    """Enter the flights of the period, and how much of them goes with harm, and with which means.

    Returns
    -------
    dict
        ``rows``: for each incident that the release may name ``number, pcode, start, end`` (days; of a public release
        those of its months), ``by_month`` (whether so), ``displaced`` (key), ``means`` (None where they are held back)
        and ``harm`` (keys by measure); ``recorded``: how many incidents there are; ``more``: how many may be named and
        are not listed; ``apart``: how many may not be named; ``harm`` and ``means``: for each class ``class, key``, in
        order, None where the release may not tell the classes apart.
    """
    own, span = ledger.own, ledger.subject.span
    if ledger.clearance.of_cell(own.level, span, FLOW) is not None:
        return {"rows": [], "recorded": 0, "more": 0, "apart": 0, "harm": [], "means": []}
    found = classes.findings_of(ledger, own, span, FLOW)
    incidents = set(found["incident_id"].astype(str))
    named = single(ledger, of_civilians(ledger.behind(own, span)))
    order = {incident: number for number, incident in enumerate(in_order(ledger, named), 1)}
    flown = named[((named["measure"] == FLOW) & (named["base"] == "")).to_numpy()]
    listed = _listed(ledger, flown, order)
    rows = [_row(ledger, order[incident], named[(named["incident_id"] == incident).to_numpy()]) for incident in listed]
    return {
        "rows": rows,
        "recorded": len(incidents),
        "more": len(set(flown["incident_id"].astype(str))) - len(rows),
        "apart": len(incidents - set(flown["incident_id"].astype(str))),
        "harm": _apart(ledger, Cut("harm", _harm(ledger, incidents), NOTHING), (PEOPLE, HOMES, NOTHING)),
        "means": _by_means(ledger, found),
    }


def _listed(ledger: Ledger, flown: pd.DataFrame, order: dict[str, int]) -> list[str]:
    """The incidents that are listed, in order of time; in public of the month, which is all that is told of it."""
    when = {
        str(row.incident_id): f"{row.start:%Y-%m}" if ledger.clearance.is_public else f"{row.start:%Y-%m-%d}"
        for row in each_row(flown)
    }
    chosen = sorted(when, key=lambda incident: order[incident])[:MOST]
    return sorted(chosen, key=lambda incident: (when[incident], order[incident]))


def _row(ledger: Ledger, number: int, rows: pd.DataFrame) -> dict[str, Any]:
    """One incident; of a measure without a finding in its plain base that on another, which the page names."""
    public = ledger.clearance.is_public
    if public:
        # A list of days and townships would tell flight by flight; of each its months are public.
        rows = rows.assign(start=_first(rows["start"]), end=_last(rows["end"]))
    by_measure: dict[str, Any] = {}
    for row in each_row(rows.sort_values("base")):
        by_measure.setdefault(str(row.measure), row)
    flown = by_measure[FLOW]
    counted = (rows["measure"] == FLOW) & (rows["base"] == "") & (rows["held"] == "")
    claims = ledger.claims_of(rows[counted.to_numpy()])
    said = sorted({str(value) for value in claims["means"]} - {"", "unknown"}) if tells_how(ledger, rows) else None
    shown = [name for name in (FLOW, *TO_PEOPLE, *TO_HOMES, VILLAGES) if name in by_measure]
    keys = {name: enter_finding(ledger, number, by_measure[name], rows).key for name in shown}
    return {
        "number": number,
        "pcode": str(flown.township) or str(flown.pcode),
        "start": f"{flown.start:%Y-%m-%d}",
        "end": f"{flown.end:%Y-%m-%d}",
        "by_month": public,
        "displaced": keys.pop(FLOW),
        "means": said,
        "harm": keys,
    }


def _first(days: pd.Series) -> pd.Series:
    first: pd.Series = days.dt.to_period("M").dt.start_time.dt.as_unit("s")
    return first


def _last(days: pd.Series) -> pd.Series:
    last: pd.Series = days.dt.to_period("M").dt.end_time.dt.normalize().dt.as_unit("s")
    return last


def _harm(ledger: Ledger, incidents: set[str]) -> Mapping[str, str]:
    """By incident, what else is recorded of it, whenever and wherever it was."""
    table = ledger.subject.found.table
    mine = table[table["incident_id"].isin(list(incidents)).to_numpy()]
    # Harm that reports deny is no harm, and harm without a number is.
    mine = mine[~((mine["high"] == 0) | (mine["best"] == 0)).to_numpy()]
    of = {name: set(mine.loc[mine["measure"].isin(names).to_numpy(), "incident_id"].astype(str))
          for name, names in ((PEOPLE, TO_PEOPLE), (HOMES, TO_HOMES))}  # fmt: skip
    return {incident: PEOPLE if incident in of[PEOPLE] else HOMES for incident in of[PEOPLE] | of[HOMES]}


def _by_means(ledger: Ledger, found: pd.DataFrame) -> list[dict[str, Any]] | None:
    said = said_in(ledger.claims_of(found), "means")
    cut = Cut("means", {incident: one_means(means) for incident, means in said.items()}, "not stated")
    names = sorted(set(cut.of_findings(found)), key=lambda name: (name in _LAST, name))
    return _apart(ledger, cut, names)


def _apart(ledger: Ledger, cut: Cut, names: Any) -> list[dict[str, Any]] | None:
    """Enter the flow of the period class by class; None where that would tell of too few people."""
    own, span = ledger.own, ledger.subject.span
    rows = classes.taken_apart(ledger, own, span, FLOW, cut)
    if rows.empty:
        return []
    if not classes.is_told(ledger, own, rows) or classes.is_held(ledger, own, span, FLOW):
        classes.leave_out(ledger, own, span, rows, cut)
        return None
    found = {str(row.class_): row for row in each_row(rows)}
    return [
        {"class": name, "key": classes.enter(ledger, f"{cut.of}.{FLOW}.{_slug(name)}", found[name], own, span, cut).key}
        for name in names
        if name in found
    ]


def _slug(name: str) -> str:
    return name.replace(" ", "-")
