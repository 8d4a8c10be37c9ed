"""Periods of the calendar against Python's own calendar."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.tallies import periods

EPOCH = date(1970, 1, 1)
dates = st.dates(date(1950, 1, 1), date(2100, 12, 31))


def as_date(number: int) -> date:
    return EPOCH + timedelta(days=int(number))


def key(day: date, period: str):
    return {
        "day": day,
        "week": day.isocalendar()[:2],
        "month": (day.year, day.month),
        "quarter": (day.year, (day.month - 1) // 3),
        "year": day.year,
    }[period]


@pytest.mark.parametrize("period", ["day", "week", "month", "quarter", "year"])
@given(days=st.lists(dates, min_size=1, max_size=5))
def test_a_period_holds_the_days_of_its_calendar_unit_and_no_others(period, days):
    numbers = periods.number_of(np.array([(d - EPOCH).days for d in days], dtype=np.int64), period)
    first, last = periods.first_day(numbers, period), periods.last_day(numbers, period)
    for day, begin, end in zip(days, first, last, strict=True):
        assert as_date(begin) <= day <= as_date(end)
        assert key(as_date(begin), period) == key(as_date(end), period) == key(day, period)
        assert key(as_date(begin - 1), period) != key(day, period) != key(as_date(end + 1), period)


def test_the_whole_has_no_first_day_of_its_own():
    with pytest.raises(ValueError, match=r"The whole period has no first day of its own\."):
        periods.first_day(np.array([0]), "whole")
