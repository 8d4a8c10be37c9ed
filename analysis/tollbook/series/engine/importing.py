"""What the zygote imports: those modules that a notebook names and that are known to bear it."""

from __future__ import annotations

import importlib
import os
import re
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

#: Settings that replace `MODULES`: names with commas between them.
SETTING = "TOLLBOOK_ENGINE_IMPORTS"

#: Modules that may be imported before the fork: a notebook that names the first gets all of its row.
#: Importing them starts no threads. Typst, polars, DuckDB and Dask are imported by the notebook itself: they are quick
#: to import, and what one must never do, which is to run them before the fork, then can't happen.
MODULES: dict[str, tuple[str, ...]] = {
    "numpy": ("numpy", "numpy.random"),
    "pandas": ("pandas", "pandas.io.formats.html", "pandas.io.formats.string", "pyarrow.pandas_compat"),
    "pyarrow": ("pyarrow", "pyarrow.parquet", "pyarrow.csv"),
    # Not the inline backend: it looks for its shell and for the backend that was chosen when it is imported.
    "matplotlib": ("matplotlib.pyplot", "IPython.core.pylabtools", "matplotlib_inline.config"),
    "seaborn": ("seaborn",),
    "scipy": ("scipy",),
    "shapely": ("shapely",),
    "geopandas": ("geopandas",),
    "tollbook": (
        "tollbook.claims.reading",
        "tollbook.incidents.findings",
        "tollbook.tallies.tally",
        "tollbook.places",
        "tollbook.charts",
        "tollbook.briefs.brief",
        "tollbook.briefs.running",
        "typst",
    ),
}

_IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+([\w.]+)|import[ \t]+([^#;\n]+))", re.MULTILINE)


def allowed() -> dict[str, tuple[str, ...]]:
    """What may be imported beforehand: the user's choice (`SETTING`), or `MODULES`."""
    chosen = os.environ.get(SETTING)
    if chosen is None:
        return MODULES
    names = [name.strip() for name in chosen.split(",") if name.strip()]
    return {name: MODULES.get(name, (name,)) for name in names}


def named(sources: Iterable[str], may: dict[str, tuple[str, ...]]) -> list[str]:
    """Modules to import for cells.

    Parameters
    ----------
    sources : iterable of str
        The code of the cells. It is searched for import statements and not parsed, as it may hold magics.
    may : dict
        As `allowed` gives it.

    Returns
    -------
    list of str
        In the order of `may`.
    """
    found: set[str] = set()
    for source in sources:
        for one, several in _IMPORT.findall(source):
            for name in [one] if one else several.split(","):
                parts = name.split()[0].split(".") if name.strip() else []
                found.update(".".join(parts[: at + 1]) for at in range(len(parts)))
    return [module for name, modules in may.items() if name in found for module in modules]


def bring(modules: Iterable[str]) -> list[str]:
    """Import modules; gives those that were new.

    What can't be imported is left to the notebook, which is told so where it imports it.
    """
    new = []
    for name in modules:
        if name in sys.modules:
            continue
        try:
            importlib.import_module(name)
        except Exception:
            continue
        new.append(name)
        if name == "matplotlib.pyplot":
            _draw()
    return new


@contextmanager
def without(name: str) -> Iterator[None]:
    """Let a module not be found for a while, where what is imported does without it and is quicker for it."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]


def _draw() -> None:
    """Draw a small chart into memory, as much of Matplotlib is imported by the first one only."""
    import io

    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(1, 1))
    FigureCanvasAgg(figure)
    axes = figure.add_subplot(title="a title", xlabel="a label")
    axes.plot([0, 1], label="a line")
    axes.legend()
    figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")


#: Threads that the fork is prepared for by those who start them: jemalloc, which pyarrow brings, holds its locks still
#: while a process forks and goes on without its thread in the child.
_KNOWN = ("jemalloc_bg_thd",)


#: Threads of Arrow's pools, by their numbers; see `let_arrow_read`.
_ARROW: set[str] = set()


def let_arrow_read() -> None:
    """Let Arrow start the threads that it reads files with, one a pool, and remember which these are.

    Arrow is told of every fork by the system, and makes its pools anew in the child, so these threads are no danger.
    Any other thread that is there later still is.
    """
    import io

    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.csv  # type: ignore[import-untyped]
    import pyarrow.parquet  # type: ignore[import-untyped]

    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    before = set(_threads())
    buffer = io.BytesIO()
    pa.parquet.write_table(pa.table({"a": list(range(1000))}), buffer)
    for _ in range(2):
        pa.parquet.read_table(io.BytesIO(buffer.getvalue()))
        pa.csv.read_csv(io.BytesIO(b"a\n1\n" * 1000))
    _ARROW.update(set(_threads()) - before)


def _threads() -> list[str]:
    return os.listdir("/proc/self/task") if os.path.isdir("/proc/self/task") else []


def running_threads() -> int:
    """Threads of this process besides the first, those that Python does not know of too (Linux), but the known ones."""
    try:
        threads = [thread for thread in os.listdir("/proc/self/task") if thread not in _ARROW]
        names = [Path(f"/proc/self/task/{thread}/comm").read_text().strip() for thread in threads]
    except OSError:
        return threading.active_count() - 1
    return len([name for name in names if name not in _KNOWN]) - 1
