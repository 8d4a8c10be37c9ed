"""What the period's figures stand on, how well each is supported, and what others have published."""

from __future__ import annotations

from typing import Any

import pandas as pd

import tollbook as tb
from tests.briefs.invented import PALE, brief, claim, entered, found, public_brief
from tollbook.briefs import running
from tollbook.briefs.views import published, quality, tiles


def told(made: Any) -> dict[str, str]:
    return {running.text_of(label): running.text_of(text) for label, text in quality.quality(made.gathered)["rows"]}


def test_the_counts_by_hand():
    made = brief(
        claim(1, "invented-1"),
        claim(2, "invented-1", source="Another Invented Outlet", attributed_to="Invented Watch"),
        claim(3, "invented-2", published="", measure="airstrikes"),
        claim(4, "", measure="houses_destroyed", place_level="township"),
    )
    assert told(made) == {
        "Incidents": "3",
        "Known from": "4 claims in 4 reports of 2 outlets, citing 2 origins",
        "On one origin": "2 of 3 incidents",
        "Located to a township": "3 of 3 incidents",
        "With a figure for civilians killed": "1 of 3 incidents",
        "Sex, age or who they were named": "not coded",
        "Without a day of publication": "1 of 4 claims",
        "Not linked to other claims": "1 of 4 claims",
        "Coverage": "unknown: no source states where it was looking",
        "Delay of reports": "not known: no report of the sample shows it",
    }


def test_an_incident_that_is_known_for_no_township_is_counted_so():
    made = brief(claim(1), claim(2, "invented-2", pcode="MMR005", place_level="state"), place="MMR005")
    assert told(made)["Located to a township"] == "1 of 2 incidents"


def test_without_an_incident_only_what_was_looked_at_is_said():
    rows = told(brief(claim(1, pcode="MMR005013", place_name="")))
    assert list(rows) == ["Incidents", "Coverage", "Delay of reports"]
    assert rows["Incidents"] == "none in this sample, which is not zero"


def test_coverage_source_by_source():
    table = pd.DataFrame(
        {"source": ["Invented A", "Invented B"], "pcode": [PALE, PALE], "start": ["2024-11-01", "2024-11-18"],
         "end": ["2024-11-10", "2024-12-31"], "status": ["counted", "not covered"]}
    )  # fmt: skip
    made = tb.brief(found(claim(1), coverage=table), PALE, "2024-11", release="internal")
    rows = told(made)
    assert rows["Coverage: Invented A"] == "counting on 10 of 30 days, not covering 0, unknown 20"
    assert rows["Coverage: Invented B"] == "counting on 0 of 30 days, not covering 13, unknown 17"
    assert rows["Weeks in which no source was counting"] == "2 of 3 whole weeks"
    wider = told(tb.brief(found(claim(1), coverage=table), "MMR005D009", "2024-11", release="internal"))
    assert wider["Coverage: Invented A"].startswith("counting on 10 of ")
    assert "township-days" in wider["Coverage: Invented A"]


def test_coverage_by_a_source_that_nobody_listed_counts_without_its_name():
    table = pd.DataFrame(
        {"source": ["Invented A", "Mizzima", "Invented B"], "pcode": [PALE] * 3, "start": ["2024-11-01"] * 3,
         "end": ["2024-11-10", "2024-11-30", "2024-11-20"], "status": ["counted"] * 3}
    )  # fmt: skip
    sources = entered(public_brief(claim(1), coverage=table))["panels"]["quality"]["coverage"]["sources"]
    assert [(each["source"], each["counted"]) for each in sources] == [("Mizzima", 30), ("", 20), ("", 10)]
    inside = entered(brief(claim(1), coverage=table))["panels"]["quality"]["coverage"]["sources"]
    assert [each["source"] for each in inside] == ["Invented A", "Invented B", "Mizzima"]


def test_the_delay_is_that_of_the_claims(pale):
    delay = pale.facts["panels"]["delay"]
    assert told(pale)["Delay of reports"] == (
        f"half within {delay['median']} days, nine of ten within {delay['nine_of_ten']} days "
        f"({delay['observed']} reports of the sample)"
    )


def grades(made: Any) -> dict[str, tuple[int, str]]:
    named = zip(made.gathered.panels["tiles"]["tiles"], tiles.tiles(made.gathered), strict=True)
    return {key: (tile["grade"]["level"], running.text_of(tile["grade"]["text"])) for key, tile in named}


def test_a_headline_is_graded_by_its_independent_voices():
    second = {"source": "Another Invented Outlet"}
    made = brief(
        claim(1, "invented-1"), claim(2, "invented-1", **second),
        claim(3, "invented-2"),
        claim(4, "invented-1", measure="civilians_injured"), claim(5, "invented-1", measure="civilians_injured", **second),
        claim(6, "invented-1", measure="airstrikes"),
        claim(7, "invented-3", scope="level", measure="displaced_total"),
    )  # fmt: skip
    told_ = grades(made)
    assert told_["period.civilians_killed"] == (2, "1 of 2 incidents rests on one origin")
    assert told_["period.civilians_injured"] == (3, "the incident rests on two or more origins")
    assert told_["period.airstrikes"] == (1, "the incident rests on one origin")
    assert told_["period.houses_destroyed"] == (0, "")
    assert told_["period.displaced_total"] == (1, "the level rests on 1 origin")
    figure = entered(made)["figures"]["period.civilians_killed"]["standing"]
    assert (figure["findings"], figure["one_origin"]) == (2, 1), "what is printed is in the facts"


def test_two_outlets_that_repeat_one_voice_are_one_origin():
    voice = {"attributed_to": "Invented Watch"}
    made = brief(claim(1, **voice), claim(2, source="Another Invented Outlet", **voice))
    assert grades(made)["period.civilians_killed"] == (1, "the incident rests on one origin")


def test_a_total_of_others_says_what_it_counts():
    made = brief(
        claim(1),
        claim(2, "", scope="aggregate", measure="houses_destroyed", base="includes damaged", best="500"),
        claim(3, "", scope="aggregate", measure="airstrikes", best="20"),
    )
    table = published.aggregates(made.gathered)
    cells = {running.text_of(row["cells"][0]): running.text_of(row["cells"][1]) for row in table["rows"]}
    assert cells == {"Houses destroyed": "houses; includes damaged", "Airstrikes": "strikes"}
    assert "Compared, never added" in running.text_of(table["note"])
    assert all(len(row["cells"]) == len(table["head"]) for row in table["rows"])


def test_five_totals_for_a_township_and_ten_for_a_state():
    def totals(pcode: str, level: str) -> list[dict[str, Any]]:
        return [claim(n, "", scope="aggregate", measure="airstrikes", pcode=pcode, place_level=level,
                      source=f"Invented Outlet {n}") for n in range(12)]  # fmt: skip

    township = entered(brief(*totals(PALE, "township")))["panels"]["aggregates"]
    state = entered(brief(*totals("MMR005", "state"), place="MMR005"))["panels"]["aggregates"]
    assert [(len(panel["rows"]), panel["more"]) for panel in (township, state)] == [(5, 7), (10, 2)]
