"""Totals of others beside the tally: on the sample that ships, in both releases, and on invented claims."""

from __future__ import annotations

from pathlib import Path

import pytest

import tollbook as tb
from tests.briefs.invented import LISTED, PALE, claim, entered, entered_json
from tests.briefs.invented import found as invented
from tests.papers.tiny import written
from tollbook import shipped
from tollbook.briefs.running import text_of
from tollbook.charts.words import words
from tollbook.papers.panels import totals as panels
from tollbook.papers.prose.totals import SHORT, WHY, share_text
from tollbook.release.published import facts as published
from tollbook.suite import run as running
from tollbook.suite.notebooks import NOTEBOOKS

YEARS = ("2021-01-01", "2025-09-30")
SAGAING = {"pcode": "MMR005", "place_level": "state", "place_name": "Sagaing Region"}
YEAR = {"start": "2024-01-01", "end": "2024-12-31"}
BODY = "AAPP"


@pytest.fixture(scope="module")
def found():
    return tb.findings(tb.read_claims(shipped.claims_file()))


@pytest.fixture(scope="module")
def myanmar(found):
    return tb.paper("aggregates_check", found, "Myanmar", YEARS)


def paper_of(*rows, place="Sagaing Region", release="public", period=("2024-01-01", "2024-12-31"), **options):
    """A paper of invented claims, as if outlets that may be named had reported them."""
    named = [{**row, "source": LISTED.get(row["source"], row["source"])} for row in rows]
    return tb.paper("aggregates_check", invented(*named), place, period, "2025-06-01", release=release, **options)


def total(number, count=None, **cells):
    numbers = {} if count is None else {"low": str(count), "best": str(count), "high": str(count)}
    row = {**SAGAING, **YEAR, "means": "", "attributed_to": BODY, "published": "2025-01-20", **numbers, **cells}
    return claim(number, "", scope="aggregate", **row)


def rows_of(paper):
    return entered(paper)["panels"]["totals"]["rows"]


def cells(paper, name):
    section = next(each for each in paper.sections if each.name == name)
    table = next(block for block in section.blocks if hasattr(block, "rows") and hasattr(block, "head"))
    return [[text_of(cell) for cell in row.cells] for row in table.rows]


# ------------------------------------------------------------------------------------------------------- on the sample


def test_every_total_is_shown_and_none_of_harm_to_armed_parties(found, myanmar):
    # By hand: the claims file has 41 aggregates about the country; two pairs are one origin's same number in two outlets
    # (687 killed and 458 injured, of Nyan Lynn Thit Analytica).
    known = found.claims.table
    stated = known[(known["scope"] == "aggregate") & (known["pcode"] == "MMR")]
    assert len(stated) == 41
    assert len(rows_of(myanmar)) == 39
    claims = [name for row in rows_of(myanmar) for name in entered(myanmar)["figures"][row["key"]]["claims"]]
    assert sorted(claims) == sorted(stated["claim_id"].astype(str))


def test_a_total_of_one_means_stands_beside_the_tally_of_these_means(myanmar):
    # By hand: killed from the air from January to April 2024 are one (Hseni, a drone), one (Kanbalu) and two (Pale); one
    # in Thayetchaung is coded with several means and left out. Their total is over 359: 360 or more. So at most 4/360.
    figures = entered(myanmar)["figures"]
    row = next(each for each in rows_of(myanmar) if figures[each["key"]]["claims"] == ["c0748"])
    own = figures[row["own"]]
    assert [own[name] for name in ("low", "best", "high", "incidents")] == [4, 4, 4, 3]
    assert own["class"] == {"of": "means", "name": "air"}
    assert row["share"] == {
        "low": None,
        "best": pytest.approx(4 / 360, abs=1e-6),
        "high": pytest.approx(4 / 360, abs=1e-6),
    }
    assert share_text(row["share"], words("en")) == "1% (at most 2%)"


def test_strikes_make_no_share_and_say_what_is_counted(myanmar):
    strikes = [row for row in rows_of(myanmar) if entered(myanmar)["figures"][row["key"]]["measure"] == "airstrikes"]
    assert {row["why"] for row in strikes} == {"unit"}
    assert all(row["share"] is None and row["own"] for row in strikes)
    # "272 aerial attacks", by its own words.
    attacks = next(row for row in strikes if row["unit"] == "attack")
    assert entered(myanmar)["figures"][attacks["key"]]["best"] == 272


def test_the_lead_answers_with_bounds(myanmar):
    # By hand: 3,158 is the greatest total of civilians killed that a closed tally or count can be held against.
    text = entered(myanmar)["sentences"]["key_message"][0]["text"]
    assert text == (
        "This sample holds 10% (at least 8%) of 3,158 civilians killed, as AAPP counts them (1 February 2021 to 23 March "
        "2023)."
    )
    figures = entered(myanmar)["figures"]
    row = next(each for each in rows_of(myanmar) if figures[each["key"]]["best"] == 3158)
    own = figures[row["own"]]
    assert row["share"]["low"] == pytest.approx(own["low"] / 3158, abs=1e-6)
    assert row["share"]["best"] == pytest.approx(own["best"] / 3158, abs=1e-6)
    assert own["open"]
    assert row["share"]["high"] is None


