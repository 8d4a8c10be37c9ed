"""Levels of several places added into one, only where that is a number that means something."""

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import PALE, claim
from tests.briefs.invented import found as invented
from tollbook.tallies.over_places import add_over_places
from tollbook.tallies.tally import StockError


def level(number, pcode, level="township", day="2024-01-31", **cells):
    usual = {"scope": "level", "measure": "displaced_total", "start": day, "end": day, "means": "", "pcode": pcode}
    return claim(number, "", **{**usual, "place_level": level, **cells})


def rows(*claims, level="township"):
    """The last level of each place, as a table of stocks has it."""
    made = tb.stocks(invented(*claims).claims, f"{level},whole", end="2024-03-31")
    return made.table


def test_levels_of_one_day_and_disjoint_places_add_up():
    added = add_over_places(rows(level(1, PALE), level(2, "MMR005018", low="5", best="5", high="")))
    assert added[["low", "best", "places", "open"]].to_numpy().tolist() == [[15, 15, 2, True]]
    assert added["high"].isna().all()


def test_levels_of_two_days_do_not_add_up():
    with pytest.raises(StockError, match="Levels of several as-of days don't add up"):
        add_over_places(rows(level(1, PALE), level(2, "MMR005018", day="2024-02-29")))


def test_levels_of_two_bases_do_not_add_up():
    with pytest.raises(StockError, match="Levels of several bases don't add up"):
        add_over_places(rows(level(1, PALE), level(2, "MMR005018", base="all displaced")))


def test_a_township_and_the_state_that_it_lies_in_do_not_add_up():
    claims = (level(1, PALE), level(2, "MMR005", "state", place_name="Sagaing Region"))
    both = pd.concat([rows(*claims), rows(*claims, level="state")])
    with pytest.raises(StockError, match="These places overlap"):
        add_over_places(both)
