"""What is known from whom, place by place, and whether anybody was looking there."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook import places
from tollbook.briefs.ledger import Ledger, Unit
from tollbook.briefs.panels.notable import evidence, of_civilians
from tollbook.briefs.panels.single import single


def enter_known_from(ledger: Ledger, level: str) -> dict[str, Any]:
    """Count what the figures of the period stand on in each place of a level inside the subject.

    Parameters
    ----------
    ledger : Ledger
    level : str
        Of the places.

    Returns
    -------
    dict
        ``level``; ``rows``: for each place of the level, in the order of codes, and last for what is known for none of
        them where there is any: ``pcode, not_stated, incidents``, what `notable.evidence` counts, ``coverage`` (of the
        whole period: counted, not covered or unknown), ``counted, not_covered, unknown`` (days of its townships, see
        `Coverage.counts`; 0 of what is known for none of them).
    """
    within, span = ledger.own.pcode, ledger.subject.span
    found = of_civilians(ledger.behind(ledger.own, span))
    singly = single(ledger, found)
    inside = places.units_at(level, within)
    cells = pd.DataFrame({"pcode": inside, "start": span[0], "end": span[1]})
    looked = ledger.subject.found.coverage.counts(cells).to_dict("records")
    rows = [
        {**_counted(ledger, Unit(level, code, within), found, singly), "not_stated": False, **days}
        for code, days in zip(inside, looked, strict=True)
    ]
    beyond = _counted(ledger, Unit(level, within, within), found, singly)
    if beyond["incidents"]:
        rows.append({**beyond, "not_stated": True, "counted": 0, "not_covered": 0, "unknown": 0})
    return {"level": level, "rows": rows}


def _counted(ledger: Ledger, unit: Unit, found: pd.DataFrame, singly: pd.DataFrame) -> dict[str, Any]:
    """Counts of one place; `found` are the findings of all, `singly` those that the release may name."""
    mine = ledger.behind(unit, ledger.subject.span).index
    own = found[found.index.isin(mine)]
    return {
        "pcode": unit.pcode,
        "incidents": int(own["incident_id"].astype(str).nunique()),
        **evidence(ledger, own, singly[singly.index.isin(mine)]),
        "coverage": ledger.coverage(unit.pcode, ledger.subject.span),
    }
