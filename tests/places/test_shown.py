"""What a place shows of itself in a notebook, and the short texts of what places give."""

import pandas as pd
import pytest

import tollbook as tb
from tests.charts.squares import areas
from tests.shown import shown


@pytest.mark.parametrize(
    ("name", "title", "about"),
    [
        (
            "Pale, Sagaing",
            "Pale Township, Sagaing Region",
            [
                "ပုလဲ · p-code MMR005019 · township",
                "in Yinmarbin District (MMR005D009), Sagaing Region (MMR005)",
            ],
        ),
        ("Sagaing Region", "Sagaing Region", ["စစ်ကိုင်းတိုင်းဒေသကြီး · p-code MMR005 · state"]),
        ("MMR", "Myanmar", ["မြန်မာ · p-code MMR · country"]),
    ],
)
def test_a_place_says_what_it_is_called_and_lies_in(name, title, about):
    read = shown(tb.place(name))
    assert read.title == title
    assert read.about == about
    assert read.tables == []


def test_the_texts_are_short():
    assert repr(tb.place("Pale, Sagaing")) == "<Place: Pale Township, Sagaing Region (MMR005019)>"
    people = tb.places.Population(pd.Series({"MMR005019": 140_000}), 2014, "an invented census", ())
    assert repr(people) == "<Population: 1 townships, 2014, from an invented census>"
    drawn = areas()
    assert repr(drawn) == f"<Areas: {len(drawn.pcodes)} of level township, approximate>"
    assert repr(tb.measures.get("displaced_new")) == "<Measure displaced_new: People newly displaced, a flow of people>"
