"""Invented claims and findings for the benchmarks, with the shape of real ones. Nothing here happened.

Five years, 330 townships, 11 measures that add up over time (a stock never enters a tally). Of the claims, about three
speak of one incident and measure, 9% are parts, 3% are aggregates, 30% have no publication day; of the quantities, 40%
are exact, 30% floors, and the rest about, nearly, ranges, "up to" and words alone. Names say that they are invented.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

import tollbook as tb
from tollbook import measures, places
from tollbook.incidents.findings import Findings
from tollbook.places.gazetteer import settlements

FIRST_DAY = np.datetime64("2021-02-01", "D")
DAYS = 5 * 365
TOWNSHIPS = 330
SEED = 20241118

#: Whose words the claims are: named bodies, nameless voices, and none, as often as in the sample that ships.
VOICES = [*(f"Invented body {i}" for i in range(40)), "residents", "a local resident", "rescue workers", "", ""]
SOURCES = [f"Invented outlet {i}" for i in range(30)]
MEANS = ["airstrike", "artillery", "ground", "arson", "drone", "unknown"]
WORDS = ["dozens", "hundreds", "several", "at least seven", "more than 30", "about 50"]


def flows() -> list[str]:
    """The measures that add up over time."""
    return sorted(name for name, measure in measures.all_measures().items() if not measure.is_stock)


def _category(codes: Any, names: list[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, pd.Index(names, dtype=str))


def _as_category(values: Any) -> pd.Categorical:
    codes, names = pd.factorize(values)
    return _category(codes, list(names))


def claims_frame(number: int, seed: int = SEED) -> pd.DataFrame:
    """Claims as a coder would type them.

    Parameters
    ----------
    number : int
        How many.

    Returns
    -------
    DataFrame, `number` rows in no order
        Columns of the claims table: texts as categories, counts float64, days datetime64[s].
    """
    draw = np.random.default_rng(seed)
    pairs = max(1, number // 3)
    pair = draw.integers(0, pairs, number)
    # An incident has about two measures; all claims of a pair of incident and measure share them.
    incident = pair // 2
    incidents = int(incident.max()) + 1
    measure_of = draw.integers(0, len(flows()), pairs)
    start_of, length_of = draw.integers(0, DAYS, incidents), draw.geometric(0.7, incidents) - 1
    place = _places(draw, incidents).iloc[incident]
    size_of = np.ceil(draw.lognormal(1.8, 1.2, pairs))
    start = FIRST_DAY + start_of[incident]
    end = start + np.minimum(length_of[incident], 20)
    published = (end + draw.integers(0, 6, number)).astype("datetime64[s]")
    published[draw.random(number) < 0.3] = np.datetime64("NaT")
    low, best, high, wording = _quantities(draw, size_of[pair], number)
    width = len(str(number))
    return pd.DataFrame(
        {
            "claim_id": [f"invented-{i:0{width}}" for i in range(number)],
            "incident_id": _category(incident, [f"invented-{i:0{width}}" for i in range(incidents)]),
            "scope": _category((draw.random(number) < 0.03).astype(int), ["incident", "aggregate"]),
            "extent": _category((draw.random(number) < 0.09).astype(int), ["whole", "part"]),
            "source": _category(draw.integers(0, len(SOURCES), number), SOURCES),
            "url": _category(
                incident * 4 + draw.integers(0, 4, number),
                [f"https://invented.example/{i}" for i in range(incidents * 4)],
            ),
            "published": published,
            "attributed_to": _as_category(np.array(VOICES, dtype=object)[draw.integers(0, len(VOICES), number)]),
            "place_name": _category(np.zeros(number, dtype=int), ["Invented place"]),
            "place_level": place["level"].array,
            "pcode": place["pcode"].array,
            "start": start.astype("datetime64[s]"),
            "end": end.astype("datetime64[s]"),
            "date_precision": _category((length_of[incident] > 0).astype(int), ["day", "span"]),
            "measure": _category(measure_of[pair], flows()),
            "wording": _as_category(wording),
            "low": low,
            "best": best,
            "high": high,
            "means": _category(draw.integers(0, len(MEANS), number), MEANS),
        }
    )


def _places(draw: np.random.Generator, number: int) -> pd.DataFrame:
    """A place for each incident: 60% villages, 10% towns, 25% townships, 3% districts, 2% states."""
    codes = places.units_at("township")[:TOWNSHIPS]
    table = settlements()
    table = table[table["township"].isin(codes)]
    pools = {
        "village": table.index[table["level"] == "village"],
        "town": table.index[table["level"] == "town"],
        "township": pd.Index(codes),
        "district": pd.Index(places.units_at("district")),
        "state": pd.Index(places.units_at("state")),
    }
    level = draw.choice(len(pools), number, p=[0.6, 0.1, 0.25, 0.03, 0.02])
    pcode = np.empty(number, dtype=object)
    for i, pool in enumerate(pools.values()):
        mine = level == i
        pcode[mine] = pool.to_numpy(dtype=object)[draw.integers(0, len(pool), int(mine.sum()))]
    return pd.DataFrame({"pcode": _as_category(pcode), "level": _category(level, list(pools))})


def _quantities(draw: np.random.Generator, size: Any, number: int) -> tuple[Any, Any, Any, Any]:
    """Which cells are typed says what a claim states: exact, floor, about, nearly, range, up to, or words alone."""
    kind = draw.choice(7, number, p=[0.40, 0.30, 0.08, 0.03, 0.07, 0.02, 0.10])
    value = np.maximum(1, np.round(size * draw.uniform(0.8, 1.25, number)))
    nothing = np.full(number, np.nan)
    low = np.where(np.isin(kind, [0, 1, 4]), value, nothing)
    best = np.where(np.isin(kind, [0, 1, 2, 3]), value, nothing)
    high = np.select([np.isin(kind, [0, 3, 5]), kind == 4], [value, value + np.ceil(value / 3)], np.nan)
    words = np.array(WORDS, dtype=object)[draw.integers(0, len(WORDS), number)]
    return low, best, high, np.where(kind == 6, words, "")


def claims(number: int, seed: int = SEED) -> Any:
    """Invented claims, read and checked; see `claims_frame`."""
    found = tb.Claims.from_frame(claims_frame(number, seed), name="invented claims")
    found.require_valid()
    return found


def findings(
    number: int, seed: int = SEED, within: str | None = None, first: Any = FIRST_DAY, days: int = DAYS
) -> Findings:
    """Invented findings, as many as asked for, without claims behind them.

    6% last longer than a day, so that some cross the end of a month; 35% are open; 8% are known at district or state
    level only. They lie in a state, or anywhere, and begin on one of some days from a first one on.
    """
    draw = np.random.default_rng(seed)
    incidents = max(1, number // 2)
    incident = np.minimum(np.arange(number) // 2, incidents - 1)
    start = first + draw.integers(0, days, incidents)[incident]
    length = np.where(draw.random(incidents) < 0.06, draw.integers(1, 15, incidents), 0)[incident]
    best = np.ceil(draw.lognormal(1.8, 1.2, number))
    low, high = np.ceil(best * draw.uniform(0.5, 1.0, number)), np.ceil(best * draw.uniform(1.0, 1.6, number))
    is_open = draw.random(number) < 0.35
    units = _units(draw, incidents, within)
    table = pd.DataFrame(
        {
            "incident_id": _category(incident, [f"invented-{i:07}" for i in range(incidents)]),
            "measure": _category(draw.integers(0, len(flows()), number), flows()),
            "base": _category((draw.random(number) < 0.02).astype(int), ["", "invented base"]),
            "low": low,
            "best": best,
            "high": np.where(is_open, np.nan, high),
            "open": is_open,
            "highest_stated": high,
            **{name: column[incident] for name, column in units.items()},
            "start": start.astype("datetime64[s]"),
            "end": (start + length).astype("datetime64[s]"),
            "claims": draw.integers(1, 6, number),
            "origins": draw.integers(1, 4, number),
            "flags": _category(np.zeros(number, dtype=int), [""]),
        }
    )
    return Findings(table, tb.Claims.from_frame(claims_frame(10), name="invented claims"))


def _units(draw: np.random.Generator, number: int, within: str | None) -> dict[str, pd.Categorical]:
    townships = set(places.units_at("township")[:TOWNSHIPS])
    codes = [code for level in ("township", "district", "state") for code in places.units_at(level, within)]
    codes = [code for code in codes if places.unit(code).level != "township" or code in townships]
    ladder = places.units(codes)
    sizes = ladder["level"].value_counts()
    share = ladder["level"].map({"township": 0.92, "district": 0.05, "state": 0.03}) / ladder["level"].map(sizes)
    drawn = draw.choice(len(codes), number, p=(share / share.sum()).to_numpy())
    columns = {"pcode": list(ladder.index), "place": places.names(codes).tolist()}
    columns |= {name: ladder[name].tolist() for name in ("level", "township", "district", "state")}
    out = {}
    for name, values in columns.items():
        categories = sorted({*values})
        position = {value: i for i, value in enumerate(categories)}
        out[name] = _category(np.array([position[value] for value in values])[drawn], categories)
    return out
