"""What a file of claims is made of, as a release may count it: by scope, measure, place, month and source."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import asdict
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from tollbook import measures, places, shipped
from tollbook.briefs.ledger import Ledger
from tollbook.claims import contents
from tollbook.claims.schema import SCOPES
from tollbook.incidents.documented import documented
from tollbook.incidents.origins import origins
from tollbook.release import counting
from tollbook.rows import each_row

#: Months that a page has room for.
MOST_MONTHS = 96
#: Sources that a page has room for; the others are told together.
MOST_SOURCES = 14


def enter_contents(ledger: Ledger) -> dict[str, Any]:
    """Count what the file is made of.

    Returns
    -------
    dict
        ``all``: counts of `contents.Counts`; ``origins``: different voices; ``scopes`` and ``measures``: the same
        counts for each that occurs, by ``name``; ``undated``: claims without a day of publication; ``nearness``:
        claims by how near their place is known; ``state``: the one with most claims, its ``claims``, and ``of`` how
        many; ``outlets``: how many give half of the claims (``half``), and how many one claim alone (``once``);
        ``incidents``: of those recorded ``one_origin``, ``several`` (told by several outlets), ``compared`` and
        ``differ``; ``findings`` and of these ``open``; ``is_sample``: whether these are the claims that ship.
    """
    claims = ledger.subject.found.known_claims
    states = Counter(str(code) for code in contents.units(claims)["state"] if code)
    most = min(states, key=lambda code: (-states[code], code)) if states else ""
    table = ledger.subject.found.table
    return {
        "all": asdict(contents.counts(claims)),
        "origins": len(set(origins(claims["attributed_to"], claims["source"]).codes.tolist())),
        "scopes": _parts(claims, "scope", SCOPES),
        "measures": _parts(claims, "measure", tuple(measures.all_measures())),
        "undated": int(claims["published"].isna().sum()),
        "nearness": {name: n for name, n in _nearness(claims).items() if n},
        "state": {"pcode": most, "claims": states[most], "of": sum(states.values())} if most else None,
        "outlets": _outlets(contents.by_source(claims)),
        "incidents": _incidents(documented(claims)),
        "findings": len(table),
        "open": int(table["open"].sum()),
        "is_sample": ledger.subject.found.claims.sha256 == _sample(),
    }


@cache
def _sample() -> str:
    return hashlib.sha256(shipped.claims_file().read_bytes()).hexdigest()


def _parts(claims: pd.DataFrame, column: str, names: tuple[str, ...]) -> list[dict[str, Any]]:
    parts = [(name, claims[(claims[column] == name).to_numpy()]) for name in names]
    return [{"name": name, **asdict(contents.counts(rows))} for name, rows in parts if len(rows)]


def _nearness(claims: pd.DataFrame) -> dict[str, int]:
    counted = Counter(contents.units(claims)["nearness"])
    return {name: counted[name] for name in contents.NEARNESS}


def _outlets(listed: pd.DataFrame) -> dict[str, int]:
    reached = np.cumsum(listed["claims"].to_numpy(dtype=np.int64))
    half = int(np.searchsorted(reached, reached[-1] / 2)) + 1 if len(reached) else 0
    return {"half": half, "once": int((listed["claims"] == 1).sum())}


def _incidents(listed: pd.DataFrame) -> dict[str, int]:
    return {
        "recorded": len(listed),
        "one_origin": int((listed["origins"] == 1).sum()),
        "several": int((listed["outlets"] > 1).sum()),
        "compared": int(listed["compared"].sum()),
        "differ": int(listed["differ"].sum()),
    }


def enter_where(ledger: Ledger) -> dict[str, Any]:
    """Count the claims of each township, as far as the release may tell that there are any.

    Returns
    -------
    dict
        ``townships``: list of ``pcode, claims``, the most first; ``with_claims``: how many have any, whether that may
        be shown or not; ``of``: how many townships there are; ``drawn``: claims counted so; ``held``: claims known for
        a township that may be counted for none; ``coarser``: claims known for no township.
    """
    claims = ledger.subject.found.known_claims
    township = contents.units(claims)["township"].to_numpy(dtype=object)
    shown = counting.areas(claims, ledger.clearance, "township")
    counted = Counter(str(code) for code in shown if code)
    return {
        "townships": [
            {"pcode": code, "claims": counted[code]} for code in sorted(counted, key=lambda one: (-counted[one], one))
        ],
        "with_claims": len(set(township.tolist()) - {""}),
        "of": len(places.units_at("township")),
        "drawn": int((shown != "").sum()),
        "held": int(((township != "") & (shown == "")).sum()),
        "coarser": int((township == "").sum()),
    }


def enter_calendar(ledger: Ledger) -> dict[str, Any]:
    """Count the claims of incidents in each state and month, and say what is known of the silent months.

    A claim counts in every month that its days touch: a month in which an incident lay is none without a report.

    Returns
    -------
    dict
        ``start, end``: first days of the first and the last month; ``months``: how many; ``silent``: how many of them
        have no claim anywhere; ``rows``: for each state ``pcode``, ``months`` (claims by "2024-11") and ``coverage``
        (of the months without any, what is known of them where that is more than nothing); ``left``: claims that lie
        outside the months; ``held``: claims that may be counted in no month of a state; ``nowhere``: claims known for
        no state. None where there is no claim of an incident.
    """
    claims = ledger.subject.found.known_claims
    claims = claims[(claims["scope"] == "incident").to_numpy()]
    at, months = contents.touched(claims)
    span = contents.fullest(months, MOST_MONTHS)
    if span is None:
        return {"months": 0, "rows": []}
    states = contents.units(claims)["state"].to_numpy(dtype=object)
    can = counting.countable(claims, ledger.clearance, "state", "month")
    counted = contents.by_month(np.where(can, states, "")[at], months, span)
    columns = range(span[0], span[1] + 1)
    inside = np.isin(np.arange(len(claims)), at[(months >= span[0]) & (months <= span[1])])
    heard = set(months.tolist())
    return {
        **span_of(span),
        "silent": len(set(columns) - heard),
        "rows": [_row(ledger, code, counted, list(columns)) for code in places.units_at("state")],
        "left": int((~inside).sum()),
        "held": int((inside & (states != "") & ~can).sum()),
        "nowhere": int((inside & (states == "")).sum()),
    }


def _row(ledger: Ledger, pcode: str, counted: pd.DataFrame, columns: list[int]) -> dict[str, Any]:
    mine = of_row(counted, pcode)
    silent = [month for month in columns if f"{contents.month_of(month):%Y-%m}" not in mine]
    return {"pcode": pcode, "months": mine, "coverage": coverage_of(ledger, pcode, silent)}


def of_row(counted: pd.DataFrame, row: str) -> dict[str, int]:
    """The claims of one row of a grid by "2024-11", of what `contents.by_month` gives."""
    mine = counted[(counted["row"] == row).to_numpy()]
    return {f"{contents.month_of(int(each.month)):%Y-%m}": int(each.claims) for each in each_row(mine)}


def span_of(span: tuple[int, int]) -> dict[str, Any]:
    """The months of a grid: ``start, end``, first days of the first and the last, and how many ``months`` there are."""
    first, last = (f"{contents.month_of(month):%Y-%m-%d}" for month in span)
    return {"start": first, "end": last, "months": span[1] - span[0] + 1}


def coverage_of(ledger: Ledger, pcode: str, columns: list[int]) -> dict[str, str]:
    """What is known of a place's months, by "2024-11": those that are unknown are left out."""
    firsts = [contents.month_of(month) for month in columns]
    spans = [(first, first + pd.offsets.MonthEnd(0)) for first in firsts]
    told = ledger.coverages(pcode, spans) if spans else []
    return {f"{first:%Y-%m}": status for first, status in zip(firsts, told, strict=True) if status != "unknown"}
