"""The files in which outputs travel: by themselves, attached to a PDF, in a zip, as data: addresses of a web page."""

from __future__ import annotations

import base64
import binascii
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote_to_bytes

from tollbook.release.files_in import files_in
from tollbook.release.scan import limits
from tollbook.release.scan.decoding import decoded
from tollbook.release.scan.pieces import Piece, Unreadable
from tollbook.release.scan.readers import archive, workbook

#: A link that holds a file: its attributes in any order, so that the name is looked for beside it.
_LINK = re.compile(r"<a\b[^>]*\bhref=(?:\"|')data:([\w/+.-]*)([^,\"'>]*),([^\"'>]*)[^>]*>", re.IGNORECASE)
_NAME = re.compile(r"\bdownload=(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


class NotRead(Exception):
    """Outputs can't be read, so nobody knows what could be worked out from them."""


@dataclass(frozen=True)
class Document:
    """A file of data, or a web page.

    Attributes
    ----------
    file : str
        The file that it lies in, as it was given.
    inside : tuple of str
        Its place in that, from the outside in.
    name : str
        Its own.
    data : bytes
    """

    file: str
    inside: tuple[str, ...]
    name: str
    data: bytes

    @property
    def text(self) -> str:
        """What it says.

        Raises
        ------
        Unreadable
            It is no text.
        """
        text = decoded(self.data)
        if text is None:
            raise Unreadable("it is no text")
        return text.removeprefix("\ufeff")

    @property
    def told(self) -> str:
        """The file for people: "brief.pdf (facts.json)"."""
        return f"{self.file} ({', '.join(self.inside)})" if self.inside else self.file


def files(paths: Iterable[Path]) -> list[Path]:
    """Every file once, those of a folder in the order of their names.

    Raises
    ------
    NotRead
        A path is not there; all of them are named.
    """
    found, wrong = files_in(paths)
    if wrong:
        raise NotRead(" ".join([*wrong, "Nothing was compared: give paths that can be read."]))
    return found


def documents(file: Path) -> Iterator[Document]:
    """The data and pages in a file, and in the files inside it.

    Raises
    ------
    Unreadable
        It is broken, or beyond the limits; the message is the end of a sentence.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Unreadable(f"it can't be opened ({error.strerror or error})") from None
    waiting = [Document(file.as_posix(), (), file.name, data)]
    left = limits.WHOLE
    while waiting:
        each = waiting.pop(0)
        left -= len(each.data)
        if left < 0 or len(each.inside) > limits.DEPTH:
            raise Unreadable(f"it holds more than {limits.WHOLE:,} bytes, or files more than {limits.DEPTH} deep")
        inside = _inside(each)
        if inside is None:
            yield each
        else:
            waiting += inside


def _inside(each: Document) -> list[Document] | None:
    """The files in a container; None where it is none. A web page is a document too, beside the files in it."""
    data = each.data
    if b"%PDF" in data[:1024]:
        return [_of(each, name, held) for name, held in _attached(data)]
    if data.startswith(b"PK\x03\x04") and not workbook.is_workbook(data):
        return [_of(each, name, held) for name, held in _members(data)]
    head = data[:2000].lower()
    if b"<html" in head and not each.name.endswith(_PAGE):
        page = Document(each.file, (*each.inside, "the page"), f"{each.name}{_PAGE}", data)
        return [page, *(_of(each, name, held) for name, held in _linked(each.text))]
    return None


#: Marks a page whose files have been taken out already.
_PAGE = " (page)"


def is_page(each: Document) -> bool:
    """Whether a document is a web page."""
    return each.name.endswith(_PAGE)


def _of(outer: Document, name: str, data: bytes) -> Document:
    return Document(outer.file, (*outer.inside, name), name.rpartition("/")[2], data)


def _attached(data: bytes) -> Iterator[tuple[str, bytes]]:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for name, held in pdf.attachments.items():
                yield name, held.get_file().read_bytes()
    except (pikepdf.PdfError, KeyError, ValueError) as error:
        raise Unreadable(f"the PDF can't be read ({error})") from None


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    for each in archive.members(data, ()):
        if isinstance(each, Piece):
            raise Unreadable(each.text)
        member, body = each
        if not member.is_dir():
            yield member.filename, body


def _linked(page: str) -> Iterator[tuple[str, bytes]]:
    for number, match in enumerate(_LINK.finditer(page), 1):
        mime, options, body = match.groups()
        named = _NAME.search(match.group())
        name = unescape(next(part for part in named.groups() if part is not None)) if named else f"data {number}"
        held = unquote_to_bytes(unescape(body))
        if "base64" in options.lower():
            try:
                held = base64.b64decode(held, validate=True)
            except (binascii.Error, ValueError):
                raise Unreadable(f"the file {name} in it ({mime}) is broken") from None
        yield name, held
