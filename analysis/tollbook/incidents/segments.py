"""Reductions over segments (runs of rows that lie together because they were sorted by one key) and over groups.

They are what makes a million claims a matter of a second: no loop over incidents is ever run in Python.
"""

from __future__ import annotations

import math
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


def order_by(*keys: Ints) -> Ints:
    """The order that sorts rows by several keys, the first weighing most.

    Parameters
    ----------
    *keys : array of int64, shape (n,)

    Returns
    -------
    array of int64, shape (n,)
        Positions; rows that agree in all keys keep their order.
    """
    n = len(keys[0])
    if n == 0:
        return np.empty(0, dtype=np.int64)
    offsets = [int(key.min()) for key in keys]
    widths = [int(key.max()) - least_key + 1 for key, least_key in zip(keys, offsets, strict=True)]
    if math.prod(widths) * n >= 2**62:
        return np.lexsort(tuple(reversed(keys)))
    # All keys and the row are packed into one number: sorting numbers is many times quicker than sorting rows by them,
    # and the row at the end keeps rows that agree in their order.
    packed = np.zeros(n, dtype=np.int64)
    for key, offset, width in zip(keys, offsets, widths, strict=True):
        packed *= width
        packed += key - offset
    packed *= n
    packed += np.arange(n)
    packed.sort()
    return packed % n


def lengths(starts: Ints, n: int) -> Ints:
    """Number of rows in each segment of `n` rows."""
    return np.diff(np.append(starts, n))


def numbers(starts: Ints, n: int) -> Ints:
    """For each of `n` rows the number of its segment, from 0."""
    return np.repeat(np.arange(len(starts), dtype=np.int64), lengths(starts, n))


def least(values: Floats, mask: Bools, groups: Ints, size: int) -> Floats:
    """Least of the masked values of each group; NaN for a group without one.

    Parameters
    ----------
    values : array of float64, shape (n,)
        NaN where absent.
    mask : array of bool, shape (n,)
    groups : array of int64, shape (n,)
        Group number of each value, from 0 to `size` - 1.
    size : int
        Number of groups.

    Returns
    -------
    array of float64, shape (size,)
    """
    return _extreme(np.fmin, values, mask, groups, size)


def greatest(values: Floats, mask: Bools, groups: Ints, size: int) -> Floats:
    """Greatest of the masked values of each group; see `least`."""
    return _extreme(np.fmax, values, mask, groups, size)


def _extreme(pick: np.ufunc, values: Floats, mask: Bools, groups: Ints, size: int) -> Floats:
    rows = np.flatnonzero(mask)
    out = np.full(size, np.nan)
    pick.at(out, groups[rows], values[rows])
    return out


def total(values: Floats, starts: Ints) -> Floats:
    """Sum of each segment."""
    return np.asarray(np.add.reduceat(values, starts)) if len(starts) else np.empty(0)


def any_of(flags: Bools, groups: Ints, size: int) -> Bools:
    """Whether any row of each group is true."""
    out = np.zeros(size, dtype=np.bool_)
    out[groups[flags]] = True
    return out


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
    many = np.flatnonzero((np.bincount(groups, minlength=size) > 2)[groups])
    if len(many):
        groups, values = groups[many], values[many]
        order = np.lexsort((values, groups))
        ordered = groups[order]
        starts = starts_of(ordered)
        middle = starts + (lengths(starts, len(ordered)) - 1) // 2
        out[ordered[starts]] = values[order[middle]]
    return out
