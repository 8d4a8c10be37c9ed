"""What else must be hidden: sums worked out by hand, and a search through all whole numbers that fit what is published."""

from __future__ import annotations

import time
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from tollbook.release.hiding import DoNotAddUp, Sums, also_hidden, exposed

Row = tuple[list[float], Any]


def sums_of(figures: dict[str, Row], hidden: dict[str, int], cost: dict[str, float] | None = None) -> Sums:
    """Figures by name: shares and value (or low, best, high); hidden ones with their "below". Wide figures are dear."""
    names = list(figures)
    parts = np.array([figures[name][0] for name in names], dtype=float)
    values = np.array([np.atleast_1d(figures[name][1]) for name in names], dtype=float)
    return Sums(
        parts=sparse.csr_array(parts),
        values=values,
        hidden=np.array([name in hidden for name in names]),
        below=np.array([hidden.get(name, 0) for name in names]),
        cost=np.array(
            [(cost or {}).get(name, np.count_nonzero(parts[i])) for i, name in enumerate(names)], dtype=float
        ),
        key=np.array(names),
    )


def names(sums: Sums, chosen: Any) -> set[str]:
    return {str(name) for name in sums.key[chosen]}


def further(sums: Sums) -> set[str]:
    return names(sums, also_hidden(sums))


# ------------------------------------------------------------------------------------------------- worked by hand


def test_a_total_and_its_other_parts_give_the_hidden_one_and_the_cheapest_goes_too():
    sums = sums_of({"all": ([1, 1, 1], 20), "a": ([1, 0, 0], 3), "b": ([0, 1, 0], 8), "c": ([0, 0, 1], 9)}, {"a": 5})
    assert names(sums, exposed(sums)) == {"a"}  # 20 - 8 - 9 = 3
    assert further(sums) == {"b"}  # as cheap as c, and smaller; a + b = 11 leaves a at 1 to 4
    assert names(sums, exposed(sums, sums.hidden | also_hidden(sums))) == set()


def test_what_costs_less_goes_first():
    figures = {"all": ([1, 1, 1], 20), "a": ([1, 0, 0], 3), "b": ([0, 1, 0], 8), "c": ([0, 0, 1], 9)}
    assert further(sums_of(figures, {"a": 5}, {"b": 7, "c": 5, "all": 9})) == {"c"}
    assert further(sums_of(figures, {"a": 5}, {"b": 7, "c": 5, "all": 1})) == {"all"}
    assert further(sums_of(figures | {"c": ([0, 0, 1], 8.0), "all": ([1, 1, 1], 19)}, {"a": 5})) == {"c"}  # last by key


def test_without_a_total_nothing_is_had():
    sums = sums_of({"a": ([1, 0], 3), "b": ([0, 1], 8)}, {"a": 5})
    assert not exposed(sums).any() and not also_hidden(sums).any()


def test_in_a_table_with_both_totals_a_rectangle_goes():
    # 3  6 |  9      Hiding the 3 takes one more of its row and one of its column (each is a total less the other), and
    # 7  8 | 15      the fourth corner: else 8 published would give 6 = 14 - 8, and with it 9 - 6 = 3.
    # 10 14 | 24
    figures: dict[str, Row] = {
        "aa": ([1, 0, 0, 0], 3),
        "ab": ([0, 1, 0, 0], 6),
        "ba": ([0, 0, 1, 0], 7),
        "bb": ([0, 0, 0, 1], 8),
        "a*": ([1, 1, 0, 0], 9),
        "b*": ([0, 0, 1, 1], 15),
        "*a": ([1, 0, 1, 0], 10),
        "*b": ([0, 1, 0, 1], 14),
        "**": ([1, 1, 1, 1], 24),
    }
    sums = sums_of(figures, {"aa": 5})
    assert further(sums) == {"ab", "ba", "bb"}
    for corner in ("ab", "ba", "bb"):
        assert exposed(sums, sums.hidden | also_hidden(sums) & (sums.key != corner)).any()


