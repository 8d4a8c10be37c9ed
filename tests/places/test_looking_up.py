"""Looking up one place as an analyst types it."""

from __future__ import annotations

import pytest

from tollbook import places


@pytest.mark.parametrize(
    ("text", "pcode"),
    [
        ("MMR005019", "MMR005019"),
        ("mmr005019", "MMR005019"),
        ("174067", "174067"),
        ("Pale, Sagaing", "MMR005019"),
        ("Pale", "MMR005019"),
        ("Pale Township", "MMR005019"),
        ("pale township, sagaing region, Myanmar", "MMR005019"),
        ("Pale town", "MMR005019701"),
        ("Sagaing Region", "MMR005"),
        ("Sagaing Township", "MMR005001"),
        ("Sagaing District", "MMR005D001"),
        ("Sagaing, Sagaing", "MMR005001"),
        ("Monywa, Sagaing", "MMR005012"),
        ("Yinmarbin District", "MMR005D009"),
        ("Naypyitaw", "MMR018"),
        ("Naga Self-Administered Zone", "MMR005S001"),
        ("Nyaung Kone, Pale", "174067"),
        ("Alelbon, Pale", "174084"),
        ("Depayin", "MMR005010"),
        ("Sagaing, Pale", "MMR005019"),
        ("Sagaing Region, Pale Township", "MMR005019"),
        ("Rangoon", "MMR013"),
        ("ပုလဲၿမိဳ႕နယ္", "MMR005019"),
        ("ပုလဲ", "MMR005019"),
        ("စစ်ကိုင်းတိုင်းဒေသကြီး", "MMR005"),
        ("Myanmar", "MMR"),
    ],
)
def test_found(text, pcode):
    assert places.place(text).pcode == pcode


def test_a_place_knows_what_it_lies_in():
    pale = places.place("Pale, Sagaing")
    assert pale == places.Place(
        pcode="MMR005019",
        name="Pale",
        name_my="ပုလဲ",
        level="township",
        label="Pale Township",
        township="MMR005019",
        district="MMR005D009",
        state="MMR005",
    )
    assert str(pale) == "Pale Township, Sagaing Region"


def test_within_is_the_same_as_a_comma():
    assert places.place("Minhla", within="Magway") == places.place("Minhla, Magway")


def test_a_name_of_several_levels_lists_them():
    with pytest.raises(places.AmbiguousPlace) as caught:
        places.place("Sagaing")
    assert str(caught.value) == (
        "'Sagaing' is the name of 3 places: Sagaing Region (MMR005); Sagaing Township, Sagaing Region (MMR005001); "
        "Sagaing District, Sagaing Region (MMR005D001). Say which one: add its level (Township, Region) or what it "
        "lies in behind a comma, or give its code."
    )
    assert caught.value.candidates == ("MMR005", "MMR005001", "MMR005D001")


def test_homonyms_are_never_joined():
    for name, codes in (("Minhla", ("MMR008009", "MMR009013")), ("Htantabin", ("MMR007014", "MMR013006"))):
        with pytest.raises(places.AmbiguousPlace) as caught:
            places.place(name)
        assert caught.value.candidates == codes


def test_many_homonyms_are_not_all_listed():
    with pytest.raises(
        places.AmbiguousPlace, match=r"'Nyaung Kone' is the name of 171 places: .*; and 159 more\. Say which"
    ):
        places.place("Nyaung Kone")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("MMR005999", "The gazetteer has no p-code 'MMR005999'."),
        ("  ", "'' is not a name: it has no letters and no digits."),
        (
            "Pael Township",
            "No place is called 'Pael Township'. The nearest by spelling: Pale Township, Sagaing Region (MMR005019); ",
        ),
        (
            "Pale, Kachn",
            "No township, district, state or region is called 'Kachn'. The nearest by spelling: Kachin State (MMR001)",
        ),
        (
            "Pale, Kachin",
            "There is no Pale in Kachin. Places of that name: Pale Township, Sagaing Region (MMR005019); ",
        ),
    ],
)
def test_not_found(text, sentence):
    with pytest.raises(places.UnknownPlace) as caught:
        places.place(text)
    assert str(caught.value).startswith(sentence)
