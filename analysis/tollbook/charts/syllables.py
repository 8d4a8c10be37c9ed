"""Where a line of Burmese may break: between syllables, since words are written without spaces between them.

A syllable begins with a letter that is no end of the one before: one that bears no killer (asat) and is not stacked
under another letter (virama). The rule is Unicode's order of Burmese letters (The Unicode Standard, chapter 16.3), in
which everything that belongs to a letter follows it.
"""

from __future__ import annotations

import re

#: A letter that begins a syllable: not stacked under the one before, and neither killed nor stacked upon. A dot below
#: or a medial may stand between a letter and its killer. What follows an opening bracket stays with it.
_BEGIN = re.compile(
    r"(?<![\u1039(\[“‘«])"
    r"(?:[\u1000-\u1021](?![\u103b-\u103e\u1037]*[\u1039\u103a])|[\u1023-\u102a\u104e]|(?<![\u1040-\u1049.,])[\u1040-\u1049])"
)


def syllables(text: str) -> list[str]:
    """The pieces between which a line may break; together they are the text.

    Text without Burmese letters is one piece.
    """
    starts = [0, *(found.start() for found in _BEGIN.finditer(text) if found.start())]
    ends = [*starts[1:], len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True) if end > start]


def is_burmese(text: str) -> bool:
    """Whether a text has letters, signs or digits of the Burmese script."""
    return any("\u1000" <= letter <= "\u109f" for letter in text)
