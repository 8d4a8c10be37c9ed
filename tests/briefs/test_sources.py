"""The list of sources: numbered by first use, in order of day and outlet."""

from __future__ import annotations

import pandas as pd

from tollbook.briefs.sources import Sources


def claims(*rows):
    return pd.DataFrame(
        [(n, outlet, url, pd.Timestamp(day)) for n, outlet, url, day in rows],
        columns=["claim_id", "source", "url", "published"],
    )


def test_numbers_follow_first_use_then_day_and_outlet():
    listed = Sources()
    first = claims(("x1", "B", "u1", "2024-11-18"), ("x2", "A", "u2", "2024-11-18"), ("x3", "C", "u3", "2024-11-14"))
    assert listed.numbers(first) == (1, 2, 3)
    assert [each["outlet"] for each in listed.facts()] == ["C", "A", "B"]
    assert listed.numbers(first.iloc[:1]) == (3,)
    assert listed.numbers(claims(("x4", "D", "u4", "2020-01-01"))) == (4,)


def test_a_report_is_one_address_with_all_its_days():
    listed = Sources()
    listed.numbers(claims(("x1", "A", "u1", "2024-11-14"), ("x2", "A", "u1", "2024-11-15")))
    assert listed.facts() == [
        {"number": 1, "outlet": "A", "published": ["2024-11-14", "2024-11-15"], "url": "u1", "claims": ["x1", "x2"]}
    ]


def test_without_an_address_a_day_is_a_report_and_undated_ones_come_last():
    listed = Sources()
    listed.numbers(claims(("x1", "A", "", None), ("x2", "A", "", "2024-11-15"), ("x3", "A", "", "2024-11-16")))
    assert [each["published"] for each in listed.facts()] == [["2024-11-15"], ["2024-11-16"], []]
