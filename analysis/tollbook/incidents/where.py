"""The place of a finding: the township that most of its origins name, or the parent of several.

A claim that knows only the district or the state says less, not something else, so it does not vote against a
township. Where as many origins of a finding name one township as another, the claims of the whole incident decide.
Two townships in one report, or a tie that stays, leave the finding at their parent, as "township not stated"; such
findings are flagged, so that a person may split the incident.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import places
from tollbook.incidents.evidence import PART, Evidence
from tollbook.incidents.parts import report_codes
from tollbook.incidents.segments import Bools, Ints, lengths, order_by, starts_of

COUNTRY = "MMR"
_NOWHERE = -1


@dataclass
class Whereabouts:
    """Place of each finding; arrays of shape (findings,).

    Attributes
    ----------
    pcode : object
        Code of the township, or of the district, state or country where no township is known; '' where nothing is.
    split : bool
        Whether several townships are named, so that the incident should be split by a person.
    """

    pcode: npt.NDArray[np.object_]
    split: Bools


@dataclass
class _Ladder:
    """The units that each claim lies in: codes into `names`, -1 where a claim is coarser than that level."""

    township: Ints
    district: Ints
    state: Ints
    names: npt.NDArray[np.object_]

    def pick(self, mask: Bools) -> _Ladder:
        return _Ladder(self.township[mask], self.district[mask], self.state[mask], self.names)


def _ladder(evidence: Evidence) -> _Ladder:
    codes = pd.Categorical(evidence.table["pcode"])
    held = places.positions(codes.categories)
    row_codes = codes.codes[evidence.rows]
    township, district, state = (
        np.append(at, _NOWHERE)[row_codes] for at in (held.township, held.district, held.state)
    )
    return _Ladder(township, district, state, np.array([*held.names, ""], dtype=object))


def whereabouts(evidence: Evidence, voting: Bools) -> Whereabouts:
    """The place of each finding.

    Parameters
    ----------
    evidence : Evidence
    voting : array of bool, shape (claims,)
        The claims that say where the finding lies.

    Returns
    -------
    Whereabouts
    """
    ladder = _ladder(evidence)
    size = len(evidence)
    least = _least_named(ladder.township, voting, evidence.starts)
    most = _most_named(ladder.township, voting, evidence.starts)
    agreed = least == most
    pcode = np.where(agreed & (most != _NOWHERE), ladder.names[most], "").astype(object)
    split = np.zeros(size, dtype=np.bool_)
    nobody = most == _NOWHERE
    disputed = ~agreed & ~nobody
    if disputed.any():
        _settle(evidence, ladder, voting & disputed[evidence.finding], pcode, split)
    if nobody.any():
        _coarser(evidence, ladder, voting & nobody[evidence.finding], pcode)
    return Whereabouts(pcode=pcode, split=split)


def _least_named(codes: Ints, voting: Bools, starts: Ints) -> Ints:
    top = np.iinfo(np.int64).max
    found = np.minimum.reduceat(np.where(voting & (codes != _NOWHERE), codes, top), starts) if len(starts) else starts
    return np.where(found == top, _NOWHERE, found)


def _most_named(codes: Ints, voting: Bools, starts: Ints) -> Ints:
    return np.maximum.reduceat(np.where(voting, codes, _NOWHERE), starts) if len(starts) else starts


def _settle(evidence: Evidence, ladder: _Ladder, mask: Bools, pcode: npt.NDArray[np.object_], split: Bools) -> None:
    """Findings whose claims name several townships: the one that most origins name, or their parent."""
    mask = mask & (ladder.township != _NOWHERE)
    units, at = np.unique(ladder.township[mask], return_index=True)
    holders = zip(ladder.district[mask][at].tolist(), ladder.state[mask][at].tolist(), strict=True)
    parents = dict(zip(units.tolist(), holders, strict=True))
    torn = _named_in_one_report(evidence, ladder.township, mask)
    first_rows = evidence.starts
    for number, winners, _ in _votes(evidence, ladder.township, ladder.district, mask):
        if len(winners) > 1:
            winners = _most_in_incident(evidence, ladder.township, int(evidence.incident[first_rows[number]]), winners)
        contested = set(winners) | torn.get(number, set())
        if len(contested) == 1:
            pcode[number] = ladder.names[winners[0]]
        else:
            pcode[number] = _parent([parents[unit] for unit in contested], ladder.names)
            split[number] = True


def _most_in_incident(evidence: Evidence, township: Ints, incident: int, tied: list[int]) -> list[int]:
    """Those of the tied townships that most origins name over all measures of the incident."""
    begin, end = np.searchsorted(evidence.incident, [incident, incident + 1])
    rows = slice(int(begin), int(end))
    counts = (evidence.section[rows] != PART) & evidence.has_quantity[rows]
    voices = set(zip(township[rows][counts].tolist(), evidence.origin[rows][counts].tolist(), strict=True))
    votes = [sum(unit == place for place, _ in voices) for unit in tied]
    return [unit for unit, vote in zip(tied, votes, strict=True) if vote == max(votes)]


def _named_in_one_report(evidence: Evidence, township: Ints, mask: Bools) -> dict[int, set[int]]:
    """Of each finding the townships that stand beside another one in the same report."""
    rows = np.flatnonzero(mask)
    report = report_codes(evidence.claims(rows, "url", "source", "published"))
    order = order_by(evidence.finding[rows], report, township[rows])
    finding, report, unit = evidence.finding[rows][order], report[order], township[rows][order]
    named = starts_of(finding, report, unit)
    finding, report, unit = finding[named], report[named], unit[named]
    reports = starts_of(finding, report)
    several = np.repeat(lengths(reports, len(finding)) > 1, lengths(reports, len(finding)))
    out: dict[int, set[int]] = {}
    for number, place in zip(finding[several].tolist(), unit[several].tolist(), strict=True):
        out.setdefault(number, set()).add(place)
    return out


def _parent(units: list[tuple[int, int]], names: npt.NDArray[np.object_]) -> Any:
    """The smallest unit that holds all of several townships, each given as its district and its state."""
    for level in (0, 1):
        held = {unit[level] for unit in units}
        if len(held) == 1 and held != {_NOWHERE}:
            return names[held.pop()]
    return COUNTRY


def _coarser(evidence: Evidence, ladder: _Ladder, mask: Bools, pcode: npt.NDArray[np.object_]) -> None:
    """Findings of which nobody names a township: the district, else the state, that most origins name."""
    for level, wider in ((ladder.district, ladder.state), (ladder.state, np.full(len(ladder.state), _NOWHERE))):
        asked = mask & (level != _NOWHERE) & (pcode == "")[evidence.finding]
        least, most = (pick(level, asked, evidence.starts) for pick in (_least_named, _most_named))
        agreed = (least == most) & (most != _NOWHERE)
        pcode[agreed] = ladder.names[most[agreed]]
        for number, winners, parents in _votes(evidence, level, wider, asked & ~agreed[evidence.finding]):
            if len(winners) == 1:
                pcode[number] = ladder.names[winners[0]]
            elif len(set(parents)) == 1 and parents[0] != _NOWHERE:
                pcode[number] = ladder.names[parents[0]]
            else:
                pcode[number] = COUNTRY
    codes = pd.Categorical(evidence.table["pcode"])
    whole_country = np.append(codes.categories == COUNTRY, False)[codes.codes[evidence.rows]]
    rest = np.unique(evidence.finding[mask & whole_country & (pcode == "")[evidence.finding]])
    pcode[rest] = COUNTRY


def _votes(evidence: Evidence, level: Ints, wider: Ints, mask: Bools) -> list[tuple[int, list[int], list[int]]]:
    """Of each finding in `mask`: its number, the units that most origins name, and what those lie in."""
    rows = np.flatnonzero(mask)
    if len(rows) == 0:
        return []
    order = rows[order_by(evidence.finding[rows], level[rows], evidence.origin[rows])]
    voices = starts_of(evidence.finding[order], level[order], evidence.origin[order])
    finding, unit, parent = evidence.finding[order][voices], level[order][voices], wider[order][voices]
    units = starts_of(finding, unit)
    counts = lengths(units, len(finding))
    finding, unit, parent = finding[units], unit[units], parent[units]
    begins = starts_of(finding)
    most = np.repeat(np.maximum.reduceat(counts, begins), lengths(begins, len(finding)))
    won = counts == most
    out: dict[int, tuple[list[int], list[int]]] = {}
    for number, winner, holder in zip(finding[won].tolist(), unit[won].tolist(), parent[won].tolist(), strict=True):
        units_won, holders = out.setdefault(number, ([], []))
        units_won.append(winner)
        holders.append(holder)
    return [(number, *winners) for number, winners in out.items()]