@pytest.mark.parametrize("total", [2, 8])
def test_two_small_ones_at_the_end_of_their_range_are_had_from_their_sum(total):
    # Each is 1 to 4: a sum of 8 is 4 and 4, a sum of 2 is 1 and 1.
    half = total // 2
    sums = sums_of({"all": ([1, 1], total), "a": ([1, 0], half), "b": ([0, 1], half)}, {"a": 5, "b": 5})
    assert names(sums, exposed(sums)) == {"a", "b"}
    assert further(sums) == {"all"}


def test_two_small_ones_in_the_middle_are_not():
    sums = sums_of({"all": ([1, 1], 7), "a": ([1, 0], 3), "b": ([0, 1], 4)}, {"a": 5, "b": 5})
    assert not exposed(sums).any() and not also_hidden(sums).any()  # 3 and 4, or 4 and 3


def test_a_hidden_figure_of_which_nothing_is_said_may_be_nought():
    # 2 = a + b: with "<5" said of both they are 1 and 1; with nothing said, 0 and 2 as well.
    figures: dict[str, Row] = {"all": ([1, 1], 2), "a": ([1, 0], 1), "b": ([0, 1], 1)}
    assert exposed(sums_of(figures, {"a": 5, "b": 5})).all(where=[False, True, True])
    assert not exposed(sums_of(figures, {"a": 5, "b": 0})).any()


def test_all_parts_of_a_published_nought_are_nought():
    sums = sums_of({"all": ([1, 1], 0), "a": ([1, 0], 0), "b": ([0, 1], 0)}, {"a": 0, "b": 0})
    assert names(sums, exposed(sums)) == {"a", "b"}
    assert further(sums) == {"all"}


def test_the_same_figure_under_another_name_goes_too():
    # A township with one finding: its month, its quarter and its year are that finding.
    figures: dict[str, Row] = {"month": ([1, 0], 3), "quarter": ([1, 0], 3), "year": ([1, 0], 3), "all": ([1, 1], 60)}
    sums = sums_of(figures, {"month": 5})
    assert names(sums, exposed(sums)) == {"month"}
    assert further(sums) == {"quarter", "year"}


def test_figures_that_are_one_go_together_when_they_go_for_another():
    # all = a + b, and b is also the figure c: hiding b alone leaves a = all - c. So "all", one figure, is the cheaper.
    figures: dict[str, Row] = {"all": ([1, 1], 20), "a": ([1, 0], 3), "b": ([0, 1], 17), "c": ([0, 1], 17)}
    assert further(sums_of(figures, {"a": 5}, {"all": 3, "b": 2, "c": 2})) == {"all"}
    assert further(sums_of(figures, {"a": 5}, {"all": 5, "b": 2, "c": 2})) == {"b", "c"}


def test_a_finding_over_two_months_counts_by_its_days():
    # 11 = a + b; January a + b/2 = 7, February b/2 = 4. January published: b = 2 x (11 - 7) = 8, and half of it is 4.
    figures: dict[str, Row] = {"quarter": ([1, 1], 11), "january": ([1, 0.5], 7), "february": ([0, 0.5], 4)}
    sums = sums_of(figures, {"february": 5}, {"quarter": 3, "january": 2})
    assert names(sums, exposed(sums)) == {"february"}
    assert further(sums) == {"january"}


def test_what_a_later_figure_made_needless_is_given_back():
    # (3) and the like are hidden by a rule. Each row and column has to lose two; a ring of six does it, and the 2 at the
    # end of the first row, which goes for the first (3) alone, is published again.
    #    2  (3)  2        x  (3)  2
    #   (4)  6   2       (4)  6   x
    #    5   0  (3)       5   x  (3)
    cells = np.array([[2, 3, 2], [4, 6, 2], [5, 0, 3]])
    figures: dict[str, Row] = {}
    for row, column in product((0, 1, 2, "*"), repeat=2):
        grid = np.zeros((3, 3))
        grid[slice(None) if row == "*" else row, slice(None) if column == "*" else column] = 1
        figures[f"{row}{column}"] = (grid.ravel().tolist(), int((grid * cells).sum()))
    assert further(sums_of(figures, dict.fromkeys(["01", "10", "22"], 5))) == {"00", "12", "21"}


