"""The notebook is thin, and holds no outputs."""

from __future__ import annotations

import json

from tollbook import shipped


def cells():
    return json.loads(shipped.notebook("township_brief").read_text(encoding="utf-8"))["cells"]


def test_cells_are_short():
    for cell in cells():
        if cell["cell_type"] == "code" and "parameters" not in cell["metadata"].get("tags", []):
            assert len("".join(cell["source"]).splitlines()) <= 5


def test_every_code_cell_is_introduced_by_text():
    kinds = [cell["cell_type"] for cell in cells()]
    assert kinds[0] == "markdown"
    assert all(kinds[i - 1] == "markdown" for i, kind in enumerate(kinds) if kind == "code")


def test_no_outputs_are_stored():
    for cell in cells():
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
