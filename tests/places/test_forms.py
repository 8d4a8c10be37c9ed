"""The forms of a name: brackets, strokes, quarters, numbers."""

from __future__ import annotations

import pytest

from tollbook.places.forms import form, forms, quarter_of


def plain(name):
    return {(one.fold, one.quarter) for one in forms(name)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Chaung Ma (West)", ("chaungma", "west")),
        ("West Chaung Ma", ("chaungma", "west")),
        ("Kyaung Taw Yar (2)", ("kyaungtawyar", "2")),
        ("Zin Ka Le (Zin Ka Lin)", ("zinkalin", "")),
        ("Ho Nar/Pang Kay", ("pangkay", "")),
        ("(Kyun Nyo Gyi) Kyun Hteik", ("kyunhteik", "")),
        ("နောင်လုံ (မြောက်)", ("နောင်လုံ", "north")),
    ],
)
def test_a_listed_name_holds_other_names(name, expected):
    assert expected in plain(name)
    assert forms(name)[0] == form(name)


@pytest.mark.parametrize(
    ("name", "own", "quarter"),
    [
        ("Yae Twin Ah Shey", "Yae Twin", "east"),
        ("Myauk Khin Yan", "Khin Yan", "north"),
        ("Ywar Thit Anauk", "Ywar Thit", "west"),
    ],
)
def test_burmese_words_for_quarters_are_heard(name, own, quarter):
    assert (form(own).sound, quarter) in {(one.sound, one.quarter) for one in forms(name)}


def test_a_wards_number_is_its_name():
    assert plain("No (8) Ward") == {("no8ward", "")}


@pytest.mark.parametrize(
    ("text", "quarter"), [("West", "west"), ("No. 2", "2"), ("အနောက်", "west"), ("Uppre", "upper"), ("Zee Kone", "")]
)
def test_what_brackets_say(text, quarter):
    assert quarter_of(text) == quarter
