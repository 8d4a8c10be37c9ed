"""What a paper calls itself: never a brief, in no language; and a brief stays one."""

import importlib.util
from pathlib import Path

import pytest

from tollbook.charts.words import LANGUAGES, words
from tollbook.papers.wording import INSTEAD, of_papers

ROOT = Path(__file__).parents[2]
#: How each language calls a brief.
BRIEF = {"en": "brief", "my": "အကျဉ်းချုပ်"}


def in_source():
    """Every message of the package, as the catalogues are made of them; of counted ones the singular."""
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "scripts" / "catalogues.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    elsewhere = {message: files for message, files in module.messages().items() if files != [OWN]}
    return {message if isinstance(message, str) else message[0] for message in elsewhere}


OWN = "analysis/tollbook/papers/wording.py"


def test_what_is_said_otherwise_is_still_said_by_briefs():
    assert set(INSTEAD) <= in_source()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_paper_calls_itself_a_brief(language):
    said = of_papers(language, "native")
    for message, instead in INSTEAD.items():
        counted = isinstance(instead, tuple)
        text = said.catalogue.ngettext(message, message, 2) if counted else said.catalogue.gettext(message)
        assert BRIEF[language] not in text.lower()
        assert set(fields(text)) <= {*fields(message), "n"}


def fields(text):
    return [part.partition("}")[0] for part in text.split("{")[1:]]


def test_a_brief_says_what_it_said():
    assert words().say("Held back from this brief") == "Held back from this brief"
    assert of_papers("en", "native").say("Held back from this brief") == "Held back from this paper"


def test_what_counts_is_said_in_its_own_plural():
    said = of_papers("en", "native")
    one, many = (
        "Of the {all} incidents recorded here, {n} lacks a figure for civilians killed.",
        "Of the {all} incidents recorded here, {n} lack a figure for civilians killed.",
    )
    text = said.count(one, many, 3, all="5")
    assert text == "Of the 5 incidents recorded in this paper, 3 lack a figure for civilians killed."
