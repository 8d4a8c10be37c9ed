"""The way from a code up to its township, district and state, and down again."""

from __future__ import annotations

import pandas as pd
import pytest

from tollbook import places


def test_units_of_every_level():
    found = places.units(
        [
            *("MMR", "MMR005", "MMR005D009", "MMR005S001", "MMR005019", "MMR005019701", "MMR005019005", "174067"),
            *("MMR017024701501", "nowhere", ""),
        ]
    )
    assert found.to_dict("index") == {
        "MMR": {"level": "country", "township": "", "district": "", "state": ""},
        "MMR005": {"level": "state", "township": "", "district": "", "state": "MMR005"},
        "MMR005D009": {"level": "district", "township": "", "district": "MMR005D009", "state": "MMR005"},
        "MMR005S001": {"level": "district", "township": "", "district": "MMR005S001", "state": "MMR005"},
        "MMR005019": {"level": "township", "township": "MMR005019", "district": "MMR005D009", "state": "MMR005"},
        "MMR005019701": {"level": "town", "township": "MMR005019", "district": "MMR005D009", "state": "MMR005"},
        "MMR005019005": {
            "level": "village tract", "township": "MMR005019", "district": "MMR005D009", "state": "MMR005",
        },
        "174067": {"level": "village", "township": "MMR005019", "district": "MMR005D009", "state": "MMR005"},
        "MMR017024701501": {"level": "ward", "township": "MMR017024", "district": "MMR017D006", "state": "MMR017"},
        "nowhere": {"level": "", "township": "", "district": "", "state": ""},
        "": {"level": "", "township": "", "district": "", "state": ""},
    }  # fmt: skip


def test_one_unit_is_a_row_of_units():
    codes = ["MMR", "MMR005", "MMR005S001", "MMR005019", "MMR005019701", "174067", "MMR017024701501", "nowhere", ""]
    rows = places.units(codes)
    assert [tuple(rows.loc[code]) for code in codes] == [tuple(places.unit(code)) for code in codes]


def test_positions_are_the_rows_of_units_as_numbers():
    codes = ["174067", "MMR", "MMR005", "MMR005S001", "MMR005019", "174067", "MMR017024701501", "nowhere", ""]
    found, rows = places.positions(codes), places.units(codes)
    assert found.names == sorted(found.names)
    for level in ("township", "district", "state"):
        named = [found.names[at] if at >= 0 else "" for at in getattr(found, level)]
        assert named == [rows.loc[code, level] for code in codes]
    assert len(places.positions([]).township) == 0


def test_units_gives_each_code_once_in_the_order_given():
    found = places.units(pd.Series(["174067", "MMR", "174067", "MMR"]))
    assert list(found.index) == ["174067", "MMR"]


def test_units_of_nothing():
    found = places.units([])
    assert found.empty
    assert list(found.columns) == ["level", "township", "district", "state"]


def test_townships_need_no_gazetteer(monkeypatch):
    def missing() -> None:
        raise AssertionError("the gazetteer of villages was read for codes that don't need it")

    monkeypatch.setattr("tollbook.places.ladder.settlement_codes", missing)
    assert list(places.units(["MMR005019", "MMR", "MMR005", ""])["level"]) == ["township", "country", "state", ""]


@pytest.mark.parametrize(
    ("pcode", "above"),
    [
        ("174067", "MMR005019"),
        ("MMR005019", "MMR005D009"),
        ("MMR005D009", "MMR005"),
        ("MMR005", "MMR"),
        ("MMR", ""),
        ("nowhere", ""),
    ],
)
def test_parent(pcode, above):
    assert places.parent(pcode) == above


def test_children_and_parents_agree():
    assert places.children("MMR005D009") == ["MMR005016", "MMR005017", "MMR005018", "MMR005019"]
    assert places.children("MMR005S001") == ["MMR005035", "MMR005036", "MMR005037"]
    assert "174067" in places.children("MMR005019")
    for state in places.children("MMR"):
        assert places.parent(state) == "MMR"
        for district in places.children(state):
            assert places.parent(district) == state
            assert all(places.parent(township) == district for township in places.children(district))


def test_units_at_a_level():
    assert len(places.units_at("township")) == 358
    assert places.units_at("state", "MMR005019") == []
    assert places.units_at("township", "MMR005019") == ["MMR005019"]
    assert places.units_at("state", "MMR005") == ["MMR005"]
    assert places.units_at("country") == ["MMR"]
    with pytest.raises(
        ValueError, match=r"^There is no level 'village' here; the levels are township, district, state"
    ):
        places.units_at("village")


def test_is_inside():
    inside = places.is_inside(["174067", "MMR005D009", "MMR001", "MMR", "nowhere"], "MMR005")
    assert list(inside) == [True, True, False, False, False]
    assert list(places.is_inside(["174067", "MMR", "nowhere"], "MMR")) == [True, True, False]
