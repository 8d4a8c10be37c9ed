"""Pictures: text chunks, EXIF, comments, previews, what follows the picture's end. What they show is not read."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from tollbook.release.scan.decoding import decoded
from tollbook.release.scan.pieces import Inner, Piece, Unreadable, Where, unread

_PNG = b"\x89PNG\r\n\x1a\n"
#: Chunks of a PNG that hold no words.
_SILENT = {
    *(
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"sBIT",
        b"pHYs",
        b"bKGD",
        b"hIST",
        b"sPLT",
    ),
    *(b"tIME", b"acTL", b"fcTL", b"fdAT", b"cICP"),
}
_UNPACKED = 10_000_000
#: What Pillow tells of a picture beside words: read elsewhere, or told by every picture.
_FOR_PROGRAMS = {"exif", "icc_profile", "version", "compression"}
#: Everything between letters that lie together.
_RUNS = re.compile(r"(?:[^\x20-\x7e]+[\x20-\x7e]{0,5}(?=[^\x20-\x7e]|$))*[^\x20-\x7e]+")


def read_png(data: bytes, where: Where) -> Iterator[Piece | Inner]:
    """Pieces of a PNG, chunk by chunk; what its chunks do not account for is a file inside it.

    Raises
    ------
    Unreadable
        It is cut off.
    """
    at = len(_PNG)
    while at + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            raise Unreadable("the picture is cut off")
        at += 12 + length
        name = kind.decode("latin-1")
        if kind in (b"tEXt", b"zTXt", b"iTXt"):
            yield from _text_chunk(kind, body, (*where, f"chunk {name}"))
        elif kind == b"eXIf":
            yield from _exif(body, (*where, "EXIF"))
        elif kind == b"iCCP":
            yield Piece(body.partition(b"\0")[0].decode("latin-1"), (*where, "colour profile"))
        elif kind not in _SILENT:
            yield Inner(body, "", (*where, f"chunk {name}"))
        if kind == b"IEND":
            break
    yield from _after(data[at:], where)


def _text_chunk(kind: bytes, body: bytes, where: Where) -> Iterator[Piece | Inner]:
    word, _, rest = body.partition(b"\0")
    field = word.decode("latin-1")
    try:
        if kind == b"zTXt":
            text = _inflated(rest[1:]).decode("latin-1")
        elif kind == b"iTXt":
            language, _, rest_ = rest[2:].partition(b"\0")
            translated, _, said = rest_.partition(b"\0")
            text = (_inflated(said) if rest[:1] == b"\1" else said).decode("utf-8", errors="replace")
            yield Piece((language + b" " + translated).decode("utf-8", errors="replace"), where)
        else:
            text = decoded(rest) or rest.decode("latin-1")
    except zlib.error:
        yield unread(where, "it can't be unpacked")
        return
    yield _field(field, text, where)


def _inflated(data: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    out = unpacking.decompress(data, _UNPACKED)
    if unpacking.unconsumed_tail:
        raise zlib.error("more than the limit")
    return out


def read_jpeg(data: bytes, where: Where) -> Iterator[Piece | Inner]:
    """Pieces of a JPEG: its segments before the picture, and what follows the picture's end."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        mark, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + length]
        at += 2 + length
        if mark == 0xFE:
            yield Piece(decoded(body) or body.decode("latin-1"), (*where, "comment"), "metadata", "comment")
        elif body.startswith(b"Exif\0\0"):
            yield from _exif(body[6:], (*where, "EXIF"))
        elif body.startswith(b"http://ns.adobe.com/x"):
            yield Inner(body.partition(b"\0")[2], "properties.xmp", (*where, "XMP"))
        elif body.startswith(b"JFXX") or (body.startswith(b"JFIF\0") and len(body) > 13 and body[12] and body[13]):
            yield Piece("a small preview of the picture", where, "found", "authoring")
        elif 0xE0 <= mark <= 0xEF and not body.startswith((b"JFIF\0", b"ICC_PROFILE\0", b"Adobe\0")):
            yield from _foreign(body, (*where, f"segment {mark - 0xE0}"))
    end = data.rfind(b"\xff\xd9")
    if end < 0:
        raise Unreadable("the picture is cut off")
    # A picture may hold the two bytes of an end before its own: the first after the last scan is looked for.
    scan = data.find(b"\xff\xd9", max(at, data.rfind(b"\xff\xda", 0, end)))
    yield from _after(data[scan + 2 :], where)


def _foreign(body: bytes, where: Where) -> Iterator[Piece]:
    """A segment that some program left: its letters, whatever lies between them."""
    yield Piece("".join(chr(byte) if 32 <= byte < 127 else " " for byte in body), where, "metadata", "segment")


def read_other(data: bytes, where: Where) -> Iterator[Piece | Inner]:
    """Pieces of a picture of another kind (GIF, TIFF, WebP), as far as Pillow tells them.

    Raises
    ------
    Unreadable
        Pillow can't read it.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            for field, value in picture.info.items():
                if field not in _FOR_PROGRAMS and isinstance(value, bytes | str):
                    yield _field(str(field), _said(value), where)
            yield from _tags(picture.getexif(), (*where, "EXIF"))
        # What Pillow leaves aside, and what follows the picture's end.
        yield Piece(_RUNS.sub("\n", data.decode("latin-1")), (*where, "as it lies there"))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Unreadable(f"the picture can't be read ({type(error).__name__})") from error


def _field(field: str, said: str, where: Where) -> Piece | Inner:
    if said.lstrip().startswith("<"):
        return Inner(said.encode(), "properties.xmp", (*where, field))
    return Piece(said, (*where, field), "metadata", field)


def _exif(body: bytes, where: Where) -> Iterator[Piece | Inner]:
    from PIL import Image

    tags = Image.Exif()
    try:
        tags.load(body if body.startswith(b"Exif") else b"Exif\0\0" + body)
        yield from _tags(tags, where)
    except (OSError, ValueError, SyntaxError, struct.error, KeyError) as error:
        yield unread(where, f"it can't be read ({type(error).__name__})")


def _tags(tags: Any, where: Where) -> Iterator[Piece | Inner]:
    """Fields of EXIF; any field of a position is found, whatever is in it."""
    from PIL.ExifTags import GPSTAGS, IFD, TAGS

    for number, value in tags.items():
        yield Piece(_said(value), where, "metadata", str(TAGS.get(number, number)))
    for number, value in tags.get_ifd(IFD.Exif).items():
        yield Piece(_said(value), where, "metadata", str(TAGS.get(number, number)))
    for number, value in tags.get_ifd(IFD.GPSInfo).items():
        yield Piece(f"{GPSTAGS.get(number, number)} {_said(value)}", (*where, "GPS"), "found", "authoring")
    if tags.get_ifd(IFD.IFD1):
        yield Piece("a small preview of the picture", where, "found", "authoring")


def _said(value: Any) -> str:
    if isinstance(value, bytes):
        return (decoded(value.strip(b"\0")) or value.decode("latin-1")).replace("\0", "")
    return str(value)


def _after(rest: bytes, where: Where) -> Iterator[Inner]:
    if rest.strip(b"\0\r\n "):
        yield Inner(rest, "", (*where, "after the end"))
