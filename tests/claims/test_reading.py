"""Reading files of claims: every notation that has one meaning, and a sentence for every file that has none."""

import hashlib
import importlib.util
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tollbook import shipped
from tollbook.claims import opening, schema
from tollbook.claims.problems import ChangedWhileRead, ClaimsError, ClaimsFileError
from tollbook.claims.reading import read_claims
from tollbook.claims.table import Claims

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "claims"
RIGHT = sorted(path.name for path in (FIXTURES / "right").iterdir())


def wrong(name):
    return FIXTURES / "wrong" / name


def maker():
    spec = importlib.util.spec_from_file_location("make_invented_claims", FIXTURES / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_fixtures_are_what_their_script_makes():
    made = maker()
    for folder, files in (("right", made.right()), ("wrong", made.wrong())):
        assert sorted(files) == sorted(path.name for path in (FIXTURES / folder).iterdir())
        for name, data in files.items():
            assert (FIXTURES / folder / name).read_bytes() == data, name


def test_the_sample_reads_whole_and_without_an_error():
    claims = read_claims(shipped.claims_file())
    assert len(claims) == 708
    assert claims.table["incident_id"].nunique() == 162
    assert not claims.problems.errors
    assert claims.sha256 == hashlib.sha256(shipped.claims_file().read_bytes()).hexdigest()
    assert claims.name == "claims.csv"
    assert claims.summary() == (
        "claims.csv: 708 claims of 162 incidents, 224 reports, 0 not linked to an incident, "
        "336 without a publication day."
    )


def test_the_table_has_the_columns_and_kinds_that_others_build_on():
    table = read_claims(shipped.claims_file()).table
    assert list(table.columns) == [
        *schema.NAMES, "linked", "kind", "q_low", "q_best", "q_high", "q_open", "stated"
    ]  # fmt: skip
    assert isinstance(table.index, pd.RangeIndex)
    for column in schema.COLUMNS:
        assert str(table[column.name].dtype) == column.dtype, column.name
    assert table["linked"].dtype == bool
    for name in schema.of_kind("category", "code"):
        assert not table[name].isna().any(), name
    assert (table["extent"] != "").all()


@pytest.mark.parametrize("name", RIGHT)
def test_every_notation_reads_as_the_same_claims(name):
    claims = read_claims(FIXTURES / "right" / name)
    assert str(claims.problems) == "no problems"
    pd.testing.assert_frame_equal(claims.table, read_claims(FIXTURES / "right" / "invented_comma.csv").table)
    assert claims.table["claim_id"].tolist() == ["i1", "i2", "i3", "i4", "i5"]
    assert claims.table["best"].tolist()[:3] == [7, 12, 1200]
    assert claims.table["note"].iloc[2] == "a\nb"
    assert claims.table["attributed_to"].iloc[3] == "ဒေသခံများ"


@pytest.mark.parametrize(
    ("name", "code", "sentence"),
    [
        ("invented_empty.csv", "empty_file", "The file is empty. Give a file with a header row and one row a claim."),
        ("invented_binary.csv", "binary_file", "The file is not text. Give the claims as CSV UTF-8 or as XLSX."),
        (
            "invented_cp1252.csv",
            "not_utf8",
            (
                "The file is not UTF-8: line 2 holds the byte 0xE9, as files in a Windows or other old code page do. Which "
                "letter it stands for would be a guess. Save it as CSV UTF-8 (in Excel: Save As, CSV UTF-8; in LibreOffice: "
                "character set Unicode (UTF-8))."
            ),
        ),
        (
            "invented_truncated.xlsx",
            "damaged_workbook",
            (
                "The file begins like a workbook (.xlsx) but can't be read as one; it may have been cut off while it was "
                "copied. Open it in a spreadsheet program, save it again as .xlsx or CSV UTF-8, and give that file."
            ),
        ),
        (
            "invented_archive.xlsx",
            "damaged_workbook",
            (
                "The file begins like a workbook (.xlsx) but can't be read as one; it may have been cut off while it was "
                "copied. Open it in a spreadsheet program, save it again as .xlsx or CSV UTF-8, and give that file."
            ),
        ),
        (
            "invented_open_quote.csv",
            "open_quote",
            (
                "A quotation mark in row 6 is never closed, so the rows after it can't be told apart. Close it, or double it "
                "where it is part of the text; the file may also have been cut off."
            ),
        ),
        (
            "invented_title_above.csv",
            "late_header",
            "The header stands in row 2, and something else above it. Delete the rows above the header.",
        ),
        (
            "invented_no_header.csv",
            "no_header",
            (
                "The first row names no column of the claims table. Begin with a header row; a file of claims has at least "
                "claim_id, scope, source, place_level, start, end, measure."
            ),
        ),
        (
            "invented_first_of_two_sheets.xlsx",
            "no_header",
            (
                "The first row names no column of the claims table. Begin with a header row; a file of claims has at least "
                "claim_id, scope, source, place_level, start, end, measure. The workbook has 2 sheets and none is named "
                "claims; the first, 'notes', was read. Name the sheet of claims claims, or make sure that it is the first."
            ),
        ),
    ],
)
def test_a_file_without_a_table_is_refused_with_a_sentence(name, code, sentence):
    with pytest.raises(ClaimsFileError) as caught:
        read_claims(wrong(name))
    (problem,) = caught.value.problems
    assert (problem.file, problem.code) == (name, code)
    assert f"{problem.message} {problem.remedy}" == sentence


@pytest.mark.parametrize(
    ("name", "rows_kept", "errors"),
    [
        (
            "invented_header_only.csv",
            0,
            ["invented_header_only.csv: The file has a header and no claims. Add one row a claim. [no_claims]"],
        ),
        (
            "invented_truncated.csv",
            3,
            [
                (
                    'invented_truncated.csv, row 5, "i4": The row has 2 cells, the header has 22. Complete the row; if it is '
                    "the last one, the file may have been cut off while it was copied. [ragged_row]"
                )
            ],
        ),
        (
            "invented_ragged.csv",
            4,
            [
                (
                    'invented_ragged.csv, row 3, "i2": The row has 23 cells, the header has 22. Put quotes around cells that '
                    "hold the delimiter. [ragged_row]"
                )
            ],
        ),
        (
            "invented_formula.csv",
            4,
            [
                (
                    'invented_formula.csv, row 2, column attributed_to, "@invented": The cell begins like a formula, which a '
                    "spreadsheet would run. Write the value itself, or begin the text with another character. [formula]"
                ),
                (
                    'invented_formula.csv, row 2, column note, "=1+1": The cell begins like a formula, which a spreadsheet '
                    "would run. Write the value itself, or begin the text with another character. [formula]"
                ),
            ],
        ),
        (
            "invented_formula.xlsx",
            4,
            [
                (
                    "invented_formula.xlsx, row 4, column low: The cell holds a formula, whose saved value may be out of "
                    "date. Copy the column and paste it as values, then save. [formula]"
                )
            ],
        ),
        (
            "invented_missing_columns.csv",
            0,
            [
                (
                    "invented_missing_columns.csv, row 1, column end: The column end is missing. Last day that the claim is "
                    "about; the same as the first for one day. Add it to the header and fill it in every row, such as "
                    "'2024-11-14'. [missing_column]"
                ),
                (
                    "invented_missing_columns.csv, row 1, column source: The column source is missing. The outlet or data "
                    "set that published the report. Add it to the header and fill it in every row, such as 'The Irrawaddy'. "
                    "[missing_column]"
                ),
            ],
        ),
    ],
)
def test_rows_in_error_are_named_and_the_others_read(name, rows_kept, errors):
    claims = read_claims(wrong(name))
    assert [str(p) for p in claims.problems.errors] == [f"error: {line}" for line in errors]
    assert len(claims) == rows_kept
    with pytest.raises(ClaimsError) as caught:
        claims.require_valid()
    assert caught.value.problems == claims.problems
    assert not claims.without_rejected().problems.errors
    assert len(claims.without_rejected()) == rows_kept


def test_row_numbers_are_the_spreadsheet_s_where_rows_are_blank():
    assert read_claims(FIXTURES / "right" / "invented_workbook.xlsx").rows.tolist() == [2, 4, 6, 8, 10]


def test_an_unknown_column_is_left_aside_and_the_nearest_named(tmp_path):
    file = tmp_path / "invented.csv"
    text = (FIXTURES / "right" / "invented_comma.csv").read_text("utf-8")
    file.write_text(text.replace(",means,", ",means_of_harm,").replace("pcode", "p_codes"), "utf-8")
    claims = read_claims(file)
    assert [str(p) for p in claims.problems.of("unknown_column")] == [
        (
            'warning: invented.csv, row 1, "p_codes": The claims table has no column of this name; it is left aside. '
            "Did you mean pcode? Rename it. [unknown_column]"
        ),
        (
            'warning: invented.csv, row 1, "means_of_harm": The claims table has no column of this name; it is left aside. '
            "Did you mean means? Rename it. [unknown_column]"
        ),
    ]
    assert len(claims) == 5


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda path: path.write_bytes(path.read_bytes() + b"more"), "grown"),
        (lambda path: path.write_bytes(path.read_bytes().replace(b"seven", b"eight")), "same size"),
    ],
)
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, change, what):
    file = tmp_path / "invented.csv"
    file.write_bytes((FIXTURES / "right" / "invented_comma.csv").read_bytes())
    with pytest.raises(ChangedWhileRead) as caught:
        opening.open_file(file, between=lambda: change(file))
    assert caught.value.problem.message == "The file was changed while it was being read."
    assert caught.value.problem.remedy == "Wait until whoever writes it has finished, then run this again."