def test_months_quarters_and_a_year():
    # First quarter 2 + 6 + 9 = 17, second 7 + 5 + 8 = 20, year 37. Hiding January takes a month of its quarter, no more.
    months = dict(zip("jfmaiu", (2, 6, 9, 7, 5, 8), strict=True))
    figures: dict[str, Row] = {name: (np.eye(6)[i].tolist(), n) for i, (name, n) in enumerate(months.items())}
    figures |= {"q1": ([1, 1, 1, 0, 0, 0], 17), "q2": ([0, 0, 0, 1, 1, 1], 20), "year": ([1] * 6, 37)}
    assert further(sums_of(figures, {"j": 5})) == {"f"}
    # Without the first quarter the year less the second gives it: hiding q1 alone would not help.
    sums = sums_of(figures, {"j": 5})
    assert names(sums, exposed(sums, sums.hidden | (sums.key == "q1"))) == {"j"}


def test_townships_a_row_not_stated_and_the_state():
    # 4 + 30 + 6 not stated = 40: "not stated" is a part as the townships are.
    figures: dict[str, Row] = {
        "a": ([1, 0, 0], 4),
        "b": ([0, 1, 0], 30),
        "not": ([0, 0, 1], 6),
        "state": ([1, 1, 1], 40),
    }
    assert further(sums_of(figures, {"a": 5})) == {"not"}
    # And it may be the one to hide.
    small: dict[str, Row] = {"a": ([1, 0, 0], 9), "b": ([0, 1, 0], 30), "not": ([0, 0, 1], 2), "state": ([1, 1, 1], 41)}
    assert further(sums_of(small, {"not": 5})) == {"a"}


def test_each_bound_may_give_it_away():
    # Only the highs of "all" and b are published: the high of a is 9 - 6 = 3, though its best is not to be had.
    none = np.nan
    figures: dict[str, Row] = {
        "all": ([1, 1], (none, none, 9)),
        "a": ([1, 0], (1, 2, 3)),
        "b": ([0, 1], (none, none, 6)),
    }
    sums = sums_of(figures, {"a": 5})
    assert names(sums, exposed(sums)) == {"a"}
    assert further(sums) == {"b"}


def test_a_low_of_nought_is_no_disclosure():
    none = np.nan
    figures: dict[str, Row] = {
        "all": ([1, 1], (5, none, none)),
        "a": ([1, 0], (0, 2, 3)),
        "b": ([0, 1], (5, none, none)),
    }
    assert not exposed(sums_of(figures, {"a": 5})).any()
    figures["all"], figures["a"] = ([1, 1], (6, none, none)), ([1, 0], (1, 2, 3))
    assert names(sums_of(figures, {"a": 5}), exposed(sums_of(figures, {"a": 5}))) == {"a"}  # a low of 6 - 5 = 1 is


def test_a_finding_across_a_border_counts_in_no_low_and_in_every_high():
    # b lies half in each month. Lows: January a, February none. Highs: January a + b, February b, both a + b.
    figures: dict[str, Row] = {
        "both": ([1, 1], (2 + 5, 3 + 8, 6 + 10)),
        "january": ([1, 0.5], (2, 3 + 4, 6 + 10)),
        "february": ([0, 0.5], (0, 4, 10)),
    }
    sums = sums_of(figures, {"february": 5}, {"both": 3, "january": 2})
    assert names(sums, exposed(sums)) == {"february"}
    assert further(sums) == {"january"}  # the highs of "both" are those of January: no more can be had from them