def test_disagreements_are_named_with_by_how_much(myanmar):
    # By hand: 686 (Myanmar Now) and 687 (Development Media Group, Hellas Posts) of one origin, place and days; and 48,463
    # houses from February, and from May 2021 on.
    assert [(row[0], row[3]) for row in cells(myanmar, "disagreements")] == [
        ("other numbers for the same place and days", "1"),
        ("one number for two spans of days", ""),
    ]
    last = entered(myanmar)["sentences"]["key_message"][-1]["text"]
    assert last == (
        "Where they disagree, among 39 totals: 1 pair gives two numbers for the same place and days; 1 number stands for "
        "two spans of days."
    )


def test_totals_of_one_origin_stand_in_the_order_of_their_last_days(myanmar):
    rows = cells(myanmar, "series")
    at = [row[0] for row in rows].index("AAPP: civilians killed")
    assert [row[1] for row in rows[at + 1 : at + 4]] == ["892", "2,900 or more", "3,158"]


def test_nothing_is_added_to_a_sum_and_the_reader_takes_no_total_for_one(myanmar):
    output = published.read(entered(myanmar), "invented-facts.json")
    best = {each.best for each in output.printed}
    assert not best & {687.0, 3158.0, 70324.0}
    by_air = [each for each in output.printed if each.cell.of == "means" and each.cell.first == "2024-01-01"]
    assert {(each.cell.name, each.cell.last) for each in by_air} >= {("air", "2024-04-30")}


def test_a_state_within_a_second_and_its_own_totals_alone(found):
    paper = tb.paper("aggregates_check", found, "Sagaing Region", YEARS)
    figures = entered(paper)["figures"]
    assert {figures[row["key"]]["pcode"] for row in rows_of(paper)} == {"MMR005"}
    # People detained are public by quarters of a state, and two days are none.
    assert entered(paper)["panels"]["totals"]["held"] == {"period": 1}
    inside = paper.released("internal")
    assert entered(inside)["panels"]["totals"]["held"] == {}
    assert len(rows_of(inside)) == len(rows_of(paper)) + 1


def test_a_township_in_public_shows_no_total_of_other_days_than_whole_months(found):
    paper = tb.paper("aggregates_check", found, "Khin-U", YEARS)
    # By hand: of five totals four end within a month (25 November 2022 twice, 4 and 22 June 2023).
    assert len(rows_of(paper)) == 1
    assert entered(paper)["panels"]["totals"]["held"] == {"period": 4}
    assert "Totals held back: not shown for periods this short (4)." in paper.html
    assert len(rows_of(paper.released("internal"))) == 5


# --------------------------------------------------------------------------------------------------- on invented claims


def test_a_share_reaches_from_low_over_high_to_high_over_low():
    own = [claim(1, low="50", best="60", high="80"), claim(2, "invented-2", low="10", best="10", high="10")]
    paper = paper_of(*own, total(3, 400))
    (row,) = rows_of(paper)
    # 60 to 90 with a best of 70, of 400.
    assert row["share"] == {"low": 0.15, "best": 0.175, "high": 0.225}
    assert cells(paper, "totals")[0][5] == "18% (15% to 23%)"


@pytest.mark.parametrize(
    ("ours", "theirs", "why"),
    [
        ({}, {"extent": "part"}, "part"),
        ({"measure": "airstrikes"}, {"measure": "airstrikes", "means": "airstrike"}, "unit"),
        ({}, {"base": "includes fighters"}, "base"),
        ({}, {"means": "arson"}, "silence"),
        ({"start": "2023-11-10", "end": "2023-11-10"}, {}, "silence"),
        ({"low": "", "best": "", "high": ""}, {}, "no number"),
        ({"start": "2023-06-01", "end": "2024-01-31"}, {"start": "2024-01-01", "end": "2024-01-31"}, "spread"),
        ({"high": "", "low": "50", "best": "50"}, {"high": "", "low": "400", "best": "400"}, "open"),
        ({}, {"start": "2024-11-01", "end": "2025-12-31"}, "late"),
    ],
)
def test_where_a_share_would_mean_nothing_there_is_none_and_it_says_why(ours, theirs, why):
    (row,) = rows_of(paper_of(claim(1, **ours), total(2, **({"low": "400", "best": "400", "high": "400"} | theirs))))
    assert (row["share"], row["why"]) == (None, why)


def test_every_reason_has_its_words():
    assert set(WHY) == set(SHORT) == set(panels.WHY)


