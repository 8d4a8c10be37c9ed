"""Classes of a map: whole numbers, never zero, and no township in a class whose label does not hold its number."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.charts.classes import MOST, classes, whole
from tollbook.charts.words import words

VALUES = st.lists(st.floats(0.01, 1e6) | st.integers(1, 60).map(float), min_size=1, max_size=80)


@given(VALUES)
def test_every_value_falls_in_the_class_that_names_it(values):
    made = classes(values)
    assert 1 <= len(made) <= MOST
    for value in values:
        at = made.of(value)
        assert made.first[at] <= whole(value) <= made.last[at]


@given(VALUES)
def test_classes_are_ascending_spans_of_whole_numbers_that_do_not_meet(values):
    made = classes(values)
    assert all(isinstance(edge, int) for edge in (*made.first, *made.last))
    assert all(first <= last for first, last in zip(made.first, made.last, strict=True))
    assert all(last < first for last, first in zip(made.last, made.first[1:], strict=False))
    assert all(first >= 1 for first, last in zip(made.first, made.last, strict=True) if last > 0)


@given(VALUES, st.randoms())
def test_the_order_of_the_values_means_nothing(values, random):
    shuffled = values[:]
    random.shuffle(shuffled)
    assert classes(values) == classes(shuffled)


@given(VALUES)
def test_a_greater_value_is_in_no_lower_class(values):
    made = classes(values)
    numbers = [made.of(value) for value in sorted(values)]
    assert numbers == sorted(numbers)


def test_few_numbers_are_classes_of_their_own():
    assert classes([7.0, 2.0, 7.0, 169.0]).labels(words()) == ["2", "7", "169"]


def test_breaks_are_round_where_that_moves_no_township():
    made = classes([1, 2, 3, 4, 7, 8, 9, 12, 14, 15, 20, 26, 29, 30, 34, 45, 57, 69, 80, 170])
    assert made.labels(words()) == ["1", "2–4", "5–19", "20–49", "50–170"]


def test_a_class_of_one_number_is_named_by_it():
    assert classes([1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14, 169]).labels(words())[-1] == "169"


@given(VALUES)
def test_no_class_names_more_than_it_holds_where_it_holds_one_number(values):
    made = classes(values)
    for at in range(len(made)):
        held = {whole(value) for value in values if made.of(value) == at}
        assert len(held) > 1 or (made.first[at], made.last[at]) == (min(held), min(held))


def test_a_share_of_an_incident_is_fewer_than_one_and_not_zero():
    made = classes([0.2, 1, 2, 5, 9, 14, 100])
    assert made.labels(words())[0] == "fewer than 1"
    assert made.of(0.2) == 0
    assert made.of(0.5) == 1


@pytest.mark.parametrize("value", [0.0, -1.0, float("nan")])
def test_zero_has_no_class(value):
    with pytest.raises(ValueError, match="zero and what is not known have signs of their own"):
        classes([3.0, value])


def test_no_values_have_no_classes():
    assert len(classes([])) == 0


@pytest.mark.long
def test_mapclassify_is_imported_only_where_breaks_are_needed():
    code = (
        "import sys; from tollbook.charts.classes import classes; classes([1, 2, 3, 4, 5]);"
        "assert 'mapclassify' not in sys.modules; classes(range(1, 7)); assert 'mapclassify' in sys.modules"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
