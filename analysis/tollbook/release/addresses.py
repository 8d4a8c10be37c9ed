"""Whether the address of a report spells a place below a township: a village, a ward, a camp, a monastery by its name.

An address in a list of sources is text that anyone reads. "…/airstrike-on-(a village)-kills-ten" says in a public brief
what its table keeps back. Compared are the words behind the host, in runs of up to six, with the names of the
settlements of the townships that the report's claims lie in, by their letters and by their sound; and with the claims'
own names of places. Whatever a township or anything coarser is called is public.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from urllib.parse import unquote, urlsplit

import pandas as pd
from rapidfuzz.distance import Levenshtein

from tollbook import places
from tollbook.places import forms, index
from tollbook.places.burmese import is_burmese
from tollbook.places.folding import fold
from tollbook.places.sounding import frame, sound
from tollbook.release.scan.clearing import views
from tollbook.release.scan.rules import codes, contacts, coordinates

#: Letters that a name must have: to be compared by its letters, by its sound, where only the state is known, by the
#: frame of its sound (claims' own names), and in Burmese (signs).
LEAST, LEAST_SOUND, LEAST_WIDE, LEAST_FRAME, LEAST_BURMESE = 4, 5, 7, 5, 6
#: Words that a name may be written in.
RUN = 6


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: English words that are a name of a village or a word of one, or sound like one: alone, or with others of these, they
#: name nothing ("than", "done", "ground", "the in" for Thein). Found by comparing the gazetteer with English texts.
_COMMON = _words(
    """
    a added alarm allow alone along also an and area arson art as assume at away bag ban bang bar bat be become
    being bin bit bone bound buddhist but by called came camp campaign can cancel car catching center central
    chain char chat checking chinese color come command common compound concern concert contain content count
    counting couple court daily dan dark data day days de dead deep den di dim do don done down dry due east end
    facing failing falling far fat for found four from full gate get go gold gone great ground gun had hall ham
    hand has hat he helper her hill him hint his hit hole home hoping hot how human i if import in ink inter is
    it its jam jar june kate key la lake later latter law lay lease led lesser lets letter line lit lone long
    looking low lower machine made main male man manner many mark marked marker market mat matter may me meaning
    meet men met meta mid middle mile min mine minor mit monks monthly moon more much my name named narrow navy
    near needing net new newer news night no nob non none noon north not now nun oil old on one or other our out
    outcome own packed paint panel paper park part party pause pay phone pin pine ping pint plat poke pong port
    power print pulling put raising ram ran rat raw ring rock run safer sale same sane saw say sea second see
    set settled shadow she shop shot show silent sin since sing single site so son south sub sum sun take taken
    talk tan tank tap tar target team ten than that the theme then these they thin thing this time tin to today
    tone too top torched town township twin two up upper us var waiting wanna wanting war warning was watt way
    we welcome west whether who win with won yet you young your zone zoo
    """
)
#: Kinds of places whose name stands before them ("… village") or behind them ("village of …").
_KINDS = _words(
    """
    camp camps church clinic hamlet hospital hospitals market monasteries monastery mosque orphanage pagoda quarter
    school schools shelter temple tract village villages ward
    """
)
#: Words that stand between a name and its kind.
_BETWEEN = _words(
    "basic displaced displacement high idp idps middle people persons primary private public refugee refugees"
)
#: What follows the name of a unit that is public.
_UNITS = _words("township townships tsp district state region division zone province")
#: What a coder writes around a name.
_AROUND = re.compile(
    r"^(?:(?:near|outside|around|inside|between|the|in|at|north|south|east|west|\w+ern)\s+)+"
    r"|\s+(?:villages?|village tract|tract|town|city|wards?|quarters?|camps?|idp|area|monastery|monasteries|pagoda"
    r"|church|mosque|temple|schools?|hospitals?|clinics?|market|mine|hamlet)$",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:[,;/&()]|\band\b)\s*")
_WORD = re.compile(r"[^\W\d_]+")
#: A ward that has a number for its name.
_NUMBERED = re.compile(r"(?<![^\W_])(?:(?:ward|quarter)\W*(?:no\W*)?\d+|\d+(?:st|nd|rd|th)?\W*(?:ward|quarter)(?!s))")


def names_a_place(url: str, townships: Iterable[str], names: Iterable[str] = ()) -> str:
    """Whether the address of a report spells a place below a township.

    Parameters
    ----------
    url : str
        Percent signs are undone; the host is left aside.
    townships : iterable of str
        p-codes of the townships that the report's claims lie in. A code of a district or state, or none at all, says
        that no more is known: then only names of `LEAST_WIDE` letters or more count, of the state or the country.
    names : iterable of str
        Names of villages, towns and sites as the claims have them.

    Returns
    -------
    str
        The name as the address spells it, in small letters; empty where none was found.

    Raises
    ------
    GazetteerError
        The gazetteer can't be read: then nobody knows, and nothing may be passed on.
    """
    text = _text(url)
    words = tuple(_WORD.findall(_latin(text)))
    units = tuple(sorted({_unit(code) for code in townships if code})) or (places.COUNTRY,)
    own = _own(tuple(sorted(set(names))))
    for length in range(min(RUN, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            run, after = words[at : at + length], words[at + length : at + length + 1]
            if _is_name(run, units, own) and not _UNITS.intersection(after):
                return " ".join(run)
    return _beside_its_kind(words) or _numbered(text) or _in_burmese(text, units, own)


def tells_a_point(url: str) -> bool:
    """Whether the address of a report has coordinates or a p-code finer than a township in it."""
    return any(True for text in views(url) for find in (coordinates.find, codes.find) for _ in find(text))


def reaches_somebody(url: str) -> bool:
    """Whether the address of a report is a person's, a group's or a channel's, or has a number or mail in it."""
    finders = (contacts.phones, contacts.mails, contacts.messaging)
    texts = views(url)
    # A number that follows a slash is the day or the number of an article, unless it alone is written like one.
    parts = [part for text in texts for part in text.split("/")]
    return any(True for text in [*texts, *parts] for find in finders for _ in find(text))


