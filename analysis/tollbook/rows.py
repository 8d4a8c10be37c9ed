"""Rows of a table, one by one."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd


def each_row(table: pd.DataFrame) -> Iterator[Any]:
    """The rows as named tuples, without the index. Their fields have the types that the table's docstring states."""
    if not len(table):
        return iter(())
    columns = [column.tolist() for _, column in table.items()]
    return map(_row_type(tuple(map(str, table.columns))), *columns)


@cache
def _row_type(names: tuple[str, ...]) -> Any:
    """One type for all tables of the same columns: making one takes longer than filling a hundred rows."""
    return namedtuple("Row", names, rename=True)
