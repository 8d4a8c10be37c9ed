"""Who speaks in a claim: the origin, over the spellings in which reports name it.

Two outlets that repeat one origin are one piece of evidence, so a toll must know an origin under all its names. The
table ``data/reference/origins.csv`` says which spellings stand for which origin and which voices are nameless; a
nameless voice ("residents") belongs to the outlet that heard it.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from tollbook import shipped

#: Voices whose origin is kept: a brief asks of the same ones for every figure.
_VOICES = 1 << 16


def _key(name: str) -> str:
    return re.sub(r"\s+", " ", name).strip().casefold()


@cache
def _table(path: Path) -> dict[str, str | None]:
    """Origin of each listed spelling, by its folded form; None for a nameless voice."""
    with open(path, encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return {
        _key(row["attributed_to"]): None if row["nameless"].strip().lower() in {"yes", "true", "1"} else row["origin"]
        for row in rows
    }


@cache
def _common_words(path: Path) -> frozenset[str]:
    """Last words of voices that nobody could be found by, such as "residents"."""
    with open(path, encoding="utf-8", newline="") as handle:
        return frozenset(row["word"] for row in csv.DictReader(handle))


def is_nameless(voice: str, path: Path | None = None) -> bool:
    """Whether a voice is nameless: listed so, or not listed and ending in a word of ``nameless_voices.csv``.

    A coder's table always goes first; ``tollbook check`` lists the voices that it does not know.
    """
    listed = _table(path or shipped.reference("origins.csv"))
    key = _key(voice)
    if key in listed:
        return listed[key] is None
    # "Residents of Pale" are residents: what follows the head of the phrase does not make a voice a name.
    words = re.findall(r"[^\W\d_]+", re.split(r"\s+(?:of|in|from|at|near|close|on|who|and|with|inside)\s+|,", voice)[0])
    common = _common_words(shipped.reference("nameless_voices.csv"))
    # "Karen Human Rights Group" is a name, "human rights groups" is not: a name has capitals beyond its first word.
    named = any(word[0].isupper() for word in words[1:]) if words else False
    return bool(words) and words[-1].casefold() in common and not (named and words[-1][0].isupper())


def is_listed(voice: str, path: Path | None = None) -> bool:
    """Whether a spelling stands in the table of origins."""
    return _key(voice) in _table(path or shipped.reference("origins.csv"))


def nearest_listed(voice: str, path: Path | None = None) -> str | None:
    """The listed spelling that looks most like a voice, as a suggestion to a person; None where none comes near."""
    from rapidfuzz import fuzz, process

    named = [key for key, origin in _table(path or shipped.reference("origins.csv")).items() if origin is not None]
    found = process.extractOne(_key(voice), named, scorer=fuzz.token_set_ratio, score_cutoff=80)
    return None if found is None else _table(path or shipped.reference("origins.csv"))[found[0]]


def unlisted(attributed_to: pd.Series) -> pd.DataFrame:
    """Voices that no line of the table of origins names, and what each was read as.

    Parameters
    ----------
    attributed_to : Series of category, shape (n,)
        As in the claims table.

    Returns
    -------
    DataFrame
        One row a voice, in alphabetical order: ``voice``; ``claims`` (int64); ``nameless`` (bool: it was read as one of
        its outlet, else as an origin of its own); ``near``: the listed origin that it looks most like, or empty.
    """
    counted = attributed_to.astype(str).value_counts()
    rows = [
        (voice, int(counted[voice]), is_nameless(voice), "" if is_nameless(voice) else nearest_listed(voice) or "")
        for voice in sorted(set(counted.index) - {""})
        if not is_listed(voice)
    ]
    return pd.DataFrame(rows, columns=["voice", "claims", "nameless", "near"])


@lru_cache(maxsize=_VOICES)
def origin_of(attributed_to: str, source: str, path: Path | None = None) -> str:
    """The origin of one claim.

    Parameters
    ----------
    attributed_to : str
        The voice as the report names it; empty where the report speaks for itself.
    source : str
        The outlet or data set that published.
    path : Path, optional
        Another table of origins than the one that ships.

    Returns
    -------
    str
        A named origin under its one name; else the outlet.
    """
    named = _named(attributed_to, path)
    return (_table(path or shipped.reference("origins.csv")).get(_key(source)) or source) if named is None else named


@lru_cache(maxsize=_VOICES)
def _named(voice: str, path: Path | None) -> str | None:
    """The one name of a voice that has one; None for a nameless voice or none at all."""
    if not voice.strip() or is_nameless(voice, path):
        return None
    return _table(path or shipped.reference("origins.csv")).get(_key(voice)) or voice


def origins(attributed_to: pd.Series, source: pd.Series, path: Path | None = None) -> pd.Categorical:
    """The origin of each claim of a table.

    Parameters
    ----------
    attributed_to, source : Series of category, shape (n,)
        As in the claims table.
    path : Path, optional
        Another table of origins than the one that ships.

    Returns
    -------
    Categorical, shape (n,)
        One category an origin, in alphabetical order.
    """
    voice, outlet = pd.Categorical(attributed_to), pd.Categorical(source)
    # Each voice and each outlet is read once, however many claims it has; a nameless voice takes its outlet's name.
    outlets = [origin_of("", str(name), path) for name in outlet.categories]
    voices = [_named(str(name), path) for name in voice.categories]
    categories = sorted({name for name in (*outlets, *voices) if name is not None})
    number = {name: position for position, name in enumerate(categories)}
    by_voice = np.array([-1 if name is None else number[name] for name in voices] + [-1], dtype=np.int64)
    by_outlet = np.array([number[name] for name in outlets] + [-1], dtype=np.int64)
    codes = by_voice[voice.codes]
    codes = np.where(codes < 0, by_outlet[outlet.codes], codes)
    return pd.Categorical.from_codes(codes, categories=pd.Index(categories, dtype=object))
