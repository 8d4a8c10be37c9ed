"""What a measure counts, as far as the words of a wording can tell."""

from __future__ import annotations

from collections.abc import Sequence

from tollbook import measures
from tollbook.claims.wording.pieces import OUTCOMES
from tollbook.claims.wording.reading import Reading
from tollbook.claims.wording.tokens import Unreadable

_BY_UNIT = {
    "people": {"anyone", "person", "civilian", "child", "fighter", "couple", "body", "death", "injury"},
    "strikes": {"strike", "place"},
    "houses": {"house", "building", "family"},
    "villages": {"village", "place"},
}


def nouns_of(measure: str) -> set[str]:
    """The classes of nouns that a measure counts; empty where nothing is known of it."""
    known = measures.all_measures().get(measure)
    if known is None:
        return set()
    classes = set(_BY_UNIT.get(known.unit, set()))
    if measure.startswith("civilians"):
        classes.discard("fighter")
    if measure.startswith("combatants"):
        classes -= {"civilian", "child"}
    return classes


def outcome_of(measure: str) -> str:
    """What happened to those whom a measure counts: ``killed``, ``injured`` ..., or an empty string."""
    return next((outcome for outcome in OUTCOMES if outcome in measure.split("_")), "")


def several_outcomes(readings: Sequence[Reading]) -> bool:
    """Whether the readings speak of different fates: killed and injured."""
    return len({outcome for reading in readings for outcome in reading.outcomes}) > 1


def chosen_by(measure: str, readings: Sequence[Reading]) -> Reading | None:
    """The one reading that a measure counts, where its outcome or its noun tells it from the others.

    Raises
    ------
    Unreadable
        The readings speak of several outcomes, and not just one of them of the measure's.
    """
    wanted = outcome_of(measure)
    if wanted and several_outcomes(readings):
        fitting = [reading for reading in readings if wanted in reading.outcomes]
        if len(fitting) == 1:
            return fitting[0]
        raise Unreadable("several outcomes")
    nouns = {"child"} if measure.endswith("children") else nouns_of(measure)
    nouns = {"fighter"} if measure.startswith("combatants") else nouns
    fitting = [reading for reading in readings if reading.nouns & nouns]
    others = [reading for reading in readings if reading.nouns and not reading.nouns & nouns]
    return fitting[0] if len(fitting) == 1 and len(others) == len(readings) - 1 else None


def refuse_another(measure: str, reading: Reading) -> None:
    """Refuse a number of something that the measure does not count: "200 families" for people.

    Raises
    ------
    Unreadable
        None of its nouns is one that the measure counts.
    """
    nouns = nouns_of(measure)
    if nouns and reading.nouns and not reading.nouns & nouns:
        raise Unreadable("a number of something else than the measure counts")
