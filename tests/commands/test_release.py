"""`tollbook release scan` as a user meets it: what it prints, in two forms, and its exit code."""

import json
import subprocess
import sys

import pytest

from tests.claims.test_reading import FIXTURES
from tests.commands.conftest import ended
from tests.release.scan.invented import pdf, zipped


def scan_apart(*arguments):
    """Run `tollbook release scan` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tollbook", "release", "scan", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def scan(*arguments):
    """The same in this process, which need not start anew."""
    return ended("release", "scan", *arguments)


@pytest.fixture
def folder(tmp_path):
    """Two files with a leak each, one of them inside an archive, and one with none."""
    (tmp_path / "a.pdf").write_bytes(pdf("call 09 123 456 789"))
    (tmp_path / "b.zip").write_bytes(zipped({"b.csv": b"pcode,place_name\nMMR005019,Invented\n"}))
    (tmp_path / "c.txt").write_text("Pale Township: 7 or more")
    return tmp_path


def test_findings_are_listed_by_file_with_place_rule_value_and_remedy(folder):
    done = scan_apart(folder)
    assert done.returncode == 1
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert "  phone: 09 123 456 789 (page 1)" in lines
    assert "  column: place_name (b.csv, row 1)" in lines
    assert "phone: A telephone number other than the publisher's own contact. Take it out." in lines
    assert lines[-1] == "3 files read, 2 findings in 2 of them."


def test_json_is_the_same_as_data(folder):
    done = scan(folder, "--format", "json")
    facts = json.loads(done.stdout)
    assert [file.rpartition("/")[2] for file in facts["files"]] == ["a.pdf", "b.zip", "c.txt"]
    assert [(one["rule"], one["value"], one["place"]) for one in facts["findings"]] == [
        ("phone", "09 123 456 789", ["page 1"]), ("column", "place_name", ["b.csv", "row 1"])
    ]  # fmt: skip
    assert all(one["says"] and one["remedy"] for one in facts["findings"])


def test_nothing_found_is_exit_code_0(folder):
    done = scan(folder / "c.txt")
    assert (done.returncode, done.stdout) == (0, "1 file read, nothing found.\n")


def test_the_contact_is_left_out_and_named(folder):
    done = scan(folder / "a.pdf", "--contact", "09 123 456 789")
    assert done.returncode == 0
    assert "Taken for the publisher's own contact, and left out: 09 123 456 789" in done.stdout


def test_what_is_not_there_is_exit_code_2_and_nothing_is_scanned(folder):
    done = scan(folder / "a.pdf", folder / "nowhere.pdf", folder / "nowhere.csv")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("is no file and no folder.") == 2


def test_claims_that_can_t_be_read_are_exit_code_2(folder):
    assert scan(folder, "--claims", folder / "nowhere.csv").returncode == 2


def test_claims_with_rows_in_error_are_refused_for_those_rows_would_not_be_looked_for(folder):
    done = scan(folder, "--claims", FIXTURES / "wrong" / "invented_formula.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "correct them first (tollbook check invented_formula.csv)" in done.stderr


def test_help_shows_examples():
    done = scan("--help")
    assert done.returncode == 0
    assert "Examples: tollbook release scan briefs" in " ".join(done.stdout.split())
