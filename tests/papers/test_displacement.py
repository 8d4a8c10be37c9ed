"""The paper on displacement: a flow and a stock, each by its own rules, and what a public paper holds back."""

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import LISTED, claim
from tests.briefs.invented import found as findings_of
from tollbook import shipped
from tollbook.briefs import running
from tollbook.papers.panels.levels import CARRIED, REPLACED, TOO_OLD, standing_of

DAYS = ("2023-01-01", "2023-09-30")
FLED = {"measure": "displaced_new", "low": "1000", "best": "1000", "high": "1000"}
LEVEL = {"scope": "level", "measure": "displaced_total", "means": ""}


@pytest.fixture(scope="module")
def found():
    return tb.findings(tb.read_claims(shipped.claims_file()))


@pytest.fixture(scope="module")
def public(found):
    return tb.paper("displacement", found, "Sagaing Region", DAYS)


@pytest.fixture(scope="module")
def inside(found):
    return tb.paper("displacement", found, "Sagaing Region", DAYS, release="internal")


@pytest.fixture(scope="module")
def country(found):
    return tb.paper("displacement", found, "Myanmar", ("2021-02-01", "2022-01-31"))


def invented(*rows, place="MMR005019", period="2024-11", release="public", issued="2025-06-01"):
    """A paper of invented claims, as if outlets that may be named had reported them."""
    named = [row | {"source": LISTED[row["source"]]} for row in rows]
    return tb.paper("displacement", findings_of(*named), place, period, issued, release=release)


def level(number, day, people, **cells):
    """An invented level of so many people on a day."""
    return claim(number, "", start=day, end=day, low=people, best=people, high=people, **{**LEVEL, **cells})


def numbers(paper, key):
    """Low, best, high and open of a figure."""
    figure = paper.facts["figures"][key]
    return figure["low"], figure["best"], figure["high"], figure["open"]


def said(paper, name="key_message"):
    return [running.text_of(each.text) for each in paper.gathered.said[name]]


def text_of(section):
    """All cells and texts of a section."""
    texts = []
    for block in section.section.blocks:
        for row in getattr(block, "rows", ()):
            texts += [running.text_of(cell) for cell in row.cells]
        texts += [running.text_of(getattr(block, "note", "")), running.text_of(getattr(block, "none", ""))]
        texts += [running.text_of(each) for each in getattr(block, "texts", ())]
    return " | ".join(texts)


# The sample, against numbers worked out by hand from data/claims/claims.csv


def test_those_who_fled_are_the_sum_of_eleven_incidents(public):
    # Bests: Myaung 3,000 ("several thousand"), Yinmarbin and Salingyi about 10,000, Ayadaw 2,000 ("thousands"), western
    # Khin-U and Myaung over 10,000 each, southern Kanbalu at least 20,000, Pazigyi over 300 and then about 8,000, Khin-U
    # about 10,000, 3,000 and 8,000: 84,303. Lows: 2,000 + 9,000 + 1,000 + 10,001 * 2 + 20,000 + 301 + 7,200 + 9,000 +
    # 2,700 + 7,200 = 78,403. Four are floors.
    assert numbers(public, "period.displaced_new") == (78403, 84303, None, True)
    assert public.facts["figures"]["period.displaced_new"]["open_incidents"] == 4


def test_how_much_of_the_flow_goes_with_harm_that_is_recorded(public):
    # People were killed in Myaung (1) and Pazigyi (11 April): 3,000 + 301. Houses were destroyed in Ayadaw, southern
    # Kanbalu and twice in Khin-U: 2,000 + 20,000 + 10,000 + 3,000. Of five incidents neither is recorded.
    classes = {row["class"]: numbers(public, row["key"])[1] for row in public.facts["panels"]["flights"]["harm"]}
    assert classes == {"harm to people": 3301, "houses destroyed": 35000, "neither recorded": 46002}
    assert sum(classes.values()) == 84303


def test_how_much_of_the_flow_goes_with_which_means(public, inside):
    means = {row["class"]: numbers(public, row["key"])[1] for row in public.facts["panels"]["flights"]["means"]}
    # Pazigyi twice; Yinmarbin, southern Kanbalu and Khin-U (June); Myaung (March), Khin-U (June and August).
    assert means == {"air": 8301, "arson": 33000, "ground": 28001, "several": 15001}
    assert inside.facts["panels"]["flights"]["means"][0]["class"] == "airstrike"


def test_levels_say_whose_as_of_when_and_whether_they_stand(public):
    rows = public.facts["panels"]["levels"]["rows"]
    told = [(public.facts["figures"][row["key"]]["stated_on"], row["standing"], row["age_days"]) for row in rows]
    assert told == [
        ("2023-08-31", CARRIED, 30),
        ("2023-03-04", TOO_OLD, 210),
        ("2023-01-25", REPLACED, 248),
        ("2022-01-31", REPLACED, 607),
    ]
    assert [row["voices"] for row in rows[:2]] == [
        [{"outlet": "Radio Free Asia", "origin": "UN"}],
        [{"outlet": "Radio Free Asia", "origin": "OCHA"}],
    ]
    assert "Of these levels are from: UNHCR 1, OCHA 2 and IOM (DTM) 0." in text_of(public["levels"])


