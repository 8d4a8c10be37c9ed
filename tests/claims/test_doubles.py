"""Claims that may stand there twice, and incidents that may be one: each rule, and what it leaves alone."""

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import claim
from tollbook.claims import doubles

REPORT = {"url": "https://example.org/report"}


def table(*rows):
    return tb.Claims.from_frame(pd.DataFrame(rows), name="invented-claims.csv").table


def numbers(n):
    return {"low": str(n), "best": str(n), "high": str(n)}


def test_one_report_with_two_numbers_for_the_very_same():
    rows = table(claim(1, **REPORT), claim(2, **REPORT, **numbers(12)), claim(3, **REPORT, **numbers(14)))
    assert doubles.told_twice(rows) == [[0, 1, 2]]


@pytest.mark.parametrize(
    "other",
    [
        {"url": "https://example.org/another"},
        {"attributed_to": "Myanmar Now"},
        {"measure": "civilians_injured"},
        {"base": "includes fighters"},
        {"extent": "part"},
        {"end": "2024-11-11", "date_precision": "span"},
        {"place_name": "Kale", "pcode": "MMR005024"},
    ],
    ids=lambda other: "-".join(other),
)
def test_what_is_told_of_something_else_is_no_double(other):
    assert doubles.told_twice(table(claim(1, **REPORT), claim(2, **{**REPORT, **numbers(12), **other}))) == []


def test_rows_that_say_the_same_in_every_column_are_left_to_the_check():
    rows = table(claim(1, **REPORT), claim(2, **REPORT), claim(3, **REPORT, **numbers(12)))
    assert doubles.told_twice(rows) == [[0, 2]]
    assert doubles.told_twice(rows.iloc[:0]) == doubles.said_alike(rows.iloc[:0]) == []


def test_the_same_words_of_one_report_for_another_place_or_day():
    same = {**REPORT, "wording": "at least ten", "low": "10", "best": "10", "high": ""}
    rows = table(
        claim(1, **same),
        claim(2, "invented-2", **{**same, "wording": "At least ten "}, place_name="Kale", pcode="MMR005024"),
        claim(3, "invented-3", **{**same, "wording": "ten", **numbers(10)}),
        claim(4, "invented-4", **{**same, "url": "https://example.org/another"}, start="2024-11-12", end="2024-11-12"),
    )
    assert doubles.said_alike(rows) == [[0, 1]]
    # For the same place and days it is told twice, and not said alike.
    assert doubles.said_alike(table(claim(1, **same), claim(2, **same, attributed_to="Myanmar Now"))) == []


def test_two_incidents_of_one_township_on_one_day_may_be_one():
    rows = table(
        claim(1, "invented-fighting", start="2024-11-09", end="2024-11-12", date_precision="span"),
        claim(2, "invented-strike", place_level="village", place_name="Alelbon"),
        claim(3, "invented-strike", measure="civilians_injured"),
    )
    found = doubles.perhaps_one(rows)
    assert found.to_dict("records") == [
        {"one": "invented-fighting", "other": "invented-strike", "measure": "civilians_killed", "township": "MMR005019", "at": 0, "beside": 1}
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"start": "2024-11-11", "end": "2024-11-11"},
        {"measure": "civilians_injured"},
        {"base": "includes fighters"},
        {"place_name": "Kale", "pcode": "MMR005024"},
        {"start": "2024-11-01", "end": "2024-11-30", "date_precision": "month"},
        {"scope": "aggregate"},
        {"place_level": "state", "place_name": "Sagaing Region", "pcode": "MMR005"},
    ],
    ids=lambda other: "-".join(other),
)
def test_incidents_that_are_not_one(other):
    assert doubles.perhaps_one(table(claim(1, "invented-1"), claim(2, "invented-2", **other))).empty


def test_incidents_of_two_villages_are_two():
    village = {"place_level": "village"}
    one, other = claim(1, "invented-1", **village, place_name="Alelbon"), claim(2, "invented-2", **village, place_name="Inpin")
    assert doubles.perhaps_one(table(one, other)).empty
    assert len(doubles.perhaps_one(table(one, {**other, "place_name": "alelbon"}))) == 1


def test_a_pair_is_told_once_however_many_claims_it_has():
    rows = [claim(n, f"invented-{n % 2}", url=f"https://example.org/{n}") for n in range(1, 9)]
    assert len(doubles.perhaps_one(table(*rows))) == 1


def test_the_order_of_the_rows_changes_nothing():
    rows = [
        claim(1, "invented-1", **REPORT, wording="ten"),
        claim(2, "invented-1", **REPORT, **numbers(12)),
        claim(3, "invented-2", url="https://example.org/another"),
        claim(4, "invented-3", **REPORT, wording="ten", place_name="Kale", pcode="MMR005024"),
    ]
    shuffled = [rows[at] for at in (3, 1, 0, 2)]

    def found(given):
        made = table(*given)
        ids = made["claim_id"].tolist()
        pairs = {frozenset((row.one, row.other)) for row in doubles.perhaps_one(made).itertuples()}
        sets = [{frozenset(ids[at] for at in members) for members in rule(made)} for rule in (doubles.told_twice, doubles.said_alike)]
        return pairs, *sets

    assert found(rows) == found(shuffled) == ({frozenset(("invented-1", "invented-2"))}, {frozenset(("x001", "x002"))}, {frozenset(("x001", "x004"))})
