"""PDF: the text of its pages, every string and stream in it, attachments, properties, and earlier versions kept in it.

Two libraries read it. PDFium gives the text of a page as a reader copies it, whatever font hides it and whether or not
it is to be seen; pikepdf gives everything else, object by object, also what no page shows.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]

from tollbook.release.scan.decoding import decoded
from tollbook.release.scan.pieces import Inner, Piece, Unreadable, Where, unread

#: Names under which a PDF keeps bytes that only look like a text.
_BYTES = {"/ID", "/O", "/U", "/OE", "/UE", "/Perms", "/CheckSum", "/Panose", "/Lookup"}
_END = b"%%EOF"
#: Names under which a script, a form or the value of a field may be a stream.
_WRITTEN = {"/JS", "/XFA", "/V", "/RC", "/DV"}
#: Names that a stream has that is no content: a picture, a font, a pattern, a function, a profile, a table of objects.
_NO_CONTENT = {"/Type", "/Subtype", "/Length1", "/FunctionType", "/ShadingType", "/PatternType", "/N", "/Width"}


def read(data: bytes, where: Where) -> Iterator[Piece | Inner]:
    """Pieces of a PDF.

    Raises
    ------
    Unreadable
        It is locked, or no PDF that can be read.
    """
    yield from _pages(data, where)
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            for field, value in document.docinfo.items():
                yield Piece(str(value), (*where, "document information", str(field)), "metadata", str(field))
            for each in document.objects:
                yield from _object(each, where)
            yield from _left(document, where)
            yield from _attachments(document, where)
            yield from _items(document.trailer, "trailer", where)
    except (pikepdf.PdfError, ValueError, RecursionError) as error:
        raise Unreadable(f"the PDF can't be read ({error})") from error
    yield from _before_and_after(data, where)


def _pages(data: bytes, where: Where) -> Iterator[Piece]:
    try:
        with pypdfium2.PdfDocument(data) as document:
            for number in range(len(document)):
                page = document[number]
                text = page.get_textpage().get_text_range()
                # PDFium marks a hyphen at the end of a line with a sign of its own.
                yield Piece(
                    text.replace("\ufffe", "-\n").replace("\r\n", "\n"), (*where, f"page {number + 1}"), broken=True
                )
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"the PDF can't be read ({error})") from error


def _object(each: Any, where: Where) -> Iterator[Piece | Inner]:
    """One object: its strings; of a stream that is no page's, its content too."""
    at = (*where, f"object {each.objgen[0]}" if getattr(each, "is_indirect", False) else "object")
    if not isinstance(each, pikepdf.Stream):
        yield from _items(each, "", at)
        return
    yield from _items(each.stream_dict if hasattr(each, "stream_dict") else each, "", at)
    kind = str(each.get("/Type", ""))
    if kind == "/Metadata":
        yield Inner(each.read_bytes(), "properties.xmp", (*where, "XMP"))
    elif str(each.get("/Subtype", "")) == "/Image" and "/DCTDecode" in str(each.get("/Filter", "")):
        yield Inner(each.read_raw_bytes(), "", (*at, "picture"))


def _left(document: pikepdf.Pdf, where: Where) -> Iterator[Piece | Inner]:
    """What no page draws and no list names: how notes look, scripts, forms, the content of pages taken out."""
    drawn = {part.objgen for page in document.pages for part in _parts(page.obj.get("/Contents"))}
    for each in document.objects:
        at = (*where, f"object {each.objgen[0]}")
        if isinstance(each, pikepdf.Dictionary):
            for name in _WRITTEN & set(each.keys()):
                for part in _parts(each[name]):
                    yield Inner(part.read_bytes(), "", (*at, name))
            if "/AP" in each:
                for part in _parts(each.AP):
                    yield _strings(part, (*at, "appearance"))
        elif isinstance(each, pikepdf.Stream) and each.objgen not in drawn and not set(each.keys()) & _NO_CONTENT:
            yield _strings(each, (*at, "drawn by no page"))


