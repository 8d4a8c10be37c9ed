"""Who said what of one incident and when: its claims one by one, its origins, and where and when they put it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.made import claim_of, named_origin
from tollbook.incidents.disputes import DISPUTES, stated
from tollbook.incidents.explanation import Explanation
from tollbook.incidents.origins_of_incident import origins_of
from tollbook.rows import each_row

Panel = dict[str, Any]


def enter_claims(ledger: Ledger, incident: Panel) -> Panel:
    """List the claims of the findings that may be opened, and their origins.

    Parameters
    ----------
    ledger : Ledger
    incident : dict
        As `one_incident.enter_one` gives it.

    Returns
    -------
    dict
        ``findings``: for each ``key`` and ``claims``, by day of publication, each as `made.claim_of` gives it, with
        ``no`` (its number on the page), ``said_by`` (its position in ``origins``), ``standing, sets`` (see
        `explanation`), and in an internal release ``words, told_by, named, first_day, last_day``: what its report says
        and where and when it puts it. ``origins``: for each ``name`` (empty where the release may not name it),
        ``is_outlet``, ``claims``, ``outlets`` (names, of those that may be named), ``unnamed`` (how many may not),
        ``first, last`` (days), ``undated``, ``changed``. ``undated``: how many claims bear no day that may be told.
    """
    told = ledger.subject.found[incident["incident_id"]].explain()
    rows = _rows(ledger, incident, told)
    ordered = rows.drop_duplicates("claim_id").sort_values(["published", "claim_id"], na_position="last")
    number = {claim: at for at, claim in enumerate(ordered["claim_id"], 1)}
    spoken = origins_of(ordered)
    place = {str(origin): at for at, origin in enumerate(spoken["origin"])}
    findings = []
    for key in incident["opened"]:
        figure = ledger.figures[key]
        mine = rows[rows["key"] == key].sort_values(["published", "claim_id"], na_position="last")
        claims = [_claim(ledger, row, number[row.claim_id], place[row.origin]) for row in each_row(mine)]
        findings.append({"key": figure.key, "claims": claims})
    return {
        "findings": findings,
        "origins": [_origin(ledger, row, ordered) for row in each_row(spoken)],
        "undated": int(ordered["published"].isna().sum()),
        "claims": len(ordered),
    }


def _rows(ledger: Ledger, incident: Panel, told: Explanation) -> pd.DataFrame:
    """The claims of the opened findings, each with the ``key`` of its finding; days that may not be told are gone."""
    tables = []
    for key in incident["opened"]:
        figure = ledger.figures[key]
        rows = told.claims_of(figure)
        tables.append(rows[rows["claim_id"].isin(figure.claims)].assign(key=key))
    rows = pd.concat(tables, ignore_index=True) if tables else told.rows.iloc[:0].assign(key="")
    outlets = ledger.claims.set_index("claim_id")["source_release"].astype(str)
    named = [
        ledger.sources.is_named(str(source), bool(outlets.get(claim, "")))
        for source, claim in zip(rows["source"], rows["claim_id"], strict=True)
    ]
    return rows.assign(published=rows["published"].where(pd.Series(named, index=rows.index, dtype=bool)))


def _claim(ledger: Ledger, row: Any, number: int, said_by: int) -> Panel:
    told = claim_of(ledger, row)
    inside = {}
    if not ledger.clearance.is_public:
        known = ledger.subject.found.claims.table
        told_by = str(known.loc[(known["claim_id"] == row.claim_id).to_numpy(), "attributed_to"].iloc[0])
        days = {"first_day": f"{row.start:%Y-%m-%d}", "last_day": f"{row.end:%Y-%m-%d}"}
        inside = {"words": str(row.wording), "told_by": told_by, "named": str(row.place_name), **days}
    return {**told, "no": number, "said_by": said_by, "standing": row.standing, "sets": row.sets.split(), **inside}


def _origin(ledger: Ledger, row: Any, claims: pd.DataFrame) -> Panel:
    mine = claims[claims["origin"] == row.origin]
    outlets = sorted(set(mine["source"].astype(str)))
    named = [name for name in outlets if ledger.sources.name(name)]
    is_outlet = bool((mine["source"] == row.origin).all())
    return {
        "name": _named(ledger, row.origin, mine),
        "is_outlet": is_outlet,
        "claims": int(row.claims),
        "outlets": named,
        "unnamed": len(outlets) - len(named),
        "first": None if pd.isna(row.first) else f"{row.first:%Y-%m-%d}",
        "last": None if pd.isna(row.last) else f"{row.last:%Y-%m-%d}",
        "undated": int(row.undated),
        "changed": bool(row.changed),
    }


def _named(ledger: Ledger, origin: str, mine: pd.DataFrame) -> str:
    """The name of an origin: of an outlet that may be named, or of a body that the table of origins lists."""
    if not ledger.clearance.is_public:
        return origin
    if (mine["source"] == origin).any():
        return ledger.sources.name(origin)
    known = ledger.claims[ledger.claims["claim_id"].isin(mine["claim_id"])]
    listed = (named_origin(str(row.attributed_to), str(row.source)) for row in each_row(known))
    return next((name for name in listed if name), "")


def enter_disputes(ledger: Ledger, incident: Panel, claims: Panel) -> list[Panel]:
    """Where and when the claims of the opened findings put the incident, where they say otherwise than the findings.

    Returns
    -------
    list of dict
        ``key`` of the finding; ``what`` (``place`` or ``days``); ``pcode``; ``start, end``; ``relation`` (see
        `disputes`); ``is_dispute``; ``claims`` (their numbers on the page); ``origins``.
    """
    told = stated(ledger.subject.found[incident["incident_id"]].explain())
    numbers = {each["claim_id"]: each["no"] for finding in claims["findings"] for each in finding["claims"]}
    keys = {(ledger.figures[key].measure, ledger.figures[key].base): key for key in incident["opened"]}
    return [
        {
            "key": keys[row.measure, row.base],
            "what": row.what,
            "pcode": row.pcode,
            "start": None if pd.isna(row.start) else f"{row.start:%Y-%m-%d}",
            "end": None if pd.isna(row.end) else f"{row.end:%Y-%m-%d}",
            "relation": row.relation,
            "is_dispute": row.relation in DISPUTES,
            "claims": sorted(numbers[claim] for claim in row.claim_ids if claim in numbers),
            "origins": int(row.origins),
        }
        for row in each_row(told[told["relation"] != "same"])
        if (row.measure, row.base) in keys
    ]
