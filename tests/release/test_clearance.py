"""The gate: which figures, findings and levels a release may show."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from tests.briefs.invented import PALE, claim, found
from tollbook.release.clearance import Clearance, Numbers, is_whole
from tollbook.release.held import Held
from tollbook.release.policy import read

DAY = pd.Timestamp


def span(first, last):
    return DAY(first), DAY(last)


NOVEMBER = span("2024-11-01", "2024-11-30")


def clearance(issued="2025-06-01", release="public", **rules):
    policy = read()
    for measure, own in rules.items():
        policy = replace(policy, rules={**policy.rules, measure: replace(policy.rules[measure], **own)})
    return Clearance(release, policy, DAY(issued))


@pytest.mark.parametrize(
    ("days", "period", "whole"),
    [
        (("2024-11-01", "2024-11-30"), "month", True),
        (("2024-11-01", "2025-01-31"), "month", True),
        (("2024-11-02", "2024-11-30"), "month", False),
        (("2024-11-01", "2024-11-29"), "month", False),
        (("2024-10-01", "2024-12-31"), "quarter", True),
        (("2024-11-01", "2025-01-31"), "quarter", False),
        (("2024-01-01", "2024-12-31"), "year", True),
        (("2024-02-01", "2024-02-29"), "month", True),
    ],
)
def test_whole_periods(days, period, whole):
    assert is_whole(span(*days), period) is whole


@pytest.mark.parametrize(
    ("issued", "measure", "held"),
    [
        # The 30th plus 7 days is the 7th: on the 6th it is a day too early.
        ("2024-12-06", "airstrikes", Held("delay")),
        ("2024-12-07", "airstrikes", None),
        ("2024-12-07", "displaced_new", Held("delay")),
        ("2024-12-29", "displaced_new", Held("delay")),
        ("2024-12-30", "displaced_new", None),
    ],
)
def test_a_delay_counts_from_the_last_day_to_the_day_of_issue(issued, measure, held):
    assert clearance(issued).of_cell("township", NOVEMBER, measure) == held


def test_a_state_waits_for_nothing_and_may_have_days():
    day = span("2024-11-30", "2024-11-30")
    assert clearance("2024-11-30").of_cell("state", day, "civilians_killed") is None
    assert clearance("2025-06-01").of_cell("township", day, "civilians_killed") == Held("period")
    assert clearance("2025-06-01").of_cell("district", day, "civilians_killed") == Held("period")


def test_the_detained_are_for_states_and_quarters():
    gate = clearance()
    assert gate.of_cell("township", NOVEMBER, "detained") == Held("level")
    assert gate.of_cell("state", NOVEMBER, "detained") == Held("period")
    assert gate.of_cell("state", span("2024-10-01", "2024-12-31"), "detained") is None
    assert gate.of_cell("country", NOVEMBER, "detained") == Held("period")


def test_a_row_not_stated_is_as_fine_as_its_tally():
    # The row "township not stated" of Sagaing Region stands in a tally of townships.
    assert clearance("2024-12-01").of_cell("township", NOVEMBER, "airstrikes") == Held("delay")


@pytest.mark.parametrize(
    ("measure", "numbers", "level", "is_class", "held"),
    [
        ("displaced_new", Numbers(49, 49, 49), "township", False, Held("small cell", 50)),
        ("displaced_new", Numbers(50, 50, 50), "township", False, None),
        ("displaced_new", Numbers(20, 30, None), "township", False, Held("small cell")),
        ("displaced_new", Numbers(20, 30, 60), "district", False, Held("small cell")),
        ("displaced_new", Numbers(20, 30, 40), "state", False, None),
        ("displaced_new", Numbers(0, 0, 0), "township", False, None),
        ("displaced_new", Numbers(None, None, 40), "township", False, Held("small cell", 50)),
        ("displaced_new", Numbers(40, None, None), "township", False, Held("small cell")),
        ("displaced_new", Numbers(None, None, None), "township", False, None),
        ("civilians_killed", Numbers(1, 1, 1), "township", False, None),
        ("civilians_killed", Numbers(1, 1, 1), "township", True, Held("small cell", 5)),
        ("civilians_killed", Numbers(5, 5, 5), "township", True, None),
        ("civilians_killed_children", Numbers(2, 2, None), "village", False, Held("small cell")),
        ("airstrikes", Numbers(1, 1, 1), "township", True, None),
    ],
)
def test_small_cells(measure, numbers, level, is_class, held):
    assert clearance().of_number(level, measure, numbers, is_class) == held
    assert clearance(release="internal").of_number(level, measure, numbers, is_class) is None


def test_an_internal_release_holds_nothing_back():
    gate = clearance("2024-11-30", "internal")
    assert gate.of_cell("township", span("2024-11-30", "2024-11-30"), "detained") is None
    table = found(claim(1, measure="airstrikes")).table
    assert gate.one_by_one(table).tolist() == [True]
    assert gate.findings(found(claim(1))).table.equals(found(claim(1)).table)


def test_strikes_and_fresh_days_are_not_told_one_by_one():
    table = found(
        claim(1), claim(2, measure="airstrikes"), claim(3, "invented-2", start="2024-11-29", end="2024-11-29")
    ).table
    told = clearance("2024-12-05").one_by_one(table)
    assert sorted(zip(table["incident_id"], table["measure"], told, strict=True)) == [
        ("invented-1", "airstrikes", False),
        ("invented-1", "civilians_killed", True),
        ("invented-2", "civilians_killed", False),
    ]


def places_of(gate, *rows):
    table = gate.findings(found(*rows)).table
    return dict(zip(table["measure"].astype(str), table["pcode"].astype(str), strict=True))


def test_what_is_too_fresh_or_too_fine_counts_for_its_state():
    rows = (claim(1), claim(2, measure="displaced_new"), claim(3, measure="detained"))
    # Ten days after: the dead may be told of the township, those who fled not yet, the detained never.
    assert places_of(clearance("2024-11-20"), *rows) == {
        "civilians_killed": PALE,
        "displaced_new": "MMR005",
        "detained": "MMR005",
    }
    table = clearance("2024-11-20").findings(found(*rows)).table
    raised = table[table["measure"] == "detained"].iloc[0]
    assert (raised["township"], raised["district"], raised["level"], raised["place"]) == ("", "", "state", "Sagaing")


def test_a_measure_of_the_country_alone_counts_there():
    gate = clearance(detained={"public_level": "country"})
    assert places_of(gate, claim(1, measure="detained")) == {"detained": "MMR"}


def level(pcode="MMR005019", day="2024-11-20", name="township", **numbers):
    bounds = {"low": 1234.0, "best": 1250.0, "high": 1301.0, "highest_stated": 1301.0, **numbers}
    where = {"pcode": pcode, "level": name, "measure": "displaced_total", "base": "", "stated_on": DAY(day)}
    return {**where, **bounds, "open": False}


def test_levels_of_townships_are_rounded_outwards():
    told = clearance().level_rows(pd.DataFrame([level(), level("MMR005", name="state")]))
    assert told[["low", "best", "high"]].to_numpy().tolist() == [[1200, 1200, 1400], [1234, 1250, 1301]]
    assert told["rounded_to"].tolist() == [100, 0]


def test_a_small_level_keeps_its_number_so_that_it_is_held_back_and_not_made_nothing():
    told = clearance().level_rows(pd.DataFrame([level(low=20.0, best=20.0, high=20.0, highest_stated=20.0)]))
    assert (told["best"].iloc[0], told["rounded_to"].iloc[0]) == (20, 0)


def test_a_fresh_level_gives_way_to_an_older_one():
    stated = pd.DataFrame([level(day="2024-11-01"), level(day="2024-11-20"), level("MMR005", "2024-11-20", "state")])
    told = clearance("2024-12-10").level_rows(stated)
    assert told["stated_on"].dt.strftime("%m-%d").tolist() == ["11-01", "11-20"]
    assert told["level"].tolist() == ["township", "state"]