def test_what_is_said_may_leave_one_number_whatever_is_hidden():
    one = sums_of({"all": ([1, 1], 9), "a": ([1, 0], 1), "b": ([0, 1], 8)}, {"a": 2})
    assert not exposed(one).any() and not also_hidden(one).any()  # "<2" says 1 by itself
    # "<5" of a total of four that are each at least 1: it is 4, and hiding more is no help.
    figures: dict[str, Row] = {name: (np.eye(5)[i].tolist(), 1) for i, name in enumerate("abcd")}
    figures |= {"four": ([1, 1, 1, 1, 0], 4), "all": ([1] * 5, 90)}
    four = sums_of(figures, dict.fromkeys(["a", "b", "c", "d", "four"], 5))
    assert names(four, exposed(four)) == {"a", "b", "c", "d", "four"}
    hidden = four.hidden | also_hidden(four)
    assert names(four, exposed(four, hidden)) == {"a", "b", "c", "d", "four"}


def test_whole_people_leave_less_than_real_numbers_do():
    # a + b + d = b + c + d = a + c + d = 3, so that a = b = c = (3 - d)/2. With "<3" of d it is 1 or 2 as a real number;
    # but 2 would make half a person of a.
    figures: dict[str, Row] = {
        "ab": ([1, 1, 0, 1], 3),
        "bc": ([0, 1, 1, 1], 3),
        "ac": ([1, 0, 1, 1], 3),
        "d": ([0, 0, 0, 1], 1),
    }
    sums = sums_of(figures, {"d": 3})
    assert names(sums, exposed(sums)) == {"d"}
    assert not exposed(sums, sums.hidden | also_hidden(sums)).any()


def test_a_low_of_nought_that_two_sums_leave_is_no_disclosure():
    # a + b = 5 and a + b + c = 5: c is 0, though neither a nor b is to be had.
    none = np.nan
    lows = {"ab": ([1, 1, 0], 5), "abc": ([1, 1, 1], 5), "a": ([1, 0, 0], 2), "b": ([0, 1, 0], 3), "c": ([0, 0, 1], 0)}
    figures: dict[str, Row] = {name: (shares, (low, none, none)) for name, (shares, low) in lows.items()}
    assert not exposed(sums_of(figures, {"a": 0, "b": 0, "c": 0})).any()
    bests: dict[str, Row] = {name: (shares, low) for name, (shares, low) in lows.items()}
    assert names(sums_of(bests, {"a": 0, "b": 0, "c": 0}), exposed(sums_of(bests, {"a": 0, "b": 0, "c": 0}))) == {"c"}


def test_when_nothing_is_hidden_nothing_changes():
    sums = sums_of({"all": ([1, 1], 7), "a": ([1, 0], 3), "b": ([0, 1], 4)}, {})
    assert not also_hidden(sums).any() and not exposed(sums).any()


def test_a_figure_without_findings_is_no_sum_of_others():
    sums = sums_of({"all": ([1, 1], 7), "a": ([0, 0], 0), "b": ([1, 1], 7)}, {"a": 0})
    assert not exposed(sums).any() and not also_hidden(sums).any()


def test_two_editions_stacked_give_what_neither_gives():
    # The first edition publishes all = a + b, the second b alone and hides a.
    first: dict[str, Row] = {"1 all": ([1, 1], 20)}
    second: dict[str, Row] = {"2 a": ([1, 0], 3), "2 b": ([0, 1], 17)}
    assert not exposed(sums_of(second, {"2 a": 5})).any()
    both = sums_of(first | second, {"2 a": 5})
    assert names(both, exposed(both)) == {"2 a"}


