"""A series of briefs against papermill and nbconvert as they come, on the same content with the same data attached.

    python benchmarks/series.py stock N [lean]   N briefs, each: papermill's command, then nbconvert --to webpdf
    python benchmarks/series.py ours N           N briefs by `tollbook series run`, start-up included
    python benchmarks/series.py claims           seconds of a further brief, by the number of all claims (invented)
    python benchmarks/series.py many MONTHS      every township in two languages, some months: time and memory

The stock way runs a notebook that makes the page of the same package (text, tables, charts, and the data in it as
links) and shows it; nbconvert prints that with Debian's Chromium. Ours runs the notebook that ships, which makes a PDF
with the data attached. Both take the sample that ships, one township after another, for November 2024. All byte code is
compiled before: each way has run once.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

BATCH = 40
#: Briefs of a round of the stock way: each takes the same time, so that fewer will do.
STOCK = 3
ROUNDS = 2
#: Briefs beside the first that show what a further one takes.
FURTHER = 20

_CELLS = (
    'place = "MMR005019"',
    "import tollbook as tb\nfrom tollbook import shipped\nfrom IPython.display import HTML, display",
    'found = tb.findings(tb.read_claims(shipped.claims_file()), as_of="2024-12-31")',
    'brief = tb.brief(found, place, ("2024-11-01", "2024-11-30"), "2024-12-31")',
    "display(HTML(brief.html))",
)
#: nbconvert starts Playwright's own Chromium and has no setting for another.
_WEBPDF = """
import playwright.async_api as api
launch = api.BrowserType.launch
async def ours(self, **options):
    options["executable_path"] = "/usr/bin/chromium"
    options["args"] = ["--no-sandbox", "--disable-gpu"]
    return await launch(self, **options)
api.BrowserType.launch = ours
from nbconvert.nbconvertapp import main
main()
"""
_PLAIN = "from papermill.__main__ import papermill; papermill()"
_LEAN = "import sys; sys.modules['rfc3987_syntax'] = None; "

_SERIES = """
title: Invented series for a benchmark, on the sample that ships
notebook: township_brief
places: [{places}]
every: month
first: {first}
last: {last}
delay_days: 31
languages: [{languages}]
parameters: {{formats: [pdf]{more}}}
"""


def _series(places: list[str], more: str = "", months: tuple[str, str] = ("2024-11", "2024-11"), also: str = "") -> str:
    first, last = months
    return _SERIES.format(places=", ".join(places), more=more, first=first, last=last, languages=f"en{also}")


def _places(count: int) -> list[str]:
    import tollbook as tb

    return sorted(tb.places.units_at("township", "MMR"))[:count]


def stock(count: int, lean: bool = False) -> None:
    """Make some briefs with papermill and nbconvert as they come."""
    import engine

    before = _LEAN if lean else ""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.ipynb"
        made = engine.notebook(*_CELLS)
        made["cells"][0]["metadata"]["tags"] = ["parameters"]
        source.write_text(json.dumps(made), encoding="utf-8")
        for place in _places(count):
            executed = f"{folder}/{place}.ipynb"
            _python(before + _PLAIN, str(source), executed, "-p", "place", place, "--no-progress-bar")
            _python(before + _WEBPDF, "--to", "webpdf", "--no-input", executed)
            assert (Path(folder) / f"{place}.pdf").read_bytes().startswith(b"%PDF")


def ours(count: int) -> None:
    """Make some briefs by one run of a series."""
    with tempfile.TemporaryDirectory() as folder:
        _run(Path(folder), _series(_places(count)), count)


def _run(folder: Path, series: str, count: int) -> None:
    (folder / "invented.yml").write_text(series, encoding="utf-8")
    words = ["series", "run", "--on", "2025-01-31", "--series", str(folder), "--output", str(folder / "briefs")]
    _python("from tollbook.cli import main; main()", *words)
    assert len(list((folder / "briefs" / "drafts" / "invented" / "2024-11").glob("*.pdf"))) == count


def _python(code: str, *words: str) -> None:
    subprocess.run([sys.executable, "-c", code, *words], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, env=_settings())  # fmt: skip


def _settings() -> dict[str, str]:
    """Byte code is kept, whatever the shell says."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def claims() -> dict[str, dict[str, float]]:
    """Seconds of the first and of each further brief by the number of all claims, of which Sagaing's stay the same."""
    import generate

    found = {}
    for size in (10_000, 100_000, 1_000_000):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            path = folder / "invented-claims.csv"
            generate.claims_frame(size).to_csv(path, index=False)
            taken = []
            for count in (1, 1 + FURTHER):
                more = f", claims: {path.name}"
                here = folder / str(count)
                here.mkdir()
                os.link(path, here / path.name)
                begin = time.perf_counter()
                _run(here, _series(_places(count), more), count)
                taken.append(time.perf_counter() - begin)
            found[str(size)] = {"first": taken[0], "further": (taken[1] - taken[0]) / FURTHER}
    return found


