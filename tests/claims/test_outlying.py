"""Days far from all others of a file."""

import pandas as pd

import tollbook as tb
from tests.briefs.invented import claim
from tollbook.claims.outlying import far_days


def far(*rows):
    table = tb.Claims.from_frame(pd.DataFrame(rows), name="invented-claims.csv").table
    return [(row.at, row.column, f"{row.day:%Y-%m-%d}") for row in far_days(table).itertuples(index=False)]


def on(number, day, **more):
    return claim(number, f"invented-{number}", start=day, end=day, published=day, **more)


def test_a_year_that_was_mistyped_lies_far_from_the_rest():
    rows = [on(1, "2024-01-10"), on(2, "2024-06-10"), on(3, "2042-06-11"), on(4, "1924-06-12"), on(5, "2024-11-10")]
    assert far(*rows) == [(2, "start", "2042-06-11"), (3, "start", "1924-06-12")]


def test_the_first_column_that_is_far_is_named():
    assert far(on(1, "2024-01-10"), on(2, "2024-06-10"), {**on(3, "2024-06-11"), "published": "2042-06-11"}) == [
        (2, "published", "2042-06-11")
    ]


def test_days_a_year_apart_are_not_far_and_a_file_without_days_has_none():
    assert far(on(1, "2023-01-10"), on(2, "2024-01-10"), on(3, "2025-01-10")) == []
    assert far_days(tb.Claims.from_frame(pd.DataFrame(columns=list(claim(1)))).table).empty


def test_what_lies_beyond_a_far_day_is_far_too():
    rows = [on(1, "2024-01-10"), on(2, "2024-06-10"), on(3, "2024-07-10"), on(4, "2031-06-11"), on(5, "2031-06-12")]
    assert [at for at, _, _ in far(*rows)] == [3, 4]
