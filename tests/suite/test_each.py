"""Each notebook as it ships, run on the sample."""

from __future__ import annotations

import json

import pytest

from tollbook.suite import run as running
from tollbook.suite.notebooks import NOTEBOOKS


@pytest.mark.long
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_runs_on_the_sample_with_its_defaults(name, tmp_path):
    notebook = NOTEBOOKS[name]
    asked = notebook.check({"output": str(tmp_path)})
    made = running.run(notebook, asked)
    stem = made.stem
    assert asked.stem() in (None, stem)
    files = {path.name.removeprefix(stem) for path in tmp_path.iterdir()}
    assert {".ipynb", "-facts.json"} <= files
    assert json.loads((tmp_path / f"{stem}-facts.json").read_text(encoding="utf-8"))
    cells = json.loads((tmp_path / f"{stem}.ipynb").read_text(encoding="utf-8"))["cells"]
    given = ["".join(cell["source"]) for cell in cells if "injected-parameters" in cell["metadata"].get("tags", [])]
    assert len(given) == 1
    assert str(tmp_path) not in given[0]