def withheld(claims: pd.DataFrame) -> dict[str, str]:
    """The addresses of a table of claims that spell a place below a township.

    Parameters
    ----------
    claims : DataFrame
        With ``url, pcode, place_name, place_level, incident_id``.

    Returns
    -------
    dict of str to str
        By address the name that was found. An incident's names count for all of its reports, which spell it otherwise.
    """
    codes: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    of_incident: dict[str, set[str]] = defaultdict(set)
    incidents: dict[str, set[str]] = defaultdict(set)
    columns = [claims[name].astype(str) for name in ("url", "pcode", "place_name", "place_level", "incident_id")]
    for url, code, name, level, incident in zip(*columns, strict=True):
        codes[url].add(code)
        incidents[url].add(incident)
        if level in ("village", "town"):
            names[url].add(name)
            of_incident[incident].add(name)
    found = {
        url: names_a_place(url, codes[url], names[url].union(*(of_incident[one] for one in incidents[url] if one)))
        for url in codes
        if url
    }
    return {url: name for url, name in found.items() if name}


def _text(url: str) -> str:
    """What stands behind the host, with percent signs undone, in one form and small letters."""
    for _ in range(3):
        url = unquote(url)
    url = "".join(sign for sign in url if unicodedata.category(sign) != "Cf")
    parts = urlsplit(url if "://" in url else f"//{url}")
    return unicodedata.normalize("NFKC", f"{parts.path} {parts.query} {parts.fragment}").casefold()


def _latin(text: str) -> str:
    """A text without the accents of its letters."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not "\u0300" <= sign <= "\u036f")


def _unit(code: str) -> str:
    """The township of a code; its state where it is coarser; the country where nothing is known of it."""
    unit = places.unit(code)
    return unit.township or unit.state or places.COUNTRY


def _is_name(run: tuple[str, ...], units: tuple[str, ...], own: frozenset[str]) -> bool:
    """Whether words are the name of a settlement of these units, or one of the claims' own names."""
    letters = fold("".join(run))
    if len(letters) < LEAST or _is_public(letters) or all(word in _COMMON or _is_public(word) for word in run):
        return False
    heard = sound(letters)
    if letters in own or (len(letters) >= LEAST_SOUND and heard in own):
        return True
    if len(letters) >= LEAST_FRAME and f"~{frame(heard)}" in own and not _sounds_public(letters, units):
        return True
    return any(_lies_in(letters, heard, unit) for unit in units)


def _lies_in(letters: str, heard: str, unit: str) -> bool:
    """Whether a settlement of a unit is called so."""
    spelled, sounding, towns = _settlements(unit)
    if letters in spelled and len(letters) >= (LEAST_WIDE if not sounding else LEAST):
        return bool(sounding) or not _sounds_public(letters, (unit,))
    near = heard in sounding and len(letters) >= LEAST_SOUND
    # Towns are few, and well known by several spellings: one letter more or less is the same name.
    near |= len(letters) >= LEAST_WIDE and any(
        Levenshtein.distance(letters, town, score_cutoff=1) < 2 for town in towns
    )
    return near and not _sounds_public(letters, (unit,))


