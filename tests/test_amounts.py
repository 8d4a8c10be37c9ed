"""Numbers with bounds as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.amounts import ENGLISH, Amount, best_text
from tollbook.charts.words import words

EN = words("en")


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Amount(7, 7, None, True), "7 or more"),
        (Amount(45, 50, None, True), "50 (45 or more)"),
        (Amount(10, 11, 12, False), "11 (10 to 12)"),
        (Amount(1000, 10000, 10000, False), "10,000 (1,000 to 10,000)"),
        (Amount(25, 25, 25, False), "25"),
        (Amount(0, 0, 0, False), "0"),
        (Amount(None, None, 12, False), "up to 12"),
        (Amount(0, None, 10, False), "up to 10"),
        (Amount(0, None, None, True), "no figure"),
        (Amount(3, None, None, True), "3 or more"),
        (Amount(None, None, None, False), "no figure"),
    ],
)
def test_an_amount_leads_with_its_best_and_keeps_its_bounds(amount, text):
    assert amount.text(EN) == text


@pytest.mark.parametrize(
    ("best", "text"),
    [
        (4.5, "about 5"),
        (5.5, "about 6"),
        (2.5, "about 3"),
        (0.4, "fewer than 1"),
        (0.5, "about 1"),
        (1234.4, "about 1,234"),
        (7.0, "7"),
    ],
)
def test_nobody_is_shown_as_a_fraction(best, text):
    assert best_text(best, EN) == text


def test_bounds_are_rounded_outwards():
    assert Amount(13.5, 15.2, 16.5, False).text(EN) == "about 15 (13 to 17)"


def test_the_short_form_says_that_a_number_is_open():
    assert Amount(7, 7, None, True).short(EN) == "7+"
    assert Amount(10, 11, 12, False).short(EN) == "11"


def test_a_share_of_a_person_is_not_zero_in_the_short_form():
    assert Amount(0, 0.3, 1, False).short(EN) == "<1"
    assert Amount(0, 0.3, None, True).short(EN) == "<1+"
    assert Amount(0, 0.0, 0, False).short(EN) == "0"


def test_missing_numbers_of_a_row_are_none():
    class Row:
        low, best, high, open = 3.0, float("nan"), float("nan"), True

    assert Amount.of(Row()) == Amount(3.0, None, None, True)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Amount(7, 7, None, True), "7 or more"),
        (Amount(45, 50, None, True), "45 or more, best 50"),
        (Amount(0, 50, None, True), "0 or more, best 50"),
        (Amount(10, 11, 12, False), "10 to 12, best 11"),
        (Amount(10, 10, 12, False), "10 to 12, best 10"),
        (Amount(1000, 10000, 10000, False), "1,000 to 10,000, best 10,000"),
        (Amount(0, 4.5, 9, False), "0 to 9, best about 5"),
        (Amount(3.4, 3.4, None, True), "3 or more, best about 3"),
        (Amount(25, 25, 25, False), "25"),
        (Amount(0, 0, 0, False), "0"),
        (Amount(0, None, 10, False), "up to 10"),
        (Amount(None, None, 12, False), "up to 12"),
        (Amount(2, None, 12, False), "2 to 12, no best"),
        (Amount(3, None, None, True), "3 or more"),
        (Amount(0, None, None, True), "no figure"),
        (Amount(None, None, None, False), "no figure"),
    ],
)
def test_an_analyst_reads_the_bounds_and_then_the_best(amount, text):
    assert amount.in_full() == text


NUMBERS = st.floats(0, 10**9, allow_nan=False)


@given(st.lists(NUMBERS, min_size=3, max_size=3).map(sorted), st.booleans())
def test_an_analyst_and_a_page_in_english_read_the_same(bounds, is_open):
    low, best, high = bounds
    amount = Amount(low, best, None if is_open else high, is_open)
    assert amount.text(ENGLISH) == amount.text(EN)
    assert amount.span(ENGLISH) == amount.span(EN)
