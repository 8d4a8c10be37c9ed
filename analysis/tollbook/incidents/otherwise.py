"""The findings of one incident otherwise: under each of the rules, and as its reports came in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from tollbook.claims.table import Claims
from tollbook.incidents.evidence import known
from tollbook.incidents.findings import Findings, findings
from tollbook.incidents.rules import RULES

_KEYS = ["measure", "base"]
#: What has to change for a finding to be told again.
_TOLD = ["low", "best", "high", "open", "claims", "origins"]


def by_rule(found: Findings, incident: str, sources: Sequence[str] = ()) -> pd.DataFrame:
    """The findings of one incident under each rule, made from the same claims of the same days.

    Parameters
    ----------
    found : Findings
    incident : str
    sources : sequence of str
        For the rule ``priority``, where the findings themselves have no list; without one that rule has no rows.

    Returns
    -------
    DataFrame
        ``rule`` (str, in the order of `RULES`), then the columns of `Findings.table`; by rule, measure and base.
    """
    of, listed = _of(found.claims, incident), found.sources or tuple(sources)
    tables = [
        findings(
            of, found.as_of, found.known_on, rule, listed if rule == "priority" else (), found.coverage
        ).table.assign(rule=rule)
        for rule in RULES
        if rule != "priority" or listed
    ]
    return _joined(tables, "rule")


def as_reports_came(found: Findings, incident: str, undated: Collection[str] = ()) -> pd.DataFrame:
    """How the findings of one incident grew, by the rule of the findings: a row for each day that changed one.

    Only claims with a day of publication can be put in an order. Those without one come last, all at once: to take them
    as known from the first day, as `findings` does with ``as_of``, would date what nobody has dated.

    Parameters
    ----------
    found : Findings
    incident : str
    undated : collection of str
        Ids of claims that are taken as if nobody knew their day.

    Returns
    -------
    DataFrame
        ``day`` (datetime64[s]: reports published up to it; NaT: with those that bear no day), then the columns of
        `Findings.table`; by measure, base and day. Where every claim of a measure was withdrawn on a day, its row has
        no claims and no bounds.
    """
    of = _of(found.claims, incident)
    dated = (of.table["published"].notna() & ~of.table["claim_id"].isin(list(undated))).to_numpy()
    only_dated = replace(of, table=of.table[dated].reset_index(drop=True))
    how = (found.rule, found.sources, found.coverage)
    days = _days(only_dated.table, found.as_of)
    steps: list[tuple[Any, pd.DataFrame]] = [
        (day, findings(only_dated, day, found.known_on, *how).table) for day in days
    ]
    if known(of.table[~dated], found.as_of, found.known_on).shape[0]:
        steps.append((pd.NaT, findings(of, found.as_of, found.known_on, *how).table))
    return _changes(steps)


def _of(claims: Claims, incident: str) -> Claims:
    """The claims of one incident."""
    mine = (claims.table["incident_id"] == incident).to_numpy()
    return replace(claims, table=claims.table[mine].reset_index(drop=True))


def _days(table: pd.DataFrame, as_of: pd.Timestamp | None) -> list[pd.Timestamp]:
    """Days on which a claim was published or withdrawn."""
    days = {*table["published"].dropna(), *table["withdrawn"].dropna()}
    return sorted(day for day in days if as_of is None or day <= as_of)


def _joined(tables: Sequence[pd.DataFrame], first: str) -> pd.DataFrame:
    """Tables of findings one after the other, `first` being their first column."""
    # Categories of tables that hold other findings are others: as plain text they are joined.
    plain = [table.astype(dict.fromkeys(table.select_dtypes("category"), object)) for table in tables]
    joined = pd.concat(plain, ignore_index=True)
    return joined[[first, *(name for name in joined.columns if name != first)]]


def _changes(steps: Sequence[tuple[Any, pd.DataFrame]]) -> pd.DataFrame:
    """Rows of findings in the order of their days, without those that repeat what the finding said before."""
    if not steps:
        return pd.DataFrame()
    before = [None, *(table for _, table in steps[:-1])]
    told = [pd.concat([table, _gone(last, table)]) for (_, table), last in zip(steps, before, strict=True)]
    numbered = [table.assign(day=day, step=at) for at, ((day, _), table) in enumerate(zip(steps, told, strict=True))]
    joined = _joined(numbered, "day").sort_values([*_KEYS, "step"], ignore_index=True)
    said = joined[_TOLD].astype("float64").fillna(-1.0)
    same = (said == said.groupby([joined[name] for name in _KEYS]).shift()).all(axis=1)
    return joined[~same].drop(columns="step").reset_index(drop=True)


def _gone(last: pd.DataFrame | None, now: pd.DataFrame) -> pd.DataFrame:
    """Rows without bounds for the findings that the step before had, and this one has not."""
    if last is None:
        return now.iloc[:0]
    keys, held = (set(zip(*(table[name].astype(str) for name in _KEYS), strict=True)) for table in (now, last))
    missing = [key not in keys for key in zip(*(last[name].astype(str) for name in _KEYS), strict=True)]
    empty = dict.fromkeys(("low", "best", "high", "highest_stated"), float("nan"))
    return last[missing].assign(**empty, open=False, vague=False, claims=0, origins=0) if held - keys else now.iloc[:0]
