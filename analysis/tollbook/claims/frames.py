"""A frame in memory as a grid of text, so that claims from any source pass the same checks as a file."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]

from tollbook.claims.grid import Grid


def grid_of(frame: pd.DataFrame) -> Grid:
    """The frame as text, each column by its distinct values; row 2 is its first row, as if it stood in a file."""
    columns = [_text(frame.iloc[:, i]) for i in range(frame.shape[1])]
    rows = np.arange(2, len(frame) + 2, dtype=np.int64)
    return Grid([str(name) for name in frame.columns], columns, rows)


def digest(grid: Grid) -> str:
    """SHA-256 of a grid's header and cells, in hexadecimal."""
    found = hashlib.sha256()
    for name, column in zip(grid.header, grid.columns, strict=True):
        for value in (name, *column.to_pylist()):
            data = value.encode("utf-8", "surrogatepass")
            found.update(len(data).to_bytes(8, "big") + data)
    return found.hexdigest()


def as_text(value: Any) -> str:
    """One value as a coder would type it: whole numbers without a point, days as year-month-day, nothing for NaN."""
    if isinstance(value, str):
        return value
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return ""
    if isinstance(value, (bool, np.bool_)):
        return str(value).upper()
    if isinstance(value, (float, np.floating)):
        return str(int(value)) if float(value).is_integer() else repr(float(value))
    if isinstance(value, (datetime, np.datetime64)):
        stamp = pd.Timestamp(value)
        return f"{stamp:%Y-%m-%d}" if stamp == stamp.normalize() and stamp.tz is None else stamp.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def _text(column: pd.Series) -> pa.Array:
    codes, distinct = pd.factorize(column, use_na_sentinel=True)
    values = np.array([as_text(value) for value in distinct] + [""], dtype=object)
    # Code -1, for a value that is not there, takes the last: the empty string.
    return pa.array(values[codes], type=pa.large_string())
