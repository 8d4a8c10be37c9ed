"""The grammar on phrases: a hand-written table, fresh phrases of the press, and what must hold for any text.

The phrase files say for each phrase what the conventions make of it; they were written by hand, the two "fresh" ones
before the grammar had seen the phrases.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tollbook.claims.wording import Quantity, read

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("wording_phrases*.txt"))


def _phrases() -> list[tuple[str, str, str]]:
    found = []
    for file in FILES:
        for line in file.read_text(encoding="utf-8").splitlines():
            if "|" in line and not line.startswith("#"):
                phrase, expected = line.rsplit("|", 1)
                found.append((file.stem, phrase.strip(), expected.strip()))
    return found


PHRASES = _phrases()


def _expected(text: str) -> tuple[object, ...] | None:
    """``exact 7``, ``floor 7`` or ``kind low best high``, where ``open`` and ``-`` are no number."""
    kind, *cells = text.split()
    if kind == "none":
        return None
    numbers = [None if cell in ("open", "-") else float(cell) for cell in cells]
    if kind == "exact":
        numbers = numbers * 3
    if kind == "floor":
        numbers = [numbers[0], numbers[0], None]
    return kind, *numbers, kind == "floor" or cells[-1] == "open"


def _got(quantity: Quantity | None) -> tuple[object, ...] | None:
    return None if quantity is None else (quantity.kind, quantity.low, quantity.best, quantity.high, quantity.open)


def test_the_phrase_files_hold_enough_phrases() -> None:
    assert len(PHRASES) > 1000
    assert len({phrase for _, phrase, _ in PHRASES}) > 990


@pytest.mark.parametrize(("file", "phrase", "expected"), PHRASES, ids=lambda value: str(value)[:40])
def test_phrase(file: str, phrase: str, expected: str) -> None:
    assert _got(read(phrase)) == _expected(expected)


@pytest.mark.parametrize(
    ("phrase", "stated"),
    [
        ("at least seven", 7),
        ("more than 30", 31),
        ("about 30", 30),
        ("nearly 50", 50),
        ("just under 50", 49),
        ("up to 165", 165),
        ("fewer than 20", 19),
        ("11 to 14", 14),
        ("at least 10 to 15", 15),
        ("four or five", 5),
        ("two dozen", 24),
        ("thousands", None),
        ("at least dozens", None),
    ],
)
def test_stated_is_the_greatest_number_that_the_wording_names(phrase: str, stated: float | None) -> None:
    quantity = read(phrase)
    assert quantity is not None
    assert quantity.stated == stated


@pytest.mark.parametrize(
    ("phrase", "measure", "expected"),
    [
        ("40 people, 12 of them civilians", "civilians_killed", "exact 12"),
        ("40 people, 12 of them children", "civilians_killed", "exact 40"),
        ("40 people, 12 of them children", "civilians_killed_children", "exact 12"),
        ("40 people, including 12 fighters", "civilians_killed", "none"),
        ("40 people, including 12 fighters", "combatants_killed", "exact 12"),
        ("10 killed and 20 injured", "civilians_killed", "exact 10"),
        ("10 killed and 20 injured", "civilians_injured", "exact 20"),
        ("10 killed and 20 injured", "displaced_new", "none"),
        ("three dead, at least ten wounded", "civilians_injured", "floor 10"),
        ("20 houses in three villages", "villages_affected", "exact 3"),
        ("20 houses in three villages", "houses_destroyed", "exact 20"),
        ("200 families", "displaced_new", "none"),
        ("roughly 250 households", "houses_destroyed", "about 225 250 275"),
        ("five villages", "displaced_new", "none"),
        ("12 soldiers", "civilians_killed", "none"),
        ("12 soldiers", "combatants_killed", "exact 12"),
        ("five soldiers and two civilians", "civilians_killed", "exact 2"),
        ("up to 30", "civilians_killed", "up_to 1 15 30"),
        ("up to 30", "civilians_injured", "up_to 0 15 30"),
        ("fewer than 20", "civilians_killed", "up_to 1 10 19"),
        ("29 casualties", "civilians_killed", "up_to 0 - 29"),
        ("three times", "airstrikes", "exact 3"),
        ("four locations", "airstrikes", "exact 4"),
        ("a measure that nobody knows", "invented_measure", "none"),
    ],
)
def test_the_measure_says_which_number_is_meant(phrase: str, measure: str, expected: str) -> None:
    assert _got(read(phrase, measure=measure)) == _expected(expected)


# --- what holds for any text ---------------------------------------------------------------------------------------

UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
QUALIFIERS = st.sampled_from(["", "at least ", "more than ", "nearly ", "about ", "up to ", "fewer than ", "over "])
NUMBERS = st.integers(1, 999_999).filter(lambda n: not 1900 <= n <= 2100)


def _in_words(n: int) -> str:
    """A number in English words, made independently of the grammar."""
    if n < 20:
        return UNITS[n]
    if n < 100:
        return TENS[n // 10 - 2] + (f"-{UNITS[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{UNITS[n // 100]} hundred" + (f" and {_in_words(n % 100)}" if n % 100 else "")
    return f"{_in_words(n // 1000)} thousand" + (
        f" {'and ' if n % 1000 < 100 else ''}{_in_words(n % 1000)}" if n % 1000 else ""
    )


BURMESE = str.maketrans("0123456789", "၀၁၂၃၄၅၆၇၈၉")
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")


@given(QUALIFIERS, NUMBERS)
def test_the_way_a_number_is_written_changes_nothing(qualifier: str, n: int) -> None:
    plain = read(f"{qualifier}{n} people")
    assert plain is not None
    for written in (
        f"{n:,}",
        _in_words(n),
        str(n).translate(BURMESE),
        str(n).translate(DEVANAGARI),
        f"{n:,}".replace(",", "."),
    ):
        assert read(f"{qualifier}{written} people") == plain


@given(QUALIFIERS, NUMBERS)
def test_case_and_space_change_nothing(qualifier: str, n: int) -> None:
    text = f"{qualifier}{_in_words(n)} people"
    assert read(text.upper()) == read(text) == read(f"  {text.replace(' ', '  ')} ") == read(text.title())


@given(
    QUALIFIERS, st.integers(1, 999), st.text("bcdfgklmnprstvwxz", min_size=4, max_size=9).filter(lambda w: w[-1] != "s")
)
def test_an_unknown_noun_behind_the_number_changes_nothing(qualifier: str, n: int, noun: str) -> None:
    assert read(f"{qualifier}{n} {noun}a") == read(f"{qualifier}{n}")


@given(st.sampled_from([phrase for _, phrase, _ in PHRASES]), st.sampled_from(["NFC", "NFD", "NFKC"]))
def test_unicode_forms_change_nothing(phrase: str, form: str) -> None:
    if "²" not in phrase:  # a raised digit becomes an ordinary one in NFKC, and nobody could tell
        assert read(unicodedata.normalize(form, phrase)) == read(phrase)


WORDS = sorted({word for _, phrase, _ in PHRASES for word in phrase.split()})


@settings(max_examples=400)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)))
@example("၁" * 400)
@example("1" * 250)
@example("- - -- 3 - -")
@example("((((12")
@example("at least")
@example("တစ်" * 60)
@example("a" * 10_000)
def test_no_text_raises_and_bounds_are_in_order(text: str) -> None:
    quantity = read(text)
    if quantity is None:
        return
    assert quantity.kind in ("exact", "floor", "about", "nearly", "range", "up_to", "vague")
    numbers = [n for n in (quantity.low, quantity.best, quantity.high) if n is not None]
    assert numbers == sorted(numbers)
    assert numbers[0] >= 0
    assert all(n == int(n) for n in numbers)
    assert not (quantity.open and quantity.high is not None)


@given(st.integers(1, 900), st.integers(1, 900))
def test_a_range_keeps_both_ends(a: int, b: int) -> None:
    low, high = sorted((a, b))
    for text in (
        f"{low} to {high}",
        f"between {low} and {high}",
        f"from {low} to {high}",
        f"{low}-{high}",
        f"{low}–{high} people",
    ):
        quantity = read(text)
        assert quantity is not None
        assert (quantity.low, quantity.best, quantity.high) == (low, (low + high) // 2, high)
