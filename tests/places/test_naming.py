"""Names and labels."""

from __future__ import annotations

import re

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


@pytest.mark.parametrize(
    ("pcode", "label"),
    [
        ("MMR", "မြန်မာနိုင်ငံ"),
        ("MMR005", "စစ်ကိုင်းတိုင်းဒေသကြီး"),
        ("MMR001", "ကချင်ပြည်နယ်"),
        ("MMR007", "ပဲခူးတိုင်းဒေသကြီး (အရှေ့)"),
        ("MMR018", "နေပြည်တော်"),
        ("MMR005D009", "ယင်းမာပင်ခရိုင်"),
        ("MMR013D001", "ရန်ကုန်(မြောက်ပိုင်း) ခရိုင်"),
        ("MMR005S001", "နာဂကိုယ်ပိုင်အုပ်ချုပ်ခွင့်ရဒေသ"),
        ("MMR005019", "ပုလဲမြို့နယ်"),
        ("MMR013018", "ဒဂုံမြို့သစ် (တောင်ပိုင်း) မြို့နယ်"),
        ("MMR015203", "ချင်းရွှေဟော်မြို့နယ်ခွဲ (အထူးဒေသ ၁)"),
        ("MMR005019701", "ပုလဲမြို့"),
        ("174067", "ပုလဲမြို့နယ်၊ ညောင်ကုန်းကျေးရွာ"),
        ("nowhere", ""),
    ],
)
def test_burmese_label(pcode, label):
    assert places.label(pcode, "my") == label


def test_a_language_without_names_of_its_own_has_the_english_ones():
    assert places.name("MMR005019", "my") == "ပုလဲ"
    assert places.name("MMR005019", "ksw") == "Pale"
    assert places.label("MMR005019", "ksw") == "Pale Township"


def test_burmese_labels_name_the_level():
    townships = places.townships()
    words = {
        "pcode": "မြို့နယ်",
        "district_pcode": "ခရိုင်|ကိုယ်ပိုင်အုပ်ချုပ်ခွင့်ရဒေသ|အထူးဒေသ",
        "state_pcode": "ပြည်နယ်|တိုင်းဒေသကြီး|နေပြည်တော်",
    }
    for column, named in words.items():
        labels = {places.label(code, "my") for code in townships[column]}
        assert [label for label in labels if not re.search(named, label)] == []
