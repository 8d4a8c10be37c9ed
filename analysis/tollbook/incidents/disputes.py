"""Where and when the claims of an incident put it, beside where and when its findings lie.

A coarser place or a vaguer span of days is less knowledge and disputes nothing; another place, or other days, in
another report is a dispute.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from tollbook import places
from tollbook.incidents.explanation import Explanation
from tollbook.incidents.reconciling import PARTS_ONLY
from tollbook.rows import each_row

#: How what claims say stands to what the finding takes, from agreeing to disputing.
RELATIONS = ("same", "wider", "part", "inside", "other")
#: Relations that are disputes.
DISPUTES = ("inside", "other")
COLUMNS = ("measure", "base", "what", "pcode", "start", "end", "relation", "claims", "origins", "claim_ids")


def stated(told: Explanation) -> pd.DataFrame:
    """What the claims of one incident say of its place and days, finding by finding.

    Only claims that have a say in it are asked: see `reconciling`.

    Parameters
    ----------
    told : Explanation
        Of the whole incident.

    Returns
    -------
    DataFrame
        One row a finding and statement: ``measure, base`` (str), ``what`` (``place`` or ``days``), ``pcode`` (of a
        township, or of the district, state or country where a claim names none; '' for days and for no place), ``start,
        end`` (days; NaT for places), ``relation`` (of `RELATIONS`), ``claims, origins`` (int64), ``claim_ids`` (tuple
        of str).
    """
    rows = [
        {"measure": str(finding.measure), "base": str(finding.base), **row}
        for finding in each_row(told.findings)
        for row in _of(told.claims_of(finding), finding)
    ]
    made = pd.DataFrame(rows, columns=list(COLUMNS))
    order = [RELATIONS.index(relation) for relation in made["relation"]]
    made = made.assign(order=order).sort_values(["measure", "base", "what", "order", "pcode", "start", "end"])
    return made.drop(columns="order").reset_index(drop=True)


def _of(claims: pd.DataFrame, finding: Any) -> Iterator[dict[str, Any]]:
    """The places, then the days, that the claims of one finding state."""
    voting = claims[claims["voting"].to_numpy()]
    voting = voting.assign(unit=[_unit(str(pcode)) for pcode in voting["pcode"]])
    for code, mine in voting.groupby("unit", sort=True):
        relation = _of_place(str(code), str(finding.pcode))
        yield {**_row("place", mine), "pcode": str(code), "relation": relation}
    alone = PARTS_ONLY in str(finding.flags).split("; ")
    for _, mine in voting.groupby(["start", "end"], sort=True):
        start, end = pd.Timestamp(mine["start"].iloc[0]), pd.Timestamp(mine["end"].iloc[0])
        yield {**_row("days", mine), "start": start, "end": end, "relation": _of_days(start, end, finding, alone)}


def _unit(pcode: str) -> str:
    """The township of a code; of a code that is wider, itself."""
    return (places.unit(pcode).township or pcode) if pcode else ""


def _row(what: str, claims: pd.DataFrame) -> dict[str, Any]:
    numbers = {"claims": len(claims), "origins": int(claims["origin"].nunique())}
    ids = tuple(sorted(claims["claim_id"]))
    return {"what": what, "pcode": "", "start": pd.NaT, "end": pd.NaT, **numbers, "claim_ids": ids}


def _of_place(code: str, taken: str) -> str:
    """How a place that is said stands to the one that is taken; nothing said is less knowledge."""
    if code == taken:
        return "same"
    if not code or not taken or places.lies_in(taken, code):
        return "wider"
    return "inside" if places.lies_in(code, taken) else "other"


def _of_days(start: pd.Timestamp, end: pd.Timestamp, finding: Any, alone: bool) -> str:
    """How days that are said stand to those that are taken, which of parts alone are the hull of their days."""
    if (start, end) == (finding.start, finding.end):
        return "same"
    if start <= finding.start and end >= finding.end:
        return "wider"
    if start >= finding.start and end <= finding.end:
        return "part" if alone else "inside"
    return "other"
