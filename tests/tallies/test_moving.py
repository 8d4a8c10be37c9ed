"""What moved a figure: hand-worked findings as they were known on two days."""

from __future__ import annotations

import pandas as pd

from tests.briefs.invented import claim, found
from tollbook.tallies.moving import KINDS, moved


def kinds(then, now):
    table = moved(then.table, now.table)
    assert list(table.columns) == ["incident_id", "measure", "base", "kind"]
    assert set(table["kind"]) <= set(KINDS)
    return dict(zip(table["incident_id"], table["kind"], strict=True))


def test_an_incident_that_came_is_new_and_one_that_was_withdrawn_or_moved_is_gone():
    one, other = claim(1, "invented-1"), claim(2, "invented-2")
    assert kinds(found(one), found(one, other)) == {"invented-2": "new"}
    assert kinds(found(one, other), found(other)) == {"invented-1": "gone"}


def test_another_bound_is_another_number_and_an_open_end_is_a_bound():
    then = found(claim(1, low="10", best="10", high="10"))
    assert kinds(then, found(claim(1, low="10", best="10", high="12"))) == {"invented-1": "number"}
    assert kinds(then, found(claim(1, low="10", best="10", high=""))) == {"invented-1": "number"}
    assert kinds(then, found(claim(1, low="10", best="10", high="10"))) == {}


def test_the_same_number_on_other_days_is_other_days_and_with_another_number_a_number():
    then, days = found(claim(1)), {"start": "2024-11-09", "end": "2024-11-10", "date_precision": "span"}
    assert kinds(then, found(claim(1, **days))) == {"invented-1": "days"}
    assert kinds(then, found(claim(1, low="11", best="11", high="11", **days))) == {"invented-1": "number"}


def test_two_measures_of_an_incident_are_two_findings_and_an_empty_bound_equals_an_empty_bound():
    opened = {"low": "10", "best": "", "high": ""}
    then = found(claim(1, **opened), claim(2, measure="airstrikes", low="2", best="2", high="2"))
    now = found(claim(1, **opened), claim(2, measure="airstrikes", low="3", best="3", high="3"))
    table = moved(then.table, now.table)
    assert table[["measure", "kind"]].values.tolist() == [["airstrikes", "number"]]


def test_nothing_on_either_day_moves_nothing():
    nothing = found(claim(1)).table.iloc[:0]
    assert len(moved(nothing, nothing)) == 0
    assert isinstance(moved(nothing, found(claim(1)).table), pd.DataFrame)
