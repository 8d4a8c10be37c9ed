"""How the property tests ask the package: rows of text cells in, plain numbers out, keyed like the oracle's."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pandas as pd

import tollbook as tb
from tests.oracle import Found
from tests.strategies import Cells, frame

Key = tuple[str, str, str]
Numbers = tuple[float, float | None, float | None, bool]


def claims_of(rows: list[Cells]) -> Any:
    """The rows as claims; an invented row that does not read is a fault of the strategy."""
    claims = tb.Claims.from_frame(frame(rows))
    assert [p for p in claims.problems if p.severity == "error"] == []
    return claims


def findings_of(rows: list[Cells], **options: Any) -> Any:
    """The package's findings of the rows."""
    return tb.findings(claims_of(rows), **options)


def number(cell: float) -> float | None:
    """NaN as None."""
    return None if math.isnan(cell) else float(cell)


def numbers(found: Any) -> dict[Key, Numbers]:
    """Low, best, high and open of every finding."""
    table = found.table
    keys = zip(table["incident_id"], table["measure"], table["base"], strict=True)
    cells = zip(table["low"], table["best"], table["high"], table["open"], strict=True)
    return {
        tuple(map(str, key)): (float(low), number(best), number(high), bool(open_))  # type: ignore[misc]
        for key, (low, best, high, open_) in zip(keys, cells, strict=True)
    }


def wheres(found: Any) -> dict[Key, tuple[str, str, str, dt.date, dt.date]]:
    """Township, district, state and days of every finding."""
    table = found.table
    keys = zip(table["incident_id"], table["measure"], table["base"], strict=True)
    cells = table[["township", "district", "state"]].astype("str").itertuples(index=False)
    days = zip(table["start"].dt.date, table["end"].dt.date, strict=True)
    return {
        tuple(map(str, key)): (*map(str, place), *span)  # type: ignore[misc]
        for key, place, span in zip(keys, cells, days, strict=True)
    }


def flags(found: Any) -> dict[Key, str]:
    """The flags of every finding, as the table writes them."""
    table = found.table
    keys = zip(table["incident_id"], table["measure"], table["base"], strict=True)
    return {tuple(map(str, key)): str(text) for key, text in zip(keys, table["flags"], strict=True)}  # type: ignore[misc]


def oracle_numbers(found: dict[Key, Found]) -> dict[Key, Numbers]:
    """The same of the oracle's findings."""
    return {key: (one.low, one.best, one.high, one.open) for key, one in found.items()}


def oracle_wheres(found: dict[Key, Found]) -> dict[Key, tuple[Any, ...]]:
    """The same of the oracle's findings."""
    return {key: (one.township, one.district, one.state, one.start, one.end) for key, one in found.items()}


def tally_rows(tally: Any) -> dict[tuple[str, str, dt.date, str, str], dict[str, Any]]:
    """The rows of a tally by code, level, first day, measure and base; rows in which nothing is recorded left out."""
    rows = {}
    for row in tally.table.to_dict("records"):
        if row["incidents"]:
            start = pd.Timestamp(row["start"]).date()
            rows[str(row["pcode"]), str(row["level"]), start, str(row["measure"]), str(row["base"])] = row
    return rows
