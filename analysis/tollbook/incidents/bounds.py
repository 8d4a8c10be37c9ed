"""Low, best and high of a finding from the whole claims that speak: the envelope of the origins.

The rule is the design's rule 2. Nothing is averaged: low and high are bounds that some claim states or supports, and
best is a number that some claim states.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tollbook.incidents.evidence import WHOLE, WITH_FIGHTERS, Evidence
from tollbook.incidents.segments import Bools, Floats, Ints, any_of, greatest, least, lower_median, starts_of


@dataclass
class Bounds:
    """Bounds of each finding; arrays of shape (findings,).

    Attributes
    ----------
    low, best, high : float64
        NaN where there is none.
    open : bool
        Whether no upper bound is known; `high` is NaN there.
    stated : float64
        The greatest number that any speaking claim states or supports.
    vague : bool
        Whether best was read from vague words or "up to" alone.
    """

    low: Floats
    best: Floats
    high: Floats
    open: Bools
    stated: Floats
    vague: Bools


def envelope(evidence: Evidence, speaks: Bools) -> Bounds:
    """Bounds from the whole claims that speak.

    Parameters
    ----------
    evidence : Evidence
    speaks : array of bool, shape (claims,)

    Returns
    -------
    Bounds
        All NaN and closed for a finding that no whole claim speaks for.
    """
    plain = speaks & (evidence.section == WHOLE)
    high, is_open = _high(evidence, plain, speaks & (evidence.section == WITH_FIGHTERS))
    low = _low(evidence, plain, speaks)
    best, vague = _best(evidence, plain, low)
    stated = _greatest_stated(evidence, plain, high)
    return Bounds(low=low, best=best, high=high, open=is_open, stated=stated, vague=vague)


def _least(evidence: Evidence, mask: Bools, values: Floats) -> Floats:
    return least(values, mask, evidence.finding, len(evidence))


def _greatest(evidence: Evidence, mask: Bools, values: Floats) -> Floats:
    return greatest(values, mask, evidence.finding, len(evidence))


def _low(evidence: Evidence, plain: Bools, speaks: Bools) -> Floats:
    """The least low: the number that no origin goes below.

    "Up to" states no low and takes part only where nothing else does. Where only tolls with fighters speak, none of
    the dead need be a civilian, and the low is 0.
    """
    up_to = evidence.is_kind("up_to")
    stated = _least(evidence, plain & ~up_to, evidence.low)
    weak = _least(evidence, plain & up_to, evidence.low)
    low = np.where(np.isnan(stated), weak, stated)
    return np.where(np.isnan(low) & any_of(speaks, evidence.finding, len(evidence)), 0.0, low)


def _high(evidence: Evidence, plain: Bools, fighters: Bools) -> tuple[Floats, Bools]:
    """The greatest high, or open where a floor reaches the greatest number that a closed claim states.

    A floor that counts fighters bounds nothing from above. It matters only where no closed claim states a number of
    civilians: then it tells whether the bound that a toll with fighters gives is itself disputed.
    """
    closed = ~evidence.open
    any_closed = (plain | fighters) & closed
    floor = np.where(np.isnan(evidence.stated), evidence.low, evidence.stated)
    stated = _greatest(evidence, any_closed, evidence.stated)
    plain_stated = _greatest(evidence, plain & closed, evidence.stated)
    plain_floor = _greatest(evidence, plain & evidence.open, floor)
    fighters_floor = _greatest(evidence, fighters & evidence.open, floor)
    fighters_stated = _greatest(evidence, fighters & closed, evidence.stated)
    is_open = _reaches(plain_floor, stated)
    is_open |= np.isnan(plain_stated) & _reaches(fighters_floor, fighters_stated)
    high = _greatest(evidence, any_closed, evidence.high)
    return np.where(is_open, np.nan, high), is_open


def _reaches(floor: Floats, stated: Floats) -> Bools:
    """Whether there is a floor, and no stated number above it."""
    return ~np.isnan(floor) & (np.isnan(stated) | (floor >= stated))


def _best(evidence: Evidence, plain: Bools, low: Floats) -> tuple[Floats, Bools]:
    """The median over origins of what each counts; floors above it join; vague words speak only alone.

    Told beside it is where only they spoke, because a number read from a word is nobody's count.

    Each origin gives one number, the lower median of its own, so that an origin that is quoted often weighs no more
    than another.
    """
    size = len(evidence)
    counts, floors = evidence.is_kind("exact", "about", "nearly", "range"), evidence.is_kind("floor")
    by_count = _by_origin(evidence, plain & counts)
    middle = _median(by_count, size)
    by_floor = _by_origin(evidence, plain & floors)
    joining = _without_origins_of(by_count, by_floor, evidence)
    nobody_counts = np.isnan(middle[joining.finding])
    above = joining.value > np.where(nobody_counts, -np.inf, middle[joining.finding])
    best = _median(by_count.and_also(joining.where(above)), size)
    vague = plain & ~counts & ~floors
    unsaid = np.isnan(best)
    if vague.any() and unsaid.any():
        # "Up to 10" beside "dozens" would put the best below the low; such a half-way mark is left out.
        supported = vague & (evidence.best >= low[evidence.finding])
        best = np.where(unsaid, _median(_by_origin(evidence, supported), size), best)
    return best, unsaid & ~np.isnan(best)


@dataclass
class _Voices:
    """One number an origin: arrays of shape (origins that give one,)."""

    finding: Ints
    origin: Ints
    value: Floats

    def where(self, mask: Bools) -> _Voices:
        return _Voices(self.finding[mask], self.origin[mask], self.value[mask])

    def and_also(self, other: _Voices) -> _Voices:
        return _Voices(
            np.concatenate([self.finding, other.finding]),
            np.concatenate([self.origin, other.origin]),
            np.concatenate([self.value, other.value]),
        )


def _median(voices: _Voices, size: int) -> Floats:
    return lower_median(voices.finding, voices.value, size)


def _by_origin(evidence: Evidence, mask: Bools) -> _Voices:
    """The lower median of each origin's different bests among the masked claims.

    Of its different bests: another outlet that repeats one of them adds no evidence, and must not move the median.
    """
    chosen = np.flatnonzero(mask)
    finding, origin, value = evidence.finding[chosen], evidence.origin[chosen], evidence.best[chosen]
    starts = starts_of(finding, origin) if len(chosen) else np.empty(0, dtype=np.int64)
    segment = np.zeros(len(chosen), dtype=np.int64)
    segment[starts[1:]] = 1
    voice = np.cumsum(segment)
    once = _first_of_each(voice, value, len(starts))
    return _Voices(finding[starts], origin[starts], lower_median(voice[once], value[once], len(starts)))


def _first_of_each(voice: Ints, value: Floats, size: int) -> Ints:
    """Positions with each voice's repeated values left out; only voices of three or more can be moved by one."""
    many = (np.bincount(voice, minlength=size) > 2)[voice]
    rows = np.flatnonzero(many)
    if len(rows) == 0:
        return np.arange(len(voice))
    order = rows[np.lexsort((value[rows], voice[rows]))]
    return np.concatenate([np.flatnonzero(~many), order[starts_of(voice[order], value[order])]])


