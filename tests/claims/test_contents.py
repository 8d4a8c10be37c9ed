"""What a table of claims is made of, counted from a few invented rows that anybody can count again."""

import numpy as np
import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import claim
from tollbook.claims import contents


def table(*rows):
    return tb.Claims.from_frame(pd.DataFrame(rows), name="invented-claims.csv").table


@pytest.fixture(scope="module")
def some():
    return table(
        claim(1, url="https://example.org/a"),
        claim(2, url="https://example.org/a", measure="civilians_injured"),
        # Without an address a report is an outlet's day: two claims of one, and one of another.
        claim(3, "invented-2", url="", published="2024-11-21", place_name="Sagaing Region", place_level="state", pcode="MMR005"),
        claim(4, "invented-2", url="", published="2024-11-21", place_name="Myanmar", place_level="country", pcode="MMR"),
        claim(5, "invented-2", url="", published="", place_name="Nowhere Known", place_level="village", pcode=""),
        claim(6, "invented-3", source="Another Invented Outlet", url="https://example.org/a", start="2024-12-31", end="2025-01-02"),
    )


def test_reports_outlets_and_incidents_are_counted_once(some):
    # Reports: the address of the one outlet, its day, its claim without either, and the other's address.
    assert contents.counts(some) == contents.Counts(claims=6, reports=4, outlets=2, incidents=3)
    assert contents.counts(some.iloc[:0]) == contents.Counts(0, 0, 0, 0)


def test_how_near_each_place_is_known(some):
    assert contents.units(some)["nearness"].tolist() == ["township", "township", "state", "country", "nowhere", "township"]
    assert contents.units(some)["state"].tolist() == ["MMR005", "MMR005", "MMR005", "", "", "MMR005"]


def test_each_source_with_what_it_gives(some):
    assert contents.by_source(some).to_dict("records") == [
        {"source": "Invented Outlet", "claims": 5, "reports": 3, "undated": 1, "is_data_set": False},
        {"source": "Another Invented Outlet", "claims": 1, "reports": 1, "undated": 0, "is_data_set": False},
    ]
    assert contents.by_source(some.iloc[:0]).empty


def test_a_claim_counts_in_the_month_of_its_last_day(some):
    months = contents.months(some)
    assert [f"{contents.month_of(month):%Y-%m}" for month in months] == ["2024-11"] * 5 + ["2025-01"]
    found = contents.by_month(np.array(["a", "a", "b", "", "b", "a"], dtype=object), months, (months.min(), months.max()))
    assert [(row.row, f"{contents.month_of(row.month):%Y-%m}", row.claims) for row in found.itertuples()] == [
        ("a", "2024-11", 2), ("a", "2025-01", 1), ("b", "2024-11", 2),
    ]  # fmt: skip


def test_a_claim_touches_every_month_of_its_days(some):
    at, months = contents.touched(some)
    assert at.tolist() == [0, 1, 2, 3, 4, 5, 5]
    assert [f"{contents.month_of(month):%Y-%m}" for month in months] == ["2024-11"] * 5 + ["2024-12", "2025-01"]


def test_the_name_of_a_running_total_is_no_incident():
    rows = table(claim(1), claim(2, "invented-series", scope="aggregate", place_level="state", place_name="Sagaing Region", pcode="MMR005"))
    assert (contents.counts(rows).claims, contents.counts(rows).incidents) == (2, 1)


@pytest.mark.parametrize(
    ("months", "most", "span"),
    [
        ([], 3, None),
        ([10], 3, (10, 10)),
        ([10, 11, 12], 3, (10, 12)),
        # Four months do not fit: three claims lie within 11 to 13, two in 10 to 12.
        ([10, 11, 13, 13], 3, (11, 13)),
        # A year that was mistyped does not take the page from the others; the months begin where there is a claim.
        ([10, 11, 12, 400], 24, (10, 12)),
        ([-500, 10, 12, 400], 24, (10, 12)),
        # Of spans with as many claims the latest.
        ([1, 100, 200], 24, (200, 200)),
    ],
)
def test_the_months_that_are_shown_hold_most_of_the_claims(months, most, span):
    assert contents.fullest(np.array(months, dtype=np.int64), most) == span
