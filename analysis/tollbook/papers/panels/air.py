"""Harm to civilians from attacks from the air: of the period, of its months, and of the places inside.

An incident's harm is from the air where every report of it that says how says so. Where reports name several means, or
none, how much of the harm came from the air is not known: it stands apart and is never shared out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from tollbook.briefs.ledger import Ledger, Span
from tollbook.briefs.panels.breakdowns import said_in
from tollbook.papers.panels import classes
from tollbook.papers.panels.classes import Cut
from tollbook.rows import each_row

#: Means that are attacks from the air, as they are coded; in public they are one group.
BY_AIR = ("airstrike", "helicopter", "drone", "paramotor", "air")
#: What claims say of several means without naming them.
_SEVERAL = ("mixed", "several")
#: Classes of harm: from the air; by several means, the air among them or perhaps among them; by others; not said.
AIR, SEVERAL, OTHER, NOT_SAID = "air", "several", "other", "not stated"
CLASSES = (AIR, SEVERAL, NOT_SAID, OTHER)
#: What is told of, in the order of the page.
MEASURES = (
    "civilians_killed",
    "civilians_killed_children",
    "civilians_injured",
    "displaced_new",
    "houses_destroyed",
)
#: Those that have months and places of their own.
FOLLOWED = ("civilians_killed", "civilians_injured")


def class_of(said: set[str]) -> str:
    """The class of an incident's harm by the means that its reports name.

    Parameters
    ----------
    said : set of str
        As coded; nothing where no report says how.

    Returns
    -------
    str
        Of `CLASSES`.
    """
    if not said:
        return NOT_SAID
    if said <= set(BY_AIR):
        return AIR
    return SEVERAL if said & {*BY_AIR, *_SEVERAL} else OTHER


def cut_of(ledger: Ledger, found: pd.DataFrame) -> Cut:
    """How findings of one measure are taken apart: each by what its own claims say of how."""
    said = said_in(ledger.claims_of(found), "means")
    return Cut("air", {incident: class_of(means) for incident, means in said.items()}, NOT_SAID)


def enter_air(ledger: Ledger) -> dict[str, Any]:
    """Enter the harm of the period by these classes, and its months and places.

    Returns
    -------
    dict
        ``rows``: for each measure that has a finding ``measure, told`` (whether the release may tell its classes
        apart) and by class the ``keys`` of its figures; ``months``: for each followed measure that has harm from the
        air ``measure, start, end, months`` (keys), ``told``; ``told``: whether all of them are; ``incidents``: by
        class, how many incidents have harm of any of these measures; ``without_strikes``: in how many with harm from
        the air no report counts strikes; ``strikes_without_harm``: of how many with strikes no report says that harm
        came from the air, or by several means. Nothing is counted where not all is told.
    """
    own, span = ledger.own, ledger.subject.span
    cuts = {name: cut_of(ledger, classes.findings_of(ledger, own, span, name)) for name in MEASURES}
    rows = [row for name in MEASURES if (row := _row(ledger, name, cuts[name])) is not None]
    told = all(row["told"] for row in rows)
    of = {name: _incidents(ledger, rows, cuts, name) for name in CLASSES}
    return {
        "rows": rows,
        "months": [
            _months(ledger, row["measure"]) for row in rows if row["measure"] in FOLLOWED and AIR in row["keys"]
        ],
        "told": told,
        "incidents": {name: len(found) for name, found in of.items() if found} if told else {},
        "without_strikes": len(of[AIR] - counting_strikes(ledger)) if told else None,
        "strikes_without_harm": len(counting_strikes(ledger) - of[AIR] - of[SEVERAL]) if told else None,
    }


def counting_strikes(ledger: Ledger) -> set[str]:
    """Incidents of the period of which a report counts strikes."""
    found = ledger.behind(ledger.own, ledger.subject.span, "airstrikes")
    return set(found.loc[found["low"].notna().to_numpy(), "incident_id"].astype(str))


def _row(ledger: Ledger, measure: str, cut: Cut) -> dict[str, Any] | None:
    own, span = ledger.own, ledger.subject.span
    if ledger.clearance.of_cell(own.level, span, measure) is not None:
        return None
    rows = classes.taken_apart(ledger, own, span, measure, cut)
    if rows.empty:
        return None
    if not classes.is_told(ledger, own, rows) or classes.is_held(ledger, own, span, measure):
        classes.leave_out(ledger, own, span, rows, cut)
        return {"measure": measure, "told": False, "keys": {}}
    found = {str(row.class_): row for row in each_row(rows)}
    keys = {
        name: classes.enter(ledger, f"air.{measure}.{_slug(name)}", found[name], own, span, cut).key
        for name in CLASSES
        if name in found
    }
    return {"measure": measure, "told": True, "keys": keys}


def _slug(name: str) -> str:
    return name.replace(" ", "-")


def _incidents(ledger: Ledger, rows: Sequence[dict[str, Any]], cuts: dict[str, Cut], name: str) -> set[str]:
    """Incidents of the period with harm of one class."""
    found: set[str] = set()
    for row in rows:
        mine = classes.findings_of(ledger, ledger.own, ledger.subject.span, row["measure"])
        of = cuts[row["measure"]].of_findings(mine)
        found |= {str(incident) for incident, held in zip(mine["incident_id"], of, strict=True) if held == name}
    return found


def _months(ledger: Ledger, measure: str) -> dict[str, Any]:
    """Enter the months of the harm from the air, over the months of the trend.

    Where one month's classes may not be told apart, none of them is: a month that is left out would tell of itself.
    """
    about, own = ledger.subject, ledger.own
    found = classes.findings_of(ledger, own, about.trend_span, measure)
    cut = cut_of(ledger, found)
    spans = month_spans(*about.trend_span)
    withheld = {span for span in spans if ledger.clearance.of_cell(own.level, span, measure) is not None}
    touched = [span for span in spans if ((found["start"] <= span[1]) & (found["end"] >= span[0])).any()]
    touched = [span for span in touched if span not in withheld]
    apart = {span: classes.taken_apart(ledger, own, span, measure, cut) for span in touched}
    told = all(classes.is_told(ledger, own, rows) for rows in apart.values())
    keys = []
    for span in spans:
        key = f"air.{measure}.{AIR}.{span[0]:%Y-%m}"
        row = next((row for row in each_row(apart[span]) if row.class_ == AIR), None) if span in apart else None
        if span in apart and not told:
            classes.leave_out(ledger, own, span, apart[span], cut)
        elif row is not None:
            keys.append(classes.enter(ledger, key, row, own, span, cut).key)
        elif span in withheld or (span not in apart and ledger.coverage(own.pcode, span) != "unknown"):
            keys.append(ledger.enter(key, None, own, span, measure).key)
    start, end = (f"{day:%Y-%m-%d}" for day in about.trend_span)
    return {"measure": measure, "start": start, "end": end, "months": keys if told else [], "told": told}


def month_spans(first: pd.Timestamp, last: pd.Timestamp) -> list[Span]:
    """The months that some days begin and end in, cut to them."""
    starts = pd.date_range(first.replace(day=1), last, freq="MS")
    return [(max(pd.Timestamp(day), first), min(pd.Timestamp(day + pd.offsets.MonthEnd(0)), last)) for day in starts]
