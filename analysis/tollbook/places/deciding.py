"""What one name is: a unit of the country, a place in a township, a place in a state; or not certain.

The rules stand in docs/places.md, with what was measured of them. They err on one side: a name that two places may bear
is never given to the likelier one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from tollbook.places.alternatives import is_alternative
from tollbook.places.candidates import ALL, SAME, Candidate, bearers, namesakes
from tollbook.places.describing import Described, part_of
from tollbook.places.folding import fold, without_level
from tollbook.places.forms import form, forms, second_name
from tollbook.places.index import COARSE, Entry, entry_of
from tollbook.places.surroundings import Surroundings

#: What may be meant by a name that is asked for as a town's: reports call a ward, and a large village, a town.
TOWN = frozenset({"town", "ward", "village tract", "village"})

#: Inside one township a name is a place's from this score on, if the next one is this far below.
SURE_IN_TOWNSHIP, APART_IN_TOWNSHIP = 0.8, 0.08

#: Inside a state a name is a unit's (a township's, a town's ...) from this score on, if the next one is this far below.
SURE_OF_UNIT, APART_OF_UNIT = 0.72, 0.12

#: The list of towns is not whole as that of townships is: a name that is a little like a town's may be another town's.
SURE_OF_TOWN = 0.85

_WIDE = frozenset({"district", "state", "country"})

#: A candidate that is less like the name than this isn't worth a person's time.
LEAST = 0.55

# A village of so many syllables, borne in so few townships of the country, has a name rare enough to be known by it in
# its state, if no other there comes near. Both were set on collected names; see docs/places.md.
_LONG, _RARELY = 4, 1

# For doubting a report that names another township, a less rare name is enough.
_DOUBT = (3, 2)


#: In a state a name must stand further apart from the next one than in a township.
_APART_IN_STATE = 0.25

# So many villages of one name around make a bare name theirs as much as a township's.
_MANY = 6

# So many townships are looked through one by one; more are looked through as the state that they lie in.
_FEW = 3


class Answer(NamedTuple):
    """One answer: the code and how it was found, what else may be meant, and why, in a sentence."""

    pcode: str
    level: str
    how: str
    candidates: tuple[Candidate, ...]
    why: str


def answered(pcode: str, level: str, how: str, why: str, others: Iterable[Candidate] = ()) -> Answer:
    """An answer that stands."""
    return Answer(pcode, level, how, tuple(others), why)


def none(why: str = "The gazetteer has no place whose name is like it.") -> Answer:
    """No answer, and nothing to choose from."""
    return Answer("", "", "none", (), why)


def unsure(candidates: Iterable[Candidate], why: str) -> Answer:
    """No answer, but candidates for a person to choose from; where there are none, `none`."""
    kept = tuple(candidates)
    return Answer("", "", "unsure", kept, why) if kept else none()


def of_name(name: str, told: Described, allowed: frozenset[str], where: Surroundings) -> Answer:
    """The answer for one of the names in a description; by a second name in brackets where the first leads nowhere."""
    answer = _of_first_name(name, told, allowed, where)
    second = second_name(name)
    if not second or (answer.how in ("exact", "sure") and answer.pcode != where.township):
        return answer
    if any(one.score >= SURE_OF_UNIT for one in answer.candidates):
        return answer
    word = without_level(name)[1]
    other = _of_first_name(f"{second} {word}".strip(), told, allowed, where)
    return other if other.pcode or not answer.pcode else answer


def _of_first_name(name: str, told: Described, allowed: frozenset[str], where: Surroundings) -> Answer:
    answer = _as_unit(name, told, allowed, where)
    if answer is not None:
        return answer
    part = part_of(name)
    if part:
        answer = _as_unit(part, told._replace(kind="part"), allowed, where)
        if answer is not None:
            return answer
    if where.unknown and not where.township:
        return unsure(_inside(name, allowed, where), f"The gazetteer has no unit called {where.unknown[0]!r}.")
    if where.township:
        return _in_township(name, told, allowed - COARSE, where.township)
    return _in_state(name, told, allowed, where)


def _inside(name: str, levels: frozenset[str], where: Surroundings) -> list[Candidate]:
    """Candidates in the units around, the likest first."""
    units = sorted(where.townships) if len(where.townships) <= _FEW else [where.state]
    found = bearers(name, levels - COARSE, units) if levels - COARSE else []
    if levels & COARSE and not (found and found[0].score >= SAME):
        found = sorted([*found, *bearers(name, levels & COARSE, units)], key=lambda one: -one.score)
    return [one for one in found if one.score >= LEAST and where.holds(one.entry.pcode, one.entry.township)]


def _as_unit(name: str, told: Described, allowed: frozenset[str], where: Surroundings) -> Answer | None:
    """The answer where the name is a town's, township's, district's, state's or the country's; None where it is not."""
    word = without_level(name)[1] or ("town" if allowed == TOWN else "")
    levels = allowed & (COARSE | {"town"})
    if not levels or word in ("village", "village tract", "ward"):
        return None
    bare = bool(allowed - COARSE - {"town"}) and not word
    named = _called(name, levels, allowed, where) if bare else bearers(name, levels, (where.state,))
    found = [one for one in named if _may_be(one, where) and _agrees(name, one.entry)]
    if word in ("town", "township") and "township" in allowed and not (found and found[0].score >= SAME):
        # A list may lack the town, or know a sub-township only by its town: either way the township is certain.
        towns = _townships_of(bearers(without_level(name)[0], frozenset({"town"}), (where.state,)), where)
        found = [one for one in towns if _agrees(name, one.entry)] or found
    least = SURE_OF_TOWN if found and found[0].entry.level == "town" else SURE_OF_UNIT
    if not found or found[0].score < (least if where.state else SAME):
        return None
    if where.unknown and not where.state:
        return unsure(found, f"The gazetteer has no unit called {where.unknown[0]!r}.")
    return _one_unit(name, told, found, word, where)


