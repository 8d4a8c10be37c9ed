"""Run the benchmarks and write docs/benchmarks.md.

    python benchmarks/run.py                     all of them; some minutes, and 6 GB of memory at ten million findings
    python benchmarks/run.py tally help          some of them; the other figures stay as they were
    python benchmarks/run.py --largest 1000000   nothing larger than this
    python benchmarks/run.py files --largest 100000000   what is larger than memory, too: 2 GB of disk, some minutes
    python benchmarks/run.py series_many         7,920 briefs: 4 GB of disk, most of an hour; only when named

Each benchmark runs in a process of its own, so that none finds memory or caches that another left. Times are medians,
and are compared with a plain pandas groupby in the same run, because seconds say more about a machine than about code.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import measure
import report

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"

SIZES = (100_000, 1_000_000, 10_000_000)
RUNS = {100_000: 9, 1_000_000: 7, 10_000_000: 5}


def plain_groupby(table: Any) -> Any:
    """What the tally is measured against: three sums over categories, the months worked out beforehand."""
    import pandas as pd

    month = pd.Categorical(table["start"].dt.year * 100 + table["start"].dt.month)
    ready = table[["township", "measure", "low", "best", "high"]].assign(month=month)

    def run() -> Any:
        groups = ready.groupby(["township", "month", "measure"], observed=True, sort=True)
        return groups[["low", "best", "high"]].sum()

    return run


def bench_tally(size: int) -> dict[str, Any]:
    """Findings to tally by township, month and measure."""
    import generate

    import tollbook as tb

    found = generate.findings(size)
    times = measure.medians(
        RUNS[size], seconds=lambda: tb.tally(found, by=("township", "month")), plain=plain_groupby(found.table)
    )
    with measure.peak_memory() as memory:
        rows = len(tb.tally(found, by=("township", "month")))
    held = float(found.table.memory_usage(deep=True).sum()) / 2**20
    return times | {"rows": rows, "memory": memory["above"], "held": held}


def bench_findings(size: int) -> dict[str, Any]:
    """Claims to findings, against the groupby on as many findings; and reading the claims, which has no target."""
    import time

    import generate

    import tollbook as tb

    frame = generate.claims_frame(size)
    begin = time.perf_counter()
    claims = tb.Claims.from_frame(frame, name="invented claims")
    reading = time.perf_counter() - begin
    del frame
    plain = plain_groupby(generate.findings(size).table)
    times = measure.medians(RUNS[size], seconds=lambda: tb.findings(claims), plain=plain)
    with measure.peak_memory() as memory:
        rows = len(tb.findings(claims))
    held = float(claims.table.memory_usage(deep=True).sum()) / 2**20
    return times | {"rows": rows, "memory": memory["above"], "held": held, "reading": reading}


def bench_help(_: int) -> dict[str, Any]:
    """``tollbook --help`` against starting Python, everything compiled to bytes before."""
    script = Path(sys.executable).with_name("tollbook")
    words = [str(script)] if script.exists() else [sys.executable, "-m", "tollbook.cli"]
    return measure.medians(
        21, seconds=measure.command(*words, "--help"), plain=measure.command(sys.executable, "-c", "pass")
    )


def bench_brief(_: int) -> dict[str, Any]:
    """One brief, by stage."""
    import brief_stages

    return brief_stages.stages()


def bench_map(_: int) -> dict[str, Any]:
    """A map of all townships."""
    import maps

    return maps.drawn()


def bench_areas(_: int) -> dict[str, Any]:
    """Township areas and the locating of coordinates: how good, and how long they take."""
    import areas

    return areas.measured()


def bench_files(size: int) -> dict[str, Any]:
    """Findings in files, more than fit into memory, to tally."""
    import out_of_memory

    return out_of_memory.measured(size)


def bench_engine(_: int) -> dict[str, Any]:
    """The engine that forks against papermill's own."""
    import engine

    return engine.measured()


def bench_series(_: int) -> dict[str, Any]:
    """A series of briefs against papermill and nbconvert."""
    import series

    return series.measured()


def bench_series_claims(_: int) -> dict[str, Any]:
    """A further brief of a series, by the number of all claims."""
    import series

    return series.claims()


def bench_series_many(months: int) -> dict[str, Any]:
    """Every township in two languages."""
    import series

    return series.many(months)


BENCHES = {
    "tally": (bench_tally, SIZES),
    "findings": (bench_findings, SIZES[:2]),
    "files": (bench_files, (*SIZES[1:], 100_000_000)),
    "help": (bench_help, (0,)),
    "brief": (bench_brief, (0,)),
    "map": (bench_map, (0,)),
    "areas": (bench_areas, (0,)),
    "engine": (bench_engine, (0,)),
    "series": (bench_series, (0,)),
    "series_claims": (bench_series_claims, (0,)),
    "series_many": (bench_series_many, (12,)),
}
#: Those that take longer than all others together, and run only when they are named.
LONG = ("series_many",)


def _in_own_process(name: str, size: int) -> Any:
    command = [sys.executable, str(Path(__file__)), "--one", name, str(size)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=HERE)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Parse the call, run, and write the report."""
    parser = argparse.ArgumentParser(description="Run the benchmarks and write docs/benchmarks.md.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHES)}; default: all")
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="leave out what is larger")
    parser.add_argument("--one", nargs=2, metavar=("NAME", "SIZE"), help=argparse.SUPPRESS)
    call = parser.parse_args()
    if call.one:
        name, size = call.one
        print(json.dumps(BENCHES[name][0](int(size))))
        return
    unknown = sorted(set(call.names) - set(BENCHES))
    if unknown:
        parser.error(f"there is no benchmark {unknown[0]!r}; they are {', '.join(BENCHES)}")
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for name in call.names or [each for each in BENCHES if each not in LONG]:
        for size in BENCHES[name][1]:
            if size <= call.largest:
                found = _in_own_process(name, size)
                results.setdefault(name, {})[str(size)] = found
                print(name, size, json.dumps(found))
    results["machine"] = measure.machine()
    RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    report.write(results)


if __name__ == "__main__":
    main()
