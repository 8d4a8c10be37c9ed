"""How a romanised Burmese name sounds: spellings of one sound fall together, whatever system the writer followed.

There is no one romanisation of Burmese. The gazetteer has "Ah Lel Bon" where a reporter writes "Alelbon", "Kone" where
another has "Gone" or "Gon", "Hpu" for "Phu". What the systems differ in is known: where the h of an aspirate stands,
whether voicing is written, how a long vowel is marked, which letter stands for the glottal stop and for the nasal at a
syllable's end, whether an r is an r or a y. Two forms are made of a name, one sign a sound:

- its *sound*: systems fall together, voiced and voiceless consonants stay apart;
- its *frame*: wider; voicing, th and t, r and y, and vowels that writers exchange fall together.

Blanks and hyphens say nothing here, because reports set them at will. Sources of the correspondences: the table of the
BGN/PCGN 1970 agreement and the MLC Transcription System, set beside the spelling that MIMU's own lists follow.
"""

from __future__ import annotations

import re
from functools import lru_cache

#: Spellings at the start of a syllable, and the sign of their sound. The h of an aspirate is written before or after.
_ONSETS = {
    "k": "kh hk k kk c q ck",
    "g": "g gh gg",
    "C": "ky khy hky kyh ch hch chy kr khr hkr tch kyy tj chr",
    "J": "gy j jh gr dj jy",
    "s": "s hs ss ts hss tz sr",
    "z": "z zz zh",
    "X": "sh hsh shy sy hsy hshy shr x rh",
    "t": "t ht tt htt tht hth",
    "T": "th tth thh",
    "d": "d dh dd",
    "p": "p hp ph pp f hpp ff",
    "b": "b bh bb v",
    "m": "m hm mh",
    "n": "n hn nh",
    "Y": "ny hny nyh gn",
    "N": "ng hng",
    "l": "l hl lh ll hll",
    "w": "w hw wh",
    "y": "y hy yy",
    "r": "r hr rr",
    "h": "h hh",
}
_PLAIN = {spelling: sign for sign, spellings in _ONSETS.items() for spelling in spellings.split()}
# A y or r behind these is a sound of its own; behind k, g, n, s and h it makes another consonant, which stands above.
_WITH_Y = {
    spelling + medial: sign + "y" for spelling, sign in _PLAIN.items() if sign in "pbmltTd" for medial in ("y", "r")
}
_STARTS = {**_PLAIN, **_WITH_Y}
_STARTS |= {spelling + "w": sign + "w" for spelling, sign in _STARTS.items() if sign not in ("w", "h")}
_STARTS |= {"": ""}

#: What may end a syllable: a nasal, a glottal stop (written k, t, p ...), and what only other languages have.
_ENDS = {
    "": "",
    **dict.fromkeys(["n", "m", "ng", "nn", "nt", "nk", "nd", "mm", "nng", "gn", "hn", "nh", "hm"], "N"),
    **dict.fromkeys(["k", "t", "p", "g", "d", "b", "kk", "tt", "ck", "c", "ht", "hk", "hp", "tk", "q", "kt"], "Q"),
    **dict.fromkeys(["l", "ll"], "L"),
    **dict.fromkeys(["s", "z", "ss", "sh", "th"], "S"),
    "h": "",
    "r": "",
    "ngh": "N",
}

#: Vowels by the kind of end that follows them: open, before a nasal, before a stop.
_OPEN = {
    "a": "a aa ar ah arr ahr aah er eer",
    "i": "i ii ee y ih ie ir eei iy eey ihy",
    "u": "u uu oo ou uh ur oou uo eu ue",
    "e": "e ei ey ay ae ai eh ea aye ai aih eye ez aey ei ay ye ey el ell ail ael",
    "c": "aw or au ow awh aor orr awr ao aww",
    "o": "o oe oh oa ohe oey",
    "I": "oi oy oyi oie",
    "U": "ui uy uai",
}
_CLOSED = {
    "a": "a aa ar ah",
    "i": "i ii ee y ie ih",
    "u": "u uu oo wa uh wu",
    "e": "e ei ey ay ae eh ea ee",
    "A": "ai aii ie ia iai aei",
    "W": "au aw ao ou aou oau awu",
    "o": "o oe oh oa ow owe aow",
    "I": "oi oy ui",
}


def _by_spelling(table: dict[str, str]) -> dict[str, str]:
    return {spelling: sign for sign, spellings in table.items() for spelling in reversed(spellings.split())}


_OPEN_VOWELS, _CLOSED_VOWELS = _by_spelling(_OPEN), _by_spelling(_CLOSED)

