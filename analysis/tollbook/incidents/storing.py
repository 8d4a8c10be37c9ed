"""Writing findings as Parquet, so that more of them than fit into memory can be added up."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from tollbook.files import whole_file, whole_folder

if TYPE_CHECKING:
    from tollbook.incidents.findings import Findings

#: Findings in one row group: what is held in memory at once when they are added up.
ROWS = 1 << 18

#: What each file says of how its findings were made, under this key of its metadata.
ABOUT = b"tollbook.findings"
#: Findings that lie in no known state stand in the folder of the country.
_COUNTRY = "MMR"

_TEXT = pa.dictionary(pa.int32(), pa.string())
_MAY_BE_EMPTY = ("best", "high", "highest_stated")
_TYPES = {
    **dict.fromkeys(("incident_id", "measure", "base"), _TEXT),
    **dict.fromkeys(("low", "best", "high"), pa.float64()),
    "open": pa.bool_(),
    "highest_stated": pa.float64(),
    "vague": pa.bool_(),
    **dict.fromkeys(("pcode", "place", "level", "township", "district", "state"), _TEXT),
    **dict.fromkeys(("start", "end"), pa.date32()),
    **dict.fromkeys(("claims", "origins"), pa.int64()),
    "flags": _TEXT,
}
_SCHEMA = pa.schema([pa.field(name, kind, name in _MAY_BE_EMPTY) for name, kind in _TYPES.items()])


def write(found: Findings, folder: str | os.PathLike[str]) -> Path:
    """Write findings into a folder, a file for each state and year; see `Findings.to_parquet`."""
    table = found.table
    states = table["state"].astype(str).replace("", _COUNTRY)
    years = table["start"].dt.year
    with whole_folder(folder) as beside:
        kinds = sorted(set(zip(states, years, strict=True)))
        for state, year in kinds:
            rows = np.flatnonzero(((states == state) & (years == year)).to_numpy())
            write_file(table.take(rows), beside / state / f"{year}.parquet", about(found))
        if table.empty:
            write_file(table, beside / "none.parquet", about(found))
    return Path(folder)


def about(found: Any) -> dict[str, Any]:
    """How findings were made, as plain data: the rule, its sources, and up to which days reports and claims count."""
    days = {name: getattr(found, name) for name in ("as_of", "known_on")}
    told = {name: None if day is None else f"{day:%Y-%m-%d}" for name, day in days.items()}
    return {"rule": found.rule, "sources": list(found.sources), **told}


def write_file(table: pd.DataFrame, path: Path, made: dict[str, Any], rows: int = ROWS) -> None:
    """Write a table of findings as one file; see `write_arrow`."""
    write_arrow([arrow(table)], path, made, rows)


def arrow(table: pd.DataFrame) -> pa.Table:
    """A table of findings as Arrow has it; columns of a table of findings, all of them or some."""
    fields = [field for field in _SCHEMA if field.name in table]
    return pa.table([_array(table[field.name], field.type) for field in fields], schema=pa.schema(fields))


def write_arrow(tables: Sequence[pa.Table], path: Path, made: dict[str, Any], rows: int = ROWS) -> None:
    """Write findings as one file; it stands under its name when it is whole.

    Parameters
    ----------
    tables : sequence of pyarrow.Table
        As `arrow` gives them; without any the file has no row.
    path : Path
    made : dict
        As `about` gives it.
    rows : int
        In one row group.

    Raises
    ------
    OutputError
        It can't be written.
    """
    table = pa.concat_tables(tables).unify_dictionaries() if tables else _SCHEMA.empty_table()
    said = json.dumps({**made, "highs_are_stated": _highs_are_stated(table)}, sort_keys=True)
    with whole_file(path) as beside:
        pq.write_table(
            table.replace_schema_metadata({ABOUT: said.encode()}), beside, row_group_size=rows, compression="snappy"
        )


def _highs_are_stated(table: pa.Table) -> bool:
    """Whether the high of every closed finding is the highest number stated, so that adding up needs to read one."""
    alike = pc.fill_null(pc.equal(table["high"], table["highest_stated"]), False)
    return bool(pc.all(pc.or_(table["open"], alike), min_count=0).as_py())


def _array(column: pd.Series, kind: Any) -> pa.Array:
    if pa.types.is_dictionary(kind):
        values = pd.Categorical(column).remove_unused_categories()
        names = pa.array([str(name) for name in values.categories], pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(values.codes.astype(np.int32)), names)
    if pa.types.is_date32(kind):
        return pa.array(column.to_numpy().astype("datetime64[D]"), kind)
    return pa.array(column.to_numpy(), kind, from_pandas=True)
