"""Findings and tallies of Parquet files on a cluster are those that are made here; no death of a worker loses any."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import tollbook as tb
from tests.clusters import OfATest, cluster, kill_at, pids, within
from tests.incidents.test_of_files import write
from tests.series.invented import held
from tests.strategies import numbered, told
from tollbook import cluster as of_package
from tollbook import places
from tollbook.claims.problems import ClaimsError, ClaimsFileError
from tollbook.cluster import ClusterError
from tollbook.incidents.stored import FindingsFileError
from tollbook.incidents.storing import write_file
from tollbook.tallies import on_cluster

RECONCILED, SUMS = "tollbook.incidents.on_cluster:reconciled", "tollbook.tallies.on_cluster:sums"
WAYS: list[dict[str, Any]] = [
    {"by": "township,month"},
    {"by": "country,whole"},
    {"by": "state,day", "start": "2023-02-01", "end": "2023-02-03"},
    {"by": "district,week", "measure": "civilians_killed", "within": "MMR005"},
]
#: As many findings as a worker of these tests adds up at once.
ROWS = 9


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with within() as found:
        yield found


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfATest]:
    with cluster(tmp_path_factory.mktemp("cluster")) as made:
        yield made


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Invented claims in three files and six parts, and the findings that are made of them here."""
    monkeypatch.setattr(on_cluster, "_ROWS", ROWS)
    rows = numbered(
        *(
            told(
                "about",
                n % 7,
                incident_id=f"invented-{n}",
                start="2023-01-31",
                end=f"2023-02-0{1 + n % 5}",
                measure=("civilians_killed", "civilians_injured")[n % 5 == 1],
            )
            for n in range(30)
        )
    )
    (tmp_path / "claims").mkdir()
    for at in range(3):
        write(rows[at * 10 : at * 10 + 10], tmp_path / "claims" / f"claims-{at}.parquet", [4])
    tb.findings_of(tmp_path / "claims", tmp_path / "findings", as_of="2023-02-20")
    cut(tmp_path / "findings", tmp_path / "cut")
    return tmp_path


def cut(folder: Path, into: Path) -> None:
    """The same findings in small row groups, of which several workers get some."""
    into.mkdir()
    for path in sorted(folder.glob("*.parquet")):
        table = on_cluster.batches.pq.read_table(path)
        on_cluster.batches.pq.write_table(table, into / path.name, row_group_size=4)


def same_tallies(folder: Path, address: str) -> int:
    """Compare the tallies of each way of asking; gives how many rows were compared."""
    rows = 0
    for asked in WAYS:
        there = tb.tally_of(folder, scheduler=address, **asked)
        pd.testing.assert_frame_equal(there.table, tb.tally_of(folder, **asked).table, check_exact=True)
        rows += len(there.table)
    return rows


def test_findings_are_the_same_on_a_cluster(here: Path, address: str) -> None:
    there = tb.findings_of(here / "claims", here / "there", as_of="2023-02-20", scheduler=address)
    assert held(here / "there") == held(here / "findings") != {}
    assert len(there) == 30


def test_tallies_are_the_same_on_a_cluster(here: Path, address: str) -> None:
    assert same_tallies(here / "cut", address) > len(WAYS)


def test_rows_in_error_are_told_as_they_are_here(here: Path, address: str) -> None:
    rows = numbered(
        told("about", 7, incident_id="invented-wrong", start="2023-02-31"),
        told("about", 2, incident_id="invented-right"),
    )
    for row in rows:
        row["claim_id"] = row["incident_id"]
    write(rows, here / "claims" / "claims-wrong.parquet")
    said = []
    for scheduler in (None, address):
        with pytest.raises(ClaimsError) as caught:
            tb.findings_of(here / "claims", here / "wrong", scheduler=scheduler)
        said.append(str(caught.value))
    assert said[0] == said[1]
    assert "claims-wrong.parquet" in said[0]
    assert [path.name for path in here.glob("*wrong*")] == []
    made = [
        tb.findings_of(here / "claims", here / name, without_rejected=True, scheduler=scheduler)
        for name, scheduler in (("left out", None), ("left out there", address))
    ]
    assert len(made[0]) == len(made[1]) > 0
    assert held(here / "left out") == held(here / "left out there")


