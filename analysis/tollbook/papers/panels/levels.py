"""Levels of a stock: of a place and of the places inside, each with its day, its base and its age; and sums of them.

A level stands for the end of the period while its day is at most 92 days back. Levels of several places add up only
where they are of one day and one base (design, rule 7), and then to what these places have together.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tollbook import places
from tollbook.amounts import Amount
from tollbook.briefs.figures import Figure
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.displacement import enter_stated
from tollbook.briefs.panels.made import named_origin
from tollbook.briefs.panels.tiles import STOCK
from tollbook.papers.panels.air_places import LEVELS
from tollbook.plain import plain
from tollbook.release.singly import numbers_of
from tollbook.rows import each_row
from tollbook.tallies import geography
from tollbook.tallies.over_places import add_over_places
from tollbook.tallies.stocks import MAX_AGE_DAYS

#: How a level stands at the end of a period: it holds, it is too old, or a later one of its base is known.
CARRIED, TOO_OLD, REPLACED = "carried", "too old", "replaced"
#: Places whose levels are listed; further ones are counted.
MOST = 20


def standing_of(day: pd.Timestamp, latest: pd.Timestamp, end: pd.Timestamp) -> str:
    """How a level stands at the end of a period.

    Parameters
    ----------
    day : Timestamp
        Of the level, at or before `end`.
    latest : Timestamp
        Of the latest level of the same place and base at or before `end`.
    end : Timestamp
        Last day of the period.
    """
    if day < latest:
        return REPLACED
    return CARRIED if (end - day).days <= MAX_AGE_DAYS else TOO_OLD


def enter_own(ledger: Ledger, displaced: dict[str, Any]) -> dict[str, Any]:
    """Tell how each level of the place stands at the end of the period, and who states it.

    Parameters
    ----------
    ledger : Ledger
    displaced : dict
        As `displacement.enter_displacement` gives it: the levels of its months are entered there.

    Returns
    -------
    dict
        ``rows``: for each level, the latest day first, ``key, standing, age_days`` (from its day to the period's last;
        None where it comes after) and ``voices`` (``outlet`` and ``origin`` of each claim, empty where they may not be
        named); ``earlier``: how many levels are stated of days before these months; ``last``: key of the latest level
        where none is carried, or None.
    """
    end, figures = ledger.subject.end, [ledger.figures[key] for key in displaced["levels"]]
    latest: dict[str, pd.Timestamp] = {}
    for figure in figures:
        if figure.start <= end:
            latest[figure.base] = max(figure.start, latest.get(figure.base, figure.start))
    rows = [_own(ledger, figure, latest, end) for figure in figures]
    stated = ledger.levels
    mine = ((stated["pcode"] == ledger.own.pcode) & (stated["measure"] == STOCK)).to_numpy()
    earlier = mine & (stated["stated_on"] < ledger.subject.trend_start).to_numpy()
    shown = [row for row in rows if ledger.figures[row["key"]].state == "figure"]
    is_carried = any(row["standing"] == CARRIED for row in shown)
    last = next((row["key"] for row in shown if row["standing"] == TOO_OLD), None)
    return {"rows": rows, "earlier": int(earlier.sum()), "last": None if is_carried else last}


def _own(ledger: Ledger, figure: Figure, latest: dict[str, pd.Timestamp], end: pd.Timestamp) -> dict[str, Any]:
    after = figure.start > end
    return {
        "key": figure.key,
        "standing": None if after else standing_of(figure.start, latest[figure.base], end),
        "age_days": None if after else int((end - figure.start).days),
        # Of a number that is held back it is not told who gives it.
        "voices": _voices(ledger, figure) if figure.state == "figure" else [],
    }


def _voices(ledger: Ledger, figure: Figure) -> list[dict[str, str]]:
    """Who states a level: the outlet, and the body that it names."""
    known = ledger.subject.found.known_claims
    claims = known[known["claim_id"].isin(figure.claims).to_numpy()]
    found: list[dict[str, str]] = []
    for at in range(len(claims)):
        one = claims.iloc[[at]]
        origin = named_origin(str(one["attributed_to"].iloc[0]), str(one["source"].iloc[0]))
        voice = {"outlet": ledger.reports.outlet(one), "origin": origin}
        found += [] if voice in found else [voice]
    return found


def enter_inside(ledger: Ledger) -> list[dict[str, Any]]:
    """Enter the latest level of each base of the places inside, and what those of one day and base add up to.

    Returns
    -------
    list of dict
        For each level of places that has any ``level``; ``rows``: for each ``key, pcode, standing, age_days``, those
        that are carried first; ``more``: how many are not listed; ``sums``: for each day and base of which several
        places have a level ``key, places`` (p-codes), ``of`` (key of the level of the place that they lie in, of the
        same day and base, or None).
    """
    made = []
    for level in LEVELS[ledger.subject.place.level]:
        rows = _latest(ledger, level)
        if len(rows):
            made.append(_inside(ledger, level, rows))
    return made


def _latest(ledger: Ledger, level: str) -> pd.DataFrame:
    """The latest level of each place of a level and base, at or before the period's last day."""
    stated = ledger.levels
    mine = (stated["level"] == level) & (stated["measure"] == STOCK) & (stated["stated_on"] <= ledger.subject.end)
    rows = stated[mine.to_numpy()]
    rows = rows[geography.inside(rows["pcode"], ledger.own.pcode)]
    latest: pd.DataFrame = rows.groupby(["pcode", "base"], observed=True, sort=False).tail(1)
    return latest


