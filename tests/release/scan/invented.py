"""Invented leaks, and every kind of file that can carry one. No number, name, address or site in here is anybody's."""

from __future__ import annotations

import base64
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
import xlsxwriter
from PIL import Image

#: Written in pieces, so that this file holds no path of a machine.
HOME = "/ho" + "me/invented/brief.ipynb"
WINDOWS = "C:\\Us" + "ers\\Invented\\brief.docx"

#: By rule: texts that must be found wherever they stand. ASCII, so that every carrier can hold them as they are.
LEAKS: dict[str, list[str]] = {
    "p-code": ["MMR005019701", "mmr001001001", "MMR001001701501", "p-code 174158", "village 171062"],
    "coordinates": [
        "22.12345, 95.12345",
        "95.123 22.1",
        "(22.1234; 95.4321)",
        "lat=22.1234&lon=95.4321",
        "geo:22.1234,95.4321",
        "22.12345 N",
        "N 22.12345 E 95.12345",
        "22 07 24 N 95 07 24 E",
        "POINT (95.12345 22.12345)",
        "@22.12345,95.12345,15z",
        "46Q GK 12345 67890",
        "7MX2C4FG+9QW",
        "22,12345; 95,12345",
    ],
    "phone": [
        "09 123 456 789",
        "09-123456789",
        "09123456789",
        "+95 9 123 456 789",
        "+959123456789",
        "00959123456789",
        "+66 81 234 5678",
        "tel:+95912345678",
        "phone: 123 456 7890",
    ],
    "e-mail": ["invented.person@example.org", "invented [at] example [dot] org"],
    "messaging": [
        "https://t.me/invented_channel",
        "t.me/joinchat/AAAA",
        "https://wa.me/959123456",
        "https://signal.group/#CjQ",
        "m.me/invented",
        "https://www.facebook.com/groups/123456",
        "https://m.facebook.com/profile.php?id=1",
        "tg://resolve?domain=invented",
    ],
    "path": [
        HOME,
        "/Us" + "ers/invented/x",
        "/t" + "mp/ipy/out.csv",
        WINDOWS,
        WINDOWS.replace("\\", "/"),
        "\\\\fileserver\\share\\claims.xlsx",
        "fi" + "le:///srv/data.csv",
        "~/claims/claims.csv",
    ],
    "host": [
        "localhost",
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.17",
        "172.20.1.9",
        "desk.invented.local",
        "DESKTOP-A1B2C3D",
    ],
    "column": ['"place_name": "x"', "incident_id"],
}

#: What looks like a leak and is none.
NEAR_MISSES = [
    "MMR005019",
    "MMR005",
    "MMR005D002",
    "2024-11-01",
    "2024-11-09 12:30:00",
    "from 2024-11-09 to 2024-12-09",
    "10,000",
    "1,000 to 10,000",
    "174,158 people",
    "174158",
    "best 171062",
    "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "0912345678901234567890123456789012345678901234567890123456789012",
    "https://www.example.org/2024/11/09/12345678/invented-report.html",
    "https://example.org/article-0912345678901",
    "Typst 0.15.1, Matplotlib 3.11.0, pikepdf 10.17.0",
    "22.1 and 95.3 per cent",
    "0.123 0.456 0.789",
    "12.345, 67.891",
    "per 100,000 people: 22.123",
    "Pale Township, Sagaing Region",
    "1-30 November 2024",
    "09/11/2024",
    "09-11-2024 10:30",
    "09.11.2024 1,234",
    "9 November 2024 at 09:12:34",
    "UTC+06:30",
    "+1,250 more than in October",
    "ISBN 978-0-12-345678-9",
    "version 10.1.2",
    "https://www.facebook.com/inventedoutlet/posts/1",
    "He said: at least 7 killed.",
    "7 or more [1, 2]",
    "either/or, and/or",
    "c0655",
    "note: figures are a floor",
    "the localhosts of the fair",
    "https://example.org/home/report",
    "uuid 550e8400-e29b-41d4-a716-446655440000",
]  # fmt: skip


