"""What lies around a place, from the names beside it."""

from __future__ import annotations

import pytest

from tollbook.places.surroundings import around, surroundings


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Pale", ("MMR005019",)),
        ("Sagaing", ("MMR005001", "MMR005D001", "MMR005")),
        ("Minhla", ("MMR008009", "MMR009013")),
        ("southern Maungdaw Township", ("MMR012009",)),
        ("Kyaukmyaung Township", ("MMR005004",)),
        ("Kokang region", ("MMR015S002",)),
        ("Arakan State", ("MMR012",)),
        ("Nowhere at all", ()),
        ("mmr005019", ("MMR005019",)),
        ("MMR005999", ()),
        ("gold-mining area", None),
        ("north of Myaing", None),
        ("Nanza village group", None),
    ],
)
def test_units_that_a_name_beside_another_may_mean(text, codes):
    assert around(text) == codes


def test_names_narrow_one_another():
    assert surroundings(["Minhla", "Magway Region"]).township == "MMR009013"
    assert surroundings(["Thayetchaung Township, Tanintharyi Region"]).township == "MMR006003"
    assert surroundings(["Zeyathiri township of Nay Pyi Taw"]).township == "MMR018001"
    assert surroundings(["Sagaing"]).township == ""
    assert surroundings(["Sagaing"]).state == "MMR005"


def test_a_township_spelled_otherwise_is_looked_for_inside_its_state():
    assert surroundings(["Mattara township", "Mandalay Division"]).township == "MMR010009"
    assert surroundings(["Mattara township"]).unknown == ("Mattara township",)


def test_names_that_exclude_one_another_leave_nothing():
    assert surroundings(["Kyauktada Township", "Bago Region"]).townships == frozenset()


def test_the_district_of_another_administration_gives_way_to_the_township():
    assert surroundings(["Thandaunggyi Township", "Toungoo District", "Kayin State"]).township == "MMR003004"
