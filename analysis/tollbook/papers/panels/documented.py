"""The incidents that most voices speak of, as the release may tell of them one by one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels import notable
from tollbook.briefs.panels.single import single
from tollbook.incidents.documented import documented
from tollbook.release.singly import singly

#: Incidents that are listed, and how many of the first are looked at: some may have nothing that can be told.
MOST = 5
_LOOKED_AT = 4 * MOST


def enter_documented(ledger: Ledger, most: int = MOST) -> dict[str, Any]:
    """Enter the best documented incidents; see `incidents.documented`.

    Returns
    -------
    dict
        ``incidents``: as `notable.enter_incidents` gives them, numbered in this order.
    """
    found = notable.of_civilians(ledger.behind(ledger.own, ledger.subject.span))
    first = _of(found, _first(ledger, found[ledger.clearance.one_by_one(found)], _LOOKED_AT))
    passed = [ledger.reports.passes_rows(first.iloc[[at]]) for at in range(len(first))]
    told = singly(first, ledger.clearance, np.array(passed, dtype=np.bool_))
    chosen = _first(ledger, told[(told["held"] == "").to_numpy()], most)
    # Only what is shown is entered: of the others nothing is held back here.
    shown = single(ledger, _of(found, chosen))
    return {"incidents": [notable.enter_incident(ledger, at, shown, one) for at, one in enumerate(chosen, 1)]}


def _of(found: pd.DataFrame, incidents: list[str]) -> pd.DataFrame:
    return found[found["incident_id"].isin(incidents).to_numpy()]


def _first(ledger: Ledger, found: pd.DataFrame, most: int) -> list[str]:
    """The best documented incidents of some findings, by the claims that stand behind these and no others."""
    told = ledger.claims_of(found)["claim_id"].astype(str)
    known = ledger.subject.found.known_claims
    ordered = documented(known[known["claim_id"].isin(set(told)).to_numpy()])["incident_id"].astype(str)
    return [str(incident) for incident in ordered.head(most)]
