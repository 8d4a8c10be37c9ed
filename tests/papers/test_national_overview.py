"""The country and its states: the sample against numbers worked out by hand, and invented claims for what is held back."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import LISTED, claim
from tests.briefs.invented import found as findings_of
from tests.papers.tiny import written
from tollbook import shipped
from tollbook.briefs import running
from tollbook.briefs.errors import BriefError
from tollbook.suite import run
from tollbook.suite.notebooks import NOTEBOOKS

YEAR = ("2023-01-01", "2023-12-31")
SAGAING, KACHIN, KAYAH, CHIN = "MMR005", "MMR001", "MMR002", "MMR004"


@pytest.fixture(scope="module")
def claims():
    return tb.read_claims(shipped.claims_file())


@pytest.fixture(scope="module")
def public(claims):
    return tb.paper("national_overview", tb.findings(claims), "Myanmar", YEAR, every="quarter")


@pytest.fixture(scope="module")
def internal(public):
    return public.released("internal")


@pytest.fixture(scope="module")
def counted(claims):
    """The same, where an invented source was counting everywhere and all the time."""
    cover = pd.DataFrame({"source": ["invented"], "pcode": ["MMR"], "status": ["counted"]})
    found = tb.findings(claims, coverage=cover.assign(start="2020-01-01", end="2026-12-31"))
    return tb.paper("national_overview", found, "Myanmar", YEAR, every="year")


def numbers(paper, key):
    figure = paper.facts["figures"][key]
    return figure["low"], figure["best"], figure["high"], figure["open"]


def said(paper, *names):
    return [running.text_of(each.text) for name in names for each in paper.gathered.said[name]]


def rows_of(paper, name, heading=""):
    """The cells of the first table of a section, or of the one with a heading, as text."""
    blocks = next(each for each in paper.sections if each.name == name).blocks
    tables = [table for block in blocks for table in (block, getattr(block, "table", None)) if hasattr(table, "rows")]
    table = next(each for each in tables if not heading or each.heading == heading)
    return [[running.text_of(cell) for cell in row.cells] for row in table.rows]


# ------------------------------------------------------------------------------------- the sample, worked out by hand


def test_the_country_and_its_states_in_the_year(public, internal):
    # From data/claims/claims.csv: the incidents of 2023 with civilians killed, low, best and high of each. Sagaing: ten
    # with one number (1, 1, 1, 1, 7, 1, 1 and 2, of which one each of Myaung, Tabayin, Kanbalu, Khin-U, Ye-U and Khin-U,
    # 7 of Budalin and 2 of Katha), Tar Taing 15, 17, 17, Pazigyi 50, 168, 174 and Pale 10, 11, 12.
    sagaing = (15 + 50 + 10 + 7 + 2 + 6, 17 + 168 + 11 + 7 + 2 + 6, 17 + 174 + 12 + 7 + 2 + 6, False)
    assert sagaing == (90, 211, 218, False)
    # Beside it Kachin at least 29, Kayah at least 4, at least 1 and 1, Kayin 6 and 5, Chin 3, Tanintharyi 1, Bago (East)
    # 18, Mon 1, and Shan (South) 22, 29, 33: lows 91, bests 98.
    for paper in (public, internal):
        days = ".".join(YEAR)
        assert numbers(paper, f"inside.state.{SAGAING}.civilians_killed.{days}") == sagaing
        assert numbers(paper, f"inside.state.{KAYAH}.civilians_killed.{days}") == (6, 6, None, True)
        assert numbers(paper, "period.civilians_killed") == (90 + 91, 211 + 98, None, True)


def test_strikes_by_state(public):
    # Hpapun 6 (Kayin), Mese 3 and Shadaw 4 (Kayah), and Mindat at least 8 (Chin), over January.
    assert rows_of(public, "states_by_step", "Airstrikes") == [
        ["Kayin", "6", "–", "–", "6", "–", "–", "–"],
        ["Kayah", "7", "–", "–", "–", "–", "7", "–"],
        ["Chin", "8 or more", "–", "–", "8 or more", "–", "–", "–"],
    ]


def test_steps_are_added_up_from_the_findings_and_not_from_one_another(public):
    # Sagaing in the second quarter: Pazigyi, Ye-U 1, Khin-U 1 and Pale 10 to 12; the country with Hpasawng 4 or more,
    # Thayetchaung 1 and Htantabin 18.
    assert numbers(public, f"inside.state.{SAGAING}.civilians_killed.2023-04-01.2023-06-30") == (62, 181, 188, False)
    assert numbers(public, "step.civilians_killed.2023-04-01") == (85, 204, None, True)
    steps = [numbers(public, f"step.civilians_killed.2023-{month}-01") for month in ("01", "04", "07", "10")]
    assert sum(each[1] for each in steps) == 309
    table = rows_of(public, "over_time")
    assert [row[0] for row in table] == [f"Q{n} {year}" for year in (2021, 2022, 2023) for n in (1, 2, 3, 4)]
    assert table[-3] == ["Q2 2023", "204 (85 or more)", "23 (17 to 66)", "45,343 (43,243 or more)", "–", "328 (322 or more)"]


def test_the_lead_answers_what_where_and_whether_more(public):
    assert said(public, "killed", "where", "more") == [
        "309 civilians were recorded killed (181 or more) in Myanmar in 2023, in 22 incidents; 3 of them have no upper "
        "bound.",
        "Most recorded in this sample: civilians killed in Sagaing Region, 211 (90 to 218), though Kachin State, with 29 "
        "or more, may have as many.",
        "Whether there were more civilians killed than in 2022 can’t be said: how much of either any source covered is "
        "unknown.",
    ]
    assert said(public, "floor")[0].endswith(
        "It is not known that a source was counting in every state and region, so there is no ranking and no rate: more "
        "recorded may mean that more was read."
    )
    assert [row["key"] for row in public.facts["panels"]["changes"]["rows"] if row["before"]["key"]] == []


def test_what_is_known_from_whom_in_each_state(public):
    # Kachin in 2023: the one incident of Munglai Hkyet, 23 claims of 9 outlets, 12 of them without a day.
    rows = {row["pcode"]: row for row in public.facts["panels"]["known_from"]["rows"]}
    known = [rows[KACHIN][name] for name in ("incidents", "claims", "outlets", "undated", "one_origin", "coverage")]
    assert known == [1, 23, 9, 12, 0, "unknown"]
    assert sum(row["incidents"] for row in rows.values()) == 47
    table = rows_of(public, "known_from")
    assert table[0][0] == "Sagaing"
    assert {row[-1] for row in table} == {"unknown"}


def test_small_multiples_are_of_the_states_with_a_report_in_the_months_drawn(public):
    section = next(each for each in public.sections if each.name == "states_by_month")
    drawn = [text.get_text() for text in section.blocks[0].picture.drawing.board.texts]
    # Civilians killed from 2022 on; the greatest month of each state stands above its bar: Pazigyi's, A Nang Pa's 69.
    names = ["Sagaing", "Bago (East)", "Kachin", "Kayah", "Shan (South)", "Kayin", "Magway", "Chin", "Mon", "Tanintharyi"]
    assert [text for text in drawn if text in names] == names
    assert {"168", "69"} <= set(drawn)
    assert section.blocks[1].texts[0].startswith("All on one scale, which ends at 174.")


def test_the_map_shows_states_and_each_number_stands_beside_it(public):
    section = next(each for each in public.sections if each.name == "map")
    alt = section.blocks[0].picture.alt
    assert alt.startswith("Map of the states and regions: civilians killed, 1 January – 31 December 2023. Sagaing: 211 (90 ")
    assert "No report of any of these, which is not zero: Bago (West), Magway, " in alt
    assert rows_of(public, "map")[:2] == [["Sagaing", "211 (90 to 218)"], ["Kachin", "29 or more"]]


# ------------------------------------------------------------------------------------------------- what it may be asked


def test_other_steps_measures_and_maps(claims):
    found = tb.findings(claims)
    paper = tb.paper("national_overview", found, "Myanmar", YEAR, every="year", measure="airstrikes", map_by="township")
    assert [row[0] for row in rows_of(paper, "over_time")] == ["2021", "2022", "2023"]
    assert said(paper, "where") == [
        "Most recorded in this sample: airstrikes in Chin State, 8 or more, then in Kayah State, 7."
    ]
    assert {key.split(".")[0] for key in paper["map"].section.keys} == {"map"}
    by_month = tb.paper("national_overview", found, "Myanmar", ("2023-04-01", "2023-06-30"), every="month")
    assert by_month["over_time"].section.heading == "Civilians killed by month, Myanmar"
    assert rows_of(by_month, "states_by_step", "Airstrikes") == [
        ["Kayin", "–", "6", "–", "–", "–", "–", "–"],
        ["Chin", "–", "8 or more", "–", "–", "–", "–", "–"],
    ]


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"every": "week"}, "There is no every 'week'. The nearest is 'year'; all of them: month, quarter, year."),
        ({"map_by": "states"}, "There is no map_by 'states'. The nearest is 'state'; all of them: state, township."),
    ],
)
def test_what_it_is_not_asked(claims, asked, message):
    with pytest.raises(BriefError) as error:
        _ = tb.paper("national_overview", tb.findings(claims), "Myanmar", YEAR, **asked).gathered
    assert str(error.value) == message


def test_it_is_made_of_the_country_alone(claims):
    with pytest.raises(BriefError, match="is not made of a state"):
        tb.paper("national_overview", tb.findings(claims), "Sagaing Region", YEAR)


# ----------------------------------------------------------------------------------- where coverage lets more be said


def test_where_all_was_counted_there_is_a_ranking_and_more_is_compared_at_the_same_age(counted):
    # 2022 in the sample: 133, at least 89, and one of its incidents is open: nothing bounds it from above.
    assert said(counted, "where", "more") == [
        "Most recorded: civilians killed in Sagaing Region, 211 (90 to 218), though Kachin State, with 29 or more, may have "
        "as many.",
        "Whether there were more civilians killed than in 2022 is open: 133 (89 or more) then, and the bounds of the two "
        "overlap.",
    ]
    assert "no ranking" not in said(counted, "floor")[0]
    assert counted["states"].section.heading == "Ranking by civilians killed: states and regions of Myanmar"
    # Kayin 3 strikes in 2021 (Hpapun, March) and 6 in 2023; of 2022 there is no report, while a source was counting.
    assert rows_of(counted, "states_by_step", "Airstrikes")[0] == ["Kayin", "3", "0", "6"]


def coverage_of(*rows):
    table = pd.DataFrame(rows, columns=["pcode", "start", "end", "status"])
    return table.assign(source="invented monitors")


@pytest.mark.parametrize(
    ("then", "now", "sentence"),
    [
        (10, 30, "That is more civilians killed than in October 2024: 10 then, counted at the same age."),
        (30, 10, "That is fewer civilians killed than in October 2024: 30 then, counted at the same age."),
        (0, 30, "That is more civilians killed than in October 2024: 0 then, counted at the same age."),
        (0, 0, "In October 2024 none was recorded either, while a source was counting."),
    ],
)
def test_a_change_is_stated_where_both_were_counted_and_its_direction_is_certain(then, now, sentence):
    rows = [claim(9, "invented-9", start="2024-01-01", end="2024-01-01")]
    for month, n in (("2024-10", then), ("2024-11", now)):
        day, number = {"start": f"{month}-10", "end": f"{month}-10"}, dict.fromkeys(("low", "best", "high"), str(n))
        if n:
            rows.append(claim(int(month[-2:]), f"invented-{month}", published=f"{month}-12", **day, **number))
    found = findings_of(*rows, coverage=coverage_of(("MMR", "2024-01-01", "2024-12-31", "counted")), as_of="2025-03-01")
    paper = tb.paper("national_overview", found, "Myanmar", "2024-11", release="internal")
    assert said(paper, "more") == [sentence]


# -------------------------------------------------------------------------------------------------- what is held back


def forms(paper):
    """Everything that leaves: the page and its alternative texts, the facts and the data."""
    html = re.sub(r"data:[^\"']+", "", paper.html)
    return "\n".join([html, str(paper.page), paper.facts_json, paper.tally_csv, paper.findings_csv])


def test_people_detained_are_told_of_no_township_and_strikes_of_no_single_hit():
    named = {"source": LISTED["Invented Outlet"]}
    rows = [
        claim(1, "invented-1", measure="detained", low="7613", best="7613", high="7613", **named),
        claim(2, "invented-2", measure="airstrikes", low="3", best="3", high="3", url="https://example.org/hit", **named),
    ]
    paper = tb.paper("national_overview", findings_of(*rows), "Myanmar", "2024-11", "2025-06-01", map_by="township")
    # A month is too short a time for a public figure of people detained; strikes are told in sums.
    assert not re.search("7,?613", forms(paper))
    assert paper.findings_csv.count("airstrikes") == 0
    assert numbers(paper, "period.airstrikes")[1] == 3
    inside = paper.released("internal")
    assert numbers(inside, "period.detained")[1] == 7613
    assert re.search("7,613", forms(inside))


def test_a_small_group_is_held_back_of_its_township_and_whatever_gives_it_away():
    # 23 people of a township are too few to show; its state's sum beside the others' 5,381 would give them away, so one
    # of the two is held back too.
    named, moved = {"source": LISTED["Invented Outlet"], "measure": "displaced_new"}, dict.fromkeys(("low", "best", "high"))
    few, many = ({**moved, **dict.fromkeys(moved, str(n))} for n in (23, 5381))
    rows = [
        claim(1, "invented-1", **named, **few),
        claim(2, "invented-2", pcode="MMR005007", place_name="Kanbalu", **named, **many),
    ]
    paper = tb.paper(
        "national_overview", findings_of(*rows), "Myanmar", "2024-11", "2025-06-01", measure="displaced_new",
        map_by="township",
    )  # fmt: skip
    shown = [bool(re.search(number, forms(paper))) for number in ("5,?404", "5,?381")]
    assert not all(shown)
    assert paper.facts["figures"]["map.MMR005019"]["state"] == "held back"
    assert paper.facts["panels"]["held"]["cells"]["small cell"] >= 1


# ------------------------------------------------------------------------------------------------- languages, and runs


def test_the_page_is_made_in_burmese_with_its_digits(claims):
    paper = tb.paper("national_overview", tb.findings(claims), "Myanmar", YEAR, language="my", every="quarter")
    assert paper.title == "နိုင်ငံလုံးဆိုင်ရာ ခြုံငုံသုံးသပ်ချက်"
    assert "၂၁၁" in said(paper, "where")[0]
    assert paper.pdf.startswith(b"%PDF")


@pytest.mark.long
@pytest.mark.parametrize("name", ["a single claim", "only aggregates", "only stocks"])
def test_the_notebook_runs_on_tiny_claims(tmp_path, name):
    notebook = NOTEBOOKS["national_overview"]
    given = {"claims": str(written(name, tmp_path)), "start": "2024-11-01", "end": "2024-11-30", "issued": "2025-06-01"}
    made = run.run(notebook, notebook.check({**given, "output": str(tmp_path / "out"), "formats": ["pdf", "html"]}))
    assert made.name == "national-overview-myanmar-2024-11-01-2024-11-30-draft.pdf"
    assert made.with_suffix(".html").exists()
