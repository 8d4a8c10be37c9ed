"""Ways to reach a person: telephone numbers, e-mail addresses, addresses in messaging apps."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BETWEEN = r"[ \t\u00a0.()/-]{0,3}"
_PHONES = (
    # Myanmar with its country code, whatever stands between the digits.
    re.compile(rf"(?<![\w+])(?:\+|00)(?:{_BETWEEN})9(?:{_BETWEEN})5(?:{_BETWEEN}\d){{6,11}}(?!\d)"),
    # Mobile numbers as they are written at home. What looks like part of a day, a decimal or an address is none.
    re.compile(
        r"(?<![\w.+])(?<!\d[-/:,])(?<![/])(?!09[-./]\d{1,2}[-./](?:19|20)\d\d(?!\d))"
        r"(?:09|\(0\)[ ]?9|0[ -]9)(?:[ \t.()-]{0,3}\d){7,9}"
        r"(?![\w]|\.\d|-\d)"
    ),
    re.compile(r"(?<![\w.,/-])959\d{7,9}(?!\w|[.,]\d)"),
    # Any other country's, with its plus sign.
    re.compile(r"(?<![\w+])\+[1-9]\d{0,2}(?:[ \t.()-]{0,2}\d){7,12}(?!\d)"),
    re.compile(r"\b(?:tel|sms|callto):\+?[\d().-]{5,}", re.IGNORECASE),
    re.compile(
        r"\b(?:phone|tel(?:ephone)?|mobile|call|viber|whatsapp|signal|ph|ဖုန်း)\W{1,4}(?:no\W{1,3})?"
        r"(\+?\d(?:[ ().-]{0,2}\d){6,13})(?!\d)",
        re.IGNORECASE,
    ),
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![\w-])")
_MAIL_IN_WORDS = re.compile(
    r"\b[\w.+-]{2,64}\s?[\[({]\s?at\s?[\])}]\s?(?:[\w-]{1,63}(?:\.|\s?[\[({]\s?dot\s?[\])}]\s?)){1,6}[A-Za-z]{2,24}\b",
    re.IGNORECASE,
)
_MESSAGING = re.compile(
    r"(?<![\w-])(?:(?:[\w-]+\.)?(?:t\.me|telegram\.(?:me|dog|org/dl)|wa\.me|chat\.whatsapp\.com|api\.whatsapp\.com|whatsapp\.com/channel"
    r"|signal\.(?:me|group)|m\.me|fb\.me|messenger\.com|viber\.com|vb\.me|line\.me|zalo\.me|discord\.(?:gg|com/invite)"
    r"|matrix\.to|threema\.id|wire\.com/[\w-]*invite|invite\.viber\.com"
    r"|(?:facebook|fb)\.com/(?:groups|messages|profile\.php|people|permalink\.php|share))(?=[/?#])[^\s\"'<>)\]}|;]*"
    r"|(?:tg|viber|whatsapp|sgnl|threema|zalo|fb-messenger|skype)://[^\s\"'<>)\]}|;]+)"
    r"|\b(?:telegram|signal|viber|whatsapp|messenger|tg)\b\W{1,4}(?<=[\s:(])@\w{4,}",
    re.IGNORECASE,
)


def phones(text: str) -> Iterator[str]:
    """Telephone numbers in a text."""
    for pattern in _PHONES:
        for match in pattern.finditer(text):
            yield (match.group(1) if pattern.groups else match.group()).strip()


def mails(text: str) -> Iterator[str]:
    """E-mail addresses in a text."""
    if "@" in text:
        yield from (match.group() for match in _MAIL.finditer(text))
    yield from (match.group() for match in _MAIL_IN_WORDS.finditer(text))


def messaging(text: str) -> Iterator[str]:
    """Addresses in messaging apps."""
    yield from (match.group() for match in _MESSAGING.finditer(text))
