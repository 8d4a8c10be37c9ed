"""One brief by stage: as the command makes it, and the same work in one process without a notebook.

    python benchmarks/brief_stages.py notebook FOLDER    one run through papermill, its steps timed
    python benchmarks/brief_stages.py inside             imports, data, charts and Typst, timed apart

Each is started anew for every run, since what is imported or cached in a process is there only once.
"""

from __future__ import annotations

import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import measure

PLACE, START, END = "Pale, Sagaing", "2024-11-01", "2024-11-30"
RUNS = 5


class _Watch:
    """Notes when each step of a run begins."""

    def __init__(self) -> None:
        self.begun: list[tuple[str, float]] = []

    def step(self, text: str) -> None:
        self.begun.append((text, time.perf_counter()))


def notebook(folder: str) -> dict[str, float]:
    """Seconds of each step of the command, the start of Python apart."""
    begin = time.perf_counter()
    from tollbook.suite import kernel, run
    from tollbook.suite.notebooks import TOWNSHIP_BRIEF

    asked = TOWNSHIP_BRIEF.check({"place": PLACE, "start": START, "end": END, "output": folder})
    ready = time.perf_counter()
    with kernel._quickly_imported():
        import papermill  # noqa: F401
    imported = time.perf_counter()
    watch = _Watch()
    run.run(TOWNSHIP_BRIEF, asked, watch)
    ends = [when for _, when in watch.begun[1:]] + [time.perf_counter()]
    out = {"imports of the command": ready - begin, "imports of papermill": imported - ready}
    for (text, since), until in zip(watch.begun, ends, strict=True):
        name = "notebook: " + text.split(": ", 1)[1] if ": " in text else text.lower()
        name = "kernel start" if text.startswith("Checking") else name
        out[name] = out.get(name, 0.0) + until - since
    return out


def inside() -> dict[str, float]:
    """Seconds of imports, data, charts and Typst, in this process."""
    marks = [("", time.perf_counter())]

    def mark(name: str) -> None:
        marks.append((name, time.perf_counter()))

    import typst  # noqa: F401

    import tollbook as tb
    from tollbook import shipped
    from tollbook.briefs.brief import Brief
    from tollbook.briefs.outputs import page

    claims_type = (tb.read_claims, tb.findings, tb.tally, tb.brief, tb.chart)
    assert all(claims_type)
    mark("imports")
    claims = tb.read_claims(shipped.claims_file())
    mark("data: reading and checking the claims")
    found = tb.findings(claims)
    mark("data: findings")
    made = tb.brief(found, tb.place(PLACE), (START, END))
    assert isinstance(made, Brief)
    mark("data: tallies and facts")
    shown = made.page
    mark("charts")
    page.pdf({**shown, "attachments": []}, made.subject.issued)
    mark("Typst: the PDF")
    page.pngs({**shown, "attachments": []}, made.subject.issued)
    mark("Typst: the pictures of pages that the notebook shows")
    assert made.html
    mark("the web page")
    assert made.image
    mark("the one-image version")
    assert made.figures
    mark("the figure files")
    again = tb.brief(found, tb.place(PLACE), (START, END))
    mark("the next brief: tallies and facts")
    shown = again.page
    mark("the next brief: charts")
    assert again.pdf
    mark("the next brief: Typst, the PDF")
    return {name: until - since for (_, since), (name, until) in itertools.pairwise(marks)}


def _median(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def _fresh(*words: str) -> dict[str, float]:
    command = [sys.executable, str(Path(__file__)), *words]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def stages() -> dict[str, Any]:
    """Medians of several runs: the whole command, its steps, and the same work in one process."""
    script = str(Path(sys.executable).with_name("tollbook"))
    with tempfile.TemporaryDirectory() as folder:
        words = ["brief", PLACE, "--start", START, "--end", END, "--output", folder]
        whole = measure.medians(RUNS, whole=measure.command(script, *words))["whole"]
        steps = _median([_fresh("notebook", folder) for _ in range(RUNS)])
    return {"whole": whole, "stages": steps, "inside": _median([_fresh("inside") for _ in range(RUNS)])}


if __name__ == "__main__":
    print(json.dumps(notebook(sys.argv[2]) if sys.argv[1] == "notebook" else inside()))