def _called(name: str, levels: frozenset[str], allowed: frozenset[str], where: Surroundings) -> list[Candidate]:
    """Units that bear a bare name: one that is only like a unit's may be a village's that no list has."""
    units = namesakes(name, levels)
    if units and not where.township and _is_villages_too(name, units, allowed, where):
        return []
    # "Dagon Myothit (Seikkan)" is a name as it stands, though its brackets alone are another township's.
    whole = [entry for entry in units if "(" in name and fold(entry.name) == fold(name)]
    return [Candidate(entry, 1.0) for entry in whole or units]


def _is_villages_too(name: str, units: list[Entry], allowed: frozenset[str], where: Surroundings) -> bool:
    """Whether a bare name is as likely a village's as a unit's.

    A village that is spelled just so is as likely as a unit that only sounds so; of a name that many villages of the
    state bear, such as Myo Thit ("new town"), a unit is only one of the bearers.
    """
    villages = [one for one in namesakes(name, allowed - COARSE - {"town"}) if where.holds(one.pcode, one.township)]
    spelled = {entry.pcode for entry in villages if fold(entry.name) == fold(name)}
    heard = not any(fold(entry.name) == fold(name) or is_alternative(name, entry.pcode) for entry in units)
    return (heard and bool(spelled)) or (where.state != "" and len(spelled) >= _MANY)


_INNER = re.compile(r"\(([^()]+)\)")


def _agrees(name: str, entry: Entry) -> bool:
    """Whether a unit agrees with what is said behind or before its name.

    "Dagon (North)" is not Dagon: a quarter or number that is said has to be the unit's own. A state or zone in brackets
    is what a place lies in, or whose people live there, and never the place: "Khin Inn Gyi (Kayin)" is in Bago Region.
    """
    own = without_level(name)[0]
    if fold(own) == fold(entry.name):
        return True
    # A quarter that is only heard ("Mrauk-U") is left out: "~" stands before the letters of such a form.
    said = {one.quarter for one in forms(own) if not one.fold.startswith("~")} - {""}
    if said and not said & {one.quarter for one in forms(entry.name)}:
        return False
    inner = _INNER.search(name)
    around = namesakes(inner[1], _WIDE) if inner else []
    if inner is None or not around:
        return True
    level = frozenset({entry.level})
    only_around = entry in namesakes(inner[1], level) and entry not in namesakes(_INNER.sub("", own), level)
    return not only_around and any(entry.lies_in(one.pcode) for one in around)


