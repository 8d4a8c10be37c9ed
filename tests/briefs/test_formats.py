"""The forms of a brief: named, saved together, and the same bytes wherever they are made."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.briefs.invented import brief, claim
from tollbook.briefs.errors import BriefError
from tollbook.briefs.outputs.formats import FORMATS, checked, names

STEM = "pale-2024-11-01-2024-11-30-internal"


def test_the_order_is_ours_and_each_is_made_once():
    assert checked(["figures", "pdf", "figures"]) == ("pdf", "figures")
    assert checked("html") == ("html",)


def test_the_data_come_first_and_what_people_open_last():
    assert names("a", ["pdf", "image"]) == ["a-tally.csv", "a-findings.csv", "a-facts.json", "a.png", "a.pdf"]


@pytest.mark.parametrize(
    ("formats", "said"),
    [
        (
            ["htm"],
            "There is no format 'htm'. The nearest is 'html'; all of them: pdf, html, image, figures.",
        ),
        ([], "No format is asked for. There are: pdf, html, image, figures."),
    ],
)
def test_others_are_refused(tmp_path, formats, said):
    with pytest.raises(BriefError) as error:
        brief(claim(1)).save(tmp_path, formats=formats)
    assert str(error.value) == said
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def made():
    return brief(claim(1))


def test_all_forms_are_saved_together(made, tmp_path):
    assert made.save(tmp_path, formats=FORMATS) == tmp_path / f"{STEM}.pdf"
    assert {path.name for path in tmp_path.iterdir()} == set(names(STEM, FORMATS))
    assert (tmp_path / f"{STEM}.html").read_text(encoding="utf-8") == made.html
    assert (tmp_path / f"{STEM}.png").read_bytes() == made.image
    assert (tmp_path / f"{STEM}-figures.zip").read_bytes() == made.figures
    assert (tmp_path / f"{STEM}-findings.csv").read_text(encoding="utf-8") == made.findings_csv


def test_without_a_pdf_the_next_form_is_what_is_opened(made, tmp_path):
    assert made.save(tmp_path, formats=["image", "html"]) == tmp_path / f"{STEM}.html"
    assert {path.suffix for path in tmp_path.iterdir()} == {".html", ".png", ".csv", ".json"}


MAKE = """
import hashlib, sys
sys.path.insert(0, {root!r})
import tollbook as tb
from tests.briefs.invented import HOSTILE, PALE, claim, found
rows = [claim(n, f"invented-{{n % 3}}", source=text, low=str(n + 5), best=str(n + 7)) for n, text in enumerate(HOSTILE)]
for language in ("en", "my"):
    made = tb.brief(found(*rows), PALE, "2024-11", language=language, release="internal")
    for form in ("pdf", "html", "image", "figures", "tally_csv", "findings_csv"):
        data = getattr(made, form)
        print(language, form, hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest())
"""


@pytest.mark.long
def test_all_forms_have_the_same_bytes_under_another_hash_seed_zone_locale_and_folder(tmp_path):
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    settings = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "LANGUAGE": "en"},
        {
            "PYTHONHASHSEED": "4242",
            "TZ": "Asia/Yangon",
            "LC_ALL": "de_DE.UTF-8",
            "LANGUAGE": "my",
            "SOURCE_DATE_EPOCH": "1",
        },
    ]
    made = []
    for number, extra in enumerate(settings):
        folder = tmp_path / f"folder {number}"
        folder.mkdir()
        command = [sys.executable, "-c", MAKE.format(root=root)]
        done = subprocess.run(command, cwd=folder, env={**os.environ, **extra}, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        made.append(done.stdout)
    assert made[0] == made[1]
    assert len(made[0].splitlines()) == 12
