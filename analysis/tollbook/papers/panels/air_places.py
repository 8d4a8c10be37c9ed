"""Strikes, and harm from the air, by the places inside."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tollbook import places
from tollbook.briefs.ledger import Ledger, Unit
from tollbook.claims.strike_units import MEASURE as STRIKES
from tollbook.papers.panels import classes
from tollbook.papers.panels.air import AIR, FOLLOWED, cut_of
from tollbook.papers.panels.classes import Cut
from tollbook.rows import each_row

#: The levels whose places are listed, by the level of the place that the paper is about.
LEVELS: dict[str, tuple[str, ...]] = {
    "township": (),
    "district": ("township",),
    "state": ("township",),
    "country": ("state", "township"),
}
#: Places that are listed; further ones are counted.
MOST = 15


def enter_places(ledger: Ledger, mapped: dict[str, Any]) -> list[dict[str, Any]]:
    """Enter the places inside that have strikes, or harm from the air where the release may tell of it.

    Parameters
    ----------
    ledger : Ledger
    mapped : dict
        As `mapped.enter_map` gives it: its figures are used again.

    Returns
    -------
    list of dict
        For each level ``level``; ``told``: measures whose harm from the air the release tells place by place; ``held``:
        those of which it does not, because it would be of too few people in one of them; ``rows``: for each place
        ``pcode, not_stated, strikes`` (key) and ``harm`` (keys by measure), the most strikes first; ``struck``: how
        many places of the level have strikes; ``more``: how many are not listed.
    """
    found = {name: classes.findings_of(ledger, ledger.own, ledger.subject.span, name) for name in FOLLOWED}
    cuts = {name: cut_of(ledger, rows) for name, rows in found.items() if len(rows)}
    return [_level(ledger, level, mapped, cuts) for level in LEVELS[ledger.subject.place.level]]


def _level(ledger: Ledger, level: str, mapped: dict[str, Any], cuts: dict[str, Cut]) -> dict[str, Any]:
    within, span = ledger.subject.place.pcode, ledger.subject.span
    table = ledger.tally(level, "whole", within, *span)
    table = table[((table["incidents"] > 0) & table["measure"].isin([STRIKES, *cuts])).to_numpy()]
    strikes = table[(table["measure"] == STRIKES).to_numpy()]
    ledger.tallies.append(strikes)
    codes = sorted({str(code) for code in table["pcode"]})
    apart = {
        name: {code: classes.taken_apart(ledger, Unit(level, code, within), span, name, cuts[name]) for code in codes}
        for name in cuts
    }
    shown = {name: _is_told(ledger, level, name, apart[name]) for name in cuts}
    for name in (name for name in cuts if not shown[name]):
        for code, parts in apart[name].items():
            classes.leave_out(ledger, Unit(level, code, within), span, parts, cuts[name])
    told = [name for name in cuts if shown[name]]
    struck = {str(row.pcode): row for row in each_row(strikes[(strikes["base"] == "").to_numpy()])}
    harmed = {code for name in told for code in codes if AIR in set(apart[name][code]["class_"].astype(str))}
    listed = sorted({str(code) for code in strikes["pcode"]} | harmed, key=lambda code: _order(code, level, struck))
    own = [code for code in listed if places.unit(code).level == level]
    printed = own[:MOST] + [code for code in listed if code not in own]
    rows = [
        {
            "pcode": code,
            "not_stated": code not in own,
            "strikes": _strikes(ledger, Unit(level, code, within), struck.get(code), mapped),
            "harm": {name: _harm(ledger, Unit(level, code, within), apart[name][code], cuts[name]) for name in told},
        }
        for code in printed
    ]
    held = [name for name in cuts if name not in told]
    counts = {"struck": sum(code in struck for code in own), "more": len(own[MOST:])}
    return {"level": level, "told": told, "held": held, "rows": rows, **counts}


def _is_told(ledger: Ledger, level: str, measure: str, apart: dict[str, pd.DataFrame]) -> bool:
    """Whether harm from the air is told place by place: of every one of them, or of none.

    Were it left out for one place only, its absence would tell of that place what the number would.
    """
    within, span = ledger.subject.place.pcode, ledger.subject.span
    if ledger.clearance.of_cell(level, span, measure) is not None:
        return False
    return all(classes.is_told(ledger, Unit(level, code, within), rows) for code, rows in apart.items())


def _order(code: str, level: str, struck: dict[str, Any]) -> tuple[Any, ...]:
    row = struck.get(code)
    size = 0.0 if row is None else float(row.best if row.best == row.best else row.low)
    return (places.unit(code).level != level, -size, places.name(code), code)


def _strikes(ledger: Ledger, unit: Unit, row: Any, mapped: dict[str, Any]) -> str:
    key = f"map.{unit.pcode}"
    if unit.level == "township" and mapped["within"] == unit.within and key in mapped["figures"]:
        return key
    return ledger.enter(f"ranking.{unit.level}.{unit.pcode}.{STRIKES}", row, unit, ledger.subject.span, STRIKES).key


def _harm(ledger: Ledger, unit: Unit, rows: pd.DataFrame, cut: Cut) -> str | None:
    row = next((row for row in each_row(rows) if row.class_ == AIR), None)
    if row is None:
        return None
    key = f"air.{row.measure}.{AIR}.{unit.level}.{unit.pcode}"
    return classes.enter(ledger, key, row, unit, ledger.subject.span, cut).key
