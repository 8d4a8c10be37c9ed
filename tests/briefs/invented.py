"""Invented claims for briefs: townships are real, nothing that is said to have happened there is."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

import tollbook as tb
from tollbook.briefs.facts import as_json
from tollbook.briefs.views import view

PALE = "MMR005019"

_EMPTY = {
    "attributed_to": "", "base": "", "wording": "", "low": "", "best": "", "high": "", "means": "airstrike", "note": "",
}  # fmt: skip


def claim(number: int, incident: str = "invented-1", **cells: Any) -> dict[str, Any]:
    """One invented claim; by default ten civilians killed in Pale Township on 10 November 2024."""
    row = {
        "claim_id": f"x{number:03}", "incident_id": incident, "scope": "incident", "extent": "whole",
        "source": "Invented Outlet", "url": f"https://example.org/{number}", "published": "2024-11-20",
        "place_name": "Pale", "place_level": "township", "pcode": PALE, "start": "2024-11-10", "end": "2024-11-10",
        "date_precision": "day", "measure": "civilians_killed",
    }  # fmt: skip
    number_cells = {} if {"low", "best", "high"} & set(cells) else {"low": "10", "best": "10", "high": "10"}
    return {**_EMPTY, **row, **number_cells, **cells}


def found(*rows: dict[str, Any], **options: Any) -> Any:
    """Findings of invented claims, which must be free of errors."""
    return tb.findings(_claims(tuple(tuple(row.items()) for row in rows)), **options)


@cache
def _claims(rows: tuple[tuple[tuple[str, Any], ...], ...]) -> Any:
    """The same claims are asked for often: as two issues of a brief, and by many tests."""
    claims = tb.Claims.from_frame(pd.DataFrame([dict(row) for row in rows]), name="invented-claims.csv")
    assert [str(problem) for problem in claims.problems.errors] == []
    return claims


def brief(
    *rows: dict[str, Any],
    place: str = PALE,
    period: Any = "2024-11",
    issued: Any = None,
    release: str = "internal",
    **options: Any,
) -> Any:
    """A brief of invented claims; one that tells everything, for the claims are fresh and of outlets that nobody listed."""
    return tb.brief(found(*rows, **options), place, period, issued, release=release)


#: Outlets that may be named, for those that nobody listed.
LISTED = {"Invented Outlet": "The Irrawaddy", "Another Invented Outlet": "Mizzima", "A Third Invented Outlet": "BNI"}


def public_brief(*rows: dict[str, Any], issued: Any = "2025-06-01", **options: Any) -> Any:
    """A public brief of invented claims, as if outlets that may be named had reported them, issued when all may leave."""
    named = [row | {"source": LISTED.get(row["source"], row["source"])} for row in rows]
    return brief(*named, issued=issued, release="public", **options)


def entered(made: Any) -> dict[str, Any]:
    """The facts of a brief without the numbers of its charts: drawing takes longer than all the rest."""
    held: dict[str, Any] = vars(made)
    if "entered" not in held:
        held["entered"] = made.gathered.as_dict()
    facts: dict[str, Any] = held["entered"]
    return facts


def entered_json(made: Any) -> str:
    """The same as the text of a facts file."""
    return as_json(entered(made))


def undrawn(made: Any) -> dict[str, Any]:
    """The page of a brief without its pictures, for the same reason."""
    held: dict[str, Any] = vars(made)
    if "undrawn" not in held:
        page = view.view(made.gathered, {"none": None})
        held["undrawn"] = {name: part for name, part in page.items() if name != "pictures"}
    page_: dict[str, Any] = held["undrawn"]
    return page_


#: Text that would break a page if it were read as anything but text.
HOSTILE = [
    "#strong[evil] $x^2$ *b* _i_ @ref <lab> `code` \\ // /* */",
    '#import "x.typ": *',
    "<script>alert(1)</script> & \"quotes\" 'x' {n} {{place}} %s",
    "Supercalifragilisticexpialidocious" * 4,
    "emoji \U0001f600 and 中文 and مرحبا",
    "ပုလဲမြို့နယ်ပြည်သူ့အုပ်ချုပ်ရေးအဖွဲ့",
]
