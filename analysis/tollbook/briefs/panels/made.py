"""How a number is made: the claims of one finding, each with what it says in neutral words."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from tollbook import measures
from tollbook.amounts import Amount, best_text
from tollbook.briefs.figures import Figure
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.tiles import FLOWS
from tollbook.charts.claims_of_finding import MOST as CLAIMS
from tollbook.charts.words import Words
from tollbook.incidents import origins
from tollbook.plain import plain
from tollbook.rows import each_row

# Findings that are opened at most, and the lines that there is room for: of a claim each, and for a finding's own.
_MOST, _HEAD = 3, 3
_ROOM, _ROOM_OF_TOWNSHIP = 12, 8

# Letters of a name that there is room for beside its day and number, and the most that are set, then smaller.
_NAME, _LONGEST = 27, 40


def enter_made(ledger: Ledger, incidents: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Choose the incident of note with the finding of the most claims, and list the claims of its largest findings.

    Of several with as many claims, the first incident is taken. Of its findings that of civilians killed comes first,
    then those with the most claims.

    Returns
    -------
    dict or None
        ``incident``: its number; ``findings``: for each ``key`` and ``claims``: for each, in order of day, ``claim_id,
        outlet, origin, published, kind, low, best, high, open, extent, speaks, sources``; ``left``: how many claims are
        too many for the pictures. None where no incident has a finding with a number.
    """
    sizes = [(len(figure.claims), incident) for incident in incidents for figure in _with_number(ledger, incident)]
    if not sizes:
        return None
    most = max(size for size, _ in sizes)
    incident = next(incident for size, incident in sizes if size == most)
    figures = sorted(
        _with_number(ledger, incident), key=lambda figure: (figure.measure != FLOWS[0], -len(figure.claims))
    )
    room = _ROOM_OF_TOWNSHIP if ledger.subject.place.level == "township" else _ROOM
    chosen = _fitting(figures, room)
    findings = [_finding(ledger, incident, figure) for figure in chosen]
    left = sum(max(0, len(figure.claims) - CLAIMS) for figure in chosen)
    return {"incident": incident["number"], "findings": findings, "left": left}


def _with_number(ledger: Ledger, incident: dict[str, Any]) -> list[Figure]:
    figures = [ledger.figures[key] for key in incident["figures"]]
    numbered = [figure for figure in figures if figure.state == "figure" and figure.claims]
    # Where a part is held back, its whole is not opened, whatever it is known from: that it were not would else tell
    # that the whole is the part.
    wholes = {measures.get(figure.measure).part_of for figure in figures if figure.held}
    whole = [figure for figure in numbered if figure.measure not in wholes]
    return [figure for figure in whole if may_be_opened(ledger, figure.measure, figure.claims)]


def may_be_opened(ledger: Ledger, measure: str, claims: Iterable[str]) -> bool:
    """Whether the release may show every claim of a finding, and they are claims of its own measure.

    A toll that is known from its children alone would tell of them what is held back elsewhere.
    """
    if not ledger.clearance.is_public:
        return True
    mine = ledger.claims[ledger.claims["claim_id"].isin(list(claims))]
    pairs = mine[["source", "source_release"]].drop_duplicates()
    passed = all(ledger.sources.terms(str(row.source), bool(row.source_release)).rows for row in each_row(pairs))
    return passed and set(mine["measure"].astype(str)) <= {measure}


def _fitting(figures: list[Figure], room: int) -> list[Figure]:
    """The first finding, and those after it while there is room for their claims and heads."""
    chosen, room = figures[:1], room - len(figures[0].claims)
    for figure in figures[1:_MOST]:
        room -= len(figure.claims) + _HEAD
        if room < 0:
            break
        chosen.append(figure)
    return chosen


def _finding(ledger: Ledger, incident: dict[str, Any], figure: Figure) -> dict[str, Any]:
    rows = ledger.subject.found[incident["incident_id"]].explain(figure.measure).rows
    rows = rows[rows["claim_id"].isin(figure.claims)]
    return {"key": figure.key, "claims": [claim_of(ledger, row) for row in each_row(rows)]}


