"""Claims in Parquet files give the very findings that they give in memory, if their incidents are whole."""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tollbook as tb
from tests.engine import claims_of
from tests.strategies import Cells, batches, frame, numbered, told
from tollbook.claims import parts
from tollbook.claims.problems import ClaimsError
from tollbook.files import OutputError
from tollbook.incidents.rules import RULES


def write(rows: list[Cells], path: Path, groups: list[int] | None = None) -> None:
    """Claims as text cells, in row groups that begin at some rows."""
    table = frame(rows)
    starts = sorted({0, *(groups or [])} & set(range(len(table)))) or [0]
    writer = None
    for begin, end in zip(starts, [*starts[1:], len(table)], strict=True):
        piece = parts.pa.Table.from_pandas(table.iloc[begin:end], preserve_index=False)
        writer = writer or pq.ParquetWriter(path, piece.schema)
        writer.write_table(piece)
    writer.close()


def table_in(folder: Path) -> pd.DataFrame:
    """All findings of a folder, in the order in which they have them in memory."""
    table = pd.concat([pd.read_parquet(file) for file in sorted(folder.rglob("*.parquet"))])
    return as_text(table)


def as_text(table: pd.DataFrame) -> pd.DataFrame:
    days = {name: pd.to_datetime(table[name]).dt.strftime("%Y-%m-%d") for name in ("start", "end")}
    text = table.assign(**days).astype(
        {name: "str" for name in table.columns if name not in ("low", "best", "high", "highest_stated")}
    )
    return text.sort_values(["incident_id", "measure", "base"], ignore_index=True)


@given(batches(), st.lists(st.integers(0, 2), min_size=12, max_size=12), st.integers(1, 9), st.sampled_from(RULES),
       st.sampled_from([None, "2023-02-10"]))  # fmt: skip
def test_files_give_the_findings_that_memory_gives(
    rows: list[Cells], files: list[int], cut: int, rule: str, as_of: str | None
) -> None:
    """Each incident in a file of its choice; row groups cut where they happen to be cut."""
    names = sorted({row["incident_id"] for row in rows})
    sources = ["Radio Free Asia", "NUG"] if rule == "priority" else []
    found = tb.findings(claims_of(rows), as_of=as_of, rule=rule, sources=sources)
    with tempfile.TemporaryDirectory() as name:
        here = Path(name) / "claims"
        here.mkdir()
        for number in set(files):
            mine = [row for row in rows if files[names.index(row["incident_id"]) % len(files)] == number]
            if mine:
                write(mine, here / f"claims-{number}.parquet", [*range(cut, len(mine), cut)])
        made = tb.findings_of(here, Path(name) / "findings", as_of=as_of, rule=rule, sources=sources)
        assert len(made) == len(found)
        assert (made.rule, made.sources, made.as_of) == (found.rule, found.sources, found.as_of)
        if len(found):
            pd.testing.assert_frame_equal(table_in(Path(name) / "findings"), as_text(found.table), check_dtype=False)
            pd.testing.assert_frame_equal(tb.tally_of(made).table, tb.tally(found).table, check_exact=True)


ROWS = numbered(
    told("exact", 3, incident_id="invented-1"),
    told("exact", 4, incident_id="invented-1", source="Invented Other Outlet"),
    told("exact", 5, incident_id="invented-2"),
    told("floor", 6, incident_id=""),
)


def test_a_part_is_a_row_group_where_incidents_are_whole_and_else_a_file(tmp_path: Path) -> None:
    write(ROWS, tmp_path / "whole.parquet", [2, 3])
    assert [(part.groups, part.before) for part in parts.parts(tmp_path)] == [((0,), 0), ((1,), 2), ((2,), 3)]
    write(ROWS, tmp_path / "whole.parquet", [1, 3])
    assert [(part.groups, part.before) for part in parts.parts(tmp_path)] == [((0, 1, 2), 0)]


def test_an_incident_in_two_files_is_refused(tmp_path: Path) -> None:
    """It would become two findings, one for each file; so would it where one has a space behind its name."""
    write(ROWS[:1], tmp_path / "one.parquet")
    write([{**ROWS[1], "incident_id": "invented-1 "}, *ROWS[2:]], tmp_path / "two.parquet")
    with pytest.raises(ClaimsError) as caught:
        tb.findings_of(tmp_path, tmp_path / "findings")
    assert [str(each) for each in caught.value.problems] == [
        'error: two.parquet, column incident_id, "invented-1": The incident stands in one.parquet too. Write all claims of '
        "an incident into one file: partition them by incident_id, or sort them by it. [torn_incident]"
    ]
    assert not (tmp_path / "findings").exists()


def test_a_claim_in_two_row_groups_or_files_is_refused(tmp_path: Path) -> None:
    """A file that was copied would count all claims that stand alone twice."""
    write(ROWS[3:], tmp_path / "one.parquet")
    write([*ROWS[3:], *ROWS[:3]], tmp_path / "two.parquet", [1])
    with pytest.raises(ClaimsError) as caught:
        tb.findings_of(tmp_path, tmp_path / "findings")
    assert [str(each) for each in caught.value.problems] == [
        'error: two.parquet, column claim_id, "c003": The claim stands in one.parquet too. Delete one of the two, or give '
        "it a name of its own. [double_claim]"
    ]


def test_errors_of_all_parts_are_told_at_once_by_their_rows(tmp_path: Path, caplog: Any) -> None:
    wrong = [{**row, "measure": "houses"} if at in (0, 2) else row for at, row in enumerate(ROWS)]
    write(wrong[:2], tmp_path / "one.parquet")
    write(wrong[2:], tmp_path / "two.parquet", [1])
    with pytest.raises(ClaimsError) as caught:
        tb.findings_of(tmp_path, tmp_path / "findings")
    assert [(each.file, each.row, each.column) for each in caught.value.problems] == [
        ("one.parquet", 2, "measure"),
        ("two.parquet", 2, "measure"),
    ]
    assert not (tmp_path / "findings").exists()
    with caplog.at_level(logging.WARNING, "tollbook"):
        made = tb.findings_of(tmp_path, tmp_path / "findings", without_rejected=True)
    assert caplog.messages == ["2 rows with errors left out."]
    assert len(made) == 2


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    write(ROWS, tmp_path / "claims.parquet")
    with pytest.raises(OutputError, match="is there already and not empty"):
        tb.findings_of(tmp_path / "claims.parquet", tmp_path)


def test_what_is_no_parquet_is_told(tmp_path: Path) -> None:
    with pytest.raises(ClaimsError, match="There is no Parquet file at"):
        tb.findings_of(tmp_path, tmp_path / "findings")
    (tmp_path / "claims.parquet").write_text("no table")
    with pytest.raises(ClaimsError, match="The file can't be read as Parquet"):
        tb.findings_of(tmp_path, tmp_path / "findings")


def test_names_that_share_a_hash_are_two_names(tmp_path: Path, monkeypatch: Any) -> None:
    """A hash only points at where to look."""
    monkeypatch.setattr(parts, "_hashes", lambda names: parts.np.zeros(len(list(names)), dtype=parts.np.uint64))
    write(ROWS[:2], tmp_path / "one.parquet")
    write(ROWS[2:], tmp_path / "two.parquet")
    assert len(parts.parts(tmp_path)) == 2
