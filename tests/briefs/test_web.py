"""The web page: whole in one file, in order, and nothing in the data becomes markup."""

from __future__ import annotations

import base64
import io
import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

import tollbook as tb
from tests.briefs.invented import HOSTILE, brief, claim
from tests.briefs.test_page import numbers_in

_VOID = {"meta", "img", "br", "link", "input", "hr"}
#: What stands inside a line of text; all else begins a new one.
_INLINE = {"a", "strong", "span"}


class Page(HTMLParser):
    """What a page holds: elements in order, their texts, and whether each is closed where it was opened."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[tuple[str, int]] = []
        self.texts: dict[int, str] = {}
        self.wrong: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attributes):
        named = [name for name, _ in attributes]
        self.wrong += [f"{tag} has {name} twice" for name in named if named.count(name) > 1]
        self.elements.append((tag, {name: value or "" for name, value in attributes}))
        self.texts[len(self.elements) - 1] = ""
        if tag not in _INLINE:
            self.handle_data(" ")
        if tag not in _VOID:
            self.open.append((tag, len(self.elements) - 1))

    def handle_endtag(self, tag):
        if not self.open or self.open[-1][0] != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")
        else:
            self.open.pop()

    def handle_data(self, data):
        for _, at in self.open:
            self.texts[at] += data

    def all(self, *tags):
        return [attributes for tag, attributes in self.elements if tag in tags]

    def texts_of(self, *tags):
        return [" ".join(self.texts[at].split()) for at, (tag, _) in enumerate(self.elements) if tag in tags]


@pytest.fixture(scope="module")
def page(pale):
    return Page(pale.html)


def test_the_page_is_well_formed(page):
    assert page.wrong == []
    assert page.open == []
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_nothing_that_is_listed_is_empty(page):
    assert "" not in page.texts_of("li", "p", "dd", "h2", "h3")


def test_language_title_viewport_and_landmarks(page):
    assert page.all("html")[0]["lang"] == "en"
    assert page.texts_of("title") == ["DRAFT: not approved for release · Pale Township, 1–30 November 2024"]
    assert {each.get("name"): each.get("content") for each in page.all("meta")}["viewport"] == (
        "width=device-width, initial-scale=1"
    )
    for landmark in ("header", "nav", "main", "footer"):
        assert len(page.all(landmark)) == 1


def test_headings_go_down_one_level_at_a_time(page):
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_inner_link_leads_somewhere(page):
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    inner = [each["href"][1:] for each in page.all("a") if each["href"].startswith("#")]
    assert "source-1" in inner and "ref-1" in inner
    assert set(inner) <= ids


def test_tables_have_captions_and_heads_with_scope(page):
    assert len(page.all("caption")) == len(page.all("table")) > 0
    assert {each.get("scope") for each in page.all("th")} == {"col", "row"}


def test_every_picture_has_the_alternative_text_of_the_printed_page(pale, page):
    pictures = pale.page["pictures"]
    alts = [each["alt"] for each in page.all("img")]
    assert all(alts)
    assert {pictures["map"]["alt"], pictures["trend"]["alt"], *(each["alt"] for each in pictures["tiles"])} <= set(alts)


def test_no_script_and_no_address_that_a_browser_fetches(page):
    assert page.all("script", "iframe", "object", "embed", "link", "form", "base") == []
    assert all(each["src"].startswith("data:image/") for each in page.all("img"))
    assert not re.search(r"url\((?![\"']?data:)|@import", page.texts_of("style")[0])
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]


def test_sources_lead_to_their_reports(pale, page):
    outer = [each["href"] for each in page.all("a") if each["href"].startswith("http")]
    # An address that is held back leads nowhere.
    assert outer == [each["url"] for each in pale.facts["sources"] if each["url"]]


def test_the_data_lie_in_the_page(pale, page):
    held = {each["download"]: each["href"] for each in page.all("a") if "download" in each}
    stem = pale.subject.stem
    assert list(held) == [f"{stem}-facts.json", f"{stem}-tally.csv", f"{stem}-findings.csv"]
    texts = [base64.b64decode(href.partition(",")[2]).decode() for href in held.values()]
    assert json.loads(texts[0]) == pale.facts
    assert texts[1:] == [pale.tally_csv, pale.findings_csv]


def test_the_colours_of_text_can_be_read():
    colours = tb.charts.style.tokens()["colours"]
    for name in ("ink", "text", "muted", "mark", "stock"):
        for ground in ("paper", "ground", "tint"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
    # So it may not be a text's.
    assert contrast(colours["faint"], colours["paper"]) < 4.5


def contrast(one: str, other: str) -> float:
    """Of two colours, as WCAG 2.2 defines it."""
    lights = sorted((luminance(one), luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_no_text_has_the_faint_colour(pale):
    style = pale.html.partition("<style>")[2].partition("</style>")[0]
    assert not re.search(r"[{;]color:var\(--(faint|line|band)\)", style)


def test_hostile_text_prints_as_text():
    rows = [claim(n, source=text, attributed_to=text) for n, text in enumerate(HOSTILE)]
    rows.append(claim(99, "invented-ag", scope="aggregate", measure="houses_destroyed", source=HOSTILE[2], best="5"))
    made = brief(*rows)
    page = Page(made.html)
    assert page.wrong == [] and page.all("script") == []
    text = re.sub(r"[\s\u200b]+", "", page.texts_of("body")[0])
    for hostile in HOSTILE[:4]:
        assert re.sub(r"\s+", "", hostile) in text


def test_a_hostile_publisher_prints_as_text(tmp_path, monkeypatch):
    evil = '</style><script>alert(1)</script>"/*tollbook-font*/'
    (tmp_path / "tollbook.toml").write_text(f"[organisation]\nname = '{evil}'\ndisclaimer = '{evil}'\n")
    monkeypatch.chdir(tmp_path)
    page = Page(brief(claim(1)).html)
    assert page.wrong == [] and page.all("script") == []
    assert any(evil in re.sub("\u200b", "", text) for text in page.texts_of("p"))


def test_only_addresses_of_the_public_web_are_linked():
    made = brief(
        claim(1, url="javascript:alert(1)"),
        claim(2, url="file:///etc/passwd"),
        claim(3, url='https://example.org/a"b<c>'),
    )
    links = [each["href"] for each in Page(made.html).all("a")]
    assert [link for link in links if not link.startswith(("#", "data:"))] == ['https://example.org/a"b<c>']


def test_burmese_letters_bring_their_face(pale):
    found = re.search(r"data:font/woff;base64,([^\"]+)", pale.html)
    assert found
    with TTFont(io.BytesIO(base64.b64decode(found.group(1)))) as font:
        letters = font.getBestCmap()
        assert {ord(each) for each in "ပုလဲမြို့နယ်"} <= set(letters)
        assert "GSUB" in font and {axis.axisTag for axis in font["fvar"].axes} == {"wght"}
    # The letters of all names of places: one face for every page in English.
    assert len(found.group(1)) < 52_000


@pytest.mark.parametrize(
    "rows",
    [
        [claim(1, pcode="MMR005013", place_name="")],
        pytest.param([claim(n, f"invented-{n}", low="7", best="7") for n in range(5)], marks=pytest.mark.long),
        pytest.param(
            [claim(n, f"invented-{n}", scope="aggregate", measure="houses_destroyed") for n in range(7)],
            marks=pytest.mark.long,
        ),
        pytest.param([claim(1, scope="level", measure="displaced_total")], marks=pytest.mark.long),
    ],
    ids=["nothing", "all open", "only aggregates", "only a stock"],
)
def test_thin_briefs_are_made(rows):
    page = Page(brief(*rows).html)
    assert page.wrong == []
    assert len(page.texts_of("h1")) == 1


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'


@pytest.mark.parametrize("name", ["mark.svg", pytest.param("mark.png", marks=pytest.mark.long)])
def test_the_logo_stands_in_the_page_with_the_organisations_name(tmp_path, monkeypatch, name):
    picture = io.BytesIO()
    Image.new("RGB", (9, 9)).save(picture, "PNG")
    (tmp_path / "tollbook.toml").write_text(f'[organisation]\nname = "Invented Organisation"\nlogo = "{name}"\n')
    (tmp_path / name).write_bytes(SVG.encode() if name.endswith("svg") else picture.getvalue())
    monkeypatch.chdir(tmp_path)
    made = brief(claim(1))
    logos = [each for each in Page(made.html).all("img") if each.get("class") == "logo"]
    assert [each["alt"] for each in logos] == ["Invented Organisation"]
    assert logos[0]["src"].startswith("data:image/svg+xml," if name.endswith("svg") else "data:image/png;base64,")
    assert made.pdf.startswith(b"%PDF-")


def test_without_a_logo_there_is_none(page):
    assert [each for each in page.all("img") if each.get("class") == "logo"] == []


def test_provisional_months_have_their_sign_in_the_key(page):
    assert not any(each.get("class") == "provisional" for each in page.all("span"))
    made = brief(claim(1, published="2024-11-20"), as_of="2024-12-01")
    assert any(each.get("class") == "provisional" for each in Page(made.html).all("span"))


@pytest.mark.parametrize(
    ("place", "period"), [("Pale, Sagaing", "2024-11"), pytest.param("MMR005", "2023", marks=pytest.mark.long)]
)
def test_every_number_in_the_text_is_in_the_facts(brief_of_sample, place, period):
    made = brief_of_sample(place, period)
    text = Page(made.html).texts_of("header", "main", "footer")
    text = re.sub(r"sha256 [0-9a-f]{16}", " ", " ".join(text).replace("\u200b", ""))
    for hidden in (made.subject.stem, *(back["site"] for back in made.page["sources"]["rows"])):
        text = text.replace(hidden, " ") if hidden else text
    printed = {int(token.replace(",", "")) for token in re.findall(r"\d[\d,]*", text)}
    assert len(printed) > 20
    assert printed - numbers_in(made.facts, 0) == set()
