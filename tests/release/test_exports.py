"""Tables that leave by themselves."""

from __future__ import annotations

import pandas as pd

from tests.briefs.invented import PALE, claim, found
from tollbook.release.clearance import Clearance
from tollbook.release.exports import finding_rows, level_rows, tally_rows
from tollbook.release.policy import read


def gate(release="public", issued="2025-06-01"):
    return Clearance(release, read(), pd.Timestamp(issued))


def n(number):
    return dict.fromkeys(("low", "best", "high"), str(number))


def flight(number, people, day, pcode=PALE):
    days = {"start": day, "end": day, "published": "2025-01-10"}
    return claim(number, f"invented-{number}", measure="displaced_new", pcode=pcode, **days, **n(people))


def by_start(rows):
    return {f"{row.start:%Y-%m}": (row.best, row.held, row.below) for row in rows.itertuples()}


def test_a_small_month_is_held_back_and_its_neighbours_stay():
    rows = tally_rows(found(flight(1, 20, "2024-10-10"), flight(2, 900, "2024-11-10")), gate(), "township,month")
    told = by_start(rows)
    assert pd.isna(told["2024-10"][0])
    assert told["2024-10"][1:] == ("small cell", 50)
    assert told["2024-11"][:2] == (900.0, "")
    small = rows[rows["held"] != ""].iloc[0]
    assert small[["incidents", "claims", "origins", "open_incidents"]].tolist() == [None] * 4
    assert set(rows["release"]) == {"draft"}


def test_inside_everything_is_told_and_marked():
    rows = tally_rows(found(flight(1, 20, "2024-10-10")), gate("internal"), "township,day")
    assert rows["best"].tolist() == [20.0]
    assert set(rows["release"]) == {"internal"}


def test_rows_that_may_not_be_there_are_gone():
    fresh = flight(2, 900, "2024-12-25")
    found_ = found(flight(1, 900, "2024-10-10"), fresh, claim(3, "invented-3", measure="detained"))
    rows = tally_rows(found_, gate(issued="2025-01-15"), "township,month")
    assert [(row.measure, f"{row.start:%Y-%m}") for row in rows.itertuples()] == [("displaced_new", "2024-10")]
    assert tally_rows(found_, gate(), "township,day").empty
    by_state = tally_rows(found_, gate(issued="2025-01-15"), "state,month")
    # The state waits for nothing; of the detained a month is too short.
    assert [(row.measure, f"{row.start:%Y-%m}") for row in by_state.itertuples()] == [
        ("displaced_new", "2024-10"),
        ("displaced_new", "2024-12"),
    ]


def test_a_level_of_few_people_is_held_back_and_a_larger_one_rounded():
    def level(number, people, pcode):
        days = {"start": "2024-10-31", "end": "2024-10-31", "published": "2024-11-05"}
        more = {"scope": "level", "measure": "displaced_total", "pcode": pcode, **days, **n(people)}
        return claim(number, f"invented-{number}", **more)

    rows = level_rows(found(level(1, 20, PALE), level(2, 1234, "MMR005020")), gate(), "township,month")
    held, rounded = (rows[rows["pcode"] == code].iloc[0] for code in (PALE, "MMR005020"))
    assert pd.isna(held["best"])
    assert (held["held"], held["below"]) == ("small cell", 50)
    assert rounded[["low", "best", "high", "rounded_to"]].tolist() == [1200.0, 1200.0, 1300.0, 100]


def test_findings_go_by_number_and_month_and_without_strikes():
    rows = finding_rows(
        found(
            claim(1, "a-village-2024-11", pcode="", place_name="Pale", measure="airstrikes"),
            claim(2, "a-village-2024-11"),
            claim(3, "another-village", measure="civilians_killed_children", **n(2)),
        ),
        gate(),
    )
    assert [(row.incident, row.measure, row.first_month, row.held) for row in rows.itertuples()] == [
        (1, "civilians_killed", "2024-11", ""),
        # The toll that is known from its two children is theirs, open; a total of the dead may be told.
        (2, "civilians_killed", "2024-11", ""),
        (2, "civilians_killed_children", "2024-11", "small cell"),
    ]
    assert "from civilians_killed_children" not in "".join(rows["flags"])
    assert not {"incident_id", "start", "end"} & set(rows.columns)


def test_findings_inside_keep_ids_and_days():
    rows = finding_rows(found(claim(1, "a-village-2024-11", measure="airstrikes")), gate("internal"))
    assert rows["incident_id"].tolist() == ["a-village-2024-11"]
    assert set(rows["release"]) == {"internal"}


def test_a_finding_that_rests_on_rows_that_may_not_be_passed_on_is_not_listed():
    acled = {"source": "ACLED", "source_release": "invented 1"}
    rows = finding_rows(found(claim(1, **acled), claim(2, "invented-2")), gate())
    assert rows["incident"].tolist() == [2]
    assert tally_rows(found(claim(1, **acled)), gate(), "township,month")["best"].tolist() == [10.0]


def test_claims_of_a_data_set_that_nobody_looked_up_count_in_nothing():
    other = {"source": "Invented Data Set", "source_release": "1", **n(99)}
    rows = tally_rows(found(claim(1), claim(2, "invented-2", **other)), gate(), "township,month")
    assert rows["best"].tolist() == [10.0]
