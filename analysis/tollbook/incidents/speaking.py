"""Which claims of a finding speak: what an origin said last replaces what it said before."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tollbook.incidents.evidence import PART, UNDATED, WHOLE, Evidence
from tollbook.incidents.segments import Bools, any_of, lengths, starts_of


def speaking(evidence: Evidence, among: Bools | None = None) -> Bools:
    """Whether each claim speaks for its origin.

    Of one origin's whole claims with a quantity those of its latest publication day speak, higher or lower; claims
    without a day neither replace nor are replaced. Parts never speak for the whole. Tolls that include fighters count
    something else, so they replace only one another.

    Parameters
    ----------
    evidence : Evidence
    among : array of bool, shape (claims,), optional
        Only these claims are looked at at all.

    Returns
    -------
    array of bool, shape (claims,)
    """
    whole = (evidence.section != PART) & evidence.has_quantity
    whole = whole if among is None else whole & among
    # A claim without a quantity says nothing and so replaces nothing: it is left out before days are compared.
    day = np.where(whole, evidence.day, UNDATED)
    starts = starts_of(evidence.finding, evidence.origin, evidence.section)
    if len(starts) == 0:
        return np.asarray(whole)
    latest = np.maximum.reduceat(day, starts)
    of_latest = evidence.day == np.repeat(latest, lengths(starts, len(day)))
    return np.asarray(whole & (of_latest | (evidence.day == UNDATED)))


def of_latest_day(evidence: Evidence) -> Bools:
    """Whether each claim is a whole one of its finding's latest known publication day (rule `latest`).

    Where no whole claim of a finding has a day, all of them speak. Tolls that include fighters count something else,
    so their latest day is their own.
    """
    whole = (evidence.section != PART) & evidence.has_quantity
    out = np.zeros_like(whole)
    for fighters in (False, True):
        mine = whole & (evidence.fighters == fighters)
        if mine.any():
            latest = np.maximum.reduceat(np.where(mine, evidence.day, UNDATED), evidence.starts)
            out |= mine & (evidence.day == latest[evidence.finding])
    return np.asarray(out)


def of_first_source(evidence: Evidence, sources: list[str]) -> tuple[Bools, Bools]:
    """Whether each claim is a whole one of the first source in a list that has one (rule `priority`).

    Parameters
    ----------
    evidence : Evidence
    sources : list of str
        Outlets or origins, the most trusted first.

    Returns
    -------
    speaks : array of bool, shape (claims,)
        Where no listed source has a whole claim, all speak as under `envelope`.
    unlisted : array of bool, shape (findings,)
        The findings of which that is true.
    """
    whole = (evidence.section != PART) & evidence.has_quantity
    last = len(sources)
    rank = {name.casefold(): number for number, name in reversed(list(enumerate(sources)))}
    outlet = pd.Categorical(evidence.column("source"))
    of_outlet = np.array([rank.get(str(name).casefold(), last) for name in outlet.categories] or [last])
    of_origin = np.array([rank.get(str(name).casefold(), last) for name in evidence.origin_names] or [last])
    place = np.minimum(of_outlet[outlet.codes], of_origin[evidence.origin])
    place = np.where(whole, place, last)
    if len(evidence) == 0:
        return whole, np.empty(0, dtype=np.bool_)
    first = np.minimum.reduceat(place, evidence.starts)
    unlisted = np.asarray(first == last)
    among = whole & (unlisted[evidence.finding] | (place == first[evidence.finding]))
    return speaking(evidence, among), unlisted


def has_whole(evidence: Evidence, speaks: Bools) -> Bools:
    """Whether each finding has a whole claim that speaks, one that counts civilians only or not."""
    return any_of(speaks, evidence.finding, len(evidence))


def has_plain_whole(evidence: Evidence, speaks: Bools) -> Bools:
    """Whether each finding has a whole claim that speaks and counts what the measure says, without fighters."""
    return any_of(speaks & (evidence.section == WHOLE), evidence.finding, len(evidence))
