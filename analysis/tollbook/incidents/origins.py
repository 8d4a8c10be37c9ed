"""Who speaks in a claim: the origin, over the spellings in which reports name it.

Two outlets that repeat one origin are one piece of evidence, so a toll must know an origin under all its names. The
table ``data/reference/origins.csv`` says which spellings stand for which origin and which voices are nameless; a
nameless voice ("residents") belongs to the outlet that heard it.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from tollbook import shipped

# The last word of a voice that nobody could be found by, for voices that the table does not list. A coder's table
# always goes first; `tollbook check` lists the voices that were read by this rule.
_NAMELESS_HEADS = frozenset(
    """activist activists administrator aid civilians doctor doctors eyewitness eyewitnesses family families fighter
    fighters group groups leader leaders local locals man media medic medics member members monk monks neighbour
    neighbours neighbor neighbors nurse observers official officials organisations organizations outlets people person
    photos pictures refugee refugees relative relatives reports report rescuer rescuers rescue resident residents
    respondents rumours source sources survivor survivors teacher teachers troops unit users victim victims video videos
    villager villagers voices volunteer volunteers witness witnesses woman women worker workers youth""".split()
)


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


def is_nameless(voice: str, path: Path | None = None) -> bool:
    """Whether a voice is nameless: listed so, or not listed and ending in a word such as "residents"."""
    listed = _table(path or shipped.reference("origins.csv"))
    key = _key(voice)
    if key in listed:
        return listed[key] is None
    words = re.findall(r"[^\W\d_]+", voice)
    # "Karen Human Rights Group" is a name, "human rights groups" is not: a name has capitals beyond its first word.
    named = any(word[0].isupper() for word in words[1:]) if words else False
    return bool(words) and words[-1].casefold() in _NAMELESS_HEADS and not (named and words[-1][0].isupper())


def is_listed(voice: str, path: Path | None = None) -> bool:
    """Whether a spelling stands in the table of origins."""
    return _key(voice) in _table(path or shipped.reference("origins.csv"))


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
    listed = _table(path or shipped.reference("origins.csv"))
    outlet = listed.get(_key(source)) or source
    if not attributed_to.strip() or is_nameless(attributed_to, path):
        return outlet
    return listed.get(_key(attributed_to)) or attributed_to


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
    voice = pd.Categorical(attributed_to)
    outlet = pd.Categorical(source)
    width = max(1, len(outlet.categories))
    pair = voice.codes.astype(np.int64) * width + outlet.codes
    # There are few pairs, and each is read once: a bitmap finds them without sorting a million rows.
    present = np.flatnonzero(np.bincount(pair, minlength=1)) if len(pair) else np.empty(0, dtype=np.int64)
    names = [origin_of(str(voice.categories[p // width]), str(outlet.categories[p % width]), path) for p in present]
    categories = sorted(set(names))
    number = {name: i for i, name in enumerate(categories)}
    lookup = np.zeros(int(present.max()) + 1 if len(present) else 1, dtype=np.int64)
    lookup[present] = [number[name] for name in names]
    return pd.Categorical.from_codes(lookup[pair], categories=pd.Index(categories, dtype=object))
