"""A period in review: the sample against numbers worked out by hand; invented claims for revisions and what is held back."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import LISTED, PALE, claim
from tests.briefs.invented import found as findings_of
from tests.papers.tiny import written
from tollbook import shipped
from tollbook.briefs import running
from tollbook.briefs.errors import BriefError
from tollbook.suite import run
from tollbook.suite.notebooks import NOTEBOOKS

MAY = ("2023-05-01", "2023-05-31")
NAMED = LISTED["Invented Outlet"]


@pytest.fixture(scope="module")
def claims():
    return tb.read_claims(shipped.claims_file())


@pytest.fixture(scope="module")
def public(claims):
    """Sagaing Region in May 2023, as it was known a month after its end."""
    return tb.paper("period_review", tb.findings(claims, as_of="2023-06-30"), "Sagaing Region", MAY)


@pytest.fixture(scope="module")
def internal(public):
    return public.released("internal")


def numbers(paper, key):
    figure = paper.facts["figures"][key]
    return figure["low"], figure["best"], figure["high"], figure["open"]


def said(paper, *names):
    return [running.text_of(each.text) for name in names for each in paper.gathered.said[name]]


def rows_of(paper, name, number=0):
    """The cells of a table of a section, as text."""
    blocks = next(each for each in paper.sections if each.name == name).blocks
    table = [block for block in blocks if hasattr(block, "widths")][number]
    return [[running.text_of(cell) for cell in row.cells] for row in table.rows]


def review(*rows, place=PALE, period="2024-11", release="internal", issued="2025-06-01", as_of="2025-03-01", **options):
    """A review of invented claims, as if an outlet that may be named had reported them."""
    named = [{**row, "source": LISTED.get(row["source"], row["source"])} for row in rows]
    kept = {name: options.pop(name) for name in ("since", "previous") if name in options}
    found = findings_of(*named, as_of=as_of, **options)
    return tb.paper("period_review", found, place, period, issued, release=release, **kept)


# ------------------------------------------------------------------------------------- the sample, worked out by hand


def test_the_period_beside_the_last_and_the_year_before_at_the_same_age(public, internal):
    # From data/claims/claims.csv. May 2023: c1001, one killed in Ye-U, published on 1 June. April 2023: Pazigyi, which
    # the design works out: 50, 168, 174, from reports to 30 May. May 2022, from reports to 30 June 2022: Mon Taing Pin,
    # c0484 at least 27 and c0487 more than 30 of 18 June, c0488 29 of 30 June; c0489 and c0490 came a year later, and of
    # one outlet's two numbers of one day the other origin's stay.
    for paper in (public, internal):
        assert numbers(paper, "period.civilians_killed") == (1, 1, 1, False)
        assert numbers(paper, "then.before.civilians_killed") == (50, 168, 174, False)
        assert numbers(paper, "then.year.civilians_killed") == (27, 29, None, True)
        assert paper.facts["figures"]["then.year.civilians_killed"]["as_of"] == "2022-06-30"
        # Known by 30 June 2023: c0490, around 29, of which 26 is the low.
        assert numbers(paper, "known.year.civilians_killed") == (26, 29, None, True)
    assert rows_of(public, "side_by_side")[0] == [
        "Civilians killed",
        "1",
        "168 (50 to 174)",
        "29 (27 or more); by now 29 (26 or more)",
    ]


def test_no_change_is_stated_and_why_not_is_said_once(public):
    assert said(public, "different") == [
        "Whether anything is different from April 2023 and May 2022 can’t be said: how much of these days any source "
        "covered is unknown."
    ]
    panel = public.facts["panels"]["sides"]
    verdicts = {row[name]["verdict"] for row in panel["rows"] for name in ("before", "year")}
    assert verdicts == {"not stated"}
    texts = [running.text_of(cell) for row in rows_of(public, "side_by_side") for cell in row]
    assert not [text for text in texts if text.startswith(("up", "down", "not against"))]
    assert len(re.findall("any source covered is unknown", public.html)) == 1


def test_what_is_only_known_better_and_the_claims_that_moved_it(public):
    # By 31 May: Kanbalu 172 or more (c0150) and Kani 4 to 5 (c0159), so 176 or more houses. On 1 June came c0492, around
    # 17 in Mon Taing Pin (15 to 19), c1002, around 7 in Ye-U (6 to 8), and c1001: one killed.
    assert numbers(public, "since.houses_destroyed") == (176, 176, None, True)
    assert numbers(public, "period.houses_destroyed")[:2] == (172 + 4 + 15 + 6, 172 + 4 + 17 + 7)
    assert rows_of(public, "known_better") == [
        ["Civilians killed", "no report", "1", "1 incident came to be known"],
        ["Houses destroyed", "176 or more", "200 (197 or more)", "2 incidents came to be known"],
    ]
    assert [[row[0], row[2], row[4]] for row in rows_of(public, "known_better", 1)] == [
        ["1 Jun 2023", "Ye-U Township, May 2023", "about 17"],
        ["1 Jun 2023", "Ye-U Township, May 2023", "1"],
        ["1 Jun 2023", "Ye-U Township, May 2023", "about 7"],
    ]
    assert said(public, "better") == [
        "Only known better, by reports since 31 May 2023: civilians killed 1, before no report; houses destroyed 200 (197 "
        "or more), before 176 or more."
    ]


def test_what_may_still_move(public):
    # Eight months to December 2022, which ended 180 days before the cut-off: three have civilians killed in Sagaing:
    # Mon Taing Pin (May), Let Yet Kone (September, 11 to 14) and November's 6; only May says something else by now.
    late = public.facts["panels"]["late"]
    assert (late["age_days"], late["periods"][0], late["periods"][-1]) == (
        30,
        ["2022-12-01", "2022-12-31"],
        ["2022-05-01", "2022-05-31"],
    )
    seen = late["by_measure"]["civilians_killed"]
    assert [seen[name] for name in ("observed", "alike", "silent", "higher", "lower", "otherwise")] == [3, 2, 0, 0, 0, 1]
    assert rows_of(public, "may_move", 1) == [
        ["November 2022", "6", "6"],
        ["September 2022", "13 (11 to 14)", "13 (11 to 14)"],
        ["May 2022", "29 (27 or more)", "29 (26 or more)"],
    ]
    assert said(public, "still") == [
        "May still move: the period counts as filling up to 13 March 2024. Of 3 earlier periods with a report of civilians "
        "killed, late reports changed one after this age (30 days). That is the least: of 12 claims behind them, 2 bear no "
        "day of publication."
    ]


def test_the_places_inside_stand_side_by_side_too(public):
    assert rows_of(public, "places") == [
        ["Ye-U", "1", "–", "29 (27 or more)"],
        ["Kanbalu", "–", "168 (50 to 174)", "–"],
    ]


# ---------------------------------------------------------------------------------- where coverage lets more be said


COUNTED = pd.DataFrame({"pcode": ["MMR"], "start": ["2020-01-01"], "end": ["2026-12-31"], "status": ["counted"]})


def killed(number, month, n, published="", **more):
    day = {"start": f"{month}-10", "end": f"{month}-10", "published": published or f"{month}-12"}
    return claim(number, f"invented-{number}", **day, **dict.fromkeys(("low", "best", "high"), str(n)), **more)


def test_a_change_is_stated_where_both_were_counted_with_the_earlier_number():
    cover = COUNTED.assign(source="invented monitors")
    paper = review(killed(1, "2024-11", 30), killed(2, "2024-10", 12), killed(3, "2023-11", 40), coverage=cover)
    assert said(paper, "different") == [
        "Different from October 2024: more civilians killed, 12 then. And from November 2023: fewer civilians killed, 40 "
        "then."
    ]
    assert rows_of(paper, "side_by_side")[0] == [
        "Civilians killed",
        "30",
        "12",
        "40",
        "up from October 2024; down 25% from November 2023",
    ]


def test_none_in_both_is_no_difference_and_a_zero_is_one_where_it_was_counted():
    cover = COUNTED.assign(source="invented monitors")
    paper = review(killed(1, "2024-11", 30), coverage=cover)
    assert said(paper, "different") == [
        "Different from October 2024: civilians killed, none recorded then. And from November 2023: civilians killed, none "
        "recorded then."
    ]
    table = {row[0]: row[1:] for row in rows_of(paper, "side_by_side")}
    assert table["Airstrikes"] == ["0", "0", "0", "none in October 2024 either; none in November 2023 either"]


def test_an_earlier_period_is_compared_as_it_was_known_at_the_same_age():
    # The cut-off lies 5 days after November; October is taken from the reports to 5 November, and has 12 more since.
    rows = [
        killed(1, "2024-11", 30),
        killed(2, "2024-10", 10),
        killed(3, "2024-10", 12, "2024-11-20"),
        killed(4, "2024-09", 1),
    ]
    paper = review(*rows, coverage=COUNTED.assign(source="invented monitors"), as_of="2024-12-05")
    assert numbers(paper, "then.before.civilians_killed")[1] == 10
    assert numbers(paper, "known.before.civilians_killed")[1] == 22
    assert rows_of(paper, "side_by_side")[0][2] == "10; by now 22"


# --------------------------------------------------------------------------------------------- since when, and the last


def test_what_came_in_is_told_since_the_day_asked_for_or_since_the_last_issue_of_the_period(tmp_path):
    rows = [killed(1, "2024-11", 10), killed(2, "2024-11", 5, "2024-12-10"), killed(3, "2024-11", 3, "2025-01-10")]
    paper = review(*rows)
    assert (paper.facts["panels"]["arrivals"]["since"], numbers(paper, "since.civilians_killed")[1]) == ("2024-11-30", 10)
    later = review(*rows, since="2024-12-31")
    assert numbers(later, "since.civilians_killed")[1] == 15
    last = review(*rows, as_of="2024-12-15").save(tmp_path)
    again = review(*rows, previous=last.with_name(last.name.replace(".pdf", "-facts.json")))
    assert again.facts["panels"]["arrivals"]["since"] == "2024-12-15"
    assert [each.name for each in again.sections][2] == "revisions"
    assert rows_of(again, "revisions") == [["Civilians killed", "15", "18", "late reports"]]
    # Of another period it is revised by itself, and what came in is told since this period's own end.
    december = review(*rows, killed(4, "2024-12", 2, "2025-02-01"), period="2024-12", previous=last)
    assert december.facts["panels"]["arrivals"]["since"] == "2024-12-31"
    assert rows_of(december, "revisions") == [["Civilians killed", "15", "18", "late reports"]]


def test_a_day_after_the_last_report_that_counts_is_refused():
    with pytest.raises(BriefError) as error:
        _ = review(killed(1, "2024-11", 10), since="2025-03-02").gathered
    assert str(error.value) == (
        "since is 2025-03-02, and reports count only to 2025-03-01: nothing can have come in since. Give an earlier day "
        "(since), or a later one up to which reports count (as_of)."
    )
    problems = NOTEBOOKS["period_review"].parameters.checks[-1]({"since": "2023-07-01", "as_of": "2023-06-30"})
    assert problems == "since (2023-07-01) lies after as_of (2023-06-30)"


def test_an_incident_that_came_to_lie_elsewhere_is_gone_and_another_number_is_no_new_incident():
    elsewhere = {"pcode": "MMR005007", "place_name": "Kanbalu", "published": "2024-12-10"}
    rows = [
        claim(1, "invented-1"),
        claim(2, "invented-1", source="Another Invented Outlet", **elsewhere),
        claim(3, "invented-1", source="A Third Invented Outlet", **elsewhere),
        claim(4, "invented-2", low="4", best="4", high="4"),
        claim(5, "invented-2", source="Another Invented Outlet", low="6", best="6", high="6", published="2024-12-10"),
    ]
    paper = review(*rows)
    assert rows_of(paper, "known_better")[0] == [
        "Civilians killed",
        "14",
        "4 (4 to 6)",
        "1 incident counts elsewhere or no more; 1 incident has another number",
    ]
    # What counts elsewhere is told of no claim here: it is no finding of this place.
    assert [row[4:] for row in rows_of(paper, "known_better", 1)] == [["6", "gives another number"]]


def test_a_level_that_came_later_is_known_better_and_never_added():
    level = {"scope": "level", "measure": "displaced_total", "means": ""}
    rows = [
        claim(1, "", start="2024-11-04", end="2024-11-04", published="2024-11-05", **level, low="900", best="900", high="900"),
        claim(2, "", start="2024-11-25", end="2024-11-25", published="2024-12-09", **level, low="800", best="800", high="800"),
    ]
    paper = review(*rows)
    assert rows_of(paper, "known_better") == [["People displaced", "900", "800", "a later level"]]
    assert paper.facts["figures"]["since.displaced_total"]["stated_on"] == "2024-11-04"


# -------------------------------------------------------------------------------------------------- what is held back


def forms(paper):
    """Everything that leaves: the page and its alternative texts, the facts and the data."""
    html = re.sub(r"data:[^\"']+", "", paper.html)
    return "\n".join([html, str(paper.page), paper.facts_json, paper.tally_csv, paper.findings_csv])


def displaced(number, n, published, incident="invented-1"):
    return claim(
        number, incident, measure="displaced_new", means="", published=published,
        **dict.fromkeys(("low", "best", "high"), str(n)),
    )  # fmt: skip


def test_a_step_that_is_too_small_to_show_takes_the_earlier_figure_with_it():
    # The outlet told of 6,173 by the end of the month, and of 6,196 since: the 23 between are too few to show.
    rows = [displaced(1, 6173, "2024-11-12"), displaced(2, 6196, "2024-12-10")]
    paper = review(*rows, release="public")
    figures = paper.facts["figures"]
    assert figures["period.displaced_new"]["best"] == 6196
    assert figures["since.displaced_new"]["held"] == {"rule": "small cell", "below": None}
    assert paper.facts["panels"]["arrivals"]["held"] == 1
    assert not re.search("6,?173", forms(paper))
    assert paper.facts["panels"]["held"]["cells"]["small cell"] >= 1
    assert said(paper, "better") == [
        "Only known better, by reports since 30 November 2024: nothing that is shown here; more is held back."
    ]
    assert re.search("6,?173", forms(paper.released("internal")))


def test_a_step_that_is_large_enough_is_shown():
    paper = review(displaced(1, 6173, "2024-11-12"), displaced(2, 6596, "2024-12-10"), release="public")
    assert numbers(paper, "since.displaced_new")[1] == 6173


def test_a_small_figure_of_an_earlier_period_can_not_be_had_from_others_of_it():
    # October: 23 people of Pale, 5,381 of Kanbalu and 4,217 of Kani, so 9,621 of their region: of the last three two at
    # most may be shown, or the first would be what is left.
    other = [{"pcode": "MMR005007", "place_name": "Kanbalu"}, {"pcode": "MMR005017", "place_name": "Kani"}]
    october = {"start": "2024-10-10", "end": "2024-10-10", "published": "2024-10-12"}
    rows = [
        displaced(1, 600, "2024-11-12"),
        {**displaced(2, 700, "2024-11-12", "invented-2"), **other[0]},
        {**displaced(3, 23, "", "invented-3"), **october},
        {**displaced(4, 5381, "", "invented-4"), **october, **other[0]},
        {**displaced(5, 4217, "", "invented-5"), **october, **other[1]},
    ]
    paper = review(*rows, place="Sagaing Region", release="public")
    numbers_of = {"Kanbalu": "5,?381", "Kani": "4,?217", "Sagaing": "9,?621"}
    shown = [name for name, number in numbers_of.items() if re.search(number, forms(paper))]
    assert 1 <= len(shown) <= 2, shown
    pale = next(row for row in rows_of(paper, "places") if row[0] == "Pale")
    assert pale[1:3] in (["600", "<50"], ["600", "held back"])
    inside = forms(paper.released("internal"))
    assert all(re.search(number, inside) for number in numbers_of.values())


def test_strikes_are_told_in_sums_alone_and_no_claim_of_them_is_listed():
    strike = {"measure": "airstrikes", "low": "3", "best": "3", "high": "3"}
    rows = [claim(1, "invented-1"), claim(2, "invented-2", published="2024-12-10", **strike)]
    paper = review(*rows, release="public")
    panel = paper.facts["panels"]["arrivals"]
    assert [row["now"] for row in panel["rows"]] == ["period.airstrikes"]
    assert (panel["claims"], panel["untold"]) == ([], 1)
    inside = paper.released("internal").facts["panels"]["arrivals"]
    assert [each["measure"] for each in inside["claims"]] == ["airstrikes"]


def test_the_claims_of_a_whole_are_not_opened_where_a_part_of_it_is_held_back():
    child = {"measure": "civilians_killed_children", "low": "2", "best": "2", "high": "2"}
    rows = [
        claim(1, "invented-0", start="2024-11-02", end="2024-11-02"),
        claim(2, "invented-1", published="2024-12-10"),
        claim(3, "invented-1", published="2024-12-10", **child),
    ]
    assert review(*rows, release="public").facts["panels"]["arrivals"]["claims"] == []
    assert len(review(*rows).facts["panels"]["arrivals"]["claims"]) == 1


def test_an_outlet_that_nobody_listed_has_no_name_and_no_day_in_what_came_in():
    rows = [claim(1, "invented-1"), claim(2, "invented-2", published="2024-12-10")]
    rows[1]["source"] = "An Unlisted Invented Outlet"
    paper = tb.paper("period_review", findings_of(*rows, as_of="2025-03-01"), PALE, "2024-11", "2025-06-01")
    (listed,) = paper.facts["panels"]["arrivals"]["claims"]
    assert (listed["outlet"], listed["published"]) == ("", None)
    assert "Unlisted" not in forms(paper)


# ------------------------------------------------------------------------------------------------------------- the rest


def test_while_the_period_runs_nothing_earlier_was_as_old():
    paper = review(killed(1, "2024-11", 10), killed(2, "2023-01", 4), period=("2024-11-01", "2024-11-30"), as_of="2024-11-20")
    assert said(paper, "still") == [
        "May still move: all of it. The period was not over when reports ceased to count, on 20 November 2024."
    ]
    assert paper.facts["panels"]["late"]["periods"] == []


def test_facts_and_page_are_the_same_twice(public, claims):
    again = tb.paper("period_review", tb.findings(claims, as_of="2023-06-30"), "Sagaing Region", MAY)
    assert json.loads(again.facts_json) == json.loads(public.facts_json)
    assert again.pdf == public.pdf


def test_the_page_is_made_in_burmese(claims):
    paper = tb.paper("period_review", tb.findings(claims, as_of="2023-06-30"), "Sagaing Region", MAY, language="my")
    assert paper.title == "ကာလ ပြန်လည်သုံးသပ်ချက်"
    assert paper.pdf.startswith(b"%PDF")


@pytest.mark.long
@pytest.mark.parametrize("name", ["a single claim", "everything open", "only stocks"])
def test_the_notebook_runs_on_tiny_claims_and_on_its_own_last_issue(tmp_path, name):
    notebook, out = NOTEBOOKS["period_review"], tmp_path / "out"
    given = {"claims": str(written(name, tmp_path)), "start": "2024-11-01", "end": "2024-11-30", "output": str(out)}
    first = run.run(notebook, notebook.check({**given, "as_of": "2025-01-15"}))
    assert first.name == "period-review-sagaing-region-2024-11-01-2024-11-30-draft.pdf"
    last = first.with_name(first.name.replace(".pdf", "-facts.json"))
    again = notebook.check({**given, "as_of": "2025-02-15", "previous": str(last), "version": 2, "formats": ["pdf", "html"]})
    made = run.run(notebook, again)
    assert made.with_suffix(".html").exists()
