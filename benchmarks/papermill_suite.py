"""papermill's own tests, with our engine in the place of papermill's, against the same tests as they are.

    python benchmarks/papermill_suite.py [--keep FOLDER] [PYTEST ARGUMENTS]

The tests come with papermill's source, which pip fetches in the version that is installed and which stays in a
temporary folder. Each file runs twice: as it is, and with `tollbook` registered as the engine that papermill takes when
none is named, in the tests' process and in those that they start. What differs is printed; docs/engine.md explains it.
The exit code is 1 when a test that passes as it is fails with our engine and is not among those explained.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

#: Loaded by every Python that is started, for as long as the variable is set.
_SWITCH = """\
import os, sys
if os.environ.get("TOLLBOOK_AS_PAPERMILLS_DEFAULT"):
    class Finder:
        busy = False
        def find_spec(self, name, path=None, target=None):
            if name != "papermill.engines" or Finder.busy:
                return None
            import importlib.util
            Finder.busy = True
            spec = importlib.util.find_spec(name)
            Finder.busy = False
            execute = spec.loader.exec_module
            def exec_module(module):
                execute(module)
                from tollbook.series.engine.entry import TollbookEngine
                module.papermill_engines.register(None, TollbookEngine)
            spec.loader.exec_module = exec_module
            return spec
    sys.meta_path.insert(0, Finder())
"""

_ANALYSIS = Path(__file__).resolve().parents[1] / "analysis"


def source(folder: Path) -> Path:
    """papermill's source in the installed version."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-binary", ":all:", "--no-deps"]
    if not list(folder.glob("papermill-*.tar.gz")):
        subprocess.run([*pip, f"papermill=={version('papermill')}", "--dest", str(folder)], check=True)
    (archive,) = folder.glob("papermill-*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    found = folder / archive.name.removesuffix(".tar.gz")
    if not (found / "papermill" / "tests").is_dir():
        raise SystemExit("This release of papermill comes without its tests.")
    return found


def results(where: Path, ours: bool, left_out: list[str], more: list[str]) -> dict[str, str]:
    """What became of each test."""
    switch = where.parent / "switch"
    switch.mkdir(exist_ok=True)
    (switch / "sitecustomize.py").write_text(_SWITCH)
    before = [os.environ["PYTHONPATH"]] if os.environ.get("PYTHONPATH") else []
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(switch), str(_ANALYSIS), *before])}
    environment |= {"TOLLBOOK_AS_PAPERMILLS_DEFAULT": "1" if ours else ""}
    missing = [f"--ignore=papermill/tests/{name}" for name in left_out]
    words = [
        "-m",
        "pytest",
        "papermill/tests",
        "-q",
        "-rA",
        "--tb=no",
        "-p",
        "no:cacheprovider",
        "--color=no",
        *missing,
    ]
    done = subprocess.run(
        [sys.executable, *words, *more], cwd=where, env=environment, capture_output=True, text=True, check=False
    )
    (where.parent / ("ours.txt" if ours else "stock.txt")).write_text(done.stdout + done.stderr)
    told = re.findall(r"^(PASSED|FAILED|ERROR|XFAIL|XPASS) (\S+)", done.stdout, re.MULTILINE)
    return {name: outcome for outcome, name in told}


def _without(where: Path) -> list[str]:
    """Files of tests that need what is not installed, such as the clients of storage services."""
    found = []
    for file in sorted((where / "papermill" / "tests").glob("test_*.py")):
        done = subprocess.run(
            [sys.executable, "-c", f"import papermill.tests.{file.stem}"], cwd=where, capture_output=True, check=False
        )
        if done.returncode:
            found.append(file.name)
    return found


#: Tests that differ, and why: see docs/engine.md.
_REPLACED = "It puts a dummy in the place of the class that papermill's own engine makes, which ours does not make."
EXPLAINED = {
    "papermill/tests/test_execute.py::TestNotebookHelpers::test_default_start_timeout": _REPLACED,
    "papermill/tests/test_execute.py::TestNotebookHelpers::test_start_timeout": _REPLACED,
}


def main() -> None:
    """Run both and print what differs."""
    parser = argparse.ArgumentParser(description="papermill's own tests with our engine against papermill's.")
    parser.add_argument("--keep", type=Path, help="a folder for the source and the full output")
    call, more = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = call.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        where = source(folder)
        left_out = _without(where)
        print("left out, as what they need is not installed:", ", ".join(left_out) or "none")
        stock, ours = results(where, False, left_out, more), results(where, True, left_out, more)
    for name, told in (("as it is", stock), ("with our engine", ours)):
        counts = {outcome: list(told.values()).count(outcome) for outcome in sorted(set(told.values()))}
        print(f"{name}: {counts}")
    differing = sorted(test for test in stock.keys() | ours.keys() if stock.get(test) != ours.get(test))
    for test in differing:
        print(f"{test}: {stock.get(test)}, with our engine {ours.get(test)}. {EXPLAINED.get(test, 'NOT EXPLAINED')}")
    if any(stock.get(test) == "PASSED" and test not in EXPLAINED for test in differing):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
