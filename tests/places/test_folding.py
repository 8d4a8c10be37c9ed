"""What folding takes off a name, and that it does so whatever the form of the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook import places
from tollbook.places import gazetteer
from tollbook.places.folding import fold, without_level

TOWNSHIPS = places.townships()
NAMES = sorted({*TOWNSHIPS["name"], *TOWNSHIPS["name_my"], *gazetteer.settlements()["name"].iloc[::500]})


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Nay Pyi Taw", "NAYPYITAW"),
        ("Chaung-U", "chaung u"),
        ("Bago (East)", "Bago-East"),
        ("Puta-O", "Putao"),
        ("Ｐａｌｅ", "Pale"),
        ("ရပ်ကွက် (၁)", "ရပ်ကွက်1"),
    ],
)
def test_what_folding_joins(written, same):
    assert fold(written) == fold(same)


@pytest.mark.parametrize(
    ("one", "other"), [("Pale", "Palaw"), ("Minhla", "Minbu"), ("Kanbalu", "Kantbalu"), ("ပုလဲ", "ပုလော")]
)
def test_what_folding_keeps_apart(one, other):
    assert fold(one) != fold(other)


@given(
    st.sampled_from(NAMES),
    st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]),
    st.sampled_from(["", " ", "-", "  "]),
    st.booleans(),
)
def test_folding_is_stable_under_case_spacing_hyphens_and_normal_form(name, form, gap, upper):
    written = unicodedata.normalize(form, gap.join(name.split()))
    assert fold(written.upper() if upper else written) == fold(name)


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("written", "own", "level"),
    [
        ("Pale Township", "Pale", "township"),
        ("PALE TOWNSHIP", "PALE", "township"),
        ("Sagaing Region", "Sagaing", "state"),
        ("Sagaing Division", "Sagaing", "state"),
        ("Shan State (South)", "Shan (South)", "state"),
        ("Nay Pyi Taw Union Territory", "Nay Pyi Taw", "state"),
        ("Naga Self-Administered Zone", "Naga", "district"),
        ("Nyaung Kone Village Tract", "Nyaung Kone", "village tract"),
        ("Pale-town", "Pale", "town"),
        ("ပုလဲမြို့နယ်", "ပုလဲ", "township"),
        ("ရှမ်းပြည်နယ် (တောင်)", "ရှမ်း (တောင်)", "state"),
        ("Pale", "Pale", ""),
        ("Township", "Township", ""),
        ("Newtown", "Newtown", ""),
    ],
)
def test_level_words(written, own, level):
    found, said = without_level(written)
    assert (fold(found), said) == (fold(own), level)
