"""Strikes by what their sources count as one: each unit a figure of its own, with those who count so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from tollbook.briefs.ledger import Ledger
from tollbook.claims.strike_units import MEASURE, NOT_SAID, SEVERAL, strike_units, together, units_of
from tollbook.papers.panels import classes
from tollbook.papers.panels.classes import Cut
from tollbook.rows import each_row


def units_by_claim(ledger: Ledger, ids: Iterable[str]) -> dict[str, str]:
    """The unit that each claim counts, by its id."""
    known = ledger.subject.found.known_claims
    mine = known[known["claim_id"].isin(list(ids)).to_numpy()]
    return dict(zip(mine["claim_id"].astype(str), units_of(mine), strict=True))


def enter_units(ledger: Ledger) -> dict[str, Any]:
    """Enter the strikes of the period by their units; those on another base have figures already.

    A finding is of the unit that its whole claims count; where none is whole, of that of its parts.

    Returns
    -------
    dict
        ``rows``: for each ``unit`` (of `claims.strike_units`, or that none, or several, are named) ``key`` (None where
        only parts of findings are counted so), ``incidents`` of the figure, and ``sources``: for each outlet whose
        claims count so ``outlet, numbers`` (of the list of sources), those without a name together; ``apart``: the same
        for other bases, with ``base``.
    """
    own, span = ledger.own, ledger.subject.span
    every = ledger.behind(own, span, MEASURE)
    if every.empty or ledger.clearance.of_cell(own.level, span, MEASURE) is not None:
        return {"rows": [], "apart": []}
    return {"rows": _rows(ledger, every[(every["base"] == "").to_numpy()]), "apart": _apart(ledger, every)}


def _rows(ledger: Ledger, plain: pd.DataFrame) -> list[dict[str, Any]]:
    own, span = ledger.own, ledger.subject.span
    claims = ledger.claims_of(plain)
    known = ledger.subject.found.known_claims.assign(id=lambda rows: rows["claim_id"].astype(str)).set_index("id")
    said = known.loc[claims["claim_id"].astype(str).tolist()]
    read = claims.assign(unit=units_of(said), part=(said["extent"] == "part").to_numpy())
    cut = Cut("unit", {str(name): _unit(rows) for name, rows in read.groupby("incident_id", observed=True)}, NOT_SAID)
    of = np.array(cut.of_findings(plain), dtype=object)
    found = {str(row.class_): row for row in each_row(classes.taken_apart(ledger, own, span, MEASURE, cut))}
    rows = []
    for name in [*strike_units(), SEVERAL, NOT_SAID]:
        sources = _sources(ledger, read[(read["unit"] == name).to_numpy()])
        if name in found:
            key = classes.enter(ledger, f"unit.{MEASURE}.{name.replace(' ', '-')}", found[name], own, span, cut).key
            rows.append({"unit": name, "key": key, "incidents": _incidents(plain[of == name]), "sources": sources})
        elif sources:
            rows.append({"unit": name, "key": None, "incidents": 0, "sources": sources})
    return rows


def _unit(claims: pd.DataFrame) -> str:
    whole = claims[~claims["part"].to_numpy()]
    return together((whole if len(whole) else claims)["unit"])


def _apart(ledger: Ledger, every: pd.DataFrame) -> list[dict[str, Any]]:
    """Strikes on another base, which are not in the sum."""
    rows = []
    for base in sorted({str(base) for base in every["base"]} - {""}):
        mine = every[(every["base"] == base).to_numpy()]
        sources = _sources(ledger, ledger.claims_of(mine))
        key = f"period.{MEASURE}.{base.replace(' ', '-')}"
        rows.append({"base": base, "key": key, "incidents": _incidents(mine), "sources": sources})
    return rows


def _incidents(findings: pd.DataFrame) -> int:
    return int(findings["incident_id"].astype(str).nunique())


def _sources(ledger: Ledger, claims: pd.DataFrame) -> list[dict[str, Any]]:
    """The outlets of some claims, each with the numbers of its reports."""
    named: dict[str, set[int]] = {}
    for at in range(len(claims)):
        one = claims.iloc[[at]]
        named.setdefault(ledger.reports.outlet(one), set()).update(ledger.reports.numbers(one))
    return [{"outlet": outlet, "numbers": sorted(numbers)} for outlet, numbers in sorted(named.items())]
