"""ZIP archives: members, comments, extra fields, and bytes before or after the archive."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

from tollbook.release.scan import limits
from tollbook.release.scan.decoding import decoded
from tollbook.release.scan.pieces import Inner, Piece, Unreadable, Where, unread

#: Extra fields that tell nothing of a person: sizes of large files, names in Unicode, alignment.
_HARMLESS = {0x0001, 0x7075, 0xD935, 0xCAFE, 0xA220}


def members(data: bytes, where: Where) -> Iterator[tuple[zipfile.ZipInfo, bytes] | Piece]:
    """Members of an archive with their bytes; what is beyond the limits, or locked, as a finding.

    Raises
    ------
    Unreadable
        It is no archive that can be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            for number, member in enumerate(listed):
                if number >= limits.MEMBERS:
                    yield unread(where, f"it has {len(listed):,} members, of which {limits.MEMBERS:,} were read")
                    return
                at = (*where, member.filename)
                if member.file_size > limits.MEMBER or member.file_size > limits.TIMES * max(
                    member.compress_size, 10_000
                ):
                    yield unread(at, f"it would be {member.file_size:,} bytes unpacked, which is beyond the limit")
                    continue
                try:
                    with archive.open(member) as handle:
                        body = handle.read(limits.MEMBER + 1)
                except (RuntimeError, NotImplementedError, zipfile.BadZipFile, OSError, EOFError, ValueError) as error:
                    yield unread(at, f"it can't be unpacked ({error})")
                    continue
                yield (member, body) if len(body) <= limits.MEMBER else unread(at, "it is larger than it says")
    except (zipfile.BadZipFile, OSError, ValueError, struct.error, NotImplementedError) as error:
        raise Unreadable(f"the archive can't be read ({error})") from error


def read(data: bytes, where: Where) -> Iterator[Piece | Inner]:
    """Pieces of an archive."""
    for each in members(data, where):
        if isinstance(each, Piece):
            yield each
            continue
        member, body = each
        at = (*where, member.filename)
        yield Piece(member.filename, (*where, "name of a member"))
        yield from _beside(member, at)
        if not member.is_dir():
            yield Inner(body, member.filename, at)
    yield from _around(data, where)


def _beside(member: zipfile.ZipInfo, where: Where) -> Iterator[Piece]:
    if member.comment:
        text = decoded(member.comment) or member.comment.decode("latin-1")
        yield Piece(text, (*where, "comment"), "metadata", "comment")
    at = 0
    while at + 4 <= len(member.extra):
        kind, length = struct.unpack("<HH", member.extra[at : at + 4])
        body = member.extra[at + 4 : at + 4 + length]
        if kind not in _HARMLESS and body:
            yield Piece(f"extra field {kind:#06x}, {length} bytes", where, "found", "authoring")
        yield Piece(decoded(body) or body.decode("latin-1"), (*where, f"extra field {kind:#06x}"))
        at += 4 + length


def _around(data: bytes, where: Where) -> Iterator[Piece | Inner]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if archive.comment:
            text = decoded(archive.comment) or archive.comment.decode("latin-1")
            yield Piece(text, (*where, "comment"), "metadata", "comment")
            yield Inner(archive.comment, "", (*where, "comment"))
        first = min((member.header_offset for member in archive.infolist()), default=0)
    if first and data[:first].strip(b"\0"):
        yield Inner(data[:first], "", (*where, "before the archive"))
