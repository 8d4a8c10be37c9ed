"""What a run does for any notebook: it takes what was left, by the stem that the facts name."""

from __future__ import annotations

import nbformat
import pytest

from tests.suite.invented import INVENTED
from tollbook import shipped
from tollbook.briefs.errors import BriefError
from tollbook.files import OutputError
from tollbook.release.withdrawing import END, Withdrawn
from tollbook.suite import run as running
from tollbook.suite.inputs import files_of, with_name_only

LEFT = ("invented-2024-facts.json", "invented-2024.pdf", "invented-2024-tally.csv", "invented-2024-rows.xlsx")


@pytest.fixture(autouse=True)
def _there_is_such_a_notebook(tmp_path, monkeypatch):
    """The invented notebook has a file, so that a run can count its cells."""
    cells = [nbformat.v4.new_markdown_cell("# Invented"), nbformat.v4.new_code_cell("'a secret of the cell'")]
    path = tmp_path / "invented.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    monkeypatch.setattr(shipped, "notebook", lambda name: path)


def leaving(monkeypatch, *names, act=lambda folder, given: None):
    """A kernel that leaves files of these names; gives what it was given."""
    seen = {}

    def execute(notebook, parameters, folder, on_cell, run_cells=None):
        seen.update(parameters)
        act(folder, parameters)
        for name in names:
            (folder / name).write_bytes(b"made")
        ran = nbformat.read(notebook, as_version=4)
        ran.cells[1]["outputs"] = [nbformat.v4.new_output("stream", text=f"{folder}")]
        return ran

    monkeypatch.setattr(running.kernel, "execute", execute)
    return seen


def run(tmp_path, **values):
    return running.run(INVENTED, INVENTED.check({"output": str(tmp_path / "out"), **values}))


def held(folder):
    return {path.name for path in folder.iterdir()}


def test_every_file_that_begins_with_the_stem_goes_along(tmp_path, monkeypatch):
    leaving(monkeypatch, *LEFT, "invented-2024x.csv", "another.csv", "invented.csv")
    made = run(tmp_path)
    assert made == tmp_path / "out" / "invented-2024.pdf"
    assert held(made.parent) == {*LEFT, "invented-2024.ipynb"}


def test_what_people_open_gets_its_name_last(tmp_path, monkeypatch):
    leaving(monkeypatch, *LEFT, "invented-2024.html")
    placed = []
    monkeypatch.setattr(running, "write_together", lambda data: placed.extend(path.name for path in data))
    run(tmp_path, formats=["html", "pdf"])
    assert placed[-2:] == ["invented-2024.html", "invented-2024.pdf"]
    assert placed[0] == "invented-2024.ipynb"


def test_the_first_form_is_given_where_there_is_no_pdf(tmp_path, monkeypatch):
    leaving(monkeypatch, "invented-2024-facts.json", "invented-2024.html")
    assert run(tmp_path, formats=["html"]).name == "invented-2024.html"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), "The notebook ran and left no file that ends in -facts.json. Nothing was written."),
        (("invented.pdf",), "The notebook ran and left no file that ends in -facts.json. Nothing was written."),
        (("invented-facts.json",), "The notebook ran and left no invented.pdf. Nothing was written."),
        (
            ("a-facts.json", "a.pdf", "b-facts.json"),
            "The notebook ran and left a-facts.json, b-facts.json. One run makes one set of files, and its facts name it. "
            "Nothing was written.",
        ),
    ],
)
def test_what_does_not_go_together_is_no_success(tmp_path, monkeypatch, names, said):
    leaving(monkeypatch, *names)
    with pytest.raises(BriefError) as error:
        run(tmp_path)
    assert str(error.value) == said
    assert held(tmp_path / "out") == set()


def test_an_input_that_is_called_like_an_output_does_not_go_along(tmp_path, monkeypatch):
    lexicon = tmp_path / "invented-2024-lexicon.csv"
    lexicon.write_text("given")
    seen = leaving(monkeypatch, *LEFT)
    made = run(tmp_path, lexicon=str(lexicon))
    assert seen["lexicon"] == lexicon.name
    assert held(made.parent) == {*LEFT, "invented-2024.ipynb"}


def test_a_facts_file_that_was_given_does_not_name_what_was_made(tmp_path, monkeypatch):
    last = tmp_path / "invented-2023-facts.json"
    last.write_text("given")
    leaving(monkeypatch, *LEFT)
    assert run(tmp_path, lexicon=str(last)).name == "invented-2024.pdf"


def test_a_version_that_was_withdrawn_is_not_made_again(tmp_path, monkeypatch):
    leaving(monkeypatch, *LEFT)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / f"invented-2024{END}").write_text("{}")
    with pytest.raises((Withdrawn, OutputError), match="invented-2024"):
        run(tmp_path)
    assert held(tmp_path / "out") == {f"invented-2024{END}"}


def test_a_file_that_changes_meanwhile_is_noticed(tmp_path, monkeypatch):
    lexicon = tmp_path / "invented-words.csv"
    lexicon.write_text("before")
    leaving(monkeypatch, *LEFT, act=lambda folder, given: lexicon.write_text("after"))
    with pytest.raises(BriefError) as error:
        run(tmp_path, lexicon=str(lexicon))
    assert str(error.value) == (
        "invented-words.csv changed while the paper was made from it. Nothing was written. Run it again."
    )


def test_a_missing_file_is_called_as_its_field_says(tmp_path, monkeypatch):
    leaving(monkeypatch, *LEFT)
    with pytest.raises(BriefError) as error:
        run(tmp_path, lexicon=str(tmp_path / "none.csv"))
    assert str(error.value) == f"The lexicon {tmp_path / 'none.csv'} can't be read: No such file or directory."


def test_a_notebook_without_a_parameter_for_its_release_is_kept_as_a_public_one(tmp_path, monkeypatch):
    leaving(monkeypatch, *LEFT)
    made = run(tmp_path)
    kept = nbformat.read(made.with_suffix(".ipynb"), as_version=4)
    assert [cell.outputs for cell in kept.cells if cell.cell_type == "code"] == [[]]
    assert kept.cells[0].source == "**DRAFT: not approved for release.**"


def test_files_are_those_that_their_fields_mark(tmp_path):
    asked = INVENTED.check({"claims": str(tmp_path / "mine.csv")})
    assert files_of(asked) == {"claims": tmp_path / "mine.csv", "lexicon": None}
    given = with_name_only(asked)
    assert (given["claims"], given["lexicon"], given["output"]) == ("mine.csv", None, ".")
    assert "beside" not in given


def test_steps_are_the_cells_and_those_around_them():
    assert running.steps(INVENTED) == 4
