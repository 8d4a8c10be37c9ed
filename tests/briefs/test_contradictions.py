"""What a brief says where reports, or parts of the page, would contradict one another: invented claims."""

from __future__ import annotations

import pandas as pd

import tollbook as tb
from tests.briefs import invented
from tests.briefs.invented import PALE, brief, claim
from tollbook.briefs import running
from tollbook.briefs.views import breakdowns


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
    made = tb.brief(invented.found(claim(1), coverage=pd.DataFrame([row])), PALE, "2024-11")
    assert made.facts["sentences"]["floor"][0]["text"].endswith(
        "Of part of the period it is unknown whether any source was counting, so this brief states no change, no rate and "
        "no ranking."
    )