def test_a_tally_on_the_same_base_is_beside_a_total_on_it():
    ours = claim(1, measure="houses_destroyed", base="includes damaged", means="arson", low="40", best="40", high="40")
    theirs = {"measure": "houses_destroyed", "base": "includes damaged", "means": ""}
    (row,) = rows_of(paper_of(ours, total(2, 400, **theirs)))
    assert row["share"] == {"low": 0.1, "best": 0.1, "high": 0.1}


def test_a_total_that_the_sample_passes_is_no_share():
    paper = paper_of(claim(1, low="500", best="500", high="500"), total(2, 400))
    assert cells(paper, "totals")[0][5] == "more than they count"
    said = [each["text"] for each in entered(paper)["sentences"]["key_message"]]
    assert said == [
        "This sample holds more than 400 civilians killed, which is what AAPP counts (1 January to 31 December 2024).",
        "Where they disagree, among 1 total: 1 is below what this sample holds for it alone.",
    ]


def test_a_whole_below_a_total_of_a_place_inside_is_told_with_that_place():
    inside = {"pcode": PALE, "place_level": "township", "place_name": "Pale", "attributed_to": "NUG"}
    paper = paper_of(claim(1), total(2, 400), total(3, 500, **inside))
    assert len(rows_of(paper)) == 1
    (row,) = cells(paper, "disagreements")
    assert row[0] == "a total below one that lies within it"
    assert "Pale Township" in row[2]
    assert row[3] == "100"


def test_few_days_lead_only_where_there_is_nothing_longer():
    days = {"start": "2024-11-10", "end": "2024-11-11"}
    short = total(2, 20, **days)
    houses = claim(3, "invented-2", measure="houses_destroyed", low="40", best="40", high="40")
    long = total(4, 400, measure="houses_destroyed")
    said = [each["text"] for each in entered(paper_of(claim(1), short, houses, long))["sentences"]["key_message"]]
    assert said[0].startswith("This sample holds 10% of 400 houses destroyed")
    assert entered(paper_of(claim(1), short))["sentences"]["key_message"][0]["text"].startswith(
        "This sample holds 50% of 20"
    )


def test_who_may_not_be_named_is_not():
    hidden = total(2, 400, attributed_to="U Invented Person", source="A Source That Nobody Listed")
    paper = paper_of(claim(1), hidden)
    assert "Invented Person" not in paper.html + entered_json(paper)
    assert "Nobody Listed" not in paper.html + entered_json(paper)
    assert cells(paper, "totals")[0][0] == "1 outlet that is not named"


def test_totals_of_other_days_and_of_armed_parties_are_counted_and_not_shown():
    old = total(2, 400, start="2021-01-01", end="2021-12-31")
    armed = total(3, 30, measure="combatants_killed")
    paper = paper_of(claim(1), old, armed)
    assert rows_of(paper) == []
    text = entered(paper)["sentences"]["floor"][0]["text"]
    assert text.endswith("1 that counts harm to armed parties is left out. 1 is of other days.")


def test_a_total_of_few_displaced_people_in_a_township_is_held_back():
    few = {"measure": "displaced_new", "pcode": PALE, "place_level": "township", "place_name": "Pale"}
    paper = paper_of(claim(1), total(2, 30, **few), place=PALE)
    assert (rows_of(paper), entered(paper)["panels"]["totals"]["held"]) == ([], {"small cell": 1})


@pytest.mark.parametrize(
    ("share", "text"),
    [
        ({"low": 0.0728, "best": 0.2445, "high": 0.2533}, "24% (7% to 26%)"),
        ({"low": 0.07, "best": None, "high": None}, "at least 7%"),
        ({"low": 0.07, "best": 0.1, "high": None}, "10% (at least 7%)"),
        ({"low": None, "best": 0.011, "high": 0.011}, "1% (at most 2%)"),
        ({"low": 0.0001, "best": 0.0002, "high": 0.0003}, "less than 1%"),
        ({"low": 0.5, "best": 0.5, "high": 0.5}, "50%"),
    ],
)
def test_a_share_in_words_is_rounded_outwards(share, text):
    assert share_text(share, words("en")) == text


@pytest.mark.long
@pytest.mark.parametrize("name", ["only aggregates", "a single claim"])
def test_the_notebook_runs_on_tiny_claims(name, tmp_path):
    notebook = NOTEBOOKS["aggregates_check"]
    asked = {
        "claims": str(written(name, tmp_path)),
        "place": "Sagaing Region",
        "start": "2024-01-01",
        "end": "2024-12-31",
    }
    made = running.run(notebook, notebook.check({**asked, "issued": "2025-06-01", "output": str(tmp_path / "out")}))
    assert Path(made).name == "aggregates-check-sagaing-region-2024-01-01-2024-12-31-draft.pdf"