def _may_be(one: Candidate, where: Surroundings) -> bool:
    return where.holds(one.entry.pcode, one.entry.township, wide=True)


def _townships_of(found: Iterable[Candidate], where: Surroundings) -> list[Candidate]:
    held = [(entry_of(one.entry.township), one.score) for one in found if one.score >= SAME and _may_be(one, where)]
    return [Candidate(entry, score) for entry, score in held if entry is not None]


_ONLY_LIKE = "Only this unit's name is like it."


def _one_unit(name: str, told: Described, found: list[Candidate], word: str, where: Surroundings) -> Answer | None:
    best = found[0].score
    same = best >= SAME
    close = [one for one in found if one.score >= (max(SAME, best - 0.001) if same else best - APART_OF_UNIT)]
    kept = _meant(close, word, where)
    if len(kept) > 1:
        return unsure(kept, f"{len(kept)} units have this name." if same else "Several names are like it.")
    one = kept[0]
    if one.entry.level == "town" and not word and not where.township:
        # A village that no list has may be called like a town elsewhere in the state.
        return None
    if one.entry.level in _WIDE and not word and where.township and fold(name) != fold(one.entry.name):
        # What lies in a township is no state because it sounds so: "Kha Yin" is not Kayin.
        return None
    if told.kind == "thing" and one.entry.level not in ("town", "township"):
        return unsure(kept, f"Something called after {one.entry.name} need not be there.")
    if told.kind == "near":
        return unsure(kept, f"It was near {one.entry.name}, which may be in a neighbouring township.")
    exact = told.kind == "place" and fold(name) == fold(one.entry.name)
    why = "It is spelled so." if exact else "Only this unit is called so." if same else _ONLY_LIKE
    return answered(one.entry.pcode, one.entry.level, "exact" if exact else "sure", why)


def _meant(close: list[Candidate], word: str, where: Surroundings) -> list[Candidate]:
    """Of units of one name in one another the one that a report means by the bare name.

    A district bears its chief township's name, a town its township's. A report that means the district says so, and
    what happened in the town happened in the township. A state is another matter: "Sagaing" may be either.
    """
    if len(close) == 1 or word:
        return close
    townships = [one for one in close if one.entry.level == "township"]
    states = [one for one in close if one.entry.level in ("state", "country")]
    # What the place lies in is not itself: inside Sagaing Region, "Sagaing" is the township.
    if states and where.state:
        states = [one for one in states if one.entry.pcode != where.state]
    if states:
        return [*states, *townships] if townships or len(states) > 1 else states
    if townships:
        return townships
    towns = [one for one in close if one.entry.level == "town"]
    return towns or close


def _in_township(name: str, told: Described, levels: frozenset[str], township: str) -> Answer:
    """The answer where the township is certain: the place in it, or else the township."""
    if without_level(name)[1] in COARSE:
        return none("No unit of this name is known there.")
    found = [one for one in bearers(name, levels, (township,)) if one.score >= LEAST] if levels else []
    kept = _likest(found, SURE_IN_TOWNSHIP, APART_IN_TOWNSHIP, _means_tract(name, levels))
    place = entry_of(township)
    called = place.name if place else township
    if len(kept) == 1 and told.kind in ("place", "thing"):
        entry = kept[0].entry
        exact = told.kind == "place" and fold(name) == fold(entry.name)
        why = f"Only this place in {called} {'is spelled' if exact else 'sounds'} so."
        return answered(entry.pcode, entry.level, "exact" if exact else "sure", why)
    if told.kind == "near":
        why = f"{called} is named beside it."
    elif kept:
        why = f"{len(kept)} places in {called} may be meant."
    elif elsewhere := _known_elsewhere(name, levels, township):
        return unsure([*elsewhere, *found], f"It is known elsewhere than in {called}, which is named beside it.")
    else:
        why = f"No place in {called} is listed under such a name; the township is named beside it."
    return answered(township, "township", "sure", why, kept or found)