# What is rewritten before a name is taken apart, so that a letter stands for one thing.
_BEFORE = [
    # The e of "kone", "oke", "ine" is not spoken: it only says that the vowel is long.
    (re.compile(r"(?<=[ou])(n|k|t|m)e(?=[^aeiou]|$)"), r"\1-"),
    (re.compile(r"i(n|k|t)e(?=[^aeiou]|$)"), r"ai\1-"),
    # Written w between consonant and a closed a, the two are the vowel u: "Kwan" and "Kun", "Htwat" and "Htut".
    (re.compile(r"wu(?=n|t)"), "u"),
    (re.compile(r"(?<=[tdpbsklmnyrhz])wa(?=(?:n|t)(?:[^aeiouywgh]|$))"), "u"),
    (re.compile(r"aye(?=$|[^aeiouywtnkm])"), "ay"),
    # The l of "Lel" and "Thel" only marks its vowel.
    (re.compile(r"(?<=e)l(?=[^aeiouyl]|$)"), ""),
    # An r or h behind a vowel marks it long; before another vowel it is a consonant.
    (re.compile(r"(?<=[aeo])r(?=[^aeiouyr]|$)"), ""),
]

_VOWELS = r"(?:[aeiou]|(?<=[aeiou])[yw](?![aeiouyw])|(?<=[aeiou])y(?=w)|y(?![aeiouw]))+"
_PARTS = re.compile(_VOWELS)


@lru_cache(maxsize=1 << 18)
def sound(letters: str) -> str:
    """The sound of a name, one sign a sound.

    Parameters
    ----------
    letters : str
        Small Latin letters and digits without anything between them, as `tollbook.places.folding.fold` gives them.

    Returns
    -------
    str
        "alelbon" and "ahlelbon" give the same; "konegyi" and "gonegyi" do not. Digits stay. What is not a Burmese
        syllable stays as it is written, so that nothing falls together by accident.
    """
    for pattern, replacement in _BEFORE:
        letters = pattern.sub(replacement, letters)
    out: list[str] = []
    vowels = [(match.start(), match.end()) for match in _PARTS.finditer(letters)]
    if not vowels:
        return letters
    out.append(_start(letters[: vowels[0][0]]))
    for i, (start, end) in enumerate(vowels):
        last = i + 1 == len(vowels)
        cluster = letters[end : len(letters) if last else vowels[i + 1][0]]
        final, onset = (_ENDS.get(cluster.strip("-"), cluster), "") if last else _cut(cluster)
        out += [_vowel(letters[start:end], final), final, onset]
    return "".join(out)


@lru_cache(maxsize=1 << 14)
def _cut(cluster: str) -> tuple[str, str]:
    """What ends one syllable and what starts the next: the longest start that leaves a possible end."""
    end, broken, start = cluster.partition("-")
    if broken:
        return _ENDS.get(end, end), _STARTS.get(start, start)
    for at in range(len(cluster) + 1):
        end, start = cluster[:at], cluster[at:]
        if end in _ENDS and start in _STARTS and start:
            return _ENDS[end], _STARTS[start]
    if cluster in _ENDS:
        return _ENDS[cluster], ""
    return "", cluster


def _start(cluster: str) -> str:
    return _STARTS.get(cluster, cluster)


def _vowel(spelling: str, final: str) -> str:
    table = _OPEN_VOWELS if final in ("", "L") else _CLOSED_VOWELS
    other = _CLOSED_VOWELS if table is _OPEN_VOWELS else _OPEN_VOWELS
    return table.get(spelling) or other.get(spelling) or spelling


# Words that tell two places of one name apart, by what they say the opposite of: big and small, new and old, east and
# west, upper and lower, north and south; as they sound at the end of a name, or at its start.
_OPPOSITES = [
    *[("Ji", "le", "Ne"), ("TiQ", "hWN"), ("aXe", "anWQ"), ("ateQ", "aleQ"), ("myWQ", "tWN")],
    # A hill, a tree and a lake are three places too.
    ("koN", "piN", "kaN"),
]
_DIGITS = re.compile(r"[0-9]+")


@lru_cache(maxsize=1 << 17)
def opposite(one: str, other: str) -> bool:
    """Whether two sounds differ just in a word by which places of one name are told apart: a number, or an opposite."""
    if _DIGITS.findall(one) != _DIGITS.findall(other):
        return True
    for words in _OPPOSITES:
        ends = [next((word for word in words if text.endswith(word)), "") for text in (one, other)]
        starts = [next((word for word in words if text.startswith(word)), "") for text in (one, other)]
        if (all(ends) and ends[0] != ends[1]) or (all(starts) and starts[0] != starts[1]):
            return True
    return False


_WIDER = str.maketrans({
    **dict.fromkeys("g", "k"), "J": "C", "z": "s", "T": "t", "d": "t", "b": "p", "r": "y", "A": "e", "c": "o", "u": "o",
    "U": "I", "h": None, "L": None,
})  # fmt: skip
# A nasal before a nasal is heard as one, and written as one or as two: "Nam Mar", "Namar".
_NASAL = re.compile(r"N(?=[mnNY])")
_TWICE = re.compile(r"([a-zA-Z])\1+")


@lru_cache(maxsize=1 << 18)
def frame(sounds: str) -> str:
    """The frame of a name, from its sound: what is left where voicing, th and t, r and y, near vowels are one."""
    return _TWICE.sub(r"\1", _NASAL.sub("", sounds.translate(_WIDER)))
