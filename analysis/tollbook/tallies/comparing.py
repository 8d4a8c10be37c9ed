"""Change: one cell of a tally beside an earlier one, stated only where the bounds leave no doubt of its direction.

Sources of the rules: design, "What the numbers mean", rules 3, 5 and 6 (no change where coverage is unknown; cells that
are mostly spread by day are marked; a sum's ends are outer bounds); the field's conventions for sums (a change is
stated only if the low of the larger lies above the high of the smaller; best is compared with best; a period is
compared with the value that the earlier one had at the same age); and the field's wording of changes (percent only
where the earlier number is 20 or more).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from tollbook.incidents.findings import Findings, findings

Span = tuple[pd.Timestamp, pd.Timestamp]

#: What a comparison can come to.
VERDICTS = ("up", "down", "no clear change", "none in both", "not stated")
#: Why nothing is stated; an empty text where something is.
REASONS = ("", "not counted now", "not counted then", "not counted in either", "other base", "no number", "spread")
#: An earlier best from which on a change is also given as percent.
LEAST_FOR_PERCENT = 20
#: A best of which more than this share was spread by day is not compared (design, rule 3: above it a cell is marked).
MOST_SPREAD = 0.5


@dataclass(frozen=True)
class Cell:
    """What a comparison needs to know of one cell of a tally, or of a level.

    Attributes
    ----------
    low, best, high : float or None
        In the measure's unit; None where there is none.
    open : bool
        No upper bound is known.
    coverage : str
        ``counted``, ``not covered`` or ``unknown``.
    incidents : int
        0: nothing is recorded, which is a zero where `coverage` is counted.
    spread_share : float
        Share of the best that was spread by day.
    base : str
        What exactly is counted.
    other_bases : bool
        Whether the measure is recorded in this cell on other bases only.
    """

    low: float | None = None
    best: float | None = None
    high: float | None = None
    open: bool = False
    coverage: str = "unknown"
    incidents: int = 0
    spread_share: float = 0.0
    base: str = ""
    other_bases: bool = False

    @classmethod
    def of(cls, row: Any) -> Cell:
        """The cell of a row of a tally's table."""
        low, best, high = (None if pd.isna(value) else float(value) for value in (row.low, row.best, row.high))
        spread = 0.0 if pd.isna(row.spread_share) else float(row.spread_share)
        return cls(low, best, high, bool(row.open), str(row.coverage), int(row.incidents), spread, str(row.base))

    @property
    def is_zero(self) -> bool:
        """Whether a source was counting, and nothing is recorded."""
        return self.coverage == "counted" and self.incidents == 0 and not self.other_bases

    @property
    def _numbers(self) -> Cell:
        return replace(self, low=0.0, best=0.0, high=0.0, open=False) if self.is_zero else self


@dataclass(frozen=True)
class Change:
    """What a comparison came to.

    Attributes
    ----------
    verdict : str
        Of `VERDICTS`.
    reason : str
        Of `REASONS`.
    percent : float or None
        By how much the best rose (above 0) or fell, where a change is stated and the earlier best is
        `LEAST_FOR_PERCENT` or more.
    """

    verdict: str
    reason: str = ""
    percent: float | None = None


def compare(now: Cell, then: Cell) -> Change:
    """The change from an earlier cell to a present one of the same measure and place.

    Nothing is stated where coverage is not counted in both, where the two count different bases, where one has no best,
    or where more than half of one best was spread by day. Otherwise let L be the cell with the larger best and S the
    other. The direction is certain if L's low lies above S's high:

    ==========  ==========  ===================  ===============  ============================================
    L           S           L's low, S's high    verdict          why
    ==========  ==========  ===================  ===============  ============================================
    closed      closed      low > high           up or down       no number of S's range reaches L's range
    closed      closed      low <= high          no clear change  the ranges share a number, or touch
    open        closed      low > high           up or down       what L may have beyond its low adds to it
    open        closed      low <= high          no clear change  as with both closed
    closed      open        any                  no clear change  S has no upper end: it may exceed L
    open        open        any                  no clear change  S has no upper end: it may exceed L
    bests equal             any                  no clear change  low <= best <= high, so the ranges touch
    zero        zero                             none in both     counted in both, and none recorded
    ==========  ==========  ===================  ===============  ============================================

    A counted zero is 0, 0, 0 and closed. Which is L follows from the bests; since low <= best <= high, a low that
    passes the other's high belongs to the larger best.

    Parameters
    ----------
    now, then : Cell

    Returns
    -------
    Change
    """
    reason = _reason(now, then)
    if reason:
        return Change("not stated", reason)
    if now.is_zero and then.is_zero:
        return Change("none in both")
    one, other = now._numbers, then._numbers
    if one.best is None or other.best is None:
        return Change("not stated", "no number")
    for larger, smaller, verdict in ((one, other, "up"), (other, one, "down")):
        if smaller.open or smaller.high is None or larger.low is None:
            continue
        if larger.low > smaller.high:
            percent = (one.best / other.best - 1) * 100 if other.best >= LEAST_FOR_PERCENT else None
            return Change(verdict, percent=percent)
    return Change("no clear change")


