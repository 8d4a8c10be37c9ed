"""What the parts of an incident add up to: the greatest sum over parts in one report.

Parts of one report may be added where they can't overlap: different places at one level, or days that have none in
common. Parts of different reports are never added, since they may count the same people.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tollbook import places
from tollbook.incidents.evidence import PART, Evidence
from tollbook.incidents.segments import Bools, Floats, Ints, numbers, order_by, starts_of, total

#: A part as the positions of the day after its last and of its first, and what it counts.
_Job = tuple[int, int, float]


@dataclass
class PartSums:
    """Greatest sums over parts in one report; arrays of shape (findings,), NaN where a finding has no parts."""

    low: Floats
    best: Floats


@dataclass
class _Parts:
    """Parts with a quantity, sorted by finding, report, level, place and first day; arrays of shape (parts,)."""

    finding: Ints
    report: Ints
    level: Ints
    place: Ints
    first: Ints
    last: Ints
    low: Floats
    best: Floats


def sums(evidence: Evidence) -> PartSums:
    """The greatest sum of lows, and of bests, over parts in one report of each finding.

    A part whose toll includes fighters says nothing of the civilians from below, and is left out.
    """
    size = len(evidence)
    out = PartSums(np.full(size, np.nan), np.full(size, np.nan))
    chosen = np.flatnonzero((evidence.section == PART) & evidence.has_quantity & ~evidence.fighters)
    if len(chosen) == 0:
        return out
    parts = _collapse(_sorted_parts(evidence, chosen))
    in_report = starts_of(parts.finding, parts.report)
    low, best = total(parts.low, in_report), total(parts.best, in_report)
    for number in np.flatnonzero(_overlapping(parts, in_report)):
        end = in_report[number + 1] if number + 1 < len(in_report) else len(parts.low)
        rows = slice(int(in_report[number]), int(end))
        low[number], best[number] = _heaviest(parts, rows, parts.low), _heaviest(parts, rows, parts.best)
    finding = parts.finding[in_report]
    of_finding = starts_of(finding)
    out.low[finding[of_finding]] = np.maximum.reduceat(low, of_finding)
    out.best[finding[of_finding]] = np.maximum.reduceat(best, of_finding)
    return out


def _sorted_parts(evidence: Evidence, chosen: Ints) -> _Parts:
    claims = evidence.claims(chosen, "url", "source", "published", "place_level", "place_name", "pcode", "start", "end")
    columns = {
        "finding": evidence.finding[chosen],
        "report": report_codes(claims),
        "level": pd.Categorical(claims["place_level"]).codes.astype(np.int64),
        "place": _place_codes(claims),
        "first": claims["start"].to_numpy(dtype="datetime64[D]").astype(np.int64),
        "last": claims["end"].to_numpy(dtype="datetime64[D]").astype(np.int64),
    }
    order = order_by(*columns.values())
    low = np.nan_to_num(evidence.low[chosen], nan=0.0)
    best = np.nan_to_num(evidence.best[chosen], nan=0.0)
    return _Parts(**{name: values[order] for name, values in columns.items()}, low=low[order], best=best[order])


def report_codes(claims: pd.DataFrame) -> Ints:
    """A number for the report of each claim: its URL, or where there is none its source and day of publication."""
    url = pd.Categorical(claims["url"])
    source = pd.Categorical(claims["source"]).codes.astype(np.int64)
    day = claims["published"].to_numpy(dtype="datetime64[D]").astype(np.int64)
    offset = np.where(claims["published"].notna().to_numpy(), day, -(2**20))
    nameless = np.append(np.asarray(url.categories == "", dtype=np.bool_), True)
    without = nameless[url.codes]
    return np.where(without, -(source * 2**22 + offset + 2**21) - 1, url.codes.astype(np.int64))


def _place_codes(claims: pd.DataFrame) -> Ints:
    """A number for the place of each claim: its own code where it has one, else its name within its township.

    A code is a place's own where it is as fine as the place that the claim names: a village that the gazetteer does not
    know carries its township's code, and two such villages differ by name only. Where a name stands with a code in one
    row and without in another, both are that place.
    """
    pcode, level = pd.Categorical(claims["pcode"]), pd.Categorical(claims["place_level"])
    name = pd.Categorical(claims["place_name"])
    units = places.units(pcode.categories)
    # Everything is looked up once for each code, level and name; the rows only carry numbers.
    at_level = level.categories.get_indexer(pd.Index(units["level"].astype(object)))
    own = (np.append(at_level, -1)[pcode.codes] == level.codes) & (level.codes >= 0)
    township = np.append(pd.factorize(units["township"])[0], -1)[pcode.codes]
    folded: dict[str, int] = {}
    names = [folded.setdefault(" ".join(str(n).casefold().split()), len(folded)) for n in name.categories.tolist()]
    spelt = np.array([*names, len(folded)], dtype=np.int64)[name.codes]
    by_name = pd.factorize((township + 1) * (len(folded) + 1) + spelt)[0]
    coded = pd.DataFrame({"name": by_name[own], "code": pcode.codes[own]}).sort_values(["name", "code"])
    first = coded.drop_duplicates("name")
    known = np.full(int(by_name.max(initial=-1)) + 2, -1, dtype=np.int64)
    known[first["name"].to_numpy()] = first["code"].to_numpy()
    code = np.where(own, pcode.codes, known[by_name])
    return np.where(code >= 0, -code.astype(np.int64) - 1, by_name)


def _collapse(parts: _Parts) -> _Parts:
    """Of claims about the same part, the greatest."""
    starts = starts_of(parts.finding, parts.report, parts.level, parts.place, parts.first, parts.last)
    keys = {name: getattr(parts, name)[starts] for name in ("finding", "report", "level", "place", "first", "last")}
    return _Parts(**keys, low=np.maximum.reduceat(parts.low, starts), best=np.maximum.reduceat(parts.best, starts))


def _overlapping(parts: _Parts, in_report: Ints) -> Bools:
    """Which reports hold parts that may overlap: at several levels, or in one place with days in common."""
    same = starts_of(parts.finding, parts.report, parts.level, parts.place)
    run = numbers(same, len(parts.low))
    # The last day so far within the same place: days are small numbers, so the run's number lifts each run above
    # the one before and one running maximum serves all.
    lift = (run - run[0] + 1) * 2**24
    reached = np.maximum.accumulate(parts.last + lift)
    clash = np.zeros(len(parts.low), dtype=np.bool_)
    clash[1:] = (run[1:] == run[:-1]) & (reached[:-1] - lift[1:] >= parts.first[1:])
    report = numbers(in_report, len(parts.low))
    change = np.zeros(len(parts.low), dtype=np.bool_)
    change[1:] = (report[1:] == report[:-1]) & (parts.level[1:] != parts.level[:-1])
    return np.bincount(report[clash | change], minlength=len(in_report)) > 0


def _heaviest(parts: _Parts, rows: slice, weight: Floats) -> float:
    """The greatest sum of parts of one report no two of which may overlap.

    Two parts may overlap where their days do, unless they name different places at one level. So any sum that is
    allowed cuts the days into stretches, each with parts of one level only, and within a stretch each place is a
    schedule of its own: the greatest is found by going through the days once for each first day of a stretch.
    """
    days = sorted({*parts.first[rows].tolist(), *(parts.last[rows] + 1).tolist()})
    at = {day: position for position, day in enumerate(days)}
    columns = (parts.level[rows], parts.place[rows], parts.first[rows], parts.last[rows], weight[rows])
    jobs: dict[int, dict[int, list[_Job]]] = {}
    for level, place, first, last, value in zip(*(column.tolist() for column in columns), strict=True):
        jobs.setdefault(level, {}).setdefault(place, []).append((at[last + 1], at[first], value))
    best = [0.0] * len(days)
    for begin in range(len(days)):
        for of_level in jobs.values():
            runs = [_schedule(sorted(of_place), begin, len(days)) for of_place in of_level.values()]
            for end in range(begin + 1, len(days)):
                best[end] = max(best[end], best[begin] + sum(run[end] for run in runs))
        if len(jobs) == 1:
            break
    return best[-1]


def _schedule(jobs: list[_Job], begin: int, size: int) -> list[float]:
    """For each later day the greatest sum of parts of one place between `begin` and it, none on common days."""
    run = [0.0] * size
    waiting = iter([*jobs, (size, size, 0.0)])
    end, first, value = next(waiting)
    for day in range(begin + 1, size):
        run[day] = run[day - 1]
        while end <= day:
            if first >= begin:
                run[day] = max(run[day], run[first] + value)
            end, first, value = next(waiting)
    return run
