"""What a brief says where reports, or parts of the page, would contradict one another: invented claims."""

from __future__ import annotations

import pandas as pd

import tollbook as tb
from tests.briefs import invented
from tests.briefs.invented import PALE, brief, claim
from tollbook.briefs import running
from tollbook.briefs.views import breakdowns
from tollbook.briefs.views.tiles import tiles


def test_a_part_that_passes_its_whole_is_said_and_neither_is_changed():
    children = claim(2, measure="civilians_killed_children", low="5", best="5", high="5")
    made = brief(claim(1, low="3", best="3", high="3"), children, claim(3, "invented-2"))
    said = "a part is reported greater than its whole; neither figure is changed."
    assert [said in each["text"].lower() for each in made.facts["sentences"]["incidents"]] == [False, True]
    victims = next(each for each in breakdowns.breakdowns(made.gathered) if "Of them: children killed" in str(each))
    assert f"In 1 incident {said}" in running.text_of(victims["note"])
    figures = made.facts["figures"]
    assert (figures["period.civilians_killed"]["best"], figures["period.civilians_killed_children"]["best"]) == (13, 5)
    usual = brief(claim(1), children)
    assert usual.facts["panels"]["breakdowns"]["passed"] == 0
    assert said not in usual.facts["sentences"]["incidents"][0]["text"].lower()


def test_coverage_of_part_of_the_period_is_not_said_to_be_unknown_throughout():
    row = {"source": "Invented Outlet", "pcode": PALE, "start": "2024-11-01", "end": "2024-11-10", "status": "counted"}
    made = tb.brief(invented.found(claim(1), coverage=pd.DataFrame([row])), PALE, "2024-11", release="internal")
    assert made.facts["sentences"]["floor"][0]["text"].endswith(
        "Of part of the period it is unknown whether any source was counting, so this brief states no change, no rate and "
        "no ranking."
    )


def test_at_least_nine_with_fighters_is_a_number_and_counts_no_civilian():
    made = brief(claim(1, base="includes fighters", low="9", best="9", high=""))
    said = made.facts["sentences"]
    assert said["key_message"][0]["text"] == (
        "People were reportedly killed in Pale Township in November 2024, fighters among them; no report counts the "
        "civilians apart."
    )
    assert "without a number" not in said["floor"][0]["text"]
    assert running.text_of(tiles(made.gathered)[0]["lines"][0]) == "including fighters"


def test_an_open_sum_is_not_said_to_have_an_upper_bound():
    fighters = claim(2, "invented-2", base="includes fighters", low="9", best="9", high="9")
    said = brief(claim(1, low="5", best="5", high=""), fighters).facts["sentences"]["key_message"][0]["text"]
    assert "upper bound includes" not in said
    assert "in 1 of 2 incidents known only with fighters included" in said


def test_nobody_is_recorded_killed_at_least_no_times():
    said = brief(claim(1, low="0", best="0", high="")).facts["sentences"]["key_message"][0]["text"]
    assert said.startswith("In what is recorded here, no civilians are reported killed in Pale Township")
