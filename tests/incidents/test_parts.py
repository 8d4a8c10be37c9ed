"""The greatest sum over parts in one report, against every choice there is."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tollbook.incidents.parts import _heaviest, _Parts

part = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 6), st.integers(0, 3), st.integers(0, 40))


def may_overlap(one, other):
    """Days in common, and not two places of one level."""
    days = one[2] <= other[2] + other[3] and other[2] <= one[2] + one[3]
    return days and not (one[0] == other[0] and one[1] != other[1])


def greatest_by_trying(parts):
    sums = [0]
    for size in range(1, len(parts) + 1):
        for chosen in combinations(parts, size):
            apart = not any(may_overlap(*pair) for pair in combinations(chosen, 2))
            sums.append(sum(p[4] for p in chosen) if apart else 0)
    return max(sums)


def heaviest(parts):
    level, place, first, length, value = (np.array(column, dtype=np.int64) for column in zip(*parts, strict=True))
    zero = np.zeros(len(parts), dtype=np.int64)
    weight = value.astype(np.float64)
    return _heaviest(_Parts(zero, zero, level, place, first, first + length, weight, weight), slice(None), weight)


@given(st.lists(part, min_size=1, max_size=9))
def test_the_greatest_sum_is_that_of_trying_every_choice(parts):
    assert heaviest(parts) == greatest_by_trying(parts)


def test_villages_of_one_report_add_up_and_the_township_that_holds_them_does_not():
    # Two villages on one day (33 and 6), the whole township over the same days (30), another village later (3).
    parts = [(0, 0, 14, 0, 33), (0, 1, 14, 0, 6), (1, 2, 14, 1, 30), (0, 3, 18, 0, 3)]
    assert heaviest(parts) == 42


def test_parts_of_one_place_on_common_days_are_one_after_the_other_or_not_at_all():
    # Kawlin, March 2024: 30 buildings over three days, 5 and 24 on two days of the three.
    assert heaviest([(0, 0, 2, 2, 30), (0, 0, 3, 0, 5), (0, 0, 4, 0, 24)]) == 30


def test_a_long_list_of_villages_is_added_in_full():
    assert heaviest([(0, village, 1, 0, 1) for village in range(300)] + [(1, 0, 1, 0, 7)]) == 300
