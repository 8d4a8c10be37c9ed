"""Resolving a column of names to p-codes: right or silent, and never by guessing between places of one name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from tollbook.places.alternatives import decisions
from tollbook.places.burmese import in_unicode, is_burmese
from tollbook.places.candidates import ALL, KEPT, SAME, Candidate, bearers, is_code, namesakes
from tollbook.places.deciding import TOWN, Answer, answered, none, of_name, unsure
from tollbook.places.describing import Described, described
from tollbook.places.folding import fold, without_level
from tollbook.places.forms import QUARTERS, quarter_of
from tollbook.places.gazetteer import LEVELS
from tollbook.places.index import COARSE, coarse, entry_of, small
from tollbook.places.ladder import unit
from tollbook.places.naming import names as names_of
from tollbook.places.surroundings import Surroundings, around, surroundings, townships_in

HOW = ("exact", "sure", "unsure", "none")

# What a level in a column of reports covers in the gazetteer: reports call a ward's place a town's, and a tract a
# village; and a list of villages has the tract's name where it lacks the village.
_COVERS = {
    "town": tuple(TOWN),
    "village": ("village", "village tract", "ward"),
    "ward": ("ward", "village", "village tract"),
    "village tract": ("village tract", "village"),
}
_COLUMNS = ["pcode", "level", "how", "candidates", "scores", "why"]


def resolve(
    names: Iterable[str],
    levels: Iterable[str] | str | None = None,
    within: Iterable[str] | str | None = None,
) -> pd.DataFrame:
    """The p-code of each name, and how sure it is.

    Parameters
    ----------
    names : iterable of str, length n
        Names as reports write them, in Latin or Burmese letters (Zawgyi too), perhaps with what they lie in behind a
        comma, or inside a description: "near Tharsi", "17 villages in Khin-U".
    levels : str, set or list of str, or Series, optional
        Levels that may be meant: one or several for all names, or a Series of length n, one a name ('' is any).
    within : str or Series, optional
        Code or name of the unit that the places lie in: one for all names, or a Series of length n ('' is any).

    Returns
    -------
    DataFrame, shape (n, 7), all str
        In the order and under the index of `names`. ``pcode, name, level``: the finest place that is certain, '' where
        none is; where the township is certain and the place in it is not, the township. ``how``: ``exact`` (the
        letters of the gazetteer's name, case and blanks apart, and only one such place), ``sure`` (one place alone can
        be meant), ``unsure`` (several can, or one that isn't certain: a person has to say), ``none``. ``candidates``
        and ``scores``: codes of the other places that may be meant, the likest first, joined by "; ", and how like
        their names are (0 to 1). ``why``: the reason in a sentence.

    Raises
    ------
    ValueError
        A level that does not exist.
    GazetteerError
        A name needs the gazetteer of villages, and it can't be read.

    Notes
    -----
    A person's line in data/reference/place_names.csv comes before all rules.
    """
    given = names if isinstance(names, pd.Series) else pd.Series(list(names), dtype=str)
    asked = list(zip(given.fillna("").astype(str), _each(levels, len(given)), _each(within, len(given)), strict=True))
    answers = {key: _row(resolve_one(*key)) for key in dict.fromkeys(asked)}
    table = pd.DataFrame([answers[key] for key in asked], columns=_COLUMNS, index=given.index, dtype=str)
    called = names_of(table["pcode"].unique())
    table.insert(1, "name", table["pcode"].map(called).astype(str))
    return table


def _row(answer: Answer) -> tuple[str, ...]:
    listed = [one for one in answer.candidates if one.entry.pcode != answer.pcode][:KEPT]
    codes = "; ".join(one.entry.pcode for one in listed)
    scores = "; ".join(f"{one.score:.2f}" for one in listed)
    return answer.pcode, answer.level, answer.how, codes, scores, answer.why


def _each(given: Iterable[str] | str | None, number: int) -> list[str]:
    """One text a name: a Series as it is, anything else for all of them alike, several joined by "|"."""
    if isinstance(given, pd.Series):
        if len(given) != number:
            raise ValueError(f"There are {number} names, but {len(given)} levels or places that they lie in.")
        return given.fillna("").astype(str).tolist()
    return ["|".join([given] if isinstance(given, str) else given or [])] * number


def _levels(text: str) -> frozenset[str]:
    asked = [level for level in text.split("|") if level]
    unknown = set(asked) - set(LEVELS)
    if unknown:
        raise ValueError(f"There is no level {sorted(unknown)[0]!r}; the levels are {', '.join(LEVELS)}.")
    return frozenset(wide for level in asked for wide in _COVERS.get(level, (level,))) or ALL


@lru_cache(maxsize=1 << 16)
def resolve_one(text: str, levels: str = "", within: str = "") -> Answer:
    """The answer for one name; see `resolve`. Several levels are joined by "|"."""
    allowed, within = _levels(levels), in_unicode(within)
    text = in_unicode(unicodedata.normalize("NFKC", text).strip())
    if is_code(text):
        return _of_code(text.upper(), within)
    told = told_of(text)
    where = surroundings([*told.beside, *([within] if within else [])])
    decided = _decided(text, levels, where)
    if decided is not None:
        return decided
    if not where.townships:
        return _contradicted(told, allowed)
    return _together([of_name(name, told, allowed, where) for name in told.names], where)


def _of_code(pcode: str, within: str) -> Answer:
    held = unit(pcode)
    if not held.level:
        return none("The gazetteer has no such p-code.")
    if within and not surroundings((within,)).holds(pcode, held.township, wide=True):
        return none("This p-code lies elsewhere than what is named beside it.")
    return answered(pcode, held.level, "exact", "It is a p-code.")


def told_of(text: str) -> Described:
    """A text as a description; but what the gazetteer itself calls a place is a name: "Mya In Kone" is in nothing."""
    if is_burmese(text):
        return described(text)
    if _is_listed(text):
        return Described((text,), (), "place")
    text = _smallest_first(_BESIDE_IN_BRACKETS.sub(_beside, text))
    told = described(text)
    head, _, beside = text.partition(",")
    if told.listed and any(one.score >= SAME for one in bearers(told.listed[0], COARSE)):
        return Described(told.listed, (), "place")
    if _is_listed(head) and (told.listed or len(told.names) == 1):
        return Described((head.strip(),), (beside.strip(),), "place")
    return told


# "Htantabin (Yangon)", "Pale Township (Bago Region)": a unit in brackets behind a unit is what that lies in.
_BESIDE_IN_BRACKETS = re.compile(r"^(?P<own>[^(),]+?)\s*\((?P<inner>[^(),]+)\)(?=$|,)")


def _beside(found: re.Match[str]) -> str:
    own, inner = found["own"], found["inner"]
    has_level = without_level(inner)[1] in ("township", "district", "state")
    lies_around = has_level or (namesakes(own, COARSE) and quarter_of(inner) not in QUARTERS)
    return f"{own}, {inner}" if lies_around and around(inner) else found[0]


def _smallest_first(text: str) -> str:
    """A list that names the largest unit first, turned round: "Sagaing, Pale"."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < 2 or not all(parts):
        return text
    head, last = around(parts[0]), around(parts[-1])
    if not head or not last:
        return text
    outer = frozenset[str]().union(*map(townships_in, head))
    inner = frozenset[str]().union(*map(townships_in, last))
    return ", ".join(reversed(parts)) if inner < outer else text


def _is_listed(name: str) -> bool:
    key = fold(name)
    return bool(key) and bool(coarse().spelled(key) or small().spelled(key))


def _decided(text: str, levels: str, where: Surroundings) -> Answer | None:
    for one in decisions():
        if not unit(one.pcode).level:
            # A line without a code decides nothing; the table's own test names it.
            continue
        if fold(one.name) != fold(text) or (one.level and levels and one.level not in levels.split("|")):
            continue
        if not one.within or where.townships <= surroundings((one.within,)).townships:
            return answered(one.pcode, unit(one.pcode).level, "sure", f"Decided by {one.decided_by}.")
    return None


def _contradicted(told: Described, allowed: frozenset[str]) -> Answer:
    found = [one for name in told.names for one in bearers(name, allowed) if one.score >= SAME]
    return unsure(found, "The places named beside it exclude one another.")


def _together(answers: list[Answer], where: Surroundings) -> Answer:
    """One answer for a description: of several places the township that they share, of none what lies around."""
    if len(answers) == 1:
        return answers[0]
    if not answers:
        return _around_only(where)
    townships = {unit(answer.pcode).township if answer.pcode else "" for answer in answers}
    others = tuple(one for answer in answers for one in answer.candidates)
    named = tuple(Candidate(entry, 1.0) for answer in answers if (entry := entry_of(answer.pcode)) is not None)
    if len(townships) == 1 and "" not in townships:
        return answered(townships.pop(), "township", "sure", "All places that it names are in this township.", others)
    if where.township:
        return answered(where.township, "township", "sure", "The township is named beside it.", others)
    return unsure((*named, *others), "It names several places, and not all of them are certain and in one township.")


def _around_only(where: Surroundings) -> Answer:
    if where.township and not where.unknown:
        return answered(where.township, "township", "sure", "It names only the township.")
    return none("It names no place.")
