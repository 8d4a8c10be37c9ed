"""Of attacks from the air: by which aircraft, and on what; told inside, and of what was hit from a state on."""

from __future__ import annotations

from typing import Any

from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.breakdowns import incidents_by, said_in
from tollbook.claims.strike_units import MEASURE as STRIKES
from tollbook.papers.panels import classes
from tollbook.papers.panels.air import AIR, FOLLOWED, MEASURES, class_of, cut_of
from tollbook.papers.panels.classes import Cut
from tollbook.release.clearance import FINE
from tollbook.rows import each_row

#: Reports name several aircraft.
SEVERAL = "several"


def enter_detail(ledger: Ledger, is_told: bool) -> dict[str, Any]:
    """Enter strikes and harm by aircraft, and count incidents by what was hit.

    With which machine a party hits is of military use, and what was hit in a small place is a place: a public release
    tells the one nowhere and the other from a state on (``columns.csv``).

    Parameters
    ----------
    ledger : Ledger
    is_told : bool
        Whether the release may tell which harm was from the air.

    Returns
    -------
    dict
        ``aircraft``: for each ``means`` and by measure the ``keys``; None where the release does not tell; ``objects``:
        rows as `breakdowns.incidents_by` gives them, none where nobody coded what was hit, None where the release does
        not tell.
    """
    fine = ledger.clearance.is_public and ledger.subject.place.level in FINE
    return {
        "aircraft": None if ledger.clearance.is_public else _aircraft(ledger),
        "objects": None if fine or not is_told else _objects(ledger),
    }


def _aircraft(ledger: Ledger) -> list[dict[str, Any]]:
    own, span = ledger.own, ledger.subject.span
    found: dict[str, dict[str, str]] = {}
    for measure in (STRIKES, *FOLLOWED):
        findings = classes.findings_of(ledger, own, span, measure)
        if findings.empty:
            continue
        said = said_in(ledger.claims_of(findings), "means")
        of = {
            incident: next(iter(means)) if len(means) == 1 else SEVERAL
            for incident, means in said.items()
            if class_of(means) == AIR
        }
        cut = Cut("aircraft", of, "")
        for row in each_row(classes.taken_apart(ledger, own, span, measure, cut)):
            if row.class_:
                key = f"aircraft.{measure}.{row.class_}"
                found.setdefault(str(row.class_), {})[measure] = classes.enter(ledger, key, row, own, span, cut).key
    return [{"means": name, "keys": found[name]} for name in sorted(found, key=lambda name: (name == SEVERAL, name))]


def _objects(ledger: Ledger) -> list[dict[str, Any]]:
    """What was hit in incidents with strikes, or with harm from the air."""
    own, span = ledger.own, ledger.subject.span
    every = ledger.behind(own, span)
    of_air = set(every.loc[(every["measure"] == STRIKES).to_numpy(), "incident_id"].astype(str))
    for measure in MEASURES:
        findings = classes.findings_of(ledger, own, span, measure)
        if len(findings):
            cut = cut_of(ledger, findings)
            of_air |= {incident for incident, name in cut.classes.items() if name == AIR}
    claims = ledger.claims_of(every[every["incident_id"].astype(str).isin(of_air).to_numpy()])
    said = said_in(claims, "object_hit")
    return incidents_by(ledger, claims, said, of_air - set(said)) if said else []
