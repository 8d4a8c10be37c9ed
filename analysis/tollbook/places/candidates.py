"""Which places a name may mean, and how alike the names are: ranked candidates, inside a part of the country."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tollbook.places.burmese import is_burmese
from tollbook.places.folding import without_level
from tollbook.places.forms import Form, form, forms, second_name
from tollbook.places.gazetteer import LEVELS
from tollbook.places.index import COARSE, Bucket, Entry, Names, coarse, small, small_burmese, towns, unusual
from tollbook.places.sounding import opposite

ALL = frozenset(LEVELS)

#: Names of at least this score are spelled, or at least sound, the same.
SAME = 0.97

#: A sound of fewer signs than this proves nothing: "Pan" sounds like "Hpa-An".
SHORT = 4

#: Where so many places of a state have the frame of a name, no other one is looked for: it isn't any of them for sure.
ENOUGH = 5

#: How many candidates are kept; a person who has to choose reads no more.
KEPT = 10

_CODE = re.compile(r"MMR(\d{3}([DS]?\d{3}(\d{3}(\d{3})?)?)?)?|\d{5,7}", re.IGNORECASE)

# Of two alike names, what the sound says weighs most: letters differ by system, and a frame may join two names.
_WEIGHTS = np.array([0.2, 0.4, 0.4])

# No form below this is a candidate, nor one this far below the best.
_LEAST, _SPREAD = 0.5, 0.25

# What a quarter does to the score: one that the report doesn't say leaves a tie between all; another one excludes.
_UNSAID, _MISSING, _OTHER = 0.01, 0.06, 0.3


class Candidate(NamedTuple):
    """One place that a name may mean.

    Attributes
    ----------
    entry : Entry
    score : float
        How alike the two names are, 0 to 1; 1 where they have the same letters.
    """

    entry: Entry
    score: float


def is_code(text: str) -> bool:
    """Whether a text has the form of a p-code; whether there is such a place is another question."""
    return _CODE.fullmatch(text) is not None


def bearers(name: str, levels: frozenset[str] = ALL, units: Iterable[str] = ("",)) -> list[Candidate]:
    """The places whose names are like a name, the likest first.

    Parameters
    ----------
    name : str
        A name, perhaps with a word for its level, in Latin or Burmese letters.
    levels : frozenset of str
        The levels that may be meant.
    units : iterable of str
        Codes of the townships or states to look in; '' is the whole country.

    Returns
    -------
    list of Candidate
        At most four times `KEPT`, each place once.
    """
    return list(_bearers(name, levels, tuple(units)))


@lru_cache(maxsize=1 << 15)
def _bearers(name: str, levels: frozenset[str], units: tuple[str, ...]) -> tuple[Candidate, ...]:
    asked, word = _asked(name)
    found: dict[str, Candidate] = {}
    for own, allowed in asked:
        for index, kept in _indexes(own, levels & allowed):
            for unit in units:
                for at, score in _alike(index, _asked_forms(own, index), "" if index is coarse() else unit):
                    entry = index.entry(at)
                    # "Pinlaung Township" names no town.
                    score -= _MISSING if allowed is ALL and word and entry.level not in _MEANT[word] else 0.0
                    # A report that means a unit of the Wa writes its name; another name that sounds so is more likely.
                    score -= _MISSING if score < 1.0 and entry.pcode in unusual() else 0.0
                    if entry.level in kept and (entry.pcode not in found or found[entry.pcode].score < score):
                        found[entry.pcode] = Candidate(entry, round(score, 3))
    ranked = sorted(found.values(), key=lambda one: (-one.score, LEVELS.index(one.entry.level), one.entry.pcode))
    return tuple(ranked[: 4 * KEPT])


def _asked(name: str) -> tuple[list[tuple[str, frozenset[str]]], str]:
    """The name as it stands, at any level, and without the word for its level, at that level; and the level."""
    own, word = without_level(name)
    return [(name, ALL), *([(own, _MEANT[word])] if word else [])], word


def _asked_forms(name: str, index: Names) -> tuple[Form, ...]:
    """The forms of a name that is asked for: without the second of two names, which may be another place's.

    A village's name is compared without its quarter, so that what is said before it counts: "Pinlaung Lay (West)" isn't
    "Pinlaung Gyi (West)". A unit's quarter is a part of its name.
    """
    kept = tuple(one for one in forms(name) if one.fold not in _second(name))
    apart = tuple(one for one in kept if one.quarter and not one.fold.startswith("~"))
    return apart if apart and index.signs > 1 else kept


@lru_cache(maxsize=1 << 14)
def _second(name: str) -> frozenset[str]:
    inner = second_name(name)
    return frozenset({form(inner).fold}) if inner else frozenset()


# What a level word covers: reports call a ward's place a village, a tract a village, a quarter a town's.
_MEANT = {
    "village": frozenset({"village", "village tract", "ward"}),
    "village tract": frozenset({"village tract", "village"}),
    "ward": frozenset({"ward", "village"}),
    "town": frozenset({"town"}),
    "township": frozenset({"township"}),
    "district": frozenset({"district"}),
    "state": frozenset({"state"}),
}


def _indexes(name: str, levels: frozenset[str]) -> list[tuple[Names, frozenset[str]]]:
    held = [(coarse(), levels & COARSE)] if levels & COARSE else []
    fine = levels - COARSE
    if is_burmese(name):
        return [*held, (small_burmese(), fine)] if fine else held
    return [*held, (towns() if fine == {"town"} else small(), fine)] if fine else held


def _alike(index: Names, asked: Sequence[Form], unit: str) -> list[tuple[int, float]]:
    """Positions of the forms that are like one of a name's forms, with their scores; those far below the best not."""
    found: dict[int, float] = {}
    for one in asked:
        for at, score in _scored(index, one, unit):
            if score > found.get(at, 0.0):
                found[at] = score
    best = max(found.values(), default=0.0)
    return [(at, score) for at, score in found.items() if score >= best - _SPREAD]


