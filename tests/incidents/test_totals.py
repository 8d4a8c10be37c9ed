"""Totals that others published, held against each other: worked by hand."""

import pandas as pd

import tollbook as tb
from tests.briefs.invented import PALE, claim
from tollbook.incidents.totals import disagreements, merged

SAGAING = {"pcode": "MMR005", "place_level": "state", "place_name": "Sagaing Region"}
YEAR = {"start": "2024-01-01", "end": "2024-12-31"}


def total(number, count=None, **cells):
    numbers = {} if count is None else {"low": str(count), "best": str(count), "high": str(count)}
    row = {**SAGAING, **YEAR, "means": "", "attributed_to": "A Named Group", **numbers, **cells}
    return claim(number, "", scope="aggregate", **row)


def held(*rows):
    claims = tb.Claims.from_frame(pd.DataFrame(rows), name="invented-claims.csv")
    assert [str(problem) for problem in claims.problems.errors] == []
    return merged(tb.aggregates(claims).table.astype({"means": str}))


def wrong(*rows):
    totals = held(*rows)
    return [
        (
            row.kind,
            totals["best"].iloc[row.first],
            tuple(totals["best"].iloc[list(row.others)]),
            row.same_origin,
            row.gap,
        )
        for row in disagreements(totals).itertuples()
    ]


def test_what_outlets_repeat_of_one_origin_is_one_total():
    totals = held(total(1, 100), total(2, 100, source="Another Invented Outlet"), total(3, 90))
    assert totals["claim_ids"].tolist() == [("x003",), ("x001", "x002")]


def test_two_numbers_for_the_same_place_and_days_contradict_each_other():
    assert wrong(total(1, 686), total(2, 687)) == [("other number", 686, (687,), True, 1)]
    others = wrong(total(1, 600), total(2, 700, attributed_to="Another Named Group"))
    assert others == [("other number", 600, (700,), False, 100)]


def test_at_least_and_a_count_above_it_agree_and_one_below_it_does_not():
    floor = total(1, low="600", best="600", high="")
    assert wrong(floor, total(2, 687)) == []
    assert wrong(floor, total(2, 599)) == [("other number", 599, (600,), True, 1)]


def test_another_base_another_measure_and_other_means_are_compared_with_nothing():
    assert wrong(total(1, 600), total(2, 700, base="includes fighters")) == []
    assert wrong(total(1, 600), total(2, 700, measure="civilians_injured")) == []
    assert wrong(total(1, 600, means="arson"), total(2, 700, means="airstrike")) == []


def test_a_later_total_below_an_earlier_one_of_the_same_beginning():
    earlier = total(1, 500, end="2024-06-30")
    assert wrong(earlier, total(2, 400)) == [("below a part", 400, (500,), True, 100)]
    assert wrong(earlier, total(2, 500)) == []


def test_a_whole_below_what_lies_in_it_by_days_place_or_means():
    june = {"start": "2024-06-01", "end": "2024-06-30"}
    pale = {"pcode": PALE, "place_level": "township", "place_name": "Pale"}
    assert wrong(total(1, 50), total(2, 60, **june)) == [("below a part", 50, (60,), True, 10)]
    assert wrong(total(1, 50), total(2, 60, **pale)) == [("below a part", 50, (60,), True, 10)]
    assert wrong(total(1, 50), total(2, 60, means="airstrike")) == [("below a part", 50, (60,), True, 10)]
    # Of what was done by one means nothing is said by the whole.
    assert wrong(total(1, 50, means="airstrike"), total(2, 60, **june)) == []


def test_a_whole_below_the_sum_of_what_lies_in_it_on_days_apart():
    # May, June and a span over both: June and May add up to 90, the span holds 70.
    may = total(1, 50, start="2024-05-01", end="2024-05-31")
    june = total(2, 40, start="2024-06-01", end="2024-06-30")
    both = total(3, 70, start="2024-05-10", end="2024-06-10")
    assert wrong(may, june, both, total(4, 80)) == [("below its parts", 80, (50, 40), True, 10)]
    # Parts of two origins may be the same people.
    assert wrong(may, june | {"attributed_to": "Another Named Group"}, total(4, 80)) == []


def test_one_number_for_days_that_begin_apart():
    later = total(2, 500, start="2024-05-01")
    assert wrong(total(1, 500), later) == [("same number", 500, (500,), True, 0)]


def test_parts_and_places_without_a_code_contradict_nothing():
    part = {"extent": "part"}
    assert wrong(total(1, 33, **part), total(2, 24, **part)) == []
    assert wrong(total(1, 33, **part), total(2, 24)) == [("below a part", 24, (33,), True, 9)]
    nowhere = {"pcode": "", "place_level": "country", "place_name": "Sagaing and Magway"}
    assert wrong(total(1, 33, **nowhere), total(2, 24, **nowhere)) == []


def test_two_villages_without_codes_of_their_own_are_two_places():
    village = {"pcode": PALE, "place_level": "village"}
    one, other = ({**village, "place_name": name} for name in ("Invented A", "Invented B"))
    assert wrong(total(1, 33, **one), total(2, 24, **other)) == []
    assert wrong(total(1, 33, **one), total(2, 24, **one)) == [("other number", 24, (33,), True, 9)]
