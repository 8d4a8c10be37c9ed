"""The charts as files: each in both forms, with the rows that it draws, and nothing in them that must not leave."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
import zipfile

import pytest
from PIL import Image

from tests.briefs.invented import HOSTILE, brief, claim, entered, public_brief
from tollbook.briefs.outputs.figure_files import COLUMNS


def files(made):
    with zipfile.ZipFile(io.BytesIO(made.figures)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        folder = f"{made.subject.stem}-figures/"
        assert all(name.startswith(folder) for name in archive.namelist())
        return {name.removeprefix(folder): archive.read(name) for name in archive.namelist()}


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


@pytest.fixture(scope="module")
def held(pale):
    return files(pale)


def test_every_chart_is_there_in_three_forms(held):
    stems = {name.rpartition(".")[0] for name in held} - {"README", "sources"}
    assert {"map", "months", "places-beside", "headline-1-civilians_killed", "claims-1"} <= stems
    assert set(held) == {
        "README.txt",
        "sources.csv",
        *(f"{stem}{end}" for stem in stems for end in (".svg", ".png", ".csv")),
    }


def test_pictures_can_be_opened(held):
    for name, content in held.items():
        if name.endswith(".svg"):
            assert ET.fromstring(content).tag == "{http://www.w3.org/2000/svg}svg"
        elif name.endswith(".png"):
            with Image.open(io.BytesIO(content)) as picture:
                picture.load()
                assert "Software" not in picture.info
                assert round(picture.info["dpi"][0]) == 200


def test_the_rows_are_the_figures_that_are_drawn(pale, held):
    months = rows(held["months.csv"])
    assert tuple(months[0]) == COLUMNS
    figures = [pale.facts["figures"][key] for key in pale.facts["panels"]["trend"]["months"]]
    assert [(row["start"], row["low"], row["best"], row["high"], row["open"]) for row in months] == [
        (
            each["start"],
            *("" if each[name] is None else str(each[name]) for name in ("low", "best", "high")),
            str(each["open"]),
        )
        for each in figures
    ]
    assert [row["sources"] for row in months] == [" ".join(map(str, each["sources"])) for each in figures]


def test_a_map_has_a_row_for_every_township_and_says_what_is_known_of_it(pale, held):
    drawn = rows(held["map.csv"])
    assert len(drawn) == len({row["pcode"] for row in drawn}) == 37
    own = next(row for row in drawn if row["pcode"] == "MMR005019")
    assert (own["state"], own["low"], own["high"], own["open"]) == ("figure", "7", "", "True")
    silent = [row for row in drawn if row["state"] == "no report"]
    assert len(silent) == 36
    # No report is not zero.
    assert {(row["low"], row["best"], row["high"], row["coverage"]) for row in silent} == {("", "", "", "unknown")}


def test_sources_have_the_numbers_of_the_brief(pale, held):
    assert [(int(row["number"]), row["url"]) for row in rows(held["sources.csv"])] == [
        (each["number"], each["url"]) for each in pale.facts["sources"]
    ]


def test_the_read_me_says_what_and_from_whom(pale, held):
    text = held["README.txt"].decode("utf-8")
    for said in (pale.page["title"], "Reports to 8 Oct 2025", "Published by: not set.", "MIMU", "which is not zero"):
        assert said in text
    for name in held:
        if name.endswith(".svg"):
            assert f"{name.removesuffix('.svg')}: " in text
    assert pale.page["pictures"]["map"]["alt"] in text


@pytest.mark.parametrize("make", [brief, public_brief])
def test_no_claim_incident_village_or_nameless_voice_is_in_them(make):
    made = make(
        claim(1, "secret-hamlet", place_name="Secret Hamlet", place_level="village", pcode="174067",
              attributed_to="secret resident", note="Secret note"),
    )  # fmt: skip
    for name, content in files(made).items():
        for secret in (b"ecret", b"174067", b"x001"):
            assert name.endswith(".png") or secret not in content, name


def test_hostile_text_stays_text():
    made = brief(*(claim(n, source=text, attributed_to=text) for n, text in enumerate(HOSTILE)))
    held = files(made)
    assert [row["outlet"] for row in rows(held["sources.csv"])] == [
        each["outlet"] for each in entered(made)["sources"]
    ]  # fmt: skip
    for name, content in held.items():
        if name.endswith(".svg"):
            assert all("script" not in str(element.tag) for element in ET.fromstring(content).iter())


def test_a_thin_brief_has_its_few_charts():
    held = files(brief(claim(1, pcode="MMR005013", place_name="")))
    assert "claims-1.svg" not in held
    assert rows(held["months.csv"]) == []