def test_figures_that_do_not_add_up_are_refused():
    sums = sums_of({"all": ([1, 1], 5), "a": ([1, 0], 3), "b": ([0, 1], 9), "c": ([1, 1], 12)}, {"a": 5})
    with pytest.raises(DoNotAddUp, match="all"):
        exposed(sums)
    with pytest.raises(DoNotAddUp):
        also_hidden(sums)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (dict(values=np.ones((3, 2))), "values: of shape"),
        (dict(values=-np.ones((3, 1))), "below 0"),
        (dict(hidden=np.ones(2, dtype=bool)), "hidden: 2 rows"),
        (dict(parts=sparse.csr_array(2 * np.ones((3, 2)))), "a share"),
        (dict(key=np.array(["a", "b", "a"])), "comes twice"),
        (dict(below=np.array([0, 1, 0])), "at least 2"),
        (dict(below=np.array([0, 3, 0])), "a is 3, not in 1 to 2"),
    ],
)
def test_what_cannot_be_is_refused(change, words):
    sums = sums_of({"all": ([1, 1], 7), "a": ([1, 0], 3), "b": ([0, 1], 4)}, {"a": 5})
    given_ = {name: getattr(sums, name) for name in ("parts", "values", "hidden", "below", "cost", "key")}
    with pytest.raises(ValueError, match=words):
        Sums(**given_ | change)


def test_the_check_wants_all_that_a_rule_hides():
    sums = sums_of({"all": ([1, 1], 7), "a": ([1, 0], 3), "b": ([0, 1], 4)}, {"a": 5})
    with pytest.raises(ValueError, match="not in it"):
        exposed(sums, np.zeros(3, dtype=bool))


# ------------------------------------------------------------------------------------- every whole number that fits


@st.composite
def tables(draw: Any) -> Sums:
    """Places by months with both totals and a "quarter" of the first two months; some of the small figures hidden."""
    places, months = draw(st.integers(2, 3)), draw(st.integers(2, 3))
    cells = np.array(draw(st.lists(st.integers(0, 6), min_size=places * months, max_size=places * months)))
    figures: dict[str, Row] = {}
    spans = {f"m{i}": [i] for i in range(months)} | {"q": [0, 1], "y": list(range(months))}
    wheres = {f"p{i}": [i] for i in range(places)} | {"all": list(range(places))}
    for (where, rows), (when, columns) in product(wheres.items(), spans.items()):
        grid = np.zeros((places, months))
        grid[np.ix_(rows, columns)] = 1
        figures[f"{where} {when}"] = (grid.ravel().tolist(), int(grid.ravel() @ cells))
    small = [name for name, (_, value) in figures.items() if 1 <= value < 5]
    chosen = draw(st.lists(st.sampled_from(small), unique=True, max_size=5)) if small else []
    return sums_of(figures, {name: draw(st.sampled_from([5, 5, 0])) for name in chosen})


def values_left(sums: Sums, hidden: Any) -> dict[int, set[int]]:
    """By search: values that each figure of ``sums.hidden`` takes in whole numbers that fit; two are enough."""
    parts, values = sums.parts.toarray().astype(int), sums.values[:, 0]
    # One that no published sum holds may grow without end: a little is enough to show it.
    atoms = range(parts.shape[1])
    holding = [[i for i in np.flatnonzero(~hidden) if parts[i, a]] for a in atoms]
    ends = [int(min((values[i] for i in holding[a]), default=5)) for a in atoms]
    seen: dict[int, set[int]] = {int(i): set() for i in np.flatnonzero(sums.hidden)}
    left = values.astype(int).copy()

    def search(a: int, numbers: list[int]) -> None:
        if all(len(found) > 1 for found in seen.values()):
            return
        if a == parts.shape[1]:
            now = parts @ numbers
            said = sums.hidden & (sums.below > 0)
            if all(1 <= now[i] < sums.below[i] for i in np.flatnonzero(said)):
                for i, found in seen.items():
                    found.add(int(now[i]))
            return
        for n in range(min([ends[a], *(left[i] for i in holding[a])]) + 1):
            left[holding[a]] -= n
            # A published sum whose last part this is must be used up.
            if all(left[i] == 0 for i in holding[a] if not parts[i, a + 1 :].any()):
                search(a + 1, [*numbers, n])
            left[holding[a]] += n

    search(0, [])
    return seen


