"""``tollbook series``: what the commands print, and with which code they end."""

import json
import re
from pathlib import Path

import pytest

from tests.briefs.invented import claim
from tests.commands.conftest import ended
from tests.series.invented import KALE, PALE, claims_file, series_file
from tests.series.test_making import publish
from tollbook.commands import group
from tollbook.commands.of_series import choosing
from tollbook.series.manifest import held as held_by

AT_PALE, AT_KALE = f"invented-monthly/2024-11/{PALE}-en", f"invented-monthly/2024-11/{KALE}-en"
COMMANDS = ("due", "run", "explain", "publish", "withdraw")


def call(runs, verb, *more, on="2025-06-30"):
    where = ("--series", runs.series, "--output", runs.briefs) if verb != "due" else ("--series", runs.series)
    return ended("series", verb, "--on", on, *where, *more)


def changed_claims(runs):
    claims_file(runs.series, [claim(1, source="The Irrawaddy", note="invented")])


@pytest.mark.parametrize("verb", ["", *COMMANDS])
def test_the_help_says_what_it_does_with_examples_that_can_be_typed(verb):
    done = ended("series", *([verb] if verb else []), "--help")
    assert done.returncode == 0
    shown = " ".join(done.stdout.split())
    assert "Examples: tollbook series " in shown
    for name, rest in re.findall(r"tollbook series (\w+) ([^;]*)", shown.partition("Examples: ")[2]):
        command = group.group.get_command(None, "series").commands[name]
        known = {option for each in command.params for option in each.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= known


def test_due_lists_what_has_fallen_due(runs):
    done = call(runs, "due")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"{AT_PALE}\t2024-12-31\tPale Township",
        f"{AT_KALE}\t2024-12-31\tKale Township",
    ]
    assert done.stderr == "Due by 2025-06-30: 2 briefs of 1 series.\n"
    done = call(runs, "due", on="2024-12-30")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Due by 2024-12-30: nothing.\n")
    assert call(runs, "due", "--only", PALE).stderr == "Due by 2025-06-30: 1 brief.\n"


def test_run_makes_them_and_prints_the_path_of_its_report(runs):
    done = call(runs, "run")
    assert (done.returncode, done.stdout) == (0, f"{runs.places.drafts / 'run-report.html'}\n")
    assert done.stderr.splitlines() == [
        f"[1/2] {AT_PALE}: made",
        f"[2/2] {AT_KALE}: made",
        "Due by 2025-06-30: 2 made.",
    ]
    assert call(runs, "run").stderr.splitlines()[-1] == "Due by 2025-06-30: 2 unchanged."
    report = json.loads((runs.places.drafts / "run-report.json").read_text())
    assert report["counts"] == {"unchanged": 2}
    assert call(runs, "run", "--again").stderr.splitlines()[-1] == "Due by 2025-06-30: 2 made."


def test_run_with_nothing_due_is_no_failure(runs):
    done = call(runs, "run", on="2020-01-01")
    assert (done.returncode, done.stderr) == (0, "Due by 2020-01-01: nothing.\n")


def test_a_dry_run_says_what_would_be_made_and_why_and_makes_nothing(runs):
    done = call(runs, "run", "--dry-run")
    assert (done.returncode, done.stderr) == (0, "2 to make.\n")
    assert done.stdout.splitlines() == [f"{AT_PALE}\tto make: new", f"{AT_KALE}\tto make: new"]
    assert not runs.briefs.exists()
    call(runs, "run")
    done = call(runs, "run", "--dry-run")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "2 unchanged.\n")
    (runs.series / "invented-claims.csv").unlink()
    done = call(runs, "run", "--dry-run")
    assert (done.returncode, done.stderr) == (1, "2 can't be made.\n")
    assert done.stdout.splitlines()[0].startswith(f"{AT_PALE}\tcan't be made: The claims file ")


def test_a_failure_ends_with_code_1_and_a_command_that_repeats_it_alone(runs):
    def act(job):
        if job.parameters.place == PALE:
            raise ValueError("invented")

    runs.act = act
    done = call(runs, "run", "--workers", "2", "--memory", "500")
    assert done.returncode == 1
    again = (
        f"tollbook series run --on 2025-06-30 --series {runs.series} --output {runs.briefs} --workers 2 --memory 500 "
        f"--only {AT_PALE}"
    )
    assert done.stderr.splitlines() == [
        f"[1/2] {AT_PALE}: failed",
        f"[2/2] {AT_KALE}: made",
        f"{AT_PALE}: Pale Township",
        "    invented",
        f"    Again: {again}",
        "Due by 2025-06-30: 1 made, 1 failed.",
    ]
    runs.act, runs.ran = (lambda job: None), []
    done = ended(*again.split()[1:])
    assert done.returncode == 0
    assert done.stderr.splitlines() == [f"[1/1] {AT_PALE}: made", "Due by 2025-06-30: 1 made."]
    assert [place for place, _ in runs.ran] == [PALE]


def test_a_file_that_changed_meanwhile_ends_with_code_1(runs):
    runs.act = lambda job: (runs.series / "invented-claims.csv").write_text("claim_id\n")
    done = call(runs, "run")
    assert done.returncode == 1
    assert "Changed meanwhile: invented-claims.csv." in done.stderr


def test_the_report_is_told_also_where_it_can_not_be_written(runs):
    runs.places.drafts.mkdir(parents=True)
    (runs.places.drafts / "run-report.json").mkdir()
    done = call(runs, "run")
    assert done.returncode == 1
    assert "Due by 2025-06-30: 2 made." in done.stderr
    assert done.stderr.splitlines()[-1].startswith("tollbook: ")
    assert "Traceback" not in done.stderr


