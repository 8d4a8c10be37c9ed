"""Which outlets repeat one origin, and whether an origin has changed its number."""

from tests.briefs.invented import claim, found
from tollbook.incidents.origins_of_incident import origins_of


def told(*rows):
    return origins_of(found(*rows)["invented-1"].explain().rows)


def test_outlets_that_repeat_one_origin_are_one_piece_of_evidence():
    made = told(
        claim(1, attributed_to="A Named Group", published="2024-11-12"),
        claim(2, attributed_to="A Named Group", source="Another Invented Outlet", published=""),
        claim(3, attributed_to="residents", published="2024-11-11"),
    )
    # A nameless voice belongs to its outlet, which spoke first.
    assert made["origin"].tolist() == ["Invented Outlet", "A Named Group"]
    assert made["outlets"].tolist() == [("Invented Outlet",), ("Another Invented Outlet", "Invented Outlet")]
    assert made["claims"].tolist() == [1, 2]
    assert made["undated"].tolist() == [0, 1]


def test_an_origin_that_says_more_later_has_not_changed_its_number_and_one_that_says_another_has():
    floor = claim(1, attributed_to="A Named Group", published="2024-11-11", low="50", best="50")
    count = claim(2, attributed_to="A Named Group", published="2024-11-12", low="168", best="168", high="168")
    other = claim(3, attributed_to="A Named Group", published="2024-11-13", low="165", best="165", high="165")
    assert told(floor, count)["changed"].tolist() == [False]
    assert told(floor, count, other)["changed"].tolist() == [True]


def test_a_part_is_no_other_number():
    whole = claim(1, attributed_to="A Named Group", published="2024-11-11")
    part = claim(2, attributed_to="A Named Group", published="2024-11-12", extent="part", low="4", best="4", high="4")
    assert told(whole, part)["changed"].tolist() == [False]
