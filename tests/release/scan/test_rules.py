"""Rules that a text alone doesn't break: columns, properties, traces of runs, what is hidden, what can't be read."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile

import pikepdf
import pytest
from PIL import Image

from tests.release.scan.invented import CARRIERS, HOME, attached, html, ipynb, jpeg, pdf, png, svg, xlsx, zipped
from tollbook import shipped
from tollbook.release.scan import limits, scanning
from tollbook.release.scan.rules import columns
from tollbook.release.scan.rules.listed import RULES

XML = b'<?xml version="1.0"?><invented><row><lat>1</lat><phone>2</phone></row></invented>'


def codes(found):
    return {code for code, _ in found}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"pcode,Place name,figure\nMMR005019,Invented,7\n"),
        ("a.csv", "pcode;placeName;figure\nMMR005019;Invented;7\n".encode("utf-16")),
        ("a.tsv", b"pcode\tPLACE_NAME\nMMR005019\tInvented\n"),
        ("a.json", b'[{"pcode": "MMR005019", "place_name": "Invented"}]'),
        ("a.html", html("<table><tr><th>pcode</th><th>place_name</th></tr><tr><td>1</td><td>2</td></tr></table>")),
        ("a.html", html('<div data-place-name="x">x</div>')),
        ("a.xml", b'<?xml version="1.0"?><invented><place_name>Invented</place_name></invented>'),
        ("a.ipynb", ipynb(outputs=[{"output_type": "display_data", "data": {"application/json": {"place_name": 1}}}])),
        ("a.pdf", attached(b"pcode,place_name\nMMR005019,Invented\n", "tally.csv")),
        ("a.zip", zipped({"a/b.csv": b"pcode,place_name\nMMR005019,Invented\n"})),
        ("a.svg", svg('<g data-place_name="x"/>')),
    ],
)  # fmt: skip
def test_a_column_that_never_leaves_is_found_as_header_key_and_attribute(name, data, found):
    assert "column" in codes(found(data, name))


def test_every_name_of_the_table_is_found_however_it_is_written():
    assert len(columns.names()) > 60
    for name in columns.names():
        words = name.split("_")
        for form in (
            name,
            name.upper(),
            " ".join(words),
            "-".join(words),
            words[0] + "".join(map(str.title, words[1:])),
        ):
            assert columns.never(form), form


def test_columns_of_our_own_public_tables_may_leave():
    own = "pcode place level start end measure base low best high open incidents claims origins coverage sources flags"
    assert [name for name in own.split() if columns.never(name)] == []
    for name in ("victims", "start", "place", "url", "age_days"):  # a class beside them is near, and is not theirs
        assert not columns.never(name), name


def docinfo(**fields):
    def change(document):
        for field, value in fields.items():
            document.docinfo[f"/{field}"] = pikepdf.String(value)

    return pdf("invented", change=change)


def noted():
    def change(document):
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=pikepdf.String("Invented Person")
        )
        document.pages[0].Annots = pikepdf.Array([note])

    return pdf("invented", change=change)


def xmp(key, value):
    def change(document):
        with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata[key] = value

    return pdf("invented", change=change)


def core(part, xml):
    out = io.BytesIO(xlsx())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(part, xml)
    return out.getvalue()


AUTHORED = {
    "pdf author": ("a.pdf", docinfo(Author="Invented Person")),
    "pdf creator": ("a.pdf", docinfo(Creator="Invented Person's typewriter")),
    "pdf company": ("a.pdf", docinfo(Company="Invented Office")),
    "pdf note": ("a.pdf", noted()),
    "pdf XMP": ("a.pdf", xmp("dc:creator", ["Invented Person"])),
    "html author": ("a.html", html('<meta name="author" content="Invented Person">')),
    "svg creator": ("a.svg", svg("<metadata><rdf:RDF><cc:Work><dc:creator><cc:Agent><dc:title>Invented Person</dc:title></cc:Agent></dc:creator></cc:Work></rdf:RDF></metadata>")),
    "png author": ("a.png", png((b"tEXt", b"Author\0Invented Person"))),
    "png comment": ("a.png", png((b"tEXt", b"Comment\0made in the invented office"))),
    "png XMP": ("a.png", png((b"iTXt", b'XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta><rdf:RDF><rdf:Description><dc:creator><rdf:Seq><rdf:li>Invented Person</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>'))),
    "jpeg comment": ("a.jpg", jpeg(comment=b"Invented Person")),
    "jpeg position": ("a.jpg", jpeg(gps=True)),
    "jpeg in a zip": ("a.zip", zipped({"a.jpg": jpeg(gps=True)})),
    "xlsx comment": ("a.xlsx", xlsx("said", "comment")),
    "xlsx thumbnail": ("a.xlsx", core("docProps/thumbnail.jpeg", jpeg())),
    "xlsx custom": ("a.xlsx", core("docProps/custom.xml", b"<Properties><property><lpwstr>Invented Person</lpwstr></property></Properties>".replace(b"property>", b"owner>"))),
    "zip user": ("a.zip", zipped({"a.txt": b"x"}, extra=struct.pack("<HHBBHBH", 0x7875, 7, 1, 2, 1000, 2, 1000))),
    "zip comment": ("a.zip", zipped({"a.txt": b"x"}, comment=b"Invented Person")),
    "ipynb author": ("a.ipynb", ipynb(metadata={"authors": [{"name": "Invented Person"}]})),
}  # fmt: skip


@pytest.mark.parametrize("case", AUTHORED)
def test_who_made_a_file_is_found_in_its_properties(case, found):
    name, data = AUTHORED[case]
    assert "authoring" in codes(found(data, name))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", docinfo(Creator="Typst 0.15.1", Producer="pikepdf 10.17.0", Title="Invented", Author="")),
        ("a.png", png((b"tEXt", b"Software\0Matplotlib version 3.11.0, https://matplotlib.org/"))),
        (
            "a.html",
            html('<meta name="generator" content="Tollbook 0.1.0"><meta name="viewport" content="width=device-width">'),
        ),
        ("a.xlsx", xlsx()),
        ("a.jpg", jpeg()),
    ],
)
def test_a_program_may_name_itself(name, data, found):
    assert found(data, name) == []


def test_the_publisher_may_be_the_author(found):
    facts = {"format": "tollbook facts 1", "publisher": {"organisation": "Invented Office", "contact": ""}}
    page = html(f'<meta name="author" content="Invented Office"><script>{json.dumps(facts)}</script>')
    assert codes(found(page, "a.html")) == {"authoring"}  # facts in a script are nobody's word
    data = zipped(
        {"page.html": html('<meta name="author" content="Invented Office">'), "facts.json": json.dumps(facts).encode()}
    )
    assert found(data, "a.zip") == []


NOTEBOOKS = {
    "papermill": ipynb(metadata={"papermill": {"input_path": "brief.ipynb", "duration": 3.2}}),
    "papermill of a cell": ipynb(cell_metadata={"papermill": {"duration": 0.1, "status": "completed"}}),
    "clock": ipynb(cell_metadata={"execution": {"iopub.execute_input": "2024-11-01T10:00:00Z"}}),
    "stderr": ipynb(outputs=[{"output_type": "stream", "name": "stderr", "text": ["careful"]}]),
    "error": ipynb(outputs=[{"output_type": "error", "ename": "ValueError", "evalue": "x", "traceback": ["x"]}]),
    "traceback in a text": ipynb(outputs=[{"output_type": "stream", "name": "stdout", "text": "Traceback (most recent call last):\n x"}]),
    "kernel": ipynb(source="# ipykernel_4711/123.py"),
    "connection file": ipynb(metadata={"invented": "kernel-6c2b1a3d-1111.json"}),
}  # fmt: skip


@pytest.mark.parametrize("case", NOTEBOOKS)
def test_traces_of_a_run_are_found(case, found):
    assert "notebook" in codes(found(NOTEBOOKS[case], "a.ipynb"))


def test_a_path_that_papermill_was_given_is_found_in_its_cell(found):
    data = ipynb(source=f'# Parameters\nclaims = "{HOME}"\n')
    assert found(data, "a.ipynb") == [("path", HOME)]


def test_hidden_sheets_and_rows_are_found(found):
    assert "hidden" in codes(found(xlsx("x", "hidden"), "a.xlsx"))
    plain = xlsx()
    assert found(plain, "a.xlsx") == []
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            body = old.read(member)
            new.writestr(
                member, body.replace(b'<row r="2"', b'<row r="2" hidden="1"') if "sheet1" in member.filename else body
            )
    assert "hidden" in codes(found(out.getvalue(), "a.xlsx"))


BROKEN = {
    "noise": ("a.bin", bytes(range(256)) * 20),
    "pdf": ("a.pdf", b"%PDF-1.7 invented and cut off"),
    "zip": ("a.zip", zipped({"a.txt": b"x" * 1000})[:40]),
    "png": ("a.png", png()[:40]),
    "jpeg": ("a.jpg", jpeg()[:200]),
    "xlsx": ("a.xlsx", zipped({"xl/workbook.xml": b"<nothing"})),
    "font": ("a.woff", b"wOFF" + b"\0" * 40),
    "notebook": ("a.ipynb", b'{"nbformat": 3, "cells": 7}'),
    "noise in a zip": ("a.zip", zipped({"a.bin": bytes(range(256)) * 20})),
    "noise in a page": ("a.html", html('<a href="data:application/x-invented;base64,gYKDhIWGh4iJAIGC">x</a>')),
    "locked pdf": ("a.pdf", None),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_what_can_t_be_read_is_a_finding(case, found):
    name, data = BROKEN[case]
    if data is None:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(pdf("invented"))) as document:
            document.save(out, encryption=pikepdf.Encryption(owner="invented", user="invented"))
        data = out.getvalue()
    assert "not-read" in codes(found(data, name))


def test_a_broken_file_is_still_searched_as_it_lies_there(found):
    assert {"not-read", "phone"} <= codes(found(b"%PDF-1.7 call 09 123 456 789", "a.pdf"))


def test_a_member_that_would_grow_beyond_measure_is_not_unpacked(found):
    bomb = zipped({"a.txt": b"0" * 20_000_000})
    assert len(bomb) < 100_000
    assert codes(found(bomb, "a.zip")) == {"not-read"}


def test_files_too_deep_or_too_many_are_told(found, monkeypatch):
    data = b"x"
    for _ in range(limits.DEPTH + 2):
        data = zipped({"a.zip": data})
    assert codes(found(data, "a.zip")) == {"not-read"}
    monkeypatch.setattr(limits, "MEMBERS", 3)
    assert codes(found(zipped({f"{n}.txt": b"x" for n in range(5)}), "a.zip")) == {"not-read"}
    monkeypatch.setattr(limits, "WHOLE", 100)
    assert codes(found(zipped({"a.txt": b"x" * 200}), "a.zip")) == {"not-read"}


def test_the_publishers_contact_may_be_there(found):
    said = b"Write to desk@example.org or call +95 9 123 456 789; source: 09 987 654 321."
    assert len(found(said)) == 3
    assert found(said, contact=["desk@example.org, +95 9 123 456 789"]) == [("phone", "09 987 654 321")]


def test_the_contact_of_the_facts_is_the_publishers(tmp_path):
    facts = {"format": "tollbook facts 1", "publisher": {"organisation": "", "contact": "desk@example.org"}}
    (tmp_path / "brief.pdf").write_bytes(attached(json.dumps(facts).encode()))
    (tmp_path / "brief.txt").write_text("Write to desk@example.org, not to other@example.org.")
    scan = scanning.scan([tmp_path])
    assert [(leak.file.rpartition("/")[2], leak.value) for leak in scan.leaks] == [("brief.txt", "other@example.org")]
    assert scan.own == {"desk@example.org"}


def test_the_place_of_a_finding_leads_to_it(tmp_path):
    file = tmp_path / "a.zip"
    file.write_bytes(zipped({"tally.csv": b"pcode,figure,more\nMMR005019,7,x\nMMR005019,8,09 123 456 789\n"}))
    (leak,) = scanning.scan([file]).leaks
    assert leak.where == ("tally.csv", "row 3", "more")
    assert leak.value == "09 123 456 789"
    file.write_bytes(b'{"figures": [{"low": 7}, {"said": ["x", "09 123 456 789"]}]}')
    (leak,) = scanning.scan([file]).leaks
    assert leak.where == ("figures", "1", "said", "1")


def test_every_rule_has_a_sentence_and_a_remedy_and_can_be_broken():
    page = (shipped.data_dir().parent / "docs" / "scanning.md").read_text("utf-8")
    for code, rule in RULES.items():
        assert rule.code == code
        assert rule.says.endswith(".") and rule.remedy.endswith(".")
        assert f"`{code}`" in page


def test_an_empty_file_holds_nothing(found):
    for name, _ in CARRIERS.values():
        assert found(b"", name) == []


def test_keys_of_xml_are_keys(found):
    assert {value for code, value in found(XML, "a.xml") if code == "column"} == {"lat", "phone"}


def picture(kind, **options):
    out = io.BytesIO()
    Image.new("L", (8, 8), 255).save(out, kind, **options)
    return out.getvalue()


def tags(number, value):
    exif = Image.Exif()
    exif[number] = value
    return exif


def positioned():
    exif = tags(305, "Pillow 13")
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 7.0, 24.0)})
    return exif


FOREIGN = {
    "png with a position": ("authoring", "a.png", picture("PNG", exif=positioned())),
    "gif with a comment": ("authoring", "a.gif", picture("GIF", comment=b"Invented Person")),
    "tiff with an artist": ("authoring", "a.tif", picture("TIFF", tiffinfo={315: "Invented Person"})),
    "webp with an artist": ("authoring", "a.webp", picture("WEBP", exif=tags(315, "Invented Person"))),
    "jpeg with a camera": ("authoring", "a.jpg", picture("JPEG", exif=tags(272, "Invented Camera"))),
    "document with an author": ("authoring", "a.docx", zipped({"word/document.xml": b"<w:p/>", "docProps/core.xml": b"<?xml version='1.0'?><cp:coreProperties><dc:creator>Invented Person</dc:creator></cp:coreProperties>"})),
    "lines of json": ("coordinates", "a.jsonl", b'{"y": 22.12345, "x": 95.12345}\n{"y": 22.2, "x": 95.2}\n'),
    "geojson": ("coordinates", "a.geojson", b'{"type": "Feature", "geometry": {"type": "Point", "coordinates": [95.12345, 22.12345]}}'),
    "kml": ("coordinates", "a.kml", b'<?xml version="1.0"?><kml><Point><coordinates>95.12345,22.12345,0</coordinates></Point></kml>'),
    "gpx": ("coordinates", "a.gpx", b'<?xml version="1.0"?><gpx><wpt lat="22.12345" lon="95.12345"/></gpx>'),
    "mail": ("e-mail", "a.eml", b"From: Invented <invented@example.org>\n\nx\n"),
    "map link": ("coordinates", "a.html", html('<a href="https://maps.example.org/?mlat=22.12345&amp;mlon=95.12345#map=15">x</a>')),
    "style": ("path", "a.html", html(f"<style>/* {HOME} */</style>")),
    "gzip": ("not-read", "a.gz", gzip.compress(b"call 09 123 456 789")),
}  # fmt: skip


@pytest.mark.parametrize("case", FOREIGN)
def test_kinds_of_file_that_we_do_not_make_are_read_too(case, found):
    rule, name, data = FOREIGN[case]
    assert rule in codes(found(data, name))
