"""The places inside: most recorded first, and a ranking only where every place was counted."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import PALE, claim, entered, found
from tollbook import places
from tollbook.briefs import running
from tollbook.briefs.views import ranking

DISTRICT = "MMR005D009"
YINMARBIN, SALINGYI, KANI = "MMR005016", "MMR005018", "MMR005017"


def cover(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["pcode", "start", "end", "status"])
    return table.assign(source="Invented Counter", note="")


COUNTED = cover((DISTRICT, "2024-10-01", "2024-11-30", "counted"))


def made_of(*rows: dict[str, Any], place: str = DISTRICT, period: Any = "2024-11", **options: Any) -> Any:
    people = options.pop("population", None)
    return tb.brief(found(*rows, **options), place, period, population=people, release="internal")


def panel(made: Any, level: str = "township") -> dict[str, Any]:
    return next(each for each in entered(made)["panels"]["ranking"] if each["level"] == level)


def printed(made: Any, number: int = -1) -> tuple[dict[str, Any], list[list[str]]]:
    table = ranking.ranking(made.gathered)[number]
    return table, [[running.text_of(cell) for cell in row["cells"]] for row in table["rows"]]


def column(made: Any, head: str) -> dict[str, str]:
    """The cells of a column by the name of the township."""
    table, rows = printed(made)
    heads = [str(each) for each in table["head"]]
    return {row[heads.index("Township")]: row[heads.index(head)] for row in rows}


def at(number: int, pcode: str, best: int = 10, **cells: Any) -> dict[str, Any]:
    usual = {"low": str(best), "best": str(best), "high": str(best)}
    return claim(number, f"invented-{number}", pcode=pcode, place_name="", **{**usual, **cells})


def test_where_coverage_is_unknown_there_is_no_rank_and_it_says_so():
    made = made_of(at(1, PALE, 3), at(2, YINMARBIN, 8), at(3, SALINGYI, 1, measure="civilians_injured"))
    table, cells = printed(made)
    assert table["heading"] == "Most recorded in this sample: townships of Yinmarbin District"
    assert [row[:3] for row in cells] == [
        ["Yinmarbin", "8", "no report"], ["Pale", "3", "no report"], ["Salingyi", "no report", "1"]
    ]  # fmt: skip
    note = running.text_of(table["note"])
    assert "so this is no ranking" in note
    silent = len(places.units_at("township", DISTRICT)) - 3
    assert f"No report of these: {silent} township" in note
    assert all(row["rank"] is None and row["was"] is None for row in panel(made)["rows"])
    assert "0" not in [cell for row in cells for cell in row]


def test_equals_share_a_rank_and_the_next_rank_is_left_out():
    made = made_of(at(1, PALE, 5), at(2, YINMARBIN, 5), at(3, SALINGYI, 2), coverage=COUNTED)
    table, cells = printed(made)
    assert table["heading"] == "Ranking by civilians killed: townships of Yinmarbin District"
    assert [(row["pcode"], row["rank"]) for row in panel(made)["rows"]] == [(PALE, 1), (YINMARBIN, 1), (SALINGYI, 3)]
    assert table["head"][0] == "Rank"
    assert cells[2][:4] == ["3", "Salingyi", "2", "0"], "counted, so that nothing recorded is a zero"
    assert panel(made)["silent"] == {"zero": len(places.units_at("township", DISTRICT)) - 3}


def test_a_rank_changes_only_where_both_periods_were_counted():
    rows = [
        at(1, PALE, 5), at(2, YINMARBIN, 4),
        at(3, YINMARBIN, 9, start="2024-10-05", end="2024-10-05", published="2024-10-07"),
        at(4, PALE, 1, start="2024-10-05", end="2024-10-05", published="2024-10-07"),
    ]  # fmt: skip
    both = panel(made_of(*rows, coverage=COUNTED))["rows"]
    assert [(row["pcode"], row["rank"], row["was"]) for row in both] == [(PALE, 1, 2), (YINMARBIN, 2, 1)]
    one = made_of(*rows, coverage=cover((DISTRICT, "2024-11-01", "2024-11-30", "counted")))
    assert [(row["rank"], row["was"]) for row in panel(one)["rows"]] == [(1, None), (2, None)]


def test_one_township_that_nobody_may_have_watched_undoes_the_ranking():
    made = made_of(at(1, PALE, 5), coverage=cover((PALE, "2024-10-01", "2024-11-30", "counted")))
    assert panel(made)["is_ranking"] is False
    assert printed(made)[0]["head"][0] == "Township"


def test_a_number_that_no_report_gives_has_no_rank():
    rows = [at(1, PALE, low="", best="", high="", wording="at least half"), at(2, YINMARBIN, 4)]
    made = made_of(*rows, coverage=COUNTED)
    assert {row["pcode"]: row["rank"] for row in panel(made)["rows"]} == {YINMARBIN: 1, PALE: None}
    assert ["", "Pale", "no figure"] in [row[:3] for row in printed(made)[1]]


def test_a_number_on_another_base_is_no_zero_and_has_no_rank():
    rows = [at(1, PALE, 50, base="since 2021-02-01"), at(2, YINMARBIN, 4)]
    made = made_of(*rows, coverage=COUNTED)
    assert {row["pcode"]: row["rank"] for row in panel(made)["rows"]} == {YINMARBIN: 1, PALE: None}
    assert ["", "Pale", "other base"] in [row[:3] for row in printed(made)[1]]


def test_none_recorded_before_is_no_rank_to_compare_with():
    before = at(2, YINMARBIN, 9, start="2024-10-05", end="2024-10-05", published="2024-10-07")
    made = made_of(at(1, PALE, 5), at(3, SALINGYI, 7), before, at(4, YINMARBIN, 6), coverage=COUNTED)
    ranks = {row["pcode"]: (row["rank"], row["was"]) for row in panel(made)["rows"]}
    assert ranks == {SALINGYI: (1, None), YINMARBIN: (2, 1), PALE: (3, None)}


def test_what_is_known_for_no_township_comes_last_however_large():
    made = made_of(at(1, PALE, 5), at(2, DISTRICT, 90, place_level="district"))
    table, cells = printed(made)
    assert [row[:2] for row in cells] == [["Pale", "5"], ["Yinmarbin District *", "90"]]
    assert "* township not stated." in running.text_of(table["note"])
    counted = made_of(at(1, PALE, 5), at(2, DISTRICT, 90, place_level="district"), coverage=COUNTED)
    assert [row["rank"] for row in panel(counted)["rows"]] == [1, None]
    assert "Figures known for none of them could change the order." in running.text_of(printed(counted)[0]["note"])


def test_months_in_a_row_with_a_strike_end_with_the_period():
    def strike(number: int, month: str, **cells: Any) -> dict[str, Any]:
        return at(number, PALE, 2, measure="airstrikes", start=f"{month}-05", end=f"{month}-05", **cells)

    rows = [strike(1, "2024-11"), strike(2, "2024-10"), strike(3, "2024-08"),
            at(4, YINMARBIN, 1, measure="airstrikes", start="2024-10-31", end="2024-11-01", date_precision="span"),
            at(5, SALINGYI, 1, measure="airstrikes", start="2024-10-03", end="2024-10-03")]  # fmt: skip
    made = made_of(*rows)
    months = {row["pcode"]: row["strike_months"] for row in panel(made)["rows"]}
    assert months == {PALE: 2, YINMARBIN: 0}, "a strike of two months is certain in neither; Salingyi's is of October"
    pale = next(row for row in panel(made)["rows"] if row["pcode"] == PALE)
    urls = {each["number"]: each["url"] for each in entered(made)["sources"]}
    assert {urls[number] for number in pale["sources"]} == {"https://example.org/1", "https://example.org/2"}
    assert column(made, "Months in a row") == {"Pale": "2", "Yinmarbin": "not in the last month"}
    assert "Injured" not in printed(made)[0]["head"]
    assert "No place here has a report of civilians injured and people displaced in the 92 days" in running.text_of(
        printed(made)[0]["note"]
    )


def test_strikes_in_every_month_looked_at_may_go_further_back():
    days = pd.date_range("2022-12-05", periods=24, freq="MS") + pd.Timedelta(days=4)
    rows = [at(n, PALE, 1, measure="airstrikes", start=f"{day:%Y-%m-%d}", end=f"{day:%Y-%m-%d}")
            for n, day in enumerate([pd.Timestamp("2022-12-05"), *days])]  # fmt: skip
    made = made_of(*rows, period="2024-11")
    assert column(made, "Months in a row") == {"Pale": "24 or more"}


def test_a_level_has_its_own_day_and_a_camp_is_no_township():
    level = {"scope": "level", "measure": "displaced_total", "start": "2024-10-31", "end": "2024-10-31"}
    made = made_of(
        claim(1, pcode=PALE, **level, low="300", best="300", high="300"),
        claim(2, pcode=PALE, **level, low="9", best="9", high="9", place_level="village"),
        at(3, YINMARBIN, 2),
        claim(4, pcode=SALINGYI, place_name="Salingyi", **level, low="7", best="7", high="7", base="since 2021-02-01"),
    )
    assert column(made, "Displaced") == {
        "Yinmarbin": "no recent level",
        "Pale": "300, 31 Oct 2024",
        "Salingyi": "7, 31 Oct 2024 (since 2021-02-01)",
    }


def test_a_rate_only_where_people_and_coverage_are_known(tmp_path):
    file = tmp_path / "invented_people_2019.csv"
    file.write_text(f"adm3_pcode,population\n{PALE},50000\n{YINMARBIN},10000\n", encoding="utf-8")
    rows = [at(1, PALE, 5), at(2, YINMARBIN, 1), at(3, SALINGYI, 1)]
    made = made_of(*rows, coverage=COUNTED, population=file)
    rated = {row["pcode"]: row["rate"] for row in panel(made)["rows"]}
    assert rated[PALE] == {"people": 50000, "low": 10, "best": 10, "high": 10}
    assert (rated[YINMARBIN]["best"], rated[SALINGYI]) == (10, None)
    table, cells = printed(made)
    assert table["head"][-1] == "Killed per 100,000"
    assert [row[-1] for row in cells] == ["10", "no rate", "10"]
    assert "Population: figures that the publisher has, 2019." in running.text_of(table["note"])
    unknown = panel(made_of(*rows, population=file))
    assert (unknown["per"], [row["rate"] for row in unknown["rows"]]) == (None, [None, None, None])


def test_a_township_has_no_places_inside_and_the_country_two_levels():
    assert entered(made_of(at(1, PALE), place=PALE))["panels"]["ranking"] == []
    country = made_of(at(1, PALE), at(2, "MMR009", place_level="state"), place="MMR")
    assert [each["level"] for each in entered(country)["panels"]["ranking"]] == ["state", "township"]
    assert [row[0] for row in printed(country, 0)[1]] == ["Magway", "Sagaing"]
    assert [row[0] for row in printed(country, 1)[1]] == ["Pale", "Magway Region *"]


def test_at_most_fifteen_rows_and_the_rest_is_counted():
    codes = places.units_at("township", "MMR005")[:18]
    made = made_of(*(at(n, code, n + 1) for n, code in enumerate(codes)), place="MMR005")
    assert len(panel(made)["rows"]) == 15
    assert panel(made)["more"] == 3
    assert "3 more townships with a report are not listed." in running.text_of(printed(made)[0]["note"])


def test_rows_known_for_no_township_take_no_place_from_the_townships():
    codes = [*places.units_at("township", "MMR005")[:3], *places.units_at("state", "MMR")]
    made = made_of(
        *(at(n, code, n + 1, place_level="township" if n < 3 else "state") for n, code in enumerate(codes)), place="MMR"
    )
    rows = made.gathered.panels["ranking"][-1]["rows"]
    assert [row["pcode"] for row in rows[:3]] == codes[2::-1]
    assert sum(row["not_stated"] for row in rows) == len(codes) - 3


def test_nothing_at_all():
    table, cells = printed(made_of(at(1, "MMR009020")))
    assert cells == []
    assert table["none"] == "No report of any of these in the period, which is not zero."
    assert running.text_of(table["note"]) == ""


@pytest.mark.parametrize(("place", "period"), [("MMR005", "2023"), pytest.param("MMR", "2024", marks=pytest.mark.long)])
def test_every_figure_of_the_sample_is_that_of_its_township(brief_of_sample, sample, place, period):
    made = brief_of_sample(place, period)
    start, end = made.subject.span
    tally = tb.tally(sample, ["township", "whole"], within=place, start=start, end=end).table
    for row in panel(made)["rows"]:
        for measure, key in row["figures"].items():
            figure = entered(made)["figures"][key]
            mine = tally[(tally["pcode"] == row["pcode"]) & (tally["measure"] == measure) & (tally["base"] == "")]
            assert figure["incidents"] == mine["incidents"].sum()
            if len(mine) and figure["state"] == "figure":
                assert figure["best"] == pytest.approx(mine["best"].item())
