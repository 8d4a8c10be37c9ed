"""Totals that others published for the place, each beside the tally of the same place, days, means and base.

Nothing is added up from them. A share says how much of what others count this sample holds, and stands only where both
count the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import measures, places
from tollbook.amounts import Amount
from tollbook.briefs.figures import Figure
from tollbook.briefs.ledger import Ledger, Span
from tollbook.briefs.panels.breakdowns import said_in
from tollbook.briefs.panels.made import named_origin
from tollbook.briefs.panels.tiles import NOT_CIVILIAN
from tollbook.claims.strike_units import MEASURE as STRIKES
from tollbook.claims.strike_units import units_of
from tollbook.incidents.aggregates import aggregates
from tollbook.incidents.totals import disagreements, merged
from tollbook.papers.panels import classes
from tollbook.papers.panels.classes import Cut
from tollbook.release.claims import MEANS
from tollbook.release.clearance import Numbers
from tollbook.release.held import Held
from tollbook.rows import each_row
from tollbook.tallies.shares import share

Panel = dict[str, Any]

#: Means that say nothing of how: a total by several of them, or by any, is beside the whole tally.
_ANY = ("several", "unknown")
_NUMBERS = ("low", "best", "high")
_COLUMNS = (
    *("claim_id", "source", "url", "published", "attributed_to", "pcode", "place_name", "place_level", "end"),
    *("measure", "base", "wording", "note", "source_release"),
)


def enter_totals(ledger: Ledger) -> Panel:
    """Enter the totals of others whose days touch the period, and the tally beside each.

    Returns
    -------
    dict
        ``rows``, by measure, last day and first day: ``key``; ``own`` (key of the tally beside it, or None); ``means``
        (of both; empty: any); ``unit`` (what a total of strikes counts, else empty); ``origin`` and ``outlets``, as far
        as they may be named, and ``unnamed``, how many outlets may not; ``series`` (a number: totals of one origin,
        means and base have the same); ``share`` (``low, best, high``) or None; ``why`` (of `WHY`; empty where there is
        a share). ``disagreements``: ``kind`` (of `incidents.totals.KINDS`), ``first``, ``others`` (keys),
        ``same_origin``, ``gap``. ``left_out``: how many count harm to armed parties; ``outside``: how many are
        of other days; ``held``: how many are held back, by rule.
    """
    about, found = ledger.subject, ledger.subject.found
    table = aggregates(found.claims, None, None, found.as_of, found.known_on).table
    table = table[table[list(_NUMBERS)].notna().any(axis=1) & table["start"].notna() & table["end"].notna()]
    table = table[_mask(not measures.get(str(name)).is_stock for name in table["measure"])]
    table = table.assign(own=[_is_own(ledger, row) for row in each_row(table)])
    table = table[_mask(row.own or _is_inside(ledger, row) for row in each_row(table))]
    armed = table["measure"].isin(NOT_CIVILIAN).to_numpy(dtype=np.bool_)
    touches = ((table["start"] <= about.end) & (table["end"] >= about.start)).to_numpy(dtype=np.bool_)
    own = table["own"].to_numpy(dtype=np.bool_)
    left = {"left_out": int((armed & own).sum()), "outside": int((own & ~touches & ~armed).sum())}
    table = table[touches & ~armed]
    held = [_held(ledger, row) for row in each_row(table)]
    rules = Counter(each.rule for each, is_own in zip(held, table["own"], strict=True) if each and is_own)
    table = table[_mask(each is None for each in held)]
    totals = merged(table.assign(means=[_means(row) for row in each_row(table)]))
    rows, keys = _entered(ledger, totals)
    return {"rows": rows, "disagreements": _disagreements(ledger, totals, keys), **left, "held": dict(rules)}


def _mask(chosen: Iterable[bool]) -> npt.NDArray[np.bool_]:
    """Which rows of a table; an empty list would choose no columns instead of no rows."""
    return np.array(list(chosen), dtype=np.bool_)


def _is_own(ledger: Ledger, row: Any) -> bool:
    place = ledger.subject.place
    return bool(row.pcode == place.pcode and row.place_level == place.level)


def _is_inside(ledger: Ledger, row: Any) -> bool:
    """Whether a total is of a place inside, which this one's can't be below."""
    return (
        bool(row.pcode)
        and row.place_level == places.unit(row.pcode).level
        and places.lies_in(row.pcode, ledger.subject.place.pcode)
    )


def _held(ledger: Ledger, row: Any) -> Held | None:
    """What holds a total of others back: a row of theirs, and its place, its days and its size."""
    clearance, measure, level = ledger.clearance, str(row.measure), str(row.place_level)
    if not clearance.is_public:
        return None
    numbers = Numbers(*(None if pd.isna(value) else float(value) for value in (row.low, row.best, row.high)))
    held = clearance.of_cell(level, (row.start, row.end), measure) or clearance.of_number(level, measure, numbers)
    return held or (None if ledger.sources.terms(str(row.source)).rows else Held("licence"))


def _means(row: Any) -> str:
    """The group of means that a total is of; empty: of any. Attacks from the air are counted as such already."""
    if measures.get(str(row.measure)).counts == "events":
        return ""
    group = MEANS.get(str(row.means), str(row.means))
    return "" if group in _ANY else group


def _entered(ledger: Ledger, totals: pd.DataFrame) -> tuple[list[Panel], dict[int, str]]:
    """The rows of the page, and the keys of all totals by their positions."""
    order = list(measures.all_measures())
    listed = sorted(enumerate(each_row(totals)), key=lambda one: (order.index(one[1].measure), one[0]))
    rows: list[Panel] = []
    keys: dict[int, str] = {}
    series: dict[tuple[str, ...], int] = {}
    for at, row in listed:
        if _is_own(ledger, row):
            key = f"total.{len(rows) + 1}"
            group = series.setdefault((row.measure, row.base, row.means, row.origin), len(series) + 1)
            rows.append(_row(ledger, key, row, group))
            keys[at] = key
    return rows, keys


def _row(ledger: Ledger, key: str, row: Any, group: int) -> Panel:
    claims = _claims(ledger, row)
    theirs = _keep(ledger, key, row, claims)
    own, without = _own(ledger, key.replace("total", "ours"), row)
    why = _why(ledger, theirs, own, row) or without
    made = None if why or own is None else share(own.amount, theirs.amount)
    return {
        "key": key,
        "own": None if own is None else own.key,
        "means": row.means,
        "unit": _unit(claims) if row.measure == STRIKES else "",
        **_who(ledger, claims),
        "series": group,
        "share": None if made is None else {name: _rounded(value) for name, value in asdict(made).items()},
        "why": why if made is None else "",
    }


def _unit(claims: pd.DataFrame) -> str:
    """What a total of strikes counts, where all outlets that repeat it say the same."""
    units = set(units_of(claims))
    return units.pop() if len(units) == 1 else ""


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _claims(ledger: Ledger, row: Any) -> pd.DataFrame:
    known = ledger.subject.found.known_claims
    mine: pd.DataFrame = known.loc[known["claim_id"].isin(list(row.claim_ids)).to_numpy(), list(_COLUMNS)]
    return mine


def _keep(ledger: Ledger, key: str, row: Any, claims: pd.DataFrame) -> Figure:
    span, ids = (pd.Timestamp(row.start), pd.Timestamp(row.end)), tuple(row.claim_ids)
    numbers = ledger.sources.numbers(claims)
    more = {"means": row.means} if row.means else {}
    amount = Amount.of(row)
    figure = Figure(key, row.measure, row.base, row.pcode, *span, amount, "figure", origins=1, claims=ids, more=more)
    return ledger.keep(replace(figure, sources=numbers))


def _who(ledger: Ledger, claims: pd.DataFrame) -> Panel:
    """Whose total it is, and in which outlets it stands, as far as they may be named."""
    outlets = sorted(set(claims["source"].astype(str)))
    named = [name for name in outlets if ledger.sources.name(name)]
    spoken = zip(claims["attributed_to"].astype(str), claims["source"].astype(str), strict=True)
    origin = next((name for name in (named_origin(*each) for each in spoken) if name), "")
    return {"origin": origin, "outlets": named, "unnamed": len(outlets) - len(named)}


def _own(ledger: Ledger, key: str, row: Any) -> tuple[Figure | None, str]:
    """The tally of the same place, days, base and means; None, and why, where there is none that counts so."""
    span = (pd.Timestamp(row.start), pd.Timestamp(row.end))
    if row.means:
        return (None, "base") if row.base else _by_means(ledger, key, row, span)
    level, pcode = ledger.own.level, ledger.own.pcode
    table = ledger.tally(level, "whole", pcode, *span)
    mine = table[(table["pcode"] == pcode) & (table["base"] == row.base) & (table["measure"] == row.measure)]
    own = next(each_row(mine), None)
    if own is None and row.base:
        return None, "base"
    ledger.tallies.append(mine)
    return ledger.enter(key, own, ledger.own, span, row.measure, row.base), ""


def _by_means(ledger: Ledger, key: str, row: Any, span: Span) -> tuple[Figure | None, str]:
    """The part of the tally that was done by the same means: findings whose claims name no others."""
    unit = ledger.own
    found = classes.findings_of(ledger, unit, span, row.measure)
    if found.empty or ledger.clearance.of_cell(unit.level, span, row.measure) is not None:
        return ledger.enter(key, None, unit, span, row.measure), ""
    cut = _cut(ledger, found)
    rows = classes.taken_apart(ledger, unit, span, row.measure, cut)
    if not classes.is_told(ledger, unit, rows) or classes.is_held(ledger, unit, span, row.measure):
        return None, "means"
    mine = next((each for each in each_row(rows) if each.class_ == row.means), None)
    return (None, "silence") if mine is None else (classes.enter(ledger, key, mine, unit, span, cut), "")


def _cut(ledger: Ledger, found: pd.DataFrame) -> Cut:
    """Findings by the one group of means that their claims name; several where they name others."""
    said = said_in(ledger.claims_of(found), "means")
    groups = {incident: {MEANS.get(value, value) for value in values} for incident, values in said.items()}
    named = {incident: next(iter(of)) if len(of) == 1 else "several" for incident, of in groups.items()}
    return Cut("means", named, "not stated")


#: Why a total and the tally are not put into a share.
WHY = ("part", "unit", "base", "means", "late", "silence", "held", "no number", "spread", "open")


def _why(ledger: Ledger, theirs: Figure, own: Figure | None, row: Any) -> str:
    """Why there is no share; empty where there may be one."""
    if measures.get(theirs.measure).counts == "events":
        # What one strike is differs from source to source, and a tally of ours adds up several of them.
        return "unit"
    if row.extent == "part":
        return "part"
    if own is None:
        return ""
    if theirs.end > ledger.subject.cut_off:
        return "late"
    states = {"held back": "held", "no figure": "no number", "figure": "", "zero": ""}
    why = states.get(own.state, "silence")
    if why or own.is_spread:
        return why or "spread"
    return "" if share(own.amount, theirs.amount) else "open"


def _disagreements(ledger: Ledger, totals: pd.DataFrame, keys: dict[int, str]) -> list[Panel]:
    """What of the totals can't both be so, where one of them is of the place itself."""
    found: list[Panel] = []
    rows = list(each_row(totals))
    for each in each_row(disagreements(totals)):
        involved = (each.first, *each.others)
        if not any(at in keys for at in involved):
            continue
        for at in involved:
            if at not in keys:
                keys[at] = f"total.inside.{sum(key.startswith('total.inside') for key in keys.values()) + 1}"
                _keep(ledger, keys[at], rows[at], _claims(ledger, rows[at]))
        whose = {keys[at]: _who(ledger, _claims(ledger, rows[at])) for at in involved}
        others = [keys[at] for at in each.others]
        told = {"kind": each.kind, "first": keys[each.first], "others": others, "who": whose}
        found.append({**told, "same_origin": bool(each.same_origin), "gap": float(each.gap)})
    return found


def by_measure(panel: Panel, figures: dict[str, Figure]) -> Iterator[tuple[str, list[Panel]]]:
    """The rows of each measure, in the order of the page."""
    names = list(dict.fromkeys(figures[row["key"]].measure for row in panel["rows"]))
    for name in names:
        yield name, [row for row in panel["rows"] if figures[row["key"]].measure == name]
