"""Making days, counts and codes of the cells of a column, each distinct cell read once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook.claims.cells import Encoded
from tollbook.claims.collecting import Collector
from tollbook.claims.counts import CountError, read_count
from tollbook.claims.dates import DayError, read_day
from tollbook.claims.headers import folded, nearest
from tollbook.claims.schema import Column

Days = npt.NDArray[np.datetime64]
Floats = npt.NDArray[np.float64]
T = TypeVar("T")


def days(column: Column, cells: Encoded, collect: Collector, serials: Literal[1900, 1904] | None) -> Days:
    """The days of a column, shape (n,), datetime64[s]; NaT where empty or refused."""
    read: dict[int, date] = _each(column, cells, collect, lambda cell: read_day(cell, serials))
    values = np.full(len(cells.values) + 1, np.datetime64("NaT", "s"))
    for number, day in read.items():
        values[number] = np.datetime64(day.isoformat(), "s")
    return values[cells.codes]


def counts(column: Column, cells: Encoded, collect: Collector) -> Floats:
    """The counts of a column, shape (n,), float64, unit of the measure; NaN where empty or refused."""
    read: dict[int, float] = _each(column, cells, collect, read_count)
    values = np.full(len(cells.values) + 1, np.nan)
    for number, count in read.items():
        values[number] = count
    return values[cells.codes]


def codes(column: Column, cells: Encoded, collect: Collector) -> pd.Categorical:
    """The codes of a column, shape (n,); an empty string where empty or refused."""
    known = {folded(value): value for value in column.allowed}
    read: dict[int, str] = _each(column, cells, collect, lambda cell: _code(column, cell, known))
    return _categorical([read.get(number, "") for number in range(len(cells.values))], cells)


def categories(cells: Encoded) -> pd.Categorical:
    """The texts of a column that repeats, shape (n,), categories sorted; an empty cell is an empty string."""
    return _categorical(cells.values, cells)


def texts(cells: Encoded) -> pd.Series:
    """The texts of a column, shape (n,), str; an empty cell is an empty string."""
    return pd.Series(pd.array(cells.values, dtype="str").take(cells.codes), dtype="str")


class _CodeError(ValueError):
    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = "unknown_code", message, remedy


def _code(column: Column, cell: str, known: dict[str, str]) -> str:
    found = known.get(folded(cell))
    if found is not None:
        return found
    near = nearest(cell, column.allowed)
    hint = f"Did you mean {near}? " if near else ""
    raise _CodeError(
        f"The column {column.name} has no such value.", f"{hint}It takes one of: {', '.join(column.allowed)}."
    )


def _each(column: Column, cells: Encoded, collect: Collector, read: Callable[[str], T]) -> dict[int, T]:
    """What each distinct cell reads as, by its number; those that are empty or refused are left out and reported."""
    found: dict[int, T] = {}
    refused: dict[int, tuple[str, str, str]] = {}
    for number, cell in enumerate(cells.values):
        if not cell:
            continue
        try:
            found[number] = read(cell)
        except (DayError, CountError, _CodeError) as error:
            refused[number] = (error.code, error.message, error.remedy)
    for position in cells.where(set(refused)):
        code, message, remedy = refused[int(cells.codes[position])]
        collect.add("error", code, int(position), column.name, cells.at(int(position)), message, remedy)
    return found


def _categorical(values: list[str], cells: Encoded) -> pd.Categorical:
    names = sorted({*values}) or [""]
    number = {name: i for i, name in enumerate(names)}
    lookup = np.array([number[value] for value in values] or [0], dtype=np.int64)
    return pd.Categorical.from_codes(lookup[cells.codes], categories=pd.Index(names, dtype="str"))
