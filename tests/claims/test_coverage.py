"""Coverage: the table that ships, what is refused of a user's own, and the status of cells."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tollbook as tb
from tollbook import places
from tollbook.claims import coverage

HEADER = "source,pcode,start,end,status,note"


@pytest.fixture
def written(tmp_path):
    def write(*rows: str, header: str = HEADER) -> pd.DataFrame:
        path = tmp_path / "invented_coverage.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return coverage.read(path)

    return write


def cells(*rows: tuple[str, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["pcode", "start", "end"])
    return table.assign(start=pd.to_datetime(table["start"]), end=pd.to_datetime(table["end"]))


def test_the_table_that_ships_says_unknown_for_the_sample():
    table = coverage.read()
    assert list(table.columns) == list(coverage.COLUMNS)
    assert set(table["status"]) == {"unknown"}
    asked = cells(("MMR005019", "2024-11-01", "2024-11-30"), ("MMR", "2021-01-01", "2026-03-10"))
    assert list(coverage.status(asked, table)) == ["unknown", "unknown"]


def test_counted_needs_every_day(written):
    cover = written("A,MMR005,2024-01-01,2024-06-30,counted,", "B,MMR005,2024-07-01,2024-12-30,counted,")
    asked = cells(
        ("MMR005019", "2024-11-01", "2024-11-30"),
        ("MMR005019", "2024-06-30", "2024-07-01"),
        ("MMR005", "2024-01-01", "2024-12-30"),
        ("MMR005", "2024-01-01", "2024-12-31"),
        ("MMR005019", "2023-12-31", "2024-01-01"),
        ("174067", "2024-05-05", "2024-05-05"),
        ("MMR001001", "2024-05-05", "2024-05-05"),
        ("MMR", "2024-05-05", "2024-05-05"),
    )
    said = ["counted", "counted", "counted", "unknown", "unknown", "counted", "unknown", "unknown"]
    assert list(coverage.status(asked, cover)) == said


def test_the_smaller_place_speaks_within_a_source(written):
    cover = written(
        "A,MMR005,2024-01-01,2024-12-31,counted,",
        "A,MMR005019,2024-11-05,2024-11-10,unknown,the line was cut",
        "A,MMR005D001,2024-01-01,2024-12-31,not covered,",
    )
    asked = cells(
        ("MMR005019", "2024-11-01", "2024-11-30"),
        ("MMR005019", "2024-10-01", "2024-10-31"),
        ("MMR005001", "2024-11-01", "2024-11-30"),
        ("MMR005D001", "2024-11-01", "2024-11-30"),
        ("MMR005", "2024-10-01", "2024-10-31"),
    )
    assert list(coverage.status(asked, cover)) == ["unknown", "counted", "not covered", "not covered", "unknown"]


def test_of_several_sources_one_that_counts_is_enough(written):
    cover = written(
        "A,MMR005019,2024-11-01,2024-11-30,not covered,",
        "B,MMR005,2024-11-01,2024-11-30,counted,",
        "A,MMR001,2024-11-01,2024-11-30,not covered,",
        "B,MMR001,2024-11-01,2024-11-30,unknown,",
    )
    asked = cells(("MMR005019", "2024-11-01", "2024-11-30"), ("MMR001001", "2024-11-01", "2024-11-30"))
    assert list(coverage.status(asked, cover)) == ["counted", "not covered"]


def test_townships_together_cover_their_district(written):
    inside = places.children("MMR005D009")
    cover = written(*(f"A,{code},2024-01-01,2024-12-31,counted," for code in inside))
    asked = cells(("MMR005D009", "2024-02-01", "2024-02-29"), ("MMR005", "2024-02-01", "2024-02-29"))
    assert list(coverage.status(asked, cover)) == ["counted", "unknown"]


def test_cells_without_place_or_day_are_unknown(written):
    cover = written("A,MMR,2024-01-01,2024-12-31,counted,")
    asked = cells(
        ("", "2024-02-01", "2024-02-29"), ("nowhere", "2024-02-01", "2024-02-29"), ("MMR", "2024-02-01", None)
    )
    assert list(coverage.status(asked, cover)) == ["unknown"] * 3
    assert coverage.status(asked.iloc[:0], cover).empty


def test_days_of_townships_are_counted_by_what_is_known_of_them(written):
    # Sagaing Region has 37 townships, of which Pale is one; both months have 31 days.
    cover = coverage.held(
        written(
            "A,MMR005,2023-01-01,2023-01-20,counted,",
            "A,MMR005019,2023-01-01,2023-01-31,not covered,",
            "B,MMR005019,2023-01-01,2023-01-10,counted,",
        )
    )
    asked = cells(
        ("MMR005", "2023-01-01", "2023-01-31"),
        ("MMR005019", "2023-01-01", "2023-01-31"),
        ("MMR001001", "2023-01-01", "2023-01-31"),
        ("", "2023-01-01", "2023-01-31"),
        ("MMR005019", "2023-01-31", "2023-01-01"),
    )
    counted = 36 * 20 + 10
    assert cover.counts(asked).to_dict("records") == [
        {"counted": counted, "not_covered": 21, "unknown": 37 * 31 - counted - 21},
        {"counted": 10, "not_covered": 21, "unknown": 0},
        {"counted": 0, "not_covered": 0, "unknown": 31},
        {"counted": 0, "not_covered": 0, "unknown": 0},
        {"counted": 0, "not_covered": 0, "unknown": 0},
    ]


def test_where_nobody_says_where_he_was_looking_every_day_is_unknown():
    asked = cells(("MMR005019", "2024-11-01", "2024-11-30"))
    assert coverage.held().counts(asked).to_dict("records") == [{"counted": 0, "not_covered": 0, "unknown": 30}]


def test_index_and_categories_are_kept(written):
    cover = written("A,MMR,2024-01-01,2024-12-31,counted,")
    asked = cells(("MMR005019", "2024-02-01", "2024-02-29")).set_index(pd.Index([41]))
    asked["pcode"] = asked["pcode"].astype("category")
    said = coverage.status(asked, cover)
    assert list(said.index) == [41]
    assert list(said.cat.categories) == ["counted", "not covered", "unknown"]


DAYS = pd.date_range("2024-01-01", periods=12)
ROWS = st.tuples(
    st.sampled_from(["MMR005019", "MMR005D009", "MMR005", "MMR"]),
    st.integers(0, 11),
    st.integers(0, 11),
    st.sampled_from(coverage.STATUSES),
)


@given(st.lists(ROWS, max_size=6), st.integers(0, 11), st.integers(0, 11))
def test_a_cell_is_what_each_of_its_days_is(rows, first, last):
    """The same answer as by walking the days one by one; each row is a source of its own here."""
    cover = pd.DataFrame(
        [(f"invented {i}", code, DAYS[min(a, b)], DAYS[max(a, b)], said) for i, (code, a, b, said) in enumerate(rows)],
        columns=["source", "pcode", "start", "end", "status"],
    )
    first, last = min(first, last), max(first, last)
    days = [[said for code, a, b, said in rows if min(a, b) <= day <= max(a, b)] for day in range(first, last + 1)]
    by_day = {"counted" if "counted" in day else "not covered" if "not covered" in day else "unknown" for day in days}
    expected = by_day.pop() if len(by_day) == 1 else "unknown"
    asked = cells(("MMR005019", str(DAYS[first].date()), str(DAYS[last].date())))
    assert list(coverage.status(asked, cover)) == [expected]


def test_all_problems_come_at_once(written):
    with pytest.raises(coverage.CoverageError) as caught:
        written(
            ",MMR005019,2024-02-30,05/06/2024,Counted,",
            "A,174067,2024-05-01,2024-04-01,maybe,",
            "A,MMR,2024-01-01,2024-04-01,counted,",
            "A,MMR,2024-03-01,,unknown,",
            "A,MMR,2024-04-01,2024-05-01,unknown,",
        )
    assert [(p.row, p.column, p.code) for p in caught.value.problems] == [
        (2, "end", "ambiguous_day"),
        (2, "source", "no_source"),
        (2, "start", "no_such_day"),
        (3, "end", "end_before_start"),
        (3, "pcode", "no_such_place"),
        (3, "status", "no_such_status"),
        (5, "end", "no_day"),
        (6, "status", "contradiction"),
    ]
    sentences = [f"{problem.message} {problem.remedy}" for problem in caught.value.problems]
    assert sentences[4] == (
        "Coverage is stated for townships and larger; this is the code of a village. Look it up: tollbook place NAME."
    )
    assert sentences[7] == (
        "Row 4 says 'counted' of the same source and place for some of these days. Correct the days or the status of one."
    )
    assert str(caught.value).startswith(
        "The coverage file can't be used:\nerror: invented_coverage.csv, row 2, column end"
    )


def test_a_missing_or_unknown_column_is_named(written):
    with pytest.raises(coverage.CoverageError) as caught:
        written("A,MMR,2024-01-01,2024-04-01,", header="source,pcode,start,end,statu")
    assert [problem.code for problem in caught.value.problems] == ["unknown_column", "missing_column"]
    assert "Did you mean status? Rename or delete it." in str(caught.value)


def test_semicolons_a_byte_order_mark_and_no_note(tmp_path):
    path = tmp_path / "invented_coverage.csv"
    path.write_bytes("\ufeffSource;PCode;Start;End;Status\r\nA;mmr005;2024-01-01;2024-01-31;Not_covered\r\n".encode())
    table = coverage.read(path)
    assert table[["source", "pcode", "status", "note"]].astype(str).to_numpy().tolist() == [
        ["A", "MMR005", "not covered", ""]
    ]
    assert list(table["start"]) == [pd.Timestamp("2024-01-01")]
    assert str(table["end"].dtype) == "datetime64[s]"


def test_only_a_header_covers_nothing(written):
    assert written().empty


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "invented_coverage.csv"
    path.write_bytes(HEADER.encode() + b"\n\xff\xfe\x00")
    with pytest.raises(
        coverage.CoverageError, match=r"The file is not text in UTF-8\. Save it as CSV UTF-8, and give that file\."
    ):
        coverage.read(path)


ROWS = ("A,MMR005,2024-01-01,2024-12-31,counted,", "A,MMR005019,2024-06-01,2024-06-30,not covered,closed")


def test_coverage_that_is_given_keeps_the_name_and_hash_of_its_file(written, tmp_path):
    table = written(*ROWS)
    file = tmp_path / "invented_coverage.csv"
    from_file, from_frame = coverage.held(file), coverage.held(table)
    assert (from_file.name, from_frame.name) == ("invented_coverage.csv", "coverage in memory")
    assert from_file.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    pd.testing.assert_frame_equal(from_frame.table, table)
    assert coverage.held(from_file) is from_file
    asked = cells(("MMR005019", "2024-06-02", "2024-06-03"), ("MMR005019", "2024-07-01", "2024-07-31"))
    assert list(from_file.status(asked)) == list(from_frame.status(asked)) == ["not covered", "counted"]


def test_the_table_that_ships_has_no_name_of_its_own():
    assert (coverage.held().name, coverage.held().sha256) == ("", "")


def test_a_frame_in_memory_is_checked_like_a_file():
    frame = pd.DataFrame({"source": ["A"], "pcode": ["MMR005019"], "start": ["2024-01-01"], "end": ["2024-01-31"]})
    with pytest.raises(coverage.CoverageError, match="The column status is missing"):
        coverage.held(frame)
    with pytest.raises(coverage.CoverageError, match="There is no such status") as error:
        coverage.held(frame.assign(status="half"))
    assert error.value.problems.errors[0].file == "coverage in memory"


def test_findings_carry_the_coverage_that_their_tallies_ask(written):
    row = {
        "claim_id": "x1", "incident_id": "invented", "scope": "incident", "source": "Invented", "place_name": "Pale",
        "place_level": "township", "pcode": "MMR005019", "start": "2024-11-10", "end": "2024-11-10",
        "measure": "civilians_killed", "low": "3", "best": "3", "high": "3",
    }  # fmt: skip
    claims = tb.Claims.from_frame(pd.DataFrame([row]))
    asked = {"by": ("township", "month"), "within": "MMR005019", "start": "2024-10-01", "end": "2024-11-30"}
    unknown = tb.tally(tb.findings(claims), **asked).table
    counted = tb.tally(tb.findings(claims, coverage=written(*ROWS)), **asked).table
    assert unknown[["best", "coverage"]].to_numpy().tolist() == [[3.0, "unknown"]]
    assert counted[["best", "coverage"]].to_numpy().tolist() == [[0.0, "counted"], [3.0, "counted"]]
