"""Reconciling: from sorted evidence to the bounds, days and place of each finding, by one of the rules."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tollbook.incidents import bounds as _bounds
from tollbook.incidents import parts as _parts
from tollbook.incidents import speaking as _speaking
from tollbook.incidents.bounds import Bounds
from tollbook.incidents.evidence import PART, Evidence
from tollbook.incidents.segments import Bools, Ints, any_of
from tollbook.incidents.when import days
from tollbook.incidents.where import Whereabouts, whereabouts

#: What a finding's `flags` may say; several are joined with "; ".
PARTS_ONLY = "parts only"
ONLY_FIGHTERS = "only tolls that include fighters"
PARTS_PASS = "parts pass the whole's high"
PARTS_UNCOUNTED = "parts are known and not in the low"
NO_NUMBER = "no number stated"
SEVERAL_TOWNSHIPS = "several townships named"
LONELY = "not corroborated"
UNLISTED = "no source of the list"
FLAGS = (PARTS_ONLY, ONLY_FIGHTERS, PARTS_UNCOUNTED, PARTS_PASS, NO_NUMBER, SEVERAL_TOWNSHIPS, LONELY, UNLISTED)


@dataclass(frozen=True)
class Reconciled:
    """The result for sorted evidence, with what each claim did."""

    evidence: Evidence
    bounds: Bounds
    speaks: Bools
    voting: Bools
    flags: dict[str, Bools]
    first: Ints
    last: Ints
    place: Whereabouts
    rule_is_envelope: bool = True


def reconcile(evidence: Evidence, rule: str = "envelope", sources: list[str] | None = None) -> Reconciled:
    """Apply one rule to sorted evidence; every step is a reduction, no incident is looped over.

    Parameters
    ----------
    evidence : Evidence
    rule : str
        One of `RULES`.
    sources : list of str, optional
        For the rule ``priority``.

    Returns
    -------
    Reconciled
    """
    flags = {name: np.zeros(len(evidence), dtype=np.bool_) for name in FLAGS}
    if rule == "latest":
        speaks = _speaking.of_latest_day(evidence)
    elif rule == "priority":
        speaks, flags[UNLISTED] = _speaking.of_first_source(evidence, sources or [])
    else:
        speaks = _speaking.speaking(evidence)
    found = _bounds.envelope(evidence, speaks)
    if rule == "corroborated":
        found, flags[LONELY] = _bounds.corroborated(evidence, speaks, found)
    whole = _speaking.has_whole(evidence, speaks)
    flags[ONLY_FIGHTERS] = whole & ~_speaking.has_plain_whole(evidence, speaks)
    _add_parts(evidence, found, whole, flags)
    if rule == "corroborated":
        # The parts of one report are the word of that report alone: they corroborate nothing.
        found.low, found.best = np.where(whole, found.low, 0.0), np.where(whole, found.best, np.nan)
    if rule == "lowest":
        found.best = found.low.copy()
    voting = _voting(evidence, speaks if rule in ("latest", "priority") else None)
    first, last = days(evidence, voting, ~whole)
    place = whereabouts(evidence, voting)
    flags[SEVERAL_TOWNSHIPS] = place.split
    return Reconciled(evidence, found, speaks, voting, flags, first, last, place, rule not in ("latest", "priority"))


def _voting(evidence: Evidence, chosen: Bools | None) -> Bools:
    """The claims that say where and when a finding lies.

    They are its whole claims with a number, those of an origin that has since said another number among them: what is
    replaced is the number, not the place. Tolls that include fighters vote where there is nothing else, parts where
    no claim is whole, and claims without a number where there is no number at all.
    """
    number = evidence.has_quantity
    if len(evidence) == 0:
        return number
    whole = number & (evidence.section != PART) if chosen is None else chosen
    part, plain = number & (evidence.section == PART), ~evidence.fighters
    ranked = (whole & plain, whole, part & plain, part, np.ones_like(number))
    out = np.zeros_like(number)
    settled = np.zeros(len(evidence), dtype=np.bool_)
    for mask in ranked:
        out |= mask & ~settled[evidence.finding]
        settled |= any_of(mask, evidence.finding, len(evidence))
    return out


def _add_parts(evidence: Evidence, found: Bounds, whole: Bools, flags: dict[str, Bools]) -> None:
    """Let parts speak where no whole does, and raise a high that they pass."""
    parts = _parts.sums(evidence)
    alone = ~whole
    has_parts = ~np.isnan(parts.low)
    flags[PARTS_ONLY] = alone & any_of(evidence.section == PART, evidence.finding, len(evidence))
    flags[NO_NUMBER] = alone & ~has_parts
    flags[PARTS_UNCOUNTED] = flags[ONLY_FIGHTERS] & (parts.low > 0)
    found.low = np.where(alone, np.nan_to_num(parts.low, nan=0.0), found.low)
    found.best = np.where(alone, parts.best, found.best)
    weak_parts = (evidence.section == PART) & evidence.is_kind("vague", "up_to")
    found.vague = np.where(alone, any_of(weak_parts, evidence.finding, len(evidence)), found.vague)
    found.open = found.open | alone
    found.high = np.where(alone, np.nan, found.high)
    passed = ~alone & ~found.open & has_parts & (parts.low > found.high)
    flags[PARTS_PASS] = passed
    found.high = np.where(passed, parts.low, found.high)
    found.stated = np.where(alone, parts.best, found.stated)
    found.stated = np.where(has_parts & (whole & (found.open | passed)), np.fmax(found.stated, parts.low), found.stated)
