"""The gazetteer: townships from the table that ships, smaller places from the installed package mm-geo-coder.

Source of both: the Myanmar Information Management Unit (MIMU). The licence of mm-geo-coder covers the package and
not MIMU's data, so only the codes and names of townships ship. Villages, tracts, wards and towns are read out of the
installed package once, on each machine, into a compact file in the user's cache folder (`tollbook.cached`); the
package's own file is opened so that it can't be written to.
"""

from __future__ import annotations

import importlib.util
import sqlite3
import sys
import unicodedata
from functools import cache
from pathlib import Path

import pandas as pd

from tollbook import cached, shipped

COUNTRY = "MMR"

#: All levels of place, finest first.
LEVELS = ("village", "village tract", "ward", "town", "township", "district", "state", "country")

#: Who is to be credited wherever codes, names or coordinates of the gazetteer are shown.
CREDIT = "Place codes, names and coordinates: Myanmar Information Management Unit (MIMU)"

_DATABASE = Path("database") / "mimu_geo_data_public.db"

# The village tracts and towns have no table of their own: each stands beside its villages or wards.
_SETTLEMENTS = """
    select cast(village_pcode as text), village_eng, village_mmr, 'village', township_pcode, village_tract_pcode,
        latitude, longitude from villages
    union all
    select village_tract_pcode, min(village_tract_eng), min(village_tract_mmr), 'village tract', township_pcode, '',
        null, null from villages group by village_tract_pcode
    union all
    select rtrim(ward_pcode, '.'), ward_eng, ward_mmr, 'ward', township_pcode, town_pcode, latitude, longitude
        from wards
    union all
    select town_pcode, min(town_eng), min(town_mmr), 'town', township_pcode, '', null, null
        from wards group by town_pcode
"""
_COLUMNS = ["pcode", "name", "name_my", "level", "township", "around", "latitude", "longitude"]


class GazetteerError(Exception):
    """The gazetteer of villages and wards is not installed, or can't be read."""


def database() -> Path:
    """Path of the gazetteer's SQLite file in the installed package mm-geo-coder.

    The package itself is not imported: it would load much that isn't needed here.

    Raises
    ------
    GazetteerError
        The package is not installed, or has no such file.
    """
    found = importlib.util.find_spec("mm_geo_coder")
    if found is None or found.origin is None:
        raise GazetteerError("The gazetteer is missing: install the Python package mm-geo-coder.")
    path = Path(found.origin).parent / _DATABASE
    if not path.is_file():
        raise GazetteerError(f"The gazetteer is missing: {path} does not exist. Install mm-geo-coder again.")
    return path


def query(sql: str) -> list[tuple[str, ...]]:
    """Rows of a query on the gazetteer, which is opened for reading only.

    Raises
    ------
    GazetteerError
        The file is not there, or is not the data base that it should be.
    """
    path = database()
    try:
        with sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True) as connection:
            return connection.execute(sql).fetchall()
    except sqlite3.DatabaseError as error:
        message = f"The gazetteer {path} can't be read: {error}. Install mm-geo-coder again."
        raise GazetteerError(message) from error


def edition() -> str:
    """A key of the installed gazetteer: another release of it, or of what we make of it, has another key."""
    facts = database().stat()
    return cached.key_of(facts.st_size, cached.code_of(sys.modules[__name__]))


def _read_package(path: Path) -> None:
    """Write all settlements to a Parquet file at `path`, those of a township together, in the order of their codes."""
    table = pd.DataFrame(query(_SETTLEMENTS), columns=_COLUMNS)
    for column in ("name", "name_my"):
        table[column] = [_clean(name) for name in table[column]]
    towns = table["level"] == "town"
    table.loc[towns, "name"] = table.loc[towns, "name"].str.removesuffix(" Town")
    table = table.astype({"latitude": "float64", "longitude": "float64"})
    table["level"] = pd.Categorical(table["level"], categories=LEVELS[:4])
    table = table.sort_values(["township", "level", "pcode"], kind="stable", ignore_index=True)
    table.to_parquet(path, compression="zstd", index=False)


