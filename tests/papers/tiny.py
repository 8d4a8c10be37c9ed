"""Tiny invented files of claims, each of one sort that a paper has to stand: places are real, what is said is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from tests.briefs.invented import LISTED, claim

_NAMED = LISTED["Invented Outlet"]
_OPEN = {"low": "10", "best": "10", "high": ""}
_AGGREGATE = {"scope": "aggregate", "place_level": "state", "pcode": "MMR005", "place_name": "Sagaing Region"}
_LEVEL = {"scope": "level", "measure": "displaced_total", "low": "1000", "best": "1000", "high": "1000", "means": ""}

#: Rows of each file, by its name.
TINY: dict[str, list[dict[str, Any]]] = {
    "empty": [],
    "a single claim": [claim(1)],
    "everything open": [
        claim(1, "invented-1", **_OPEN),
        claim(2, "invented-2", measure="airstrikes", **_OPEN),
        claim(3, "invented-3", measure="displaced_new", low="1000", best="1000", high=""),
        claim(4, "invented-4", measure="civilians_injured", published="", **_OPEN),
    ],
    "only aggregates": [
        claim(1, "", measure="airstrikes", start="2024-11-01", end="2024-11-30", **_AGGREGATE),
        claim(2, "", start="2024-01-01", end="2024-12-31", base="includes fighters", **_AGGREGATE),
    ],
    "only stocks": [
        claim(1, "", start="2024-11-04", end="2024-11-04", **_LEVEL),
        claim(2, "", start="2024-11-25", end="2024-11-25", base="camps only", **_LEVEL),
    ],
}

_COLUMNS = list(claim(1))


def rows_of(name: str) -> pd.DataFrame:
    """The rows of a tiny file, as if an outlet that may be named had reported them."""
    rows = [row | {"source": _NAMED} for row in TINY[name]]
    return pd.DataFrame(rows, columns=_COLUMNS)


def written(name: str, folder: Path) -> Path:
    """A tiny file as CSV in a folder; its name says that it is invented."""
    path = folder / f"invented-{name.replace(' ', '-')}.csv"
    rows_of(name).to_csv(path, index=False, lineterminator="\n")
    return path
