"""What share of another's total a tally reaches: worked by hand."""

import pytest

from tollbook.amounts import Amount
from tollbook.tallies.shares import share


def exact(value):
    return Amount(value, value, value, False)


def floor(value):
    return Amount(value, value, None, True)


def test_a_share_reaches_from_the_least_over_their_most_to_the_most_over_their_least():
    # 50 to 174 beside 600 to 700: at least 50/700, at most 174/600; best 168 beside 650.
    made = share(Amount(50.0, 168.0, 174.0, False), Amount(600.0, 650.0, 700.0, False))
    assert (made.low, made.best, made.high) == pytest.approx((50 / 700, 168 / 650, 174 / 600))


def test_an_open_tally_has_no_most_and_an_open_total_no_least():
    assert share(floor(50.0), exact(500.0)).high is None
    assert share(floor(50.0), exact(500.0)).low == pytest.approx(0.1)
    made = share(exact(50.0), floor(500.0))
    assert (made.low, made.high) == (None, pytest.approx(0.1))


def test_where_both_are_open_there_is_no_share():
    assert share(floor(50.0), floor(500.0)) is None


def test_a_low_of_nothing_bounds_nothing():
    made = share(Amount(0.0, 10.0, 20.0, False), exact(100.0))
    assert (made.low, made.best, made.high) == (None, pytest.approx(0.1), pytest.approx(0.2))
    assert share(exact(10.0), exact(0.0)) is None


def test_a_tally_that_holds_more_than_the_total_passes_it():
    assert share(exact(80.0), exact(63.0)).passes
    assert not share(Amount(50.0, 80.0, 90.0, False), exact(63.0)).passes
