"""What kind of file some bytes are, and the pieces of it and of everything inside it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import unquote_to_bytes

from tollbook.release.scan import limits
from tollbook.release.scan.decoding import decoded
from tollbook.release.scan.pieces import Inner, Piece, Unreadable, Where, unread
from tollbook.release.scan.readers import archive, fonts, markup, notebook, pictures, plain, tree, workbook

_DATA = re.compile(r"data:([\w.+/-]*)((?:;[\w.=\"'+-]+)*),([^\s\"'<>)\\]*)", re.IGNORECASE)
#: An attribute that is such an address and nothing else: blanks and quotes are a part of it.
_WHOLE = re.compile(r"data:([\w.+/-]*)((?:;[\w.=\"'+-]+)*),(.*)", re.IGNORECASE | re.DOTALL)
#: Letters of base64 that may hide a text; half a line at least.
_CODED = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/]{24,}={0,2}(?![\w+/=])")
_HEX = re.compile(r"[0-9a-fA-F]+")
_HEADS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"OTTO", "font"),
    (b"\0\1\0\0\0", "font"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"RIFF", "picture"),
)


#: Kinds that are known and not read.
_CLOSED: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "it is compressed (gzip)"),
    (b"BZh", "it is compressed (bzip2)"),
    (b"\xfd7zXZ", "it is compressed (xz)"),
    (b"\x28\xb5\x2f\xfd", "it is compressed (zstandard)"),
    (b"7z\xbc\xaf", "it is an archive (7z)"),
    (b"Rar!", "it is an archive (RAR)"),
    (b"SQLite format 3", "it is a database"),
    (b"PAR1", "it is a table of another kind (Parquet)"),
    (b"\xd0\xcf\x11\xe0", "it is an old or locked document of an office program"),
    (b"{\\rtf", "it is a document of another kind (RTF)"),
)


def pieces(data: bytes, name: str) -> Iterator[Piece]:
    """All pieces of a file and of the files inside it, from the outside in.

    Parameters
    ----------
    data : bytes
    name : str
        Of the file, without its folder; for its ending.

    Yields
    ------
    Piece
        What could not be read is a piece too (`pieces.unread`).
    """
    left = limits.WHOLE
    waiting: list[tuple[Inner, int]] = [(Inner(data, name, ()), 0)]
    while waiting:
        file, depth = waiting.pop()
        left -= len(file.data)
        if depth > limits.DEPTH or left < 0 or len(file.data) > limits.MEMBER:
            yield unread(file.where, _beyond(depth, left, len(file.data)))
            continue
        inside: list[tuple[Inner, int]] = []
        for each in _readable(file):
            for part in _expanded(each) if isinstance(each, Piece) else (each,):
                if isinstance(part, Inner):
                    inside.append((part, depth + 1))
                else:
                    yield part
        waiting += reversed(inside)


def _beyond(depth: int, left: int, size: int) -> str:
    if depth > limits.DEPTH:
        return f"it lies more than {limits.DEPTH} files deep"
    if size > limits.MEMBER:
        return f"it has {size:,} bytes; the limit is {limits.MEMBER:,}"
    return f"the file holds more than {limits.WHOLE:,} bytes unpacked" if left < 0 else ""


def _readable(file: Inner) -> Iterator[Piece | Inner]:
    """Pieces of one file; where its reader fails, that is told, and its text is read as it lies there."""
    try:
        yield from read(file)
    except Unreadable as error:
        yield unread(file.where, str(error))
        yield from _letters(file)
    except Exception as error:  # noqa: BLE001, RUF100 - a broken file must not end the scan, whatever it makes fail
        yield unread(file.where, f"it is broken ({type(error).__name__}: {error})")
        yield from _letters(file)


def _letters(file: Inner) -> Iterator[Piece]:
    """What can be read of a broken file without its reader."""
    text = decoded(file.data)
    if text is None:
        text = re.sub(r"[^\x20-\x7e]+", "\n", file.data.decode("latin-1"))
        text = "\n".join(line for line in text.split("\n") if len(line) > 5)
    yield from plain.read(text, (*file.where, "as it lies there"))


def read(file: Inner) -> Iterable[Piece | Inner]:
    """Pieces of one file, by what its first bytes are, whatever its name says.

    Raises
    ------
    Unreadable
        It is of a kind that nothing here can read, or is broken.
    """
    data, where = file.data, file.where
    if not data.strip():
        return ()
    if b"%PDF" in data[:1024]:
        from tollbook.release.scan.readers import pdf

        return pdf.read(data, where)
    for head, kind in _HEADS:
        if data.startswith(head):
            return _by_kind(kind, data, where)
    for head, why in _CLOSED:
        if data.startswith(head):
            raise Unreadable(why)
    text = decoded(data)
    if text is None:
        raise Unreadable("it is of a kind that can't be read")
    return _text(text, file)


def _by_kind(kind: str, data: bytes, where: Where) -> Iterable[Piece | Inner]:
    if kind == "zip":
        return workbook.read(data, where) if workbook.is_workbook(data) else archive.read(data, where)
    readers = {"png": pictures.read_png, "jpeg": pictures.read_jpeg, "picture": pictures.read_other, "font": fonts.read}
    return readers[kind](data, where)


def _text(text: str, file: Inner) -> Iterable[Piece | Inner]:
    where, name = file.where, file.name.lower()
    start = text.lstrip("\ufeff \r\n\t")
    if name.endswith(".xmp") or (name.startswith("docprops/") and start.startswith("<")):
        return markup.read(text, where, "properties")
    if start[:1] in ("{", "["):
        try:
            return list(notebook.read(text, where) if notebook.is_notebook(text) else tree.read(text, where))
        except (ValueError, RecursionError):
            return plain.read(text, where)
    if start.startswith("<") or file.mime in ("text/html", "image/svg+xml"):
        return markup.read(text, where, "html" if file.mime == "text/html" else "")
    if name.endswith(".csv"):
        return plain.read_table(text, plain.separator_of(text) or ",", where)
    if name.endswith((".tsv", ".tab")):
        return plain.read_table(text, "\t", where)
    return plain.read(text, where)


def _expanded(piece: Piece) -> Iterator[Piece | Inner]:
    """A piece without the files and coded texts that are written into it, and those."""
    if piece.kind == "found" or len(piece.text) < 24:
        yield piece
        return
    inside: list[Inner] = []
    text = _without(piece.text, piece.where, inside)
    if not inside:
        yield piece
        return
    cells = tuple((name, _without(cell, piece.where, [])) for name, cell in piece.cells)
    yield replace(piece, text=text, cells=cells)
    yield from inside


def _without(text: str, where: Where, inside: list[Inner]) -> str:
    if text[:5].lower() == "data:" and (whole := _WHOLE.fullmatch(text)):
        return _taken(_data(whole, where), text, inside)
    if "data:" in text or "DATA:" in text:
        text = _DATA.sub(lambda match: _taken(_data(match, where), match.group(), inside), text)
    if len(text) >= 24:
        text = _CODED.sub(lambda match: _taken(_hidden(match.group(), where), match.group(), inside), text)
    return text


def _taken(file: Inner | None, stood: str, inside: list[Inner]) -> str:
    if file is None:
        return stood
    inside.append(file)
    return "(a file)"


def _data(match: re.Match[str], where: Where) -> Inner | None:
    mime, options, body = match.group(1).lower(), match.group(2).lower(), match.group(3)
    data = unquote_to_bytes(body)
    if "base64" in options:
        try:
            data = base64.b64decode(
                data + b"=" * (-len(data) % 4), altchars=b"-_" if b"-" in data or b"_" in data else None
            )
        except (binascii.Error, ValueError):
            return None
    return Inner(data, "", (*where, f"data:{mime}"), mime) if mime or data else None


def _hidden(coded: str, where: Where) -> Inner | None:
    """A text that was written as base64; None where the letters are something else, such as a hash."""
    if _HEX.fullmatch(coded):
        return None
    try:
        data = base64.b64decode(coded + "=" * (-len(coded) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    if data.startswith((b"%PDF", *(head for head, _ in _HEADS if len(head) > 3))):
        return Inner(data, "", (*where, "base64"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return Inner(data, "", (*where, "base64")) if text.isprintable() or ("\n" in text and len(text) > 40) else None
