"""The list of sources: numbered by first use, in order of day and outlet; named and linked as the release may."""

from __future__ import annotations

import pandas as pd

from tests.briefs.invented import PALE
from tollbook.briefs.sources import Sources
from tollbook.release.clearance import Clearance
from tollbook.release.policy import read

INTERNAL, PUBLIC = (Clearance(release, read(), pd.Timestamp("2025-06-01")) for release in ("internal", "public"))


def claims(*rows, place="Pale", level="township", end="2024-11-10"):
    table = pd.DataFrame(
        [(n, outlet, url, pd.Timestamp(day)) for n, outlet, url, day in rows],
        columns=["claim_id", "source", "url", "published"],
    )
    return table.assign(
        pcode=PALE, place_name=place, place_level=level, end=pd.Timestamp(end), measure="civilians_killed",
        source_release="",
    )  # fmt: skip


def test_numbers_follow_first_use_then_day_and_outlet():
    listed = Sources(INTERNAL)
    first = claims(("x1", "B", "u1", "2024-11-18"), ("x2", "A", "u2", "2024-11-18"), ("x3", "C", "u3", "2024-11-14"))
    assert listed.numbers(first) == (1, 2, 3)
    assert [each["outlet"] for each in listed.facts()] == ["C", "A", "B"]
    assert listed.numbers(first.iloc[:1]) == (3,)
    assert listed.numbers(claims(("x4", "D", "u4", "2020-01-01"))) == (4,)


def test_a_report_is_one_address_with_all_its_days():
    listed = Sources(INTERNAL)
    listed.numbers(claims(("x1", "A", "u1", "2024-11-14"), ("x2", "A", "u1", "2024-11-15")))
    days = ["2024-11-14", "2024-11-15"]
    told = {"number": 1, "outlet": "A", "named": True, "published": days, "url": "u1", "held_address": "", "credit": ""}
    assert listed.facts() == [told | {"claims": ["x1", "x2"]}]


def test_without_an_address_a_day_is_a_report_and_undated_ones_come_last():
    listed = Sources(INTERNAL)
    listed.numbers(claims(("x1", "A", "", None), ("x2", "A", "", "2024-11-15"), ("x3", "A", "", "2024-11-16")))
    assert [each["published"] for each in listed.facts()] == [["2024-11-15"], ["2024-11-16"], []]


def test_a_source_that_nobody_listed_has_a_number_and_no_name_in_public():
    listed = Sources(PUBLIC)
    rows = claims(("x1", "A voice", "https://example.org/1", "2024-11-12"), ("x2", "Mizzima", "", "2024-11-18"))
    # By its day the first would come before the second; it comes last, for its day is not told.
    assert listed.numbers(rows) == (1, 2)
    assert listed.facts() == [
        {
            "number": 1, "outlet": "Mizzima", "named": True, "published": ["2024-11-18"], "url": "",
            "held_address": "", "credit": "",
        },
        {
            "number": 2, "outlet": "", "named": False, "published": [], "url": "",
            "held_address": "source not named", "credit": "",
        },
    ]  # fmt: skip
    assert listed.held() == ({"not listed": 1}, {"source not named": 1})


def test_the_address_of_a_named_source_is_given_unless_it_names_a_place_or_its_days_are_fresh():
    listed = Sources(PUBLIC)
    told, village = "https://example.org/airstrike-in-pale", "https://example.org/airstrike-on-nyaung-kone"
    listed.numbers(claims(("x1", "Mizzima", told, "2024-11-18")))
    listed.numbers(claims(("x2", "Mizzima", village, "2024-11-19"), place="Nyaung Kone", level="village"))
    listed.numbers(claims(("x3", "Mizzima", "https://example.org/3", "2025-05-30"), end="2025-05-28"))
    assert [(each["url"], each["held_address"]) for each in listed.facts()] == [
        (told, ""),
        ("", "names a place"),
        ("", "delay"),
    ]
    assert listed.held() == ({}, {"names a place": 1, "delay": 1})
