"""A file of claims to look at what is wrong with it, whatever that is."""

import pytest

import tollbook as tb
from tollbook.claims.problems import ClaimsFileError


def test_a_file_that_no_table_can_be_read_from_gives_no_claims_and_says_why(tmp_path):
    path = tmp_path / "invented-claims.csv"
    path.write_bytes(b"")
    claims = tb.examine_claims(path)
    assert len(claims) == 0
    assert [str(problem) for problem in claims.problems] == [
        "error: invented-claims.csv: The file is empty. Give a file with a header row and one row a claim. [empty_file]"
    ]
    assert len(tb.findings(claims.without_rejected())) == 0


def test_a_file_that_can_be_read_is_read_as_ever(tmp_path):
    path = tmp_path / "invented-claims.csv"
    path.write_text("claim_id,measure\nx1,civilians_killed\n", encoding="utf-8")
    examined, read = tb.examine_claims(path), tb.read_claims(path)
    assert examined.problems == read.problems
    assert examined.rejected == read.rejected == 1


def test_a_file_that_is_not_there_is_no_file_to_look_at(tmp_path):
    with pytest.raises(ClaimsFileError, match="There is no file"):
        tb.examine_claims(tmp_path / "invented-claims.csv")
