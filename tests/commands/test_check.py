"""`tollbook check` as a user meets it: what it prints, in three forms, and its exit code."""

import csv
import io
import json
import subprocess
import sys

import pytest

from tests.claims.test_reading import FIXTURES
from tests.commands.conftest import ended
from tollbook import shipped


def check_apart(*arguments):
    """Run `tollbook check` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tollbook", "check", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def check(*arguments):
    """The same in this process, which need not start anew."""
    return ended("check", *arguments)


def test_the_sample_has_no_errors():
    check(shipped.claims_file())  # makes the gazetteer where it was not made yet, which is said
    done = check_apart(shipped.claims_file())
    assert done.returncode == 0
    assert "claims.csv: 708 claims of 162 incidents, 224 reports" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("0 errors, ")
    assert done.stderr == ""


def test_errors_end_with_exit_code_1_and_every_one_is_printed():
    done = check(FIXTURES / "wrong" / "invented_formula.csv")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "2 errors, 0 warnings."
    assert done.stdout.count("[formula]") == 2


def test_a_file_that_can_t_be_read_is_one_problem_and_exit_code_1(tmp_path):
    done = check(tmp_path / "nowhere.csv")
    assert done.returncode == 1
    assert "There is no file" in done.stdout
    assert done.stderr == ""


def test_json_holds_the_counts_and_the_problems():
    done = check(FIXTURES / "wrong" / "invented_formula.csv", "--format", "json")
    facts = json.loads(done.stdout)
    assert (facts["file"], facts["claims"], facts["rejected"]) == ("invented_formula.csv", 4, 1)
    assert (facts["errors"], facts["warnings"]) == (2, 0)
    assert [p["column"] for p in facts["problems"]] == ["attributed_to", "note"]
    assert done.returncode == 1


def test_csv_is_one_row_a_problem():
    done = check(FIXTURES / "wrong" / "invented_formula.csv", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(row["row"], row["column"], row["code"]) for row in rows] == [
        ("2", "attributed_to", "formula"), ("2", "note", "formula")
    ]  # fmt: skip


def test_a_voice_read_as_nameless_by_its_last_word_is_listed(tmp_path):
    text = (FIXTURES / "right" / "invented_comma.csv").read_text("utf-8").replace("ဒေသခံများ", "some invented villagers")
    file = tmp_path / "invented.csv"
    file.write_text(text, "utf-8")
    assert (
        'note: "some invented villagers" is not in the table of origins, and was read as a nameless voice of its outlet.'
        in check(file).stdout.splitlines()
    )


@pytest.mark.parametrize("arguments", [[], ["a.csv", "b.csv"], ["a.csv", "--format", "yaml"]])
def test_a_wrong_call_ends_with_exit_code_2(arguments):
    assert check(*arguments).returncode == 2