def test_files_that_a_worker_does_not_see_are_told(here: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where = here / "elsewhere"
    monkeypatch.setattr(on_cluster, "_plain", lambda part: [str(where), 1, part.number, part.rows])
    with pytest.raises(FindingsFileError) as caught:
        tb.tally_of(here / "cut", scheduler=address)
    assert str(caught.value) == (
        f"{where}: on a worker it is not there, or another file. Findings that a cluster adds up must lie in a folder "
        "that all its machines see under the same name."
    )


# ------------------------------------------------------------------------------------------ processes that are killed


@pytest.mark.long
def test_a_worker_that_is_killed_loses_no_findings(here: Path, started: OfATest) -> None:
    before = pids(started.address, 2)
    kill_at(started.address, RECONCILED, 2, here / "marker")
    tb.findings_of(here / "claims", here / "there", as_of="2023-02-20", scheduler=started.address)
    assert not (here / "marker").exists()
    assert held(here / "there") == held(here / "findings")
    assert set(pids(started.address, 2).values()) != set(before.values())


@pytest.mark.long
def test_a_worker_that_is_killed_loses_nothing_of_a_tally(here: Path, started: OfATest) -> None:
    before = pids(started.address, 2)
    kill_at(started.address, SUMS, 2, here / "marker")
    same_tallies(here / "cut", started.address)
    assert not (here / "marker").exists()
    assert set(pids(started.address, 2).values()) != set(before.values())


@pytest.mark.long
def test_a_part_at_which_every_worker_dies_is_told_and_nothing_is_written(here: Path) -> None:
    with cluster(here / "cluster", workers=1, environment={"INVENTED_DEATH": RECONCILED}) as made:
        pids(made.address)
        with pytest.raises(ClaimsFileError) as caught:
            tb.findings_of(here / "claims", here / "there", scheduler=made.address)
    said = "claims-0.parquet: Each worker died that read it. Give the workers more memory."
    assert said in str(caught.value)
    assert [path.name for path in here.glob("*there*")] == []


@pytest.mark.long
def test_a_scheduler_that_dies_leaves_nothing_half_written(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, seconds in (("_LOOK", 0.5), ("_ANSWER", 5)):
        monkeypatch.setattr(of_package, name, seconds)
    gone = "The scheduler at {} answers no more. What was made stays. Start it again, and run this again to go on."
    for function, make in (
        (RECONCILED, lambda at: tb.findings_of(here / "claims", here / "there", as_of="2023-02-20", scheduler=at)),
        (SUMS, lambda at: tb.tally_of(here / "cut", scheduler=at)),
    ):
        with cluster(tmp_path / function.replace(":", "-")) as made:
            pids(made.address, 2)
            kill_at(made.address, function, 2, here / "marker", made.processes["scheduler"].pid)
            with pytest.raises(ClusterError) as caught:
                make(made.address)
            assert str(caught.value) == gone.format(made.address)
    assert [path.name for path in here.glob("*there*")] == []
    tb.findings_of(here / "claims", here / "there", as_of="2023-02-20")
    assert held(here / "there") == held(here / "findings")


# ------------------------------------------------------------------------------------------------------------- memory


def many(path: Path, seed: int, rows: int = 250_000) -> None:
    """Invented findings, one a row, in row groups of 50,000."""
    draw = np.random.default_rng(seed)
    low = draw.integers(0, 50, rows).astype(float)
    start = pd.Timestamp("2023-01-01") + pd.to_timedelta(draw.integers(0, 365, rows), "D")
    table = pd.DataFrame(
        {
            "measure": "civilians_killed",
            "base": "",
            "pcode": draw.choice(places.units_at("township"), rows),
            "low": low,
            "best": low + 1,
            "high": low + 2,
            "open": False,
            "highest_stated": low + 2,
            "start": start,
            "end": start,
            "claims": 1,
            "origins": 1,
        }
    )
    write_file(table, path, {"rule": "envelope", "sources": [], "as_of": None, "known_on": None}, rows=50_000)


def peak(again: bool = False) -> int:
    """Megabytes that this process has had at most; again: since now."""
    if again:
        Path("/proc/self/clear_refs").write_text("5")
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells the peak, and lets it be measured anew")
def test_memory_of_a_worker_does_not_follow_the_number_of_findings(tmp_path: Path) -> None:
    from distributed import Client

    for name, number in (("few", 1), ("many", 12)):
        (tmp_path / name).mkdir()
        for seed in range(number):
            many(tmp_path / name / f"invented-{seed}.parquet", seed)
    with cluster(tmp_path / "cluster", workers=1) as made:
        pids(made.address)
        peaks = []
        with Client(made.address, set_as_default=False) as client:
            for name in ("few", "few", "many"):
                client.run(peak, again=True)
                tally = tb.tally_of(tmp_path / name, "township,month", scheduler=made.address)
                peaks += client.run(peak).values()
    # All rows of the many are given to the worker at once. Together they would take some 300 MB there.
    assert len(tally.findings) == 3_000_000 < on_cluster._ROWS
    assert peaks[2] - peaks[1] < 40, peaks
