"""Breaks in Burmese, and lines that are wrapped or cut by them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.charts.lettering import fitted, width_of, wrapped
from tollbook.charts.style import house_style
from tollbook.charts.syllables import syllables


@pytest.mark.parametrize(
    "parted",
    [
        "ပု|လဲ|မြို့|နယ်",
        "ကျွန်ုပ်|တို့",  # a letter with its vowel after its killer
        "ဥက္က|လာ|ပ",  # stacked
        "တ|နင်္သာ|ရီ|တိုင်း|ဒေ|သ|ကြီး",  # a killed letter above another
        "ယောက်ျား",
        "၂၀၂၄|ခု|နှစ်",
        "၁,၂၃၄|ဦး",
        "(အ|နည်း|ဆုံး|၇|ဦး)",  # a bracket stays with its text
        "အ|စီ|ရင်|ခံ|စာ|မ|ရှိ|ပါ။|သု|ည|မ|ဟုတ်",  # and so does the mark at the end of a sentence
        "ဩ|ဂုတ်",
        "Pale |မြို့",
        "no Burmese at all",
        "",
    ],
)
def test_where_burmese_may_break(parted):
    assert "|".join(syllables(parted.replace("|", ""))) == parted


@given(st.text(st.characters(min_codepoint=0x1000, max_codepoint=0x104F) | st.sampled_from("a (,")))
def test_pieces_together_are_the_text(text):
    assert "".join(syllables(text)) == text
    # No piece begins with a sign that belongs to the letter before it.
    assert [piece for piece in syllables(text)[1:] if "\u102b" <= piece[0] <= "\u103e"] == []


LONG = "အစီရင်ခံစာမရှိပါသုညဟုမဆိုလိုပါ"


def test_a_line_breaks_at_spaces_before_it_breaks_between_syllables():
    with house_style():
        lines = wrapped("အစီရင်ခံစာ မရှိပါ", 6, 12.0)
        assert lines == ["အစီရင်ခံစာ", "မရှိပါ"]


def test_a_long_run_of_burmese_is_broken_and_loses_nothing():
    with house_style():
        lines = wrapped(LONG, 6, 12.0)
        assert len(lines) > 2
        assert "".join(lines) == LONG
        assert max(width_of(line, 6) for line in lines) <= 12.0


def test_a_long_word_of_another_script_keeps_its_line():
    with house_style():
        assert wrapped("a incomprehensibilities", 6, 5.0) == ["a", "incomprehensibilities"]


def test_a_label_is_cut_between_letters_and_says_so():
    with house_style():
        assert fitted("short", 7, 20.0) == "short"
        cut = fitted(LONG, 7, 12.0)
        assert cut.endswith("…") and LONG.startswith(cut[:-1])
        assert width_of(cut, 7) <= 12.0
        assert cut[:-1] in ["".join(syllables(LONG)[:n]) for n in range(len(syllables(LONG)))]
