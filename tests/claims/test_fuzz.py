"""Whatever bytes a file holds, reading them ends in claims or in an error of ours."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.claims.test_reading import FIXTURES
from tollbook.claims.problems import ClaimsError
from tollbook.claims.reading import read_claims

SEEDS = [path.read_bytes() for folder in ("right", "wrong") for path in sorted((FIXTURES / folder).iterdir())]
SEEDS = [data for data in SEEDS if data]


@st.composite
def damaged(draw):
    """One of the fixtures with some bytes replaced, cut out or put in."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        upto = at + draw(st.integers(0, 8))
        data[at:upto] = draw(st.binary(max_size=8) | st.sampled_from([b'"', b",", b"\r", b"\n", b"\0", b"\xff", b"="]))
    return bytes(data)


def assert_read_or_refused(tmp_path_factory, data):
    file = tmp_path_factory.mktemp("fuzz") / "invented.csv"
    file.write_bytes(data)
    try:
        claims = read_claims(file)
    except ClaimsError as error:
        assert len(error.problems.errors)
    else:
        assert len(claims.table) == len(claims.rows)
        assert claims.table["claim_id"].is_unique


@settings(max_examples=60)
@given(data=damaged() | st.binary(max_size=300))
@example(data=b"PK\x03\x04")
@example(data=b"PAR1")
@example(data=b"claim_id")
@example(data=b"claim_id\rx\r")
@example(data=b"\xff\xfe")
@example(data=b"\xef\xbb\xbf")
@example(data=b"sep=\n")
@example(data=b'"claim_id"\n"')
@example(data=b"claim_id,claim_id\n1,2\n")
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    assert_read_or_refused(tmp_path_factory, data)


@pytest.mark.long
@settings(max_examples=3000)
@given(data=damaged())
def test_many_damaged_files_are_read_or_refused(tmp_path_factory, data):
    assert_read_or_refused(tmp_path_factory, data)
