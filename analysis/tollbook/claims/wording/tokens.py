"""From the text of a wording to tokens: numbers, words and signs, in any script.

Digits of every script become 0 to 9, thousand separators of several countries are understood, dates and times are set
aside. A number that can't be read with certainty makes the whole wording unreadable.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Longer text is no bare quantity phrase, and reading it would cost time for nothing.
LONGEST = 300
# Beyond this a count of people, houses or strikes is a slip of the pen.
GREATEST = 10**10


class Unreadable(Exception):
    """The wording is no quantity that can be read with certainty; a person has to look at it."""


@dataclass(frozen=True)
class Token:
    """One token.

    Attributes
    ----------
    kind : str
        ``number``, ``word``, ``sign`` or ``date``.
    text : str
        Lower case. A number keeps its separators.
    glued : bool
        No space stands before it.
    whole : float or None
        The value of a number read as a count: "2.000" and "2,000" are 2000.
    decimal : float or None
        Its value read as a decimal fraction, which needs a scale word behind it: "2.3" in "2.3 million".
    """

    kind: str
    text: str
    glued: bool
    whole: float | None = None
    decimal: float | None = None


_SAME = str.maketrans(
    {
        **dict.fromkeys("–‐‑‒−﹣", "-"),
        **dict.fromkeys("—―", "—"),
        **dict.fromkeys("’‘ʼ`´", "'"),
        **dict.fromkeys("“”«»„\"", " "),
        **dict.fromkeys("\u200b\t\n\r", " "),
        **dict.fromkeys("\u200c\u200d\ufeff\u00ad\u2060", ""),
        **dict.fromkeys("၊、،", ","),
        "။": ";",
        "٬": ",",
    }
)  # fmt: skip
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATES = re.compile(
    rf"\b(?:{_DAY}\s*(?:to|-|and|&|,)\s*)?{_DAY}\s+(?:of\s+)?(?:{_MONTHS})\b\.?(?:,?\s+\d{{4}}\b)?"
    rf"|\b(?:{_MONTHS})\b\.?\s+{_DAY}\b(?:\s*(?:to|-|and|&)\s*{_DAY}\b)?(?:,?\s+\d{{4}}\b)?"
    rf"|\b(?:{_MONTHS})\b\.?\s+\d{{4}}\b"
    r"|\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{1,2}:\d{2}\b"
)
_ABBREVIATION = re.compile(r"\b(?:[a-z]\.){2,}")
_SHORT = re.compile(r"\b(approx|appx|circa|ca|c|est|no|nos|min|max|abt)\.(?=\s|\d|$)")
# The Burmese letter wa is often typed for the digit nought, which looks the same.
_TYPED_NOUGHT = re.compile("(?<=[0-9\u1040-\u1049])\u101d(?=[0-9\u1040-\u1049\u101d]|$|\\s|ဦး|ယောက်|လုံး|ကျော်|ခန့်|လောက်)")
_NUMBER = re.compile(r"\d+(?:[.,']\d+)*")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)(?![^\W\d_])")
_CODE = re.compile(r"[a-z]+\d")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+(?![\d.,])")


def normalise(text: str) -> str:
    """One way of writing: NFKC, lower case, digits 0 to 9, one kind of dash and quote, no invisible characters.

    Raises
    ------
    Unreadable
        The text is too long, or holds raised or circled digits, which would melt into the number before them.
    """
    if len(text) > LONGEST:
        raise Unreadable("longer than a quantity phrase")
    for character in text:
        form = unicodedata.decomposition(character)
        if form.startswith(("<super>", "<sub>", "<circle>", "<square>")) and any(
            c.isdigit() for c in unicodedata.normalize("NFKC", character)
        ):
            raise Unreadable("raised or circled digits")
    text = unicodedata.normalize("NFKC", text.translate(_SAME)).translate(_SAME)
    text = unicodedata.normalize("NFKC", text.casefold())
    while (mended := _TYPED_NOUGHT.sub("\u1040", text)) != text:
        text = mended
    return "".join(str(unicodedata.decimal(c)) if unicodedata.category(c) == "Nd" else c for c in text).strip()


def tokens(text: str) -> list[Token]:
    """The tokens of a wording.

    Raises
    ------
    Unreadable
        See `normalise`; also a number whose separators make no sense, a fraction, or an amount of money.
    """
    text = normalise(text)
    text = _SHORT.sub(r"\1 ", text)
    text = _ABBREVIATION.sub(lambda m: m.group().replace(".", ""), text)
    text = _DATES.sub(" \ue000 ", text)
    found: list[Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        glued = at > 0 and not text[at - 1].isspace()
        token = _next(text, at, glued)
        found.append(token)
        at += len(token.text)
    return found


def _next(text: str, at: int, glued: bool) -> Token:
    character = text[at]
    if character == "\ue000":
        return Token("date", character, glued)
    if character.isdigit():
        match = _SPACED.match(text, at) or _NUMBER.match(text, at)
        if match is None:
            raise Unreadable("a digit of an unknown kind")
        ordinal = _ORDINAL.match(text, match.end())
        if _CODE.match(text, match.end()):
            raise Unreadable("digits and letters of a code")
        if ordinal is not None:
            return Token("word", match.group() + ordinal.group(), glued)
        return _number(match.group(), glued)
    if _is_letter(character):
        return Token("word", _word(text, at), glued)
    fraction = character == "." and not glued and text[at + 1 : at + 2].isdigit()
    if fraction or character in "$€£¥₹⁄^*=±½°":
        raise Unreadable("an amount of money, a fraction or a formula")
    for sign in (">=", "<="):
        if text.startswith(sign, at):
            return Token("sign", sign, glued)
    return Token("sign", character, glued)


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"


def _is_latin(character: str) -> bool:
    return character < "\u0250" and character.isalpha()


def _word(text: str, at: int) -> str:
    """The word that begins at `at`. Latin letters take digits behind them along ("mi35" is a helicopter)."""
    end = at
    latin = _is_latin(text[at])
    while end < len(text):
        character = text[end]
        joins = character == "'" and end + 1 < len(text) and _is_letter(text[end + 1])
        designation = latin and character.isdigit()
        if not (_is_letter(character) or joins or designation):
            break
        end += 1
    return text[at:end]


def _number(text: str, glued: bool) -> Token:
    whole, decimal = _values(text.replace(" ", "\u00a0"))
    if whole is not None and whole > GREATEST:
        raise Unreadable("a number greater than any toll")
    return Token("number", text, glued, whole, decimal)


def _values(text: str) -> tuple[float | None, float | None]:
    """A number's value as a count, and as a decimal fraction, of which at least one is certain."""
    separators = {c for c in text if not c.isdigit()}
    if len(text) > 20 or len(separators) > 1:
        raise Unreadable("separators of two kinds")
    if len(text) > 1 and text[0] == "0" and text[1].isdigit():
        raise Unreadable("digits of a clock or a code")
    if not separators:
        return float(text), float(text)
    first, *groups = text.split(separators.pop())
    thousands = 1 <= len(first) <= 3 and first[0] != "0" and all(len(group) == 3 for group in groups)
    indian = 1 <= len(first) <= 2 and len(groups) > 1 and len(groups[-1]) == 3 and all(len(g) == 2 for g in groups[:-1])
    whole = float(first + "".join(groups)) if thousands or (indian and "," in text) else None
    decimal = None
    if len(groups) == 1 and ("." in text or ("," in text and not thousands)):
        decimal = float(f"{first}.{groups[0]}")
    if whole is None and decimal is None:
        raise Unreadable("separators that make no sense")
    return whole, decimal
