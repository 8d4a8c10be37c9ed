"""Where and when claims put an incident, beside what its findings take."""

import pytest

import tollbook as tb
from tests.briefs.invented import claim, found
from tollbook import shipped
from tollbook.incidents.disputes import DISPUTES, stated

BUDALIN = "MMR005013"


def told(*rows):
    made = stated(found(*rows)["invented-1"].explain())
    return [(row.what, row.relation, row.claims, row.origins) for row in made.itertuples()]


def test_a_coarser_place_and_vaguer_days_dispute_nothing():
    rows = [
        claim(1),
        claim(2, source="Another Invented Outlet"),
        claim(3, source="A Third Invented Outlet", pcode="MMR005", place_level="state", place_name="Sagaing Region",
              start="2024-11-01", end="2024-11-30"),
    ]  # fmt: skip
    assert told(*rows) == [("days", "same", 2, 2), ("days", "wider", 1, 1), ("place", "same", 2, 2),
                           ("place", "wider", 1, 1)]  # fmt: skip


def test_another_place_and_another_day_are_disputes():
    other = claim(3, source="A Third Invented Outlet", pcode=BUDALIN, place_name="Budalin",
                  start="2024-11-11", end="2024-11-11")  # fmt: skip
    made = told(claim(1), claim(2, source="Another Invented Outlet"), other)
    assert [row for row in made if row[1] in DISPUTES] == [("days", "other", 1, 1), ("place", "other", 1, 1)]


def test_days_within_those_of_a_span_are_another_statement_and_days_of_parts_are_none():
    span = {"start": "2024-11-08", "end": "2024-11-12"}
    whole = told(claim(1, **span), claim(2, source="Another Invented Outlet", **span), claim(3, source="A Third One"))
    assert ("days", "inside", 1, 1) in whole
    parts = told(claim(1, extent="part", start="2024-11-08", end="2024-11-08"), claim(2, extent="part"))
    assert ("days", "part", 1, 1) in parts
    assert not {row[1] for row in parts} & set(DISPUTES)


@pytest.fixture(scope="module")
def sample():
    return tb.findings(tb.read_claims(shipped.claims_file()))


def test_tartaing_is_put_into_two_townships_and_on_two_days_by_one_claim(sample):
    # By hand: of its whole claims of civilians killed only c0929 says Myinmu, and 2 March alone.
    made = stated(sample["tartaing-2023-03-01"].explain())
    disputed = made[made["relation"].isin(DISPUTES) & (made["measure"] == "civilians_killed")]
    assert disputed["claim_ids"].tolist() == [("c0929",), ("c0929",)]
    assert disputed["pcode"].tolist() == ["", "MMR005002"]


def test_a_finding_known_from_its_part_asks_the_claims_of_the_part():
    rows = [claim(1, measure="civilians_killed_children")]
    made = stated(found(*rows)["invented-1"].explain())
    assert set(made["measure"]) == {"civilians_killed", "civilians_killed_children"}
