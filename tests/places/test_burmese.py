"""Burmese script: look-alikes, invisible signs, Zawgyi."""

from __future__ import annotations

import pytest

from tollbook.places.burmese import from_zawgyi, in_unicode, is_burmese, plain, without_tones, zawgyi

# Written in both encodings by hand, and compared letter by letter.
PAIRS = [
    ("ျမစ္ႀကီးနား", "မြစ်ကြီးနား"),
    ("ကန္႔ဘလူ", "ကန့်ဘလူ"),
    ("ပုလဲၿမိဳ႕နယ္", "ပုလဲမြို့နယ်"),
    ("ေတာင္ငူ", "တောင်ငူ"),
    ("ဟသၤာတ", "ဟင်္သာတ"),
    ("ေရႊဘို", "ရွှေဘို"),
    ("မႏၱေလး", "မန္တလေး"),
    ("စစ္ကိုင္း", "စစ်ကိုင်း"),
]


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_zawgyi_becomes_unicode(old, new):
    assert plain(from_zawgyi(old)) == plain(new)


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_unicode_is_left_alone(old, new):
    assert in_unicode(new) == new
    assert zawgyi(new) < 0.5


def test_latin_is_left_alone():
    assert in_unicode("Pale") == "Pale"
    assert not is_burmese("Pale")


def test_look_alikes_and_invisible_signs():
    assert plain("၀ါးလုံး") == plain("ဝါးလုံး")
    assert plain("ပု\u200bလဲ") == "ပုလဲ"
    assert plain("၁၀") == "၁၀"
    assert without_tones("ညောင်ကုန်း") == "ညောင်ကုန်"
