"""What places are called: names as the gazetteer has them, and labels that say the level too."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

import pandas as pd

from tollbook.places.gazetteer import burmese_names, coarse_units, settlements, townships
from tollbook.places.ladder import unit, units

_LEVEL_WORDS = {"township": "Township", "district": "District", "town": "Town", "village tract": "Village Tract"}
#: What a Burmese label adds to a Burmese name, by level, unless the name bears it already; states bear theirs.
_LEVEL_WORDS_MY = {
    "country": "နိုင်ငံ",
    "township": "မြို့နယ်",
    "district": "ခရိုင်",
    "town": "မြို့",
    "village tract": "ကျေးရွာအုပ်စု",
    "ward": "ရပ်ကွက်",
    "village": "ကျေးရွာ",
}
#: In a district's name: it is a unit of its own kind, such as a self-administered zone, and not called a district.
_WHOLE_MY = "ဒေသ"


def _column(pcodes: Iterable[str], column: str) -> pd.Series:
    index = pd.Index([str(code) for code in pcodes], dtype=str)
    found = coarse_units()[column].reindex(index)
    missing = found.isna().to_numpy() & (index != "")
    if missing.any():
        small = burmese_names() if column == "name_my" else settlements()[column]
        found[missing] = small.reindex(index[missing]).to_numpy()
    return found.fillna("").rename(column)


def names(pcodes: Iterable[str]) -> pd.Series:
    """English names of places.

    Parameters
    ----------
    pcodes : iterable of str, length n
        Codes of any level; they may repeat.

    Returns
    -------
    Series of str, shape (n,)
        Index: the codes as given. '' where the code is not known.
    """
    return _column(pcodes, "name")


def names_my(pcodes: Iterable[str]) -> pd.Series:
    """Burmese names of places, in Unicode normal form C; see `names`."""
    return _column(pcodes, "name_my")


def name_my(pcode: str) -> str:
    """Burmese name of a place, as the gazetteer has it; '' where it has none, or the code is not known."""
    return _named(pcode, "name_my")


@lru_cache(maxsize=1 << 16)
def name(pcode: str, language: str = "en") -> str:
    """Name of a place without its level: "Pale", "Sagaing", "Shan (South)".

    Parameters
    ----------
    pcode : str
    language : str
        ``my`` gives the Burmese name, which for districts and states bears the level, as the gazetteer has it. Other
        languages have the English one, and so has a place without a Burmese name.

    Returns
    -------
    str
        '' where the code is not known.
    """
    own = _named(pcode, "name_my") if language == "my" else ""
    return own or _named(pcode, "name")


@cache
def _coarse_names(column: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in coarse_units()[column].fillna("").items()}


def _named(pcode: str, column: str) -> str:
    """One value of `_column`, without the cost of a table where the place is a township or wider."""
    found = _coarse_names(column).get(pcode)
    return str(_column([pcode], column).iloc[0]) if found is None else found


@lru_cache(maxsize=1 << 16)
def label(pcode: str, language: str = "en") -> str:
    """Name of a place with its level, as running text has it.

    Parameters
    ----------
    pcode : str
    language : str
        ``my`` gives the Burmese label where the place has a Burmese name; everything else is English.

    Returns
    -------
    str
        "Pale Township", "Yinmarbin District", "Sagaing Region", "Shan State (South)", "Pale Town", "Myanmar", for
        smaller places "Nyaung Kone village, Pale Township"; '' where the code is not known. In Burmese "ပုလဲမြို့နယ်".
    """
    level, township, _, _ = unit(pcode)
    if language == "my" and _named(pcode, "name_my"):
        return _label_my(pcode, level, township)
    own = name(pcode)
    if level == "state":
        return _state_label(pcode)
    if level in ("village", "ward"):
        suffix = " village" if level == "village" else "" if own.endswith("Ward") else " Ward"
        return f"{own}{suffix}, {label(township)}"
    word = _LEVEL_WORDS.get(level, "")
    if not word or word.lower() in own.lower() or "Self-Administered" in own:
        return own
    return f"{own} {word}"


def _label_my(pcode: str, level: str, township: str) -> str:
    own, word = name(pcode, "my"), _LEVEL_WORDS_MY.get(level, "")
    if word not in own and not (level == "district" and _WHOLE_MY in own):
        # "(တောင်ပိုင်း) မြို့နယ်": a word is not written on to a bracket.
        own = f"{own} {word}" if own.endswith(")") else f"{own}{word}"
    # From the greater to the smaller, as Burmese says it.
    return f"{label(township, 'my')}၊ {own}" if level in ("village", "ward") else own


def _state_label(pcode: str) -> str:
    """The public name, with the part where the humanitarian set splits a state: "Bago Region (East)"."""
    region = region_of(pcode)
    own = name(pcode)
    part = own[own.index("(") :] if "(" in own else ""
    return f"{region} {part}".strip()


@cache
def _regions() -> dict[str, str]:
    table = townships()
    return dict(zip(table["state_pcode"].tolist(), table["region"].tolist(), strict=True))


def regions(pcodes: Iterable[str]) -> pd.Series:
    """What the public calls the states or regions that places lie in; see `region_of`.

    Returns
    -------
    Series of str, shape (n,)
        Index: the codes as given; they may repeat. '' for the country and where a code is not known.
    """
    codes = pd.Index([str(code) for code in pcodes], dtype=str)
    return units(codes)["state"].map(lambda state: _regions().get(state, "")).reindex(codes).rename("region")


def region_of(pcode: str) -> str:
    """What the public calls the state or region that a place lies in: "Sagaing Region", "Shan State".

    The humanitarian set of states splits Bago in two and Shan in three; this name joins them. '' where not known.
    """
    return _regions().get(unit(pcode).state, "")