def _parts(value: Any) -> Iterator[Any]:
    """Streams in an object, in lists or by names."""
    if isinstance(value, pikepdf.Stream):
        yield value
    elif isinstance(value, pikepdf.Array):
        for each in value:
            yield from _parts(each)
    elif isinstance(value, pikepdf.Dictionary):
        for name in ("/N", "/R", "/D", "/Off", "/On"):
            yield from _parts(value.get(name))


def _strings(stream: Any, where: Where) -> Piece:
    """What a content stream writes, as far as its font has plain letters."""
    said = []
    try:
        with warnings.catch_warnings():
            # It warns of what is no content, which is told apart here by that.
            warnings.simplefilter("ignore")
            written = list(pikepdf.parse_content_stream(stream))
        for each in written:
            operands, operator = each.operands, each.operator
            if str(operator) in ("Tj", "TJ", "'", '"'):
                parts = [part for one in operands for part in (one if isinstance(one, pikepdf.Array) else [one])]
                said.append("".join(str(part) for part in parts if isinstance(part, pikepdf.String)))
    except (pikepdf.PdfError, ValueError, TypeError):
        # No content after all: what it holds is searched as a text, where it is one.
        return Piece(decoded(stream.read_raw_bytes()) or "", where)
    return Piece("\n".join(said), where, broken=True)


def _items(value: Any, name: str, where: Where, depth: int = 0) -> Iterator[Piece]:
    """Strings and addresses in an object, with the names under which they stand."""
    if isinstance(value, pikepdf.String):
        if name not in _BYTES:
            # The title of a note is the name of who wrote it.
            author = name == "/T" and "note" in where
            yield Piece(str(value), (*where, name), "metadata" if author else "text", "author" if author else "")
    elif depth > 30 or (isinstance(value, pikepdf.Stream) and depth):
        return
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        note = str(value.get("/Type", "")) == "/Annot" and str(value.get("/Subtype", "")) not in ("/Link", "/Widget")
        if "/Thumb" in value:
            yield Piece("a small preview of a page", where, "found", "authoring")
        yield from _held(value.items(), (*where, "note") if note else where, depth)
    elif isinstance(value, pikepdf.Array):
        yield from _held(((name, held) for held in value), where, depth)


def _held(named: Iterable[tuple[str, Any]], where: Where, depth: int) -> Iterator[Piece]:
    for name, held in named:
        if not _elsewhere(held):
            yield from _items(held, name, where, depth + 1)


def _elsewhere(held: Any) -> bool:
    """Whether something is an object of its own, which is read when its turn comes."""
    return isinstance(held, pikepdf.Object) and held.is_indirect


def _attachments(document: pikepdf.Pdf, where: Where) -> Iterator[Piece | Inner]:
    """Embedded files, those that no list of attachments names too."""
    named = {}
    for name, held in document.attachments.items():
        yield Piece(name, (*where, "name of an attachment"))
        try:
            named[held.get_file().obj.objgen] = name
        except (pikepdf.PdfError, KeyError, ValueError):
            yield unread((*where, f"attachment {name}"), "it can't be unpacked")
    for each in document.objects:
        embedded = isinstance(each, pikepdf.Stream) and str(each.get("/Type", "")) == "/EmbeddedFile"
        if isinstance(each, pikepdf.Stream) and (embedded or each.objgen in named):
            name = named.get(each.objgen, "")
            try:
                yield Inner(each.read_bytes(), name, (*where, f"attachment {name}".strip()))
            except pikepdf.PdfError:
                yield unread((*where, f"attachment {name}"), "it can't be unpacked")


def _before_and_after(data: bytes, where: Where) -> Iterator[Inner]:
    """Bytes outside the PDF, and the versions before the last, which a PDF that was added to still holds."""
    ends = []
    at = data.find(_END)
    while at >= 0:
        ends.append(at + len(_END))
        at = data.find(_END, at + 1)
    start = data.find(b"%PDF")
    if start > 0 and data[:start].strip():
        yield Inner(data[:start], "", (*where, "before the PDF"))
    if ends and data[ends[-1] :].strip(b"\0\r\n \t"):
        yield Inner(data[ends[-1] :], "", (*where, "after the end"))
    if len(ends) > 1 and b"/Linearized" not in data[:1024]:
        yield Inner(data[: ends[-2]], "", (*where, "version before"), "application/pdf")