def test_a_file_that_is_replaced_and_dated_back_is_still_seen_to_have_changed(tmp_path):
    import os

    file = tmp_path / "invented.csv"
    file.write_bytes(b"claim_id\n1\n")
    stat = file.stat()

    def change():
        file.write_bytes(b"claim_id\n2\n")
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    with pytest.raises(ChangedWhileRead):
        opening.open_file(file, between=change)


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    with pytest.raises(ClaimsFileError, match=r"There is no file .*nowhere\.csv") as caught:
        read_claims(tmp_path / "nowhere.csv")
    assert caught.value.problem.remedy == "Check the path; it is read from the folder that you are in."
    with pytest.raises(ClaimsFileError, match="is not a file"):
        read_claims(tmp_path)


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"%PDF-1.7 ...", "a PDF"), (b"<!doctype html><html>", "a web page"), (b"\x1f\x8b\x08", "a gzip archive")],
)
def test_files_sent_by_mistake_are_called_what_they_are(tmp_path, data, what):
    file = tmp_path / "invented.csv"
    file.write_bytes(data)
    with pytest.raises(ClaimsFileError) as caught:
        read_claims(file)
    assert caught.value.problem.message == f"The file is {what}, not a table of claims."


def test_a_cell_of_ten_million_characters_is_reported_and_not_printed(tmp_path):
    made = maker()
    file = tmp_path / "invented.csv"
    file.write_text(made.text(made.changed(note="x" * 10_000_000)), "utf-8")
    claims = read_claims(file)
    (problem,) = claims.problems.errors
    assert str(problem) == (
        f'error: invented.csv, row 2, column note, "{"x" * 60}... (10,000,000 characters)": The cell holds 10,000,000 '
        "characters; a spreadsheet's cell holds at most 32,767. Cut it down to what the claim needs; the report itself "
        "is at its url. [huge_cell]"
    )
    assert len(claims) == 4


