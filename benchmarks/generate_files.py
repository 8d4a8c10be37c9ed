"""Invented findings in Parquet files, more than fit into memory. Nothing here happened.

    python benchmarks/generate_files.py FOLDER NUMBER [--in-no-order]

The findings are those of `generate.findings`. By default they lie as ``found.to_parquet`` lays them: a file for each
state and year. In no order, each file has all states and years, which is the worst that can be met. There are only
the columns that adding up needs; the texts by which people know an incident would double the size and are read by none.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import generate
import numpy as np

from tollbook import places
from tollbook.incidents.storing import write_file

#: Findings that are made at once.
AT_ONCE = 2_000_000
COLUMNS = [
    *("measure", "base", "low", "best", "high", "open", "highest_stated", "pcode", "state", "start", "end"),
    *("claims", "origins"),
]
MADE = {"rule": "envelope", "sources": [], "as_of": None, "known_on": None}


def write(folder: Path, number: int, ordered: bool = True) -> None:
    """Write so many findings into a folder."""
    pieces = _by_state_and_year(number) if ordered else _in_no_order(number)
    for at, (name, table) in enumerate(pieces):
        path = folder / f"{name}{at:04}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(table[COLUMNS], path, MADE)


def _in_no_order(number: int) -> Iterator[tuple[str, Any]]:
    for at, begin in enumerate(range(0, number, AT_ONCE)):
        yield "invented-", generate.findings(min(AT_ONCE, number - begin), seed=generate.SEED + at).table


def _by_state_and_year(number: int) -> Iterator[tuple[str, Any]]:
    """Findings by state and year; each has as many as it has townships and days."""
    townships = places.units_at("township")[: generate.TOWNSHIPS]
    states = sorted({places.unit(code).state for code in townships})
    end = generate.FIRST_DAY + generate.DAYS
    years = np.arange("2021", "2027", dtype="datetime64[Y]").astype("datetime64[D]")
    spans = [(max(generate.FIRST_DAY, year), min(end, year + 365)) for year in years]
    cells = [(state, *span) for state in states for span in spans if span[0] < span[1]]
    weights = [len(places.units_at("township", state)) * (last - first).astype(int) for state, first, last in cells]
    edges = np.round(np.cumsum(weights) / np.sum(weights) * number).astype(int).tolist()
    for at, ((state, first, last), begin, finish) in enumerate(zip(cells, [0, *edges], edges, strict=False)):
        for each in range(begin, finish, AT_ONCE):
            size, seed = min(AT_ONCE, finish - each), generate.SEED + at * 1000 + each // AT_ONCE
            found = generate.findings(size, seed, state, first, (last - first).astype(int))
            yield f"{state}/{str(first)[:4]}-invented-", found.table


def main() -> None:
    """Parse the call and write."""
    parser = argparse.ArgumentParser(description="Write invented findings as Parquet files.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("number", type=int)
    parser.add_argument("--in-no-order", action="store_true")
    call = parser.parse_args()
    write(call.folder, call.number, not call.in_no_order)


if __name__ == "__main__":
    main()
