"""The harm of the period by its kinds: nothing is lost, nothing is derived, and what nobody coded is named."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.briefs.invented import brief, claim, entered, entered_json, public_brief, undrawn
from tollbook.briefs import running
from tollbook.briefs.views import breakdowns

EXACT = {"low": "3", "best": "3", "high": "3"}


def table(made: Any, of: str) -> list[dict[str, Any]]:
    return next((each["rows"] for each in entered(made)["panels"]["breakdowns"]["tables"] if each["of"] == of), [])


def told(made: Any, of: str) -> dict[str, tuple[Any, ...]]:
    """Class, number of incidents, and the figure's numbers."""
    figures = entered(made)["figures"]
    rows = {}
    for row in table(made, of):
        figure = figures[row["key"]] if row["key"] else {"low": None, "best": None, "high": None}
        rows[row["class"]] = (row["incidents"], *(figure[name] for name in ("low", "best", "high")))
    return rows


def printed(made: Any) -> list[list[list[str]]]:
    return [
        [[running.text_of(cell) for cell in row["cells"]] for row in each["rows"]]
        for each in breakdowns.breakdowns(made.gathered)
    ]


def test_incidents_by_the_means_of_the_claims_behind_the_figure():
    made = brief(
        claim(1, "invented-1", means="helicopter"),
        claim(2, "invented-1", means="airstrike", source="Another Invented Outlet"),
        claim(3, "invented-2", means="artillery", **EXACT),
        claim(4, "invented-3", means="ground"),
        claim(5, "invented-3", means="arson", source="Another Invented Outlet"),
        claim(6, "invented-4", means="unknown", low="2", best="2", high=""),
        claim(7, "invented-5", means="mixed", **EXACT),
        claim(8, "invented-2", means="arson", measure="houses_destroyed"),
        claim(9, "invented-6", means="drone", low="4", best="4", high="4"),
    )
    assert told(made, "means") == {
        "drone": (1, 4, 4, 4),
        "artillery": (1, 3, 3, 3),
        "several": (3, 23, 23, 23),
        "not stated": (1, 2, 2, None),
    }
    assert printed(made)[0] == [
        ["Drones", "1", "4"],
        ["Artillery", "1", "3"],
        ["Several means", "3", "23"],
        ["Means not stated", "1", "2 or more"],
    ]


def test_incidents_by_the_group_of_the_means_in_public():
    six = {"low": "6", "best": "6", "high": "6"}
    made = public_brief(
        claim(1, "invented-1", means="helicopter"),
        claim(2, "invented-1", means="airstrike", source="Another Invented Outlet"),
        claim(3, "invented-2", means="artillery", **six),
        claim(4, "invented-3", means="ground"),
        claim(5, "invented-3", means="arson", source="Another Invented Outlet"),
        claim(6, "invented-4", means="unknown", low="5", best="5", high=""),
        claim(7, "invented-5", means="mixed", **six),
        claim(8, "invented-2", means="arson", measure="houses_destroyed"),
        claim(9, "invented-6", means="naval", low="7", best="7", high="7"),
    )
    # No class is of fewer than five, so that none is held back.
    assert told(made, "means") == {
        "shelling": (2, 13, 13, 13),
        "air": (1, 10, 10, 10),
        "several": (2, 16, 16, 16),
        "not stated": (1, 5, 5, None),
    }
    assert printed(made)[0] == [
        ["Shelling", "2", "13"],
        ["Attacks from the air", "1", "10"],
        ["Several means", "2", "16"],
        ["Means not stated", "1", "5 or more"],
    ]


def test_no_kind_of_aircraft_is_told_apart_in_public():
    means = ("airstrike", "helicopter", "drone", "paramotor")
    made = public_brief(*(claim(n, f"invented-{n}", means=name) for n, name in enumerate(means)))
    assert told(made, "means") == {"air": (4, 40, 40, 40)}
    for text in (json.dumps(entered(made)["panels"]), json.dumps(entered(made)["figures"]), made.findings_csv):
        assert not any(f'"{name}"' in text for name in means)
    sentences = entered(made)["sentences"]
    # The key message names the measure of airstrikes, of which there is no report.
    said = " ".join(each["text"] for each in sentences["incidents"])
    assert said.count("from the air") == len(means)
    assert not any(name in said for name in means)


