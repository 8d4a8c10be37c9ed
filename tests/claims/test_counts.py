"""Reading a count from a cell: whole numbers with one meaning, and the reason for every other cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.claims.counts import CountError, read_count


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("7", 7), ("0", 0), ("007", 7), ("+7", 7), ("1,200", 1200), ("1 200", 1200), ("1\u00a0200", 1200),
        ("1'200", 1200), ("12,34,567", 1234567), ("1,00,000", 100000), ("7.0", 7), ("1200.00", 1200), ("1e3", 1000),
        ("1.5e3", 1500), ("၅၀", 50), ("၁,၂၀၀", 1200), ("9007199254740992", 2**53),
    ],
)  # fmt: skip
def test_a_whole_number_in_every_notation(cell, number):
    assert read_count(cell) == number


@pytest.mark.parametrize(
    ("cell", "code", "message"),
    [
        ("-5", "negative_count", "A count can't be negative."),
        ("\u22125", "negative_count", "A count can't be negative."),
        ("-1,200", "negative_count", "A count can't be negative."),
        ("7.5", "not_whole", "A count must be a whole number."),
        ("7,5", "not_whole", "A count must be a whole number."),
        ("1.200", "ambiguous_number", "The number can be read as 1,200 or as the fraction 1.200."),
        ("1.000", "ambiguous_number", "The number can be read as 1,000 or as the fraction 1.000."),
        (
            "1.200.000",
            "ambiguous_number",
            "The number is grouped with full stops, which may also be decimals.",
        ),
        ("at least 7", "not_a_number", "This is not a number."),
        ("7+", "not_a_number", "This is not a number."),
        ("7-9", "not_a_number", "This is not a number."),
        ("n/a", "not_a_number", "This is not a number."),
        ("nan", "not_a_number", "This is not a number."),
        ("1,20", "not_whole", "A count must be a whole number."),
        ("9007199254740993", "too_large", "The number is larger than any count can be."),
        ("9" * 400, "too_large", "The number is larger than any count can be."),
    ],
)
def test_what_is_no_count_is_refused_with_the_reason(cell, code, message):
    with pytest.raises(CountError) as caught:
        read_count(cell)
    assert (caught.value.code, caught.value.message) == (code, message)


@given(st.integers(0, 2**53))
def test_every_count_reads_back(number):
    assert read_count(str(number)) == number
    assert read_count(f"{number:,}") == number


@given(st.text(max_size=30))
def test_any_text_is_a_count_or_a_count_error(cell):
    try:
        assert read_count(cell) >= 0
    except CountError as error:
        assert error.message.endswith(".")