def test_levels_of_townships_are_rounded_and_have_no_sum(public, inside):
    (panel,) = public.facts["panels"]["levels_inside"]
    told = {row["pcode"]: (row["standing"], row["age_days"]) for row in panel["rows"]}
    # Ye-U at the end of August, Khin-U on 22 June, Myinmu at the end of March.
    assert told == {"MMR005009": (CARRIED, 30), "MMR005005": (TOO_OLD, 100), "MMR005002": (TOO_OLD, 183)}
    assert panel["sums"] == []
    # "More than 20,000" is 20,001, and in public 20,000.
    assert numbers(public, "levels.township.MMR005009.since-2021-02-01")[0] == 20000
    assert numbers(inside, "levels.township.MMR005009.since-2021-02-01")[0] == 20001


def test_levels_of_one_day_and_base_add_up_and_no_others(country):
    panel = next(each for each in country.facts["panels"]["levels_inside"] if each["level"] == "state")
    # UNHCR, end of January 2022: Chin 33,800, Kayah 91,900, Kayin 81,400, Magway 21,400, Mon 7,100, Sagaing 136,300.
    # Kayah has also a level of 18 January without a base, and one of that day since the coup: these are in no sum.
    (only,) = panel["sums"]
    assert len(only["places"]) == 6
    assert numbers(country, only["key"]) == (371900, 371900, 371900, False)
    assert numbers(country, only["of"]) == (441500, 441500, 441500, False)
    assert country.facts["figures"][only["key"]]["base"] == "since 2021-02-01"


def test_the_lead_has_the_flow_and_the_stock_apart(public, country):
    assert said(public) == [
        "84,303 people newly displaced (78,403 or more; in 2 of 11 incidents read from vague words or “up to”) were "
        "recorded in Sagaing Region from 1 January to 30 September 2023, in 11 incidents.",
        "Displaced at the end of the period, by the latest level: 800,001 or more (since 2021-02-01) as of 31 August "
        "2023, 30 days before the period's end.",
    ]
    assert said(country)[1] == (
        "Displaced at the end of the period, by the latest level: 812,000 (all displaced) as of 31 January 2022, the "
        "period's last day and 441,500 (since 2021-02-01) as of 31 January 2022, the period's last day. Levels on "
        "different bases count different people and are not added."
    )
    assert "are never added" in said(public, "floor")[0]


def test_a_stock_and_a_flow_are_never_in_one_sum_or_on_one_axis(public):
    figures = public.facts["figures"]
    assert {each["measure"] for each in figures.values() if each["start"] != each["end"]} >= {"displaced_new"}
    # A level is of its day alone, or of the period that it stands for with its day.
    levels = [each for each in figures.values() if each["measure"] == "displaced_total"]
    assert all(each["stated_on"] for each in levels if each["state"] == "figure")
    alternative = public["months"].section.blocks[0].picture.alt
    assert alternative.startswith("People displaced, on the days that reports state.")
    assert "People newly displaced by month from October 2021 to September 2023." in alternative


def test_totals_of_others_are_of_people_who_fled(found):
    paper = tb.paper("displacement", found, "Myanmar", ("2023-07-01", "2023-12-31"))
    rows = paper.facts["panels"]["aggregates"]["rows"]
    figures = paper.facts["figures"]
    told = [(figures[row["key"]]["best"], row["origin"], figures[row["tally"]]["state"]) for row in rows]
    assert told == [(578001, "OCHA", "no report"), (500001, "OCHA", "no report")]


# What a public release holds back


def test_incidents_bear_days_inside_and_months_in_public(public, inside):
    when = [(row["start"], row["end"]) for row in inside.facts["panels"]["flights"]["rows"]]
    assert ("2023-04-11", "2023-04-11") in when
    rows = public.facts["panels"]["flights"]["rows"]
    assert {(row["start"][8:], row["by_month"]) for row in rows} == {("01", True)}
    figures = {key: each for key, each in public.facts["figures"].items() if key.startswith("incident.")}
    assert figures
    assert {each["start"][8:] for each in figures.values()} == {"01"}
    assert not [each for each in figures.values() if each["end"] in ("2023-04-11", "2023-06-22")]
    for text in (public.facts_json, public.html):
        assert "pazigyi-2023" not in text