@pytest.mark.parametrize(
    ("place", "period"),
    [("Pale, Sagaing", "2024-11"), ("MMR005", "2023"), pytest.param("MMR", "2024", marks=pytest.mark.long)],
)
def test_the_classes_of_the_sample_add_up(brief_of_sample, place, period):
    made = brief_of_sample(place, period)
    panel, figures = entered(made)["panels"]["breakdowns"], entered(made)["figures"]
    total, rows = figures[panel["total"]], table(made, "means")
    assert sum(row["incidents"] for row in rows) == total["incidents"]
    assert sum(figures[row["key"]]["best"] or 0 for row in rows) == pytest.approx(total["best"])
    assert sum(figures[row["key"]]["low"] for row in rows) == pytest.approx(total["low"])
    assert any(figures[row["key"]]["open"] for row in rows) == total["open"]
    assert {one for row in rows for one in figures[row["key"]]["claims"]} == set(total["claims"])


codes = st.sampled_from(["airstrike", "drone", "artillery", "ground", "arson", "landmine", "mixed", "unknown", ""])


@pytest.mark.long
@given(st.lists(st.tuples(st.integers(0, 4), codes, st.integers(1, 40), st.booleans()), min_size=1, max_size=7))
def test_bests_add_up_whatever_the_means(rows):
    made = brief(
        *(
            claim(n, f"invented-{incident}", means=means, low=str(best), best=str(best), high="" if floor else str(best),
                  source=f"Invented Outlet {n}", start="2024-10-31" if floor else "2024-11-10")
            for n, (incident, means, best, floor) in enumerate(rows)
        )
    )  # fmt: skip
    figures, panel = entered(made)["figures"], entered(made)["panels"]["breakdowns"]
    total = figures[panel["total"]]
    listed = table(made, "means")
    if total["state"] != "figure" or not listed:
        return
    assert sum(row["incidents"] for row in listed) == total["incidents"]
    assert sum(figures[row["key"]]["best"] or 0 for row in listed) == pytest.approx(total["best"])


def test_what_nobody_coded_is_named_and_has_no_table():
    made = brief(claim(1, means=""))
    assert breakdowns.breakdowns(made.gathered) == []
    assert breakdowns.not_coded(made.gathered) == (
        "Not coded in these claims: by which means, who is reported responsible, sex and age, what was hit and the "
        "sources' own grades."
    )


def test_without_a_claim_there_is_nothing_to_code():
    made = brief(claim(1, pcode="MMR005013", place_name=""))
    assert (breakdowns.breakdowns(made.gathered), breakdowns.not_coded(made.gathered)) == ([], "")


def test_reports_that_differ_on_who_did_it_are_disputed():
    made = brief(
        claim(1, "invented-1", responsible="military", **EXACT),
        claim(2, "invented-1", responsible=" Military ", source="Another Invented Outlet", **EXACT),
        claim(3, "invented-2", responsible="military", low="5", best="5", high="5"),
        claim(4, "invented-2", responsible="an armed group", source="Another Invented Outlet"),
        claim(5, "invented-3", responsible=""),
    )
    assert {name: row[0] for name, row in told(made, "responsible").items()} == {
        "military": 1, "disputed": 1, "not stated": 1
    }  # fmt: skip
    headings = {each["heading"]: each["head"][0] for each in breakdowns.breakdowns(made.gathered)}
    assert headings["Civilians killed by who is reported responsible"] == "Reportedly by"


def test_children_stand_beside_the_whole_and_nothing_is_taken_from_it():
    made = brief(
        claim(1, "invented-1"),
        claim(2, "invented-1", measure="civilians_killed_children", low="3", best="4", high="5"),
        claim(3, "invented-2", **EXACT),
    )
    assert told(made, "victims") == {
        "civilians_killed": (2, 13, 13, 13),
        "civilians_killed_children": (1, 3, 4, 5),
        "not stated": (1, None, None, None),
    }
    assert printed(made)[1] == [
        ["Civilians killed", "2", "13"],
        ["Of them: children killed", "1", "4 (3 to 5)"],
        ["None of these stated", "1", "number not known"],
    ]
    assert entered(made)["panels"]["quality"]["sex_age"] == {"known": 1, "of": 2}


