"""Reductions over segments against plain Python."""

import statistics

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tollbook.incidents.segments import lengths, lower_median, numbers, starts_of

pairs = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 50)), max_size=40)


@given(pairs)
def test_lower_median_is_the_median_low_of_each_group(rows):
    groups = np.array([g for g, _ in rows], dtype=np.int64)
    values = np.array([v for _, v in rows], dtype=np.float64)
    result = lower_median(groups, values, 6)
    for group in range(6):
        own = [v for g, v in rows if g == group]
        assert np.isnan(result[group]) if not own else result[group] == statistics.median_low(own)


def test_starts_and_lengths_and_numbers_of_segments():
    key = np.array([3, 3, 1, 1, 1, 2])
    starts = starts_of(key)
    assert starts.tolist() == [0, 2, 5]
    assert lengths(starts, 6).tolist() == [2, 3, 1]
    assert numbers(starts, 6).tolist() == [0, 0, 1, 1, 1, 2]


def test_a_segment_ends_where_any_key_changes():
    assert starts_of(np.array([1, 1, 1, 2]), np.array([7, 8, 8, 8])).tolist() == [0, 1, 3]


def test_no_rows_have_no_segments():
    assert starts_of(np.empty(0, dtype=np.int64)).tolist() == []
