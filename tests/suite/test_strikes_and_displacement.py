"""The notebooks on airstrikes and on displacement, run as they ship on the tiniest of claims."""

from __future__ import annotations

import json

import pytest

from tests.papers.tiny import TINY, written
from tollbook.suite import run as running
from tollbook.suite.notebooks import NOTEBOOKS


@pytest.mark.long
@pytest.mark.parametrize("release", ["public", "internal"])
@pytest.mark.parametrize("name", [each for each in TINY if each != "empty"])
@pytest.mark.parametrize("notebook", ["airstrikes", "displacement"])
def test_they_run_on_tiny_claims(notebook, name, release, tmp_path):
    of = NOTEBOOKS[notebook]
    days = {"start": "2024-11-01", "end": "2024-11-30", "issued": "2025-06-01"}
    given = {"claims": str(written(name, tmp_path)), "output": str(tmp_path / "out"), "release": release, **days}
    made = running.run(of, of.check({**given, "formats": ["pdf", "html"]}))
    assert made.read_bytes().startswith(b"%PDF")
    facts = json.loads((made.parent / f"{made.stem}-facts.json").read_text(encoding="utf-8"))
    assert (facts["paper"], facts["brief"]["release"]) == (notebook, release)