def test_victims_as_reports_call_them_are_incidents_and_no_numbers():
    made = brief(claim(1, "invented-1", victims="women"), claim(2, "invented-2"))
    assert printed(made)[1][1:] == [
        ["Women", "1", "not counted apart"],
        ["None of these stated", "1", "number not known"],
    ]


def test_what_was_hit_is_counted_in_incidents():
    made = brief(
        claim(1, "invented-1", object_hit="school"),
        claim(2, "invented-1", object_hit="monastery", measure="houses_destroyed"),
        claim(3, "invented-2", object_hit="School"),
        claim(4, "invented-3"),
    )
    assert told(made, "object_hit") == {
        "school": (2, None, None, None), "monastery": (1, None, None, None), "not stated": (1, None, None, None)
    }  # fmt: skip
    objects = breakdowns.breakdowns(made.gathered)[-1]
    assert objects["head"] == ["What", "Incidents"]


def test_a_value_that_names_a_village_is_not_printed():
    village = {"place_name": "Invented East", "place_level": "village"}
    made = brief(
        claim(1, "invented-1", object_hit="monastery of Invented-East", **village),
        claim(2, "invented-2", object_hit="monastery", **{**village, "place_name": "Ery"}),
    )
    assert [row["class"] for row in table(made, "object_hit")] == ["monastery", "other"]
    assert "invented-east" not in (made.facts_json + made.html).casefold()


def test_what_was_hit_is_told_in_public_from_a_state_on_and_by_listed_classes_alone():
    rows = [claim(1, object_hit="school"), claim(2, "invented-2", object_hit="house of Invented Person")]
    township, state = (public_brief(*rows, place=place) for place in ("MMR005019", "MMR005"))
    assert table(township, "object_hit") == []
    assert entered(township)["panels"]["breakdowns"]["internal"] == ["object_hit"]
    assert "object_hit" not in entered(township)["panels"]["breakdowns"]["not_coded"]
    assert [row["class"] for row in table(state, "object_hit")] == ["school", "other"]
    for made in (township, state):
        assert "invented person" not in (entered_json(made) + json.dumps(undrawn(made))).casefold()


def test_many_kinds_are_cut_to_a_table_and_nothing_is_lost():
    made = brief(
        *(claim(n, f"invented-{n}", responsible=f"group {n:02}", low=str(n), best=str(n), high=str(n))
          for n in range(1, 13))
    )  # fmt: skip
    rows = told(made, "responsible")
    assert list(rows) == [f"group {n:02}" for n in range(12, 4, -1)] + ["other"]
    assert rows["other"] == (4, 10, 10, 10)


def test_hostile_kinds_print_as_text():
    made = brief(claim(1, responsible='#import "x.typ": *', grade="<b>{n}</b>"))
    cells = printed(made)
    assert cells[1][0][0] == '#import "x.typ": *'
    assert cells[2][0][0] == "<b>{n}</b>"


def test_without_a_figure_of_the_killed_the_measure_followed_is_taken_apart():
    made = brief(claim(1, measure="displaced_new", means="artillery"))
    assert entered(made)["panels"]["breakdowns"]["measure"] == "displaced_new"
    assert told(made, "means") == {"artillery": (1, 10, 10, 10)}


def test_a_coder_who_writes_that_nothing_is_said_says_nothing():
    made = brief(
        claim(1, responsible="Unknown", victims="not stated", object_hit="Not known"),
        claim(2, "invented-2", responsible="military", victims="displaced people"),
    )
    assert list(told(made, "responsible")) == ["military", "not stated"]
    assert table(made, "object_hit") == []
    assert entered(made)["panels"]["quality"]["sex_age"] == {"known": 1, "of": 2}
