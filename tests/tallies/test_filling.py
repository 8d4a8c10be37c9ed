"""What late reports did to earlier periods: hand-worked pairs of then and now."""

from __future__ import annotations

from tollbook.tallies.comparing import Cell
from tollbook.tallies.filling import Filling, filling


def number(low, best, high, is_open=False):
    return Cell(low, best, high, is_open, incidents=1)


NOTHING = Cell()


def test_each_pair_counts_once_by_what_came_of_it():
    seen = filling(
        [
            (number(5, 5, 5), number(5, 5, 5)),  # the same
            (NOTHING, number(7, 7, 7)),  # no report then
            (number(50, 50, 100), number(50, 168, 174)),  # 118 more
            (number(10, 10, 10), number(12, 12, 12)),  # 2 more
            (number(20, 20, 20), number(15, 15, 15)),  # lower
            (number(27, 29, None, True), number(26, 29, None, True)),  # other bounds alone
            (number(0, None, None, True), number(3, 3, 3)),  # no best then: nothing that could be taken from it
        ]
    )
    assert seen == Filling(7, alike=1, silent=1, higher=2, lower=1, otherwise=2, least=2, most=118)
    assert seen.moved == 6


def test_a_period_without_a_report_on_either_day_is_not_one_that_stayed_the_same():
    assert filling([(NOTHING, NOTHING), (number(1, 1, 1), number(1, 1, 1))]) == Filling(1, alike=1)
    assert filling([]) == Filling()


def test_what_came_where_nothing_was_known_is_no_sum_that_was_added_to_zero():
    seen = filling([(NOTHING, number(9, 9, 9))])
    assert (seen.silent, seen.higher, seen.least, seen.most) == (1, 0, None, None)


def test_a_figure_that_is_gone_by_now_has_moved():
    assert filling([(number(9, 9, 9), NOTHING)]).otherwise == 1