def _reason(now: Cell, then: Cell) -> str:
    """Why the two are not to be compared; an empty text where they are."""
    counted = (now.coverage == "counted", then.coverage == "counted")
    if not all(counted):
        return {(False, True): "not counted now", (True, False): "not counted then"}.get(
            counted, "not counted in either"
        )
    if now.other_bases or then.other_bases or (now.base != then.base and not (now.is_zero or then.is_zero)):
        return "other base"
    return "spread" if max(now.spread_share, then.spread_share) > MOST_SPREAD else ""


def period_before(start: pd.Timestamp, end: pd.Timestamp) -> Span:
    """The period before: of whole calendar months as many directly before, else as many days directly before.

    So November goes with October, a quarter with the quarter before, a year with the year before.
    """
    if _whole_months(start, end):
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        return pd.Timestamp(start - pd.DateOffset(months=months)), pd.Timestamp(start - pd.Timedelta(days=1))
    return pd.Timestamp(start - (end - start) - pd.Timedelta(days=1)), pd.Timestamp(start - pd.Timedelta(days=1))


def periods_before(
    start: pd.Timestamp, end: pd.Timestamp, n: int, first: pd.Timestamp, last: pd.Timestamp
) -> list[Span]:
    """The last periods of the same length, each before the next, inside some days; the latest first.

    Parameters
    ----------
    start, end : Timestamp
        First and last day of the period that they lie before.
    n : int
        At most so many.
    first, last : Timestamp
        The days that they lie in, whole.
    """
    found: list[Span] = []
    start, end = period_before(start, end)
    while len(found) < n and start >= first:
        found += [(start, end)] if end <= last else []
        start, end = period_before(start, end)
    return found


def year_before(start: pd.Timestamp, end: pd.Timestamp) -> Span | None:
    """The same days a year before; whole months stay whole months, and elsewhere 29 February becomes the 28th.

    None where those days reach into the period itself, or are the period before.
    """
    year = pd.DateOffset(years=1)
    first, last = pd.Timestamp(start - year), pd.Timestamp(end - year)
    if _whole_months(start, end):
        last = pd.Timestamp(last + pd.offsets.MonthEnd(0))
    return None if last >= start or (first, last) == period_before(start, end) else (first, last)


def _whole_months(start: pd.Timestamp, end: pd.Timestamp) -> bool:
    return bool(start.is_month_start and end.is_month_end)


def at_the_same_age(found: Findings, cut_off: pd.Timestamp, now: Span, then: Span) -> Findings:
    """Findings as they were known when an earlier period was as old as the present one is now.

    Tolls rise late, so that a recent period is always lower than it will be. The reports that count for the earlier
    one are therefore those published up to as many days after its end as the cut-off lies after the present period's
    (or before it, while that still runs). The day of entry is left as it is: a file that was coded in one go would else
    hold nothing of the past. What has been withdrawn since stays out: a number that was taken back is not printed
    again. A claim without a publication day counts, as everywhere, from its last day; how many there are behind an
    earlier figure is for the caller to say.

    Parameters
    ----------
    found : Findings
    cut_off : Timestamp
        Up to which day reports count in the present period.
    now, then : (first day, last day)
    """
    return known_by(found, cut_off - (now[1] - then[1]))


def known_by(found: Findings, day: pd.Timestamp, table: pd.DataFrame | None = None) -> Findings:
    """The same findings from the reports published up to an earlier day.

    As `at_the_same_age` has it: what was withdrawn since stays out, and the day of entry is left as it is.

    Parameters
    ----------
    found : Findings
    day : Timestamp
        Not later than that of the findings themselves; if it is, nothing changes.
    table : DataFrame, optional
        Only these of their known claims: all of each incident that is in it, or it would be another finding.
    """
    known = found.known_claims if table is None else table
    claims = replace(found.claims, table=known.reset_index(drop=True), rows=found.claims.rows[known.index])
    as_of = day if found.as_of is None else min(day, found.as_of)
    return findings(claims, as_of, found.known_on, found.rule, found.sources, found.coverage)
