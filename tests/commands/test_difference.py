"""`tollbook release difference` as a user meets it: what it prints, in two forms, and its exit code."""

import json

import pytest
from click.testing import CliRunner

from tests.release.invented_outputs import CHILDREN, PALE, PERIOD, SMALL, facts, figure, save
from tollbook.commands import difference


def run(*arguments):
    return CliRunner().invoke(difference.command, [str(each) for each in arguments])


@pytest.fixture
def folder(tmp_path):
    """Two invented outputs: one holds a figure back that the other prints."""
    save(tmp_path / "a-facts.json", facts(PALE, {"period.x": figure(PALE, PERIOD, held=SMALL)}))
    save(tmp_path / "b-facts.json", facts(PALE, {"period.x": figure(PALE, PERIOD, 3)}))
    return tmp_path


def test_findings_are_listed_by_file_with_what_to_do(folder):
    done = run(folder)
    assert (done.exit_code, done.stderr) == (1, "")
    here = folder.as_posix()
    assert done.stdout.splitlines() == [
        f"{here}/a-facts.json",
        "  same cell: children killed in Pale Township, November 2024 (figures, period.x). It is held back here "
        f"(small cell), as of 2025-03-01, and printed in {here}/b-facts.json (as of 2025-03-01).",
        "",
        "same cell: Hold it back in all outputs, or in none: make the one that prints it again.",
        "",
        "2 files read, 2 outputs in them, 1 figure held back: 1 finding.",
    ]


def test_json_is_the_same_as_data(folder):
    done = run(folder, "--format", "json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    (one,) = told["findings"]
    assert (one["kind"], one["at"]) == ("same cell", "figures, period.x")
    assert one["cell"] == {
        "place": PALE, "not_stated": "", "start": PERIOD[0], "end": PERIOD[1], "measure": CHILDREN, "base": "",
        "of": "", "class": "",
    }  # fmt: skip
    assert [each["at"] for each in one["from"]] == ["figures, period.x"]
    assert one["how"] and one["remedy"]
    assert (told["outputs"], told["held_back"], len(told["files"])) == (2, 1, 2)


def test_nothing_found_is_exit_code_0(folder):
    done = run(folder / "a-facts.json")
    assert (done.exit_code, done.stdout) == (
        0, "1 file read, 1 output in them, 1 figure held back: none of them can be had from the others.\n"
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["missing", "broken"])
def test_what_cant_be_read_is_exit_code_2(folder, kind):
    path = folder / "c.pdf"
    if kind == "broken":
        path.write_bytes(b"%PDF-1.7 nothing more")
    done = run(path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert str(path) in done.stderr and "Nothing was compared" in done.stderr


def test_paths_without_any_figure_are_told(tmp_path):
    (tmp_path / "a.txt").write_text("Pale Township: 7 or more", encoding="utf-8")
    done = run(tmp_path)
    assert (done.exit_code, done.stdout) == (0, "1 file read, 0 outputs in them, no figure held back.\n")
    assert "No file in these paths holds figures" in done.stderr


def test_a_sign_of_life_where_it_takes_long(folder, monkeypatch):
    monkeypatch.setattr("tollbook.commands.sign_of_life._SILENCE", -1.0)
    done = run(folder)
    assert f"Comparing {folder.as_posix()}/a-facts.json" in done.stderr
    assert f"Comparing {CHILDREN}" in done.stderr


def test_help_gives_examples_and_exit_codes():
    done = run("--help")
    assert done.exit_code == 0
    assert "Examples: tollbook release difference" in done.output and "Exit code" in done.output
