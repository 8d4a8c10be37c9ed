"""Running text: figures keep their sources in whatever order a language puts them; data is never read as a message."""

from __future__ import annotations

import gettext

from tollbook.briefs import running
from tollbook.briefs.running import Span
from tollbook.charts.words import Words, words


class Reversed(gettext.NullTranslations):
    """A catalogue of an invented language that says where before how many."""

    def gettext(self, message: str) -> str:
        return {"<b>{lead} killed</b> in {place}.": "{place}: <b>{lead}</b>."}.get(message, message)


def test_a_figure_keeps_its_sources_and_the_bold_part_its_bounds():
    said = running.fill(words(), "<b>{lead} killed</b> in {place}.", lead=running.figure("7", (2, 1)), place="Pale")
    assert said == (Span("7", True, (2, 1)), Span(" killed", True), Span(" in Pale."))
    assert running.text_of(said) == "7 killed in Pale."


def test_another_language_puts_the_parts_in_another_order():
    reversed_words = Words("en", catalogue=Reversed())
    said = running.fill(reversed_words, "<b>{lead} killed</b> in {place}.", lead="7", place="Pale")
    assert said == (Span("Pale: "), Span("7", True), Span("."))


def test_what_the_data_says_is_text():
    said = running.fill(words(), "{who} said so.", who="<b>{lead}</b> \ue0000\ue001")
    assert said == (Span("<b>{lead}</b> \ue0000\ue001 said so."),)


def test_items_are_listed_as_the_language_lists_them():
    listed = running.listing(words(), ["a", running.figure("b", (1,)), "c"])
    assert running.text_of(listed) == "a, b and c"
    assert listed == (Span("a, "), Span("b", sources=(1,)), Span(" and c"))
    assert running.listing(words(), []) == ()


def test_plain_data_says_only_what_there_is():
    text = running.join(["", "At least", running.figure("7", (1,), marked=True)])
    assert running.as_data(text) == [{"t": "At least "}, {"t": "7", "s": [1], "m": True}]


def test_plurals_by_number():
    assert running.text_of(running.fill_count(words(), "{n} report", "{n} reports", 1)) == "1 report"
    assert running.text_of(running.fill_count(words(), "{n} report", "{n} reports", 1200)) == "1,200 reports"
