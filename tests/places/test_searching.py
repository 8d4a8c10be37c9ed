"""Places that a text may mean, to choose from."""

from __future__ import annotations

import pytest

from tollbook import places
from tollbook.places.searching import Hit, search

PALE = Hit("MMR005019", "MMR005019", "sure", 1.0)
KHIN_U = places.place("Khin-U Township").pcode


@pytest.mark.parametrize(
    "text", ["Pale", "Pale, Sagaing", "pale sagaing", "sagaing pale", "ပုလဲမြို့နယ်", "MMR005019", "Pale Township Sagaing Region"]
)
def test_a_text_that_means_one_place_gives_that_alone(text):
    assert search(text) == [PALE]


def test_a_village_stands_for_its_township_and_others_like_it_come_after():
    found = search("Alelbon")
    assert found[0] == Hit("MMR005019", "174084", "sure", 1.0)
    assert places.label(found[0].named) == "Ah Lel Bon village, Pale Township"
    assert {each.how for each in found[1:]} == {"alike"}
    assert all(0.85 <= each.score < 1.0 for each in found[1:])


def test_all_that_are_called_so_are_given():
    assert [(each.pcode, each.how) for each in search("Sagaing")] == [
        ("MMR005", "several"), ("MMR005001", "several"), ("MMR005D001", "several"),
    ]  # fmt: skip
    assert [each.pcode for each in search("Minhla")] == ["MMR008009", "MMR009013"]


def test_a_name_that_is_none_gives_those_that_are_like_it():
    found = search("Mandaly")
    assert {"MMR010", "MMR010D001"} <= {each.pcode for each in found}
    assert {each.how for each in found} == {"alike"}
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_a_description_gives_what_a_report_means_by_it():
    assert search("17 villages in Khin-U") == [Hit(KHIN_U, KHIN_U, "sure", 1.0)]


def test_each_township_is_given_once_however_many_villages_of_it_are_called_so():
    found = [each.pcode for each in search("Nyaung Kone")]
    assert len(found) == len(set(found)) > 50
    assert {places.unit(code).level for code in found} == {"township"}


@pytest.mark.parametrize("text", ["", "   ", "xxxx"])
def test_nothing_is_found_where_nothing_is_like_it(text):
    assert search(text) == []


def test_only_levels_that_may_be_chosen_are_given():
    assert search("Sagaing", levels=("state",)) == [Hit("MMR005", "MMR005", "several", 1.0)]