def cold() -> None:
    """Make one brief by the command for one."""
    with tempfile.TemporaryDirectory() as folder:
        days = ["--start", "2024-11-01", "--end", "2024-11-30", "--as-of", "2024-12-31"]
        _python("from tollbook.cli import main; main()", "brief", "MMR005019", *days, "--output", folder)
        assert list(Path(folder).glob("*.pdf"))


def many(months: int) -> dict[str, Any]:
    """Every township in English and Burmese for some months: seconds a brief and memory, tenth by tenth of the run.

    Memory is that of the runner and of the process that is forked, without what the notebooks themselves take.
    """
    import psutil

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        places = _places(10_000)
        written = _series(places, months=("2024-01", f"2024-{months:02d}"), also=", my")
        (folder / "invented.yml").write_text(written, encoding="utf-8")
        words = ["series", "run", "--on", "2025-01-31", "--series", name, "--output", str(folder / "briefs")]
        briefs = len(places) * 2 * months
        begin, found = time.perf_counter(), []
        with subprocess.Popen(
            [sys.executable, "-c", "from tollbook.cli import main; main()", *words],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=_settings(),
        ) as process:  # fmt: skip
            assert process.stderr is not None
            made, last = 0, begin
            for line in process.stderr:
                made += ": made" in line
                if ": made" in line and made % max(1, briefs // 10) == 0:
                    runner = psutil.Process(process.pid)
                    held = [each.memory_info().rss for each in (runner, *runner.children())]
                    now = time.perf_counter()
                    found.append(
                        {"briefs": made, "seconds": (now - last) / (briefs // 10), "memory": sum(held[:2]) / 2**20}
                    )
                    last = now
        assert process.returncode == 0
        assert made == briefs
        return {"briefs": briefs, "seconds": time.perf_counter() - begin, "tenths": found, "load": os.getloadavg()[1]}


def measured() -> dict[str, Any]:
    """Seconds a brief by way, start-up of everything included; medians of rounds that take turns."""
    ways = {
        "stock": (STOCK, lambda: stock(STOCK)),
        "lean": (STOCK, lambda: stock(STOCK, True)),
        "ours": (BATCH, lambda: ours(BATCH)),
        "one": (1, lambda: ours(1)),
        "cold": (1, cold),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    stock(1)
    ours(BATCH)
    cold()
    for _ in range(ROUNDS):
        for name, (count, run) in ways.items():
            begin = time.perf_counter()
            run()
            taken[name].append((time.perf_counter() - begin) / count)
    times = {name: statistics.median(seconds) for name, seconds in taken.items()}
    further = (times["ours"] * BATCH - times["one"]) / (BATCH - 1)
    return {"batch": BATCH, "times": times, "further": further, "load": os.getloadavg()[1]}


if __name__ == "__main__":
    what, *numbers = sys.argv[1:]
    begin = time.perf_counter()
    if what == "claims":
        print(json.dumps(claims()))
    elif what == "measured":
        print(json.dumps(measured()))
    elif what == "many":
        print(json.dumps(many(int(numbers[0]))))
    else:
        {"stock": stock, "ours": ours}[what](int(numbers[0]), *([True] if numbers[1:] else []))
    print(f"{time.perf_counter() - begin:.1f} s", file=sys.stderr)
