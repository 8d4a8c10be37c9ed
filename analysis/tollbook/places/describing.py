"""What a report calls a place, taken apart: the name, what is said around it, and what lies beside it.

"17 villages in Khin-U", "near Tharsi", "Lin Ta Lu monastery", "Ward 8, Kyaukme", "Nyaung Kone and Kyar Si": each names
a place, and says more or less than that the thing happened there. What is said around the name decides how far the name
may be followed; it is never thrown away unseen.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tollbook.places.burmese import is_burmese, plain
from tollbook.places.folding import LEVEL_WORDS, without_level

_NUMBER = (
    r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens(?: of)?|several|some|many|other"
    r"|all)"
)
# Numbers of places: "48 villages of Myinmu Township".
_COUNTED = re.compile(
    rf"^(?:(?:at least|more than|over|about|the)\s+)*(?:{_NUMBER}\s+)?(?:nearby |surrounding |other )?"
    r"(?:villages?|village tracts?|wards?|quarters?|townships|townships?|towns|places|areas?|locations|camps?)$",
    re.IGNORECASE,
)
_NEARBY = re.compile(
    rf"\s*(?:,|\band\b|&)\s+(?:(?:the|its)\s+)?(?:{_NUMBER}\s+)?(?:(?:other|nearby|surrounding|neighbou?ring|adjacent)\s+)?"
    r"(?:villages|areas|wards|hamlets|surroundings)$",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"^(?P<own>.+?)\s+(?:in|of|inside|within|under)\s+(?:the\s+)?(?P<beside>[^a-z\s].*|.*)$")
_BETWEEN = re.compile(r"\b(?:between|junction|road|border|highway)\b", re.IGNORECASE)
_SIDE = r"(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)"
_NEAR = re.compile(
    r"^(?:(?:the )?(?:\d+ (?:miles?|km|kilomet\w+)|area|areas|villages|road|outskirts|vicinity|surroundings|forests?|"
    r"jungle|border)\s+)?(?:just |further )?(?:near(?:by)?(?: to)?|close to|around|outside(?: of)?|outskirts of|"
    rf"from|opposite|along|towards?|between|(?:{_SIDE}(?: and )?)+ of|on the road to)\s+(?:the\s+)?(?P<own>\S.*)$",
    re.IGNORECASE,
)
# A thing that stands in a place, or bears a name of its own: what follows it is no village, town or township.
_THING = re.compile(
    r"^(?P<own>.*?\S)\s+"
    r"(?:(?:idps?|displacement|displaced persons'?|refugee|reception|transit|relief|military|army|prison)\s+)*"
    r"(?:camps?|sites?|monastery|monasteries|pagoda|nunnery|church|mosque|temple|hospital|clinic|school|market|bridge|"
    r"mines?|prison|jail|hotel|station|police station|base|outpost|checkpoint|gate|junction|airport|factory|dam|"
    r"(?:\w+ )?mining|oil ?fields?|gold ?fields?|fields?)"
    r"(?:\s+(?:area|areas|compound))?$",
    re.IGNORECASE,
)
# What runs through many places, and is called after one of them.
_LINE = re.compile(
    r"^(?P<own>.*?\S)\s+(?:river|creek|stream|road|highway|hills?|mountains?|range|border|railway)$", re.IGNORECASE
)
_AREA = re.compile(
    r"^(?P<own>.*\S)\s+(?:areas?|surroundings|valley|territory|tract area|sub-?township|region area)$", re.IGNORECASE
)
_PART = re.compile(
    r"^(?:the\s+)?(?:(?:far|rural|urban|downtown|parts? of)\s+)*"
    r"(?:(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?|central|rural|urban|downtown|upper|lower|parts? of)\s+"
    r"(?P<own>\S.*)$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\s+(?:and|&)\s+|\s*;\s*|\s+နှင့်\s+")
_PLURAL = re.compile(
    r"\s+(?:villages|townships|wards|towns|districts|regions|states|tracts|areas)(?=$|\s*\()", re.IGNORECASE
)
_PLURAL_UNIT = re.compile(r"\s+(township|district|region|state)s$", re.IGNORECASE)
_UNITS = re.compile(r"\s(?:townships|districts|regions|states)(?=$|\s*\()", re.IGNORECASE)
_NUMBERED = re.compile(
    r"^(?:ward|quarter)\s*(?:no\.?|number)?\s*\(?(\d{1,2})\)?$|^no\.?\s*\(?(\d{1,2})\)?\s*(?:ward|quarter)$",
    re.IGNORECASE,
)

# "Hsenwi (also known as Theinni, 40 km northeast of Lashio)" has two names, and the rest says where it is.
_ALSO = re.compile(
    r"\s*\((?:also (?:known|called|spelled|written) as|a\.?k\.?a\.?|or|formerly)\s+([^(),]+)[^()]*\)", re.IGNORECASE
)

# "Bago Region's Thayawady District": what stands before the possessive lies around what stands behind it.
_OWNED = re.compile(r"^(?P<beside>.*\w)(?:['\u2019]s|(?<=s)['\u2019])\s+(?P<own>[A-Z].*)$")

# A comma inside brackets parts nothing.
_BREAK = re.compile(r"[,\u104a\u104b](?![^(]*\))")
_BURMESE_BREAK = re.compile(r"(?<=မြို့နယ်)\s*|(?<=တိုင်းဒေသကြီး)\s*|(?<=ပြည်နယ်)\s*|(?<=ခရိုင်)\s*|\s+")


class Described(NamedTuple):
    """A place as a report describes it.

    Attributes
    ----------
    names : tuple of str
        The name, or the names where it speaks of several places; none where it names only what lies around.
    beside : tuple of str
        Names of what it lies in, as the text says it.
    kind : str
        ``place``: it happened there. ``thing``: at something that stands there or bears the name (a monastery, a camp).
        ``near``: not there, but not far. ``part``: somewhere in it.
    listed : tuple of str
        All names, where the text can also be read as a list of units: "Pale, Kanbalu and Khin-U townships".
    """

    names: tuple[str, ...]
    beside: tuple[str, ...]
    kind: str
    listed: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 16)
def described(text: str) -> Described:
    """Take a description apart; a plain name comes back as itself."""
    text = " ".join(text.strip().strip("\"'“”‘’").replace("[", "(").replace("]", ")").split())
    text = _ALSO.sub(r" (\1)", text)
    if is_burmese(text):
        return _burmese(text)
    head, *beside = [part.strip() for part in _BREAK.split(text) if part.strip()] or [""]
    if beside and _SEVERAL.search(beside[-1]) and not (_NEAR.match(beside[-1]) or _BETWEEN.search(beside[-1])):
        listed = tuple(name for part in [head, *beside] for name in _several(_PLURAL.sub("", part)))
        if _UNITS.search(beside[-1]):
            return _around(head, tuple(beside))._replace(listed=listed)
        # "Thin Taw, Zaw Chaung and Ma Gyi Kone" is a list, and no place beside another.
        return Described(listed, (), "place")
    head, beside = _finest_first(head, beside)
    head = _NEARBY.sub("", head)
    for pattern in (_OWNED, _INSIDE):
        inside = pattern.match(head) if not _NEAR.match(head) and "(" not in head else None
        if inside is not None:
            head, beside = inside["own"], [inside["beside"], *beside]
    beside = [_NEARBY.sub("", part) for part in beside]
    if _COUNTED.match(head):
        return Described((), tuple(beside), "part") if beside else Described((), (), "part")
    return _around(head, tuple(beside))


def _finest_first(head: str, beside: list[str]) -> tuple[str, list[str]]:
    """What is named, and what it lies in, also where the widest comes first: "Sagaing Region, Pale Township".

    Here only words for a level tell; "Sagaing, Pale" takes the gazetteer (`tollbook.places.resolving.told_of`).
    """
    parts = [head, *beside]
    ranks = [_RANK[without_level(part)[1]] for part in parts]
    finest = min((rank for rank in ranks[1:] if rank >= 0), default=ranks[0])
    if finest >= ranks[0]:
        return head, beside
    own = ranks.index(finest)
    return parts[own], parts[:own] + parts[own + 1 :]


def _around(head: str, beside: tuple[str, ...]) -> Described:
    near = _NEAR.match(head)
    if near is not None:
        return Described(_several(near["own"]), beside, "near")
    line = _LINE.match(head)
    if line is not None:
        return Described(_several(line["own"]), beside, "near")
    thing = _THING.match(head)
    if thing is not None:
        return Described(_several(thing["own"]), beside, "thing")
    area = _AREA.match(head)
    if area is not None:
        return Described(_several(area["own"]), beside, "thing")
    return Described(_several(head), beside, "place")


def part_of(name: str) -> str:
    """What a name speaks of a part of: "western Khin-U Township" gives "Khin-U Township"; else ''."""
    found = _PART.match(name)
    return found["own"] if found else ""


def _several(text: str) -> tuple[str, ...]:
    parts = [part.strip() for part in _SEVERAL.split(text) if part.strip()]
    if len(parts) < 2:
        return (_plainly(_PLURAL_UNIT.sub(r" \1", text)),)
    return tuple(_plainly(_PLURAL.sub("", part)) for part in parts)


def _plainly(name: str) -> str:
    numbered = _NUMBERED.match(name)
    return f"No ({numbered[1] or numbered[2]}) Ward" if numbered else name


def _blanks(text: str) -> list[str]:
    return _BURMESE_BREAK.split(text) if is_burmese(text) else [text]


_RANK = {"village": 0, "ward": 0, "village tract": 1, "town": 2, "township": 3, "district": 4, "state": 5, "": -1}


def _burmese(text: str) -> Described:
    """A description in Burmese script, where what lies around comes first: township, then village."""
    parts: list[str] = []
    for part in (part for piece in _BREAK.split(plain(text)) for part in _blanks(piece.strip()) if part):
        # A level word may be set apart by a blank.
        if parts and part in LEVEL_WORDS:
            parts[-1] += part
        elif len(parts) > 1 and "ဘက်" in part:
            # On a side of something: it lies outside of it.
            parts.pop()
        else:
            parts.append(part)
    if len(parts) < 2:
        return Described(tuple(parts), (), "place")
    ranks = [_RANK[without_level(part)[1]] for part in parts]
    if max(ranks) < 0:
        return Described(("".join(parts),), (), "place")
    own = min(range(len(parts)), key=lambda i: (ranks[i], -i))
    # Words without a level before the finest one belong to its name: a name may be written with blanks.
    around = [part for i, part in enumerate(parts) if ranks[i] > ranks[own]]
    name = "".join(part for i, part in enumerate(parts) if ranks[i] <= ranks[own])
    return Described((name,), tuple(around), "place")
