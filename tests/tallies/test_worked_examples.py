"""Sums worked by hand, from the findings of the sample and from a few invented claims."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import pandas as pd
import pytest

import tollbook as tb
from tests.engine import claims_of, findings_of, number, tally_rows
from tests.strategies import Cells, numbered, place_cells, told
from tollbook import shipped

KILLED = "civilians_killed"
PALE = "MMR005019"


@cache
def sample() -> Any:
    """The claims that ship."""
    return tb.read_claims(shipped.claims_file())


@cache
def found() -> Any:
    """Their findings."""
    return tb.findings(sample())


def cells(row: dict[str, Any]) -> tuple[float, float | None, float | None, bool]:
    """Low, best, high and open of a row."""
    return row["low"], number(row["best"]), number(row["high"]), bool(row["open"])


def only(tally: Any) -> dict[str, Any]:
    """The one row of a tally in which something is recorded."""
    (row,) = tally_rows(tally).values()
    return row


# ------------------------------------------------------------------------------------------- Pale, November 2024, by day


def test_pale_by_day() -> None:
    """Seven or more over four days: no day has a low of its own, each a quarter of the best, and all of it is spread."""
    tally = tb.tally(found(), by=("township", "day"), within=PALE, measure=KILLED, start="2024-11-01", end="2024-11-30")
    days = {key[2]: row for key, row in tally_rows(tally).items()}
    assert sorted(days) == [dt.date(2024, 11, day) for day in (11, 12, 13, 14)]
    assert {cells(row) for row in days.values()} == {(0, 7 / 4, None, True)}
    assert {row["spread_share"] for row in days.values()} == {1}


def test_the_fourteenth_has_no_low_but_what_lies_within_it() -> None:
    """The houses of the 14th are told of that day alone; the four airstrikes of it are a part and sharpen nothing."""
    tally = tb.tally(found(), by=("township", "day"), within=PALE, start="2024-11-14", end="2024-11-14")
    rows = {key[3]: cells(row) for key, row in tally_rows(tally).items()}
    assert rows["houses_destroyed"] == (45, 50, None, True)
    assert rows["airstrikes"] == (0, 31 / 4, None, True)
    assert rows["displaced_new"] == (0, 2500, 10000, False)


def test_pale_in_november_is_what_the_incident_is() -> None:
    """One incident, whole in the month: the tally is the finding."""
    tally = tb.tally(found(), by=("township", "month"), within=PALE, start="2024-11-01", end="2024-11-30")
    rows = {key[3]: cells(row) for key, row in tally_rows(tally).items()}
    assert rows == {
        KILLED: (7, 7, None, True),
        "airstrikes": (31, 31, None, True),
        "artillery_strikes": (3, 10, None, True),
        "combatants_detained": (25, 25, 25, False),
        "displaced_new": (1000, 10000, 10000, False),
        "houses_destroyed": (45, 50, None, True),
        "villages_affected": (2, 2, None, True),
    }


def test_houses_burned_since_the_coup_are_compared_and_never_added() -> None:
    """ "At least 2,200" in Pale until November 2022 is an aggregate; the tally of the same days has 519 houses or more.

    501 or more at Mwe Tone (31 January 2022) and 5 and "around 15" of October 2021 (18 or more, best 20) lie in those
    days: 519, best 521; and 2,200 is nowhere.
    """
    said = tb.aggregates(sample(), within=PALE, measure="houses_destroyed").table
    assert said[["low", "best", "open"]].to_numpy().tolist() == [[2200, 2200, True]]
    tally = tb.tally(
        found(), by=("township", "whole"), within=PALE, measure="houses_destroyed", start="2021-02-01", end="2022-11-30"
    )
    assert cells(only(tally)) == (519, 521, None, True)


# --------------------------------------------------------------------------------------------------- across a border


def test_a_night_over_the_border_of_a_month() -> None:
    """Gangaw, 28 February to 1 March 2022, nine killed: each month 0 to 9, best 4.5; the year has all nine."""
    february = dict(by=("township", "month"), within="MMR009023", measure=KILLED)
    months = tally_rows(tb.tally(found(), **february, start="2022-02-01", end="2022-03-31"))
    assert [cells(row) for row in months.values()] == [(0, 4.5, 9, False), (0, 4.5, 9, False)]
    quarter = tb.tally(
        found(), by=("township", "quarter"), within="MMR009023", measure=KILLED, start="2022-01-01", end="2022-03-31"
    )
    assert cells(only(quarter)) == (9, 9, 9, False)


def test_days_are_counted_with_both_ends() -> None:
    """Mu Du, 1 October to 24 November 2023 is 55 days: 31 of them in October, 24 in November."""
    months = tb.tally(
        found(),
        by=("township", "month"),
        within="MMR006004",
        measure="houses_destroyed",
        start="2023-10-01",
        end="2023-11-30",
    )
    october, november = tally_rows(months).values()
    assert (october["best"], november["best"]) == (pytest.approx(40 * 31 / 55), pytest.approx(40 * 24 / 55))
    assert cells(october)[::2] == cells(november)[::2] == (0, 44)


def test_the_turn_of_a_year_with_53_weeks() -> None:
    """31 December 2020 to 1 January 2021 lies in one ISO week, two months, two quarters and two years."""
    rows = numbered(told("exact", 10, start="2020-12-31", end="2021-01-01"))
    found_ = findings_of(rows)
    week = tally_rows(tb.tally(found_, by=("country", "week")))
    assert [(key[2], cells(row)) for key, row in week.items()] == [(dt.date(2020, 12, 28), (10, 10, 10, False))]
    for period in ("month", "quarter", "year", "day"):
        halves = tally_rows(tb.tally(found_, by=("country", period)))
        assert [cells(row) for row in halves.values()] == [(0, 5, 10, False), (0, 5, 10, False)]


def test_a_leap_day_is_a_day() -> None:
    """28 February to 1 March 2024 is three days, two of them in February."""
    months = tally_rows(tb.tally(findings_of(numbered(told("exact", 9, start="2024-02-28", end="2024-03-01")))))
    assert [row["best"] for row in months.values()] == [pytest.approx(6), pytest.approx(3)]


# --------------------------------------------------------------------------------------------------------- across places


def test_what_names_no_township_stays_in_its_state() -> None:
    """Kanbalu District, 248 houses in February 2023: in no township, in "township not stated", in the state, once."""
    options = dict(measure="houses_destroyed", start="2023-02-01", end="2023-02-28", within="MMR005")
    townships = tally_rows(tb.tally(found(), by=("township", "month"), **options))
    apart = townships["MMR005", "state", dt.date(2023, 2, 1), "houses_destroyed", ""]
    assert cells(apart) == (248, 248, 248, False)
    assert apart["place"] == "township not stated, Sagaing"
    state = only(tb.tally(found(), by=("state", "month"), **options))
    assert state["low"] == sum(row["low"] for row in townships.values())
    assert state["incidents"] == sum(row["incidents"] for row in townships.values())
    assert state["place"] == "Sagaing"


def test_a_claim_of_the_whole_country_or_of_no_known_place_is_counted_in_the_country() -> None:
    """Never lost, never guessed."""
    everywhere = place_cells(("Myanmar", "country", "MMR"))
    nowhere = place_cells(("Invented Nowhere", "village", ""))
    rows = numbered(told("exact", 3, **everywhere), told("exact", 4, incident_id="invented-2", **nowhere))
    for level in ("township", "district", "state", "country"):
        row = only(tb.tally(findings_of(rows), by=(level, "whole")))
        assert (row["pcode"], cells(row)) == ("MMR", (7, 7, 7, False))


def test_within_takes_what_is_known_to_lie_there_and_nothing_else() -> None:
    """A finding of the region is not Pale's, and not its district's."""
    region = place_cells(("Sagaing Region", "state", "MMR005"))
    rows = numbered(told("exact", 3), told("exact", 50, incident_id="invented-2", **region))
    found_ = findings_of(rows)
    assert cells(only(tb.tally(found_, by=("township", "whole"), within=PALE))) == (3, 3, 3, False)
    assert cells(only(tb.tally(found_, by=("district", "whole"), within="MMR005D009"))) == (3, 3, 3, False)
    assert cells(only(tb.tally(found_, by=("state", "whole"), within="MMR005"))) == (53, 53, 53, False)


# ------------------------------------------------------------------------------------------------------------------ sums


def test_one_open_incident_opens_the_sum() -> None:
    """Kyaukkyi, May 2025: ten or more at a wedding and two elsewhere: 12 or more, one of two open."""
    row = only(
        tb.tally(
            found(), by=("township", "month"), within="MMR007011", measure=KILLED, start="2025-05-01", end="2025-05-31"
        )
    )
    assert cells(row) == (12, 12, None, True)
    assert (row["incidents"], row["open_incidents"], row["highest_stated"]) == (2, 1, 12)


def test_the_highest_stated_sum() -> None:
    """5 to 9, and at least 7: 12 or more; the highest that is stated of them together is 9 and 7."""
    rows = numbered(told("range", 5, 8), told("floor", 7, incident_id="invented-2"))
    row = only(tb.tally(findings_of(rows)))
    assert cells(row) == (12, 14, None, True)
    assert row["highest_stated"] == 16


def test_a_finding_without_a_best_adds_none() -> None:
    """Nine with the fighters (none to nine civilians) and three civilians: 3 to 12, best 3."""
    rows = numbered(told("exact", 9, base="includes fighters"), told("exact", 3, incident_id="invented-2"))
    assert cells(only(tb.tally(findings_of(rows)))) == (3, 3, 12, False)
    alone = only(tb.tally(findings_of(numbered(told("exact", 9, base="includes fighters")))))
    assert cells(alone) == (0, None, 9, False)


def test_bases_have_rows_of_their_own() -> None:
    """30 damaged buildings and three burned houses are not 33 houses."""
    tally = tb.tally(
        found(),
        by=("township", "month"),
        within="MMR005024",
        measure="houses_destroyed",
        start="2024-03-01",
        end="2024-03-31",
    )
    assert {key[4]: cells(row) for key, row in tally_rows(tally).items()} == {
        "": (3, 3, None, True),
        "includes damaged": (30, 30, None, True),
    }


def test_an_empty_table_adds_up_to_nothing() -> None:
    """No report is not zero: there is no row, rather than a row of noughts."""
    early = tb.findings(claims_of(numbered(told("exact", 3))), as_of="2020-01-01")
    assert tally_rows(tb.tally(early)) == {}
    assert tally_rows(tb.tally(early, by=("country", "whole"))) == {}


# ---------------------------------------------------------------------------------------------------------------- stocks


def level(n: int, day: str, **more: str) -> Cells:
    """People displaced in Pale Township on a day."""
    return told("exact", n, scope="level", measure="displaced_total", start=day, end=day, **more)


def levels(*rows: Cells, by: str = "township") -> dict[str, tuple[float, float, float, str, int]]:
    """Low, best, high, as-of day and age at the end of each month of 2023 that has a level."""
    table = tb.stocks(claims_of(numbered(*rows)), by=(by, "month"), start="2023-01-01", end="2023-12-31").table
    return {
        str(row["start"])[:7]: (row["low"], row["best"], row["high"], str(row["stated_on"])[:10], row["age_days"])
        for row in table.to_dict("records")
    }


def test_a_level_is_carried_for_92_days() -> None:
    """Of 31 January: 28 days old at the end of February, 89 at the end of April, 120 at the end of May: gone."""
    assert levels(level(500, "2023-01-31")) == {
        "2023-01": (500, 500, 500, "2023-01-31", 0),
        "2023-02": (500, 500, 500, "2023-01-31", 28),
        "2023-03": (500, 500, 500, "2023-01-31", 59),
        "2023-04": (500, 500, 500, "2023-01-31", 89),
    }
    assert "2023-06" not in levels(level(500, "2023-03-29"))  # 93 days
    assert "2023-06" in levels(level(500, "2023-03-30"))  # 92 days


def test_the_latest_day_is_the_level_and_its_origins_are_a_finding() -> None:
    """400 and 600 by two origins on 20 January, 900 on the 5th: the 5th is past."""
    rows = [
        level(900, "2023-01-05"),
        level(400, "2023-01-20", source="Invented Outlet A"),
        level(600, "2023-01-20", source="Invented Outlet B"),
    ]
    assert levels(*rows)["2023-01"] == (400, 400, 600, "2023-01-20", 11)


def test_a_camp_is_not_its_township() -> None:
    """200 people in one village, told later than the township's 5,000, are not the township's level."""
    village = place_cells(("Nyaung Kone", "village", "174067"))
    unknown = place_cells(("Invented Camp", "village", PALE))
    rows = [level(5000, "2023-01-05"), level(200, "2023-01-20", **village), level(100, "2023-01-25", **unknown)]
    assert levels(*rows)["2023-01"] == (5000, 5000, 5000, "2023-01-05", 26)


def test_a_level_without_a_number_replaces_none() -> None:
    """ "At least half" on a later day leaves the number of the earlier day standing."""
    wordless = told("none", 0, scope="level", measure="displaced_total", start="2023-02-10", end="2023-02-10")
    assert levels(level(5000, "2023-01-31"), wordless)["2023-02"] == (5000, 5000, 5000, "2023-01-31", 28)


def test_levels_of_people_displaced_in_the_country() -> None:
    """UNHCR's 208,000 of 15 September 2021 is September's; "all displaced" is another series and enters none of it."""
    table = tb.stocks(
        sample(), by=("country", "month"), measure="displaced_total", start="2021-09-01", end="2021-11-30"
    ).table
    own = table[table["base"] == "since 2021-02-01"].set_index("start")["best"]
    assert own[pd.Timestamp("2021-09-01")] == 208000
    assert own[pd.Timestamp("2021-10-01")] == 208000
    assert own[pd.Timestamp("2021-11-01")] == 234600
    assert set(table.loc[table["base"] == "all displaced", "best"]) == {605000}


def test_adding_levels_over_time_is_refused_in_words() -> None:
    """The error says what a level is and what to use."""
    with pytest.raises(ValueError, match="stocks"):
        tb.tally(found(), by=("country", "year"), measure="displaced_total")
