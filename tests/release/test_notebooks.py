"""Executed notebooks as they may leave."""

from __future__ import annotations

import nbformat
import pytest

from tollbook.release.notebooks import released, without_comments


def notebook():
    code = nbformat.v4.new_code_cell(
        'claims = "Ko Invented.csv"  # told by Ko Invented\nprint(claims)',
        outputs=[nbformat.v4.new_output("stream", text="Ko Invented.csv")],
        execution_count=3,
        metadata={"tags": ["parameters"], "author": "Ko Invented"},
    )
    text = nbformat.v4.new_markdown_cell("Read Ko Invented.csv", attachments={"a.png": {"image/png": "aGk="}})
    return nbformat.v4.new_notebook(cells=[text, code])


def test_a_public_one_keeps_the_code_and_nothing_else():
    made = released(notebook(), "public", "", {"Ko Invented.csv": "claims.csv"})
    text, code = made.cells
    assert "Ko Invented" not in nbformat.writes(made)
    assert text.source == "Read claims.csv"
    assert "attachments" not in text
    assert code.source == 'claims = "claims.csv"\nprint(claims)'
    assert (code.outputs, code.execution_count, code.metadata) == ([], None, {"tags": ["parameters"]})


def test_an_internal_one_keeps_its_outputs_and_says_what_it_is():
    made = released(notebook(), "internal", "internal", {})
    assert made.cells[0].source == "**INTERNAL: not for publication.**"
    assert made.cells[2].outputs[0]["text"] == "Ko Invented.csv"
    nbformat.validate(made)


def test_a_draft_says_so():
    assert released(notebook(), "public", "draft", {}).cells[0].source == "**DRAFT: not approved for release.**"


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("a = 1  # one\n", "a = 1\n"),
        ("# all of it\na = 1\n", "a = 1\n"),
        ('a = "# no comment"\n', 'a = "# no comment"\n'),
        ("def f():\n    # inside\n    return 1\n", "def f():\n    return 1\n"),
        ('a = """\n# text\n"""  # gone\n', 'a = """\n# text\n"""\n'),
        ("a = (1,  # one\n     2)  # two", "a = (1,\n     2)"),
        ("a = 'ခ'  # ခ\n", "a = 'ခ'\n"),
        ("", ""),
    ],
)
def test_comments_go_and_code_stays(source, left):
    assert without_comments(source) == left


def test_what_is_no_python_is_not_shown():
    assert without_comments("a = (\n") == "# This cell is no plain Python, and is not shown.\n"


def test_a_public_notebook_has_what_is_told_of_parameters_whose_values_may_stay_inside():
    source = 'incident = "invented-village-2024"\nsources = ["U Invented Person"]\nother = 1'
    told = {"incident": "x001", "sources": ["not named"]}

    def cells(release):
        made = nbformat.v4.new_notebook()
        declared = nbformat.v4.new_code_cell(source, metadata={"tags": ["parameters"]})
        made.cells = [declared, nbformat.v4.new_code_cell(source)]
        return [cell.source for cell in released(made, release, "", {}, told).cells]

    assert cells("public") == ['incident = "x001"\nsources = ["not named"]\nother = 1', source]
    assert cells("internal") == [source, source]
    assert released(nbformat.v4.new_notebook(), "public", "", {}).cells == []