def pdf(text: str = "", lines: list[str] | None = None, change: Callable[[pikepdf.Pdf], None] | None = None) -> bytes:
    """A PDF of one page with a text, on one line or several."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    font.Encoding = pikepdf.Name.WinAnsiEncoding
    page = document.pages[0]
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=document.make_indirect(font)))
    shown = [line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines or [text]]
    drawn = " 0 -14 Td ".join(f"({line}) Tj" for line in shown)
    page.Contents = document.make_stream(f"BT /F1 12 Tf 72 700 Td {drawn} ET".encode("latin-1"))
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


def attached(data: bytes, name: str = "facts.json") -> bytes:
    """A PDF with a file attached."""

    def change(document: pikepdf.Pdf) -> None:
        document.attachments[name] = pikepdf.AttachedFileSpec(document, data, filename=name)

    return pdf("invented", change=change)


def _annotated(text: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=pikepdf.String(text)
        )
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])

    return pdf("invented", change=change)


def _linked(text: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(text))
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
        document.pages[0].Annots = pikepdf.Array([link])

    return pdf("invented", change=change)


def _titled(text: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.docinfo["/Title"] = pikepdf.String(text)

    return pdf("invented", change=change)


def _xmp(text: str) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = text

    return pdf("invented", change=change)


def _older(text: str) -> bytes:
    """A PDF whose first version says what the second, added to it, does not."""
    first = pdf(text)
    with pikepdf.open(io.BytesIO(first)) as document:
        number, _ = document.pages[0].obj.Contents.objgen
        size = int(document.trailer.Size)
        root = document.trailer.Root.objgen[0]
    body = f"{number} 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n".encode()
    table = f"xref\n0 1\n0000000000 65535 f \n{number} 1\n{len(first) + 1:010} 00000 n \n"
    start = first.rindex(b"startxref")
    before = int(first[start:].split()[1])
    end = (
        f"trailer\n<< /Size {size} /Root {root} 0 R /Prev {before} >>\nstartxref\n{len(first) + 1 + len(body)}\n%%EOF\n"
    )
    return first + b"\n" + body + table.encode() + end.encode()


def html(body: str) -> bytes:
    """A page."""
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def data_uri(data: bytes, mime: str = "text/csv") -> str:
    """A data: address."""
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"


def svg(body: str) -> bytes:
    """A drawing."""
    return (
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<path d="M 22.12345 95.12345 L 09 123 456 789 Z"/>{body}</svg>'
    ).encode()


def png(*chunks: tuple[bytes, bytes], after: bytes = b"") -> bytes:
    """A PNG of one white point with further chunks."""
    out = io.BytesIO()
    Image.new("L", (1, 1), 255).save(out, "PNG")
    made = out.getvalue()
    more = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    return made[:33] + more + made[33:] + after


def jpeg(comment: bytes = b"", described: str = "", after: bytes = b"", gps: bool = False) -> bytes:
    """A JPEG of one white point."""
    out = io.BytesIO()
    exif = Image.Exif()
    if described:
        exif[0x010E] = described
    if gps:
        exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 7.0, 24.0)})
    options = {"comment": comment} if comment else {}
    Image.new("L", (8, 8), 255).save(out, "JPEG", exif=exif, **options)
    return out.getvalue() + after


def zipped(files: dict[str, bytes], comment: bytes = b"", each: bytes = b"", extra: bytes = b"") -> bytes:
    """An archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.comment, member.extra, member.compress_type = each, extra, zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
        archive.comment = comment
    return out.getvalue()


