"""What a report counts as one attack from the air, read from its words."""

import pandas as pd
import pytest

from tollbook.claims.strike_units import NOT_SAID, SEVERAL, strike_units, together, unit_of, units_of
from tollbook.release.columns import public_bases


@pytest.mark.parametrize(
    ("wording", "note", "unit"),
    [
        ("445 airstrikes", "since the quake", "strike"),
        ("three helicopter strikes", "", "strike"),
        ("16 airstrike bombings", "", "strike"),
        ("more than 30 air raids", "", "raid"),
        ("three air assaults", "", "attack"),
        ("272 aerial attacks", "four months", "attack"),
        ("six bombs", "", "bomb"),
        ("dropped bombs twice", "", "time"),
        ("bombs dropped four times", "", "time"),
        ("four locations", "locations hit", "place"),
        ("12 sorties", "", "flight"),
        ("31 events", "", "row"),
        ("more than 30", "", NOT_SAID),
        ("twelve", "bombs", "bomb"),
        ("two airstrikes", "places hit", "strike"),
        ("", "", NOT_SAID),
        ("attackers numbered 30", "", NOT_SAID),
        ("လေကြောင်းတိုက်ခိုက်မှု ၃ ကြိမ်", "", "time"),
    ],
)
def test_the_unit_is_the_last_word_that_names_one(wording, note, unit):
    assert unit_of(wording, note) == unit


def test_units_of_several_claims():
    claims = pd.DataFrame({"wording": ["four airstrikes", None, "119"], "note": ["", "two raids", None]})
    assert units_of(claims) == ["strike", "raid", NOT_SAID]


def test_what_one_source_counts_is_not_lent_to_another():
    assert together(["strike", "strike"]) == "strike"
    assert together(["strike", "raid"]) == SEVERAL
    assert together(["strike", NOT_SAID]) == SEVERAL
    assert together([NOT_SAID]) == NOT_SAID
    assert together([]) == NOT_SAID


def test_every_unit_that_is_no_strike_has_a_base_that_may_be_told():
    bases = [unit.base for unit in strike_units().values() if unit.base]
    assert bases == ["bombs", "flights", "places hit", "rows of a data set"]
    assert public_bases(bases) == {base: base for base in bases}
