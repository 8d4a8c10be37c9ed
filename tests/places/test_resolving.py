"""Resolving a column of names: right or silent, never a guess."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook import places, shipped
from tollbook.places import gazetteer

TOWNSHIPS = places.townships()


def answer(name: str, levels: str | None = None, within: str | None = None) -> tuple[str, str]:
    row = places.resolve([name], levels, within).iloc[0]
    return row["how"], row["pcode"]


@pytest.mark.parametrize(
    ("name", "levels", "within", "how", "pcode"),
    [
        ("Pale", "township", None, "exact", "MMR005019"),
        ("Pale Township", "township", None, "sure", "MMR005019"),
        ("pale", "township", None, "sure", "MMR005019"),
        ("Pale, Sagaing", "township", None, "sure", "MMR005019"),
        ("Chaung U township", "township", None, "sure", "MMR005015"),
        ("Sagaing Region", "state", None, "sure", "MMR005"),
        ("Sagaing", "district", None, "exact", "MMR005D001"),
        ("Bago-East", "state", None, "sure", "MMR007"),
        ("Shan State (South)", "state", None, "sure", "MMR014"),
        ("Pale town", "town", None, "sure", "MMR005019701"),
        # A report's "Mese town", coded as a township: the township of that town.
        ("Mese town", "township", None, "sure", "MMR002007"),
        ("ပုလဲမြို့နယ်", "township", None, "sure", "MMR005019"),
        ("Nyaung Kone", "village", "Pale", "exact", "174067"),
        ("Nyaung Kone", "village", "MMR005019", "exact", "174067"),
        ("Nyaung-kone village, Pale", "village", None, "sure", "174067"),
        ("ညောင်ကုန်း", "village", "MMR005019", "sure", "174067"),
        # Homonyms: the place around them settles it, or nothing does.
        ("Minhla", "township", None, "unsure", ""),
        ("Minhla", "township", "Magway", "exact", "MMR009013"),
        ("Minhla", "township", "Bago Region", "exact", "MMR008009"),
        ("Htantabin", "township", "MMR013", "exact", "MMR013006"),
        ("Bago Region", "state", None, "unsure", ""),
        ("Sagaing", None, None, "unsure", ""),
        # A village's name without its township is no evidence, however rare it is.
        ("Nyaung Kone", "village", None, "unsure", ""),
        ("Nyaung Kone", "village", "Sagaing Region", "unsure", ""),
        ("Yange", "village", "MMR006", "unsure", ""),
        # What is not found, or contradicts what is named beside it.
        ("Alelbon", "village", "Pale", "none", ""),
        ("Pale", "township", "Kachin", "unsure", ""),
        ("Pale", "township", "Nowhere at all", "unsure", ""),
        ("KNU territory (seven districts)", "state", None, "none", ""),
        ("", "township", None, "none", ""),
    ],
)
def test_answers(name, levels, within, how, pcode):
    assert answer(name, levels, within) == (how, pcode)


def test_two_villages_of_one_name_in_one_township_give_the_township():
    row = places.resolve(["Kan Gyi"], "village", "Pale").iloc[0]
    assert row.to_dict() == {
        "pcode": "MMR005019", "name": "Pale", "level": "township", "how": "sure", "candidates": "174151; 174056",
    }  # fmt: skip


def test_levels_and_surroundings_may_differ_by_name():
    names = pd.Series(["Minhla", "Sagaing", "Sagaing"], index=[7, 8, 9])
    levels = pd.Series(["township", "state", "township"])
    within = pd.Series(["Magway", "", ""])
    found = places.resolve(names, levels, within)
    assert list(found["pcode"]) == ["MMR009013", "MMR005", "MMR005001"]
    assert list(found.index) == [7, 8, 9]


def test_wrong_arguments_are_said_in_a_sentence():
    with pytest.raises(
        ValueError, match=r"^There is no level 'hamlet'; the levels are village, village tract, ward, town"
    ):
        places.resolve(["Pale"], "hamlet")
    with pytest.raises(ValueError, match=r"^There are 2 names, but 1 levels or places that they lie in\.$"):
        places.resolve(["Pale", "Kale"], pd.Series(["township"]))


@given(st.sampled_from(list(TOWNSHIPS.index)), st.sampled_from(["{}", "{} Township", "{} township", " {}  "]))
def test_every_township_resolves_to_itself_inside_its_state(row, pattern):
    township = TOWNSHIPS.loc[row]
    how, pcode = answer(pattern.format(township["name"]), "township", township["state_pcode"])
    assert how in ("exact", "sure")
    assert pcode == township["pcode"]


SAMPLE = gazetteer.settlements().sample(400, random_state=20241118)


@given(st.sampled_from(list(SAMPLE.index)))
def test_every_settlement_resolves_to_itself_or_to_a_named_tie(pcode):
    row = SAMPLE.loc[pcode]
    found = places.resolve([row["name"]], row["level"], row["township"]).iloc[0]
    assert found["how"] in ("exact", "sure")
    assert found["pcode"] == pcode or (found["pcode"] == row["township"] and pcode in found["candidates"].split("; "))


def test_the_sample_is_never_contradicted():
    """Names of the coded sample, without help and with the coded state and township beside them."""
    claims = pd.read_csv(shipped.claims_file(), dtype=str, keep_default_na=False)
    coded = claims[["place_name", "place_level", "pcode"]].drop_duplicates().reset_index(drop=True)
    truth = places.units(coded["pcode"]).reindex(coded["pcode"]).reset_index(drop=True)
    answered = {}
    for help_given in ("nothing", "state", "township"):
        within = None if help_given == "nothing" else truth[help_given]
        found = places.resolve(coded["place_name"], coded["place_level"], within)
        told = (found["pcode"] != "") & (coded["pcode"] != "")
        ladder = places.units(found["pcode"]).reindex(found["pcode"]).reset_index(drop=True)
        for level in ("township", "district", "state"):
            both = told & (truth[level] != "") & (ladder[level] != "")
            assert (truth[level] == ladder[level])[both].all()
        assert not ((found["pcode"] != "") & (coded["pcode"] == "")).any()
        answered[help_given] = int(told.sum())
    assert len(coded) == 202
    assert answered["nothing"] >= 40
    assert answered["township"] >= 60
