"""What has come in since a day: each headline figure as it was known then and is now, and the claims that moved it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from tollbook import measures
from tollbook.briefs.errors import BriefError
from tollbook.briefs.figures import Figure
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels import made
from tollbook.briefs.panels.single import single
from tollbook.briefs.panels.tiles import FLOWS, STOCK, enter_level, levels_at
from tollbook.papers.panels.then import Then
from tollbook.rows import each_row
from tollbook.tallies.moving import KINDS, moved

#: Claims that are listed, the first to be published first; further ones are counted.
MOST = 14


def since_of(ledger: Ledger, asked: str | None, last_cut_off: pd.Timestamp | None) -> pd.Timestamp:
    """The day that is asked for; else the cut-off of a last issue of the same period; else the period's last day.

    Raises
    ------
    BriefError
        It lies after the day up to which reports count.
    """
    about = ledger.subject
    day = pd.Timestamp(asked) if asked else (about.end if last_cut_off is None else last_cut_off)
    if asked and day > about.cut_off:
        raise BriefError(
            f"since is {day:%Y-%m-%d}, and reports count only to {about.cut_off:%Y-%m-%d}: nothing can have come in "
            "since. Give an earlier day (since), or a later one up to which reports count (as_of)."
        )
    return min(day, about.cut_off)


def enter_arrivals(ledger: Ledger, since: pd.Timestamp) -> dict[str, Any]:
    """Enter the headline figures as they were known on a day, and what came in since.

    Parameters
    ----------
    ledger : Ledger
        With the period's headline figures.
    since : Timestamp

    Returns
    -------
    dict
        ``since, until``; ``rows``: for each headline figure that differs ``key`` (of then), ``now``, and by what:
        ``new, gone, number, days`` (findings, see `tallies.moving.KINDS`); ``same``: keys of now of those that have
        not changed; ``held``: number of those of which one of the two is held back; ``claims``: of the findings that
        moved a figure those that came in, as `made.claim_of` gives them, with ``measure, base, pcode, month, did``;
        ``more``: how many are not listed; ``untold``: findings that moved a figure and are not told one by one.
    """
    about, then = ledger.subject, Then.on(ledger, since)
    rows: list[dict[str, Any]] = []
    same: list[str] = []
    held = 0
    differing: list[pd.DataFrame] = []
    for measure in FLOWS:
        now = ledger.figures[f"period.{measure}"]
        before = then.enter(f"since.{measure}", ledger.own, about.span, measure)
        if "held back" in (now.state, before.state):
            held += 1
            continue
        other = moved(*(each.behind(ledger.own, about.span, measure, "") for each in (then.ledger, ledger)))
        counts = {kind: int((other["kind"] == kind).sum()) for kind in KINDS}
        if _says(now) == _says(before):
            same.append(now.key)
        else:
            rows.append({"key": before.key, "now": now.key, **counts})
            differing.append(other)
    _level(ledger, then, rows, same)
    listed, more, untold = _claims(ledger, then, differing)
    return {
        "since": f"{since:%Y-%m-%d}",
        "until": f"{about.cut_off:%Y-%m-%d}",
        "rows": rows,
        "same": same,
        "held": held,
        "claims": listed,
        "more": more,
        "untold": untold,
    }


def _level(ledger: Ledger, then: Then, rows: list[dict[str, Any]], same: list[str]) -> None:
    """The level at the period's end: the freshest of its base that was known then."""
    now = ledger.figures[f"period.{STOCK}"]
    if now.state != "figure":
        return
    levels = [row for row in levels_at(then.ledger, ledger.subject.span) if row.base == now.base]
    if not levels:
        return
    before = enter_level(then.ledger, f"since.{STOCK}", ledger.subject.span, levels[0])
    ledger.figures[before.key] = before = replace(before, more={**before.more, "as_of": f"{then.day:%Y-%m-%d}"})
    if before.state == "held back":
        return
    if (_says(before), before.more["stated_on"]) == (_says(now), now.more["stated_on"]):
        same.append(now.key)
    else:
        rows.append({"key": before.key, "now": now.key, **dict.fromkeys(KINDS, 0)})


def _says(figure: Figure) -> tuple[Any, ...]:
    amount = figure.amount
    return figure.state, amount.low, amount.best, amount.high, amount.open


def _claims(ledger: Ledger, then: Then, differing: list[pd.DataFrame]) -> tuple[list[dict[str, Any]], int, int]:
    """The claims that came in since, of findings that moved a figure and may be told one by one."""
    if not differing:
        return [], 0, 0
    kinds = {_key(row): str(row.kind) for row in each_row(pd.concat(differing))}
    behind = ledger.behind(ledger.own, ledger.subject.span)
    mine = behind[[_key(row) in kinds for row in each_row(behind)]]
    shown = single(ledger, mine)
    shown = shown[(shown["held"] == "").to_numpy()]
    known = set(then.ledger.claims["claim_id"].astype(str))
    found: list[dict[str, Any]] = []
    untold = len(mine) - len(shown)
    for row, at in zip(each_row(shown), shown.index, strict=True):
        claims = ledger.claims_of(mine.loc[[at]])
        ids = set(claims["claim_id"].astype(str)) - known
        if ids and _may_be_opened(ledger, behind, row, claims):
            found += _of_finding(ledger, row, ids, kinds[_key(row)])
        elif ids:
            untold += 1
    found.sort(key=lambda claim: (claim["published"] or "9999", claim["claim_id"]))
    return found[:MOST], len(found[MOST:]), untold


def _key(row: Any) -> tuple[str, str, str]:
    return str(row.incident_id), str(row.measure), str(row.base)


def _may_be_opened(ledger: Ledger, behind: pd.DataFrame, row: Any, claims: pd.DataFrame) -> bool:
    """Whether every claim may be shown; of a whole whose part is held back none is (see `panels.made`)."""
    if not made.may_be_opened(ledger, str(row.measure), claims["claim_id"].astype(str)):
        return False
    parts = [each.name for each in measures.all_measures().values() if each.part_of == row.measure]
    beside = behind[((behind["incident_id"] == row.incident_id) & behind["measure"].isin(parts)).to_numpy()]
    return not (single(ledger, beside)["held"] != "").any() if len(beside) else True


def _of_finding(ledger: Ledger, row: Any, ids: set[str], kind: str) -> list[dict[str, Any]]:
    rows = ledger.subject.found[str(row.incident_id)].explain(str(row.measure)).rows
    rows = rows[(rows["claim_id"].isin(list(ids)) & (rows["base"] == row.base)).to_numpy()]
    where = {"pcode": str(row.township) or str(row.pcode), "first_month": f"{row.start:%Y-%m}"}
    told = {"measure": str(row.measure), "base": str(row.base), **where, "last_month": f"{row.end:%Y-%m}", "did": kind}
    return [{**made.claim_of(ledger, each), **told} for each in each_row(rows)]
