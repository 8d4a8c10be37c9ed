"""Findings in Parquet files give the very rows that they give in memory, however they are cut, and wrong files are told."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tollbook as tb
from tests.engine import findings_of
from tests.strategies import Cells, batches, numbered, place_cells, told
from tollbook import shipped
from tollbook.files import OutputError
from tollbook.incidents import batches as reading
from tollbook.incidents.stored import FindingsFileError, stored
from tollbook.incidents.storing import about, write_file
from tollbook.tallies import sheet
from tollbook.tallies import stored as stored_tallies
from tollbook.tallies.tally import StockError

LEVELS = ("township", "district", "state", "country")
PERIODS = ("day", "week", "month", "quarter", "year", "whole")
WINDOWS = [(None, None), (None, None), ("2023-02-01", None), (None, "2023-02-10"), ("2023-01-31", "2023-03-02")]
PLACES = [None, None, "MMR005", "MMR005D009", "MMR005019", "MMR009"]
COVERAGE = pd.DataFrame(
    [
        {
            "source": "Invented watch",
            "pcode": "MMR005",
            "start": "2023-01-01",
            "end": "2023-03-31",
            "status": "counted",
        },
        {
            "source": "Invented watch",
            "pcode": "MMR009",
            "start": "2023-02-01",
            "end": "2023-02-28",
            "status": "not covered",
        },
    ]
)


def tally_rows(call: Any) -> pd.DataFrame | str:
    """The table of a tally, or what it says against being made."""
    try:
        table: pd.DataFrame = call().table
    except ValueError as error:
        return str(error)
    return table


def assert_same(one: pd.DataFrame | str, other: pd.DataFrame | str) -> None:
    if isinstance(one, str) or isinstance(other, str):
        assert one == other
    else:
        pd.testing.assert_frame_equal(one, other, check_exact=True)


@st.composite
def layouts(draw: st.DrawFn) -> tuple[list[int], int, str, bool]:
    """How findings lie in files: in which file each is, how many a row group has, by whom they were written."""
    files = draw(st.lists(st.integers(0, 3), min_size=60, max_size=60))
    return files, draw(st.integers(1, 5)), draw(st.sampled_from(["us", "us", "pandas", "others"])), draw(st.booleans())


def write(found: Any, folder: Path, layout: tuple[list[int], int, str, bool], order: np.ndarray) -> None:
    """Findings cut into files and row groups, in some order."""
    files, rows, who, _ = layout
    table = found.table.iloc[order]
    which = np.resize(files, len(table))
    for number in sorted(set(which.tolist())):
        part, path = table[which == number], folder / f"part-{number}.parquet"
        if who == "us":
            write_file(part, path, about(found), rows)
        elif who == "pandas":
            part.to_parquet(path, row_group_size=rows)
        else:
            plain = pa.Table.from_pandas(
                part.astype(dict.fromkeys(part.select_dtypes("category"), "str")), preserve_index=False
            )
            pq.write_table(plain, path, row_group_size=rows, write_statistics=False, use_dictionary=False)


@given(
    batches(), layouts(), st.randoms(use_true_random=False), st.sampled_from(LEVELS), st.sampled_from(PERIODS),
    st.sampled_from(PLACES), st.sampled_from(WINDOWS), st.sampled_from([None, None, "civilians_killed"]),
)  # fmt: skip
def test_files_give_the_rows_that_memory_gives(
    rows: list[Cells], layout: Any, random: Any, level: str, period: str, within: Any, window: Any, measure: Any
) -> None:
    """Laws 1, 3 to 6: whatever the cut into files and row groups and the order, each number is the same to the last bit.

    The claims overlap ends of periods, lie above townships, are open, count on other bases; so do their findings.
    """
    found = findings_of(rows, coverage=COVERAGE)
    order = np.array(random.sample(range(len(found.table)), len(found.table)), dtype=int)
    asked = {"by": (level, period), "within": within, "start": window[0], "end": window[1], "measure": measure}
    with tempfile.TemporaryDirectory() as name:
        write(found, Path(name), layout, order)
        if not len(found):
            return
        expected = tally_rows(lambda: tb.tally(found, **asked))
        assert_same(tally_rows(lambda: tb.tally_of(name, **asked, coverage=COVERAGE)), expected)


@given(batches(), st.sampled_from(LEVELS), st.sampled_from(PERIODS), st.integers(1, 400))
def test_too_many_cells_for_the_sheet_change_nothing(rows: list[Cells], level: str, period: str, room: int) -> None:
    """Where not all cells can be held that are possible, only those that occur are; the rows are the same."""
    found = findings_of(rows)
    with tempfile.TemporaryDirectory() as name:
        write_file(found.table, Path(name) / "all.parquet", about(found), 3)
        here = stored(name)
        asked = stored_tallies.layout((level, period), None, None, None)
        page = sheet.Sheet(asked, None, *stored_tallies.days_of(here), room=room)
        for batch in reading.batches(here.parts, stored_tallies.columns_of(here)):
            page.add(batch)
        assert_same(
            stored_tallies.described(page.sums(), asked),
            tb.tally(found, (level, period)).table.drop(columns="coverage"),
        )


def test_the_sample_in_files_by_state_and_year(tmp_path: Path) -> None:
    """The coded sample, written as people write it."""
    found = tb.findings(tb.read_claims(shipped.claims_file()), as_of="2024-12-15")
    assert found.to_parquet(tmp_path / "findings") == tmp_path / "findings"
    here = stored(tmp_path / "findings")
    assert repr(here) == "<Findings in 26 files: 201, rule envelope, reports up to 2024-12-15>"
    assert {path.parent.name for path in here.stamps} == set(found.table["state"].astype(str))
    assert (tmp_path / "findings" / "MMR005" / "2024.parquet").is_file()
    for by in ("township,month", "state,year", "country,whole", "township,day"):
        assert_same(tb.tally_of(tmp_path / "findings", by).table, tb.tally(found, by).table)
    monthly = tb.tally_of(tmp_path / "findings", "month", within="Pale, Sagaing")
    assert repr(monthly) == "<Tally of files by township and month within MMR005019: 14 rows>"
    assert tb.chart.trend(monthly, "civilians_killed")._repr_svg_().startswith("<?xml")


def test_only_row_groups_that_can_hold_something_are_read(tmp_path: Path) -> None:
    """Days and states stand at the end of each file; what lies elsewhere is left alone."""
    found = tb.findings(tb.read_claims(shipped.claims_file()))
    found.to_parquet(tmp_path / "findings")
    here = stored(tmp_path / "findings")
    asked = stored_tallies.layout("township,month", "MMR005", "2024-01-01", "2024-12-31")
    read = list(stored_tallies.touching(here, asked))
    assert [part.file.relative_to(tmp_path / "findings").as_posix() for part in read] == ["MMR005/2024.parquet"]


THIRDS = numbered(
    *(
        told("exact", 1, incident_id=f"invented-{n}", start="2023-01-31", end="2023-02-02", measure="houses_destroyed")
        for n in range(10)
    ),
    told("exact", 3_000_000, incident_id="invented-10", start="2023-01-31", end="2023-02-02", measure="houses_destroyed"),
    told(
        "exact", 7, incident_id="invented-11", start="2023-01-01", end="2023-02-15", measure="houses_destroyed",
        **place_cells(("Sagaing Region", "state", "MMR005")),
    ),
)  # fmt: skip


def test_thirds_of_a_house_add_up_alike_in_every_order() -> None:
    """Of three days one lies in January: a third of each best. Added as they come, the last digits would differ."""
    found = findings_of(THIRDS)
    expected = tb.tally(found, "country,month").table
    assert expected["best"].tolist() == pytest.approx(
        [(10 + 3_000_000) / 3 + 7 * 31 / 46, (10 + 3_000_000) * 2 / 3 + 7 * 15 / 46], rel=1e-15
    )
    for seed in range(50):
        shuffled = found.table.sample(frac=1, random_state=seed, ignore_index=True)
        again = tb.tally(tb.tally(found).findings.__class__(shuffled, found.claims), "country,month").table
        pd.testing.assert_frame_equal(again, expected, check_exact=True)


# ------------------------------------------------------------------------------------------------------- wrong files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = findings_of(THIRDS)
    for at, part in enumerate((found.table.iloc[:5], found.table.iloc[5:])):
        write_file(part, tmp_path / f"part-{at}.parquet", about(found), 3)
    return tmp_path


def said(path: Path, **options: Any) -> str:
    with pytest.raises(FindingsFileError) as caught:
        tb.tally_of(path, "country,month", **options)
    return str(caught.value).replace(f"{path}/", "")


def changed(path: Path, **columns: Any) -> None:
    """Write a file again with other columns."""
    table = pq.read_table(path).to_pandas()
    pq.write_table(pa.Table.from_pandas(table.assign(**columns), preserve_index=False), path)


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    assert said(tmp_path) == f"The folder {tmp_path} holds no file that ends in .parquet."
    assert said(tmp_path / "nowhere") == f"There is no file and no folder {tmp_path / 'nowhere'}."


def test_what_is_no_parquet_and_what_lacks_columns_is_told_at_once(folder: Path) -> None:
    (folder / "part-0.parquet").write_text("no table")
    table = pq.read_table(folder / "part-1.parquet").drop_columns(["low", "origins"])
    pq.write_table(
        table.set_column(table.schema.names.index("best"), "best", pa.array(["x"] * len(table))),
        folder / "part-1.parquet",
    )
    first, *others = said(folder).splitlines()
    assert first.startswith("part-0.parquet: it can't be read as Parquet: ")
    assert others == [
        "part-1.parquet: no column low, origins. Write findings with found.to_parquet(folder).",
        "part-1.parquet, column best: it holds string, which is no number.",
    ]


def test_a_copy_would_be_counted_twice_and_is_refused(folder: Path) -> None:
    shutil.copy(folder / "part-1.parquet", folder / "part-1 (1).parquet")
    assert said(folder) == (
        f"part-1.parquet: it is a copy of {folder}/part-1 (1).parquet, and would be counted twice. Delete one of them."
    ).replace(f"{folder}/", "")


def test_findings_that_were_made_in_different_ways_are_never_added_up(folder: Path) -> None:
    found = findings_of(THIRDS, rule="lowest", as_of="2023-05-01")
    write_file(found.table.iloc[5:], folder / "part-1.parquet", about(found))
    assert said(folder) == (
        "The files hold findings that were made in different ways, which can't be added up: "
        "part-0.parquet: rule envelope; part-1.parquet: rule lowest, as_of 2023-05-01."
    )


def test_cells_that_mean_nothing_are_told(folder: Path) -> None:
    (folder / "part-1.parquet").unlink()
    changed(folder / "part-0.parquet", pcode="MMR999999")
    assert said(folder) == (
        'part-0.parquet, column pcode, "MMR999999": this is no p-code of a place. Write findings by Tollbook.'
    )
    changed(folder / "part-0.parquet", pcode="MMR005", measure="houses")
    assert said(folder).startswith('part-0.parquet, column measure, "houses": there is no such measure. All of them: ')
    changed(folder / "part-0.parquet", measure="houses_destroyed", end=pd.Timestamp("2022-12-31"))
    assert said(folder) == (
        "part-0.parquet, row group 1: a finding ends before it starts, or lies on other days than the file says of "
        "itself. Write the file anew."
    )


def test_an_empty_cell_where_none_may_be_is_told(folder: Path) -> None:
    (folder / "part-1.parquet").unlink()
    changed(folder / "part-0.parquet", low=[1.0, None, 2.0, None, 3.0])
    assert said(folder) == "part-0.parquet, row group 1, column low: 2 cells are empty, and none may be."


def test_a_level_is_no_finding(folder: Path) -> None:
    (folder / "part-1.parquet").unlink()
    changed(folder / "part-0.parquet", measure="displaced_total")
    assert said(folder) == (
        'part-0.parquet, column measure, "displaced_total": this is a stock, a level at a date, which never adds up over '
        "time. Findings are of flows alone."
    )
    with pytest.raises(StockError, match="never adds up over time"):
        tb.tally_of(folder, "country,month", measure="displaced_total")


def test_a_file_that_is_written_meanwhile_is_told(folder: Path) -> None:
    here = stored(folder)
    changed(folder / "part-1.parquet", low=0.0)
    with pytest.raises(FindingsFileError) as caught:
        tb.tally_of(here, "country,month")
    assert str(caught.value) == (
        "part-1.parquet changed while findings were read. Wait until whoever writes the files has finished, and run it again."
    )


def test_findings_are_never_written_among_others(folder: Path) -> None:
    with pytest.raises(OutputError) as caught:
        findings_of(THIRDS).to_parquet(folder)
    assert str(caught.value) == f"{folder} is there already and not empty. Give a new folder, or delete this one first."
