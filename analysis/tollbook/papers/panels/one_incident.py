"""One incident: which one is meant, where and when it lies, and what of it a release may tell by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from tollbook import measures, places
from tollbook.amounts import Amount
from tollbook.briefs.errors import BriefError
from tollbook.briefs.figures import NOTHING, Figure
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.made import may_be_opened
from tollbook.briefs.panels.notable import MOST, enter_incident, in_order, of_civilians
from tollbook.briefs.panels.single import single
from tollbook.incidents.findings import Findings, UnknownIncident
from tollbook.places import Place
from tollbook.release.clearance import FINE
from tollbook.release.policy import read
from tollbook.release.singly import numbers_of
from tollbook.rows import each_row

Span = tuple[pd.Timestamp, pd.Timestamp]

#: Why a finding is not told by itself in public, by the rule that keeps it, in words for whoever asked.
_WHY = {
    "one by one": "public in sums only, and not incident by incident",
    "level": "public from a state on only",
    "delay": "not public before its delay has passed",
    "licence": "of sources whose terms allow no rows to be passed on",
}


def incident_of(found: Findings, name: Any) -> str:
    """The id of an incident, named by itself or by one of its claims.

    A public dossier is made again from the claim: ids of incidents are made of names of villages and stay inside.

    Raises
    ------
    BriefError
        No finding has it, or nothing was named; the message names the nearest.
    """
    if not isinstance(name, str) or not name.strip():
        raise BriefError("An incident dossier needs an incident (incident): its id, or the id of one of its claims.")
    known = found.table["incident_id"].astype(str).unique()
    if name in known:
        return name
    claims = found.known_claims
    mine = claims.loc[((claims["claim_id"] == name) & (claims["scope"] == "incident")).to_numpy(), "incident_id"]
    if len(mine) and str(mine.iloc[0]) in known:
        return str(mine.iloc[0])
    raise BriefError(UnknownIncident(name, known).message)


def about(found: Findings, options: dict[str, Any]) -> tuple[Place, Span]:
    """The place of an incident, and the whole months of its days.

    The place is the finest that its findings name, where the others are no more than coarser; where findings lie apart
    it is the smallest unit that holds all of them. Where some of them may be told one by one in public, only those are
    asked: a wider place would tell of the others.
    """
    incident = incident_of(found, options.get("incident"))
    rows = found.table[found.table["incident_id"] == incident]
    rules = read().rules
    told = [rules[name].by_incident and rules[name].public_level in FINE for name in rows["measure"].astype(str)]
    rows = rows[told] if any(told) else rows
    start, end = rows["start"].min(), rows["end"].max()
    span = (pd.Timestamp(start.replace(day=1)), pd.Timestamp(end + pd.offsets.MonthEnd(0)))
    return places.place(_holding(rows["pcode"].astype(str))), span


def _holding(codes: Iterable[str]) -> str:
    """The smallest unit that holds some codes, but for those that hold another of them."""
    known = sorted({code for code in codes if code})
    fine = [code for code in known if not any(other != code and places.lies_in(other, code) for other in known)]
    if len(fine) <= 1:
        return fine[0] if fine else places.COUNTRY
    units = [places.unit(code) for code in fine]
    for level in ("district", "state"):
        held = {getattr(unit, level) for unit in units}
        if len(held) == 1 and held != {""}:
            return str(held.pop())
    return places.COUNTRY


def enter_one(ledger: Ledger, found: Findings, name: Any) -> dict[str, Any]:
    """Enter the findings of one incident, as far as the release may tell it by itself.

    Parameters
    ----------
    ledger : Ledger
    found : Findings
        Before the gate.
    name : str
        See `incident_of`.

    Returns
    -------
    dict
        As one of ``incidents`` of `notable.enter_incidents`, its ``number`` being that of the file of findings (0 where
        it stands in none); ``claim``: the least id of its claims; ``opened``: keys of the figures whose claims may be
        told one by one.

    Raises
    ------
    BriefError
        The release may tell nothing of it by itself; the message names the rules.
    """
    incident, about = incident_of(found, name), ledger.subject
    table = about.found.table
    singly = single(ledger, table[table["incident_id"] == incident])
    if singly.empty:
        given = found.table[found.table["incident_id"] == incident]
        raise BriefError(_refusal(ledger, given))
    order = in_order(ledger, single(ledger, of_civilians(ledger.behind(ledger.own, about.span))))
    number = order.index(incident) + 1 if incident in order else 0
    if ledger.clearance.is_public and not 0 < number <= MOST:
        raise BriefError(
            "This incident can't be told by itself in public: only the incidents of note of a place and its months "
            f"are, the first {MOST} by their greatest figures, and it is not among them. Make the dossier for internal "
            "use (release)."
        )
    panel = enter_incident(ledger, number, singly, incident)
    opened = [figure.key for figure in _opened(ledger, panel)]
    return {**panel, "claim": ledger.reports.first_claims[incident], "opened": opened}


def _refusal(ledger: Ledger, given: pd.DataFrame) -> str:
    """Why nothing of an incident may be told by itself, rule by rule, in a sentence."""
    held: dict[str, list[str]] = {}
    for row in each_row(given):
        why = ledger.clearance.why_not_single(row)
        held.setdefault(why, []).append(measures.get(str(row.measure)).running_label)
    told = "; ".join(f"{', '.join(sorted(set(names)))}: {_WHY[rule]} (rule {rule!r})" for rule, names in held.items())
    return (
        f"This incident can't be told by itself in public. Known of it is: {told}. Make the dossier for internal use "
        "(release)."
    )


def _opened(ledger: Ledger, panel: dict[str, Any]) -> list[Figure]:
    """The figures whose claims may be told: none that stands beside a part of it that is held back."""
    figures = [ledger.figures[key] for key in panel["figures"]]
    wholes = {measures.get(figure.measure).part_of for figure in figures if figure.held}
    told = [figure for figure in figures if figure.claims and not figure.held and figure.measure not in wholes]
    return [figure for figure in told if may_be_opened(ledger, figure.measure, figure.claims)]


def row_of(ledger: Ledger, panel: dict[str, Any], figure: Figure) -> Any:
    """The row of the table of findings that a figure of the incident is."""
    table = ledger.subject.found.table
    mine = table["incident_id"] == panel["incident_id"]
    rows = table[mine & (table["measure"] == figure.measure) & (table["base"] == figure.base)]
    return next(each_row(rows))


def refigured(ledger: Ledger, figure: Figure, key: str, level: str, row: Any, **more: Any) -> Figure:
    """Keep a finding of the incident as it is otherwise: under another rule, or as it was known on a day.

    Parameters
    ----------
    ledger : Ledger
    figure : Figure
        The finding as the page has it.
    key, level : str
        The key to keep it under; the level of the finding's place.
    row : object
        Of a table of findings.
    **more
        What only this figure has.
    """
    held = ledger.clearance.of_number(level, figure.measure, numbers_of(row))
    bare = Figure(key, figure.measure, figure.base, figure.pcode, figure.start, figure.end, NOTHING, "held back")
    if held is not None:
        return ledger.keep(replace(bare, held=held, more=more))
    amount = Amount.of(row)
    state = "no figure" if amount.is_nothing else "figure"
    numbers = (1, int(row.open), int(row.origins), float(row.highest_stated), 0.0)
    told = Figure(key, bare.measure, bare.base, bare.pcode, bare.start, bare.end, amount, state, *numbers, more=more)
    return ledger.keep(told)
