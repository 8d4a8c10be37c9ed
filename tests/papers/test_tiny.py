"""Every kind of paper from the tiniest of claims: it is made, says what it lacks, and asserts nothing that nobody said."""

import pytest

import tollbook as tb
from tests.papers.tiny import TINY, rows_of
from tollbook.papers.kind import KINDS, kind
from tollbook.release.published.facts import read

#: Kinds that can't be made of nothing: each with the sentence that says so is tested where the kind is.
NEEDS_MORE = {("incident_dossier", name) for name in TINY}


@pytest.mark.parametrize("name", TINY)
@pytest.mark.parametrize("of", KINDS)
@pytest.mark.parametrize("release", ["public", "internal"])
def test_each_kind_of_paper_from_tiny_claims(of, name, release):
    if (of, name) in NEEDS_MORE:
        pytest.skip("see the test of the kind")
    claims = tb.Claims.from_frame(rows_of(name), name="invented-claims.csv")
    # A file without a claim is one in error, which whoever makes a paper of it all the same has said to know.
    assert [each.code for each in claims.problems.errors] == (["no_claims"] if name == "empty" else [])
    found = tb.findings(claims.without_rejected())
    asked = () if kind(of).about else ("Sagaing Region", ("2024-11-01", "2024-11-30"))
    if "state" not in kind(of).levels and asked:
        asked = ("Myanmar", asked[1])
    paper = tb.paper(of, found, *asked, issued="2025-06-01", release=release)
    assert paper.pdf.startswith(b"%PDF")
    assert "<h1>" in paper.html
    # What is held back beside other outputs is found by reading its facts back.
    assert read(paper.facts, "invented-facts.json").release == release
    if name == "empty":
        assert [key for key, each in paper.facts["figures"].items() if each["state"] == "figure"] == []
    for section in paper:
        assert section._repr_html_()
