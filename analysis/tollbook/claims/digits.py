"""Digits of any script, such as Burmese ၀၁၂၃၄၅၆၇၈၉, as plain ones."""

from __future__ import annotations

import unicodedata


def plain_digits(text: str) -> str:
    """The text with every decimal digit of any script as 0 to 9.

    Examples
    --------
    >>> plain_digits("၁၄/၁၁/၂၀၂၄")
    '14/11/2024'
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
