"""The days of a finding: those that most of its origins give; of parts alone, their hull."""

from __future__ import annotations

import numpy as np

from tollbook.incidents.evidence import Evidence, day_numbers
from tollbook.incidents.segments import Bools, Ints, lengths, order_by, starts_of


def days(evidence: Evidence, voting: Bools, hull: Bools) -> tuple[Ints, Ints]:
    """First and last day of each finding.

    Parameters
    ----------
    evidence : Evidence
    voting : array of bool, shape (claims,)
        The claims whose days count.
    hull : array of bool, shape (findings,)
        Findings of parts alone, whose days are the hull of their parts'.

    Returns
    -------
    first, last : arrays of int64, shape (findings,)
        Days since 1970-01-01. Where as many origins give one span as another, the shorter is taken, then the earlier.
    """
    start, end = (day_numbers(evidence.table[name])[evidence.rows] for name in ("start", "end"))
    far = np.iinfo(np.int64).max
    if len(evidence) == 0:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    earliest = np.minimum.reduceat(np.where(voting, start, far), evidence.starts)
    latest = np.maximum.reduceat(np.where(voting, end, -far), evidence.starts)
    first_ends = np.minimum.reduceat(np.where(voting, end, far), evidence.starts)
    last_starts = np.maximum.reduceat(np.where(voting, start, -far), evidence.starts)
    agreed = (earliest == last_starts) & (latest == first_ends)
    first, last = earliest.copy(), latest.copy()
    disputed = ~agreed & ~hull
    if disputed.any():
        _most_given(evidence, voting & disputed[evidence.finding], start, end, first, last)
    return first, last


def _most_given(evidence: Evidence, mask: Bools, start: Ints, end: Ints, first: Ints, last: Ints) -> None:
    """Write the span that most origins give into `first` and `last` for the findings in `mask`."""
    rows = np.flatnonzero(mask)
    order = rows[order_by(evidence.finding[rows], start[rows], (end - start)[rows], evidence.origin[rows])]
    voices = starts_of(evidence.finding[order], start[order], end[order], evidence.origin[order])
    finding, begin, finish = evidence.finding[order][voices], start[order][voices], end[order][voices]
    spans = starts_of(finding, begin, finish)
    votes = lengths(spans, len(finding))
    finding, begin, finish = finding[spans], begin[spans], finish[spans]
    ranked = order_by(finding, -votes, finish - begin, begin)
    won = ranked[starts_of(finding[ranked])]
    first[finding[won]] = begin[won]
    last[finding[won]] = finish[won]
