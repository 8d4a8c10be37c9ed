"""The page: every number in its text is a fact, hostile text is text, and the same inputs give the same bytes."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

import tollbook as tb
from tests.briefs.invented import HOSTILE, PALE, brief, claim, undrawn
from tollbook.briefs.outputs import page as output


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.fixture(scope="module")
def printed(pale: Any) -> str:
    """The text of the worked example's PDF."""
    return text_of(pale.pdf)


def flat(text: str) -> str:
    """Text without white space and break marks, in which lines and words of a page may be cut anywhere."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def shown(text: Any) -> str:
    """A text of the view without its links."""
    return text if isinstance(text, str) else "".join(span["t"] for span in text)


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, inner in value.items():
            # Prose is made of facts and is no fact itself.
            if key != "text":
                yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield value


def numbers_in(facts: dict[str, Any], pages: int) -> set[int]:
    """Every whole number that the facts allow a page to print."""
    allowed = set(range(1, pages + 1))
    for leaf in _leaves(facts):
        if isinstance(leaf, bool) or leaf is None:
            continue
        if isinstance(leaf, int | float):
            allowed |= {int(leaf // 1), int(-(-leaf // 1)), int(leaf + 0.5)}
        else:
            allowed |= {int(digits) for digits in re.findall(r"\d+", leaf)}
    return allowed


@pytest.mark.parametrize(
    ("place", "period", "language", "release"),
    [
        ("Pale, Sagaing", "2024-11", "en", "public"),
        ("Pale, Sagaing", "2024-11", "my", "public"),
        pytest.param("Pale, Sagaing", "2024-11-14", "en", "internal", marks=pytest.mark.long),
        pytest.param("MMR005", "2023", "en", "public", marks=pytest.mark.long),
        pytest.param("MMR005", "2023", "en", "internal", marks=pytest.mark.long),
        pytest.param("MMR", "2024", "en", "public", marks=pytest.mark.long),
    ],
)
def test_every_number_in_the_text_is_in_the_facts(brief_of_sample, place, period, language, release):
    made = brief_of_sample(place, period, language, release)
    reader = PdfReader(io.BytesIO(made.pdf))
    text = "\n".join(page.extract_text() for page in reader.pages)
    stamp = [made.facts["stamp"][name] for name in ("claims_sha256", "reference_sha256")]
    stamp += [file["sha256"] for file in made.facts["package"].values()]
    for hidden in [*(each["url"] for each in made.facts["sources"]), *(each[:16] for each in stamp)]:
        text = re.sub(r"\s*".join(map(re.escape, hidden)), " ", text) if hidden else text
    text = text.replace("sha256", "")
    printed = {int(token.replace(",", "")) for token in re.findall(r"\d[\d,]*", text)}
    assert len(printed) > 20
    assert printed - numbers_in(made.facts, len(reader.pages)) == set()


def test_every_figure_of_the_text_leads_to_its_first_source(pale):
    spans = list(_spans({name: text for name, text in pale.page.items() if name != "pictures"}))
    led = [span for span in spans if span.get("s")]
    assert len(led) > 40
    links = [
        note.get_object()
        for page in PdfReader(io.BytesIO(pale.pdf)).pages
        for note in page.get("/Annots", [])
        if "/URI" not in note.get_object().get("/A", {})
    ]
    # A figure that is broken over two lines has two links; marks have one for each number shown.
    assert len(links) >= len(led)


def _spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "t" in value:
            yield value
        for inner in value.values():
            yield from _spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _spans(inner)


def test_a_number_that_is_no_fact_is_found(pale):
    assert 4711 not in numbers_in(pale.facts, 2)


def test_two_pages_for_pale_each_with_its_footer(pale):
    reader = PdfReader(io.BytesIO(pale.pdf))
    assert len(reader.pages) == 2
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert "Incomplete sample: what is recorded here is not all that happened." in text
        assert f"Page {number} of 2" in text


@pytest.mark.parametrize(
    "said",
    [
        "Pale Township",
        "1–30 November 2024",
        "Reports to 8 Oct 2025 · issued 8 Oct 2025 · final for this cut-off",
        "At least seven civilians were recorded killed",
        "These are recorded figures; the real numbers are likely higher.",
        "2,200 or more",
        "Compared, never added",
        "not a confidence interval",
        "Published by: not set. Contact for corrections: not set.",
        "Most recorded in this sample first; coverage is unknown, so this is no ranking.",
        "tollbook",
    ],
)
def test_the_page_says(printed, said):
    assert flat(said) in flat(printed)


def test_the_burmese_name_is_on_the_page(pale, printed):
    assert "MMR005019" in printed
    assert pale.gathered.subject.place.name_my == "ပုလဲ"
    fonts = {str(font) for page in PdfReader(io.BytesIO(pale.pdf)).pages for font in page._get_fonts()[0]}
    assert {font.split("+")[-1].split("-")[0] for font in fonts} == {"NotoSans", "NotoSansMyanmar"}


def test_sources_are_linked_by_their_addresses(pale):
    links = {
        str(note.get_object()["/A"]["/URI"])
        for page in PdfReader(io.BytesIO(pale.pdf)).pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    }
    # An address that is held back leads nowhere.
    assert links == {each["url"] for each in pale.facts["sources"]} - {""}


def test_structure_language_title_and_attachments(pale):
    with pikepdf.open(io.BytesIO(pale.pdf)) as document:
        assert str(document.Root.Lang) == "en"
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.docinfo.Title) == "DRAFT: not approved for release · Pale Township, 1–30 November 2024"
        assert set(document.attachments) == {"facts.json", "tally.csv", "findings.csv"}
        assert json.loads(document.attachments["facts.json"].get_file().read_bytes()) == pale.facts
        figures = [each for each in _elements(document.Root.StructTreeRoot) if each.get("/S") == "/Figure"]
        assert len(figures) >= 9
        assert all(str(each.get("/Alt", "")) for each in figures)


def _elements(node: Any) -> Iterator[Any]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def test_alternative_texts_say_what_the_pictures_show(pale):
    alt = pale.page["pictures"]["trend"]["alt"]
    assert alt == (
        "Civilians killed by month from December 2022 to November 2024. Months with a report: June 2023: 11 (10 to 12); "
        "February 2024: 2; November 2024: 7 or more. Other months: no report, which is not zero."
    )


def test_hostile_text_prints_as_text():
    rows = [claim(n, source=text, attributed_to=text) for n, text in enumerate(HOSTILE)]
    rows.append(claim(99, "invented-ag", scope="aggregate", measure="houses_destroyed", source=HOSTILE[0], best="5"))
    text = flat(text_of(brief(*rows).pdf))
    for hostile in HOSTILE[:4]:
        assert flat(hostile) in text
    assert flat("emoji � and � and �") in text


def test_only_addresses_of_the_public_web_are_linked():
    made = brief(
        claim(1, url="javascript:alert(1)"), claim(2, url="file:///etc/passwd"), claim(3, url="https://example.org/a")
    )
    assert sorted(undrawn(made)["links"]) == ["", "", "https://example.org/a"]


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
        [claim(n, f"invented-{n}", start=f"2024-11-{n + 1:02}", end=f"2024-11-{n + 1:02}") for n in range(12)],
    ],
    ids=["nothing", "all open", "only aggregates", "only a stock", "twelve incidents"],
)
def test_thin_and_thick_briefs_are_made(rows):
    made = brief(*rows)
    assert len(PdfReader(io.BytesIO(made.pdf)).pages) == 2
    if len(rows) == 12:
        assert "7 more incidents are recorded in this period." in text_of(made.pdf)


@pytest.mark.long
def test_long_periods_fit(sample):
    years = "2021-01-01/2025-12-31"
    assert len(tb.brief(sample, PALE, years, issued="2026-06-01").pages(20)) <= 3
    assert len(tb.brief(sample, PALE, years, release="internal").pages(20)) <= 3


def test_long_names_fit(sample):
    names = tb.places.townships()
    longest = names.loc[names["name"].str.len().idxmax(), "pcode"]
    assert len(tb.brief(sample, longest, "2024-11").pages(20)) == 2


def test_years_without_a_report_are_named_and_have_no_row():
    years = undrawn(brief(claim(1), claim(2, "invented-2", start="2022-05-05", end="2022-05-05")))["years"]
    rows = [[shown(text) for text in row["cells"][:2]] for row in years["rows"]]
    assert rows == [["2022", "10"], ["2024, to 30 Nov 2024", "10"]]
    assert shown(years["note"]).startswith("No report of any of these, which is not zero: 2023. ")


def test_a_toll_with_fighters_says_so_wherever_it_stands():
    text = text_of(brief(claim(1, base="includes fighters")).pdf)
    assert text.count("including fighters") >= 2


def test_the_publisher_is_printed_as_text(tmp_path, monkeypatch):
    (tmp_path / "tollbook.toml").write_text('[organisation]\nname = "#strong[Invented]"\ncontact = "a@example.org"\n')
    monkeypatch.chdir(tmp_path)
    text = flat(text_of(brief(claim(1)).pdf))
    assert flat("Published by: #strong[Invented]. Contact for corrections: a@example.org.") in text


MAKE = """
import hashlib, sys
sys.path.insert(0, {root!r})
from tests.briefs.invented import HOSTILE, brief, claim
rows = [claim(n, f"invented-{{n % 3}}", source=text, low=str(n + 5), best=str(n + 7)) for n, text in enumerate(HOSTILE)]
made = brief(*rows)
print(hashlib.sha256(made.pdf + made.tally_csv.encode() + made.facts_json.encode()).hexdigest())
"""


def test_the_same_bytes_under_another_hash_seed_zone_locale_and_folder(tmp_path):
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    settings = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4242", "TZ": "Asia/Yangon", "LC_ALL": "de_DE.UTF-8", "SOURCE_DATE_EPOCH": "1"},
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


def test_pictures_of_the_pages(pale):
    first = pale._repr_png_()
    assert first.startswith(b"\x89PNG")


def test_a_township_brief_is_small(pale):
    assert len(pale.pdf) <= 200_000


def test_where_two_sheets_do_not_hold_a_township_fewer_findings_are_opened(pale_inside):
    assert "finding: 1,000 to 10,000" in text_of(pale_inside.pdf)
    none = flat(text_of(_set_as({**pale_inside.page, "most_sheets": 1}, pale_inside)))
    assert "finding:" not in none
    assert flat("There is no room for its claims here: the facts file has all of them.") in none


def _set_as(page: dict[str, Any], made: Any) -> bytes:
    return output.pdf(page, made.subject.issued)


@pytest.mark.long
def test_all_township_months_of_the_sample_but_one_have_two_sheets_in_english(sample):
    """The one: three incidents, five totals of others, a level and 23 reports."""
    table = sample.table
    cells = {(str(row.township), f"{row.start:%Y-%m}") for row in table[table["township"] != ""].itertuples()}
    made = {cell: tb.brief(sample, *cell, issued="2026-12-31").pdf for cell in sorted(cells)}
    long = [cell for cell, pdf in made.items() if len(PdfReader(io.BytesIO(pdf)).pages) > 2]
    assert long == [("MMR005005", "2023-06")]
