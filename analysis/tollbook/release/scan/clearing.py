"""Text as an adversary reads it: without what hides a letter or a digit from a plain search."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import unquote

#: Rounds of undoing one encoding inside another.
_ROUNDS = 4
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]+);")
_ESCAPED = re.compile(r"\\u\{([0-9A-Fa-f]{1,6})\}|\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\x([0-9A-Fa-f]{2})")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_QUOTED_PRINTABLE = re.compile(r"=([0-9A-F]{2})")
#: A line's end inside a word that was split; the hyphen, where there is one, goes with it.
_LINE_END = re.compile(r"-?[ \t]*\r?\n[ \t]*")


def _table() -> dict[int, str | None]:
    """Digits of all scripts to 0-9, dashes to one, what takes no room to nothing."""
    table: dict[int, str | None] = {}
    for code in range(0x80, 0x1FBFA):
        sign = chr(code)
        kind = unicodedata.category(sign)
        if kind == "Nd":
            table[code] = str(unicodedata.digit(sign))
        elif kind == "Cf" or 0xFE00 <= code <= 0xFE0F:
            table[code] = None
        elif kind == "Pd" or sign == "−":
            table[code] = "-"
        elif kind == "Zs":
            table[code] = " "
    table.update(dict.fromkeys(range(0xE0000, 0xE0200)))
    table[0x034F] = None  # the combining grapheme joiner, which is a mark by its class
    table.update({ord("′"): "'", ord("’"): "'", ord("″"): '"', ord("”"): '"'})
    return table


_TABLE = _table()


def plain(text: str) -> str:
    """Text in one form: compatibility forms, digits of any script, dashes, blanks; nothing that takes no room."""
    if not _NOT_ASCII.search(text):
        return text
    return unicodedata.normalize("NFKC", text.translate(_TABLE)).translate(_TABLE)


def uncovered(text: str) -> str:
    """Text with percent signs, entities and escapes undone, one inside the other too."""
    for _ in range(_ROUNDS):
        before = text
        if "%" in text and _PERCENT.search(text):
            text = unquote(text, errors="replace")
        if "&" in text and _ENTITY.search(text):
            text = html.unescape(text)
        if "\\" in text:
            text = _ESCAPED.sub(_sign, text)
        if text == before:
            break
    return text


def _sign(match: re.Match[str]) -> str:
    code = int(next(digits for digits in match.groups() if digits), 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else match.group()


def views(text: str, broken: bool = False) -> list[str]:
    """The forms in which a text is searched: as it stands, uncovered, and with broken lines joined.

    Parameters
    ----------
    text : str
    broken : bool
        See `Piece.broken`.

    Returns
    -------
    list of str
        Different ones only; the first is the text itself in plain form.
    """
    found = [plain(text)]
    open_ = plain(uncovered(text))
    if open_ != found[0]:
        found.append(open_)
    if "=" in text and _QUOTED_PRINTABLE.search(text):
        found.append(plain(_QUOTED_PRINTABLE.sub(lambda match: chr(int(match.group(1), 16)), text.replace("=\n", ""))))
    if broken and "\n" in text:
        found.append(_LINE_END.sub("", found[0]))
    return found
