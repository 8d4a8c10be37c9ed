"""Invented findings in Parquet files to a tally, more than fit into memory: in order of state and year, and in none.

    python benchmarks/out_of_memory.py NUMBER [--folder FOLDER]

Each tally is made in a process of its own, three times, from files that the system holds in memory already. Memory is
what the whole process took at its highest, Python, pandas and the table of the tally included. With a folder, files
that lie there from an earlier call are used again; without one they are deleted.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import generate_files
import measure

RUNS = 3
_BY = ("township", "month")


def measured(number: int, folder: Path | None = None) -> dict[str, Any]:
    """Seconds, memory, rows and bytes, by how the files lie."""
    with tempfile.TemporaryDirectory() as name:
        out: dict[str, Any] = {"load": os.getloadavg()[1]}
        for kind, ordered in (("ordered", True), ("in no order", False)):
            here = (folder or Path(name)) / f"{kind.replace(' ', '-')}-{number}"
            if not here.is_dir():
                generate_files.write(here, number, ordered)
            out[kind] = _in_own_process(here)
            out[kind]["bytes"] = sum(file.stat().st_size for file in here.rglob("*.parquet"))
        return out


def _in_own_process(folder: Path) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__)), "--one", str(folder)]
    runs = []
    for _ in range(RUNS):
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        runs.append(json.loads(done.stdout.splitlines()[-1]))
    return {**runs[0], **{name: statistics.median(run[name] for run in runs) for name in ("seconds", "cpu", "memory")}}


def _one(folder: Path) -> dict[str, Any]:
    import tollbook as tb

    tb.tally_of  # noqa: B018 - imported before the clock runs
    begin, used = time.perf_counter(), time.process_time()
    tally = tb.tally_of(folder, by=_BY)
    taken = {"seconds": time.perf_counter() - begin, "cpu": time.process_time() - used}
    return taken | {"rows": len(tally), "findings": len(tally.findings), "memory": measure.highest_memory()}


def main() -> None:
    """Parse the call and print what was measured."""
    parser = argparse.ArgumentParser(description="Findings in Parquet files to a tally.")
    parser.add_argument("number", type=int, nargs="?")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    call = parser.parse_args()
    print(json.dumps(_one(call.one) if call.one else measured(call.number, call.folder)))


if __name__ == "__main__":
    main()
