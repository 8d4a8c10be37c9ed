"""The harm of the period by its kinds: by which means, by whom, to whom, and what was hit; one kind at a time.

What reports do not say is a class of its own, and an element that nobody coded is named and not drawn. Nothing here is
worked out by taking one figure from another: the bounds of what is left would be nobody's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from tollbook import measures
from tollbook.briefs.figures import Figure
from tollbook.briefs.ledger import Ledger
from tollbook.briefs.panels.tiles import FLOWS, NOT_CIVILIAN
from tollbook.release.clearance import FINE
from tollbook.rows import each_row
from tollbook.tallies.apart import apart

#: Classes of no kind of their own, in the order in which they close a table.
LAST = ("other", "several", "disputed", "not stated")
#: What coders write where a report says nothing.
NOT_SAID = ("unknown", "not stated", "not known")
#: Kinds that a table names; incidents of further ones are together in "other".
MOST = 8
#: What a public release tells of no place below a state, however it was coded.
INTERNAL = ("object_hit",)


def enter_breakdowns(ledger: Ledger, followed: str) -> dict[str, Any]:
    """Enter the breakdowns of the period's civilians killed, or of the measure followed where they have no figure.

    Parameters
    ----------
    ledger : Ledger
    followed : str
        The measure that the months follow.

    Returns
    -------
    dict
        ``measure``; ``total``: key of its figure in the period; ``tables``: for each ``of`` (``means, responsible,
        grade``: incidents and figures; ``object_hit``: incidents alone; ``victims``: sex and age) and ``rows``, each
        with ``class``, ``incidents``, ``sources`` and ``key`` of a figure or None; ``not_coded``: elements that no
        claim of the period says anything of; ``internal``: elements that the release
        does not tell; ``passed``: in how many incidents a part is greater than its whole.
    """
    about = ledger.subject
    measure = FLOWS[0] if ledger.figures[f"period.{FLOWS[0]}"].state == "figure" else followed
    total = ledger.figures[f"period.{measure}"]
    behind = ledger.behind(ledger.own, about.span)
    behind = behind[~behind["measure"].isin(NOT_CIVILIAN).to_numpy()]
    mine = behind[((behind["measure"] == measure) & (behind["base"] == "")).to_numpy()]
    counted = total.state == "figure"
    claims, every = ledger.claims_of(mine if counted else behind), ledger.claims_of(behind)
    asked = {"means": claims, "responsible": claims, "victims": claims, "object_hit": every, "grade": claims}
    said = {name: said_in(among, name) for name, among in asked.items()}
    chosen = {"means": one_means, "responsible": _own("disputed"), "grade": _own("several")}
    internal = list(INTERNAL) if ledger.clearance.is_public and about.place.level in FINE else []
    tables: dict[str, list[dict[str, Any]]] = {}
    if "object_hit" not in internal and said["object_hit"]:
        silent = set(behind["incident_id"].astype(str)) - set(said["object_hit"])
        tables["object_hit"] = incidents_by(ledger, every, said["object_hit"], silent)
    if counted:
        tables["victims"] = _victims(ledger, total, behind, mine, said["victims"])
    for name, choose in chosen.items():
        if counted and said[name]:
            classes = [choose(said[name].get(str(incident), set())) for incident in mine["incident_id"]]
            tables[name] = _by_class(ledger, total, mine, name, classes)
            # Where too few people are left in a class whatever is put together, there is no table.
            internal += [] if tables[name] else [name]
    return {
        "measure": measure,
        "total": total.key,
        "tables": [{"of": name, "rows": tables[name]} for name in said if tables.get(name)],
        "passed": _passed(ledger, behind, mine, measure),
        "not_coded": _not_coded(said, tables, internal) if len(behind) else [],
        "internal": internal,
    }


def _not_coded(said: dict[str, Any], tables: dict[str, Any], internal: list[str]) -> list[str]:
    return [name for name in said if not said[name] and not tables.get(name) and name not in internal]


def _own(differing: str) -> Callable[[set[str]], str]:
    """The one value that claims give; a name for those that differ."""

    def chosen(values: set[str]) -> str:
        return differing if len(values) > 1 else next(iter(values), "not stated")

    return chosen


def one_means(values: set[str]) -> str:
    """The means that claims name; several where they differ, or where a report names several of itself."""
    return _own("several")({"several" if value == "mixed" else value for value in values})


def said_in(claims: pd.DataFrame, column: str) -> dict[str, set[str]]:
    """What the claims of each incident say in a column, in one spelling; a claim that says nothing adds nothing."""
    said: dict[str, set[str]] = {}
    if claims.empty:
        return said
    values = ["" if pd.isna(value) else " ".join(str(value).split()) for value in claims[column].astype(object)]
    spelled = _spelled(values)
    levels = claims["place_level"].astype(str).isin(("village", "town")).to_numpy()
    below = {name.casefold() for name in claims.loc[levels, "place_name"].astype(str) if name.strip()}
    for incident, value in zip(claims["incident_id"].astype(str), values, strict=True):
        if value and value.casefold() not in NOT_SAID:
            text = spelled[value.casefold()]
            # A township is the finest place on a page: "monastery of (a village)" is not printed.
            text = "other" if any(_holds(text.casefold(), name) for name in below) else text
            said.setdefault(incident, set()).add(text)
    return said


def _holds(text: str, name: str) -> bool:
    """Whether a text has a name in it: as words of its own where the script parts words."""
    if not name.isascii():
        return name in text
    words, named = (" ".join(re.findall(r"\w+", one)) for one in (text, name))
    return f" {named} " in f" {words} "


def _spelled(values: list[str]) -> dict[str, str]:
    """The spelling of each value that most claims have; of several as common, the one in small letters."""
    counted = Counter(values)
    ordered = sorted(counted, key=lambda value: (counted[value], value))
    return {value.casefold(): value for value in ordered}


def _by_class(
    ledger: Ledger, total: Figure, mine: pd.DataFrame, column: str, classes: list[str]
) -> list[dict[str, Any]]:
    """Findings of one measure by the one class of their incident; no rows where too few people are in one of them."""
    rows = _apart(ledger, total, mine, classes)
    small = ledger.small_classes(rows)
    if small:
        ledger.leave_out(column, small, total)
        classes = ["other" if name in small else name for name in classes]
        rows = _apart(ledger, total, mine, classes)
        if ledger.small_classes(rows):
            return []
    names = _printed([(str(row.class_), float(row.bound)) for row in each_row(rows)])
    if set(classes) - set(names):
        classes = [name if name in names else "other" for name in classes]
        rows = _apart(ledger, total, mine, classes)
    found = {str(row.class_): row for row in each_row(rows)}
    kinds = pd.Series(classes, index=mine.index)
    order = [name for name in names if name not in LAST] + [name for name in LAST if name in found]
    entered = []
    for number, name in enumerate(order, 1):
        key = f"breakdown.{column}.{number}"
        figure = ledger.enter_class(key, found[name], mine[kinds == name], total)
        row = {"class": name, "key": key, "incidents": figure.incidents, "sources": list(figure.sources)}
        entered.append(row)
    return entered


def _apart(ledger: Ledger, total: Figure, mine: pd.DataFrame, classes: list[str]) -> pd.DataFrame:
    """The total taken apart, a row a class; ``bound`` is what they are ordered by."""
    about = ledger.subject
    rows = apart(mine, classes, (about.place.level, "whole"), about.place.pcode, about.start, about.end)
    bound = rows["best"].fillna(rows["low"]).fillna(0.0)
    return rows.assign(coverage=total.coverage, measure=total.measure, bound=bound)


def _printed(sized: list[tuple[str, float]]) -> list[str]:
    """The classes of a table: the greatest first, at most so many of them, then those of no kind of their own."""
    own = sorted((pair for pair in sized if pair[0] not in LAST), key=lambda pair: (-pair[1], pair[0]))
    held = {name for name, _ in sized}
    return [name for name, _ in own[:MOST]] + [name for name in LAST if name in held]


def incidents_by(
    ledger: Ledger, claims: pd.DataFrame, said: dict[str, set[str]], silent: Iterable[str]
) -> list[dict[str, Any]]:
    """Incidents by what is said of them, each counted with everything that is, and those of which nothing is.

    Parameters
    ----------
    ledger : Ledger
    claims : DataFrame
        Of all of them.
    said : dict of str to set of str
        By incident, as `said_in` gives it.
    silent : iterable of str
        Incidents of which nothing is said.

    Returns
    -------
    list of dict
        ``class, incidents, sources``, and ``key``, which is None: nothing but the incidents is counted.
    """
    held: dict[str, set[str]] = {}
    for incident, values in said.items():
        for name in values:
            held.setdefault(name, set()).add(incident)
    names = [name for name in _printed([(name, float(len(held[name]))) for name in held]) if name not in LAST]
    left = [incidents for name, incidents in held.items() if name not in names]
    groups = {name: held[name] for name in names}
    groups |= {"other": set().union(*left), "not stated": set(silent)}
    return [_incidents(ledger, claims, name, incidents) for name, incidents in groups.items() if incidents]


def _victims(
    ledger: Ledger, total: Figure, behind: pd.DataFrame, mine: pd.DataFrame, said: dict[str, set[str]]
) -> list[dict[str, Any]]:
    """Sex, age and who they were: the whole, beside it each part that reports count, and incidents that say nothing.

    What is left of the whole after a part has no figure: reports that name four children name no number of adults.
    """
    parts = _parts(total.measure)
    counted = behind[(behind["measure"].isin(parts) & (behind["base"] == "")).to_numpy()]
    if counted.empty and not said:
        return []
    figures = [total, *(ledger.figures[f"period.{part}"] for part in parts if f"period.{part}" in ledger.figures)]
    rows: list[dict[str, Any]] = [
        {"class": each.measure, "key": each.key, "incidents": each.incidents, "sources": list(each.sources)}
        for each in figures
        if each.incidents or each.held
    ]
    silent = set(mine["incident_id"].astype(str)) - set(said) - set(counted["incident_id"].astype(str))
    return rows + incidents_by(ledger, ledger.claims_of(mine), said, silent)


def _parts(measure: str) -> list[str]:
    return [each.name for each in measures.all_measures().values() if each.part_of == measure]


def _passed(ledger: Ledger, behind: pd.DataFrame, mine: pd.DataFrame, measure: str) -> int:
    """In how many incidents a part has a greater best than its whole: it is said, and neither is changed (rule 2).

    Nothing is said where a part is held back: that it is greater than three, and fewer than five, is its number.
    """
    if any(figure.held for part in _parts(measure) if (figure := ledger.figures.get(f"period.{part}"))):
        return 0
    whole = dict(zip(mine["incident_id"].astype(str), mine["best"].astype(float), strict=True))
    parts = behind[(behind["measure"].isin(_parts(measure)) & (behind["base"] == "")).to_numpy()]
    pairs = zip(parts["incident_id"].astype(str), parts["best"].astype(float), strict=True)
    return len({incident for incident, best in pairs if best > whole.get(incident, best)})


def _incidents(ledger: Ledger, claims: pd.DataFrame, name: str, incidents: set[str]) -> dict[str, Any]:
    """A class that incidents are counted of, and nothing else."""
    mine = claims[claims["incident_id"].astype(str).isin(incidents).to_numpy()]
    return {"class": name, "key": None, "incidents": len(incidents), "sources": list(ledger.reports.numbers(mine))}