def xlsx(text: str = "invented", where: str = "cell") -> bytes:
    """A workbook that has a text in a cell, on a hidden sheet, in a comment, a property or the name of a sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    if where == "title":
        book.set_properties({"title": text})
    sheet = book.add_worksheet(text[:31] if where == "sheet" else "invented")
    sheet.write_row(0, 0, ["pcode", "figure"])
    sheet.write_row(1, 0, ["MMR005019", "7"])
    if where == "cell":
        sheet.write_string(2, 1, text)
    if where == "hidden":
        other = book.add_worksheet("invented 2")
        other.write_string(0, 0, text)
        other.hide()
    if where == "comment":
        sheet.write_comment("A1", text, {"author": ""})
    book.close()
    return out.getvalue()


def ipynb(**more: object) -> bytes:
    """A notebook; ``source``, ``metadata``, ``outputs`` and ``cell_metadata`` as they are given."""
    cell = {
        "cell_type": "code", "execution_count": 1, "id": "invented", "metadata": more.get("cell_metadata", {}),
        "source": more.get("source", "1 + 1"), "outputs": more.get("outputs", []),
    }  # fmt: skip
    book = {"cells": [cell], "metadata": more.get("metadata", {}), "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book).encode()


def _shown(mime: str, data: object) -> bytes:
    return ipynb(outputs=[{"output_type": "display_data", "metadata": {}, "data": {mime: data}}])


def _csv(text: str) -> bytes:
    quoted = text.replace('"', '""')
    return f'pcode,figure,said\nMMR005019,7,"{quoted}"\n'.encode()


#: Every place in every kind of file that can carry a text: name of the file, and how it is made.
CARRIERS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "text": ("a.txt", lambda text: f"Invented.\nSaid: {text}\n".encode()),
    "text in UTF-16": ("a.txt", lambda text: f"Invented.\nSaid: {text}\n".encode("utf-16")),
    "text in UTF-16 without a mark": ("a.txt", lambda text: f"Invented.\nSaid: {text}\n".encode("utf-16-le")),
    "text in percent signs": ("a.txt", lambda text: "".join(f"%{byte:02X}" for byte in f" {text} ".encode()).encode()),
    "text in escapes": ("a.txt", lambda text: " ".join(["x", "".join(f"\\u{ord(sign):04x}" for sign in text)]).encode()),
    "text in base64": ("a.txt", lambda text: b"x " + base64.b64encode(f"invented, {text}, invented".encode())),
    "text with no known ending": ("a.dat", lambda text: f"said {text}".encode()),
    "csv": ("a.csv", _csv),
    "csv in UTF-16": ("a.csv", lambda text: _csv(text).decode().encode("utf-16")),
    "tsv": ("a.tsv", lambda text: f"pcode\tsaid\nMMR005019\t{text}\n".encode()),
    "csv under another name": ("a.txt", _csv),
    "json value": ("a.json", lambda text: json.dumps({"figures": [{"said": text}]}).encode()),
    "json key": ("a.json", lambda text: json.dumps({"figures": {text: 7}}).encode()),
    "json in a text of json": ("a.json", lambda text: json.dumps({"x": json.dumps({"said": text})}).encode()),
    "pdf page": ("a.pdf", pdf),
    "pdf attachment": ("a.pdf", lambda text: attached(json.dumps({"said": text}).encode())),
    "pdf note": ("a.pdf", _annotated),
    "pdf link": ("a.pdf", _linked),
    "pdf title": ("a.pdf", _titled),
    "pdf XMP": ("a.pdf", _xmp),
    "pdf version before": ("a.pdf", _older),
    "pdf after the end": ("a.pdf", lambda text: pdf("invented") + f"\nsaid {text}\n".encode()),
    "pdf name of an attachment": ("a.pdf", lambda text: attached(b"x", f"said {text}")),
    "html": ("a.html", lambda text: html(f"<p>Said: {_escaped(text)}</p>")),
    "html in entities": ("a.html", lambda text: html("<p>x " + "".join(f"&#{ord(sign)};" for sign in text) + "</p>")),
    "html across elements": ("a.html", lambda text: html(f"<p>{_escaped(text[:5])}<b>{_escaped(text[5:])}</b></p>") if "&" not in text[:5] else html(_escaped(text))),
    "html comment": ("a.html", lambda text: html(f"<!-- {text} -->")),
    "html attribute": ("a.html", lambda text: html(f'<p title="{_escaped(text)}">x</p>')),
    "html link": ("a.html", lambda text: html(f'<a href="{_escaped(text)}">x</a>')),
    "html script": ("a.html", lambda text: html(f'<script type="application/json">{{"said": ["{text}"]}}</script>')),
    "html data": ("a.html", lambda text: html(f'<a href="{data_uri(_csv(text))}">x</a>')),
    "html data in percent signs": ("a.html", lambda text: html(f'<a href="data:text/plain,{"".join(f"%{byte:02x}" for byte in text.encode())}">x</a>')),
    "html meta": ("a.html", lambda text: html(f'<meta name="title" content="{_escaped(text)}">')),
    "svg text": ("a.svg", lambda text: svg(f"<text>{_escaped(text)}</text>")),
    "svg comment": ("a.svg", lambda text: svg(f"<!-- {text} -->")),
    "svg title": ("a.svg", lambda text: svg(f"<title>{_escaped(text)}</title>")),
    "svg metadata": ("a.svg", lambda text: svg(f"<metadata><dc:title>{_escaped(text)}</dc:title></metadata>")),
    "png tEXt": ("a.png", lambda text: png((b"tEXt", b"Title\0" + text.encode()))),
    "png zTXt": ("a.png", lambda text: png((b"zTXt", b"Title\0\0" + zlib.compress(text.encode())))),
    "png iTXt": ("a.png", lambda text: png((b"iTXt", b"Title\0\0\0en\0\0" + text.encode()))),
    "png own chunk": ("a.png", lambda text: png((b"inVt", b"said " + text.encode()))),
    "png after the end": ("a.png", lambda text: png(after=b"said " + text.encode())),
    "jpeg comment": ("a.jpg", lambda text: jpeg(comment=text.encode())),
    "jpeg EXIF": ("a.jpg", lambda text: jpeg(described=text)),
    "jpeg after the end": ("a.jpg", lambda text: jpeg(after=b"said " + text.encode())),
    "zip member": ("a.zip", lambda text: zipped({"a.csv": _csv(text)})),
    "zip comment": ("a.zip", lambda text: zipped({"a.txt": b"x"}, comment=text.encode())),
    "zip comment of a member": ("a.zip", lambda text: zipped({"a.txt": b"x"}, each=text.encode())),
    "zip extra field": ("a.zip", lambda text: zipped({"a.txt": b"x"}, extra=struct.pack("<HH", 0x9999, len(text)) + text.encode())),
    "zip before the archive": ("a.zip", lambda text: b"PK\x03\x04 said " + text.encode() + b" " + zipped({"a.txt": b"x"})),
    "xlsx cell": ("a.xlsx", xlsx),
    "xlsx hidden sheet": ("a.xlsx", lambda text: xlsx(text, "hidden")),
    "xlsx comment": ("a.xlsx", lambda text: xlsx(text, "comment")),
    "xlsx title": ("a.xlsx", lambda text: xlsx(text, "title")),
    "ipynb source": ("a.ipynb", lambda text: ipynb(source=["x = 1\n", f"# {text}\n"])),
    "ipynb stdout": ("a.ipynb", lambda text: ipynb(outputs=[{"output_type": "stream", "name": "stdout", "text": [text]}])),
    "ipynb text": ("a.ipynb", lambda text: _shown("text/plain", text)),
    "ipynb html": ("a.ipynb", lambda text: _shown("text/html", f"<p>{_escaped(text)}</p>")),
    "ipynb svg": ("a.ipynb", lambda text: _shown("image/svg+xml", svg(f"<title>{_escaped(text)}</title>").decode())),
    "ipynb png": ("a.ipynb", lambda text: _shown("image/png", base64.b64encode(png((b"tEXt", b"Title\0" + text.encode()))).decode())),
    "ipynb json": ("a.ipynb", lambda text: _shown("application/vnd.invented+json", {"a": [text]})),
    "ipynb markdown": ("a.ipynb", lambda text: _shown("text/markdown", f"said {text}")),
    "ipynb unknown": ("a.ipynb", lambda text: _shown("application/x-invented", f"said {text}")),
    "ipynb metadata": ("a.ipynb", lambda text: ipynb(metadata={"invented": text})),
    "ipynb parameters": ("a.ipynb", lambda text: ipynb(cell_metadata={"invented": {"x": text}})),
    "csv in zip in data in html": ("a.html", lambda text: html(f'<a href="{data_uri(zipped({"a.csv": _csv(text)}), "application/zip")}">x</a>')),
    "xlsx in zip in pdf": ("a.pdf", lambda text: attached(zipped({"a.xlsx": xlsx(text)}), "a.zip")),
    "pdf in ipynb": ("a.ipynb", lambda text: _shown("application/pdf", base64.b64encode(pdf(text)).decode())),
    "html in svg": ("a.svg", lambda text: svg(f'<image href="{data_uri(html(_escaped(text)), "text/html")}"/>')),
}  # fmt: skip
