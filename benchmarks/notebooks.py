"""Notebooks of the suite: how long a run takes beside the package calls in it, and how soon start_here shows a chart.

    python benchmarks/notebooks.py           all notebooks
    python benchmarks/notebooks.py NAME ...  some of them

The calls are the cells of the same notebook in a fresh Python without Jupyter, imports included. The run is
`tollbook run`, with the start of the kernel and all else. The first chart of start_here counts from the first import.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from typing import Any

_CALLS = """
import json, sys, time
begin = time.perf_counter()
cells = json.load(open(sys.argv[1], encoding="utf-8"))["cells"]
space = {}
first = None
import builtins
for cell in cells:
    if cell["cell_type"] != "code":
        continue
    source = "".join(cell["source"])
    lines = source.rstrip().splitlines()
    head, last = "\\n".join(lines[:-1]), lines[-1]
    try:
        whole = compile(last, "cell", "eval")
    except SyntaxError:
        exec(source, space)
        continue
    exec(head, space)
    shown = eval(whole, space)
    for form in ("_repr_html_", "_repr_svg_", "_repr_png_"):
        if hasattr(shown, form):
            text = getattr(shown, form)()
            if first is None and text and ("svg" in str(text)[:100_000] or form != "_repr_html_"):
                first = time.perf_counter() - begin
            break
print(json.dumps({"calls": time.perf_counter() - begin, "first": first}))
"""


def measured(names: list[str]) -> dict[str, dict[str, Any]]:
    """Seconds of the run and of the calls of each notebook; each once before, so that all byte code is compiled."""
    from tollbook.suite.notebooks import NOTEBOOKS

    found = {}
    for name in names or list(NOTEBOOKS):
        with tempfile.TemporaryDirectory() as folder:
            path = NOTEBOOKS[name].path

            def run(name: str = name, folder: str = folder) -> None:
                words = ["-c", "from tollbook.cli import main; main()", "run", name, "--output", folder]
                subprocess.run([sys.executable, *words], check=True, capture_output=True)

            def calls(path: Any = path, folder: str = folder) -> dict[str, Any]:
                words = [sys.executable, "-c", _CALLS, str(path)]
                done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=folder)
                return json.loads(done.stdout.splitlines()[-1])

            calls()
            begin = time.perf_counter()
            run()
            took = time.perf_counter() - begin
            found[name] = {"run": took, **calls()}
    return found


if __name__ == "__main__":
    for name, times in measured(sys.argv[1:]).items():
        first = "" if times["first"] is None else f"; first chart {times['first']:.1f} s"
        run, calls = times["run"], times["calls"]
        print(f"{name}: run {run:.1f} s, calls {calls:.1f} s, {run / calls:.2f}x{first}")
