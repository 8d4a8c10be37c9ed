"""findings.csv: the findings behind the period's figures, without what would lead below a township."""

from __future__ import annotations

import csv
import hashlib
import io

import pytest

import tollbook as tb
from tests.briefs.invented import brief, claim, entered, public_brief
from tollbook.briefs.panels.findings import COLUMNS


def rows(made):
    return list(csv.DictReader(io.StringIO(made.findings_csv)))


def test_the_worked_example(pale):
    listed = rows(pale)
    assert tuple(listed[0]) == COLUMNS
    killed = next(row for row in listed if row["measure"] == "civilians_killed")
    # The design's worked example: seven, best seven, open.
    assert [killed[name] for name in ("incident", "pcode", "low", "best", "high", "open")] == [
        "1", "MMR005019", "7", "7", "", "True",
    ]  # fmt: skip
    own = [int(number) for number in killed["sources"].split()]
    figure = pale.facts["figures"]["period.civilians_killed"]
    assert own == figure["sources"]
    assert int(killed["claims"]) == len(figure["claims"])


def test_bests_add_up_to_the_figures_of_the_period():
    made = brief(
        claim(1),
        claim(2, "invented-2", low="3", best="4", high="5", start="2024-11-20", end="2024-11-20"),
        claim(3, "invented-3", start="2024-10-20", end="2024-10-20"),
    )
    listed = rows(made)
    assert [row["incident"] for row in listed] == ["1", "2"]
    figure = entered(made)["figures"]["period.civilians_killed"]
    for bound in ("low", "best", "high"):
        assert sum(int(row[bound]) for row in listed) == figure[bound]


@pytest.mark.parametrize("make", [brief, public_brief])
def test_no_village_no_id_and_no_note_is_in_it(make):
    made = make(
        claim(1, "secret-hamlet-2024-11", place_name="Secret Hamlet", place_level="village", pcode="174067",
              note="Secret note", attributed_to="residents"),
    )  # fmt: skip
    assert rows(made)[0]["pcode"] == "MMR005019"
    for secret in ("ecret", "174067", "residents"):
        assert secret not in made.findings_csv


def test_what_is_known_only_of_the_state_bears_its_code():
    made = brief(claim(1, pcode="MMR005", place_level="state", place_name="Sagaing"), place="MMR005")
    assert rows(made)[0]["pcode"] == "MMR005"


def test_in_public_no_day_stands_beside_a_township():
    rows_of = [claim(1), claim(2, "invented-2", start="2024-10-30", end="2024-11-02", date_precision="span")]
    inside, outside = (rows(make(*rows_of)) for make in (brief, public_brief))
    assert [(row["start"], row["end"]) for row in inside] == [("2024-11-10", "2024-11-10"), ("2024-10-30", "2024-11-02")]
    assert {(row["start"], row["end"]) for row in outside} == {("", "")}
    for listed in (inside, outside):
        months = [(row["first_month"], row["last_month"]) for row in listed]
        assert months == [("2024-11", "2024-11"), ("2024-10", "2024-11")]


def test_in_public_strikes_are_told_in_sums_and_not_one_by_one():
    told = [claim(1), claim(2, measure="airstrikes"), claim(3, measure="artillery_strikes")]
    assert [row["measure"] for row in rows(brief(*told))] == ["airstrikes", "artillery_strikes", "civilians_killed"]
    made = public_brief(*told)
    assert [row["measure"] for row in rows(made)] == ["civilians_killed"]
    assert entered(made)["figures"]["period.airstrikes"]["best"] == 10
    assert entered(made)["panels"]["held"]["cells"] == {"one by one": 2}


def test_a_finding_of_a_small_group_is_there_without_its_number():
    made = public_brief(claim(1), claim(2, measure="civilians_killed_children", low="2", best="3", high="4"))
    small = next(row for row in rows(made) if row["measure"] == "civilians_killed_children")
    hidden = ("low", "best", "high", "highest_stated", "origins", "claims", "sources")
    assert {small[name] for name in hidden} == {""}
    assert (small["held"], small["below"], small["open"]) == ("small cell", "5", "False")


def test_no_finding_gives_a_head_alone():
    made = brief(claim(1, start="2023-01-01", end="2023-01-01"))
    assert made.findings_csv == ",".join(COLUMNS) + "\n"
    assert entered(made)["package"]["findings.csv"]["rows"] == 0


def test_the_facts_hold_the_hashes_of_the_data(pale):
    package = pale.facts["package"]
    assert set(package) == {"tally.csv", "findings.csv"}
    for name, text in (("tally.csv", pale.tally_csv), ("findings.csv", pale.findings_csv)):
        assert package[name]["sha256"] == hashlib.sha256(text.encode()).hexdigest()
        assert package[name]["rows"] == len(list(csv.DictReader(io.StringIO(text))))


def test_incidents_are_numbered_as_the_page_numbers_them(sample):
    made = tb.brief(sample, "MMR005", "2024-11")
    listed = rows(made)
    for each in entered(made)["panels"]["incidents"]["incidents"]:
        lead = entered(made)["figures"][each["figures"][0]]
        mine = [row for row in listed if row["incident"] == str(each["number"]) and row["measure"] == lead["measure"]]
        assert str(lead["best"] or "") in {row["best"] for row in mine}
