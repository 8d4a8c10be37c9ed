"""Law 15: claims written and read back are the same claims, with the same findings, open floors and empty cells."""

import csv
import io
import zipfile

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.claims.test_reading import maker
from tollbook import shipped
from tollbook.claims import export
from tollbook.claims.problems import ClaimsError
from tollbook.claims.reading import read_claims
from tollbook.claims.table import Claims
from tollbook.files import OutputError

ENDINGS = (".csv", ".xlsx", ".parquet")


@pytest.fixture(scope="module")
def sample():
    return read_claims(shipped.claims_file())


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("with_quantities", [False, True])
def test_the_sample_reads_back_the_same(sample, tmp_path, ending, with_quantities):
    file = export.write(sample, tmp_path / f"claims{ending}", with_quantities)
    back = read_claims(file)
    pd.testing.assert_frame_equal(back.table, sample.table)
    assert not back.problems.errors
    assert back.problems.warnings == sample.problems.warnings.named(file.name)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_findings_read_back_the_same(sample, tmp_path, ending):
    import tollbook as tb

    back = read_claims(export.write(sample, tmp_path / f"claims{ending}"))
    pd.testing.assert_frame_equal(tb.findings(back).table, tb.findings(sample).table)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_claims_give_the_same_bytes(sample, tmp_path, ending):
    first = export.write(sample, tmp_path / f"a{ending}").read_bytes()
    assert export.write(sample, tmp_path / f"b{ending}").read_bytes() == first


def test_a_floor_keeps_an_empty_high_and_says_open_where_asked(tmp_path):
    claims = Claims.from_frame(pd.DataFrame(maker().CLAIMS[:4]).fillna(""))
    text = export.write(claims, tmp_path / "invented.csv", with_quantities=True).read_text("utf-8")
    rows = {row["claim_id"]: row for row in csv.DictReader(io.StringIO(text))}
    floor, about, exact = rows["i2"], rows["i3"], rows["i1"]
    assert (floor["low"], floor["best"], floor["high"]) == ("12", "12", "")
    assert (floor["quantity_low"], floor["quantity_best"], floor["quantity_high"]) == ("12", "12", "open")
    assert (about["low"], about["best"], about["high"]) == ("", "1200", "")
    assert about["quantity_high"] not in ("", "open")
    assert exact["quantity_high"] == "7"


def test_claims_that_stand_alone_still_do(tmp_path):
    alone = Claims.from_frame(pd.DataFrame(maker().changed(incident_id="")))
    file = export.write(alone, tmp_path / "invented.csv")
    assert "~" not in file.read_text("utf-8")
    pd.testing.assert_frame_equal(read_claims(file).table, alone.table)


def test_claims_with_errors_are_not_written_unless_these_are_left_out_knowingly(tmp_path):
    claims = Claims.from_frame(pd.DataFrame(maker().changed(low="-7")))
    with pytest.raises(ClaimsError, match="1 error in the claims"):
        export.write(claims, tmp_path / "invented.csv")
    assert not list(tmp_path.iterdir())
    assert len(read_claims(export.write(claims.without_rejected(), tmp_path / "invented.csv"))) == 4


def test_another_ending_is_refused(sample, tmp_path):
    with pytest.raises(OutputError) as caught:
        export.write(sample, tmp_path / "claims.ods")
    assert str(caught.value) == (
        "claims.ods ends in none of .csv, .xlsx, .parquet. Give the file one of these endings."
    )  # fmt: skip


def test_no_text_becomes_a_formula_or_a_link_in_a_workbook(sample, tmp_path):
    file = export.write(sample, tmp_path / "claims.xlsx")
    with zipfile.ZipFile(file) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f" not in xml.replace(b"<format", b"")
    assert b"<hyperlink" not in xml


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\",;\n\t'_x0041_၁ ကခဂ=+-@#"),
    max_size=20,
)


@settings(max_examples=25)
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4), st.sampled_from(ENDINGS))
def test_any_text_that_is_read_reads_back(tmp_path_factory, texts, ending):
    first = maker().CLAIMS[0]
    rows = [
        {**first, "claim_id": f"i{n}", "wording": a, "note": b, "attributed_to": c} for n, (a, b, c) in enumerate(texts)
    ]
    claims = Claims.from_frame(pd.DataFrame(rows)).without_rejected()
    if not len(claims):
        return
    file = export.write(claims, tmp_path_factory.mktemp("back") / f"invented{ending}")
    pd.testing.assert_frame_equal(read_claims(file).table, claims.table)
