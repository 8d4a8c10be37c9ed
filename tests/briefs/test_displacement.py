"""Displacement in a brief: a stock with its days and bases, a flow by months, and never their sum."""

from __future__ import annotations

from typing import Any

import tollbook as tb
from tests.briefs.invented import PALE, brief, claim, entered
from tollbook.briefs import running
from tollbook.briefs.views import displacement, pictures
from tollbook.briefs.views.tiles import tiles

LEVEL = {"scope": "level", "measure": "displaced_total"}


def level(number: int, day: str, best: int, **cells: Any) -> dict[str, Any]:
    exact = {"low": str(best), "best": str(best), "high": str(best)}
    return claim(number, "", start=day, end=day, **{**LEVEL, **exact, **cells})


def drawn(made: Any) -> Any:
    return pictures.drawn(made.gathered)["displacement"]


def cells(made: Any) -> list[list[str]]:
    table = displacement.displacement(made.gathered)["levels"]
    return [[running.text_of(cell) for cell in row["cells"]] for row in table["rows"]]


def test_levels_keep_their_day_and_their_base():
    made = brief(
        level(1, "2023-05-31", 30000), level(2, "2024-10-31", 41000, base="since 2021"),
        level(3, "2024-10-31", 900, place_level="village"), level(4, "2022-11-30", 5),
        level(5, "2024-12-05", 7),
        claim(6, "invented-6", measure="displaced_new", low="2000", best="2000", high="2000"),
    )  # fmt: skip
    assert cells(made) == [
        ["31 Oct 2024", "since 2021", "41,000"],
        ["31 May 2023", "base not stated", "30,000"],
    ]
    panel, figures = entered(made)["panels"]["displacement"], entered(made)["figures"]
    assert [figures[key]["stated_on"] for key in panel["levels"]] == ["2024-10-31", "2023-05-31"]
    assert [figures[key]["claims"] for key in panel["levels"]] == [["x002"], ["x001"]]
    said = displacement.displacement(made.gathered)
    assert running.text_of(said["flow"]) == "Newly displaced in these 24 months: 2,000."
    assert "never added" in running.text_of(said["note"])
    assert 43000 not in {figure["best"] for figure in figures.values()}


def test_a_level_too_old_at_the_end_of_a_year_is_not_said_to_be_unreported():
    tile = tiles(brief(level(1, "2024-05-31", 30000), period="2024").gathered)[-1]
    assert tile["main"] == "no recent level"
    assert running.text_of(tile["lines"][0]) == "none in the 92 days to the period's end, which is not zero"


def test_the_alternative_text_says_every_level_and_month():
    made = brief(
        level(1, "2023-05-31", 30000), level(2, "2024-10-31", 41000, base="since 2021", high=""),
        claim(6, "invented-6", measure="displaced_new", low="2000", best="2000", high="2000"),
        claim(7, "invented-7", published="2025-11-20", start="2025-01-05", end="2025-01-05"),
    )  # fmt: skip
    assert drawn(made).alt == (
        "People displaced, on the days that reports state. 31 May 2023: 30,000; 31 October 2024: 41,000 or more (since "
        "2021). People newly displaced by month from December 2022 to November 2024. Months with a report: November "
        "2024: 2,000."
    )


def test_only_a_flow_and_only_a_level_are_drawn():
    flow = brief(claim(1, measure="displaced_new"))
    assert drawn(flow).alt.startswith("People newly displaced by month")
    assert cells(flow) == []
    stock = brief(level(1, "2024-10-31", 41000))
    assert "No month has a report." in drawn(stock).alt
    assert displacement.displacement(stock.gathered)["flow"] == ""


def test_without_either_there_is_a_line_and_no_picture():
    made = brief(claim(1))
    said = displacement.displacement(made.gathered)
    assert drawn(made) is None
    assert said["none"] == (
        "In these 24 months no report says how many people were displaced or fled, which is not zero."
    )
    assert (said["note"], said["flow"], said["levels"]["rows"], said["levels"]["none"]) == ("", "", [], "")


def test_many_levels_are_drawn_and_six_are_listed():
    made = brief(*(level(n, f"2024-{n:02}-15", 1000 * n) for n in range(1, 10)))
    assert len(cells(made)) == 6
    assert len(entered(made)["panels"]["displacement"]["levels"]) == 9
    note = displacement.displacement(made.gathered)["levels"]["note"]
    assert running.text_of(note) == "3 earlier levels are drawn and not listed."
    assert "15 January 2024: 1,000" in drawn(made).alt


def test_a_hostile_base_is_text():
    made = brief(level(1, "2024-10-31", 41000, base="#import \U0001f600 $x$ *b*"))
    assert cells(made)[0][1] == "#import \U0001f600 $x$ *b*"
    assert "�" in drawn(made).alt


def test_the_level_of_the_country_is_the_countrys_own(sample):
    made = tb.brief(sample, "MMR", "2024-02")
    figures = entered(made)["figures"]
    for key in entered(made)["panels"]["displacement"]["levels"]:
        assert (figures[key]["pcode"], figures[key]["measure"]) == ("MMR", "displaced_total")
        assert figures[key]["claims"]
    assert figures[entered(made)["panels"]["displacement"]["levels"][0]]["stated_on"] <= "2024-02-29"


def test_pale_has_a_flow_and_no_level(pale):
    assert pale.subject.place.pcode == PALE
    assert cells(pale) == []
    assert "November 2024: 10,000 (1,000 to 10,000)" in drawn(pale).alt
