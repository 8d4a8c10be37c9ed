"""Folding names: what spelling, spacing and level words do not change is taken off, and nothing is guessed.

Two names are the same here if they differ only in case, blanks, hyphens, brackets, other punctuation, Unicode normal
form, or the script of a digit. A word for the level ("Township", "Region") is taken off and remembered.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Words that name a level, and the level; the longer ones first, since "village tract" ends in no other.
LEVEL_WORDS = {
    "self administered zone": "district",
    "village tract": "village tract",
    "union territory": "state",
    "township": "township",
    "tsp": "township",
    "twp": "township",
    "district": "district",
    "quarter": "ward",
    "division": "state",
    "province": "state",
    "village": "village",
    "region": "state",
    "state": "state",
    "city": "town",
    "town": "town",
    "ward": "ward",
    "ကိုယ်ပိုင်အုပ်ချုပ်ခွင့်ရဒေသ": "district",
    "ကျေးရွာအုပ်စု": "village tract",
    "တိုင်းဒေသကြီး": "state",
    "ပြည်နယ်": "state",
    "တိုင်း": "state",
    "မြို့နယ်": "township",
    "ရပ်ကွက်": "ward",
    "ကျေးရွာ": "village",
    "ခရိုင်": "district",
    "မြို့": "town",
}

_ACCENTS = re.compile(r"[\u0300-\u036f]")
_LATIN = re.compile(r"[^a-z0-9]+")
_PART = r"(?P<part>\s*\([^()]*\))?"


def _as_pattern(word: str) -> str:
    text = re.escape(unicodedata.normalize("NFKC", word)).replace(r"\ ", r"[\s-]+")
    return rf"[\s-]{text}" if word.isascii() else text


_LEVEL_OF = {unicodedata.normalize("NFKC", word): level for word, level in LEVEL_WORDS.items()}
_WORD = "|".join(map(_as_pattern, LEVEL_WORDS))
_WITH_LEVEL = re.compile(rf"^(?P<own>.*\S)\s*(?P<word>{_WORD})\.?{_PART}$", re.IGNORECASE)


@lru_cache(maxsize=1 << 18)
def fold(name: str) -> str:
    """A name without anything but its letters, marks and digits, in small letters.

    Parameters
    ----------
    name : str
        A name in Latin or Burmese letters.

    Returns
    -------
    str
        "Nay Pyi-Taw" gives "naypyitaw", "Bago (East)" gives "bagoeast"; Burmese digits become European ones.
    """
    text = name.casefold()
    if text.isascii():
        return _LATIN.sub("", text)
    # Casefolding can undo a normal form, so the form is made again after it.
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    # Accents of the Latin script say nothing here: "Palé" is Pale.
    text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
    signs = (str(unicodedata.decimal(sign, sign)) for sign in text if unicodedata.category(sign)[0] in "LMN")
    # What stood between a letter and its mark is gone now, so the two may have become one sign.
    return unicodedata.normalize("NFC", "".join(signs))


def without_level(name: str) -> tuple[str, str]:
    """A name without the word for its level, and the level.

    Returns
    -------
    (str, str)
        ("Pale", "township") for "Pale Township", ("Shan (South)", "state") for "Shan State (South)"; the level is ''
        where the name has no such word.
    """
    found = _WITH_LEVEL.match(unicodedata.normalize("NFKC", name).strip())
    if found is None:
        return name, ""
    word = re.sub(r"[\s-]+", " ", found["word"]).strip().lower()
    return f"{found['own']}{found['part'] or ''}", _LEVEL_OF[word]
