"""What the figures of a paper stand on: how many incidents and claims, whose, and where anybody was looking."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels import notable, quality
from tollbook.briefs.panels.single import single


def enter_standing(ledger: Ledger, found: pd.DataFrame) -> dict[str, Any]:
    """Count what stands behind some findings.

    Claims that stand behind nothing but a number that is held back are not among those counted.

    Parameters
    ----------
    ledger : Ledger
    found : DataFrame
        Findings of the period: those that the paper is about.

    Returns
    -------
    dict
        ``incidents, located`` and what `notable.evidence` counts; ``coverage``: see `quality.coverage`.
    """
    return {
        "incidents": int(found["incident_id"].astype(str).nunique()),
        "located": quality.located(found),
        **notable.evidence(ledger, found, single(ledger, found)),
        "coverage": quality.coverage(ledger),
    }
