"""``tollbook brief``: what it prints, and with which code it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tollbook.briefs.outputs.formats import FORMATS
from tollbook.charts.words import DIGITS
from tollbook.commands import brief, group
from tollbook.suite import run as running
from tollbook.suite.notebooks import TOWNSHIP_BRIEF

NOVEMBER = ("--start", "2024-11-01", "--end", "2024-11-30")


@pytest.fixture
def asked(monkeypatch):
    """Parameters that a run was asked for; no notebook is run."""
    seen = []

    def run(notebook, parameters, progress, run_cells=None):
        seen.append(parameters)
        progress.step("Invented step")
        return Path(parameters.output) / "invented.pdf"

    monkeypatch.setattr(running, "run", run)
    return seen


def call(*arguments):
    return CliRunner().invoke(group.group, ["brief", *arguments])


def test_the_path_is_the_only_thing_on_standard_output(asked):
    done = call("Pale, Sagaing", *NOVEMBER, "--output", "somewhere")
    assert (done.exit_code, done.stdout) == (0, f"{Path('somewhere') / 'invented.pdf'}\n")
    assert done.stderr == f"[1/{running.steps(TOWNSHIP_BRIEF)}] Invented step\n"


def test_options_become_parameters(asked):
    options = "--as-of 2024-12-15 --known-on 2024-12-20 --issued 2024-12-16 --release internal --claims mine.csv --rule priority"
    options += " --boundaries mine.gpkg --population people.xlsx --coverage looking.csv --previous last.pdf --language en --digits western --issue 12"
    options += " --next-issue 2025-01-16 --version 2 --format pdf"
    done = call("MMR005019", *NOVEMBER, *options.split(), "--source", "Invented Outlet")
    assert done.exit_code == 0
    wanted = {
        "place": "MMR005019", "start": "2024-11-01", "end": "2024-11-30", "as_of": "2024-12-15",
        "known_on": "2024-12-20", "issued": "2024-12-16", "claims": "mine.csv", "rule": "priority",
        "sources": ["Invented Outlet"], "boundaries": "mine.gpkg", "population": "people.xlsx", "coverage": "looking.csv", "previous": "last.pdf",
        "language": "en", "digits": "western", "issue": "12", "next_issue": "2025-01-16", "version": 2, "formats": ["pdf"], "release": "internal", "approval": None, "beside": [], "output": "briefs",
    }  # fmt: skip
    assert asked[0].model_dump() == wanted


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Pale", "--start", "2024-12-01", "--end", "2024-11-30"], "--end 2024-11-30 lies before --start 2024-12-01."),
        (["Pale", "--start", "2024-11-31", "--end", "2024-11-30"], "'2024-11-31' is not a day. Write it as YYYY-MM-DD"),
        (["Pale", "--start", "2024-11-01"], "Missing option '--end'."),
        (["Pale", *NOVEMBER, "--rule", "priority"], "--rule priority and --source go together"),
        (["Pale", *NOVEMBER, "--rule", "best"], "'best' is not one of"),
        (["Pale", *NOVEMBER, "--format", "docx"], "'docx' is not one of 'pdf', 'html', 'image', 'figures'."),
    ],
)
def test_a_wrong_call_ends_with_code_2(asked, arguments, said):
    done = call(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert asked == []


def test_the_help_names_every_form_and_all_digits():
    # They stand in the command as they are: what they are taken from would make the help slow.
    choices = {option.name: getattr(option.type, "choices", None) for option in brief.command.params}
    assert list(choices["formats"]) == list(FORMATS)
    assert list(choices["digits"]) == list(DIGITS)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("Palx", "tollbook: The parameter 'place' is 'Palx': no place that is certain: No place is called 'Palx'."),
        ("Minhla", "Minhla Township, Magway Region (MMR009013)"),
        ("174067", "Pale Township may be what you want."),
    ],
)
def test_a_wrong_place_ends_with_code_1_before_anything_runs(asked, capsys, place, said):
    with pytest.raises(SystemExit) as end:
        group.run(["brief", place, *NOVEMBER])
    assert end.value.code == 1
    assert said in capsys.readouterr().err
    assert asked == []
