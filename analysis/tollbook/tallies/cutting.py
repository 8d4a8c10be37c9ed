"""Cutting findings at the ends of periods: what overlaps a period counts there by its share of days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tollbook.tallies import periods
from tollbook.tallies.layout import Layout

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass
class Pieces:
    """Findings cut at the ends of periods; arrays of shape (pieces,).

    Attributes
    ----------
    rows : int64 or None
        Position of the finding of each piece; None where every finding is one piece.
    period : int64
        Number of the period that each piece lies in.
    share : float64 or None
        Share of the finding's days that each piece has, above 0 and up to 1; None where every share is 1.
    """

    rows: Ints | None
    period: Ints
    share: Floats | None


def cut(start: Ints, end: Ints, asked: Layout) -> Pieces:
    """Cut findings at the ends of periods and of the window, and say what share of its days each piece has."""
    period, first, last = asked.period, asked.first, asked.last
    from_day = start if first is None else np.maximum(start, first)
    to_day = end if last is None else np.minimum(end, last)
    begins, finishes = periods.number_of(from_day, period), periods.number_of(to_day, period)
    whole = (begins == finishes) & (from_day == start) & (to_day == end)
    if whole.all():
        return Pieces(None, begins, None)
    touching = to_day >= from_day
    pieces = np.where(touching, finishes - begins + 1, 0)
    rows = np.repeat(np.arange(len(start)), pieces)
    step = np.arange(len(rows)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    number = begins[rows] + step
    share = np.ones(len(rows))
    cut = np.flatnonzero(~whole[rows])
    row = rows[cut]
    left, right = from_day[row], to_day[row]
    if period != "whole":
        left = np.maximum(left, periods.first_day(number[cut], period))
        right = np.minimum(right, periods.last_day(number[cut], period))
    share[cut] = (right - left + 1) / (end[row] - start[row] + 1)
    return Pieces(rows, number, share)
