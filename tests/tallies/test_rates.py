"""Rates: for so many people of a year, and none where nobody knows who was looking or who lives there."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.charts.invented import NAN
from tests.charts.squares import PALE, SAGAING, row, table
from tollbook.places import Population
from tollbook.tallies.rates import PER, SMALL, rates

FIRST = SAGAING[0]


def population(**people):
    series = pd.Series(people, dtype="int64").sort_index()
    return Population(series, 2024, "an invented count", ())


def rated(*rows, **people):
    return rates(table(*rows), population(**people), "MMR005").table.set_index("pcode")


def test_low_best_and_high_are_divided_by_the_people():
    made = rated(row(PALE, 10, 11, 12, coverage="counted"), **{PALE: 50_000})
    assert made.loc[PALE, ["low", "best", "high"]].tolist() == [20, 22, 24]
    assert made.loc[PALE, "people"] == 50_000
    assert not made.loc[PALE, "small"]


def test_an_open_number_is_an_open_rate():
    made = rated(row(PALE, 7, 7, NAN, True, coverage="counted"), **{PALE: PER})
    assert made.loc[PALE, ["low", "best"]].tolist() == [7, 7]
    assert pd.isna(made.loc[PALE, "high"]) and made.loc[PALE, "open"]


@pytest.mark.parametrize("coverage", ["unknown", "not covered"])
def test_there_is_no_rate_where_nobody_knows_that_a_source_was_counting(coverage):
    made = rated(row(PALE, 10, 11, 12, coverage=coverage), **{PALE: 50_000})
    assert made.loc[PALE, ["low", "best", "high"]].isna().all()


def test_there_is_no_rate_where_the_people_are_not_known():
    made = rated(row(PALE, 10, 11, 12, coverage="counted"), **{FIRST: 50_000})
    assert made.loc[PALE, ["low", "best", "high"]].isna().all()
    assert pd.isna(made.loc[PALE, "people"])


def test_a_counted_zero_is_a_rate_of_zero():
    made = rated(row(PALE, 0, 0, 0, incidents=0, coverage="counted"), **{PALE: 50_000})
    assert made.loc[PALE, ["low", "best", "high"]].tolist() == [0, 0, 0]


def test_few_people_are_marked():
    made = rated(
        row(PALE, 1, 1, 1, coverage="counted"), row(FIRST, 1, 1, 1, coverage="counted"),
        **{PALE: SMALL - 1, FIRST: SMALL},
    )  # fmt: skip
    assert made["small"].to_dict() == {PALE: True, FIRST: False}


def test_what_is_known_for_no_township_stays_a_number():
    made = rated(row("MMR005", 3, 3, 3, coverage="counted"), row(PALE, 1, 1, 1, coverage="counted"), **{PALE: PER})
    assert made.loc["MMR005", "best"] == 3


def test_the_year_and_the_source_go_with_the_rates():
    made = rates(table(row(PALE, 1, 1, 1)), population(**{PALE: PER}), "MMR005")
    assert (made.year, made.source, made.per, made.within) == (2024, "an invented count", 100_000, "MMR005")