def _means_tract(name: str, levels: frozenset[str]) -> bool:
    return without_level(name)[1] == "village tract" or levels == frozenset({"village tract", "village"})


def _known_elsewhere(name: str, levels: frozenset[str], township: str) -> list[Candidate]:
    """The town or township of this name, or the one rare village, elsewhere in the state: then one of two is wrong."""
    state = township[:6]
    own, word = without_level(name)
    units = namesakes(name, frozenset({"town", "township"}))
    held = [Candidate(entry, 1.0) for entry in units if entry.state == state and entry.township != township]
    if held or not (_is_rare(own, *_DOUBT) or word == "town"):
        return held
    alike = [one for one in bearers(own, levels, (state,)) if one.score >= SAME]
    return alike if len({one.entry.township for one in alike}) == 1 else []


def _likest(found: list[Candidate], least: float, apart: float, tract: bool = False) -> list[Candidate]:
    """The places that the name may be: one where it stands alone, several where they are too near one another."""
    if not found or found[0].score < least:
        return []
    best = found[0].score
    # Two of the same sound are equals, but letter for letter the same is more.
    margin = 0.012 if best >= 1.0 - 0.012 else apart
    return _without_tracts([one for one in found if one.score >= best - margin], tract)


def _without_tracts(close: list[Candidate], tract: bool = False) -> list[Candidate]:
    """The candidates without tracts and wards that only surround one of the others: a tract is named for a village."""
    if tract and any(one.entry.level == "village tract" for one in close):
        return [one for one in close if one.entry.level == "village tract"]
    villages = {(one.entry.township, fold(one.entry.name)) for one in close if one.entry.level == "village"}
    return [
        one
        for one in close
        if one.entry.level == "village" or (one.entry.township, fold(one.entry.name)) not in villages
    ]


def _in_state(name: str, told: Described, allowed: frozenset[str], where: Surroundings) -> Answer:
    """The answer where the township is not known: almost never a place, since villages share their names."""
    found = _inside(name, allowed, where)
    if not found:
        return _elsewhere(name, allowed)
    close = _without_tracts([one for one in found if one.score >= found[0].score - _APART_IN_STATE])
    townships = {one.entry.township for one in close}
    if not where.state or told.kind != "place" or found[0].score < SAME or len(townships) > 1 or not _is_rare(name):
        return unsure(found, _doubt(found))
    if len(close) > 1:
        code = townships.pop()
        return answered(code, "township", "sure", "All places of this name are in this township.", close)
    entry = close[0].entry
    return answered(entry.pcode, entry.level, "sure", _RARE)


def _elsewhere(name: str, allowed: frozenset[str]) -> Answer:
    """Not in what is named beside it: places of just this name elsewhere, since one of the two may be wrong."""
    held = [Candidate(entry, 1.0) for entry in namesakes(name, allowed)]
    return unsure(held, "Places of this name lie elsewhere than what is named beside it.")


_RARE = "Only this place in the state is called so, and the name is rare."


def _is_rare(name: str, syllables: int = _LONG, townships: int = _RARELY) -> bool:
    """Whether a name is long, and borne in few townships of the country: another, unlisted place of it is unlikely."""
    vowels = sum(sign in "aiueocAWIU" for sign in form(name).sound)
    elsewhere = {entry.township for entry in namesakes(name, ALL - COARSE)}
    return vowels >= syllables and len(elsewhere) <= townships


def _doubt(found: list[Candidate]) -> str:
    same = {one.entry.pcode for one in found if one.score >= SAME}
    if len(same) > 1:
        return "Several places are called so; the township beside it would settle it."
    if same:
        return "One place is called so, but villages share their names: the township beside it would settle it."
    return "No place is called so; these names are like it."
