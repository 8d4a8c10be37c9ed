"""What late reports have done to earlier periods: each as it was known when it was as old as this one, and as now."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pandas as pd

from tollbook.briefs.figures import Figure
from tollbook.briefs.ledger import Ledger, Span
from tollbook.briefs.panels.calendar import first_day
from tollbook.briefs.panels.changes import cell_of
from tollbook.briefs.panels.tiles import FLOWS
from tollbook.claims.delay import SETTLED_DAYS
from tollbook.papers.panels.then import Then
from tollbook.tallies import geography
from tollbook.tallies.comparing import periods_before
from tollbook.tallies.filling import filling

#: Earlier periods that are looked at, the latest first.
MOST = 8


def enter_late(ledger: Ledger, followed: str) -> dict[str, Any]:
    """Enter earlier periods of the same length, as they were known at this one's age and as they are known now.

    Only periods that ended so long before the cut-off that late reports had their chance to come
    (`delay.SETTLED_DAYS`). Claims without a day of publication count from when they happened, so that what is counted
    here is the least that came late.

    Parameters
    ----------
    ledger : Ledger
    followed : str
        The measure whose periods are told one by one.

    Returns
    -------
    dict
        ``age_days``: of this period at its cut-off; ``settled_days``; ``periods``: first and last day of each earlier
        one; ``measure``; ``pairs``: keys of then and of now of those periods that have a report of the measure;
        ``by_measure``: for each headline flow a `tallies.filling.Filling` as plain data, with ``claims``, how many are
        behind what is known now, and ``undated``, how many of them bear no day of publication.
    """
    about = ledger.subject
    last = about.cut_off - pd.Timedelta(days=SETTLED_DAYS)
    age = about.cut_off - about.end
    # While a period still runs, none that was over can have been as old.
    most = MOST if age.days >= 0 else 0
    spans = periods_before(*about.span, most, first_day(ledger), pd.Timestamp(last))
    near = _claims_near(ledger, spans)
    thens = [Then.on(ledger, pd.Timestamp(span[1] + age), near) for span in spans]
    pairs = {
        measure: [_pair(ledger, then, span, measure) for then, span in zip(thens, spans, strict=True)]
        for measure in FLOWS
    }
    shown = {
        name: [(one, two) for one, two in each if "held back" not in (one.state, two.state)]
        for name, each in pairs.items()
    }
    return {
        "age_days": int(age.days),
        "settled_days": SETTLED_DAYS,
        "periods": [[f"{first:%Y-%m-%d}", f"{end:%Y-%m-%d}"] for first, end in spans],
        "measure": followed,
        "pairs": [[one.key, two.key] for one, two in pairs[followed] if one.incidents or two.incidents or one.held],
        "by_measure": {name: _of_measure(ledger, each) for name, each in shown.items()},
    }


def _of_measure(ledger: Ledger, pairs: list[tuple[Figure, Figure]]) -> dict[str, Any]:
    seen = filling((cell_of(then), cell_of(now)) for then, now in pairs)
    behind = [claim for _, now in pairs for claim in now.claims]
    claims = ledger.claims[ledger.claims["claim_id"].isin(behind)]
    return {**asdict(seen), "claims": len(claims), "undated": int(claims["published"].isna().sum())}


def _claims_near(ledger: Ledger, spans: list[Span]) -> pd.DataFrame:
    """All claims of the incidents that any claim puts inside the place and those days: nothing else counts there."""
    known = ledger.subject.found.known_claims
    known = known[(known["scope"] == "incident").to_numpy()]
    if not spans:
        return known.iloc[:0]
    inside = geography.inside(known["pcode"], ledger.own.pcode)
    touching = ((known["start"] <= spans[0][1]) & (known["end"] >= spans[-1][0])).to_numpy()
    incidents = known.loc[inside & touching, "incident_id"].astype(str).unique()
    return known[known["incident_id"].astype(str).isin(list(incidents)).to_numpy()]


def _pair(ledger: Ledger, then: Then, span: Span, measure: str) -> tuple[Figure, Figure]:
    unit, key = ledger.own, f"late.{measure}.{span[0]:%Y-%m-%d}"
    now = ledger.enter(f"{key}.now", ledger.row(unit, span, measure), unit, span, measure)
    return then.enter(f"{key}.then", unit, span, measure), now
