"""HTML for notebooks: text stays text, links lead to the web, nothing is left out without a word."""

from __future__ import annotations

import re

import pytest

from tests.shown import Reader
from tollbook.html_table import Cell, Line, Part, Shown, Table, cell, html, left_out

HOSTILE = """<script>alert(1)</script><img src=x onerror="alert(2)">'"&</div></table></style>"""

#: What a notebook may show: JupyterLab's sanitizer lets all but the style through, also where nobody trusts a notebook.
TAGS = {"a", "details", "div", "p", "style", "summary", "table", "tbody", "td", "th", "thead", "tr"}
ATTRIBUTES = {"class", "href", "rel", "scope", "target", "title"}


def everything(text):
    inner = Table((text,), ((cell(text, text, link="https://example.org/"),),), more=text)
    outer = Table((text, "n"), ((cell(text, text, title=text, opened=inner), cell("1")),), frozenset({"n"}), more=text)
    parts = (Part(outer, text, (text,)), Part(outer, text, folded=True), Part(Table((text,), (), instead=text)))
    return html(Shown(text, (text,), parts, (text,)))


def test_hostile_text_is_shown_as_text_wherever_it_stands():
    read = Reader(everything(HOSTILE))
    assert read.tags == TAGS
    assert read.attributes == ATTRIBUTES
    assert read.title == read.about[0] == read.headings[0] == read.notes[0] == read.instead[0] == HOSTILE
    outer = read.tables[0]
    assert outer.head[0] == outer.more == HOSTILE
    figure = outer.rows[0][0]
    assert figure.lines == [HOSTILE, HOSTILE]
    assert figure.title == HOSTILE
    assert figure.opened.head == [HOSTILE]
    assert figure.opened.more == HOSTILE
    assert figure.opened.rows[0][0].lines == [HOSTILE, HOSTILE]


def test_text_without_markup_and_hostile_text_make_the_same_tags():
    assert re.findall(r"<[a-z/]+", everything("x")) == re.findall(r"<[a-z/]+", everything(HOSTILE))


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("https://www.irrawaddy.com/news/burma/", True),
        ("HTTP://example.org/a?b=1&c=2#d", True),
        ("https://example.org/ပုလဲ", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("file:///etc/hosts", False),
        ("//example.org/", False),
        ("www.example.org", False),
        ("https://", False),
        ("https://example.org/a b", False),
        ('https://example.org/" onmouseover="alert(1)', False),
        ("https://example.org/<b>", False),
        ("https://example.org/\u202egro", False),
        ("java\nscript:https://example.org/", False),
        ("", False),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(link, leads):
    read = Reader(html(Shown("", (), (Part(Table(("Report",), ((cell("Outlet", link=link),),))),))))
    assert read.addresses == ([link] if leads else [])
    assert read.table.texts("Report") == ["Outlet"]


def test_a_link_tells_the_site_nothing_of_the_notebook():
    assert 'rel="noopener noreferrer"' in everything("x")


def test_a_very_long_text_is_cut_and_says_so():
    line = Line("a" * 1_000)
    assert line.shown == "a" * 240 + "… (1,000 letters)"
    assert Line("a" * 240).shown == "a" * 240


def test_what_is_left_out_is_counted():
    assert left_out(24, 251, "rows", ".table") == "Shown are the first 24 of 251 rows; all of them: .table"
    assert left_out(24, 24, "rows", ".table") == ""


def test_a_table_without_some_columns_keeps_the_others_in_their_order():
    table = Table(("a", "b", "c"), ((cell("1"), cell("2"), cell("3")),), frozenset({"c"})).without("b", "x")
    assert table.head == ("a", "c")
    assert [each.lines[0].text for each in table.rows[0]] == ["1", "3"]


def test_colours_are_those_of_the_notebook_or_of_the_text_around():
    """So that both themes can be read, and a page outside of JupyterLab; a fixed colour would vanish in one of them."""
    style = Reader(everything("x")).style
    for value in re.findall(r"(?<![\w-])(?:color|background|border(?:-\w+)?): ([^;]+);", style):
        plain = re.sub(r"var\(--jp-[\w-]+, (?:inherit|LinkText|rgba\(128, 128, 128, 0\.\d+\))\)", "theme", value)
        assert re.fullmatch(r"none|theme|(?:1|3)px solid theme|collapse", plain), value
    rules = [rule.strip() for rule in re.sub(r"\{[^}]*\}", "\n", style).splitlines() if rule.strip()]
    assert [part for rule in rules for part in rule.split(",") if ".tollbook" not in part] == []


def test_a_cell_leaves_empty_lines_out():
    assert cell("a", "", "b") == Cell((Line("a"), Line("b", faint=True)))
