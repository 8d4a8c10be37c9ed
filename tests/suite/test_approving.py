"""A draft is approved by running the notebook again that it was made by."""

from __future__ import annotations

import pytest

from tollbook.release.approval import QUESTIONS, checked
from tollbook.suite import approving, standing
from tollbook.suite import run as running
from tollbook.suite.notebooks import NOTEBOOKS, TOWNSHIP_BRIEF, UnknownNotebook

STAMP = {
    "parameters": {"place": "MMR005", "start": "2024-01-01", "end": "2024-03-31", "issued": "2025-01-31", "issue": "7"}
}


def draft(tmp_path, facts):
    found = standing.Standing(tmp_path, "invented", "draft")
    return approving.Draft(found, {"stamp": STAMP, **facts}, "0" * 64, ["html"])


def test_a_brief_is_made_by_its_notebook(tmp_path):
    made = draft(tmp_path, {})
    assert approving.notebook_of(made) is TOWNSHIP_BRIEF
    asked = approving.parameters(made, {"claims": "mine.csv", "boundaries": None})
    assert (asked.place, asked.issue, asked.claims, asked.formats) == ("MMR005", "7", "mine.csv", ["html"])


def test_a_paper_is_made_by_its_own_and_gets_the_parameters_that_it_has(tmp_path):
    made = draft(tmp_path, {"paper": "airstrikes"})
    asked = approving.parameters(made, {}, tmp_path / "approval.json")
    assert isinstance(asked, NOTEBOOKS["airstrikes"].parameters)
    assert (asked.place, asked.issued, asked.output) == ("MMR005", "2025-01-31", str(tmp_path))
    assert asked.approval == str(tmp_path / "approval.json")


def test_a_paper_of_no_notebook_is_refused(tmp_path):
    with pytest.raises(UnknownNotebook, match="There is no notebook 'invented'"):
        approving.notebook_of(draft(tmp_path, {"paper": "invented"}))


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in NOTEBOOKS if "approval" in NOTEBOOKS[name].parameters.model_fields])
def test_each_can_be_approved(tmp_path, name):
    notebook = NOTEBOOKS[name]
    path = running.run(notebook, notebook.check({"output": str(tmp_path)}))
    made = approving.draft(standing.find(path))
    let_go = checked("information manager", "2026-01-01", made.content, dict.fromkeys(QUESTIONS, False))
    approved = approving.approve(made, let_go, {})
    assert approved == path.with_name(path.name.replace("-draft", ""))
    assert not [each for each in tmp_path.iterdir() if "-draft" in each.name]
    assert approved.with_name(f"{approved.stem}-approval.json").is_file()
