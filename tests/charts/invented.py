"""Invented rows of a monthly tally, for charts. Nothing here was reported."""

from __future__ import annotations

from typing import Any

import pandas as pd

NAN = float("nan")


def month(first: str, low: float, best: float, high: float, is_open: bool = False, **more: Any) -> dict[str, Any]:
    """One month of an invented place."""
    start = pd.Timestamp(first)
    row = {
        "pcode": "INVENTED1",
        "place": "Invented",
        "level": "township",
        "start": start,
        "end": start + pd.offsets.MonthEnd(0),
        "measure": "civilians_killed",
        "base": "",
        "low": low,
        "best": best,
        "high": high,
        "open": is_open,
        "open_incidents": int(is_open),
        "highest_stated": best,
        "incidents": 1,
        "claims": 1,
        "origins": 1,
        "spread_share": 0.0,
        "coverage": "unknown",
    }
    return {**row, **more}


def tally(*rows: dict[str, Any]) -> pd.DataFrame:
    """Rows as a tally's table."""
    return pd.DataFrame(list(rows), columns=list(month("2024-01-01", 1, 1, 1)))
