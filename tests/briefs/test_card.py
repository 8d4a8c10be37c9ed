"""The one-image version: its size, and that every text and letter of it can be read."""

from __future__ import annotations

import io
import re
import struct

import pytest
from PIL import Image

from tests.briefs.invented import HOSTILE, brief, claim
from tests.briefs.test_page import numbers_in
from tollbook.briefs.outputs import card
from tollbook.charts.words import LANGUAGES


def chunks(png: bytes) -> list[str]:
    found, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        found.append(png[at + 4 : at + 8].decode("ascii"))
        at += 12 + length
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("place", "period"),
    [
        ("Pale, Sagaing", "2024-11"),
        pytest.param("MMR005", "2023", marks=pytest.mark.long),
        pytest.param("MMR", "2024", marks=pytest.mark.long),
    ],
)
def test_size_and_weight(brief_of_sample, place, period, language):
    made = brief_of_sample(place, period, language).image
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.size == (1080, 1350)
    assert len(made) < 500_000


def test_it_bears_no_metadata(pale):
    assert set(chunks(pale.image)) == {"IHDR", "PLTE", "IDAT", "IEND"}


def test_what_it_says(pale):
    data = card._card(pale.page, pale.gathered)
    assert data["place"] == "Pale Township"
    assert data["other_name"]["text"] == "ပုလဲမြို့နယ်"
    assert [each["label"] for each in data["tiles"]] == [
        "Civilians killed", "People newly displaced", "Airstrikes", "Houses destroyed",
    ]  # fmt: skip
    assert data["tiles"][0]["rest"] == "or more"
    assert "".join(span["t"] for span in data["floor"]) == (
        "These are recorded figures; the real numbers are likely higher."
    )
    # Two reports stand behind the period; the others of the list behind its months, its map and the totals of others.
    assert data["sources"] == "The headline figures rest on 2 public reports; the brief names each."
    assert data["map_note"] == "Township areas are approximate; no official boundaries."
    assert data["publisher"] == "Published by: not set."


def test_official_areas_are_not_called_approximate():
    made = brief(claim(1))
    made.gathered.panels["map"]["areas"]["approximate"] = False
    assert card._card(made.page, made.gathered)["map_note"] == ""


def test_every_number_on_it_is_in_the_facts(brief_of_sample):
    made = brief_of_sample("MMR005", "2023")
    data = card._card(made.page, made.gathered)
    said = [data[name] for name in ("place", "period", "dates", "sources", "publisher", "incomplete", "map_note")]
    said += [flat(data["lead"]), flat(data["floor"]), data["map"]["heading"]]
    said += [f"{flat(tile['main'])} {tile['rest']} {tile['label']}" for tile in data["tiles"]]
    printed = {int(token.replace(",", "")) for text in said for token in re.findall(r"\d[\d,]*", text)}
    assert printed and printed - numbers_in(made.facts, 1) == set()


def flat(text):
    return text if isinstance(text, str) else "".join(span["t"] for span in text)


def test_the_headline_stays_first_where_it_has_no_figure():
    made = brief(*(claim(n, f"invented-{n}", measure=name) for n, name in enumerate(
        ["civilians_injured", "displaced_new", "airstrikes", "houses_destroyed"])))  # fmt: skip
    tiles = card._card(made.page, made.gathered)["tiles"]
    assert tiles[0]["label"] == "Civilians killed"
    assert tiles[0]["main"] == "no report"
    assert len(tiles) == 4


def test_a_translation_that_nobody_reviewed_says_so(brief_of_sample):
    made = brief_of_sample("Pale, Sagaing", "2024-11", "my")
    said = card._card(made.page, made.gathered)["unreviewed"]
    assert ("Translation not reviewed" in said) is not made.gathered.words.reviewed


def test_no_letter_is_smaller_than_22_pixels():
    template = card._TEMPLATE.read_text(encoding="utf-8")
    sizes = [float(size) for size in re.findall(r"size: ([\d.]+)pt", template)]
    sizes += [float(size) for pair in re.findall(r"size: if latin \{ ([\d.]+)pt \} else \{ ([\d.]+)pt \}", template)
              for size in pair]  # fmt: skip
    assert min(sizes) * card._PPI / 72 >= 22


def test_hostile_text_is_set_as_text(tmp_path, monkeypatch):
    (tmp_path / "tollbook.toml").write_text(f"[organisation]\nname = {HOSTILE[1]!r}\n")
    monkeypatch.chdir(tmp_path)
    made = brief(*(claim(n, source=text, attributed_to=text) for n, text in enumerate(HOSTILE)))
    assert HOSTILE[1] in card._card(made.page, made.gathered)["publisher"]
    with Image.open(io.BytesIO(made.image)) as picture:
        assert picture.size == card.SIZE


@pytest.mark.parametrize(
    "rows", [[claim(1, pcode="MMR005013", place_name="")], [claim(1, scope="level", measure="displaced_total")]],
    ids=["nothing", "only a stock"],
)  # fmt: skip
def test_thin_briefs_have_one_too(rows):
    assert brief(*rows).image.startswith(b"\x89PNG")