@cache
def _settlements(unit: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Letters and sounds of the names of a township's settlements, letters of its towns; of a larger unit letters."""
    known = index.small()
    at = known.stretch(unit)
    # A form without letters of its own (its fold begins with "~") is known by its sound alone.
    spelled = frozenset(known.fold[i] for i in at if not known.fold[i].startswith("~"))
    if places.unit(unit).level != "township":
        return spelled, frozenset(), frozenset()
    sounding = frozenset(known.sound[i] for i in at if len(known.fold[i]) >= LEAST_SOUND)
    towns = frozenset(known.fold[i] for i in at if known.level[known.row[i]] == "town")
    return spelled, sounding, frozenset(town for town in towns if not _is_public(town))


@cache
def _public() -> frozenset[str]:
    return frozenset(index.coarse().fold) | {fold(people) for people in forms.PEOPLES}


def _is_public(letters: str) -> bool:
    """Whether a township or anything coarser, or a people, is called so."""
    return letters in _public()


def _sounds_public(letters: str, units: tuple[str, ...]) -> bool:
    """Whether a spelling is near the name of a township, district or state of the state that a unit lies in."""
    return any(frame(sound(letters)) in _frames(places.unit(unit).state) for unit in units)


@cache
def _frames(state: str) -> frozenset[str]:
    known = index.coarse()
    return frozenset(known.frame[i] for i in range(len(known.frame)) if known.entry(i).lies_in(state or places.COUNTRY))


@lru_cache(maxsize=1 << 12)
def _own(names: tuple[str, ...]) -> frozenset[str]:
    """Letters, sounds and, behind a "~", frames of the claims' own names, without what is written around them."""
    found = set()
    for name in names:
        for part in _PARTS.split(name):
            bare = _bare(part)
            for form in forms.forms(bare) if bare and not _COMMON.issuperset(bare.casefold().split()) else ():
                if len(form.fold) >= LEAST and not form.fold.startswith("~") and not _is_public(form.fold):
                    found |= {form.fold, form.sound, f"~{form.frame}"}
    return frozenset(found)


def _bare(name: str) -> str:
    """A name without words for its kind behind it and for where near it before it."""
    while (shorter := _AROUND.sub("", name.strip())) != name:
        name = shorter
    return name


def _beside_its_kind(words: tuple[str, ...]) -> str:
    """Words of names of settlements that stand beside a word for a kind of place."""
    for at, word in enumerate(words):
        if word in _KINDS:
            before = _named(reversed([one for one in words[:at] if one not in _BETWEEN]))
            behind = _named(iter(words[at + 2 :])) if words[at + 1 : at + 2] == ("of",) else ()
            for run in (before[::-1], behind):
                if run and not _is_public(fold("".join(run))):
                    return " ".join(run)
    return ""


def _named(words: Iterator[str]) -> tuple[str, ...]:
    """The first words, as far as they are words of names of settlements and not common or public ones."""
    run: list[str] = []
    for word in words:
        if len(run) == RUN or word not in _syllables() or word in _COMMON or _is_public(word):
            break
        run.append(word)
    return tuple(run) if sum(map(len, run)) >= LEAST else ()


@cache
def _syllables() -> frozenset[str]:
    """All words that names of settlements are made of."""
    return frozenset(word for name in index.small().name for word in _WORD.findall(name.casefold()))


def _numbered(text: str) -> str:
    found = _NUMBERED.search(text)
    return " ".join(re.findall(r"[^\W_]+", found.group())) if found else ""


def _in_burmese(text: str, units: tuple[str, ...], own: frozenset[str]) -> str:
    """A name in Burmese letters, which stand without blanks: as a run of signs that no mark continues."""
    if not is_burmese(text):
        return ""
    run = fold(text)
    for name in sorted({name for name in own if is_burmese(name)}) + [one for unit in units for one in _burmese(unit)]:
        if len(name) < LEAST_BURMESE:
            continue
        at = run.find(name)
        if at >= 0 and not unicodedata.category((run + " ")[at + len(name)]).startswith("M"):
            return name
    return ""


@cache
def _burmese(unit: str) -> tuple[str, ...]:
    """Burmese names of a unit's settlements that no township or anything coarser bears; long ones of a large unit."""
    known = index.small_burmese()
    least = LEAST_BURMESE if places.unit(unit).level == "township" else 2 * LEAST_BURMESE
    names = {known.fold[i] for i in known.stretch(unit)}
    return tuple(sorted(name for name in names if len(name) >= least and not _is_public(name)))
