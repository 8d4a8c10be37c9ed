"""The gazetteer: townships from the table that ships, smaller places from the installed package mm-geo-coder.

Source of both: the Myanmar Information Management Unit (MIMU). The licence of mm-geo-coder covers the package and
not MIMU's data, so only the codes and names of townships ship; villages, tracts, wards and towns are read where they
lie, and the file is opened so that it can't be written to.
"""

from __future__ import annotations

import importlib.util
import sqlite3
import unicodedata
from functools import cache
from pathlib import Path

import pandas as pd

from tollbook import shipped

COUNTRY = "MMR"

#: All levels of place, finest first.
LEVELS = ("village", "village tract", "ward", "town", "township", "district", "state", "country")

_DATABASE = Path("database") / "mimu_geo_data_public.db"

# The village tracts and towns have no table of their own: each stands beside its villages or wards.
_SETTLEMENTS = """
    select cast(village_pcode as text), village_eng, 'village', township_pcode from villages
    union all
    select village_tract_pcode, min(village_tract_eng), 'village tract', township_pcode
        from villages group by village_tract_pcode
    union all
    select rtrim(ward_pcode, '.'), ward_eng, 'ward', township_pcode from wards
    union all
    select town_pcode, min(town_eng), 'town', township_pcode from wards group by town_pcode
"""

_CODES = """
    select cast(village_pcode as text), 'village', township_pcode from villages
    union all
    select distinct village_tract_pcode, 'village tract', township_pcode from villages
    union all
    select rtrim(ward_pcode, '.'), 'ward', township_pcode from wards
    union all
    select distinct town_pcode, 'town', township_pcode from wards
"""

_BURMESE_NAMES = """
    select cast(village_pcode as text), village_mmr from villages
    union all
    select village_tract_pcode, min(village_tract_mmr) from villages group by village_tract_pcode
    union all
    select rtrim(ward_pcode, '.'), ward_mmr from wards
    union all
    select town_pcode, min(town_mmr) from wards group by town_pcode
"""


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


@cache
def _townships() -> pd.DataFrame:
    return pd.read_csv(shipped.reference("townships.csv"), dtype=str, keep_default_na=False, encoding="utf-8")


def townships() -> pd.DataFrame:
    """All township-level units, from ``data/reference/townships.csv``.

    Returns
    -------
    DataFrame
        One row a township, sorted by code: ``pcode, name, name_my, district_pcode, district, state_pcode, state,
        region`` (the public grouping: "Shan State" for the three Shan parts), ``district_my, state_my``, all str.
        358 codes: those in use, and some of former or disputed units that data still carry.
    """
    return _townships().copy()


@cache
def settlements() -> pd.DataFrame:
    """All villages, village tracts, wards and towns of the gazetteer.

    Returns
    -------
    DataFrame
        Index ``pcode`` (villages have plain numbers), columns ``name, level, township``, all str. The word "Town"
        that the gazetteer puts behind the names of towns is taken off. Shared and cached: not to be changed.

    Raises
    ------
    GazetteerError
        See `database`.
    """
    table = pd.DataFrame(query(_SETTLEMENTS), columns=["pcode", "name", "level", "township"])
    table["name"] = table["name"].str.strip()
    towns = table["level"] == "town"
    table.loc[towns, "name"] = table.loc[towns, "name"].str.removesuffix(" Town")
    return table.set_index("pcode")


@cache
def settlement_codes() -> dict[str, tuple[str, str]]:
    """Level and township of all `settlements` by code; much quicker to load than their names. Shared and cached."""
    return {code: (level, township) for code, level, township in query(_CODES)}


@cache
def burmese_names() -> pd.Series:
    """Burmese names of all `settlements`, by code, in Unicode normal form C; shared and cached."""
    codes, names = zip(*query(_BURMESE_NAMES), strict=True)
    clean = [unicodedata.normalize("NFC", name.strip().replace("\u200b", "")) for name in names]
    return pd.Series(clean, index=pd.Index(codes, dtype=str), dtype=str, name="name_my")


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