def _scored(index: Names, asked: Form, unit: str) -> list[tuple[int, float]]:
    held = _to_compare(index, asked, unit)
    if not held.at:
        return []
    # A frame joins what sounds tell apart, so where frames differ much, sounds and letters need not be compared.
    framed = _like(asked.frame, held.frame)
    maybe = np.flatnonzero(framed >= max(_LEAST, float(framed.max()) - 2 * _SPREAD)).tolist()
    sounds = [held.sound[i] for i in maybe]
    heard = _WEIGHTS[1] * _like(asked.sound, sounds) + _WEIGHTS[2] * framed[maybe]
    scores = _weighed(asked, [held.fold[i] for i in maybe], sounds, heard)
    # A village's quarter may be left out; that of a unit belongs to its name.
    missing = _MISSING if index.signs > 1 else _OTHER
    scores = scores - _by_quarter(asked.quarter, [held.quarter[i] for i in maybe], missing)
    best = np.flatnonzero(scores >= max(_LEAST, float(scores.max(initial=0.0)) - _SPREAD)).tolist()
    return [(held.at[maybe[i]], _unless_opposite(asked, held, maybe[i], float(scores[i]))) for i in best]


def _unless_opposite(asked: Form, held: Bucket, at: int, score: float) -> float:
    """The score, less where the two names differ in an opposite; only what looks like the name needs the question."""
    return score - _OTHER if score > 0.7 and opposite(asked.sound, held.sound[at]) else score


def _to_compare(index: Names, asked: Form, unit: str) -> Bucket:
    """In a township all forms; in anything wider those that begin alike, or the same ones where they are enough."""
    if len(unit) == len("MMR000000"):
        return index.bucket(index.stretch(unit))
    if index.signs > 1:
        around = index.stretch(unit)
        same = [at for at in index.framed(asked.frame) if at in around]
        if len(same) >= (ENOUGH if unit else 1):
            return index.bucket(same)
    return index.beginning(asked.frame, unit)


def _like(one: str, others: list[str]) -> npt.NDArray[np.float64]:
    """How like each of some texts one text is, 0 to 1; 0 where it is less than 0.4."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cdist

    found = cdist([one], others, scorer=Levenshtein.normalized_similarity, score_cutoff=0.4, dtype=np.float32)
    return np.asarray(found[0], dtype=np.float64)


def _weighed(
    asked: Form, folds: list[str], sounds: list[str], heard: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """The scores of some forms from what was heard of them and from their letters."""
    letters = _like(asked.fold, folds)
    out: npt.NDArray[np.float64] = np.round(_WEIGHTS[0] * letters + heard, 3)
    # The same sound is the same name, however many letters a system spends on it.
    same = np.array([len(asked.sound) >= SHORT and sound == asked.sound for sound in sounds], dtype=bool)
    out[same] = np.maximum(out[same], SAME + 0.03 * letters[same])
    out[letters >= 1.0] = 1.0
    return out


def _by_quarter(asked: str, held: Sequence[str], missing: float) -> npt.NDArray[np.float64]:
    if not asked:
        return np.array([_UNSAID if quarter else 0.0 for quarter in held])
    return np.array([0.0 if quarter == asked else _OTHER if quarter else missing for quarter in held])


def namesakes(name: str, levels: frozenset[str] = ALL) -> list[Entry]:
    """All places of the country that bear a name: by its letters, or else by its sound.

    Returns
    -------
    list of Entry
        In the order of their codes. Places that a quarter tells apart ("Chaung Ma (West)") only where the name says the
        same quarter.
    """
    found: dict[str, tuple[bool, Entry]] = {}
    asked, _ = _asked(name)
    for own, allowed in asked:
        for index, kept in _indexes(own, levels & allowed):
            for one in _asked_forms(own, index):
                for at in index.framed(one.frame):
                    heard = index.sound[at] == one.sound and len(one.sound) >= SHORT
                    same = (heard or index.fold[at] == one.fold) and index.quarter[at] == one.quarter
                    if same and index.entry(at).level in kept:
                        spelled = index.fold[at] == one.fold
                        known = found.get(index.entry(at).pcode, (False, None))[0]
                        found[index.entry(at).pcode] = (spelled or known, index.entry(at))
    exact = any(spelled for spelled, _ in found.values())
    return sorted((entry for spelled, entry in found.values() if spelled or not exact), key=lambda e: e.pcode)
