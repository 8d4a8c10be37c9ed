"""Invented areas: townships as squares of a tenth of a degree, in rows of eight. None lies where the township lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import shapely

from tests.charts.invented import NAN, month
from tollbook import places
from tollbook.places import Areas

SAGAING = places.units_at("township", "MMR005")
PALE = "MMR005019"


def areas(codes: Sequence[str] = tuple(SAGAING), side: float = 0.1, **more: Any) -> Areas:
    """Squares for some townships, the first in the lower left corner."""
    at = np.arange(len(codes))
    west, south = 95.0 + side * (at % 8), 20.0 + side * (at // 8)
    held: dict[str, Any] = {
        "level": "township", "pcodes": list(codes), "geometry": shapely.box(west, south, west + side, south + side),
        "approximate": True, "source": "invented squares", "missing": [],
    }  # fmt: skip
    return Areas(**{**held, **more})


def row(pcode: str, low: float = NAN, best: float = NAN, high: float = NAN, is_open: bool = False, **more: Any) -> Any:
    """One township of an invented tally of January 2024."""
    level = places.unit(pcode).level
    return month("2024-01-01", low, best, high, is_open, pcode=pcode, place=places.name(pcode), level=level, **more)


def silent(pcode: str, coverage: str, number: float = NAN) -> Any:
    """A township that nothing is recorded of."""
    return row(pcode, number, number, number, incidents=0, coverage=coverage)


def table(*rows: Any) -> pd.DataFrame:
    """Rows as a tally's table."""
    return pd.DataFrame(list(rows), columns=list(month("2024-01-01", 1, 1, 1)))
