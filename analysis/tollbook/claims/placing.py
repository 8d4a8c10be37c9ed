"""The p-code of each claim: checked where the coder gave one, looked up where the name leaves no doubt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from tollbook import places
from tollbook.claims import schema
from tollbook.claims.categorical import mapped, numbered
from tollbook.claims.checking import Rows
from tollbook.claims.collecting import Mask

#: How many candidates a problem lists.
_OFFERED = 5

Texts = npt.NDArray[np.object_]

#: Levels that bound a place well enough to say that a code lies outside it. A village's bare name does not: the one
#: meant may be spelled otherwise in the gazetteer, and another, far away, bear its spelling.
_BOUNDING = ("township", "district", "state")


@dataclass(frozen=True)
class _Coded:
    """The codes of the rows, shape (n,): as typed, their levels and what the public calls their state."""

    pcode: Texts
    level: Texts
    region: Texts


def place(rows: Rows) -> pd.Categorical:
    """The p-code of each row, shape (n,); an empty string where none is known.

    Parameters
    ----------
    rows : Rows
        Told of codes that do not exist, codes that lie in another state than the place named or than the other
        claims of the incident, codes finer than the level, and names that lead to no place.
    """
    coded = _look_up(rows.frame["pcode"])
    _unknown(rows, coded)
    _elsewhere(rows, coded)
    _apart(rows, coded)
    _too_fine(rows, coded)
    typed = coded.pcode
    if not (typed == "").any():
        return _categorical(typed)
    return _categorical(np.where(typed == "", _resolved(rows, typed == ""), typed))


def _categorical(codes: Texts) -> pd.Categorical:
    numbers, distinct = pd.factorize(codes, sort=True)
    return pd.Categorical.from_codes(numbers, categories=pd.Index(distinct, dtype="str"))


def _look_up(column: pd.Series) -> _Coded:
    distinct = {code: code.upper() for code in column.cat.categories.tolist()}
    units = places.units(distinct.values())
    level = {code: str(units.at[code, "level"]) for code in distinct.values()}
    region = {code: places.region_of(code) if level[code] not in ("", "country") else "" for code in level}
    return _Coded(
        mapped(column, lambda code: distinct[code]),
        mapped(column, lambda code: level[distinct[code]]),
        mapped(column, lambda code: region[distinct[code]]),
    )


def _unknown(rows: Rows, coded: _Coded) -> None:
    rows.flag(
        "error",
        "unknown_pcode",
        "pcode",
        (coded.pcode != "") & (coded.level == ""),
        "The gazetteer has no place of this p-code.",
        "Look the code up with `tollbook place NAME`, or leave it empty.",
    )


def _elsewhere(rows: Rows, coded: _Coded) -> None:
    """Codes that lie in another state or region than the place that the same row names."""
    name, level = rows.frame["place_name"], rows.frame["place_level"]
    names, levels = name.cat.categories.tolist(), level.cat.categories.tolist()
    width = len(levels)
    codes, pairs = pd.factorize(numbered(name) * width + numbered(level))
    # The few pairs of a name and a level are looked up, and then the few pairs of that and the region of the code.
    named = [_regions_named(str(names[p // width]), str(levels[p % width])) for p in pairs.tolist()]
    numbers, regions = pd.factorize(coded.region)
    outside = np.array([[bool(there and r and r not in there) for r in regions] for there in named], dtype=bool)
    if not outside.any():
        return
    wrong = outside[codes, numbers]
    rows.flag(
        "error",
        "place_elsewhere",
        "pcode",
        wrong,
        lambda at: (
            f"The p-code lies in {coded.region[at]}, the place named lies in {' or '.join(sorted(named[codes[at]]))}."
        ),
        "Correct the p-code or the place name.",
    )


def _regions_named(name: str, level: str) -> frozenset[str]:
    """The states or regions that a place name can lie in; none where the name does not say."""
    own, *beside = [part.strip() for part in name.split(",")]
    # The gazetteer lacks small towns, but a town named like a township is that township's seat.
    asked = [*beside, own] if level in ("town", *_BOUNDING) else beside
    found = [
        frozenset(region for code in places.around(text) or () if (region := places.region_of(code))) for text in asked
    ]
    known = [regions for regions in found if regions]
    if not known:
        return frozenset()
    return frozenset.intersection(*known) or known[0]


def _apart(rows: Rows, coded: _Coded) -> None:
    """Claims of one incident, of scope `incident`, whose codes lie in different states or regions."""
    frame = rows.frame
    incident = numbered(frame["incident_id"])
    counted = (coded.region != "") & (frame["incident_id"] != "").to_numpy() & (frame["scope"] == "incident").to_numpy()
    table = pd.DataFrame({"incident": incident[counted], "region": pd.factorize(coded.region[counted])[0]})
    several = table.drop_duplicates()["incident"].value_counts()
    for number in several.index[several > 1].tolist():
        name = str(frame["incident_id"].cat.categories[number])
        _report_apart(rows, coded, np.flatnonzero(counted & (incident == number)), name)


def _report_apart(rows: Rows, coded: _Coded, members: npt.NDArray[np.int64], incident: str) -> None:
    """An error where one place name has codes in two states, else a warning: some incidents do lie on a border."""
    names = rows.frame["place_name"].iloc[members].astype("str").str.casefold().to_numpy(dtype=object)
    regions = coded.region[members]
    shares = pd.Series(regions).value_counts()
    usual = str(sorted(shares.index[shares == shares.max()])[0])
    odd = regions != usual
    same_name = np.isin(names, names[~odd]) & (shares.max() > 1)
    mask: Mask = np.zeros(len(rows.frame), dtype=bool)
    mask[members[odd & same_name]] = True
    rows.flag(
        "error",
        "place_apart",
        "pcode",
        mask,
        lambda at: f"The p-code lies in {coded.region[at]}, but other claims of {incident} have this place in {usual}.",
        "Correct the p-code.",
    )
    mask[:] = False
    mask[members[odd & ~same_name]] = True
    rows.flag(
        "warning",
        "incident_apart",
        "pcode",
        mask,
        lambda at: f"The claim lies in {coded.region[at]}, other claims of {incident} in {usual}.",
        "Correct the p-code, or give the claim an incident of its own; leave it so only for one happening on a border.",
    )


def _too_fine(rows: Rows, coded: _Coded) -> None:
    # Village tracts and wards count as villages in place_level.
    rank = {name: i for i, name in enumerate(schema.PLACE_LEVELS)} | {"village tract": 0, "ward": 0}
    stated = mapped(rows.frame["place_level"], lambda level: rank.get(level, -1), np.int64)
    codes, levels = pd.factorize(coded.level)
    own = np.array([rank.get(str(level), len(rank)) for level in levels], dtype=np.int64)[codes]
    rows.flag(
        "warning",
        "pcode_too_fine",
        "pcode",
        (own < stated) & ~((own == rank["town"]) & (stated == rank["township"])),
        lambda at: f"The p-code is of a {coded.level[at]}, place_level says {rows.frame['place_level'].iloc[at]}.",
        "Use the code of the place at the level that the claim supports.",
    )


def _resolved(rows: Rows, mask: Mask) -> Texts:
    """Codes looked up for the rows of the mask by name and level; the rest, and names in doubt, an empty string."""
    out = np.full(len(mask), "", dtype=object)
    chosen = np.flatnonzero(mask & rows.filled("place_name"))
    if not len(chosen):
        return out
    frame = rows.frame.iloc[chosen]
    answer = places.resolve(
        frame["place_name"].astype("str").reset_index(drop=True),
        levels=frame["place_level"].astype("str").reset_index(drop=True),
    )
    out[chosen] = answer["pcode"].to_numpy(dtype=object)
    how = dict(zip(chosen.tolist(), answer["how"].tolist(), strict=True))
    maybe = dict(zip(chosen.tolist(), answer["candidates"].tolist(), strict=True))
    left = np.zeros(len(mask), dtype=bool)
    left[chosen] = out[chosen] == ""
    rows.flag(
        "warning",
        "unresolved_place",
        "place_name",
        left,
        lambda at: _why_unresolved(how[at], str(maybe[at])),
        "Give the p-code, or name the township beside it, such as Alelbon, Pale; or let a person's line in "
        "data/reference/place_names.csv say what it means.",
    )
    return out


def _why_unresolved(how: str, candidates: str) -> str:
    codes = candidates.split("; ") if candidates else []
    if how == "none" or not codes:
        return "The gazetteer has no place of this name at this level, so the claim counts nowhere below the country."
    some = ", ".join(places.label(code) + f" ({code})" for code in codes[:_OFFERED])
    more = f" and {len(codes) - _OFFERED} more" if len(codes) > _OFFERED else ""
    return f"The name may stand for {some}{more}, so the claim counts nowhere below the country."
