"""The brief in Burmese: every word of it from the catalogue, every figure the same as in English."""

from __future__ import annotations

import io
import re
from typing import Any

import pandas as pd
import pikepdf
import pytest

import tollbook as tb
from tests.briefs import invented
from tests.briefs.invented import entered
from tollbook.briefs.views import view
from tollbook.charts.catalogue import Catalogue
from tollbook.charts.words import words

WESTERN, BURMESE = "0123456789", "၀၁၂၃၄၅၆၇၈၉"


@pytest.fixture(scope="module")
def burmese(brief_of_sample: Any) -> Any:
    return brief_of_sample("Pale, Sagaing", "2024-11", "my")


@pytest.fixture(scope="module")
def western(sample: Any) -> Any:
    return tb.brief(sample, "Pale, Sagaing", "2024-11", language="my", digits="western")


#: Parts of a page's data that nobody reads: how it is drawn, where links lead, what machines read.
SETTINGS = ("svg", "fill", "theme", "links", "issued")


def texts(value: Any) -> list[str]:
    """Every text of a page as plain data; pictures and settings aside."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, inner in value.items() if key not in SETTINGS for text in texts(inner)]
    return [text for inner in value for text in texts(inner)] if isinstance(value, list) else []


def invented_coverage(status: str) -> pd.DataFrame:
    """Coverage of the country over the years of the sample, by monitors that there are not."""
    row = {"source": "invented monitors", "pcode": "MMR", "start": "2021-01-01", "end": "2026-03-10", "status": status}
    return pd.DataFrame([row])


@pytest.mark.parametrize(
    ("place", "period", "rule"),
    [
        ("Pale, Sagaing", "2024-11", "envelope"),
        ("Pale, Sagaing", "2022-02", "envelope"),  # nothing is recorded of it
        pytest.param("Sagaing Region", "2023", "corroborated", marks=pytest.mark.long),
        pytest.param("Yinmarbin District", "2024-01-01/2024-02-15", "lowest", marks=pytest.mark.long),
        ("Pale, Sagaing", "2024-11", "counted"),
        pytest.param("Sagaing Region", "2023", "counted", marks=pytest.mark.long),
        pytest.param("Pale, Sagaing", "2024-11", "not covered", marks=pytest.mark.long),
    ],
)
def test_every_message_of_a_brief_is_in_the_catalogue(monkeypatch, sample, place, period, rule):
    missed: set[str] = set()
    told: set[str] = set()

    def gettext(self: Catalogue, message: str) -> str:
        (told if message in self._forms else missed).add(message)
        return self._forms.get(message, (message,))[0]

    def ngettext(self: Catalogue, one: str, many: str, n: int) -> str:
        return gettext(self, one)

    monkeypatch.setattr(Catalogue, "gettext", gettext)
    monkeypatch.setattr(Catalogue, "ngettext", ngettext)
    if rule in ("counted", "not covered"):
        found = tb.findings(sample.claims, coverage=invented_coverage(rule))
    else:
        found = tb.findings(sample.claims, rule=rule)
    view.view(tb.brief(found, place, period, language="my", release="internal").gathered)
    assert missed == set()
    assert len(told) > 60


def test_the_figures_are_those_of_the_english_brief(pale, burmese):
    assert entered(burmese)["figures"] == pale.facts["figures"]
    assert burmese.tally_csv == pale.tally_csv


def test_the_key_message_says_what_the_english_one_says(burmese):
    """Read by hand: in Pale Township, in November 2024, at least 7 civilians were recorded killed, all in one incident."""
    said = entered(burmese)["sentences"]["key_message"][0]["text"].replace("\u00a0", " ").replace("\u2060", "")
    assert said == ("၂၀၂၄ ခုနှစ် နိုဝင်ဘာလအတွင်း ပုလဲမြို့နယ်တွင် အရပ်သား အနည်းဆုံး ၇ ဦး သေဆုံးကြောင်း မှတ်တမ်းရှိသည်၊ အားလုံး ဖြစ်စဉ်တစ်ခုတည်းတွင် ဖြစ်သည်။")


#: The page's parts with codes and checksums, with web addresses, and with data.
CODES = ("pcode", "back", "sources", "attachments")


def test_numbers_are_in_burmese_digits(burmese):
    page = {name: part for name, part in burmese.page.items() if name not in CODES}
    assert [text for text in texts(page) if re.search("[0-9]", text)] == []


def test_numbers_are_in_western_digits_where_asked_for(western):
    shown = texts(western.page)
    assert [text for text in shown if re.search(f"[{BURMESE}]", text)] == []
    assert any("7" in text for text in shown)


def test_a_page_that_nobody_reviewed_says_so_in_both_languages(burmese, pale):
    shown = burmese.page
    if words("my").reviewed:
        assert shown["unreviewed"] == ""
    else:
        assert "Translation not reviewed" in shown["unreviewed"]
        assert words("my").say("Translation not reviewed") in shown["unreviewed"]
    assert pale.page["unreviewed"] == ""


def test_the_pdf_says_that_it_is_burmese_and_is_small(burmese):
    with pikepdf.open(io.BytesIO(burmese.pdf)) as pdf:
        assert str(pdf.Root.Lang).startswith("my")
        assert "/StructTreeRoot" in pdf.Root
    assert len(burmese.pdf) <= 200_000


@pytest.mark.long
def test_the_pdf_has_the_same_bytes_again(burmese, sample):
    assert tb.brief(sample, "Pale, Sagaing", "2024-11", language="my").pdf == burmese.pdf


def test_a_counted_zero_in_pictures_has_the_digits_of_the_brief():
    # Silence in the months is told as zero by an invented table of coverage; charts write it as the text does.
    rows = [
        {
            "source": "Invented Outlet",
            "pcode": "MMR005",
            "start": "2024-07-01",
            "end": "2024-11-30",
            "status": "counted",
        }
    ]
    found = invented.found(invented.claim(1), coverage=pd.DataFrame(rows))
    page = view.view(tb.brief(found, invented.PALE, "2024-11", language="my", release="internal").gathered)
    drawn = [page["pictures"]["trend"], page["pictures"]["beside"], *page["pictures"]["tiles"]]
    letters = [line["text"] for picture in drawn for line in picture["letters"]]
    assert "၀" in letters
    assert not [text for text in letters if set(text) & set(WESTERN)]
