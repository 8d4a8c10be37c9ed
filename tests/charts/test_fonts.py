"""The fonts have every character that a brief can hold, and join Burmese letters as they are written."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.pofile import read_po
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import LoadFlags

from tollbook import measures, places
from tollbook.charts.catalogue import FOLDER, languages
from tollbook.charts.style import house_style, tokens
from tollbook.charts.words import _SYSTEMS
from tollbook.places.gazetteer import coarse_units

PACKAGE = Path(__file__).parents[2] / "analysis" / "tollbook"
VIRAMA, DOTTED_CIRCLE = "\u1039", "◌"


@cache
def font():
    with house_style():
        files = font_manager.fontManager._find_fonts_by_props(FontProperties(family=tokens()["fonts"]))
        found = font_manager.get_font(files)
        found.set_size(100, 72)
        return found


def glyphs(text):
    """Font and glyph of each piece of a line, as Matplotlib's shaper chooses them."""
    with house_style():
        return [(item.ft_object, item.glyph_index, item.char) for item in font()._layout(text, LoadFlags.NO_HINTING)]


def badly_set(text):
    """Pieces of a line that have no glyph, that stand beside where they belong, or that should have been stacked."""
    bad = []
    for face, glyph, piece in glyphs(text):
        loose = [face.get_char_index(ord(sign)) for sign in (VIRAMA, DOTTED_CIRCLE)]
        # Matplotlib ends its list of fonts with one of boxes for what no other has.
        missing = glyph == 0 or face.family_name not in tokens()["fonts"]
        if missing or (glyph in loose and DOTTED_CIRCLE not in text):
            bad.append(piece)
    return bad


def strings(file):
    """Texts written out in a source file, its docstrings aside."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    described = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, described) and _has_doc(node)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in constants if id(node) not in docs]


def _has_doc(node):
    return ast.get_docstring(node) is not None


def messages():
    for file in sorted(FOLDER.glob("*/tollbook.po")):
        with open(file, "rb") as handle:
            for entry in (entry for entry in read_po(handle) if entry.id):
                for texts in (entry.id, entry.string):
                    yield from texts if isinstance(texts, tuple) else (texts,)


def test_every_message_and_its_translation_can_be_set():
    assert {text: bad for text in messages() if text and (bad := badly_set(text))} == {}


def test_every_month_and_digit_can_be_set():
    texts = [*_SYSTEMS.values()]
    for language in languages():
        months = Locale.parse(language).months
        texts += [name for width in ("wide", "abbreviated", "narrow") for name in months["format"][width].values()]
        texts += list(months["stand-alone"]["narrow"].values())
    assert len(texts) > 60
    assert {text: bad for text in texts if (bad := badly_set(text))} == {}


def test_every_place_of_a_brief_can_be_set_in_english_and_burmese():
    table = coarse_units()
    labels = {places.label(code, language) for code in table.index for language in ("en", "my")}
    names = {*table["name"], *table["name_my"], *labels}
    assert len(names) > 1500
    assert {text: bad for text in names if (bad := badly_set(text))} == {}


def test_every_name_of_a_measure_can_be_set():
    texts = [text for each in measures.all_measures().values() for text in (each.label, each.short_label, each.unit)]
    assert [text for text in texts if badly_set(text)] == []


def test_every_sign_that_the_code_writes_can_be_set():
    # Marks that reorder or hide text are looked for in the data, and never set.
    code = [file for room in ("charts", "briefs") for file in sorted((PACKAGE / room).rglob("*.py"))]
    signs = {sign for file in code for text in strings(file) for sign in text if sign.isprintable() and ord(sign) > 126}
    page = (PACKAGE / "briefs" / "outputs" / "page.typ").read_text(encoding="utf-8")
    signs |= {sign for sign in re.sub(r"//.*", "", page) if sign.isprintable() and ord(sign) > 126}
    assert {"–", "†", "…", "“"} <= signs
    assert sorted(sign for sign in signs if badly_set(f"a{sign}") and sign != "�") == []


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("ဥက္က", "ဥကက"),  # a letter below a letter
        ("တနင်္သာရီ", "တနငသာရီ"),  # a killed letter above one
        ("မြို့", "မို့ရ"),
    ],
)
def test_letters_are_joined_and_not_set_side_by_side(text, apart):
    assert badly_set(text) == []
    assert [glyph for _, glyph, _ in glyphs(text)] != [glyph for _, glyph, _ in glyphs(apart)]


def test_a_sign_that_no_font_has_and_a_mark_without_its_letter_are_found():
    assert badly_set("\U0001f600") != []
    assert badly_set("ာက") != []
    assert badly_set("က္ ") != []
