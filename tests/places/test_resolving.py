"""Resolving a column of names: right or silent, never a guess."""

from __future__ import annotations

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook import places, shipped
from tollbook.places import alternatives, gazetteer, resolving

TOWNSHIPS = places.townships()


def answer(name: str, levels: str | None = None, within: str | None = None) -> tuple[str, str]:
    row = places.resolve([name], levels, within).iloc[0]
    return row["how"], row["pcode"]


@pytest.mark.parametrize(
    ("name", "levels", "within", "how", "pcode"),
    [
        ("Pale", "township", None, "exact", "MMR005019"),
        ("Pale Township", "township", None, "sure", "MMR005019"),
        ("pale", "township", None, "exact", "MMR005019"),
        ("Pale, Sagaing", "township", None, "exact", "MMR005019"),
        ("Chaung U township", "township", None, "sure", "MMR005015"),
        ("Sagaing Region", "state", None, "sure", "MMR005"),
        ("Sagaing", "district", None, "exact", "MMR005D001"),
        ("Bago-East", "state", None, "exact", "MMR007"),
        ("Shan State (South)", "state", None, "sure", "MMR014"),
        ("Pale town", "town", None, "sure", "MMR005019701"),
        # A report's "Mese town", coded as a township: the township of that town.
        ("Mese town", "township", None, "sure", "MMR002007"),
        ("ပုလဲမြို့နယ်", "township", None, "sure", "MMR005019"),
        ("Nyaung Kone", "village", "Pale", "exact", "174067"),
        ("Nyaung Kone", "village", "MMR005019", "exact", "174067"),
        ("Nyaung-kone village, Pale", "village", None, "sure", "174067"),
        ("ညောင်ကုန်း", "village", "MMR005019", "sure", "174067"),
        # Other systems of romanisation, and other names.
        ("Alelbon", "village", "Pale", "sure", "174084"),
        ("Nyaung Gone village", None, "Pale Township", "sure", "174067"),
        ("Hopheit", None, "Demoso", "sure", "168522"),
        ("Kantbalu Township", None, None, "sure", "MMR005007"),
        ("Depayin", "township", None, "sure", "MMR005010"),
        ("West Chaung Ma", None, "Kani", "sure", "173791"),
        ("Ward 8, Kyaukme", None, None, "exact", "MMR015012701508"),
        ("ေညာင္ကုန္း", None, "Pale", "sure", "174067"),
        # Inside the township that is certain, the finest place that is: where no place is, the township.
        ("Sapaesae", "village", "Pale", "sure", "MMR005019"),
        ("17 villages in Khin-U", None, None, "sure", "MMR005005"),
        ("western Khin-U Township", None, None, "sure", "MMR005005"),
        ("Nyaung Kone and Kyar Si", None, "Pale", "sure", "MMR005019"),
        ("near Tharsi", None, "Pale", "sure", "MMR005019"),
        # A rare long name is known by its state; what only sounds a little like a unit is not the unit.
        ("Manawthiri", None, "Rakhine State", "sure", "197521"),
        ("Pazigyi", None, "Sagaing Region", "unsure", ""),
        ("Myo Thit", None, "Magway Region", "unsure", ""),
        ("Dagon (North)", None, "Yangon Region", "unsure", ""),
        ("Chaung Oo Township (Monywa)", None, None, "sure", "MMR005015"),
        ("Pinlaung Lay (West)", None, "Pinlaung", "sure", "MMR014009"),
        ("Sagaing, Pale", None, None, "exact", "MMR005019"),
        ("Palé Tsp.", None, None, "sure", "MMR005019"),
        ("Bago-East", None, None, "exact", "MMR007"),
        ("Northern Shan", None, None, "sure", "MMR015"),
        ("MMR005019", None, "Kachin", "none", ""),
        ("Ayar Taw", None, "Sagaing Region", "unsure", ""),
        ("Minywar", None, "Sagaing Region", "unsure", ""),
        ("Pan", "township", None, "unsure", ""),
        # What is named beside it contradicts itself, or the name.
        ("Mawchi town", None, "Bawlakhe Township, Kayah State", "unsure", ""),
        ("Phoeta", None, "Kyauktada Township, Bago Region", "unsure", ""),
        ("Ayeyarwady River", None, None, "unsure", ""),
        # Homonyms: the place around them settles it, or nothing does.
        ("Minhla", "township", None, "unsure", ""),
        ("Minhla", "township", "Magway", "exact", "MMR009013"),
        ("Minhla", "township", "Bago Region", "exact", "MMR008009"),
        ("Htantabin", "township", "MMR013", "exact", "MMR013006"),
        ("Bago Region", "state", None, "unsure", ""),
        ("Sagaing", None, None, "unsure", ""),
        # The widest may come first, where words say so; and what lies in a township is no state that sounds so.
        ("Sagaing Region, Pale Township", None, None, "sure", "MMR005019"),
        ("Kachin State, Hpakant Township, Sezin village", None, None, "sure", "166804"),
        ("Kha Yin", None, "Kawkareik", "exact", "170643"),
        # A quarter or number that is said is a part of the name; without it, the name is another place's.
        ("North Dagon", None, "Yangon Region", "sure", "MMR013019"),
        ("Pyawbwe (East)", None, "Mandalay Region", "unsure", ""),
        ("Lashio (2)", None, "Shan (North)", "unsure", ""),
        ("Hlaingtharya (West)", None, None, "exact", "MMR013047"),
        ("Dagon Myothit (Seikkan)", None, None, "exact", "MMR013021"),
        # What is wider than a place and stands in brackets lies around it, or says who lives there.
        ("Khin Inn Gyi (Kayin)", None, "Bago Region", "unsure", ""),
        ("Inn Din (Rakhine)", None, "Maungdaw", "exact", "198084"),
        ("Pale Township (Bago Region)", None, None, "unsure", ""),
        ("Minhla (Bago)", None, None, "exact", "MMR008009"),
        ("Prome (Pyay)", None, None, "sure", "MMR008001"),
        # A village's name without its township is no evidence, however rare it is.
        ("Nyaung Kone", "village", None, "unsure", ""),
        ("Nyaung Kone", "village", "Sagaing Region", "unsure", ""),
        ("Yange", "village", "MMR006", "unsure", ""),
        # What is not found, or contradicts what is named beside it.
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
        "pcode": "MMR005019", "name": "Pale", "level": "township", "how": "sure", "candidates": "174056; 174151",
        "scores": "1.00; 1.00", "why": "2 places in Pale may be meant.",
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


@given(st.sampled_from(list(SAMPLE.index)))
def test_every_burmese_name_resolves_to_itself_or_to_a_named_tie(pcode):
    row = SAMPLE.loc[pcode]
    found = places.resolve([row["name_my"]], row["level"], row["township"]).iloc[0]
    assert found["how"] in ("exact", "sure")
    assert found["pcode"] == pcode or (found["pcode"] == row["township"] and pcode in found["candidates"].split("; "))


WRITTEN = {
    "small letters": str.lower,
    "capitals": str.upper,
    "run together": lambda name: name.replace(" ", ""),
    "hyphens": lambda name: name.replace(" ", "-"),
    "blanks around and doubled": lambda name: f"  {name.replace(' ', '  ')} ",
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
    "composed for compatibility": lambda name: unicodedata.normalize("NFKC", name),
}


@given(st.sampled_from(list(SAMPLE.index)), st.sampled_from(list(WRITTEN)), st.sampled_from(["township", "state"]))
def test_the_answer_does_not_hang_on_case_blanks_hyphens_or_normal_forms(pcode, written, around):
    row = SAMPLE.loc[pcode]
    within = row["township"] if around == "township" else row["township"][:6]
    names = [row["name"], WRITTEN[written](row["name"])]
    plain, other = (places.resolve([name], None, within).iloc[0] for name in names)
    assert other[["pcode", "how", "candidates"]].to_dict() == plain[["pcode", "how", "candidates"]].to_dict()


def test_the_candidates_come_ranked_with_their_scores():
    row = places.resolve(["Sapaesae"], "village", "Pale").iloc[0]
    scores = [float(score) for score in row["scores"].split("; ")]
    assert row["candidates"].split("; ")[0] == "174100"
    assert len(scores) == len(row["candidates"].split("; "))
    assert scores == sorted(scores, reverse=True)
    assert row["why"] == "No place in Pale is listed under such a name; the township is named beside it."


def test_a_persons_line_comes_before_all_rules(monkeypatch):
    invented = alternatives.Decision("Pan Ywar", "Pale", "", "174143", "An Invented Person")
    monkeypatch.setattr(resolving, "decisions", lambda: (invented,))
    resolving.resolve_one.cache_clear()
    try:
        assert answer("pan-ywar", "village", "Pale") == ("sure", "174143")
        assert places.resolve(["Pan Ywar"], "village", "Pale")["why"].iloc[0] == "Decided by An Invented Person."
        assert answer("Pan Ywar", "village", "Kani") != ("sure", "174143")
        monkeypatch.setattr(resolving, "decisions", lambda: (invented._replace(pcode=""),))
        resolving.resolve_one.cache_clear()
        assert answer("Pan Ywar", "village", "Pale") == ("sure", "MMR005019")
    finally:
        resolving.resolve_one.cache_clear()


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
