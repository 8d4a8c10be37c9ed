"""What is wrong with a file of claims, and what a person should look at: counts for all, rows for an internal release.

A row of the file is whatever a person typed: a village, a name, the words of a witness. So no public release lists any,
and says how many an internal one would list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from tollbook import places
from tollbook.briefs.ledger import Ledger
from tollbook.claims import doubles
from tollbook.claims.outlying import far_days
from tollbook.claims.problems import Problem
from tollbook.claims.table import Claims
from tollbook.incidents.origins import unlisted
from tollbook.plain import plain
from tollbook.rows import each_row

#: Rows that a page lists at most; the analyst's own file has all of them.
MOST = 1000

#: Warnings that have a part of their own, by the part.
PARTS = {
    "unresolved": ("unresolved_place",),
    "clashes": ("wording_clash",),
    "miscoded": (
        *("long_incident", "contains_incident", "inside_whole", "incident_apart"),
        *("pcode_too_fine", "several_days", "published_too_early"),
    ),
    "same": ("double_claim",),
}
_OFFERED = 8


def enter_checked(ledger: Ledger, read: Claims) -> dict[str, Any]:
    """Sort what was found by what has to be done about it.

    Parameters
    ----------
    ledger : Ledger
    read : Claims
        With all problems, whatever they are.

    Returns
    -------
    dict
        ``rows, claims, rejected``: rows of the file, those that can be used, and those that can't; ``warned``: of those
        that can be used, how many bear a warning; ``codes``: for each kind of problem ``severity, code, rows`` (0: it
        is the whole file's); ``parts``: by name ``rows``, how many there are, and ``listed``, in an internal release
        alone the first `MOST` of them.
    """
    parts = {name: _part(list(found), ledger) for name, found in _found(read).items()}
    usable = {problem.row for problem in read.problems.warnings if problem.row} & set(read.rows.tolist())
    return {
        "rows": len(read) + read.rejected,
        "claims": len(read),
        "rejected": read.rejected,
        "warned": len(usable),
        "codes": _codes(read),
        "parts": parts,
    }


def _part(found: Sequence[dict[str, Any]], ledger: Ledger) -> dict[str, Any]:
    listed = [] if ledger.clearance.is_public else [*found[:MOST]]
    return {"rows": len(found), "listed": listed}


def _codes(read: Claims) -> list[dict[str, Any]]:
    rows = {(problem.severity, problem.code, problem.row) for problem in read.problems}
    counted = Counter((severity, code) for severity, code, row in rows if row)
    every = sorted({(severity, code) for severity, code, _ in rows}, key=lambda one: (one[0], -counted[one], one[1]))
    return [{"severity": severity, "code": code, "rows": counted[severity, code]} for severity, code in every]


def _found(read: Claims) -> dict[str, Iterable[dict[str, Any]]]:
    own = {code for codes in PARTS.values() for code in codes}
    warnings = [*read.problems.warnings]
    return {
        "rejected": map(_problem, read.problems.errors),
        "unresolved": _unresolved(read),
        "clashes": [_problem(each) for each in warnings if each.code in PARTS["clashes"]],
        "miscoded": [_problem(each) for each in warnings if each.code in PARTS["miscoded"]],
        "far": _far(read),
        "same": [_problem(each) for each in warnings if each.code in PARTS["same"]],
        "twice": _sets(read, doubles.told_twice(read.table)),
        "alike": _sets(read, doubles.said_alike(read.table)),
        "one": _pairs(read),
        "voices": _voices(read),
        "other": [_problem(each) for each in warnings if each.code not in own],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    told = asdict(problem)
    return {name: told[name] for name in ("code", "row", "column", "value", "message", "remedy")}


def _unresolved(read: Claims) -> list[dict[str, Any]]:
    """Names that lead to no certain place, with the places that each may stand for, the likest first."""
    rows = [problem.row for problem in read.problems.warnings if problem.code in PARTS["unresolved"]]
    at = {int(row): position for position, row in enumerate(read.rows.tolist())}
    table = read.table.iloc[[at[row] for row in rows if row in at]]
    if table.empty:
        return []
    names, levels = (table[name].astype("str").reset_index(drop=True) for name in ("place_name", "place_level"))
    answers = places.resolve(names, levels=levels)["candidates"]
    kept = [row for row in rows if row in at]
    return [
        {
            "row": row,
            "name": name,
            "level": level,
            "candidates": [code for code in codes.split("; ") if code][:_OFFERED],
        }
        for row, name, level, codes in zip(kept, names, levels, answers, strict=True)
    ]


def _far(read: Claims) -> list[dict[str, Any]]:
    return [
        {"row": int(read.rows[row.at]), "column": row.column, "day": plain(pd.Timestamp(row.day))}
        for row in each_row(far_days(read.table))
    ]


def _sets(read: Claims, sets: list[list[int]]) -> list[dict[str, Any]]:
    """Sets of claims, each with its rows and what they say."""
    return [
        {
            "rows": [int(read.rows[at]) for at in members],
            "source": _text(read, members[0], "source"),
            "measure": _text(read, members[0], "measure"),
            "places": [*dict.fromkeys(_text(read, at, "place_name") or _text(read, at, "pcode") for at in members)],
            "said": [_text(read, at, "wording") or _numbers(read, at) for at in members],
        }
        for members in sets
    ]


def _numbers(read: Claims, at: int) -> str:
    """The cells of a claim without words: "7, 7, -"."""
    cells = (read.table[name].iloc[at] for name in ("low", "best", "high"))
    return ", ".join("-" if cell != cell else f"{cell:,.0f}" for cell in cells)


def _text(read: Claims, at: int, column: str) -> str:
    return str(read.table[column].iloc[at])


def _pairs(read: Claims) -> list[dict[str, Any]]:
    return [
        {
            "one": row.one,
            "other": row.other,
            "measure": row.measure,
            "pcode": row.township,
            "rows": [int(read.rows[row.at]), int(read.rows[row.beside])],
        }
        for row in each_row(doubles.perhaps_one(read.table))
    ]


def _voices(read: Claims) -> list[dict[str, Any]]:
    return [
        {"voice": row.voice, "claims": row.claims, "nameless": bool(row.nameless), "near": row.near}
        for row in each_row(unlisted(read.table["attributed_to"]))
    ]


def internal_rows(panel: dict[str, Any]) -> dict[str, int]:
    """How many rows an internal release lists, by the rule that keeps them there."""
    return {"internal only": sum(part["rows"] for part in panel["parts"].values())}
