"""Reporting delay, on invented reports whose delays are known, and on the sample that ships."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tollbook as tb
from tests.briefs.invented import claim
from tollbook import shipped
from tollbook.claims.delay import ENOUGH, LEAST_DAYS, Spread, delay

CUT_OFF = pd.Timestamp("2024-12-31")


def reported(number, after, day="2024-01-10", **cells):
    """An invented report that came out so many days after its incident."""
    published = f"{pd.Timestamp(day) + pd.Timedelta(days=after):%Y-%m-%d}"
    return claim(number, f"invented-{number}", start=day, end=day, published=published, **cells)


def observed(*rows, cut_off=CUT_OFF):
    claims = tb.Claims.from_frame(pd.DataFrame(list(rows)))
    assert [str(problem) for problem in claims.problems.errors] == []
    return delay(claims.table, cut_off)


def test_half_and_nine_of_ten_by_hand():
    # Ten reports after 1, 2, ... 10 days: five came within 5 days, nine within 9.
    assert observed(*(reported(n, n) for n in range(1, 11))).pooled == Spread(10, 5, 9)
    assert observed(reported(1, 3)).pooled == Spread(1, 3, 3)


def test_each_report_of_an_incident_is_observed_once_from_its_last_day():
    rows = [
        claim(1, "invented-1", start="2024-01-10", end="2024-01-10", published="2024-01-20", url="https://a.example"),
        claim(2, "invented-1", start="2024-01-10", end="2024-01-15", published="2024-01-20", url="https://a.example"),
        # Another report of the same, and the same report of another incident.
        claim(3, "invented-1", start="2024-01-10", end="2024-01-15", published="2024-01-22", url="https://b.example"),
        claim(4, "invented-2", start="2024-01-19", end="2024-01-19", published="2024-01-20", url="https://a.example"),
    ]
    assert observed(*rows).pooled == Spread(3, 5, 7)


def test_what_shows_no_delay_is_not_observed():
    rows = [
        reported(1, 1) | {"published": ""},
        reported(2, 2, scope="aggregate"),
        reported(3, 3, date_precision="month"),
        reported(4, 4, date_precision="year"),
        reported(5, 5),
    ]
    assert observed(*rows).pooled == Spread(1, 5, 5)


def test_recent_incidents_are_left_out_however_quickly_they_were_reported():
    settled = [reported(n, 50) for n in range(5)]
    # 180 days before the cut-off is 4 July: that day counts, the next does not.
    last, recent = reported(6, 50, day="2024-07-04"), [reported(10 + n, 1, day="2024-07-05") for n in range(20)]
    assert observed(*settled, last, *recent).pooled == Spread(6, 50, 50)


def test_a_report_before_the_last_day_has_no_delay():
    row = claim(1, "invented-1", start="2024-01-10", end="2024-01-15", published="2024-01-12")
    assert observed(row).pooled == Spread(1, 0, 0)


def test_a_source_has_a_row_from_five_reports_on():
    rows = [reported(n, n, source="Quick") for n in range(5)] + [reported(9 + n, 40, source="Slow") for n in range(4)]
    assert observed(*rows).by_source == {"Quick": Spread(5, 2, 4)}


@pytest.mark.parametrize(
    ("reports", "after", "days"),
    [
        (0, 0, LEAST_DAYS),
        (ENOUGH - 1, 100, LEAST_DAYS),  # too few to say anything
        (ENOUGH, 100, 100),
        (ENOUGH, 10, LEAST_DAYS),  # never less than eight weeks
    ],
)
def test_for_how_long_a_period_is_filling_up(reports, after, days):
    rows = [reported(n, after) for n in range(reports)] or [reported(0, 0, scope="aggregate")]
    assert observed(*rows).days == days


def test_the_sample_is_filling_up_for_eight_weeks():
    claims = tb.read_claims(shipped.claims_file())
    made = delay(claims.table, claims.table["published"].max())
    assert made.pooled == Spread(115, 2, 44)
    assert made.days == LEAST_DAYS


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=40))
def test_nine_of_ten_is_the_least_delay_that_so_many_kept(delays):
    said = Spread.of(pd.Series(delays).to_numpy())
    within = [sum(each <= day for each in delays) / len(delays) for day in (said.nine_of_ten, said.nine_of_ten - 1)]
    assert within[0] >= 0.9 > within[1] - 1e-12
    assert said.median <= said.nine_of_ten


@given(st.permutations([reported(n, n * n) for n in range(8)]))
def test_the_order_of_claims_changes_no_delay(rows):
    assert observed(*rows).pooled == Spread(8, 9, 49)
