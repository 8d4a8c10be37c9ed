"""Changes between two cells: the rules by hand, and their laws on invented cells."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tollbook as tb
from tests.briefs.invented import PALE, claim
from tollbook.tallies.comparing import (
    LEAST_FOR_PERCENT,
    REASONS,
    VERDICTS,
    Cell,
    at_the_same_age,
    compare,
    known_by,
    period_before,
    periods_before,
    year_before,
)


def cell(low=None, best=None, high=None, **more):
    """A counted cell; without a high it is open, and without any number nothing is recorded."""
    known = best is not None or low is not None or high is not None
    given = {"open": known and high is None, "coverage": "counted", "incidents": int(known), **more}
    return Cell(low, best, high, **given)


def days(first, last):
    return pd.Timestamp(first), pd.Timestamp(last)


# ------------------------------------------------------------------------------------------------ the truth table, by hand


@pytest.mark.parametrize(
    ("now", "then", "verdict"),
    [
        # Both closed.
        (cell(10, 12, 14), cell(5, 7, 9), "up"),
        (cell(5, 7, 9), cell(10, 12, 14), "down"),
        (cell(10, 12, 14), cell(5, 7, 10), "no clear change"),  # they touch: both may be 10
        (cell(10, 12, 14), cell(5, 11, 30), "no clear change"),
        (cell(7, 7, 7), cell(7, 7, 7), "no clear change"),
        # The larger open: what it may have beyond its low adds to the difference.
        (cell(10, 12), cell(5, 7, 9), "up"),
        (cell(5, 7, 9), cell(10, 12), "down"),
        (cell(9, 12), cell(5, 7, 9), "no clear change"),
        # The smaller open: nothing is certain to lie above it.
        (cell(10, 12, 14), cell(5, 7), "no clear change"),
        (cell(5, 7), cell(10, 12, 14), "no clear change"),
        (cell(1000, 1000, 1000), cell(1, 1), "no clear change"),
        # Both open.
        (cell(10, 12), cell(5, 7), "no clear change"),
        # Counted zeros.
        (cell(), cell(), "none in both"),
        (cell(), cell(1, 1, 1), "down"),
        (cell(1, 1, 1), cell(), "up"),
        (cell(1, 1), cell(), "up"),
        (cell(0, 1, 3), cell(), "no clear change"),  # "up to three" may be none
    ],
)
def test_a_change_is_stated_only_where_its_direction_is_certain(now, then, verdict):
    assert compare(now, then).verdict == verdict
    assert compare(now, then).reason == ""


@pytest.mark.parametrize(
    ("now", "then", "reason"),
    [
        ({"coverage": "unknown"}, {}, "not counted now"),
        ({"coverage": "not covered"}, {}, "not counted now"),
        ({}, {"coverage": "unknown"}, "not counted then"),
        ({}, {"coverage": "not covered"}, "not counted then"),
        ({"coverage": "unknown"}, {"coverage": "not covered"}, "not counted in either"),
        ({"base": "includes damaged"}, {}, "other base"),
        ({}, {"other_bases": True}, "other base"),
        ({"best": None}, {}, "no number"),
        ({}, {"best": None, "low": None, "high": None, "open": True}, "no number"),
        ({"spread_share": 0.51}, {}, "spread"),
        ({}, {"spread_share": 1.0}, "spread"),
    ],
)
def test_where_nothing_is_stated_there_is_a_reason(now, then, reason):
    one, other = cell(10, 12, 14), cell(1, 2, 3)
    said = compare(replace(one, **now), replace(other, **then))
    assert (said.verdict, said.reason, said.percent) == ("not stated", reason, None)


def test_an_open_cell_has_no_upper_end_whatever_stands_in_its_high():
    assert compare(cell(10, 12, 14), Cell(1, 2, 3, True, "counted", 1)).verdict == "no clear change"


def test_a_cell_that_is_half_spread_is_compared():
    assert compare(cell(10, 12, 14, spread_share=0.5), cell(1, 2, 3)).verdict == "up"


def test_a_zero_has_no_base_to_differ_in():
    assert compare(cell(base="includes damaged", low=5, best=5, high=5), cell()).verdict == "up"


def test_uncounted_silence_is_no_zero():
    assert compare(cell(), cell(coverage="unknown")).reason == "not counted then"


@pytest.mark.parametrize(
    ("now", "then", "percent"),
    [
        (cell(30, 30, 30), cell(20, 20, 20), 50),
        (cell(10, 10, 10), cell(20, 20, 20), -50),
        (cell(), cell(25, 25, 25), -100),
        (cell(30, 30, 30), cell(19, 19, 19), None),  # too few to speak of percent
        (cell(30, 30, 30), cell(), None),
        (cell(30, 30, 30), cell(20, 25, 30), None),  # no change is stated
    ],
)
def test_percent_only_where_the_earlier_best_is_twenty_or_more(now, then, percent):
    said = compare(now, then).percent
    assert said is None if percent is None else said == pytest.approx(percent)


# ------------------------------------------------------------------------------------------------------------ laws

numbers = st.lists(st.integers(0, 60), min_size=3, max_size=3).map(sorted)


@st.composite
def cells(draw, coverage=("counted",) * 5 + ("unknown", "not covered")):
    low, best, high = draw(numbers)
    what = draw(st.sampled_from(["closed", "closed", "open", "zero", "no number"]))
    if what == "zero":
        return Cell(coverage=draw(st.sampled_from(coverage)))
    made = Cell(low, best, None if what == "open" else high, what == "open", draw(st.sampled_from(coverage)), 1)
    made = replace(made, spread_share=draw(st.sampled_from([0.0, 0.3, 0.9])))
    made = replace(made, base=draw(st.sampled_from(["", "", "", "includes damaged"])))
    return replace(made, low=0, best=None, high=None, open=True) if what == "no number" else made


_MIRRORED = {"up": "down", "down": "up", "not counted now": "not counted then", "not counted then": "not counted now"}


@given(cells(), cells())
def test_a_change_up_one_way_is_a_change_down_the_other(one, other):
    there, back = compare(one, other), compare(other, one)
    assert back.verdict == _MIRRORED.get(there.verdict, there.verdict)
    assert back.reason == _MIRRORED.get(there.reason, there.reason)
    assert there.verdict in VERDICTS
    assert there.reason in REASONS
    assert (there.verdict == "not stated") == bool(there.reason)


@given(cells(), cells())
def test_a_change_is_stated_only_where_no_number_of_one_range_is_one_of_the_other(one, other):
    said = compare(one, other)
    if said.verdict in ("up", "down"):
        assert (one.coverage, other.coverage) == ("counted", "counted")
        spans = [
            set(range(each.low, (1000 if each.open else each.high) + 1)) if each.incidents else {0}
            for each in (one, other)
        ]
        assert not spans[0] & spans[1]
        assert said.verdict == ("up" if min(spans[0]) > max(spans[1]) else "down")


@given(cells(coverage=("counted",)), cells(coverage=("counted",)), st.integers(0, 10_000))
def test_a_stated_change_survives_every_number_that_an_open_end_may_stand_for(one, other, more):
    """An open cell may turn out to be any number from its highest known on: the verdict must not flip by it."""
    said = compare(one, other)
    if said.verdict in ("up", "down"):
        one, other = (
            replace(each, high=(each.best or 0) + more, open=False) if each.open else each for each in (one, other)
        )
        assert compare(one, other).verdict == said.verdict


@given(cells(coverage=("counted",)), cells(coverage=("counted",)))
def test_percent_has_the_sign_of_the_change(one, other):
    said = compare(one, other)
    if said.percent is not None:
        assert other.best >= LEAST_FOR_PERCENT
        assert said.percent > 0 if said.verdict == "up" else said.percent < 0


# ----------------------------------------------------------------------------------------------------------- periods


@pytest.mark.parametrize(
    ("first", "last", "before", "year"),
    [
        ("2024-11-01", "2024-11-30", ("2024-10-01", "2024-10-31"), ("2023-11-01", "2023-11-30")),
        ("2024-01-01", "2024-01-31", ("2023-12-01", "2023-12-31"), ("2023-01-01", "2023-01-31")),
        ("2024-10-01", "2024-12-31", ("2024-07-01", "2024-09-30"), ("2023-10-01", "2023-12-31")),
        ("2024-01-01", "2024-12-31", ("2023-01-01", "2023-12-31"), None),  # the same: said once
        ("2024-02-01", "2024-02-29", ("2024-01-01", "2024-01-31"), ("2023-02-01", "2023-02-28")),
        ("2025-02-01", "2025-02-28", ("2025-01-01", "2025-01-31"), ("2024-02-01", "2024-02-29")),
        ("2024-03-01", "2024-03-31", ("2024-02-01", "2024-02-29"), ("2023-03-01", "2023-03-31")),
        ("2024-01-01", "2024-06-30", ("2023-07-01", "2023-12-31"), ("2023-01-01", "2023-06-30")),
        # Days that are no calendar months.
        ("2024-11-11", "2024-11-14", ("2024-11-07", "2024-11-10"), ("2023-11-11", "2023-11-14")),
        ("2024-11-14", "2024-11-14", ("2024-11-13", "2024-11-13"), ("2023-11-14", "2023-11-14")),
        ("2024-02-29", "2024-02-29", ("2024-02-28", "2024-02-28"), ("2023-02-28", "2023-02-28")),
        ("2024-02-29", "2024-03-09", ("2024-02-19", "2024-02-28"), ("2023-02-28", "2023-03-09")),
        ("2024-11-01", "2024-11-29", ("2024-10-03", "2024-10-31"), ("2023-11-01", "2023-11-29")),
        # Longer than a year: the same days a year before reach into the period.
        ("2023-01-01", "2024-12-31", ("2021-01-01", "2022-12-31"), None),
    ],
)
def test_the_periods_that_one_is_compared_with(first, last, before, year):
    span = days(first, last)
    assert period_before(*span) == days(*before)
    assert year_before(*span) == (None if year is None else days(*year))


@given(st.dates(pd.Timestamp("2021-01-01").date(), pd.Timestamp("2026-01-01").date()), st.integers(0, 800))
def test_earlier_periods_end_before_the_period_begins(first, length):
    start = pd.Timestamp(first)
    end = start + pd.Timedelta(days=length)
    before, year = period_before(start, end), year_before(start, end)
    assert before[0] <= before[1] == start - pd.Timedelta(days=1)
    assert year is None or year[0] <= year[1] < start


def test_the_periods_before_go_back_one_by_one_and_lie_whole_in_the_days_asked_for():
    quarter, first = days("2024-04-01", "2024-06-30"), pd.Timestamp("2023-04-01")
    every = periods_before(*quarter, 9, first, pd.Timestamp("2024-03-31"))
    assert every[0] == days("2024-01-01", "2024-03-31")
    assert every[-1] == days("2023-04-01", "2023-06-30")
    assert len(every) == 4
    # One that ended too late is left out, and does not count among those asked for.
    assert periods_before(*quarter, 2, first, pd.Timestamp("2024-03-30")) == every[1:3]
    # Months stay months, however many days they have.
    month = periods_before(*days("2024-03-01", "2024-03-31"), 2, first, pd.Timestamp("2024-02-29"))
    assert month == [days("2024-02-01", "2024-02-29"), days("2024-01-01", "2024-01-31")]
    assert periods_before(*quarter, 9, pd.Timestamp("2024-01-02"), pd.Timestamp("2024-03-31")) == []


# ------------------------------------------------------------------------------------------------------- the same age


def test_an_earlier_period_is_known_as_it_was_at_the_same_age():
    # November's reports count for 20 days after its end; so do October's: to 20 November, and not the one of December.
    rows = [
        claim(1, "invented-1", start="2024-10-10", end="2024-10-10", published="2024-10-12"),
        claim(2, "invented-2", start="2024-10-20", end="2024-10-20", published="2024-11-20"),
        claim(3, "invented-3", start="2024-10-21", end="2024-10-21", published="2024-11-21"),
        claim(4, "invented-4", start="2024-10-22", end="2024-10-22", published="2024-11-01", withdrawn="2024-11-25"),
        claim(5, "invented-5", start="2024-11-10", end="2024-11-10", published="2024-11-12"),
    ]
    claims = tb.Claims.from_frame(pd.DataFrame(rows).assign(withdrawn=lambda t: t["withdrawn"].fillna("")))
    assert not claims.problems.errors
    found = tb.findings(claims, as_of="2024-12-20")
    now, then = days("2024-11-01", "2024-11-30"), days("2024-10-01", "2024-10-31")
    earlier = at_the_same_age(found, pd.Timestamp("2024-12-20"), now, then)
    assert earlier.as_of == pd.Timestamp("2024-11-20")
    assert sorted(earlier.table["incident_id"].astype(str)) == ["invented-1", "invented-2", "invented-5"]
    table = tb.tally(earlier, ("township", "whole"), within=PALE, start=then[0], end=then[1]).table
    assert table["best"].tolist() == [20.0]


def test_what_was_known_by_a_day_is_the_reports_up_to_it_and_never_more_than_is_known_now():
    rows = [
        claim(1, "invented-1", published="2024-11-12"),
        claim(2, "invented-2", published="2024-11-20"),
        claim(3, "invented-3", published=""),  # counts from when it happened, 10 November
    ]
    found = tb.findings(tb.Claims.from_frame(pd.DataFrame(rows)), as_of="2024-11-15")

    def incidents(known):
        return sorted(known.table["incident_id"].astype(str))

    assert incidents(known_by(found, pd.Timestamp("2024-11-11"))) == ["invented-3"]
    later = known_by(found, pd.Timestamp("2024-12-31"))
    assert (incidents(later), later.as_of) == (["invented-1", "invented-3"], pd.Timestamp("2024-11-15"))
    few = found.known_claims[(found.known_claims["incident_id"] == "invented-1").to_numpy()]
    assert incidents(known_by(found, pd.Timestamp("2024-11-13"), few)) == ["invented-1"]


@given(st.permutations(range(6)))
def test_the_order_of_claims_changes_nothing(order):
    rows = [
        claim(n, f"invented-{n}", start=f"2024-{10 + n % 2}-1{n}", end=f"2024-{10 + n % 2}-1{n}", low=str(n + 1))
        for n in range(6)
    ]
    cover = pd.DataFrame(
        {"source": ["a"], "pcode": [PALE], "start": ["2024-01-01"], "end": ["2024-12-31"], "status": ["counted"]}
    )
    claims = tb.Claims.from_frame(pd.DataFrame([rows[n] for n in order]))
    found = tb.findings(claims, coverage=cover)
    made = []
    for month in ("2024-10", "2024-11"):
        span = pd.Period(month)
        row = tb.tally(found, ("township", "whole"), within=PALE, start=span.start_time, end=span.end_time).table.iloc[
            0
        ]
        made.append(Cell.of(row))
    # October: 1 + 3 + 5, November: 2 + 4 + 6, all of them floors.
    assert [(each.low, each.open, each.coverage) for each in made] == [(9, True, "counted"), (12, True, "counted")]
    assert compare(*reversed(made)).verdict == "no clear change"
