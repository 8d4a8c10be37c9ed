"""Bytes to text, in whatever encoding they are."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 65_536
#: Signs that no text has: controls but tab, feeds, carriage return and escape; what could not be decoded.
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd]")


def decoded(data: bytes) -> str | None:
    """The text of some bytes; None where they are no text.

    UTF-8 and, with or without a mark at their head, UTF-16 and UTF-32; else the Western code page of Windows, where
    hardly any byte is a control character.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    head = data[:_LOOKED_AT]
    wide = _wide(head)
    if wide:
        return data.decode(wide, errors="replace")
    if b"\0" in head:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
        if _strange(text[:_LOOKED_AT]) > 0.02:
            return None
        return text
    return text if _strange(text[:_LOOKED_AT]) < 0.05 else None


def _wide(head: bytes) -> str:
    """The encoding of text of two bytes a letter that bears no mark: every other byte of it is the same few ones."""
    if len(head) < 8:
        return ""
    for encoding, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        # Latin letters have 0 as their high byte, Burmese ones hexadecimal 10.
        if sum(high.count(byte) for byte in (0, 0x10, 0x20)) > 0.9 * len(high):
            text = head[: len(head) // 2 * 2].decode(encoding, errors="replace")
            if _strange(text) < 0.02:
                return encoding
    return ""


def _strange(text: str) -> float:
    """Share of letters that no text has."""
    wrong = len(_NO_TEXT.findall(text))
    return wrong / max(1, len(text))