def test_both_ways_through_csv_read_alike(tmp_path):
    from tollbook.claims import delimited

    text = shipped.claims_file().read_text("utf-8")
    quick, slow = delimited._fast(text, ","), delimited._careful(text, ",", "claims.csv", 0)
    assert quick.header == slow.header
    assert quick.rows.tolist() == slow.rows.tolist()
    assert all(a.equals(b) for a, b in zip(quick.columns, slow.columns, strict=True))


def test_a_claim_without_an_incident_stands_alone_under_a_name_of_its_own():
    frame = pd.DataFrame(maker().changed(incident_id=""))
    claims = Claims.from_frame(frame)
    assert claims.table["incident_id"].tolist()[:2] == ["~i1", "invented-pale-2024-11"]
    assert claims.table["linked"].tolist() == [False, True, True, True, True]
    assert claims.linked == 4
    pd.testing.assert_frame_equal(Claims.from_frame(claims.table).table, claims.table)


def test_a_frame_reads_like_a_file_whatever_its_types():
    frame = pd.DataFrame(maker().CLAIMS)
    typed = frame.assign(
        start=pd.to_datetime(frame["start"]),
        end=[date.fromisoformat(day) for day in frame["end"]],
        low=frame["low"].replace("", np.nan).astype("float64"),
        measure=pd.Categorical(frame["measure"]),
    )
    pd.testing.assert_frame_equal(Claims.from_frame(typed).table, Claims.from_frame(frame.fillna("")).table)


def test_an_empty_pcode_is_looked_up_where_the_name_is_certain_and_listed_where_not():
    made = maker()
    found = Claims.from_frame(pd.DataFrame(made.changed(pcode="", place_name="Pale, Sagaing")))
    assert found.table["pcode"].iloc[0] == "MMR005019"
    assert not len(found.problems)
    lost = Claims.from_frame(pd.DataFrame(made.changed(pcode="", place_name="Nowhere At All")), name="invented.csv")
    assert lost.table["pcode"].iloc[0] == ""
    assert str(lost.problems) == (
        'warning: invented.csv, row 2, column place_name, "Nowhere At All": The gazetteer has no place of this name at '
        "this level, so the claim counts nowhere below the country. Give the p-code, or name the township beside it, "
        "such as Alelbon, Pale; or let a person's line in data/reference/place_names.csv say what it means. "
        "[unresolved_place]"
    )


def test_merged_cells_error_values_and_stray_cells_of_a_workbook(tmp_path):
    import xlsxwriter

    file = tmp_path / "invented.xlsx"
    made = maker()
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("claims")
        sheet.write_row(0, 0, made.HEADER)
        for row, claim in enumerate(made.CLAIMS, start=1):
            sheet.write_row(row, 0, [claim.get(name, "") for name in made.HEADER])
        sheet.merge_range(2, 5, 3, 5, "https://invented.example/2")
        sheet.write_formula(4, made.HEADER.index("note"), "=NA()", None, "#N/A")
    claims = read_claims(file)
    assert claims.table["claim_id"].tolist() == ["i1", "i5"]
    assert {(p.row, p.code) for p in claims.problems.errors} == {
        (3, "merged_cells"), (4, "merged_cells"), (5, "formula")
    }  # fmt: skip
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("claims")
        sheet.write_row(0, 0, made.HEADER)
        sheet.write_string(1_048_575, 16_383, "far out")
    with pytest.raises(ClaimsFileError) as caught:
        read_claims(file)
    assert caught.value.problem.message == (
        "The sheet spans 1,048,576 rows and 16,384 columns, far more than its claims; some cell lies far out."
    )
