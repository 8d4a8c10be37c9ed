"""`tollbook template` as a user meets it: the file, what is said of it, and a file that is kept."""

import tollbook as tb
from tests.commands.conftest import ended


def test_the_template_is_made_and_what_comes_next_is_said(tmp_path):
    file = tmp_path / "my-claims.xlsx"
    done = ended("template", file)
    assert (done.returncode, done.stdout) == (0, f"{file}\n")
    assert done.stderr.splitlines() == [
        "Fill in its sheet claims, one row a claim; the sheet how to says how. Then check it:",
        f"    tollbook check {file}",
    ]
    assert file.read_bytes() == tb.template(tmp_path / "same.xlsx").read_bytes()


def test_checking_it_untouched_says_that_it_has_no_claims(tmp_path):
    ended("template", tmp_path / "my-claims.xlsx")
    done = ended("check", tmp_path / "my-claims.xlsx")
    assert done.returncode == 1
    assert "my-claims.xlsx: The file has a header and no claims. Add one row a claim." in done.stdout


def test_a_file_that_is_there_is_kept_without_force(tmp_path):
    file = tmp_path / "my-claims.xlsx"
    file.write_bytes(b"hours of typing")
    done = ended("template", file)
    assert done.returncode == 1
    assert done.stderr.startswith(f"tollbook: {file} is there already, and was left as it is.")
    assert file.read_bytes() == b"hours of typing"
    assert ended("template", file, "--force").returncode == 0
    assert file.read_bytes().startswith(b"PK")


def test_a_wrong_call_ends_with_exit_code_2(tmp_path):
    assert ended("template").returncode == 2
    assert ended("template", tmp_path / "a.xlsx", tmp_path / "b.xlsx").returncode == 2
