"""Text that the page can set."""

from __future__ import annotations

import pytest

from tollbook.briefs.views.showable import breakable_address, covered, printable, showable, showable_all


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("plain text", "plain text"),
        ("ctrl\x07\x1b[31mred", "ctrl�[31mred"),
        ("line\nbreak\ttab\r", "line break tab "),
        ("\u202eright to left", "�right to left"),
        ("a \U0001f600 b", "a � b"),
        ("ပုလဲမြို့နယ်", "ပုလဲမြို့နယ်"),
        ("Ta’ang “quoted” – dash…", "Ta’ang “quoted” – dash…"),
        ("#strong[x] $y$", "#strong[x] $y$"),
        ("\ud800", "�"),
    ],
)
def test_printable(given, shown):
    assert printable(given) == shown
    assert all(ord(character) in covered() for character in printable(given))


def test_long_words_may_break_and_lose_nothing():
    word = "Supercalifragilisticexpialidocious" * 3
    shown = showable(f"a {word} b")
    assert shown.replace("\u200b", "") == f"a {word} b"
    assert max(len(run) for run in shown.replace(" ", "\u200b").split("\u200b")) <= 24


def test_addresses_break_inside_long_runs_only():
    assert breakable_address("https://example.org/a-b/c") == "https://example.org/a-b/c"
    long = "https://example.org/" + "a" * 90
    assert breakable_address(long).replace("\u200b", "") == long
    assert "\u200b" in breakable_address(long)


def test_every_text_in_data_is_made_showable():
    assert showable_all({"a": ["\x07", {"b": "c"}], "d": 3}) == {"a": ["�", {"b": "c"}], "d": 3}
