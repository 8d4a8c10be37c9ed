"""What sources and coverage give a file of claims: source by source, month by month, and place by place."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pandas as pd

from tollbook import places
from tollbook.briefs.gathering import delays
from tollbook.briefs.ledger import Ledger
from tollbook.claims import contents
from tollbook.papers.panels.contents import MOST_MONTHS, MOST_SOURCES, coverage_of, of_row, span_of
from tollbook.release import counting
from tollbook.rows import each_row


def enter_sources(ledger: Ledger) -> dict[str, Any]:
    """Tell of each source how much it gives, without a day of publication too, and how late its reports come.

    Returns
    -------
    dict
        ``rows``: for each source that may be named ``source, claims, reports, undated``, and ``delay`` (``observed,
        median, nine_of_ten``, or None where too few are observed), the one with most claims first; ``unnamed``:
        ``sources, claims, undated`` of the others; ``pooled``: the delay over all; ``claims, undated``: of all.
    """
    claims = ledger.subject.found.known_claims
    listed = contents.by_source(claims)
    told = delays(ledger)
    late = {row["source"]: {name: row[name] for name in _DELAY} for row in told["by_source"]}
    may = (ledger.sources.is_named(str(row.source), bool(row.is_data_set)) for row in each_row(listed))
    is_named = np.fromiter(may, dtype=np.bool_, count=len(listed))
    named, others = listed[is_named], listed[~is_named]
    return {
        "rows": [
            {
                "source": str(row.source),
                **{name: int(getattr(row, name)) for name in ("claims", "reports", "undated")},
                "delay": late.get(str(row.source)),
            }
            for row in each_row(named)
        ],
        "unnamed": {"sources": len(others), **{name: int(others[name].sum()) for name in ("claims", "undated")}},
        "pooled": {name: told[name] for name in _DELAY},
        "settled_days": told["settled_days"],
        "claims": len(claims),
        "undated": int(claims["published"].isna().sum()),
    }


_DELAY = ("observed", "median", "nine_of_ten")


def enter_by_source(ledger: Ledger) -> dict[str, Any]:
    """Count the claims of each source in each month of their last day.

    Returns
    -------
    dict
        ``start, end``: first days of the first and the last month; ``months``: how many; ``rows``: the sources with
        most claims that may be named, each with ``source`` and ``months`` (claims by "2024-11"), and last the others
        together (an empty ``source``) with how many these are (``sources``); ``left``: claims outside the months;
        ``held``: those that may be counted in no month.
    """
    claims = ledger.subject.found.known_claims
    span = contents.fullest(contents.months(claims), MOST_MONTHS)
    if span is None:
        return {"months": 0, "rows": []}
    months = contents.months(claims)
    can = counting.countable(claims, ledger.clearance, "country", "month")
    listed = contents.by_source(claims)
    own = [
        str(row.source) for row in each_row(listed) if ledger.sources.is_named(str(row.source), bool(row.is_data_set))
    ]
    own = own[:MOST_SOURCES]
    names = claims["source"].astype(str)
    rows = np.where(names.isin(own).to_numpy(), names.to_numpy(dtype=object), _OTHERS)
    counted = contents.by_month(np.where(can, rows, ""), months, span)
    others = len(listed) - len(own)
    shown: list[dict[str, Any]] = [{"source": name, "months": of_row(counted, name)} for name in own]
    if others:
        shown.append({"source": "", "months": of_row(counted, _OTHERS), "sources": others})
    inside = (months >= span[0]) & (months <= span[1])
    return {
        **span_of(span),
        "rows": shown,
        "left": int((~inside).sum()),
        "held": int((inside & ~can).sum()),
    }


#: No name of a source: they are trimmed when they are read.
_OTHERS = " "


def enter_coverage(ledger: Ledger, within: str | None) -> dict[str, Any]:
    """Tell of the states, or of the townships of a place, in which months sources were looking.

    Parameters
    ----------
    ledger : Ledger
    within : str or None
        P-code of the place whose townships are told of; a public release tells of states alone.

    Returns
    -------
    dict
        ``start, end, months`` as in `enter_by_source`; ``level``: of the rows; ``within``; ``rows``: for each
        ``pcode``, ``coverage`` (status by "2024-11", where that is more than unknown) and ``months`` (claims);
        ``townships``: how many there are in the country; ``statuses``: of their months, how many are of each status;
        ``withheld``: how many townships were asked for and are not told of.
    """
    claims = ledger.subject.found.known_claims
    claims = claims[(claims["scope"] == "incident").to_numpy()]
    at, months = contents.touched(claims)
    span = contents.fullest(months, MOST_MONTHS)
    if span is None:
        return {"months": 0, "rows": []}
    asked = places.units_at("township", within) if within else []
    level = "township" if asked and not ledger.clearance.is_public else "state"
    units = asked if level == "township" else places.units_at("state")
    can = counting.countable(claims, ledger.clearance, level, "month")
    of_unit = contents.units(claims)[level].to_numpy(dtype=object)
    counted = contents.by_month(np.where(can, of_unit, "")[at], months, span)
    columns = list(range(span[0], span[1] + 1))
    return {
        **span_of(span),
        "level": level,
        "within": within or places.COUNTRY,
        "rows": [
            {"pcode": code, "coverage": coverage_of(ledger, code, columns), "months": of_row(counted, code)}
            for code in units
        ],
        "townships": len(places.units_at("township")),
        "statuses": _statuses(ledger, columns),
        "withheld": len(asked) if level != "township" else 0,
    }


def _statuses(ledger: Ledger, columns: list[int]) -> dict[str, int]:
    """How many months of townships are counted, not covered, and unknown, over the whole country."""
    firsts = [contents.month_of(month) for month in columns]
    codes = places.units_at("township")
    cells = pd.DataFrame(
        {
            "pcode": np.repeat(np.array(codes, dtype=object), len(firsts)),
            "start": firsts * len(codes),
            "end": [first + pd.offsets.MonthEnd(0) for first in firsts] * len(codes),
        }
    )
    return dict(Counter(ledger.subject.found.coverage.status(cells).astype(str)))