def claim_of(ledger: Ledger, row: Any) -> dict[str, Any]:
    """One claim as a page may tell it; `row` is of an explanation's ``rows``."""
    mine = ledger.claims[ledger.claims["claim_id"] == row.claim_id]
    return {
        "claim_id": str(row.claim_id),
        "outlet": ledger.reports.outlet(mine),
        "origin": named_origin(str(mine["attributed_to"].iloc[0]), str(row.source)),
        "published": None if pd.isna(row.published) or not ledger.reports.outlet(mine) else f"{row.published:%Y-%m-%d}",
        "kind": str(row.kind),
        **{name: plain(getattr(row, name)) for name in ("low", "best", "high")},
        "open": bool(row.open),
        "extent": str(row.extent),
        "speaks": bool(row.speaks),
        "sources": list(ledger.reports.numbers(mine)),
    }


def named_origin(attributed_to: str, outlet: str) -> str:
    """The origin where it is a body that the table of origins lists by name; else nothing.

    A voice that nobody has looked at may be a person: it is not printed.
    """
    if not attributed_to.strip() or not origins.is_listed(attributed_to) or origins.is_nameless(attributed_to):
        return ""
    origin = origins.origin_of(attributed_to, outlet)
    return "" if origin == origins.origin_of("", outlet) else origin


def said(claim: dict[str, Any], words: Words) -> str:
    """What a claim says, in neutral words made from its quantity: the report's own words may name places or people."""
    low, best, high = (claim[name] for name in ("low", "best", "high"))
    if low is None and best is None and high is None:
        return words.say("no number")
    amount = Amount(low, best, high, claim["open"])
    bounds = {"low": _whole(low, words), "high": _whole(high, words, up=True)}
    best_said = "" if best is None else best_text(best, words)
    text = {
        "exact": words.say("{best}", best=best_said),
        "floor": words.say("at least {low}", **bounds),
        "about": words.say("about {best}", best=best_said),
        "nearly": words.say("nearly {high}", **bounds),
        "range": words.say("{low} to {high}", **bounds),
        "up_to": words.say("up to {high}", **bounds),
        "vague": words.say("a vague word, read as {span}", span=amount.span(words)),
    }.get(claim["kind"], amount.text(words))
    return words.say("{text} (a part)", text=text) if claim["extent"] == "part" else text


def _whole(value: float | None, words: Words, up: bool = False) -> str:
    return "" if value is None else words.number(math.ceil(value) if up else math.floor(value))


def chart_rows(panel: dict[str, Any], words: Words) -> pd.DataFrame:
    """The claims as the chart takes them."""
    rows = [
        {
            "label": _label(claim, words),
            "said": said(claim, words),
            "kind": claim["kind"],
            **{name: float("nan") if claim[name] is None else float(claim[name]) for name in ("low", "best", "high")},
            "open": claim["open"],
            "speaks": claim["speaks"],
            "part": claim["extent"] == "part",
        }
        for claim in panel["claims"]
    ]
    return pd.DataFrame(rows)


def _label(claim: dict[str, Any], words: Words) -> str:
    """Who says it, where and when: the origin where it is a named body, the outlet, the day, the source's number."""
    who = str(claim["outlet"]) or words.say("A source that is not named")
    if claim["origin"]:
        both = words.say("{origin}, in {outlet}", origin=claim["origin"], outlet=who)
        # The number leads to the outlet; who speaks is what the finding turns on.
        who = both if len(both) <= _NAME else claim["origin"]
    who = who if len(who) <= _LONGEST else who[: _LONGEST - 1].rstrip() + "…"
    if claim["published"]:
        who = words.say("{who}, {day}", who=who, day=words.day(pd.Timestamp(claim["published"]), short=True))
    return who + "".join(f" [{words.number_plain(number)}]" for number in claim["sources"])