def test_fewer_than_fifty_are_not_told():
    few = claim(1, **{**FLED, "low": "40", "best": "40", "high": "40"})
    public, inside = invented(few), invented(few, release="internal")
    assert numbers(inside, "period.displaced_new") == (40, 40, 40, False)
    assert said(public)[0].startswith(
        "At least one and fewer than 50 people were recorded newly displaced in Pale Township in November 2024; the "
        "number is held back"
    )
    assert public.facts["panels"]["flights"]["harm"] is None
    assert public.facts["panels"]["flights"]["means"] is None
    assert "40" not in text_of(public["flights"])
    shown = [key for key in public.facts["figures"] if "displaced_new" in key and numbers(public, key)[1] is not None]
    assert shown == []
    assert invented(level(1, "2024-11-04", "40")).facts["figures"]["period.displaced_total"]["state"] == "held back"


def test_a_class_of_too_few_people_leaves_all_classes_out():
    rows = [
        claim(1, "invented-1", **FLED, means="arson"),
        claim(2, "invented-2", **{**FLED, "low": "30", "best": "30", "high": "30"}, means="ground"),
    ]
    public, inside = invented(*rows), invented(*rows, release="internal")
    assert [row["class"] for row in inside.facts["panels"]["flights"]["means"]] == ["arson", "ground"]
    assert public.facts["panels"]["flights"]["means"] is None
    assert "By the means that reports name: not told, because a class of it would be of too few people." in text_of(
        public["causes"]
    )


def test_what_is_too_fresh_is_not_told():
    fresh = [claim(1, **FLED), level(2, "2024-11-25", "5000")]
    made = invented(*fresh, issued="2024-12-10")
    assert made.facts["figures"]["period.displaced_new"]["state"] == "held back"
    assert made.facts["panels"]["flights"]["rows"] == []
    # The level of 25 November is younger than thirty days and is not there at all.
    assert made.facts["panels"]["levels"]["rows"] == []


def test_which_means_are_told_depends_on_how_many_were_killed():
    rows = [claim(1, low="2", best="2", high="2"), claim(2, **FLED)]
    public, inside = invented(*rows), invented(*rows, release="internal")
    assert [row["means"] for row in public.facts["panels"]["flights"]["rows"]] == [None]
    assert [row["means"] for row in inside.facts["panels"]["flights"]["rows"]] == [["airstrike"]]
    assert "held back" in text_of(public["flights"])


# What is missing, or known otherwise


def test_a_village_that_was_emptied_is_no_harm_that_people_fled_from():
    rows = [claim(1, **FLED), claim(2, measure="villages_affected", low="3", best="3", high="3")]
    made = invented(*rows)
    assert [row["class"] for row in made.facts["panels"]["flights"]["harm"]] == ["neither recorded"]
    assert "Villages: burned, bombed or emptied" in text_of(made["flights"])


def test_harm_that_reports_deny_is_no_harm():
    made = invented(claim(1, **FLED), claim(2, low="0", best="0", high="0"))
    assert [row["class"] for row in made.facts["panels"]["flights"]["harm"]] == ["neither recorded"]


def test_harm_on_another_base_says_so():
    rows = [claim(1, **FLED), claim(2, measure="houses_destroyed", base="includes damaged")]
    made = invented(*rows)
    assert "10 (includes damaged)" in text_of(made["flights"])
    assert [row["class"] for row in made.facts["panels"]["flights"]["harm"]] == ["houses destroyed"]


def test_a_level_that_is_too_old_is_told_and_stands_for_nothing():
    made = invented(level(1, "2024-06-01", "5000"))
    assert said(made)[1] == (
        "No report states how many were displaced in the 92 days to the period's end, which is not zero. The last level "
        "is too old to stand for it: 5,000 (base not stated) as of 1 June 2024, 182 days before the period's end."
    )
    assert made.facts["figures"]["period.displaced_total"]["state"] == "no report"


def test_where_nothing_is_recorded_it_says_so():
    elsewhere = claim(1, pcode="MMR005018", place_name="Salingyi", **FLED)
    made = invented(elsewhere)
    assert said(made) == [
        "This sample holds no report of people newly displaced in Pale Township in November 2024. That is not to say "
        "that nobody fled.",
        "No report states how many were displaced in the 92 days to the period's end, which is not zero.",
    ]
    assert "Nobody is recorded to have fled here in these days, which is not zero." in text_of(made["flights"])


def test_how_a_level_stands():
    day = pd.Timestamp
    end = day("2024-11-30")
    assert standing_of(day("2024-08-30"), day("2024-08-30"), end) == CARRIED
    assert standing_of(day("2024-08-29"), day("2024-08-29"), end) == TOO_OLD
    assert standing_of(day("2024-08-30"), day("2024-08-31"), end) == REPLACED


def test_a_burmese_paper_has_no_english_message_left(found):
    paper = tb.paper("displacement", found, "Sagaing Region", DAYS, language="my")
    for text in [*said(paper), *said(paper, "more"), *said(paper, "floor")]:
        assert not any(word in text for word in ("displaced", "recorded", "incident", "paper"))