def assert_agrees_with_the_search(sums: Sums, hidden: Any) -> None:
    said = exposed(sums, hidden)
    for i, found in values_left(sums, hidden).items():
        assert found, "the true numbers fit"
        assert said[i] == (len(found) < 2), (sums.key[i], found)


@given(tables(), st.randoms(use_true_random=False))
def test_the_check_says_what_a_search_through_all_whole_numbers_says(sums, random):
    assert_agrees_with_the_search(sums, sums.hidden)
    more = np.array([random.random() < 0.4 for _ in sums.key])
    assert_agrees_with_the_search(sums, sums.hidden | more)


@given(tables())
def test_what_is_hidden_may_be_two_numbers_at_least(sums):
    hidden = sums.hidden | also_hidden(sums)
    for i, found in values_left(sums, hidden).items():
        # What is said of hidden figures may leave one number whatever is published: then nothing can be done.
        assert len(found) > 1 or len(values_left(sums, np.ones_like(hidden))[i]) == 1, sums.key[i]


@pytest.mark.long
@settings(max_examples=150)
@given(tables(), st.randoms(use_true_random=False))
def test_the_same_of_many_more_tables(sums, random):
    hidden = sums.hidden | also_hidden(sums)
    assert_agrees_with_the_search(sums, hidden)
    assert_agrees_with_the_search(sums, sums.hidden | np.array([random.random() < 0.4 for _ in sums.key]))


@given(tables())
def test_nothing_is_hidden_for_nothing(sums):
    chosen = also_hidden(sums)
    hidden = sums.hidden | chosen
    before = exposed(sums, hidden)
    rows = [tuple(row) for row in sums.parts.toarray()]
    for i in np.flatnonzero(chosen):
        same = np.array([row == rows[i] for row in rows])
        if not (same & sums.hidden).any():
            assert (exposed(sums, hidden & ~same) & ~before).any(), sums.key[i]


@given(tables(), st.randoms(use_true_random=False))
def test_hiding_more_never_gives_more_away(sums, random):
    some = sums.hidden | np.array([random.random() < 0.3 for _ in sums.key])
    more = some | np.array([random.random() < 0.3 for _ in sums.key])
    assert not (exposed(sums, more) & ~exposed(sums, some)).any()


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_findings_decides_nothing(sums, random):
    rows, atoms = list(range(sums.parts.shape[0])), list(range(sums.parts.shape[1]))
    random.shuffle(rows)
    random.shuffle(atoms)
    other = Sums(
        parts=sums.parts[rows][:, atoms],
        **{name: getattr(sums, name)[rows] for name in ("values", "hidden", "below", "cost", "key")},
    )
    assert further(other) == further(sums)
    assert names(other, exposed(other)) == names(sums, exposed(sums))


# --------------------------------------------------------------------------------------- shares, in exact fractions


def is_combination(row: list[Fraction], rows: list[list[Fraction]]) -> bool:
    """Whether a row is a linear combination of others: elimination in fractions."""
    reduced: list[tuple[int, list[Fraction]]] = []
    for one in [*rows, row]:
        left = list(one)
        for at, pivot in reduced:
            factor = left[at] / pivot[at]
            left = [x - factor * y for x, y in zip(left, pivot, strict=True)]
        at = next((i for i, x in enumerate(left) if x), None)
        if at is None:
            continue
        reduced.append((at, left))
    return at is None


