"""The headline figures beside those of the period before and of the same days a year before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from tollbook.briefs.figures import Figure
from tollbook.briefs.ledger import Ledger, Span
from tollbook.briefs.panels.tiles import FLOWS, STOCK, enter_level, levels_at
from tollbook.rows import each_row
from tollbook.tallies.comparing import Cell, Change, at_the_same_age, compare, period_before, year_before

#: Why two levels are not compared, beside the reasons of `comparing.REASONS`.
NO_LEVEL = "no level then"
SAME_LEVEL = "same level"
HELD = "held back"


def enter_changes(ledger: Ledger) -> dict[str, Any]:
    """Compare the headline figures with earlier ones, and enter those that they are compared with.

    Earlier figures are entered only where coverage is counted in both periods, under ``change.before.<measure>`` and
    ``change.year.<measure>``: nothing else is compared, and nothing else is printed. Flows are taken as they were known
    when the earlier period was as old as this one is (``as_of`` of the figure), so that they are not in the tally of
    the brief. A level is a statement about one day, which does not fill up: it is taken as it is known now.

    Returns
    -------
    dict
        ``before`` and ``year``: ``start, end, coverage`` of those days, None where there are none apart from others;
        ``coverage`` of the period; ``rows``: for each tile ``key, before, year``, of which each is None or ``key`` of
        the earlier figure (None where it was not entered), ``verdict, reason, percent`` (a whole number),
        ``same_age`` (whether what is known of those days now is another figure), ``undated`` (how many of its claims
        bear no day of publication, and count from when they happened).
    """
    about = ledger.subject
    spans = {"before": period_before(*about.span), "year": year_before(*about.span)}
    compared = {name: _compared(ledger, name, span) for name, span in spans.items() if span is not None}
    tiles = [*(f"period.{name}" for name in FLOWS), f"period.{STOCK}"]
    return {
        "coverage": ledger.coverage(ledger.own.pcode, about.span),
        **{name: _days(ledger, span) for name, span in spans.items()},
        "rows": [{"key": key, **{name: compared.get(name, {}).get(key) for name in spans}} for key in tiles],
    }


def _days(ledger: Ledger, span: Span | None) -> dict[str, str] | None:
    if span is None:
        return None
    first, last = span
    coverage = ledger.coverage(ledger.own.pcode, span)
    return {"start": f"{first:%Y-%m-%d}", "end": f"{last:%Y-%m-%d}", "coverage": coverage}


def _compared(ledger: Ledger, name: str, span: Span) -> dict[str, dict[str, Any] | None]:
    """The comparison of every tile with one earlier span, by the tile's key."""
    about, pcode = ledger.subject, ledger.own.pcode
    made: dict[str, dict[str, Any] | None] = {f"period.{STOCK}": _level(ledger, f"change.{name}.{STOCK}", span)}
    statuses = [ledger.coverage(pcode, about.span), ledger.coverage(pcode, span)]
    if statuses != ["counted", "counted"]:
        change = compare(*(Cell(coverage=status) for status in statuses))
        return {**{f"period.{measure}": plain_change(change) for measure in FLOWS}, **made}
    then = ledger.as_known(at_the_same_age(about.found, about.cut_off, about.span, span))
    return {**{f"period.{measure}": _flow(ledger, then, name, span, measure) for measure in FLOWS}, **made}


def _flow(ledger: Ledger, then: Ledger, name: str, span: Span, measure: str) -> dict[str, Any]:
    key = f"change.{name}.{measure}"
    earlier = then.enter(key, _row(then, span, measure), then.own, span, measure)
    earlier = replace(earlier, more={"as_of": f"{then.subject.found.as_of:%Y-%m-%d}"})
    ledger.figures[key] = earlier
    known = _row(ledger, span, measure)
    # A row without incidents and no row at all are the same silence.
    now = Cell() if known is None or known.incidents == 0 else Cell.of(known)
    differs = (now.low, now.best, now.high) != (earlier.amount.low, earlier.amount.best, earlier.amount.high)
    claims = then.claims[then.claims["claim_id"].isin(earlier.claims)]
    current = ledger.figures[f"period.{measure}"]
    if "held back" in (current.state, earlier.state):
        return plain_change(Change("not stated", HELD), key)
    return plain_change(
        compare(cell_of(current), cell_of(earlier)),
        key,
        differs and (now.incidents > 0 or earlier.incidents > 0),
        int(claims["published"].isna().sum()),
    )


def _row(ledger: Ledger, span: Span, measure: str) -> Any:
    own = ledger.own
    table = ledger.tally(own.level, "whole", own.pcode, *span)
    table = table[(table["pcode"] == own.pcode) & (table["measure"] == measure) & (table["base"] == "")]
    return next(each_row(table), None)


def _level(ledger: Ledger, key: str, span: Span) -> dict[str, Any] | None:
    """The level of the stock beside that at the end of an earlier span, where both count the same."""
    now, pcode = ledger.figures[f"period.{STOCK}"], ledger.own.pcode
    if now.state == "held back":
        return plain_change(Change("not stated", HELD))
    if now.state != "figure":
        return None
    day = pd.Timestamp(now.more["stated_on"])
    if ledger.coverage(pcode, (day, day)) != "counted":
        return plain_change(Change("not stated", "not counted now"))
    rows = levels_at(ledger, span)
    same = [row for row in rows if row.base == now.base]
    if not same:
        return plain_change(Change("not stated", "other base" if rows else NO_LEVEL))
    row = same[0]
    if row.stated_on == day:
        return plain_change(Change("not stated", SAME_LEVEL))
    if ledger.coverage(pcode, (row.stated_on, row.stated_on)) != "counted":
        return plain_change(Change("not stated", "not counted then"))
    earlier = enter_level(ledger, key, span, row)
    if earlier.state == "held back":
        return plain_change(Change("not stated", HELD), key)
    return plain_change(compare(*(replace(cell_of(figure), coverage="counted") for figure in (now, earlier))), key)


def cell_of(figure: Figure) -> Cell:
    """A figure as comparisons take it."""
    amount = figure.amount
    numbers = (amount.low, amount.best, amount.high, amount.open)
    spread = figure.spread_share or 0.0
    return Cell(*numbers, figure.coverage, figure.incidents, spread, figure.base, bool(figure.other_bases))


def plain_change(change: Change, key: str | None = None, same_age: bool = False, undated: int = 0) -> dict[str, Any]:
    """A comparison as plain data. Less than half a percent is no percent, and what is not gone is not down by all."""
    percent = None if change.percent is None else round(change.percent)
    if percent == -100 and change.percent != -100:
        percent = -99
    return {
        "key": key,
        "verdict": change.verdict,
        "reason": change.reason,
        "percent": percent or None,
        "same_age": same_age,
        "undated": undated,
    }
