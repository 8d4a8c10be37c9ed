"""Calendar periods: their names, their days, and which comes next."""

import itertools

import pandas as pd
import pytest

from tollbook.series.periods import EVERY, Period, UnreadablePeriod, last_complete, since

NAMED = [
    ("2024-W46", "week", "2024-11-11", "2024-11-17"),
    # The first week of 2025 begins in 2024, and 2020 had 53 weeks, the last of which ends in 2021.
    ("2025-W01", "week", "2024-12-30", "2025-01-05"),
    ("2020-W53", "week", "2020-12-28", "2021-01-03"),
    ("2021-W01", "week", "2021-01-04", "2021-01-10"),
    ("2024-02", "month", "2024-02-01", "2024-02-29"),
    ("2024-12", "month", "2024-12-01", "2024-12-31"),
    ("2024-Q4", "quarter", "2024-10-01", "2024-12-31"),
    ("2024-Q1", "quarter", "2024-01-01", "2024-03-31"),
    ("2024", "year", "2024-01-01", "2024-12-31"),
]


@pytest.mark.parametrize(("name", "every", "start", "end"), NAMED)
def test_a_name_tells_the_days_and_every_day_in_them_the_name(name, every, start, end):
    period = Period.named(name, every)
    assert (f"{period.start:%Y-%m-%d}", f"{period.end:%Y-%m-%d}") == (start, end)
    assert period.name == name
    for day in (start, end):
        assert Period.holding(pd.Timestamp(day), every) == period


NO_NAMES = [
    ("2024-W54", "week", "2024-W46"),
    ("2021-W53", "week", "2024-W46"),
    ("2024-W1", "week", "2024-W46"),
    ("2024-46", "week", "2024-W46"),
    ("2024-13", "month", "2024-11"),
    ("2024-1", "month", "2024-11"),
    ("2024-11-01", "month", "2024-11"),
    ("November 2024", "month", "2024-11"),
    ("2024Q4", "quarter", "2024-Q4"),
    ("2024-Q5", "quarter", "2024-Q4"),
    ("2024-Q4", "year", "2024"),
    ("24", "year", "2024"),
    ("", "year", "2024"),
    ("0000", "year", "2024"),
    ("9999-W53", "week", "2024-W46"),
    ("nat", "month", "2024-11"),
    ("latest", "month", "2024-11"),
]


@pytest.mark.parametrize(("name", "every", "example"), NO_NAMES)
def test_a_name_that_is_none_is_refused_with_an_example(name, every, example):
    with pytest.raises(UnreadablePeriod) as error:
        Period.named(name, every)
    assert str(error.value) == f"{name!r} names no {every}; write it like {example}"


@pytest.mark.parametrize(
    ("every", "names"),
    [
        ("week", ["2020-W52", "2020-W53", "2021-W01"]),
        ("month", ["2024-11", "2024-12", "2025-01"]),
        ("quarter", ["2024-Q3", "2024-Q4", "2025-Q1"]),
        ("year", ["2023", "2024", "2025"]),
    ],
)
def test_periods_follow_one_another_over_the_end_of_a_year(every, names):
    first, second, third = (Period.named(name, every) for name in names)
    assert (first.next(), second.next()) == (second, third)
    assert (third.before(), second.before()) == (second, first)
    assert first.end + pd.Timedelta(days=1) == second.start


@pytest.mark.parametrize("every", EVERY)
def test_every_day_of_ten_years_lies_in_one_period(every):
    days = pd.date_range("2015-01-01", "2024-12-31")
    periods = [Period.holding(day, every) for day in days]
    assert all(period.start <= day <= period.end for day, period in zip(days, periods, strict=True))
    for one, other in itertools.pairwise(periods):
        assert other in (one, one.next())


def names(periods):
    return [period.name for period in periods]


def test_periods_since_the_first_end_before_a_day_and_stop_at_the_last():
    first = Period.named("2024-11", "month")
    assert names(since(first, None, pd.Timestamp("2025-01-31"))) == ["2024-11", "2024-12"]
    assert names(since(first, None, pd.Timestamp("2025-02-01"))) == ["2024-11", "2024-12", "2025-01"]
    assert names(since(first, Period.named("2024-12", "month"), pd.Timestamp("2030-01-01"))) == ["2024-11", "2024-12"]
    assert names(since(first, None, pd.Timestamp("2024-11-30"))) == []


@pytest.mark.parametrize(
    ("every", "day", "name"),
    [
        ("month", "2024-11-29", "2024-10"),
        ("month", "2024-11-30", "2024-11"),
        ("week", "2024-12-29", "2024-W52"),
        ("week", "2025-01-01", "2024-W52"),
        ("quarter", "2025-01-31", "2024-Q4"),
        ("year", "2024-12-30", "2023"),
    ],
)
def test_the_last_complete_period(every, day, name):
    assert last_complete(every, pd.Timestamp(day)).name == name
