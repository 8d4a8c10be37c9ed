"""The engine that forks an imported process against papermill's own, on a user's unchanged notebook and an empty one.

    python benchmarks/engine.py empty               one process, both engines in turns
    python benchmarks/engine.py batch N AT_MOST     N notebooks by `tollbook.series.engine.execute`

papermill's own engine is measured as users run it, one command a notebook, and also as one command without the grammar
that its import builds and nobody uses (`rfc3987_syntax`, an optional check of jsonschema's), and from a loop in one
process that has imported papermill once. All of them take turns in one run; each has run once before, so that all byte
code is compiled.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

BATCH = 20
#: Notebooks that a round runs with papermill's own engine: each takes the same time, so that fewer will do.
STOCK = 4
ROUNDS = 3

CELLS = (
    "import pandas as pd\nimport numpy as np\nimport matplotlib.pyplot as plt\n%matplotlib inline",
    "seed = 0",
    "drawn = np.random.default_rng(seed)\n"
    "rows = pd.DataFrame({'place': drawn.choice(list('ABCDEF'), 20_000), 'month': drawn.integers(1, 13, 20_000),\n"
    "                     'number': drawn.poisson(3, 20_000)})\nrows.head()",
    "table = rows.pivot_table(index='month', columns='place', values='number', aggfunc='sum')\ntable",
    "table.plot(figsize=(6, 3), title='Invented numbers by month')\nplt.show()",
    "fig, ax = plt.subplots(figsize=(6, 3))\nax.hist(rows['number'], bins=range(12))\nax.set_xlabel('number')\n"
    "plt.show()",
)


def notebook(*cells: str) -> dict[str, Any]:
    """A notebook as a user would have it; the cell with the seed is for parameters. Made without nbformat, whose import
    is a part of what is measured.
    """
    return {
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
        "cells": [
            {
                "cell_type": "code",
                "id": f"cell-{number}",
                "metadata": {"tags": ["parameters"]} if cell.startswith("seed") else {},
                "source": cell,
                "execution_count": None,
                "outputs": [],
            }
            for number, cell in enumerate(cells)
        ],
    }


def empty() -> dict[str, float]:
    """Seconds of an empty notebook by each engine, both with papermill imported."""
    import measure
    import nbformat
    import papermill

    from tollbook.series.engine.batch import papermills_engine

    made, ours = nbformat.from_dict(notebook("")), papermills_engine()
    run = {
        name: lambda name=name: papermill.execute_notebook(made, None, engine_name=name, progress_bar=False)
        for name in ("nbclient", ours)
    }
    return measure.medians(9, stock=run["nbclient"], seconds=run[ours])


def batch(count: int, at_most: int) -> None:
    """Run the user's notebook so many times by `execute`."""
    from tollbook.series.engine import Run, execute

    with tempfile.TemporaryDirectory() as folder:
        source = _written(folder)
        runs = [Run(source, Path(folder) / f"{number}.ipynb", {"seed": number}) for number in range(count)]
        failed = [outcome.error for outcome in execute(runs, at_most=at_most) if outcome.error]
    assert failed == []


def loop(count: int) -> None:
    """The same by papermill's own engine, in one process."""
    import papermill

    with tempfile.TemporaryDirectory() as folder:
        source = _written(folder)
        for number in range(count):
            papermill.execute_notebook(source, f"{folder}/{number}.ipynb", {"seed": number}, progress_bar=False)


def _written(folder: str) -> str:
    path = Path(folder) / "in.ipynb"
    path.write_text(json.dumps(notebook(*CELLS)), encoding="utf-8")
    return str(path)


_PLAIN = "from papermill.__main__ import papermill; papermill()"
_LEAN = "import sys; sys.modules['rfc3987_syntax'] = None; " + _PLAIN


def _commands(code: str, count: int, at_most: int) -> None:
    """papermill's command, once for each notebook."""
    with tempfile.TemporaryDirectory() as folder:
        source = _written(folder)

        def one(number: int) -> None:
            words = [source, f"{folder}/{number}.ipynb", "-p", "seed", str(number), "--no-progress-bar"]
            subprocess.run([sys.executable, "-c", code, *words], check=True, stderr=subprocess.DEVNULL, env=_settings())

        with ThreadPoolExecutor(at_most) as pool:
            list(pool.map(one, range(count)))


def _settings() -> dict[str, str]:
    """Byte code is kept, whatever the shell says."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _own(*words: str) -> str:
    command = [sys.executable, str(Path(__file__)), *words]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_settings())
    return done.stdout.decode()


def measured() -> dict[str, Any]:
    """Seconds a notebook, start-up of everything included, by way of running a batch; medians of rounds."""
    ways = {
        "stock": (STOCK, lambda: _commands(_PLAIN, STOCK, 1)),
        "stock, two": (STOCK, lambda: _commands(_PLAIN, STOCK, 2)),
        "lean": (STOCK, lambda: _commands(_LEAN, STOCK, 1)),
        "loop": (STOCK, lambda: _own("loop", str(STOCK))),
        "one": (BATCH, lambda: _own("batch", str(BATCH), "1")),
        "two": (BATCH, lambda: _own("batch", str(BATCH), "2")),
        "single": (1, lambda: _own("batch", "1", "1")),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    _commands(_PLAIN, 1, 1)
    _own("batch", "1", "1")
    for _ in range(ROUNDS):
        for name, (count, run) in ways.items():
            begin = time.perf_counter()
            run()
            taken[name].append((time.perf_counter() - begin) / count)
    times = {name: statistics.median(seconds) for name, seconds in taken.items()}
    empty = json.loads(_own("empty").splitlines()[-1])
    return {"batch": BATCH, "times": times, "empty": empty, "load": os.getloadavg()[1]}


if __name__ == "__main__":
    what, *numbers = sys.argv[1:]
    if what == "empty":
        print(json.dumps(empty()))
    else:
        {"batch": batch, "loop": loop}[what](*map(int, numbers))
