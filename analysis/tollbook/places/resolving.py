"""Resolving a column of names to p-codes: exactly or after folding, and never by guessing between homonyms."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from tollbook.places.gazetteer import LEVELS
from tollbook.places.index import Entry, entry_of
from tollbook.places.matching import bearers, context, inside, is_spelled, outermost, split

HOW = ("exact", "sure", "unsure", "none")

#: What a level in a column of reports covers in the gazetteer: reports call a ward's place a town's.
_COVERS = {"town": ("town", "ward"), "village": ("village",)}

_COLUMNS = ["pcode", "name", "level", "how", "candidates"]


def resolve(
    names: Iterable[str],
    levels: Iterable[str] | str | None = None,
    within: Iterable[str] | str | None = None,
) -> pd.DataFrame:
    """The p-code of each name, and how sure it is.

    Parameters
    ----------
    names : iterable of str, length n
        Names as reports write them, in Latin or Burmese letters, perhaps with what they lie in behind a comma.
    levels : str, set or list of str, or Series, optional
        Levels that may be meant: one or several for all names, or a Series of length n, one a name ('' is any).
    within : str or Series, optional
        Code or name of the unit that the places lie in: one for all names, or a Series of length n ('' is any).

    Returns
    -------
    DataFrame, shape (n, 5), all str
        In the order and under the index of `names`: ``pcode, name, level`` of the place, '' where it is not found or
        not certain. ``how``: ``exact`` (spelled as in the gazetteer, and only one such place), ``sure`` (only one such
        place after folding, or several of that name in one township, which is then given), ``unsure`` (several places,
        or a village, tract or ward whose township is not named beside it), ``none``. ``candidates``: codes of the
        places that such a name may mean, joined by "; ".

    Raises
    ------
    ValueError
        A level that does not exist.
    """
    given = names if isinstance(names, pd.Series) else pd.Series(list(names), dtype=str)
    asked = list(zip(given.fillna("").astype(str), _each(levels, len(given)), _each(within, len(given)), strict=True))
    answers = {key: _resolve_one(*key) for key in dict.fromkeys(asked)}
    return pd.DataFrame([answers[key] for key in asked], columns=_COLUMNS, index=given.index, dtype=str)


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
    return frozenset(wide for level in asked for wide in _COVERS.get(level, (level,))) or frozenset(LEVELS)


def _resolve_one(text: str, levels: str, within: str) -> tuple[str, str, str, str, str]:
    allowed = _levels(levels)
    own, beside = split(text)
    if within:
        beside.append(within)
    found = outermost(bearers(own, allowed))
    kept, unknown = inside(found, beside)
    if not found:
        return "", "", "", "none", ""
    if not kept or unknown:
        return _unsure(found)
    townships = {entry.township for entry in kept}
    if any(entry.level in _COMMON for entry in kept) and not _is_named(townships, beside):
        return _unsure(kept)
    if len(kept) == 1:
        how = "exact" if own == text.strip() and is_spelled(own, kept[0]) else "sure"
        return kept[0].pcode, kept[0].name, kept[0].level, how, ""
    shared = entry_of(townships.pop()) if len(townships) == 1 else None
    if shared is None:
        return _unsure(kept)
    return shared.pcode, shared.name, shared.level, "sure", _joined(kept)


# The name of a village alone is no evidence: the village meant may be spelled otherwise, and another one, somewhere
# else in the state, bear this spelling. In the sample two such names would have gone to a wrong township.
_COMMON = frozenset({"village", "village tract", "ward"})


def _is_named(townships: set[str], beside: list[str]) -> bool:
    """Whether the one township that all candidates lie in is named beside the name."""
    return len(townships) == 1 and any(townships <= set(context(text)) for text in beside)


def _unsure(entries: list[Entry]) -> tuple[str, str, str, str, str]:
    return "", "", "", "unsure", _joined(entries)


def _joined(entries: list[Entry]) -> str:
    return "; ".join(entry.pcode for entry in entries)
