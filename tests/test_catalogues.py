"""The catalogues: in step with the code, whole, and in the language that they are of."""

from __future__ import annotations

import importlib.util
import io
import re
import unicodedata
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from tollbook.charts.catalogue import FOLDER, catalogue, languages

ROOT = Path(__file__).parents[1]
CATALOGUES = sorted(FOLDER.glob("*/tollbook.po"))


def script():
    found = importlib.util.spec_from_file_location("catalogues", ROOT / "scripts" / "catalogues.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


SCRIPT = script()


def entries(file):
    with open(file, "rb") as handle:
        return [entry for entry in read_po(handle) if entry.id]


def both(entry):
    """The messages of an entry, and its translations."""
    ids = entry.id if isinstance(entry.id, tuple) else (entry.id,)
    return ids, entry.string if isinstance(entry.string, tuple) else (entry.string,)


def places(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parent.name)
def test_a_catalogue_is_in_step_with_the_code(file):
    text = file.read_text(encoding="utf-8")
    assert SCRIPT.updated(text, SCRIPT.messages()) == text, "run `make catalogues`"


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parent.name)
def test_every_message_is_translated_and_none_is_in_doubt(file):
    assert [entry.id for entry in entries(file) if entry.fuzzy or not all(both(entry)[1])] == []


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parent.name)
def test_a_translation_keeps_the_places_and_the_bold_parts_of_its_message(file):
    wrong = []
    for entry in entries(file):
        ids, texts = both(entry)
        wanted = set().union(*(places(text) for text in ids))
        for text in texts:
            # A singular may say "one" without a place for it; a plural form has every place.
            kept = places(text) == wanted and re.findall(r"</?b>", text) == re.findall(r"</?b>", ids[-1])
            wrong += [] if kept or not text else [(entry.id, text)]
    assert wrong == []


#: What stays in Latin letters in Burmese: names of things and of their makers, of files, and of the columns in them.
NAMES = re.compile(
    r"Myanmar Information Management Unit|MIMU|OpenStreetMap contributors|ODbL|GSHHG|facts\.json|sources\.csv|held back|sha256|\b(?:CSV|HTML|JSON|PDF|PNG|SVG)\b"
    r"|\b(?:low|best|high|open|true|figure|state|sources|held|below|scope|extent|measure)\b|JupyterLab"
)


def test_the_burmese_translations_hold_no_english_words():
    left = []
    for entry in entries(FOLDER / "my" / "tollbook.po"):
        for text in both(entry)[1]:
            plain = NAMES.sub(" ", re.sub(r"\{\w+\}|</?b>", " ", text))
            left += [(word, text) for word in re.findall(r"[A-Za-z]+", plain)]
    assert left == []


def test_the_burmese_translations_are_unicode_and_not_another_encoding_of_its_letters():
    wrong = []
    for entry in entries(FOLDER / "my" / "tollbook.po"):
        for text in both(entry)[1]:
            # Zawgyi writes the vowel E before its letter, and uses code points beyond those of Burmese.
            before = re.search(r"(?:^|[^က-အဿျြွှ္်])ေ", text)
            other = [c for c in text if "\u1040" <= c <= "\u109f" and not "၀" <= c <= "၏"]
            wrong += [text] if before or other or unicodedata.normalize("NFC", text) != text else []
    assert wrong == []


def test_translations_write_numbers_in_western_digits_which_the_brief_then_turns_into_its_own():
    assert [
        both(entry)[1] for entry in entries(FOLDER / "my" / "tollbook.po") if re.search("[၀-၉]", str(both(entry)[1]))
    ] == []


def test_languages_are_english_and_those_with_a_catalogue():
    assert languages() == ("en", *(file.parent.name for file in CATALOGUES))
    assert catalogue("en").gettext("no report") == "no report"


SOURCE = """
words.say("whole {n}" if all else "part of {n}", n=1)
words.count("{n} one", "{n} many", n)
fill(words, "a " "b {x}", x=y)
running.fill_count(words, "{n} c", "{n} cs", n)
TABLE = {"d": _("e"), "f": mark_count("g", "gs")}
words.say(TABLE["d"])
other("not a message")
"""


def test_messages_are_found_wherever_a_call_may_hold_them():
    assert list(SCRIPT._in_source(SOURCE)) == [
        "whole {n}", "part of {n}", ("{n} one", "{n} many"), "a b {x}", ("{n} c", "{n} cs"), "e", ("g", "gs"),
    ]  # fmt: skip


def test_an_update_keeps_translations_and_drops_what_is_gone():
    before = SCRIPT.begun("my").replace("nplurals=2; plural=(n != 1)", "nplurals=1; plural=0")
    old = SCRIPT.updated(before, {"invented": ["a.py"], ("{n} day", "{n} days"): ["a.py"], "gone": ["a.py"]})
    told = old.replace('msgid "invented"\nmsgstr ""', 'msgid "invented"\nmsgstr "x"').replace(
        'msgstr[0] ""', 'msgstr[0] "{n} y"'
    )
    new = SCRIPT.updated(told, {("{n} day", "{n} days"): ["b.py"], "invented": ["a.py"], "fresh": ["b.py"]})
    found = {str(entry.id): entry.string for entry in read_po(io.BytesIO(new.encode()))}
    assert {key: text for key, text in found.items() if key != ""} == {
        "('{n} day', '{n} days')": ("{n} y",),
        "invented": "x",
        "fresh": "",
    }
    assert '"X-Reviewed-By: \\n"' in new