@st.composite
def spread_tables(draw: Any) -> tuple[Sums, list[list[Fraction]]]:
    """Findings of a few places and months, some across the end of a month by thirds; months, two "quarters", a year."""
    atoms = draw(
        st.lists(
            st.tuples(st.integers(0, 2), st.integers(0, 3), st.sampled_from([3, 3, 2, 1])), min_size=5, max_size=12
        )
    )
    best = draw(st.lists(st.integers(1, 9), min_size=len(atoms), max_size=len(atoms)))
    spans = {f"m{i}": (i, i) for i in range(4)} | {"q1": (0, 1), "q2": (2, 3), "year": (0, 4)}
    figures: dict[str, Row] = {}
    exact = []
    for where, (when, (first, last)) in product(("p0", "p1", "p2", "all"), spans.items()):
        shares = [
            Fraction(part * (first <= month <= last) + (3 - part) * (first <= month + 1 <= last), 3)
            * (where in ("all", f"p{place}"))
            for place, month, part in atoms
        ]
        if any(shares):
            figures[f"{where} {when}"] = (
                [float(x) for x in shares],
                float(sum(x * n for x, n in zip(shares, best, strict=True))),
            )
            exact.append(shares)
    small = [name for name, (_, value) in figures.items() if 1 <= value < 4.5]
    chosen = draw(st.lists(st.sampled_from(small), unique=True, max_size=3)) if small else []
    return sums_of(figures, dict.fromkeys(chosen, 5)), exact


@given(spread_tables())
def test_no_hidden_figure_is_a_combination_of_published_ones(table):
    sums, exact = table
    given_away = exposed(sums)
    hidden = sums.hidden | also_hidden(sums)
    for i in np.flatnonzero(sums.hidden):
        before = [row for row, away in zip(exact, sums.hidden, strict=True) if not away]
        assert given_away[i] or not is_combination(exact[i], before)
        after = [row for row, away in zip(exact, hidden, strict=True) if not away]
        assert not is_combination(exact[i], after), sums.key[i]


# ---------------------------------------------------------------------------------------------------------- how long


def many(places: int, months: int, findings: int, hidden: int) -> Sums:
    """Townships in states of ten, months in quarters and a year, a tenth of the findings across the end of a month."""
    draw = np.random.default_rng(7)
    place, month = draw.integers(0, places, findings), draw.integers(0, months, findings)
    best = draw.integers(1, 12, findings).astype(float)
    share = np.where((draw.random(findings) < 0.1) & (month < months - 1), 0.5, 1.0)
    rows = {f"t{i:03}": place == i for i in range(places)} | {f"s{i:02}": place // 10 == i for i in range(places // 10)}
    spans = {f"m{i:02}": (i, i) for i in range(months)} | {f"q{i}": (3 * i, 3 * i + 2) for i in range(months // 3)}
    parts, key = [], []
    for (where, inside), (when, (first, last)) in product(
        (rows | {"all": place >= 0}).items(), (spans | {"y": (0, months)}).items()
    ):
        own = share * ((first <= month) & (month <= last)) + (1 - share) * ((first <= month + 1) & (month + 1 <= last))
        if (inside * own).any():
            parts.append(sparse.csr_array((inside * own)[None, :]))
            key.append(f"{where} {when}")
    together = sparse.csr_array(sparse.vstack(parts))
    values = together @ best
    chosen = np.zeros(len(key), dtype=bool)
    chosen[draw.permutation(np.flatnonzero((values >= 1) & (values < 4.5)))[:hidden]] = True
    cost = np.diff(together.indptr).astype(float)
    return Sums(together, values[:, None], chosen, np.where(chosen, 5, 0), cost, np.array(key))


def is_done_within(seconds: float, sums: Sums) -> None:
    begun = time.perf_counter()
    hidden = sums.hidden | also_hidden(sums)
    assert time.perf_counter() - begun < seconds
    assert not exposed(sums, hidden).any()


def test_the_figures_of_a_brief_are_soon_done():
    sums = many(30, 12, 300, 5)
    assert sums.hidden.sum() == 5
    is_done_within(3, sums)  # a fifth of a second on a quiet machine


@pytest.mark.long
def test_the_figures_of_a_country_are_done_too():
    sums = many(330, 12, 20_000, 20)
    assert sums.hidden.sum() == 20
    is_done_within(30, sums)  # two seconds on a quiet machine