def _without_origins_of(counting: _Voices, others: _Voices, evidence: Evidence) -> _Voices:
    """The voices of origins that do not count already: an origin speaks once."""
    width = max(1, len(evidence.origin_names))
    known = counting.finding * width + counting.origin
    asked = others.finding * width + others.origin
    # Both lists are sorted, so membership is a search, not another sort.
    at = np.searchsorted(known, asked)
    found = np.zeros(len(asked), dtype=np.bool_)
    inside = at < len(known)
    found[inside] = known[at[inside]] == asked[inside]
    return others.where(~found)


def _greatest_stated(evidence: Evidence, plain: Bools, high: Floats) -> Floats:
    """The greatest number that anything supports: the high, or for an open finding the greatest number stated."""
    support = np.where(np.isnan(evidence.stated), np.fmax(evidence.best, evidence.high), evidence.stated)
    return np.where(np.isnan(high), _greatest(evidence, plain, support), high)


def corroborated(evidence: Evidence, speaks: Bools, bounds: Bounds) -> tuple[Bounds, Bools]:
    """The greatest number that two independent origins support, as low and best; the high stays the envelope's.

    An origin supports every number up to its own low. So the number is the second greatest among the origins' lows.

    Returns
    -------
    Bounds
        Low 0 and no best where fewer than two origins speak.
    lonely : array of bool, shape (findings,)
        The findings that are not corroborated.
    """
    plain = np.flatnonzero(speaks & (evidence.section == WHOLE) & ~np.isnan(evidence.low))
    finding, origin = evidence.finding[plain], evidence.origin[plain]
    starts = starts_of(finding, origin) if len(plain) else np.empty(0, dtype=np.int64)
    low, firm = evidence.low[plain], ~evidence.is_kind("up_to")[plain]
    stated = np.fmin.reduceat(np.where(firm, low, np.nan), starts) if len(starts) else np.empty(0)
    # "Up to" states no low, and counts only for an origin that says nothing else.
    own = np.where(np.isnan(stated), np.fmin.reduceat(low, starts) if len(starts) else stated, stated)
    of = finding[starts]
    order = np.lexsort((-own, of))
    begins = starts_of(of[order]) if len(order) else np.empty(0, dtype=np.int64)
    second = np.full(len(evidence), np.nan)
    has_two = np.diff(np.append(begins, len(order))) >= 2
    second[of[order][begins[has_two]]] = own[order][begins[has_two] + 1]
    lonely = np.isnan(second)
    low = np.where(lonely, 0.0, second)
    vague = bounds.vague & ~lonely
    return Bounds(low=low, best=second, high=bounds.high, open=bounds.open, stated=bounds.stated, vague=vague), lonely
