"""The registry: each notebook with a question, parameters that are right by default, and a place on the page."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tollbook.suite.notebooks import NOTEBOOKS, UnknownNotebook, find

ROOT = Path(__file__).parents[2]
every_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS.values(), ids=list(NOTEBOOKS))


@every_notebook
def test_it_answers_a_question_of_one_line(notebook):
    assert notebook.question.endswith("?")
    assert "\n" not in notebook.question
    assert notebook.title.strip()


@every_notebook
def test_its_defaults_are_right(notebook):
    values = {each.name: each.default for each in notebook.described()}
    assert notebook.check(values).model_dump() == values


@every_notebook
def test_it_has_what_every_run_needs(notebook):
    assert {"formats", "release", "output"} <= set(notebook.parameters.model_fields)


def test_a_notebook_is_found_by_its_name():
    assert find("township_brief") is NOTEBOOKS["township_brief"]


def test_an_unknown_one_is_refused_with_the_nearest():
    with pytest.raises(UnknownNotebook) as error:
        find("townshipbrief")
    assert str(error.value) == (
        f"There is no notebook 'townshipbrief'. The nearest is 'township_brief'; all of them: {', '.join(NOTEBOOKS)}."
    )


def test_the_page_of_notebooks_is_current():
    path = ROOT / "scripts" / "describe_notebooks.py"
    spec = importlib.util.spec_from_file_location("describe_notebooks", path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    said = "docs/notebooks.md is not current; run python scripts/describe_notebooks.py."
    assert script.PAGE.read_text("utf-8") == script.described(), said
    for notebook in NOTEBOOKS.values():
        assert f"### {notebook.title}\n\n{notebook.question} [{notebook.name}]" in script.described()
