"""Tallies, levels and rates as a notebook shows them: each figure in words, and behind it its claims.

Nothing is computed here. A number is the table's own, in words; silence between two rows is named and never filled.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tollbook import places
from tollbook.amounts import Amount
from tollbook.claims.delay import delay
from tollbook.claims.shown import behind, days_text, what
from tollbook.html_table import CLAIMS, ROWS, Cell, Part, Shown, Table, cell, left_out, one_line
from tollbook.incidents.shown import VAGUE, days_known, highest_stated, how, last_published
from tollbook.rows import each_row
from tollbook.tallies import periods
from tollbook.tallies.comparing import MOST_SPREAD
from tollbook.tallies.stocks import MAX_AGE_DAYS

if TYPE_CHECKING:
    from tollbook.tallies.rates import Rates
    from tollbook.tallies.stocks import Stocks
    from tollbook.tallies.tally import Tally

_SPREAD = " †"
_SPREAD_MEANS = (
    "† More than half of the best was spread by day: an incident of several days counts in each period by its share."
)
SUM_MEANS = "Lows, bests and highs add up apart: the ends of a sum are outer bounds, not a confidence interval."
NO_ROW = "Nothing is recorded here. No row is no report, which is not zero."
_SILENCE_MEANS = "A place, period and measure without a row has no report, which is not zero."


def of_tally(tally: Tally) -> Shown:
    """What a tally shows of itself."""
    table = tally.table
    said = _Said(tally)
    more = left_out(min(ROWS, len(table)), len(table), "rows", ".table")
    shown = Table(said.head, tuple(said.rows()), said.numbers, more, NO_ROW).without(*said.plain)
    title = f"Tally by {tally.level} and {tally.period}: {places.full_label(tally.within)}"
    lines = (one_line([_days_asked(tally), said.coverage]), how(tally.findings))
    return Shown(title, lines, (Part(shown),), said.notes if len(table) else ())


class _Said:
    """The rows of a tally in words."""

    def __init__(self, tally: Tally) -> None:
        self.tally, self.shown = tally, tally.table.head(ROWS)
        self.since, self.delay_days = _provisional_from(tally)
        coverage = tally.table["coverage"].astype(str).unique()
        self.coverage = f"coverage {coverage[0]} throughout" if len(coverage) == 1 else ""
        self.is_series = len(tally.table[["pcode", "measure", "base"]].drop_duplicates()) == 1
        # What is the same in every row is said above the table.
        self.plain = [*(["Coverage"] if self.coverage else []), *_said_above(tally.table, tally.within)]

    #: Names of the columns.
    head = ("Row", "Place", "Period", "What", "Figure", "Incidents", "Origins", "Coverage", "Notes")
    #: Columns of numbers alone.
    numbers = frozenset({"Row", "Incidents", "Origins"})

    @property
    def notes(self) -> tuple[str, ...]:
        """What marks mean, of those that occur; then what no number of a tally is."""
        found = []
        if (self.shown["spread_share"] > MOST_SPREAD).any():
            found.append(_SPREAD_MEANS)
        if any(self._is_provisional(row) for row in each_row(self.shown)):
            found.append(
                f"Provisional: the period ends less than {self.delay_days} days before the last report that counts; "
                "late reports are likely to change it."
            )
        return (*found, one_line([SUM_MEANS, "" if self.is_series else _SILENCE_MEANS]))

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """The cells of each row, and between them the silence of a series of one place and measure."""
        before = None if self.tally.start is None else self.tally.start - pd.Timedelta(days=1)
        for at, row in enumerate(each_row(self.shown)):
            if before is not None:
                yield from self._silence(before, row.start)
            yield self._row(at, row)
            before = row.end if self.is_series else None
        if before is not None and self.tally.end is not None and len(self.shown) == len(self.tally.table):
            yield from self._silence(before, self.tally.end + pd.Timedelta(days=1))

    def _row(self, at: int, row: Any) -> tuple[Cell, ...]:
        findings = self.tally.findings_behind(at)
        claims = self.tally.findings.claims_behind(findings)
        opened = _opened(claims, f".claims_behind({at})", row)
        mark = _SPREAD if row.spread_share > MOST_SPREAD else ""
        return (
            cell(str(at)),
            cell(str(row.place), str(row.pcode)),
            cell(period_text(row.start, row.end), whole=True),
            what(str(row.measure), str(row.base)),
            cell(Amount.of(row).in_full() + mark, opened=opened),
            cell(f"{row.incidents:,}"),
            cell(f"{row.origins:,}"),
            cell(str(row.coverage)),
            cell(one_line([*on_open(row), *_on_findings(findings), self._on_period(row)])),
        )

    def _on_period(self, row: Any) -> str:
        if row.incidents == 0:
            return "counted, and none recorded"
        return "provisional" if self._is_provisional(row) else ""

    def _is_provisional(self, row: Any) -> bool:
        return self.since is not None and row.end >= self.since

    def _silence(self, before: pd.Timestamp, after: pd.Timestamp) -> Iterator[tuple[Cell, ...]]:
        """A row for each run of periods between two days that nothing is recorded for."""
        if not self.is_series or self.tally.period == "whole":
            return
        cells = _periods_between(before, after, self.tally.period)
        if cells.empty:
            return
        one = self.tally.table.iloc[0]
        status = self.tally.findings.coverage.status(cells.assign(pcode=str(one["pcode"]))).astype(str).to_numpy()
        runs = np.split(np.arange(len(cells)), np.flatnonzero(status[1:] != status[:-1]) + 1)
        for run in runs:
            first, last = cells.iloc[run[0]], cells.iloc[run[-1]]
            said = "not covered" if status[run[0]] == "not covered" else "no report"
            place = cell(str(one["place"]), str(one["pcode"]))
            measure = what(str(one["measure"]), str(one["base"]))
            days = cell(_run_text(first, last), whole=True)
            yield (_EMPTY, place, days, measure, cell(said), _EMPTY, _EMPTY, cell(status[run[0]]), _EMPTY)


_EMPTY = cell("")


def _opened(claims: pd.DataFrame, how: str, row: Any) -> Table | None:
    """What a figure opens; nothing behind a zero, which no claim states."""
    return behind(claims, CLAIMS, how, str(row.measure), str(row.base)) if len(claims) else None


def _said_above(table: pd.DataFrame, within: str) -> list[str]:
    """The column of places, where every row is of the one that the title names."""
    return ["Place"] if (table["pcode"].astype(str) == within).all() else []


def on_open(row: Any) -> tuple[str, str]:
    """How many of several incidents are open, and the highest sum that was stated."""
    several = row.open and row.incidents > 1
    return f"{row.open_incidents:,} of {row.incidents:,} incidents open" if several else "", highest_stated(row)


def _on_findings(findings: pd.DataFrame) -> tuple[str, ...]:
    """The flags of the findings behind a figure, each once."""
    flags = [each for text in findings["flags"].astype(str) for each in text.split("; ") if each]
    said = dict.fromkeys([*flags, *([VAGUE] if findings["vague"].any() else [])])
    among = "among them: " if len(findings) > 1 and said else ""
    return (among + "; ".join(said),)


def _provisional_from(tally: Tally) -> tuple[pd.Timestamp | None, int]:
    """The day from which on a period that ends there is still filling up, and for how many days each does."""
    found = tally.findings
    cut_off = found.as_of if found.as_of is not None else last_published(found)
    if cut_off is None:
        return None, 0
    observed = delay(found.known_claims, cut_off)
    return observed.filling_up_from(cut_off), observed.days


def _days_asked(tally: Tally | Stocks) -> str:
    if tally.start is None and tally.end is None:
        return "all days"
    if tally.start is None or tally.end is None:
        return f"from {tally.start:%Y-%m-%d} on" if tally.start is not None else f"up to {tally.end:%Y-%m-%d}"
    return period_text(tally.start, tally.end)


def period_text(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """A period as a brief is asked for it: "2024-11", "2024-Q4", "2024", else its days."""
    if start.is_month_start and end.is_month_end and start.year == end.year:
        months = end.month - start.month + 1
        if months == 3 and start.month % 3 == 1:
            return f"{start.year}-Q{start.quarter}"
        if months in (1, 12):
            return f"{start:%Y-%m}" if months == 1 else f"{start.year}"
    return days_text(start, end)


def _periods_between(before: pd.Timestamp, after: pd.Timestamp, period: str) -> pd.DataFrame:
    """First and last day of the periods that lie between two days, neither of them included."""
    first, last = periods.day_number(before) + 1, periods.day_number(after) - 1
    if last < first:
        return pd.DataFrame({"start": [], "end": []})
    ends = periods.number_of(np.array([first, last], dtype=np.int64), period)
    numbers = np.arange(ends[0], ends[1] + 1)
    days = {
        "start": np.maximum(periods.first_day(numbers, period), first),
        "end": np.minimum(periods.last_day(numbers, period), last),
    }
    return pd.DataFrame({name: each.astype("datetime64[D]").astype("datetime64[s]") for name, each in days.items()})


def _run_text(first: Any, last: Any) -> str:
    one, other = period_text(first["start"], first["end"]), period_text(last["start"], last["end"])
    if one == other:
        return one
    return f"{one.partition(' to ')[0]} to {other.rpartition(' to ')[2]}"


def of_stocks(levels: Stocks) -> Shown:
    """What levels of stocks show of themselves."""
    table = levels.table
    rows = tuple(_level(levels, at, row) for at, row in enumerate(each_row(table.head(ROWS))))
    more = left_out(len(rows), len(table), "rows", ".table")
    none = "No level is known here: none is stated, or none that is young enough to be carried. That is not zero."
    head = ("Row", "Place", "Period", "What", "Figure", "Stated on", "Days old", "Origins", "Notes")
    shown = Table(head, rows, frozenset({"Row", "Days old", "Origins"}), more, none)
    shown = shown.without(*_said_above(table, levels.within))
    title = f"Levels by {levels.level} and {levels.period}: {places.full_label(levels.within)}"
    listed = f" ({', '.join(levels.sources)})" if levels.sources else ""
    made = [f"rule {levels.rule}{listed}", *days_known(levels.as_of, levels.known_on), levels.claims.name]
    note = (
        "A level is stated for a day. Levels never add up over time; each is carried into later periods for at most "
        f"{MAX_AGE_DAYS} days. A place and period without a row has no level that is known, which is not zero."
    )
    return Shown(title, (_days_asked(levels), one_line(made)), (Part(shown),), (note,))


def _level(levels: Stocks, at: int, row: Any) -> tuple[Cell, ...]:
    claims = levels.claims_behind(at)
    return (
        cell(str(at)),
        cell(str(row.place), str(row.pcode)),
        cell(period_text(row.start, row.end), whole=True),
        what(str(row.measure), str(row.base)),
        cell(Amount.of(row).in_full(), opened=_opened(claims, f".claims_behind({at})", row)),
        cell(f"{row.stated_on:%Y-%m-%d}", whole=True),
        cell(f"{row.age_days:,}"),
        cell(f"{row.origins:,}"),
        cell(highest_stated(row)),
    )


def of_rates(rates: Rates) -> Shown:
    """What rates show of themselves."""
    table = rates.table
    rows = tuple(_rate(rates, at, row) for at, row in enumerate(each_row(table.head(ROWS))))
    more = left_out(len(rows), len(table), "rows", ".table")
    head = ("Row", "Place", "Period", "What", f"For {rates.per:,} people", "People", "Notes")
    shown = Table(head, rows, frozenset({"Row", "People"}), more, "The tally has no row, so there is no rate.")
    shown = shown.without(*_said_above(table, rates.within))
    title = f"Rates for {rates.per:,} people: {places.full_label(rates.within)}"
    lines = [one_line([f"people of {rates.year}", f"from {rates.source}"])]
    lines += [] if rates.tally is None else [how(rates.tally.findings)]
    note = "There is a rate only where sources were counting and the people are known."
    return Shown(title, tuple(lines), (Part(shown),), (note,))


def _rate(rates: Rates, at: int, row: Any) -> tuple[Cell, ...]:
    claims = None if rates.tally is None else rates.tally.claims_behind(at)
    has_rate = row.level == rates.level and not math.isnan(row.low)
    said = _rate_text(row) if has_rate else "no rate"
    opened = None if claims is None or not has_rate else _opened(claims, f".tally.claims_behind({at})", row)
    return (
        cell(str(at)),
        cell(str(row.place), str(row.pcode)),
        cell(period_text(row.start, row.end), whole=True),
        what(str(row.measure), str(row.base)),
        cell(said, opened=opened),
        cell("not known" if pd.isna(row.people) else f"{row.people:,}"),
        cell(_on_rate(rates, row, has_rate)),
    )


def _on_rate(rates: Rates, row: Any, has_rate: bool) -> str:
    if row.level != rates.level:
        return f"recorded: {Amount.of(row).in_full()}, known for no {rates.level}"
    if not has_rate:
        return f"coverage {row.coverage}" if row.coverage != "counted" else "people not known"
    return f"fewer than {rates.small:,} people: one more changes it much" if row.small else ""


def _rate_text(row: Any) -> str:
    """A rate with its bounds to one decimal, the bounds rounded outwards as those of numbers are."""
    low, best, high = float(row.low), float(row.best), float(row.high)
    said = "no best" if math.isnan(best) else f"best {best:,.1f}"
    if row.open:
        return f"{_tenths(low, math.floor)} or more{'' if low == best else f', {said}'}"
    if low == best == high:
        return f"{best:,.1f}" if best else "0"
    return f"{_tenths(low, math.floor)} to {_tenths(high, math.ceil)}, {said}"


def _tenths(value: float, rounded: Any) -> str:
    # Dividing leaves noise in the last digits, which must not carry a bound to the next tenth.
    return f"{rounded(round(value * 10, 6)) / 10:,.1f}"
