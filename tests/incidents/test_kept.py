"""Findings and claims that are kept for forked processes: given again for the very same question, and for no other."""

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import claim
from tollbook.claims import reading
from tollbook.incidents import kept


@pytest.fixture
def nothing_kept(monkeypatch):
    monkeypatch.setattr(kept, "_KEPT", {})
    monkeypatch.setattr(reading, "_KEPT", {})


def written(path, *rows):
    pd.DataFrame(rows).to_csv(path, index=False)
    return path


def test_findings_are_given_again_for_the_same_question_only(nothing_kept):
    claims = tb.Claims.from_frame(pd.DataFrame([claim(1)]), name="invented-claims.csv")
    found = tb.findings(claims, as_of="2024-12-31")
    assert tb.findings(claims, as_of="2024-12-31") is not found
    kept.keep(found)
    assert tb.findings(claims, as_of="2024-12-31") is found
    assert tb.findings(claims, as_of="2024-12-30") is not found
    assert tb.findings(claims, as_of="2024-12-31", rule="lowest") is not found
    same = tb.Claims.from_frame(pd.DataFrame([claim(1)]), name="invented-claims.csv")
    assert tb.findings(same, as_of="2024-12-31") is not found


def test_a_file_that_was_written_to_is_read_again(nothing_kept, tmp_path):
    path = written(tmp_path / "invented-claims.csv", claim(1))
    claims = tb.read_claims(path)
    reading.keep(claims, path)
    assert tb.read_claims(path) is claims
    written(path, claim(1), claim(2, "invented-2"))
    assert len(tb.read_claims(path).table) == 2
