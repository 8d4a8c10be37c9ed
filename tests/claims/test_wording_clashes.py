"""The report of clashes between wordings and cells is the one that the data and the grammar give."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_report_is_up_to_date_and_every_clash_is_judged() -> None:
    spec = importlib.util.spec_from_file_location(
        "report_wording_clashes", ROOT / "scripts" / "report_wording_clashes.py"
    )
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    report = script.report()
    assert (ROOT / "docs" / "wording_clashes.md").read_text(encoding="utf-8") == report
    assert "not judged yet" not in report
