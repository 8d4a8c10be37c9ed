"""The headline figures of the period beside those of earlier ones, whatever is known of who was looking.

Both numbers are told with their bounds. Whether one of them is a change is another question, and answered apart: only
where sources were counting in both (`tallies.comparing`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from tollbook.briefs.figures import Figure
from tollbook.briefs.ledger import Ledger, Span
from tollbook.briefs.panels.changes import HELD, NO_LEVEL, SAME_LEVEL, cell_of, plain_change
from tollbook.briefs.panels.tiles import FLOWS, STOCK, enter_level, levels_at
from tollbook.papers.panels.then import Then
from tollbook.tallies.comparing import Change, compare, period_before, year_before

#: The earlier periods that stand beside, by the name that their figures have.
EARLIER = ("before", "year")


def earlier_of(ledger: Ledger) -> dict[str, Then]:
    """What was known of the period before, and of the same days a year before, when they were as old as this one is."""
    about = ledger.subject
    spans = {"before": period_before(*about.span), "year": year_before(*about.span)}
    days = {name: about.cut_off - (about.end - span[1]) for name, span in spans.items() if span is not None}
    return {name: Then.on(ledger, pd.Timestamp(day)) for name, day in days.items()}


def spans_of(ledger: Ledger) -> dict[str, Span]:
    """The earlier periods that there are."""
    span = ledger.subject.span
    spans = {"before": period_before(*span), "year": year_before(*span)}
    return {name: each for name, each in spans.items() if each is not None}


def enter_sides(ledger: Ledger, earlier: dict[str, Then]) -> dict[str, Any]:
    """Enter the headline figures of earlier periods, as they were known at the same age, and as they are known now.

    Levels of a stock are statements about a day, which does not fill up: they are taken as they are known now.

    Parameters
    ----------
    ledger : Ledger
    earlier : dict of str to Then
        As `earlier_of` gives them.

    Returns
    -------
    dict
        ``periods``: for each of `EARLIER` that there is ``start, end, as_of, coverage``; ``coverage`` of this period;
        ``rows``: for each headline ``key`` of this period's figure, and for each earlier period ``key`` (of what was
        known at the same age; None of a level that there is not), ``known`` (key of what is known now, None where that
        is the same), and what `changes.enter_changes` has: ``verdict, reason, percent, same_age, undated``.
    """
    spans = spans_of(ledger)
    own = ledger.own.pcode
    return {
        "coverage": ledger.coverage(own, ledger.subject.span),
        "periods": {
            name: {
                "start": f"{span[0]:%Y-%m-%d}",
                "end": f"{span[1]:%Y-%m-%d}",
                "as_of": f"{earlier[name].day:%Y-%m-%d}",
                "coverage": ledger.coverage(own, span),
            }
            for name, span in spans.items()
        },
        "rows": [
            *(_flow(ledger, earlier, spans, measure) for measure in FLOWS),
            {"key": f"period.{STOCK}", **{name: _level(ledger, name, span) for name, span in spans.items()}},
        ],
    }


def _flow(ledger: Ledger, earlier: dict[str, Then], spans: dict[str, Span], measure: str) -> dict[str, Any]:
    key = f"period.{measure}"
    return {"key": key, **{name: _at(ledger, earlier[name], name, span, measure) for name, span in spans.items()}}


def _at(ledger: Ledger, then: Then, name: str, span: Span, measure: str) -> dict[str, Any]:
    """One flow of one earlier period."""
    unit, now = ledger.own, ledger.figures[f"period.{measure}"]
    figure = then.enter(f"then.{name}.{measure}", unit, span, measure)
    known = ledger.enter(f"known.{name}.{measure}", ledger.row(unit, span, measure), unit, span, measure)
    claims = then.ledger.claims[then.ledger.claims["claim_id"].isin(figure.claims)]
    held = "held back" in (figure.state, now.state)
    change = Change("not stated", HELD) if held else compare(cell_of(now), cell_of(figure))
    differs = _says(known) != _says(figure)
    undated = int(claims["published"].isna().sum())
    return {**plain_change(change, figure.key, differs, undated), "known": known.key if differs else None}


def _says(figure: Figure) -> tuple[Any, ...]:
    amount = figure.amount
    return figure.state, amount.low, amount.best, amount.high, amount.open


def _level(ledger: Ledger, name: str, span: Span) -> dict[str, Any]:
    """The level of the stock at the end of an earlier period: on the same base where there is one."""
    now = ledger.figures[f"period.{STOCK}"]
    rows = levels_at(ledger, span)
    row = next((each for each in rows if each.base == now.base), rows[0] if rows else None)
    if row is None:
        return _said(None, Change("not stated", NO_LEVEL))
    figure = enter_level(ledger, f"then.{name}.{STOCK}", span, row)
    return _said(figure.key, _change_of_levels(ledger, now, figure))


def _said(key: str | None, change: Change) -> dict[str, Any]:
    return {**plain_change(change, key), "known": None}


def _change_of_levels(ledger: Ledger, now: Figure, then: Figure) -> Change:
    if "held back" in (now.state, then.state):
        return Change("not stated", HELD)
    if now.state != "figure":
        return Change("not stated", "no number")
    if now.base != then.base:
        return Change("not stated", "other base")
    if now.more["stated_on"] == then.more["stated_on"]:
        return Change("not stated", SAME_LEVEL)
    days = [pd.Timestamp(each.more["stated_on"]) for each in (now, then)]
    counted = [ledger.coverage(ledger.own.pcode, (day, day)) for day in days]
    cells = [cell_of(each) for each in (now, then)]
    return compare(*(replace(cell, coverage=status) for cell, status in zip(cells, counted, strict=True)))
