"""Working on the few categories of a column instead of on its million rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.int64]


def mapped(column: pd.Series, read: Callable[[str], Any], dtype: Any = object) -> npt.NDArray[Any]:
    """What each row's category reads as.

    Parameters
    ----------
    column : Series of category, shape (n,)
        Without missing values.
    read : callable
        Called once for each category.
    dtype : numpy dtype
        Of the result.

    Returns
    -------
    array, shape (n,)
    """
    values = np.empty(len(column.cat.categories), dtype=dtype)
    for number, category in enumerate(column.cat.categories.tolist()):
        values[number] = read(str(category))
    return values[column.cat.codes.to_numpy()]


def numbered(column: pd.Series) -> Numbers:
    """The category of each row as a number, int64, shape (n,)."""
    return column.cat.codes.to_numpy().astype(np.int64)


def joined(columns: list[Numbers]) -> Numbers:
    """One number for each distinct combination of the columns' numbers, shape (n,); rows alike get the same."""
    key = columns[0]
    for column in columns[1:]:
        key = pd.factorize(key * (int(column.max(initial=0)) + 1) + column)[0].astype(np.int64)
    return key


def first_alike(key: Numbers) -> Numbers:
    """For each row the position of the first row with the same number, shape (n,)."""
    codes, distinct = pd.factorize(key)
    first = np.empty(len(distinct), dtype=np.int64)
    positions = np.arange(len(key), dtype=np.int64)
    first[codes[::-1]] = positions[::-1]
    return first[codes]
