"""Reading files back by other means than the package's own scanner: every byte and every text that can be got out of it.

It shares nothing with `tollbook.release.scan`, so that what both overlook must have been overlooked twice.
"""

from __future__ import annotations

import base64
import csv
import html
import io
import json
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, unquote_to_bytes

import pikepdf
import pypdfium2

Texts = Iterator[tuple[str, str | bytes]]
_DATA = re.compile(r"data:([\w./+-]*)((?:;[\w=.-]+)*),([^\"'<>\s)]+)")
_NO_ROOM = re.compile("[\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")


def read(folder: Path) -> dict[str, str | bytes]:
    """Everything in the files of a folder, by where it stands: bytes as they lie there, and texts."""
    found: dict[str, str | bytes] = {}
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        found[f"name of {file.name}"] = file.name
        for where, each in opened(file.name, file.read_bytes()):
            found[f"{where} ({len(found)})"] = each
    return found


def opened(name: str, data: bytes) -> Texts:
    """A file: its bytes, what they say as text, and the files inside it."""
    yield name, data
    if data.startswith(b"%PDF"):
        yield from _pdf(name, data)
    elif data.startswith(b"PK"):
        yield from _zip(name, data)
    elif data.startswith(b"\x89PNG"):
        yield from _png(name, data)
    elif not data.startswith((b"wOF", b"\0\1\0\0", b"OTTO")):
        yield from _text(name, data)


def _text(name: str, data: bytes) -> Texts:
    text = data.decode("utf-8", "replace")
    yield name, text
    for at, (_, options, body) in enumerate(_DATA.findall(text)):
        raw = base64.b64decode(unquote(body) + "==") if "base64" in options else unquote_to_bytes(body)
        yield from opened(f"{name}, data {at}", raw)
    if text.lstrip().startswith("<"):
        yield f"{name}, uncovered", html.unescape(text)
        yield f"{name}, without elements", html.unescape(re.sub(r"<[^>]*>", "", text))
        return
    if text.startswith(("{", "[")):
        yield from ((f"{name}, {where}", each) for where, each in _strings(json.loads(text)))
        return
    yield from ((f"{name}, row {at}", " ".join(row)) for at, row in enumerate(csv.reader(io.StringIO(text))))


def _strings(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield f"{where} key", key
            yield from _strings(each, f"{where}.{key}")
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each, where)
    elif isinstance(value, str):
        yield where, value


def _zip(name: str, data: bytes) -> Texts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield f"{name}, comment", archive.comment
        for member in archive.infolist():
            yield f"{name}, name of a member", member.filename
            yield f"{name}/{member.filename}, more", member.comment + member.extra
            yield from opened(f"{name}/{member.filename}", archive.read(member))


def _png(name: str, data: bytes) -> Texts:
    at = 8
    while at < len(data):
        (size,), kind = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        if kind != b"IDAT":
            yield f"{name}, {kind!r}", body
        for part in body.split(b"\0"):
            if kind in (b"zTXt", b"iTXt", b"iCCP") and part.startswith(b"x"):
                yield f"{name}, {kind!r} unpacked", zlib.decompress(part)
        at += size + 12
        if kind == b"IEND":
            yield f"{name}, after its end", data[at:]
            return


def _pdf(name: str, data: bytes) -> Texts:
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in document]
    yield from ((f"{name}, page {at}", text) for at, text in enumerate(pages, 1))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield f"{name}, document information", " ".join(f"{key} {value}" for key, value in pdf.docinfo.items())
        for key, attached in pdf.attachments.items():
            yield f"{name}, name of an attachment", f"{key} {attached.filename} {attached.description}"
            yield from opened(f"{name}/{key}", attached.get_file().read_bytes())
        for number, thing in enumerate(pdf.objects):
            yield from ((f"{name}, object {number}", each) for each in _inside(thing))


def _inside(thing: Any, depth: int = 0) -> Iterator[str | bytes]:
    """Strings and streams of one object of a PDF; what it points to is an object of its own."""
    if isinstance(thing, pikepdf.Stream):
        try:
            yield thing.read_bytes()
        except pikepdf.PdfError:
            yield thing.read_raw_bytes()
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Dictionary | dict):
        for key, value in thing.items():
            yield str(key)
            if depth == 0 or not getattr(value, "is_indirect", False):
                yield from _inside(value, depth + 1)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not getattr(value, "is_indirect", False):
                yield from _inside(value, depth + 1)
    elif isinstance(thing, pikepdf.String):
        yield str(thing)
        yield bytes(thing)


def encodings(text: str) -> set[bytes]:
    """The bytes that a text may be written as: of the usual encodings, escaped, and in base64 at any place of a line."""
    plain = text.encode()
    found = {plain, text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode("utf-32-le")}
    found |= {text.encode("utf-16-be").hex().encode(), text.encode("utf-16-be").hex().upper().encode()}
    found |= {plain.hex().encode(), plain.hex().upper().encode()}
    found |= {quote(text).encode(), quote(text, safe="").encode(), quote(text, safe="/:?=&").encode()}
    found |= {html.escape(text).encode(), html.escape(text, quote=False).encode(), json.dumps(text)[1:-1].encode()}
    found |= {
        "".join(f"&#{ord(sign)};" for sign in text).encode(),
        "".join(f"&#x{ord(sign):x};" for sign in text).encode(),
    }
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + plain).rstrip(b"=")
        # The first and last letters depend on what stands beside it.
        found.add(coded[4 if before else 0 : -2])
    return {each for each in found if len(each) > 5}


def folded(text: str) -> str:
    """A text without blanks, case, and signs that take no room, as a reader sees it."""
    seen = _NO_ROOM.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return re.sub(r"\s+", "", seen)


class Haystack:
    """Files that were read, ready to be searched many times."""

    def __init__(self, folder: Path) -> None:
        self.names: dict[str | bytes, str] = {}
        for where, each in read(folder).items():
            # What stands in many places is searched once.
            self.names.setdefault(each, where)
        self.bytes = b"\n\n".join(map(_bytes, self.names))
        self._folded = [folded(_text_of(each)) for each in self.names]
        self.texts = "\n".join(self._folded)

    def holds(self, text: str) -> list[str]:
        """Where a text stands, in whatever form; an empty list where it stands nowhere."""
        seen, coded = folded(text), encodings(text)
        if seen not in self.texts and not any(each in self.bytes for each in coded):
            return []
        found = [
            where
            for (each, where), text_of in zip(self.names.items(), self._folded, strict=True)
            if seen in text_of or any(code in _bytes(each) for code in coded)
        ]
        return found or ["where two of its parts meet"]


def _bytes(each: str | bytes) -> bytes:
    return each if isinstance(each, bytes) else each.encode("utf-8", "replace")


def _text_of(each: str | bytes) -> str:
    return each if isinstance(each, str) else each.decode("utf-8", "replace")
