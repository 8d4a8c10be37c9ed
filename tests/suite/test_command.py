"""``tollbook run``: what it lists, takes and prints, and with which code it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tollbook.commands import group
from tollbook.suite import run as running
from tollbook.suite.notebooks import NOTEBOOKS, TOWNSHIP_BRIEF


@pytest.fixture
def asked(monkeypatch):
    """Parameters that a run was asked for; no notebook is run."""
    seen = []

    def run(notebook, parameters, progress, run_cells=None):
        seen.append((notebook.name, parameters))
        progress.step("Invented step")
        return Path(parameters.output) / "invented.pdf"

    monkeypatch.setattr(running, "run", run)
    return seen


def call(*arguments):
    return CliRunner().invoke(group.group, ["run", *arguments])


def given(asked):
    """What was asked for beside the defaults."""
    ((_, parameters),) = asked
    defaults = {each.name: each.default for each in TOWNSHIP_BRIEF.described()}
    return {name: value for name, value in parameters.model_dump().items() if value != defaults[name]}


def test_without_a_name_it_lists_the_notebooks_and_their_questions():
    done = call()
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    for notebook, line in zip(NOTEBOOKS.values(), lines, strict=False):
        assert line.split(maxsplit=1) == [notebook.name, notebook.question]
    assert lines[-1] == "Run one: tollbook run NOTEBOOK. Its parameters: tollbook run NOTEBOOK --help."


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_help_of_each_shows_its_parameters(name):
    done = call(name, "--help")
    assert done.exit_code == 0
    shown = " ".join(done.stdout.split())
    for each in NOTEBOOKS[name].described():
        option = f"--{each.name.replace('_', '-')}"
        assert option in shown
        assert each.meaning.split(";")[0].rstrip(".") in shown
        assert each.kind == "place" or each.type.split(" ")[0] in shown
    assert f"Examples: tollbook run {name};" in shown or f"Examples: tollbook run {name} " in shown


def test_a_parameter_is_shown_with_type_bounds_default_and_meaning():
    shown = " ".join(call("township_brief", "--help").stdout.split())
    assert (
        "--version NUMBER Of this issue; from 2 on it is part of the names of the files. [a number from 1 on; default: 1]"
    ) in shown
    assert (
        "--as-of DAY Count reports published up to this day; none: all. [a day, YYYY-MM-DD, or none; default: none]"
        in shown
    )
    assert "[some of pdf, html, image, figures; may be given several times; default: pdf]" in shown


def test_options_become_parameters(asked):
    done = call(
        "township_brief", "--place", "Sagaing Region", "--start", "2024-01-01", "--as-of", "2025-01-31", "--rule", "priority",
        "--source", "Invented Outlet", "--sources", "Another", "--format", "html", "--version", "2", "--beside", "out",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert given(asked) == {
        "place": "Sagaing Region", "start": "2024-01-01", "as_of": "2025-01-31", "rule": "priority",
        "sources": ["Invented Outlet", "Another"], "formats": ["html"], "version": 2, "beside": ["out"],
    }  # fmt: skip


def test_the_path_is_the_only_thing_on_standard_output(asked):
    done = call("township_brief", "--output", "somewhere")
    assert (done.exit_code, done.stdout) == (0, f"{Path('somewhere') / 'invented.pdf'}\n")
    assert done.stderr == f"[1/{running.steps(TOWNSHIP_BRIEF)}] Invented step\n"


def test_parameters_are_taken_as_papermill_has_them(asked):
    done = call("township_brief", "-p", "place", "Sagaing Region", "-p", "version", "3", "-p", "as_of", "None")
    assert done.exit_code == 0, done.output
    assert given(asked) == {"place": "Sagaing Region", "version": 3}


def test_a_file_comes_first_and_options_last(asked, tmp_path):
    file = tmp_path / "invented.yml"
    file.write_text("place: Sagaing Region\nstart: 2024-01-01\nformats: [html]\nversion: 4\nlanguage: my\n")
    done = call("township_brief", "--file", str(file), "-p", "version", "3", "--language", "en", "-p", "language", "my")
    assert done.exit_code == 0, done.output
    assert given(asked) == {"place": "Sagaing Region", "start": "2024-01-01", "formats": ["html"], "version": 3}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1, 2]", "invented.yml holds no parameters: write each as a line, such as 'place: Pale, Sagaing'."),
        ("place: [", "invented.yml is no YAML: "),
        ("plaice: Pale", "There is no parameter 'plaice'. The nearest is 'place'"),
        ("token: invented", "The parameter 'token' is named like a secret."),
    ],
)
def test_a_wrong_file_of_parameters_is_a_wrong_call(asked, tmp_path, text, said):
    (tmp_path / "invented.yml").write_text(text)
    done = call("township_brief", "--file", str(tmp_path / "invented.yml"))
    assert (done.exit_code, asked) == (2, [])
    assert said in done.stderr


def test_a_missing_file_of_parameters_is_a_wrong_call(asked, tmp_path):
    done = call("township_brief", "-f", str(tmp_path / "none.yml"))
    assert (done.exit_code, asked) == (2, [])
    assert f"The parameters {tmp_path / 'none.yml'} can't be read: No such file or directory." in done.stderr


def test_all_that_is_wrong_with_a_call_is_said_at_once(asked):
    done = call(
        "township_brief", "--plaice", "Pale", "--start", "2024-11-31", "--api-key=invented-word", "--version", "x"
    )
    assert (done.exit_code, asked) == (2, [])
    for said in (
        "There is no parameter 'plaice'. The nearest is 'place'; all of them: ",
        "The parameter 'start' is '2024-11-31': not a day; write it as YYYY-MM-DD, for example 2024-11-30.",
        "The parameter 'api_key' is named like a secret.",
        "The parameter 'version' is 'x': Input should be a valid integer.",
    ):
        assert said in done.stderr
    assert "invented-word" not in done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["townshipbrief"], "There is no notebook 'townshipbrief'. The nearest is 'township_brief'."),
        (["township_brief", "Pale"], "Got unexpected extra argument (Pale). Parameters are given as --name VALUE."),
        (["township_brief", "-x"], "Got unexpected extra argument (-x). Parameters are given as --name VALUE."),
        (["township_brief", "--end", "2024-10-31"], "end (2024-10-31) lies before start (2024-11-01)."),
        (["township_brief", "-p", "place"], "Option '-p' requires 2 arguments."),
    ],
)
def test_a_wrong_call_ends_with_code_2(asked, arguments, said):
    done = call(*arguments)
    assert (done.exit_code, asked) == (2, [])
    assert said in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--place", "Palx"], "tollbook: The parameter 'place' is 'Palx': no place that is certain: "),
        (["--as-of", "2024-12-03"], "is not due before 2024-12-07"),
    ],
)
def test_what_the_data_or_the_rules_stand_against_ends_with_code_1(asked, capsys, arguments, said):
    with pytest.raises(SystemExit) as end:
        group.run(["run", "township_brief", *arguments])
    assert (end.value.code, asked) == (1, [])
    assert said in capsys.readouterr().err


@pytest.mark.long
def test_a_run_of_the_command_makes_the_same_as_tollbook_brief(tmp_path):
    days = ("--start", "2024-11-01", "--end", "2024-11-30")
    one = CliRunner().invoke(group.group, ["brief", "Pale, Sagaing", *days, "--output", str(tmp_path / "one")])
    other = call("township_brief", "--output", str(tmp_path / "other"))
    assert (one.exit_code, other.exit_code) == (0, 0)
    files = [
        {path.name: path.read_bytes() for path in Path(done.stdout.strip()).parent.iterdir()} for done in (one, other)
    ]
    assert files[0] == files[1]