def _inside(ledger: Ledger, level: str, latest: pd.DataFrame) -> dict[str, Any]:
    end = ledger.subject.end
    age = (end - latest["stated_on"]).dt.days
    ordered = latest.assign(age=age, name=[places.name(str(code)) for code in latest["pcode"]])
    ordered = ordered.assign(old=ordered["age"] > MAX_AGE_DAYS).sort_values(["old", "age", "name", "base"])
    rows = [
        {
            "key": enter_stated(ledger, _key("levels", level, str(row.pcode), str(row.base)), row).key,
            "pcode": str(row.pcode),
            "standing": standing_of(row.stated_on, row.stated_on, end),
            "age_days": int(row.age),
        }
        for row in each_row(ordered.head(MOST))
    ]
    return {
        "level": level,
        "rows": rows,
        "more": max(0, len(ordered) - MOST),
        "sums": _sums(ledger, level, ordered),
    }


def _key(head: str, level: str, pcode: str, base: str) -> str:
    return f"{head}.{level}.{pcode}" + (f".{base.replace(' ', '-')}" if base else "")


def _sums(ledger: Ledger, level: str, rows: pd.DataFrame) -> list[dict[str, Any]]:
    """What levels add up to, day by day and base by base; one that is held back is in no sum."""
    held = [ledger.clearance.of_number(level, STOCK, numbers_of(row)) is not None for row in each_row(rows)]
    rows = rows[~np.array(held, dtype=np.bool_)]
    made = []
    for (stated, counted), group in rows.groupby(["stated_on", "base"], observed=True, sort=True):
        if len(group) > 1:
            day, base = f"{pd.Timestamp(str(stated)):%Y-%m-%d}", str(counted).replace(" ", "-")
            made.append(_sum(ledger, f"together.{level}.{day}" + (f".{base}" if base else ""), group))
    return made


def _sum(ledger: Ledger, key: str, group: pd.DataFrame) -> dict[str, Any]:
    row: Any = next(each_row(add_over_places(group)))
    claims = pd.concat([ledger.claims_of_level(each) for each in each_row(group)])
    codes = [str(code) for code in group["pcode"]]
    day, base = pd.Timestamp(row.stated_on), str(row.base)
    ledger.keep(
        Figure(
            key,
            STOCK,
            base,
            ledger.own.pcode,
            day,
            day,
            Amount.of(row),
            "figure",
            len(codes),
            int(group["open"].sum()),
            int(group["origins"].sum()),
            plain(row.highest_stated),
            claims=tuple(sorted(claims["claim_id"].astype(str))),
            sources=ledger.sources.numbers(claims),
            more={
                "stated_on": f"{day:%Y-%m-%d}",
                "rounded_to": int(group["rounded_to"].max()) or None,
                "places": codes,
            },
        )
    )
    return {"key": key, "places": codes, "of": _of_all(ledger, day, base)}


def _of_all(ledger: Ledger, day: pd.Timestamp, base: str) -> str | None:
    """The level of the place that the others lie in, of the same day and base."""
    own = ledger.own
    key = _key(f"levels.{day:%Y-%m-%d}", own.level, own.pcode, base)
    if key in ledger.figures:
        return key
    stated = ledger.levels
    mine = (stated["pcode"] == ledger.own.pcode) & (stated["measure"] == STOCK) & (stated["base"] == base)
    row = next(each_row(stated[(mine & (stated["stated_on"] == day)).to_numpy()]), None)
    return None if row is None else enter_stated(ledger, key, row).key
