"""The rules of the design, read out loud: slow, plain Python that the fast engine is compared with.

Nothing here is shared with the engine but the gazetteer (``tollbook.places``) and the two reference tables (measures,
origins). One claim is one dictionary; one rule of the design is one function, and its docstring quotes the sentence it
carries out. Where the sentence leaves a choice, the choice is written beside the code.

All arithmetic is in whole numbers as long as the claims are, so that a convention such as "about 50 is 45 to 55" cannot
be off by one through binary fractions.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from tollbook import places, shipped

Claim = dict[str, Any]

FIGHTERS = "includes fighters"
COUNTS = ("exact", "about", "nearly", "range")
WEAK = ("vague", "up_to")
LEVELS = ("township", "district", "state", "country")

# The wordings that the sample and the generated claims use without a number; (low, best, high), None: open.
VAGUE: dict[str, tuple[int, int, int | None]] = {
    "several": (2, 3, 10),
    "numerous": (3, 10, None),
    "dozens": (12, 24, 99),
    "hundreds": (100, 200, 999),
    "hundreds of homes": (100, 200, 999),
    "thousands": (1000, 2000, 9999),
    "several thousand": (2000, 3000, 10000),
    "tens of thousands": (10000, 20000, 99999),
    "hundreds of thousands": (100000, 200000, 999999),
}


@dataclass(frozen=True)
class Quantity:
    """What one wording supports; ``stated`` is the greatest number in it, None where it names none."""

    kind: str
    low: int
    best: int
    high: int | None
    stated: int | None

    @property
    def open(self) -> bool:
        """Whether the wording gives no upper end."""
        return self.high is None


@dataclass
class Found:
    """One finding: what the origins of one incident support together, for one measure and base."""

    incident_id: str
    measure: str
    base: str
    low: int
    best: int | None
    high: int | None
    highest_stated: int | None = None
    flags: list[str] = field(default_factory=list)
    township: str = ""
    district: str = ""
    state: str = ""
    level: str = ""
    start: dt.date | None = None
    end: dt.date | None = None

    @property
    def open(self) -> bool:
        """Open is a finding without a high."""
        return self.high is None


# ----------------------------------------------------------------------------------------------- reference tables


@cache
def _table(name: str) -> dict[str, dict[str, str]]:
    with open(shipped.reference(name), encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return {next(iter(row.values())): row for row in rows}


def origin_of(claim: Claim) -> str:
    """ "A nameless voice belongs to its outlet; no voice: the outlet." Spellings are joined by ``origins.csv``."""
    table = _table("origins.csv")
    voice = claim["attributed_to"]
    if voice and voice not in table:
        return str(voice)
    if voice and table[voice]["nameless"] == "no":
        return table[voice]["origin"]
    outlet = claim["source"]
    return table[outlet]["origin"] if outlet in table and table[outlet]["nameless"] == "no" else str(outlet)


@cache
def unit_of(pcode: str) -> dict[str, str]:
    """Level, township, district and state of a code, '' where unknown or coarser."""
    row = places.units([pcode]).loc[pcode]
    return {name: str(row[name]) for name in ("level", "township", "district", "state")}


def counts_deaths(measure: str) -> bool:
    """Whether the measure counts deaths (``counts`` in the table of measures)."""
    return _table("measures.csv")[measure]["counts"] == "deaths"


def is_stock(measure: str) -> bool:
    """Whether the measure is a level at a date."""
    return _table("measures.csv")[measure]["kind"] == "stock"


# ------------------------------------------------------------------------------------------- rule 1, cells and words


def quantity(claim: Claim) -> Quantity | None:
    """Rule 1: "Which cells a coder filled says what the report said." None where there is no quantity."""
    low, best, high = (claim[name] for name in ("low", "best", "high"))
    match (low is not None, best is not None, high is not None):
        case (True, True, True):
            return Quantity("exact" if low == best == high else "range", low, best, high, high)
        case (True, True, False):
            return Quantity("floor", low, best, None, best)
        case (True, False, False):
            return Quantity("floor", low, low, None, low)
        case (True, False, True):
            return Quantity("range", low, (low + high) // 2, high, high)
        case (False, True, False):
            return Quantity("about", about_low(best), best, about_high(best), best)
        case (False, True, True):
            if best == high:
                return Quantity("nearly", nearly_low(best), best, high, high)
            return Quantity("about", about_low(best), best, high, high)
        case (False, False, True):
            least = 1 if counts_deaths(claim["measure"]) and high >= 1 else 0
            return Quantity("up_to", least, -(-high // 2), high, high)
    if claim["wording"] in VAGUE:
        low, best, high = VAGUE[claim["wording"]]
        return Quantity("vague", low, best, high, None)
    return None


def about_low(number: int) -> int:
    """Nine tenths, rounded down; one less below ten."""
    return max(number - 1, 0) if number < 10 else number * 9 // 10


def about_high(number: int) -> int:
    """Eleven tenths, rounded up; one more below ten."""
    return number + 1 if number < 10 else -(-number * 11 // 10)


def nearly_low(number: int) -> int:
    """Nine tenths, rounded up; one less below ten."""
    return max(number - 1, 0) if number < 10 else -(-number * 9 // 10)


# -------------------------------------------------------------------------------------------------- reading claims


def claims_from_csv(path: Path) -> list[Claim]:
    """The claims of a comma-separated UTF-8 file, as dictionaries."""
    with open(path, encoding="utf-8", newline="") as handle:
        return [claim_from_cells(row) for row in csv.DictReader(handle)]


def claim_from_cells(cells: dict[str, Any]) -> Claim:
    """One row of text cells: empty text stays '', empty dates and numbers become None."""
    claim: Claim = defaultdict(str, cells)
    for name in ("published", "recorded", "start", "end", "withdrawn"):
        claim[name] = dt.date.fromisoformat(cells[name]) if cells.get(name) else None
    for name in ("low", "best", "high"):
        claim[name] = int(cells[name]) if cells.get(name) not in (None, "") else None
    claim["incident_id"] = cells.get("incident_id") or "~" + cells["claim_id"]
    claim["extent"] = cells.get("extent") or "whole"
    return claim


# ------------------------------------------------------------------------------------------ rule 2, within an incident


def known(claims: list[Claim], as_of: dt.date | None, known_on: dt.date | None) -> list[Claim]:
    """ "As of: the day up to which reports published count; known on: the day up to which claims had been entered."

    "An undated claim counts from its end day"; a claim without a day of entry was entered on that same day. That a
    source took a claim back is something one knows from a day on: it goes by ``known_on``, or else by ``as_of``.
    """
    kept = []
    for claim in claims:
        seen = claim["published"] or claim["end"]
        if as_of and seen > as_of:
            continue
        if known_on and (claim["recorded"] or seen) > known_on:
            continue
        looking_from = known_on or as_of
        if claim["withdrawn"] and not (looking_from and claim["withdrawn"] > looking_from):
            continue
        kept.append(claim)
    return kept


def speaking(wholes: list[Claim]) -> list[Claim]:
    """ "Of one origin's whole claims those of its latest publication day count, higher or lower; claims without a day
    neither replace nor are replaced; several of one day all count."

    Claims without a quantity say nothing and replace nothing. Claims of different base are never chained: the caller
    hands over claims of one base.
    """
    by_origin = defaultdict(list)
    for claim in wholes:
        if quantity(claim):
            by_origin[origin_of(claim)].append(claim)
    kept = []
    for own in by_origin.values():
        latest = max((c["published"] for c in own if c["published"]), default=None)
        kept += [c for c in own if c["published"] in (None, latest)]
    return kept


def lower_median(numbers: Iterable[int]) -> int:
    """ "Of two middle values the lower is taken.\""""
    return sorted(numbers)[(len(numbers) - 1) // 2]


def low_of(claims: list[Claim]) -> int:
    """ "The least low of the whole claims. 'Up to' and 'fewer than' state no low and take no part in it where another
    claim states one.\""""
    stated = [q(c).low for c in claims if q(c).kind != "up_to"]
    return min(stated or [q(c).low for c in claims])


def high_of(claims: list[Claim], fighters: list[Claim]) -> int | None:
    """ "The greatest high. The finding is open only where a floor's N reaches the greatest number that a closed claim
    states, or where no closed claim states one."

    Where no closed claim states a number and no claim is open ("dozens" alone), the greatest high stands: the sentence
    says when a finding may be open, and nobody has left it open. A closed toll that includes fighters bounds civilians
    from above, so it counts among the closed claims; its floors matter only where no civilian claim states a number.
    A vague word that is open ("numerous") is a floor at its low.
    """
    own = [q(c).stated for c in claims if not q(c).open and q(c).stated is not None]
    stated = own + [q(c).stated for c in fighters if not q(c).open and q(c).stated is not None]
    heard = claims if own else claims + fighters
    floors = [q(c).stated if q(c).kind == "floor" else q(c).low for c in heard if q(c).open]
    if stated and floors and max(floors) >= max(stated):
        return None
    if not stated and any(q(c).open for c in heard):
        return None
    return max(q(c).high for c in claims + fighters if not q(c).open)


def best_of(claims: list[Claim], low: int) -> int:
    """ "The median over origins of their counts. A floor joins with its N where it lies above that median, or where
    nobody gives a count. Vague words and 'up to' speak only where there is no number. Of two middle values the lower
    is taken, likewise among several claims of one origin; best is never below low."

    An origin that gives a count speaks through its counts; its floors do not join beside them. An origin that is
    quoted twice with one number has given that number once (law 9): its different numbers are what the median is of.
    """
    by_origin = defaultdict(list)
    for claim in claims:
        by_origin[origin_of(claim)].append(q(claim))
    counts, floors, weak = [], [], []
    for own in by_origin.values():
        if any(x.kind in COUNTS for x in own):
            counts.append(lower_median({x.best for x in own if x.kind in COUNTS}))
        elif any(x.kind == "floor" for x in own):
            floors.append(lower_median({x.best for x in own if x.kind == "floor"}))
        elif any(x.best >= low for x in own):
            weak.append(lower_median({x.best for x in own if x.best >= low}))
    if counts:
        middle = lower_median(counts)
        return max(low, lower_median(counts + [n for n in floors if n > middle]))
    return max(low, lower_median(floors or weak or [low]))


def q(claim: Claim) -> Quantity:
    """The quantity of a claim that has one."""
    found = quantity(claim)
    assert found is not None, claim["claim_id"]
    return found


def report_of(claim: Claim) -> tuple[str, ...]:
    """A report is its URL, or else its source and day of publication."""
    return (claim["url"],) if claim["url"] else (claim["source"], str(claim["published"] or ""))


def apart(one: Claim, other: Claim) -> bool:
    """ "Different places at one level or different days."

    Places differ where their codes say so; a code is only trusted at the level that the claim names, since a village
    that the gazetteer does not have carries its township's code: there the written names must differ.
    """
    if one["end"] < other["start"] or other["end"] < one["start"]:
        return True
    if one["place_level"] != other["place_level"]:
        return False
    codes = [c["pcode"] if unit_of(c["pcode"])["level"] == c["place_level"] else "" for c in (one, other)]
    if all(codes):
        return bool(codes[0] != codes[1])
    townships = [unit_of(c["pcode"])["township"] for c in (one, other)]
    if all(townships) and townships[0] != townships[1]:
        return True
    return bool(one["place_name"].strip().casefold() != other["place_name"].strip().casefold())


def part_sum(parts: list[Claim], bound: str) -> int:
    """ "The greatest sum over parts in one report of different places at one level or different days.\""""
    by_report = defaultdict(list)
    for part in parts:
        by_report[report_of(part)].append(part)
    return max(greatest(own, bound) for own in by_report.values())


def greatest(parts: list[Claim], bound: str) -> int:
    """The greatest sum over parts of which any two are apart: with the first one, or without it."""
    if not parts:
        return 0
    first, *rest = parts
    together = [part for part in rest if apart(first, part)]
    with_it = getattr(q(first), bound) + greatest(together, bound)
    return with_it if len(together) == len(rest) else max(with_it, greatest(rest, bound))


# ------------------------------------------------------------------------------------------------- place and days


def parent_of(townships: set[str]) -> dict[str, str]:
    """The smallest unit that holds all of them: district, state, or the country."""
    units = [unit_of(code) for code in townships]
    for level in ("township", "district", "state"):
        codes = {unit[level] for unit in units}
        if len(codes) == 1 and "" not in codes:
            return next({**dict.fromkeys(("township", "district", "state"), ""), **_above(u, level)} for u in units)
    return {"level": "country", "township": "", "district": "", "state": ""}


def _above(unit: dict[str, str], level: str) -> dict[str, str]:
    names = ("township", "district", "state")
    return {"level": level, **{name: unit[name] for name in names[names.index(level) :]}}


def place_of(claims: list[Claim], incident: list[Claim]) -> dict[str, Any]:
    """ "One incident lies in one township: the one that most of its origins name; on a tie, or where one report names
    two, their parent, as 'township not stated'. A coarser claim does not make the place coarser."

    The claims of the finding vote. Where they tie, the whole claims of the incident (all its measures) that give a number
    break the tie if they can. Where no claim names a township, the same is done with districts, then states.
    """
    for level in ("township", "district", "state"):
        votes = votes_for(claims, level)
        if not votes:
            continue
        most = max(len(origins) for origins in votes.values())
        tops = {code for code, origins in votes.items() if len(origins) == most}
        if len(tops) > 1:
            wider = votes_for(incident, level)
            best = max((len(wider[code]) for code in tops if code in wider), default=0)
            leaders = {code for code in tops if len(wider.get(code, ())) == best}
            tops = leaders if len(leaders) == 1 else tops
        by_report = defaultdict(set)
        for claim in claims:
            by_report[report_of(claim)].add(unit_of(claim["pcode"])[level])
        twos = set().union(*(named - {""} for named in by_report.values() if len(named - {""}) > 1))
        chosen = parent_of(tops | twos) if tops | twos else {}
        return {**chosen, "disputed": len(tops | twos) > 1}
    any_country = any(unit_of(c["pcode"])["level"] == "country" for c in claims)
    return {"level": "country" if any_country else "", "township": "", "district": "", "state": "", "disputed": False}


def votes_for(claims: list[Claim], level: str) -> dict[str, set[str]]:
    """Which origins name each unit of that level."""
    votes = defaultdict(set)
    for claim in claims:
        code = unit_of(claim["pcode"])[level]
        if code:
            votes[code].add(origin_of(claim))
    return dict(votes)


def days_of(claims: list[Claim]) -> tuple[dt.date, dt.date]:
    """ "Those that most origins give; on a tie the shorter span, then the earlier.\""""
    votes = defaultdict(set)
    for claim in claims:
        votes[claim["start"], claim["end"]].add(origin_of(claim))
    return min(votes, key=lambda days: (-len(votes[days]), days[1] - days[0], days[0]))


def hull(claims: list[Claim]) -> tuple[dt.date, dt.date]:
    """ "Parts alone: their hull.\""""
    return min(c["start"] for c in claims), max(c["end"] for c in claims)


# ------------------------------------------------------------------------------------------------- the five rules


def chosen(wholes: list[Claim], rule: str, sources: list[str]) -> list[Claim]:
    """Which whole claims a rule looks at, before "which claims speak"."""
    wholes = [c for c in wholes if quantity(c)]
    if rule == "priority":
        for source in sources:
            own = [c for c in wholes if source in (c["source"], origin_of(c))]
            if own:
                return own
    if rule != "latest":
        return wholes
    kept = []
    for fighters in (False, True):
        own = [c for c in wholes if (c["base"] == FIGHTERS) == fighters]
        day = max((c["published"] for c in own if c["published"]), default=None)
        kept += [c for c in own if c["published"] == day]
    return kept


def bounds(claims: list[Claim], rule: str, sources: list[str]) -> tuple[int, int | None, int | None, list[str]]:
    """Low, best, high and flags of one incident, measure and base. A claim without a number is still a claim."""
    parts = [c for c in claims if c["extent"] == "part" and quantity(c) and c["base"] != FIGHTERS]
    wholes = chosen([c for c in claims if c["extent"] != "part"], rule, sources)
    speak = speaking([c for c in wholes if c["base"] != FIGHTERS])
    fighters = speaking([c for c in wholes if c["base"] == FIGHTERS])
    if speak:
        return whole_bounds(speak, fighters, parts, rule)
    if fighters:
        return fighters_bounds(fighters, parts)
    if parts:
        if rule == "corroborated":
            return 0, None, None, ["parts only", "not corroborated"]
        low, best = part_sum(parts, "low"), part_sum(parts, "best")
        return low, best, None, ["parts only"]
    return 0, None, None, ["no number stated"]


def fighters_bounds(fighters: list[Claim], parts: list[Claim]) -> tuple[int, None, int | None, list[str]]:
    """ "A toll whose base includes fighters bounds civilians from above only: no low, no best."

    It is a whole claim all the same, so parts beside it change no low and no best; the finding says that there are some.
    """
    high, flags = high_of([], fighters), ["only tolls that include fighters"]
    if parts:
        flags.append("parts are known and not in the low")
        high = None if high is None else max(high, part_sum(parts, "low"))
    return 0, None, high, flags


def whole_bounds(
    speak: list[Claim], fighters: list[Claim], parts: list[Claim], rule: str
) -> tuple[int, int | None, int | None, list[str]]:
    """Rule 2 where at least one claim is whole."""
    low, high = low_of(speak), high_of(speak, fighters)
    best, flags = best_of(speak, low), []
    if high is not None and parts and part_sum(parts, "low") > high:
        high = part_sum(parts, "low")
        flags.append("parts pass the whole")
    if rule == "corroborated":
        return *corroborated(speak), high, flags
    return low, best, high, flags


def corroborated(speak: list[Claim]) -> tuple[int, int | None]:
    """ "The greatest N that two independent origins support": the second greatest of the origins' own lows.

    It is low and best; the high stays that of the envelope. One origin alone corroborates nothing.
    """
    by_origin = defaultdict(list)
    for claim in speak:
        by_origin[origin_of(claim)].append(claim)
    lows = sorted((low_of(own) for own in by_origin.values()), reverse=True)
    return (lows[1], lows[1]) if len(lows) > 1 else (0, None)


def findings(
    claims: list[Claim],
    as_of: dt.date | None = None,
    known_on: dt.date | None = None,
    rule: str = "envelope",
    sources: tuple[str, ...] = (),
) -> dict[tuple[str, str, str], Found]:
    """Every finding, by incident, measure and base."""
    incident_claims = [c for c in known(claims, as_of, known_on) if c["scope"] == "incident"]
    groups, incidents = defaultdict(list), defaultdict(list)
    for claim in incident_claims:
        base = "" if claim["base"] == FIGHTERS else claim["base"]
        groups[claim["incident_id"], claim["measure"], base].append(claim)
        if claim["extent"] != "part" and quantity(claim):
            incidents[claim["incident_id"]].append(claim)
    found = {}
    for key, own in groups.items():
        low, best, high, flags = bounds(own, rule, list(sources))
        best = low if rule == "lowest" else best
        found[key] = located(key, own, incidents[key[0]], (low, best, high, flags))
    return with_part_measures(found)


def located(key: tuple[str, str, str], own: list[Claim], incident: list[Claim], numbers: tuple[Any, ...]) -> Found:
    """Bounds together with place and days.

    Whole claims vote (a claim that a later one of its origin replaced still tells where and when); parts vote only
    where no claim is whole, and give their hull as days.
    """
    low, best, high, flags = numbers
    parts_only = "parts only" in flags
    told = [c for c in own if quantity(c)] or own
    voters = [c for c in told if (c["extent"] == "part") == parts_only] or told
    voters = [c for c in voters if c["base"] != FIGHTERS] or voters
    place = place_of(voters, incident)
    start, end = hull(voters) if parts_only else days_of(voters)
    found = Found(*key, low, best, high, flags=flags, start=start, end=end)
    found.level, found.township = place["level"], place["township"]
    found.district, found.state = place["district"], place["state"]
    return found


def with_part_measures(found: dict[tuple[str, str, str], Found]) -> dict[tuple[str, str, str], Found]:
    """ "Where a measure has no claim but one that is part of it has, its low and best are the part's, and it is open. A
    part that passes its whole is reported; neither figure is changed.\""""
    complete = dict(found)
    for (incident, measure, base), part in found.items():
        whole = _table("measures.csv")[measure]["part_of"]
        if not whole:
            continue
        if (incident, whole, base) in found:
            total = found[incident, whole, base]
            if passes(part, total):
                part.flags.append("children's range passes the total's")
            continue
        copy = Found(**{**vars(part), "measure": whole, "high": None, "flags": [f"from {measure}"]})
        complete[incident, whole, base] = copy
    return complete


def passes(part: Found, total: Found) -> bool:
    """Whether a bound of the part lies above that of the total: best, high, or the least of it above the most."""
    both = ((part.best, total.best), (part.high, total.high), (part.low, total.high))
    return any(a is not None and b is not None and a > b for a, b in both)


# -------------------------------------------------------------------------------------- rules 3 to 5, over time and place


def periods(kind: str, start: dt.date, end: dt.date) -> list[tuple[dt.date, dt.date]]:
    """The whole periods of a kind that touch these days."""
    out, day = [], start
    while day <= end:
        first, last = period_of(kind, day)
        out.append((first, last))
        day = last + dt.timedelta(days=1)
    return out


def period_of(kind: str, day: dt.date) -> tuple[dt.date, dt.date]:
    """The day, ISO week, month, quarter or year that a day lies in."""
    if kind == "day":
        return day, day
    if kind == "week":
        first = day - dt.timedelta(days=day.weekday())
        return first, first + dt.timedelta(days=6)
    months = {"month": 1, "quarter": 3, "year": 12}[kind]
    first = dt.date(day.year, (day.month - 1) // months * months + 1, 1)
    following = dt.date(first.year + (first.month + months - 1) // 12, (first.month + months - 1) % 12 + 1, 1)
    return first, following - dt.timedelta(days=1)


def share(found: Found, first: dt.date, last: dt.date) -> tuple[int, Fraction | None, int | None, bool]:
    """Rule 3: low, best, high of a finding within a period, and whether it was spread by day.

    "A finding inside the period counts in full. One that overlaps it counts from 0 to its high, its best pro rata by
    day; fractions are kept."
    """
    if first <= found.start and found.end <= last:
        return found.low, None if found.best is None else Fraction(found.best), found.high, False
    days = (found.end - found.start).days + 1
    inside = (min(found.end, last) - max(found.start, first)).days + 1
    best = None if found.best is None else Fraction(found.best * inside, days)
    return 0, best, found.high, True


def place_at(found: Found, level: str) -> tuple[str, str]:
    """The unit that a finding counts in at a level, and its level: its own, or the coarser one it is known at."""
    if level == "country":
        return "MMR", "country"
    for name in LEVELS[LEVELS.index(level) : -1]:
        code = getattr(found, name)
        if code:
            return code, name
    return "MMR", "country"


def tally(
    found: list[Found], level: str = "township", period: str = "month"
) -> dict[tuple[str, str, dt.date | None, str, str], dict[str, Any]]:
    """Sums by place and period: key (code, its level, first day, measure, base).

    A finding coarser than the level is in the row of the state (or the country) that it is known in, as "township not
    stated": its level is then coarser than the one asked for. "A finding above township level that contains another
    incident of the measure is an aggregate" would, done here, let one more incident lower a sum (law 6), and scope is
    coded by people: loading reports such a finding, and it counts until a person has looked.
    """
    counted = [f for f in found if not is_stock(f.measure)]
    rows: dict[Any, dict[str, Any]] = {}
    for one in counted:
        code, own_level = place_at(one, level)
        if own_level != level and own_level == "district":
            code, own_level = one.state, "state"
        spans = [(None, None)] if period == "whole" else periods(period, one.start, one.end)
        for first, last in spans:
            key = (code, own_level, first, one.measure, one.base)
            row = rows.setdefault(key, dict(low=0, best=None, high=0, open_incidents=0, spread=Fraction(0), of=[]))
            numbers = (one.low, one.best, one.high, False) if first is None else share(one, first, last)
            add(row, one, *numbers)
    return rows


def add(row: dict[str, Any], one: Found, low: int, best: Fraction | None, high: int | None, spread: bool) -> None:
    """Rule 5: "Lows, bests and highs add up apart. With any open incident the sum is 'N or more'.\""""
    row["low"] += low
    if best is not None:
        row["best"] = (row["best"] or Fraction(0)) + best
        row["spread"] += best if spread else 0
    row["open_incidents"] += high is None
    row["high"] = None if high is None or row["high"] is None else row["high"] + high
    row["of"].append(one.incident_id)


# ------------------------------------------------------------------------------------------------------ rule 7, stocks


def stock(
    claims: list[Claim], pcode: str, measure: str, base: str, last: dt.date, as_of: dt.date | None = None
) -> tuple[dt.date, tuple[Any, ...]] | None:
    """The level in a period that ends on ``last``: its as-of day and (low, best, high, flags); None where there is none.

    "The level in a period is the latest as-of day at or before its last day; several origins on that day form a finding
    by rule 2; carried while that day is at most 92 days back." A series is one place: a camp that carries its
    township's code is not the township.
    """
    own = [
        c
        for c in known(claims, as_of, None)
        if c["scope"] == "level" and c["pcode"] == pcode and (c["measure"], c["base"]) == (measure, base)
        if quantity(c) and c["end"] <= last and unit_of(pcode)["level"] == c["place_level"]
    ]
    if not own:
        return None
    day = max(c["end"] for c in own)
    if (last - day).days > 92:
        return None
    return day, bounds([c for c in own if c["end"] == day], "envelope", [])


def kinds(claims: list[Claim]) -> Counter[str]:
    """How many claims of each kind of quantity there are (to see that generated claims reach all of them)."""
    return Counter(quantity(c).kind if quantity(c) else "none" for c in claims)
