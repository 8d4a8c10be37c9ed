"""Names and labels."""

from __future__ import annotations

import pytest

from tollbook import places


@pytest.mark.parametrize(
    ("pcode", "label"),
    [
        ("MMR", "Myanmar"),
        ("MMR005", "Sagaing Region"),
        ("MMR001", "Kachin State"),
        ("MMR007", "Bago Region (East)"),
        ("MMR014", "Shan State (South)"),
        ("MMR018", "Nay Pyi Taw Union Territory"),
        ("MMR005D009", "Yinmarbin District"),
        ("MMR005S001", "Naga Self-Administered Zone"),
        ("MMR005019", "Pale Township"),
        ("MMR015203", "Chinshwehaw Sub-township (Kokang SAZ)"),
        ("MMR005019701", "Pale Town"),
        ("MMR005019005", "Nyaung Kone Village Tract"),
        ("174067", "Nyaung Kone village, Pale Township"),
        ("MMR017024701501", "No (1) Ward, Bogale Township"),
        ("nowhere", ""),
        ("", ""),
    ],
)
def test_label(pcode, label):
    assert places.label(pcode) == label


def test_names_keep_order_and_repeats():
    found = places.names(["174067", "MMR", "", "174067", "nowhere"])
    assert list(found) == ["Nyaung Kone", "Myanmar", "", "Nyaung Kone", ""]
    assert list(found.index) == ["174067", "MMR", "", "174067", "nowhere"]


def test_burmese_names():
    assert list(places.names_my(["MMR005019", "174067", "nowhere"])) == ["ပုလဲ", "ညောင်ကုန်း", ""]


def test_region_joins_the_parts_of_the_humanitarian_set():
    assert {places.region_of(code) for code in ("MMR014", "MMR015", "MMR016", "MMR014001")} == {"Shan State"}
    assert places.region_of("174067") == "Sagaing Region"
    assert places.region_of("MMR") == ""
    assert list(places.regions(["174067", "MMR", "174067", "nowhere"])) == ["Sagaing Region", "", "Sagaing Region", ""]