def test_explain_says_why_and_from_what(runs):
    done = call(runs, "explain", "--only", PALE)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[:2] == [f"{AT_PALE}: Pale Township, 2024-11", "  would be made: it was never made"]
    assert [line.strip().partition(":")[0] for line in lines[2:]] == [
        "claims", "parameters", "notebook", "code", "libraries", "reference tables", "catalogue", "publisher",
    ]  # fmt: skip
    assert not runs.briefs.exists()
    call(runs, "run")
    draft = runs.places.draft(runs.tasks()[0]) / f"{PALE.lower()}-2024-11-01-2024-11-30-draft.html"
    assert f"  would not be made again: {draft} is what it would be" in call(runs, "explain").stdout
    changed_claims(runs)
    series_file(runs.series, parameters={"claims": "invented-claims.csv", "formats": ["html"], "act": "slow"})
    said = call(runs, "explain").stdout
    assert "  would be made: claims that touch it have changed" in said
    assert "  would be made: its parameters have changed" in said


def test_explain_ends_with_code_1_where_something_stands_against_it(runs):
    (runs.series / "invented-claims.csv").unlink()
    done = call(runs, "explain", "--only", PALE)
    assert done.returncode == 1
    assert done.stdout.splitlines()[1].startswith("  can't be made: The claims file ")


def test_explain_tells_of_the_issue_that_it_would_be_held_against(runs):
    runs.make()
    publish(runs)
    changed_claims(runs)
    said = call(runs, "explain", "--only", PALE).stdout
    stem = f"{PALE.lower()}-2024-11-01-2024-11-30"
    assert f"  and would be version 2 if it says something else than {stem}" in said


def test_briefs_are_chosen_by_a_part_of_their_names(runs):
    series_file(runs.series, last="2024-12", languages=["en", "my"])

    def chosen(*only):
        done = call(runs, "due", *(word for text in only for word in ("--only", text)))
        return [line.partition("\t")[0].removeprefix("invented-monthly/") for line in done.stdout.splitlines()]

    of_december = [f"2024-12/{code}-{language}" for code in (PALE, KALE) for language in ("en", "my")]
    assert chosen("2024-12") == of_december
    assert chosen("2024-12/", f"2024-11/{PALE}-my") == [f"2024-11/{PALE}-my", *of_december]


def test_a_whole_name_means_that_brief_alone(runs):
    """Also where the name of another series ends like that of this one."""
    series_file(runs.series, "of-invented-monthly")
    done = call(runs, "due", "--only", AT_PALE)
    assert done.stdout == f"{AT_PALE}\t2024-12-31\tPale Township\n"
    assert len(call(runs, "due", "--only", f"monthly/2024-11/{PALE}-en").stdout.splitlines()) == 2


def test_names_that_there_are_not_are_answered_with_the_nearest(runs):
    done = call(runs, "run", "--only", "MMR005091", "--only", PALE, "--only", f"invented-monthly/2024-12/{PALE}-en")
    assert done.returncode == 2
    said = [line for line in done.stderr.splitlines() if "No brief that is due" in line]
    assert len(said) == 2
    assert "is called like 'MMR005091'. The nearest is 'invented-monthly/2024-11/MMR0050" in said[0]
    assert said[1].endswith(f"is called like 'invented-monthly/2024-12/{PALE}-en'. The nearest is '{AT_PALE}'.")
    done = call(runs, "due", "invented-month")
    assert (done.returncode, done.stderr) == (
        1,
        "tollbook: There is no series 'invented-month'. The nearest is 'invented-monthly'; all of them: invented-monthly.\n",
    )


@pytest.mark.parametrize("verb", ["due", "run", "explain", "publish"])
def test_a_series_file_that_is_wrong_ends_with_code_1(runs, verb):
    series_file(runs.series, every="monthly")
    done = call(runs, verb)
    assert done.returncode == 1
    assert done.stderr.startswith("tollbook: invented-monthly.yml, every: There is no cadence 'monthly'. ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["due"], "Missing option '--on'."),
        (["due", "--on", "yesterday"], "'yesterday' is not a day. Write it as YYYY-MM-DD, for example 2024-11-30."),
        (["run", "--on", "2025-01-31", "--workers", "0"], "0 is not in the range x>=1."),
        (["run", "--on", "2025-01-31", "--memory", "10"], "10 is not in the range x>=100."),
        (["withdraw", "x"], "Missing option '--reason'."),
    ],
)
def test_a_wrong_call_ends_with_code_2(arguments, said):
    done = ended("series", *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_who_else_is_at_work_is_told(runs):
    runs.places.drafts.mkdir(parents=True)
    with held_by(runs.places.drafts):
        done = call(runs, "run")
        # Looking is possible all the time.
        assert call(runs, "run", "--dry-run").returncode == 0
    assert done.returncode == 1
    assert done.stderr == (
        f"tollbook: Another run is at work in {runs.places.drafts}. Wait until it has ended, or give another folder "
        "(--output).\n"
    )


def test_the_command_line_is_told_as_it_was_given():
    given = {"names": ("a", "b"), "on": "2025-01-31", "folder": None, "output": Path("briefs")}
    assert choosing.command_line("run", given, {"workers": None}) == "tollbook series run a b --on 2025-01-31"
    given |= {"folder": Path("my series"), "output": Path("out")}
    assert choosing.command_line("run", given, {"workers": 2}) == (
        "tollbook series run a b --on 2025-01-31 --series 'my series' --output out --workers 2"
    )
