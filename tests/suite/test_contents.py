"""The list of notebooks as a reader chooses among them."""

import json
import shutil

import pytest

import tollbook as tb
from tests.papers import wrong
from tests.papers.tiny import TINY, written
from tollbook.suite import run as running
from tollbook.suite.contents import START
from tollbook.suite.notebooks import NOTEBOOKS


def test_it_lists_every_notebook_but_the_first_with_its_question_and_its_command():
    assert list(tb.notebooks()) == [
        {"name": name, "title": each.title, "question": each.question, "command": f"tollbook run {name}"}
        for name, each in NOTEBOOKS.items()
        if name != START
    ]
    assert len(tb.notebooks()) == len(NOTEBOOKS) - 1
    assert next(iter(NOTEBOOKS)) == START


def test_a_title_leads_to_its_notebook_where_that_lies_in_the_same_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    row = "| A township brief | What was recorded in one place over one period, and how sure is it? | `tollbook run township_brief` |"
    assert row in tb.notebooks()._repr_markdown_().splitlines()
    shutil.copy(NOTEBOOKS["township_brief"].path, tmp_path)
    linked = row.replace("A township brief", "[A township brief](township_brief.ipynb)")
    assert linked in tb.notebooks()._repr_markdown_().splitlines()


def test_it_prints_as_text():
    assert repr(tb.notebooks()).splitlines()[0].endswith("(tollbook run township_brief)")


def ran(name, path, tmp_path, **more):
    notebook = NOTEBOOKS[name]
    made = running.run(notebook, notebook.check({"claims": str(path), "output": str(tmp_path / "papers"), **more}))
    return json.loads(made.with_name(f"{made.stem}-facts.json").read_text(encoding="utf-8"))


@pytest.mark.long
def test_a_file_in_error_is_run_and_told_of(tmp_path):
    facts = ran("data_quality", wrong.written(tmp_path), tmp_path, release="internal")
    told = facts["panels"]["checked"]
    assert (told["rejected"], len(told["parts"]["rejected"]["listed"])) == (len(wrong.ERRORS) + 2, len(wrong.ERRORS) + 2)


@pytest.mark.long
def test_a_file_of_which_nothing_can_be_read_is_run_and_told_of(tmp_path):
    path = tmp_path / "invented-claims.csv"
    path.write_bytes(b"")
    facts = ran("data_quality", path, tmp_path)
    assert facts["sentences"]["key_message"][0]["text"].startswith("No row of the file can be used.")


@pytest.mark.long
@pytest.mark.parametrize("file", [name for name in TINY if name != "empty"])
def test_what_the_data_hold_is_told_of_the_tiniest_file(file, tmp_path):
    facts = ran("start_here", written(file, tmp_path), tmp_path, formats=["pdf", "html"])
    assert facts["panels"]["contents"]["all"]["claims"] == len(TINY[file])
