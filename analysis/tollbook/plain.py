"""Tables as plain data: rows of whole numbers, texts and ISO days, as CSV or as JSON, the same on every system."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import numpy as np
import pandas as pd

# Sums of fractions carry noise in their last digits; the ninth decimal of a person is beyond any meaning.
_DECIMALS = 9


def plain(value: Any) -> Any:
    """A cell as plain data: whole numbers without a fraction, days in ISO form, None for what is absent."""
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if value is None or value is pd.NaT:
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float | np.floating):
        if np.isnan(value):
            return None
        rounded = round(float(value), _DECIMALS)
        return int(rounded) if rounded.is_integer() else rounded
    if isinstance(value, int | np.integer):
        return int(value)
    return str(value)


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dictionaries of plain data."""
    columns = list(table.columns)
    rows = zip(*(table[name] for name in columns), strict=True) if columns else iter(())
    return [dict(zip(columns, map(plain, row), strict=True)) for row in rows]


def as_csv(table: pd.DataFrame) -> str:
    """A table as CSV text: UTF-8, line feeds, an empty cell for what is absent."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(["" if cell is None else cell for cell in row.values()] for row in records(table))
    return out.getvalue()


def as_json(table: pd.DataFrame) -> str:
    """A table as JSON text: a list of objects, null for what is absent."""
    return json.dumps(records(table), ensure_ascii=False, indent=1) + "\n"