def _clean(name: str | None) -> str:
    """A name without zero-width spaces or doubled blanks, in Unicode normal form C."""
    kept = "".join(sign for sign in name or "" if sign not in "\u200b\u200c\u200d\ufeff")
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def settlements_file() -> Path:
    """The cached file of all settlements, made now if it is not there; some seconds the first time.

    Raises
    ------
    GazetteerError
        See `database`.
    """
    return cached.kept("settlements.parquet", edition(), _read_package, "the gazetteer")


@cache
def _townships() -> pd.DataFrame:
    return pd.read_csv(shipped.reference("townships.csv"), dtype=str, keep_default_na=False, encoding="utf-8")


def townships() -> pd.DataFrame:
    """All township-level units, from ``data/reference/townships.csv``.

    Returns
    -------
    DataFrame
        One row a township, sorted by code: ``pcode, name, name_my, district_pcode, district, state_pcode, state,
        region`` (the public grouping: "Shan State" for the three Shan parts), ``district_my, state_my, status, usual,
        valid_from, valid_to, became, note``, all str; ``usual`` is "yes" for the 330 of the usual maps.
        358 codes: those in use, and some of former or disputed units that data still carry.
    """
    return _townships().copy()


@cache
def settlements() -> pd.DataFrame:
    """All villages, village tracts, wards and towns of the gazetteer.

    Returns
    -------
    DataFrame
        Index ``pcode`` (villages have plain numbers), columns ``name, name_my, level, township`` (str), ``around`` (the
        tract of a village, the town of a ward, else '') and ``latitude, longitude`` (float64, degrees, NaN where the
        gazetteer has none). The word "Town" that the gazetteer puts behind the names of towns is taken off. Shared and
        cached: not to be changed.

    Raises
    ------
    GazetteerError
        See `database`.
    """
    return pd.read_parquet(settlements_file()).astype({"level": "str"}).set_index("pcode")


@cache
def settlement_codes() -> dict[str, tuple[str, str]]:
    """Level and township of all `settlements` by code; much quicker to load than their names. Shared and cached."""
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    held = pq.read_table(settlements_file(), columns=["pcode", "level", "township"])
    codes, levels, townships = (held[name].to_numpy().tolist() for name in ("pcode", "level", "township"))
    return dict(zip(codes, zip(levels, townships, strict=True), strict=True))


@cache
def burmese_names() -> pd.Series:
    """Burmese names of all `settlements`, by code, in Unicode normal form C; shared and cached."""
    return settlements()["name_my"]


@cache
def coarse_units() -> pd.DataFrame:
    """The country, states, districts and townships, one row each.

    Returns
    -------
    DataFrame
        Index ``pcode``, columns ``name, name_my, level, township, district, state`` (codes of the units that it is or
        lies in, '' where it is coarser than that), all str. Shared and cached: not to be changed.
    """
    table = _townships()
    parts = [
        _units_of(table, "township", "pcode", "name", "name_my").assign(
            township=table["pcode"], district=table["district_pcode"], state=table["state_pcode"]
        ),
        _units_of(table, "district", "district_pcode", "district", "district_my").assign(
            township="", district=table["district_pcode"], state=table["state_pcode"]
        ),
        _units_of(table, "state", "state_pcode", "state", "state_my").assign(
            township="", district="", state=table["state_pcode"]
        ),
        pd.DataFrame(
            [[COUNTRY, "Myanmar", "မြန်မာ", "country", "", "", ""]],
            columns=["pcode", "name", "name_my", "level", "township", "district", "state"],
        ),
    ]
    return pd.concat(parts).drop_duplicates("pcode").set_index("pcode")


def _units_of(table: pd.DataFrame, level: str, pcode: str, name: str, name_my: str) -> pd.DataFrame:
    return pd.DataFrame({"pcode": table[pcode], "name": table[name], "name_my": table[name_my], "level": level})
