"""Fingerprints of claims: by them a later issue can tell that a claim has changed, without this one telling what it is.

A fingerprint is made of columns that a brief prints or that its tally holds, and of nothing else: no name of a place
below a township, no note, no wording, no id of an incident (it is made of names of villages). Which claims belong
together is told by the least of their own ids.

A public one leaves out whatever a brief may hold back. There are few days in a month, few numbers that a report may
have said, few measures and some 300 townships: whoever tried them all would read off the fingerprint in which township
somebody was detained, where a strike of this week was, or that a toll is known from its children alone.
"""

from __future__ import annotations

import hashlib

import pandas as pd

from tollbook import places
from tollbook.briefs.figures import Figure
from tollbook.briefs.ledger import Ledger
from tollbook.plain import plain

#: What a public fingerprint is made of, in order.
PUBLIC = ("base", "scope", "extent")
#: What an internal one is made of; ``township`` is the claim's township, or the unit that is known.
COLUMNS = (
    *(*PUBLIC, "measure", "township", "start", "end", "kind", "q_low", "q_best", "q_high", "q_open", "source"),
    "published",
)
#: Figures of the period, and those of the days of a total that others published.
_OF = ("period.", "ours.")
# Sixteen digits tell the claims of one issue apart, and cost a facts file little.
_DIGITS = 16


def fingerprints(claims: pd.DataFrame, release: str) -> dict[str, str]:
    """The fingerprint of each claim, by its id.

    Parameters
    ----------
    claims : DataFrame
        Rows of a claims table.
    release : str
        ``public`` or ``internal``.
    """
    units = [places.unit(str(code)) for code in claims["pcode"]]
    township = [unit.township or unit.district or unit.state for unit in units]
    extent = claims["extent"].astype(str).replace("", "whole")
    table = claims.assign(township=township, extent=extent)
    names = PUBLIC if release == "public" else COLUMNS
    rows = zip(*(table[name] for name in names), strict=True)
    texts = ["\x1f".join("" if plain(cell) is None else str(plain(cell)) for cell in row) for row in rows]
    marks = [hashlib.sha256(text.encode()).hexdigest()[:_DIGITS] for text in texts]
    return dict(zip(claims["claim_id"].astype(str), marks, strict=True))


def groups(claims: pd.DataFrame) -> dict[str, str]:
    """For each claim, by its id, the least id among those of its incident; a claim about a level is a group alone."""
    ids = claims["claim_id"].astype(str)
    incident = claims["incident_id"].astype(str).where(claims["scope"].astype(str) == "incident", "\x1f" + ids)
    return dict(zip(ids, ids.groupby(incident).transform("min"), strict=True))


def _told(ledger: Ledger, figure: Figure) -> bool:
    """Whether the claims behind a figure may be told one by one, with which of them belong together.

    Of strikes it would be a list of hits, each with the days of its reports.
    """
    return not ledger.clearance.is_public or ledger.clearance.rule(figure.measure).by_incident


def facts(ledger: Ledger) -> dict[str, dict[str, str]]:
    """Fingerprint and group of each claim behind a figure of the period, by its id, for the facts file."""
    told = [figure for key, figure in ledger.figures.items() if key.startswith(_OF) and _told(ledger, figure)]
    ids = {claim for figure in told for claim in figure.claims}
    if not ids:
        return {}
    known = ledger.subject.found.known_claims
    claims = known[known["claim_id"].astype(str).isin(ids)].sort_values("claim_id")
    marks, together = fingerprints(claims, ledger.subject.release), groups(claims)
    return {claim: {"fingerprint": mark, "group": together[claim]} for claim, mark in marks.items()}
