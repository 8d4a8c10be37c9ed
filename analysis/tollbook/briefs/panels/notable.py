"""Incidents of note, chosen by a stated rule, and the one whose number is opened down to its claims."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook import measures
from tollbook.amounts import Amount
from tollbook.briefs.figures import NOTHING, Figure, Standing
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.single import single
from tollbook.briefs.panels.tiles import FLOWS, NOT_CIVILIAN
from tollbook.incidents import origins
from tollbook.release.held import Held
from tollbook.release.singly import numbers_of
from tollbook.rows import each_row

#: Incidents of note that are printed; the others are counted and stand in the findings.
MOST = 5


def enter_incidents(ledger: Ledger) -> dict[str, Any]:
    """Enter the incidents of note: those with the greatest bests, measure by measure in the order of the tiles.

    Returns
    -------
    dict
        ``incidents``: for each ``number, start, end, figures`` (keys), ``means, claims, reports, outlets, origins,
        sources``; ``recorded``: number of incidents in the period; ``without_killed_figure``: how many of them have no
        figure for civilians killed (None where that figure is held back); ``one_origin``: how many rest on one origin;
        ``claims, undated, not_linked``: how many claims stand behind the period, how many of them bear no publication
        day, and how many stand alone;
        ``reports, outlets, origins``: how many of each.
    """
    about = ledger.subject
    found = of_civilians(ledger.behind(ledger.own, about.span))
    recorded = len(set(found["incident_id"].astype(str)))
    singly = single(ledger, found)
    order = in_order(ledger, singly)
    incidents = [_incident(ledger, number, singly, incident) for number, incident in enumerate(order[:MOST], 1)]
    killed = found[(found["measure"] == FLOWS[0]) & (found["base"] == "") & found["best"].notna()]
    is_held = ledger.figures[f"period.{FLOWS[0]}"].state == "held back"
    return {
        "incidents": incidents,
        "recorded": recorded,
        # Where the figure is held back, how many incidents have one would bound it.
        "without_killed_figure": None if is_held else recorded - len(set(killed["incident_id"].astype(str))),
        **evidence(ledger, found, singly),
    }


def evidence(ledger: Ledger, found: pd.DataFrame, singly: pd.DataFrame) -> dict[str, int]:
    """How much stands behind some findings.

    Parameters
    ----------
    ledger : Ledger
    found : DataFrame
    singly : DataFrame
        Those of them that the release may name, as `single.single` gives them.

    Returns
    -------
    dict
        ``claims, undated, reports, outlets, origins, one_origin, not_linked``.
    """
    # Claims behind nothing but a number that is held back are not counted: were there none, one would know that a toll
    # is known from its children alone, and so how many they are.
    claims = ledger.claims_of(found.drop(index=singly.index[(singly["held"] != "").to_numpy()]))
    origin = origins.origins(claims["attributed_to"], claims["source"])
    return {
        "claims": len(claims),
        "undated": int(claims["published"].isna().sum()),
        "reports": len(ledger.reports.numbers(claims)),
        "outlets": int(claims["source"].astype(str).nunique()),
        "origins": len(set(origin.astype(str))),
        "one_origin": int((_voices(claims) == 1).sum()),
        "not_linked": int((~claims["linked"].astype(bool)).sum()),
    }


def enter_incident(ledger: Ledger, number: int, found: pd.DataFrame, incident: str) -> dict[str, Any]:
    """Enter one incident under a number of its own.

    Parameters
    ----------
    ledger : Ledger
    number : int
        That of the incident in the file of findings: its place among those of `in_order`.
    found : DataFrame
        As `single.single` gives it.
    incident : str
        Its id.

    Returns
    -------
    dict
        As one of ``incidents`` of `enter_incidents`.
    """
    return _incident(ledger, number, found, incident)


def of_civilians(found: pd.DataFrame) -> pd.DataFrame:
    """Findings without those of harm to armed parties, which a brief leaves out."""
    return found[~found["measure"].isin(NOT_CIVILIAN)]


def in_order(ledger: Ledger, found: pd.DataFrame) -> list[str]:
    """Ids of the incidents of some findings, in the order in which a page names them: the greatest bests first.

    Of several with the same ones that comes first whose first claim does: ids of incidents are made of names of
    villages, and an order by them would tell of these.
    """
    bests: dict[str, dict[str, float]] = {str(incident): {} for incident in found["incident_id"]}
    names = ("incident_id", "measure", "base", "best")
    for incident, measure, base, best in zip(*(found[name] for name in names), strict=True):
        if base == "" and best == best:
            bests[str(incident)][str(measure)] = float(best)
    first = ledger.reports.first_claims
    return sorted(bests, key=lambda one: (*(-bests[one].get(name, 0.0) for name in FLOWS), first[one]))


def _voices(claims: pd.DataFrame) -> pd.Series:
    """Number of origins of each incident."""
    origin = pd.Series(origins.origins(claims["attributed_to"], claims["source"]), index=claims.index)
    return origin.astype(str).groupby(claims["incident_id"].astype(str)).nunique()


def _incident(ledger: Ledger, number: int, found: pd.DataFrame, incident: str) -> dict[str, Any]:
    rows = found[found["incident_id"] == incident]
    listed = list(measures.all_measures())
    rows = rows.assign(order=[listed.index(str(name)) for name in rows["measure"]]).sort_values(["order", "base"])
    claims = ledger.claims_of(rows[(rows["held"] == "").to_numpy()])
    figures = [enter_finding(ledger, number, row, rows).key for row in each_row(rows)]
    lead = rows.iloc[0]
    means = sorted({str(value) for value in claims["means"]} - {"", "unknown"}) if tells_how(ledger, rows) else []
    return {
        "number": number,
        "incident_id": incident,
        "pcode": str(lead.township) or str(lead.pcode),
        "start": f"{lead.start:%Y-%m-%d}",
        "end": f"{lead.end:%Y-%m-%d}",
        "figures": figures,
        "means": means,
        "claims": len(claims),
        "reports": len(ledger.reports.numbers(claims)),
        "outlets": int(claims["source"].astype(str).nunique()),
        "origins": int(_voices(claims).iloc[0]) if len(claims) else 0,
        "sources": list(ledger.reports.numbers(claims)),
    }


def tells_how(ledger: Ledger, rows: pd.DataFrame) -> bool:
    """Whether it may be told by which means: not of so few people that a table by means would not tell them apart."""
    parts = {each.name for each in measures.all_measures().values() if each.part_of}
    return not any(
        ledger.clearance.of_number(str(row.level), str(row.measure), numbers_of(row), is_class=True)
        for row in each_row(rows[~rows["measure"].isin(parts).to_numpy()])
    )


def enter_finding(ledger: Ledger, number: int, row: Any, rows: pd.DataFrame) -> Figure:
    """Enter the whole finding of one measure of an incident, also where it reaches beyond the period.

    Parameters
    ----------
    ledger : Ledger
    number : int
        Of the incident, as the findings beside the page have it.
    row : namedtuple
        One of `rows`.
    rows : DataFrame
        Findings of the incident, as `single.single` gives them.
    """
    mine = rows[(rows["measure"] == row.measure) & (rows["base"] == row.base)]
    claims = ledger.claims_of(mine)
    key = f"incident.{number}.{row.measure}" + (f".{str(row.base).replace(' ', '-')}" if row.base else "")
    if row.held:
        held = Held(str(row.held), int(row.below))
        place = str(row.township) or str(row.pcode)
        return ledger.keep(
            Figure(key, str(row.measure), str(row.base), place, row.start, row.end, NOTHING, "held back", held=held)
        )
    amount = Amount.of(row)
    state = "no figure" if amount.is_nothing else "figure"
    return ledger.keep(
        Figure(
            key,
            str(row.measure),
            str(row.base),
            str(row.township) or str(row.pcode),
            row.start,
            row.end,
            amount,
            state,
            1,
            int(row.open),
            int(row.origins),
            float(row.highest_stated),
            0.0,
            claims=tuple(sorted(claims["claim_id"].astype(str))),
            sources=ledger.reports.numbers(claims),
            standing=Standing.of(mine),
            more={"flags": [flag for flag in str(row.flags).split("; ") if flag]},
        )
    )
