"""How a number is made: the claims of one finding, each with what it says in neutral words."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from tollbook.briefs.figures import Figure, plain
from tollbook.briefs.ledger import Ledger
from tollbook.charts.amounts import Amount, best_text
from tollbook.charts.rows import each_row
from tollbook.charts.words import Words
from tollbook.incidents import origins

# Letters of an outlet's name that the picture has room for beside its day and number.
_OUTLET = 26


def enter_made(ledger: Ledger, incidents: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Choose the finding of the incidents of note with the most claims, and list its claims.

    Of several with as many claims, the one of the first incident and its first measure is taken.

    Returns
    -------
    dict or None
        ``key`` of the finding; ``claims``: for each, in order of day, ``claim_id, outlet, origin, published, kind, low,
        best, high, open, extent, speaks, sources``. None where no incident has a finding with two claims.
    """
    figures = [ledger.figures[key] for incident in incidents for key in incident["figures"]]
    figures = [figure for figure in figures if len(figure.claims) > 1 and not figure.amount.is_nothing]
    if not figures:
        return None
    chosen = max(figures, key=lambda figure: len(figure.claims))
    incident = next(each for each in incidents if chosen.key in each["figures"])
    rows = ledger.subject.found[incident["incident_id"]].explain(chosen.measure).rows
    rows = rows[rows["claim_id"].isin(chosen.claims)]
    claims = [_claim(ledger, row) for row in each_row(rows)]
    return {"key": chosen.key, "incident": incident["number"], "claims": claims}


def _claim(ledger: Ledger, row: Any) -> dict[str, Any]:
    mine = ledger.claims[ledger.claims["claim_id"] == row.claim_id]
    return {
        "claim_id": str(row.claim_id),
        "outlet": str(row.source),
        "origin": named_origin(str(mine["attributed_to"].iloc[0]), str(row.source)),
        "published": None if pd.isna(row.published) else f"{row.published:%Y-%m-%d}",
        "kind": str(row.kind),
        **{name: plain(getattr(row, name)) for name in ("low", "best", "high")},
        "open": bool(row.open),
        "extent": str(row.extent),
        "speaks": bool(row.speaks),
        "sources": list(ledger.sources.numbers(mine)),
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
    who = claim["outlet"] if len(claim["outlet"]) <= _OUTLET else claim["outlet"][: _OUTLET - 1].rstrip() + "…"
    marks = "".join(f" [{number}]" for number in claim["sources"])
    day = f", {words.day(pd.Timestamp(claim['published']), short=True)}" if claim["published"] else ""
    return f"{who}{day}{marks}"


def figure_of(panel: dict[str, Any], ledger: Ledger) -> Figure:
    """The finding that the panel opens."""
    return ledger.figures[panel["key"]]
