"""Invented notebooks, run by papermill with its own engine or with ours, and what is compared of them."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager

import nbformat
import papermill
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from papermill.engines import papermill_engines

from tollbook.series.engine.entry import TollbookEngine

# The package need not be installed anew for the tests to find it.
papermill_engines.register("tollbook", TollbookEngine)

#: What papermill lets through of nbclient, which it brings.
raised = sys.modules["nbclient.exceptions"]
DeadKernelError, CellTimeoutError = raised.DeadKernelError, raised.CellTimeoutError

ENGINES = ("nbclient", "tollbook")


def notebook(*cells, kernel="python3", language="python"):
    """A notebook of code cells; a pair is code and its tags, a text that begins with # a heading."""
    made = new_notebook()
    made.metadata["kernelspec"] = {"name": kernel, "display_name": kernel, "language": language}
    for cell in cells:
        code, *tags = (cell,) if isinstance(cell, str) else cell
        if code.startswith("# "):
            made.cells.append(new_markdown_cell(code))
        else:
            made.cells.append(new_code_cell(code, metadata={"tags": tags} if tags else {}))
    return made


@contextmanager
def without_pytest():
    """ipykernel leaves descriptors alone when it is told that pytest runs, which is not how users run it."""
    test = os.environ.pop("PYTEST_CURRENT_TEST", None)
    try:
        yield
    finally:
        if test is not None:
            os.environ["PYTEST_CURRENT_TEST"] = test


def run(engine, made, output=None, **options):
    """Execute a notebook; gives the executed one."""
    with without_pytest():
        return papermill.execute_notebook(made, output, engine_name=engine, progress_bar=False, **options)


def read(path):
    """An executed notebook from its file."""
    return nbformat.read(path, as_version=4)


def joined(outputs):
    """Outputs with the pieces of one stream put together: where they are cut depends on time.

    The two streams are kept apart too, as they are not in step.
    """
    texts, others = {}, []
    for output in outputs:
        if output["output_type"] == "stream":
            texts[output["name"]] = texts.get(output["name"], "") + output["text"]
        else:
            others.append(dict(output))
    return texts, others


_TIMED = ("start_time", "end_time", "duration")
_CHANGING = (
    (re.compile(r"0x[0-9a-f]{6,}"), "0x"),
    (re.compile(r"ipykernel_\d+"), "ipykernel_"),
    (re.compile(r"\d+(?:\.\d+)?(?:e[+-]\d+)? (?:ns|us|μs|µs|ms|s)\b"), "time"),
)


def plain(value):
    """A value of a notebook without what differs from run to run: addresses and process ids."""
    if isinstance(value, str):
        for pattern, instead in _CHANGING:
            value = pattern.sub(instead, value)
        return value
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


def compared(made):
    """What must be equal of two executed notebooks: everything but times and ids."""
    cells = []
    for cell in made.cells:
        metadata = {key: value for key, value in cell.metadata.items() if key != "execution"}
        metadata["papermill"] = {
            key: value is not None if key in _TIMED else value
            for key, value in cell.metadata.get("papermill", {}).items()
        }
        metadata["execution"] = sorted(cell.metadata.get("execution", {}))
        cells.append(
            (
                cell.cell_type,
                cell.source,
                cell.get("execution_count"),
                plain(metadata),
                plain(joined(cell.get("outputs", []))),
            )
        )
    metadata = {key: value for key, value in made.metadata.items() if key != "papermill"}
    told = {
        key: value
        for key, value in made.metadata["papermill"].items()
        if key not in (*_TIMED, "input_path", "output_path")
    }
    return cells, plain(metadata), told
