"""The claims behind findings."""

from __future__ import annotations

import pytest

import tollbook as tb
from tests.briefs.invented import claim
from tests.briefs.invented import found as invented
from tollbook import shipped


@pytest.fixture(scope="module")
def found():
    return tb.findings(tb.read_claims(shipped.claims_file()), as_of="2024-12-15")


def names(rows):
    return [str(name) for name in rows["claim_id"]]


def test_each_finding_has_as_many_claims_behind_it_as_it_counts(found):
    for at, count in enumerate(found.table["claims"]):
        row = found.table.iloc[[at]]
        behind = found.claims_behind(row)
        assert len(behind) == count
        assert set(behind["incident_id"]) == set(row["incident_id"])
        assert (behind["published"].isna() | (behind["published"] <= found.as_of)).all()


def test_of_all_findings_they_are_all_claims_about_incidents_that_count(found):
    known = found.known_claims
    assert sorted(names(found.claims_behind(found.table))) == sorted(names(known[known["scope"] == "incident"]))


def test_they_stand_by_incident_and_day_those_without_a_day_last():
    made = invented(
        *(
            claim(1, "invented-2"),
            claim(2, published=""),
            claim(3, published="2024-11-30"),
            claim(4, scope="aggregate"),
        ),
        claim(5, published="2024-11-12"),
    )
    assert names(made.claims_behind(made.table)) == ["x005", "x003", "x002", "x001"]


def test_a_toll_that_includes_fighters_stands_behind_the_plain_finding():
    made = invented(claim(1), claim(2, base="includes fighters", high="31"))
    assert names(made.claims_behind(made.table)) == ["x001", "x002"]


def test_a_finding_that_rests_on_a_part_of_its_measure_has_the_claims_of_that_part():
    made = invented(claim(1, measure="civilians_killed_children"), claim(2, measure="airstrikes"))
    killed = made.table[made.table["measure"] == "civilians_killed"]
    assert killed["flags"].tolist() == ["from civilians_killed_children"]
    assert names(made.claims_behind(killed)) == ["x001"]


def test_a_finding_with_claims_of_its_own_has_not_those_of_its_part():
    made = invented(claim(1), claim(2, measure="civilians_killed_children"))
    killed = made.table[made.table["measure"] == "civilians_killed"]
    assert names(made.claims_behind(killed)) == ["x001"]


def test_of_no_findings_there_are_none(found):
    assert found.claims_behind(found.table.iloc[:0]).empty
