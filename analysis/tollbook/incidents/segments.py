"""Reductions over segments: runs of rows that lie together because they were sorted by one key.

Every function takes `starts`, the positions at which the segments begin, and returns one value a segment. They are
what makes a million claims a matter of a second: no loop over incidents is ever run in Python.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def starts_of(*keys: npt.NDArray[Any]) -> Ints:
    """Where a new segment begins in rows sorted by `keys`.

    Parameters
    ----------
    *keys : array, shape (n,)
        Sorted together; a segment is a run in which none of them changes.

    Returns
    -------
    array of int64, shape (k,)
        First position of each segment; empty for no rows.
    """
    n = len(keys[0])
    if n == 0:
        return np.empty(0, dtype=np.int64)
    change = np.zeros(n, dtype=np.bool_)
    change[0] = True
    for key in keys:
        change[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(change).astype(np.int64)


def lengths(starts: Ints, n: int) -> Ints:
    """Number of rows in each segment of `n` rows."""
    return np.diff(np.append(starts, n))


def numbers(starts: Ints, n: int) -> Ints:
    """For each of `n` rows the number of its segment, from 0."""
    return np.repeat(np.arange(len(starts), dtype=np.int64), lengths(starts, n))


def least(values: Floats, starts: Ints) -> Floats:
    """Least value of each segment; NaN counts as absent, and is returned where all are absent."""
    return np.asarray(np.fmin.reduceat(values, starts)) if len(starts) else np.empty(0)


def greatest(values: Floats, starts: Ints) -> Floats:
    """Greatest value of each segment; NaN counts as absent, and is returned where all are absent."""
    return np.asarray(np.fmax.reduceat(values, starts)) if len(starts) else np.empty(0)


def total(values: Floats, starts: Ints) -> Floats:
    """Sum of each segment."""
    return np.asarray(np.add.reduceat(values, starts)) if len(starts) else np.empty(0)


def any_of(flags: Bools, starts: Ints) -> Bools:
    """Whether any row of each segment is true."""
    return np.asarray(np.logical_or.reduceat(flags, starts)) if len(starts) else np.empty(0, dtype=np.bool_)


def lower_median(groups: Ints, values: Floats, size: int) -> Floats:
    """Median of the values of each group, of two middle values the lower.

    The lower of two middle values is always one of the values given, so that a best is a number that somebody stated.

    Parameters
    ----------
    groups : array of int64, shape (n,)
        Group number of each value, from 0 to `size` - 1, in any order.
    values : array of float64, shape (n,)
        No NaN.
    size : int
        Number of groups.

    Returns
    -------
    array of float64, shape (size,)
        NaN for a group without values.
    """
    out = np.full(size, np.nan)
    smallest = np.full(size, np.inf)
    np.minimum.at(smallest, groups, values)
    out = np.where(np.isinf(smallest), np.nan, smallest)
    # Of one or two values the lower is the median, and most groups have no more: only the others need sorting.
    many = (np.bincount(groups, minlength=size) > 2)[groups]
    if many.any():
        groups, values = groups[many], values[many]
        order = np.lexsort((values, groups))
        ordered = groups[order]
        starts = starts_of(ordered)
        middle = starts + (lengths(starts, len(ordered)) - 1) // 2
        out[ordered[starts]] = values[order[middle]]
    return out
