"""The headline figures, and what else is recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tollbook import measures
from tollbook.amounts import Amount
from tollbook.briefs.figures import NOTHING, Figure
from tollbook.briefs.ledger import Ledger, Span
from tollbook.rows import each_row
from tollbook.tallies.stocks import latest

#: The flows that always have a tile, and the stock that stands beside them.
FLOWS = ("civilians_killed", "civilians_injured", "displaced_new", "airstrikes", "houses_destroyed")
STOCK = "displaced_total"
#: Harm to armed parties is no harm to civilians: it is in the tally's file and not on the page.
NOT_CIVILIAN = ("combatants_killed", "combatants_detained")


def enter_tiles(ledger: Ledger) -> dict[str, Any]:
    """Enter the headline figures of the period.

    Returns
    -------
    dict
        ``tiles``: keys in the order of the page; ``also``: keys of what is recorded for other measures, or for a tile's
        measure on another base; ``reports``: how many reports stand behind the headline figures.
    """
    about = ledger.subject
    unit = ledger.own
    table = ledger.tally(about.place.level, "whole", about.place.pcode, about.start, about.end)
    table = table[table["pcode"] == about.place.pcode]
    ledger.tallies.append(table)
    rows = {(row.measure, row.base): row for row in each_row(table)}
    tiles = [ledger.enter(f"period.{name}", rows.get((name, "")), unit, about.span, name).key for name in FLOWS]
    levels = [figure.key for figure in enter_stocks(ledger)]
    tiles.append(levels[0])
    others = [
        (name, base)
        for name, base in sorted(rows, key=lambda key: (_order(key[0]), key[1]))
        if (name not in FLOWS or base) and name not in NOT_CIVILIAN and rows[name, base].incidents > 0
    ]
    also = [
        ledger.enter(_key("period", name, base), rows[name, base], unit, about.span, name, base).key
        for name, base in others
    ]
    rest_on = {number for key in tiles for number in ledger.figures[key].sources}
    return {"tiles": tiles, "also": also + levels[1:], "reports": len(rest_on)}


def _order(measure: str) -> int:
    return list(measures.all_measures()).index(measure)


def _key(head: str, measure: str, base: str) -> str:
    return f"{head}.{measure}" + (f".{base.replace(' ', '-')}" if base else "")


def enter_stocks(ledger: Ledger) -> list[Figure]:
    """Enter the levels of the stock at the end of the period, each with its base and day: the freshest first."""
    rows = levels_at(ledger, ledger.subject.span)
    if not rows:
        return [ledger.keep(_silent(ledger, f"period.{STOCK}", ledger.subject.span))]
    keys = [f"period.{STOCK}", *(f"{_key('period', STOCK, row.base)}.also" for row in rows[1:])]
    return [enter_level(ledger, key, ledger.subject.span, row) for key, row in zip(keys, rows, strict=True)]


def levels_at(ledger: Ledger, span: Span) -> list[Any]:
    """Rows of the stock's levels at the end of some days, the freshest first, one a base."""
    if not ledger.states_own_level:
        return []
    stated = ledger.levels
    mine = (stated["pcode"] == ledger.own.pcode) & (stated["measure"] == STOCK)
    return list(each_row(latest(stated[mine.to_numpy()], *span).sort_values(["age_days", "base"])))


def _silent(ledger: Ledger, key: str, span: Span) -> Figure:
    more = {"stated_on": None, "age_days": None, "rounded_to": None}
    return Figure(key, STOCK, "", ledger.subject.place.pcode, *span, NOTHING, "no report", more=more)


def enter_level(ledger: Ledger, key: str, span: Span, row: Any) -> Figure:
    """Enter a level of the stock, with its day and age."""
    claims = ledger.claims_of_level(row)
    level = replace(
        _silent(ledger, key, span),
        pcode=str(row.pcode),
        base=str(row.base),
        amount=Amount.of(row),
        state="figure",
        incidents=1,
        open_incidents=int(row.open),
        origins=int(row.origins),
        highest_stated=float(row.highest_stated),
        claims=tuple(sorted(claims["claim_id"].astype(str))),
        sources=ledger.sources.numbers(claims),
        more={
            "stated_on": f"{row.stated_on:%Y-%m-%d}",
            "age_days": int(row.age_days),
            "rounded_to": int(row.rounded_to) or None,
        },
    )
    return ledger.keep_level(level, str(row.level))
