"""The forms of a name: what a list writes as one name, taken apart into the names that a report may write.

"Zin Ka Le (Zin Ka Lin)" is either of two names; "Chaung Ma (West)" is "Chaung Ma" with a quarter, which others write
"West Chaung Ma" or "Chaung Ma Anauk"; "No (8) Ward" is a number.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tollbook.places.burmese import is_burmese, plain, without_tones
from tollbook.places.folding import fold
from tollbook.places.sounding import frame, sound

#: Words that tell places of one name apart, by what they say; of Burmese ones those that aren't names of their own.
QUARTERS = {
    "north": ("north", "northern", "upper north", "မြောက်", "မြောက်ပိုင်း"),
    "south": ("south", "southern", "တောင်", "တောင်ပိုင်း"),
    "east": ("east", "eastern", "အရှေ့", "အရှေ့ပိုင်း"),
    "west": ("west", "western", "အနောက်", "အနောက်ပိုင်း"),
    "upper": ("upper", "uppre", "အထက်"),
    "lower": ("lower", "အောက်"),
    "middle": ("middle", "central", "centre", "အလယ်"),
    "old": ("old", "အဟောင်း"),
    "new": ("new", "အသစ်"),
}
#: Peoples in brackets behind a village's name say who lives in that part of it: "Inn Din (Rakhine)".
PEOPLES = (
    *("rakhine", "rohingya", "muslim", "kayin", "shan", "chin", "mon", "kachin", "kayah", "pa laung", "palaung"),
    *("da nu", "danu", "pa-o", "lisu", "naga", "bamar", "myanmar", "burma", "natala", "kokang", "wa", "hindu", "mro"),
    *("thet", "khami", "ရခိုင်", "ကရင်", "ရှမ်း", "ချင်း", "မွန်", "ကချင်", "ကယား", "ပလောင်", "ဓနု", "မြန်မာ"),
)

_QUARTER_OF = {word: quarter for quarter, words in QUARTERS.items() for word in words}
_QUARTER_OF |= {people: people for people in PEOPLES}
_LATIN_WORD = "|".join(word for words in QUARTERS.values() for word in words if word.isascii() and " " not in word)

# Burmese words for the quarters, as they sound at the end of a name: Myauk, Ah Shey, Anauk, Ah Htet.
_SPOKEN = {"myWQ": "north", "aXe": "east", "anWQ": "west", "ateQ": "upper"}
_SPOKEN_START = re.compile(r"^(myWQ)(.{4,})$")
_SPOKEN_END = re.compile(rf"^(.{{4,}}?)({'|'.join(_SPOKEN)})(?:su)?$")

_AT_END = {"n": "N", "m": "N", "N": "N", "k": "Q", "t": "Q", "p": "Q"}

_BRACKETS = re.compile(r"^(?P<own>.*?)\s*\((?P<inner>[^()]*)\)\s*(?P<rest>.*)$")
_NUMBER = re.compile(r"^(?:no\.?\s*)?\(?([0-9\u1040-\u1049]{1,3}|[a-z])\)?$", re.IGNORECASE)
_BEFORE = re.compile(rf"^(?P<word>{_LATIN_WORD})[\s-]+(?P<own>\S.*)$", re.IGNORECASE)
_BEHIND = re.compile(rf"^(?P<own>.*\S)[\s-]+(?P<word>{_LATIN_WORD})$", re.IGNORECASE)


class Form(NamedTuple):
    """One name that a place may be written by.

    Attributes
    ----------
    fold, sound, frame : str
        Its letters, its sound and the frame of it; of a name in Burmese script its letters, and twice the letters
        without the marks of tone.
    quarter : str
        What tells it apart from others of its name: a key of `QUARTERS`, a number or letter, or ''.
    """

    fold: str
    sound: str
    frame: str
    quarter: str


def form(text: str, quarter: str = "") -> Form:
    """The form of one plain name."""
    if is_burmese(text):
        folded = fold(plain(text))
        bare = without_tones(folded)
        return Form(folded, bare, bare, quarter)
    folded = fold(text)
    heard = sound(folded)
    return Form(folded, heard, frame(heard), quarter)


@lru_cache(maxsize=1 << 17)
def forms(name: str) -> tuple[Form, ...]:
    """All forms of a name as a list or a report writes it, the fullest first; none where it has no letters."""
    found = [form(name)] + [form(own, quarter) for own, quarter in _apart(name)]
    spoken = [own for one in found if (own := _spoken(one)) is not None]
    return tuple(dict.fromkeys(one for one in found + spoken if one.fold))


def _apart(name: str) -> list[tuple[str, str]]:
    """The names inside a name with brackets, a stroke or a quarter, each with its quarter."""
    if "/" in name:
        return [
            held for part in name.split("/") if part.strip() for held in [(part.strip(), ""), *_apart(part.strip())]
        ]
    found = _BRACKETS.match(name)
    if found is not None:
        return _in_brackets(found)
    for pattern in (_BEFORE, _BEHIND):
        found = pattern.match(name)
        if found is not None:
            return [(found["own"], _QUARTER_OF[found["word"].lower()])]
    return []


def _in_brackets(found: re.Match[str]) -> list[tuple[str, str]]:
    own, inner, rest = found["own"].strip(" -"), found["inner"].strip(), found["rest"].strip()
    quarter = quarter_of(inner)
    # "No (8) Ward" is its number: the form of the whole is all there is.
    if quarter and own and not re.fullmatch(r"(?i)no\.?|အမှတ်", own):
        return [(f"{own} {rest}".strip(), quarter)]
    if quarter or not (own or rest):
        return []
    return [(f"{own} {rest}".strip(), ""), *([(inner, "")] if len(fold(inner)) > 2 else [])]


def second_name(name: str) -> str:
    """The second of two names, in brackets behind or inside the first; '' where there is none."""
    found = _BRACKETS.match(name)
    own = found["own"].strip() if found else ""
    return found["inner"].strip() if found and own and not quarter_of(found["inner"].strip()) else ""


def quarter_of(text: str) -> str:
    """The quarter that a text in brackets stands for: "West" and "အနောက်" are "west", "No. 2" is "2"; else ''."""
    number = _NUMBER.match(text)
    return fold(number[1]) if number else _QUARTER_OF.get(plain(text).strip().lower(), "")


def _spoken(one: Form) -> Form | None:
    """The form without a Burmese word for a quarter at its end, or Myauk before it, where the name has one."""
    if one.quarter:
        return None
    behind, before = _SPOKEN_END.match(one.sound), _SPOKEN_START.match(one.sound)
    if behind is None and before is None:
        return None
    own, word = (behind[1], behind[2]) if behind else (before[2], before[1]) if before else ("", "")
    # What stood before the a of "Ah Shey" was heard as the start of a syllable, and is the end of one.
    own = own[:-1] + _AT_END.get(own[-1], own[-1])
    # The letters of the rest aren't known from its sound; the sound itself serves, in both.
    return Form(f"~{own}", own, frame(own), _SPOKEN[word])
