"""The findings of one incident otherwise: under each rule, and as its reports came in; and where they count."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook import places
from tollbook.briefs.figures import Figure
from tollbook.briefs.ledger import Ledger
from tollbook.incidents.otherwise import as_reports_came, by_rule
from tollbook.incidents.rules import RULES
from tollbook.papers.panels.one_incident import refigured, row_of
from tollbook.rows import each_row

Panel = dict[str, Any]


def enter_rules(ledger: Ledger, incident: Panel) -> list[Panel]:
    """Enter the opened findings under each rule.

    Returns
    -------
    list of dict
        For each finding ``key`` and ``rows``: ``rule``, ``key`` (None for ``priority`` where no sources are listed),
        ``flags``.
    """
    made = by_rule(ledger.subject.found, incident["incident_id"])
    found: list[Panel] = []
    for key in incident["opened"]:
        figure = ledger.figures[key]
        mine = {str(row.rule): row for row in each_row(_of(made, figure))}
        rows = [_rule(ledger, incident, figure, rule, mine[rule]) if rule in mine else _nothing(rule) for rule in RULES]
        found.append({"key": key, "rows": rows})
    return found


def _nothing(rule: str) -> Panel:
    return {"rule": rule, "key": None, "flags": []}


def _rule(ledger: Ledger, incident: Panel, figure: Figure, rule: str, row: Any) -> Panel:
    level = _level(ledger, incident, figure)
    kept = refigured(ledger, figure, _key("rule", figure, rule), level, row, rule=rule)
    flags = [] if kept.held else [flag for flag in str(row.flags).split("; ") if flag]
    return {"rule": rule, "key": kept.key, "flags": flags}


def enter_growth(ledger: Ledger, incident: Panel, claims: Panel) -> list[Panel]:
    """Enter the opened findings as their reports came in, day by day.

    What the release may not date, such as the reports of a source that it does not name, counts with the undated.

    Returns
    -------
    list of dict
        For each finding ``key`` and ``rows``: ``day`` (None: with the reports that bear no day), ``key``, ``claims``.
    """
    undated = [
        each["claim_id"] for finding in claims["findings"] for each in finding["claims"] if not each["published"]
    ]
    made = as_reports_came(ledger.subject.found, incident["incident_id"], undated)
    found = []
    for key in incident["opened"]:
        figure = ledger.figures[key]
        level = _level(ledger, incident, figure)
        rows = []
        for number, row in enumerate(each_row(_of(made, figure)), 1):
            day = None if pd.isna(row.day) else f"{row.day:%Y-%m-%d}"
            kept = refigured(ledger, figure, _key("grown", figure, str(number)), level, row, as_of=day)
            rows.append({"day": day, "key": kept.key, "claims": None if kept.held else int(row.claims)})
        found.append({"key": key, "rows": rows})
    return found


def enter_counted(ledger: Ledger, incident: Panel) -> list[Panel]:
    """Enter what is recorded in all for the place and months of the incident, for each measure that it has a figure of.

    Returns
    -------
    list of dict
        ``key`` of the finding, ``period`` of the sum of its measure and base.
    """
    about = ledger.subject
    level, pcode = about.place.level, about.place.pcode
    table = ledger.tally(level, "whole", pcode, about.start, about.end)
    table = table[table["pcode"] == pcode]
    ledger.tallies.append(table)
    rows = {(str(row.measure), str(row.base)): row for row in each_row(table)}
    found = []
    for key in incident["figures"]:
        figure = ledger.figures[key]
        if figure.pcode != pcode and not places.lies_in(figure.pcode, pcode):
            continue
        name = f"period.{figure.measure}" + (f".{figure.base.replace(' ', '-')}" if figure.base else "")
        row = rows.get((figure.measure, figure.base))
        entered = ledger.enter(name, row, ledger.own, about.span, figure.measure, figure.base)
        found.append({"key": key, "period": entered.key})
    return found


def _of(made: pd.DataFrame, figure: Figure) -> pd.DataFrame:
    mine: pd.DataFrame = made[(made["measure"] == figure.measure) & (made["base"] == figure.base)]
    return mine


def _level(ledger: Ledger, incident: Panel, figure: Figure) -> str:
    return str(row_of(ledger, incident, figure).level)


def _key(head: str, figure: Figure, last: str) -> str:
    return ".".join([head, figure.measure, *([figure.base.replace(" ", "-")] if figure.base else []), last])
