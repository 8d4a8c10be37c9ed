"""The PDF's structure: tagged throughout, in order, named, and with its data attached."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

import tollbook as tb
from tests.briefs.invented import HOSTILE, PALE, brief, claim, found

#: Operators that put something on the page: fills, strokes, shadings, pictures and forms, text, inline pictures.
PAINTING = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "Tj", "TJ", "'", '"', "EI", "INLINE IMAGE"}


@pytest.fixture(
    scope="module",
    params=[
        "township",
        "burmese",
        pytest.param("state", marks=pytest.mark.long),
        pytest.param("hostile", marks=pytest.mark.long),
    ],
)
def document(request, brief_of_sample) -> Iterator[Any]:
    rows = [
        claim(n, f"invented-{n % 3}", source=text, low=str(n + 5), best=str(n + 7)) for n, text in enumerate(HOSTILE)
    ]
    made = {
        "township": lambda: brief_of_sample("Pale, Sagaing", "2024-11"),
        "burmese": lambda: brief_of_sample("Pale, Sagaing", "2024-11", "my"),
        "state": lambda: brief_of_sample("MMR005", "2023"),
        "hostile": lambda: tb.brief(found(*rows), PALE, "2024-11", release="internal"),
    }[request.param]()
    with pikepdf.open(io.BytesIO(made.pdf)) as opened:
        opened.made = made
        yield opened


def kids(node: Any) -> list[Any]:
    held = node.get("/K", [])
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def elements(node: Any) -> Iterator[Any]:
    """Structure elements below a node, in reading order."""
    for kid in kids(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def outside(page: Any) -> tuple[list[str], set[int]]:
    """Painting operators that stand neither in tagged content nor in an artifact, and the numbers of what is tagged."""
    bare, numbers, marks = [], set(), []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BMC", "BDC"):
            held = operands[1] if name == "BDC" else {}
            if isinstance(held, pikepdf.Name):
                held = page.Resources.Properties[held]
            number = held.get("/MCID")
            marks.append(number is not None or str(operands[0]) == "/Artifact")
            if number is not None:
                numbers.add(int(number))
        elif name == "EMC":
            marks.pop()
        elif name in PAINTING and not any(marks):
            bare.append(name)
    assert marks == []
    return bare, numbers


def test_nothing_on_a_page_is_untagged(document):
    for page in document.pages:
        bare, numbers = outside(page)
        assert bare == []
        assert numbers


def test_every_piece_of_tagged_content_has_its_element(document):
    tree = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
    for page in document.pages:
        parents = tree[int(page.obj.StructParents)]
        _, numbers = outside(page)
        assert all(isinstance(parents[number], pikepdf.Dictionary) for number in numbers)


def test_untagged_content_would_be_found():
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC 0 0 9 9 re f EMC /Artifact BMC 0 0 9 9 re S EMC 0 0 9 9 re f")
    assert outside(page) == (["f"], {0})


def test_language_and_title(document):
    made = document.made
    assert str(document.Root.Lang) == made.subject.language
    assert str(document.docinfo.Title) == made.page["marked_title"]
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(document.Root.MarkInfo.Marked)


def test_it_says_what_it_was_exported_as(document):
    with document.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("3", "A", "1")


def test_headings_go_down_one_level_at_a_time(document):
    levels = [int(found.group(1)) for each in elements(document.Root.StructTreeRoot)
              if (found := re.fullmatch(r"/H([1-6])", str(each.S)))]  # fmt: skip
    assert levels[0] == 1 and levels.count(1) == 1
    assert len(levels) > 5
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_heading_is_a_bookmark(document):
    count = sum(1 for each in elements(document.Root.StructTreeRoot) if re.fullmatch(r"/H[1-6]", str(each.S)))
    with document.open_outline() as outline:
        titles = list(_titles(outline.root))
    assert len(titles) == count
    assert document.made.page["place"] in titles[0]
    assert all(titles)


def _titles(items: Any) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)


def test_every_picture_has_its_alternative_text(document):
    pictures = document.made.page["pictures"]
    figures = [each for each in elements(document.Root.StructTreeRoot) if str(each.S) == "/Figure"]
    alts = [str(each.get("/Alt", "")) for each in figures]
    assert all(alts)
    for wanted in (pictures["map"], pictures["trend"], *pictures["tiles"]):
        assert wanted["alt"] in alts


def test_tables_have_heads(document):
    tables = [each for each in elements(document.Root.StructTreeRoot) if str(each.S) == "/Table"]
    assert tables
    for table in tables:
        assert any(str(each.S) == "/TH" for each in elements(table))


def test_every_link_is_part_of_the_reading_order(document):
    tree = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
    links = [note for page in document.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
    assert links
    assert all(str(tree[int(link.StructParent)].S) == "/Link" for link in links)


def test_the_data_are_attached_with_what_they_are_to_the_brief(document):
    files = {str(each.UF): str(each.AFRelationship) for each in document.Root.AF}
    assert files == {"facts.json": "/Data", "tally.csv": "/Source", "findings.csv": "/Source"}
    made = document.made
    held = {name: document.attachments[name].get_file().read_bytes().decode() for name in files}
    assert held == {
        "facts.json": made.facts_json,
        "tally.csv": made.tally_csv,
        "findings.csv": made.findings_csv,
    }


def test_a_logo_has_the_organisations_name(tmp_path, monkeypatch):
    (tmp_path / "tollbook.toml").write_text('[organisation]\nname = "Invented Organisation"\nlogo = "mark.svg"\n')
    (tmp_path / "mark.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    monkeypatch.chdir(tmp_path)
    with pikepdf.open(io.BytesIO(brief(claim(1)).pdf)) as opened:
        figures = [each for each in elements(opened.Root.StructTreeRoot) if str(each.S) == "/Figure"]
        assert "Invented Organisation" in [str(each.Alt) for each in figures]
