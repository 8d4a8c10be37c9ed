"""What a brief holds back, opened for those who may see it: each figure with its number, and the rule that holds it.

Nothing of this is written beside the brief. It is worked out again from the claims: whoever lacks them can't have it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tollbook import places
from tollbook.amounts import Amount
from tollbook.briefs.brief import Brief
from tollbook.briefs.panels.single import untold
from tollbook.briefs.register import Entry
from tollbook.charts.words import words
from tollbook.incidents.findings import Findings
from tollbook.release.cells import in_words
from tollbook.release.claims import forbidden
from tollbook.release.singly import numbers_of
from tollbook.rows import each_row
from tollbook.tallies.behind import Behind
from tollbook.tallies.stocks import levels
from tollbook.tallies.tally import tally


@dataclass(frozen=True)
class Line:
    """Something that is held back.

    Attributes
    ----------
    kind : str
        ``figure``, ``finding``, ``claim``, ``source`` or ``address``.
    rule : str
        Of `release.held`.
    what : str
        What it is, in words.
    says : str
        What it would say.
    """

    kind: str
    rule: str
    what: str
    says: str


def explain(brief: Brief) -> list[Line]:
    """List everything that a public brief holds back.

    Parameters
    ----------
    brief : Brief
        Public, made from all claims.

    Returns
    -------
    list of Line
        Figures, findings, claims, sources, addresses.
    """
    lines = [*_figures(brief), *_findings(brief), *_claims(brief), *_sources(brief)]
    return sorted(dict.fromkeys(lines), key=lambda line: (_KINDS.index(line.kind), line.rule, line.what))


_KINDS = ("figure", "finding", "claim", "source", "address")


def _figures(brief: Brief) -> Iterator[Line]:
    found = brief.subject.found
    for entry in brief.gathered.ledger.register.entries.values():
        if entry.held is not None:
            kind = "finding" if entry.key[0] == "finding" else "figure"
            yield Line(kind, entry.held.rule, in_words(entry.key), _said(_number(entry, found)))


    for key, held in brief.gathered.ledger.register.left_out.items():
        yield Line("figure", held.rule, in_words(key), "not told apart")


def _number(entry: Entry, found: Findings) -> Any:
    """The row that holds the number; None where nothing is known."""
    kind, *key = entry.key
    if kind in ("finding", "class"):
        rows = entry.behind()
        return next(each_row(rows), None) if kind == "finding" else _added(rows, found, entry)
    if kind == "level":
        stated = levels(found.claims, found.as_of, found.known_on, found.rule, found.sources)
        mine = (stated["pcode"] == key[0]) & (stated["measure"] == entry.measure) & (stated["base"] == entry.base)
        return next(each_row(stated[mine & (stated["stated_on"] == pd.Timestamp(key[1]))]), None)
    unit = places.unit(key[0])
    level, within = (unit.level, key[0]) if key[1] == "own" else (key[1], key[2])
    assert entry.span is not None
    rows = Behind(found.table).of(level, key[0], within, entry.span, entry.measure, entry.base)
    return _added(rows, found, entry)


def _added(rows: pd.DataFrame, found: Findings, entry: Entry) -> Any:
    """Findings added up over the days of a figure."""
    if rows.empty or entry.span is None:
        return None
    chosen = found.__class__(rows.reset_index(drop=True), found.claims, coverage=found.coverage)
    added = tally(chosen, "country,whole", entry.measure, None, *entry.span).table
    return next(each_row(added[(added["base"] == entry.base).to_numpy()]), None)


def _said(row: Any) -> str:
    if row is None:
        return "nothing recorded"
    amount = Amount(*numbers_of(row), bool(row.open))
    english = words("en")
    return amount.text(english)


def _findings(brief: Brief) -> Iterator[Line]:
    """Findings of the place and period that are told only of a larger place, or only in sums."""
    for row, why in untold(brief.gathered.ledger, brief.subject.found):
        what = f"incident {row.incident_id}: {row.measure}, {row.start:%Y-%m-%d} to {row.end:%Y-%m-%d}"
        yield Line("finding", why, what, _said(row))


def _claims(brief: Brief) -> Iterator[Line]:
    about = brief.subject
    table = about.found.claims.table
    for row in each_row(table[forbidden(table, about.policy)]):
        yield Line("claim", "licence", f"claim {row.claim_id} of {row.source}", _said_claim(row))


def _said_claim(row: Any) -> str:
    return str(row.wording) or "no wording"


def _sources(brief: Brief) -> Iterator[Line]:
    for name, url, unnamed, held in brief.gathered.ledger.sources.withheld():
        if unnamed:
            yield Line("source", unnamed, name, "")
        if held:
            yield Line("address", held, name, url)
