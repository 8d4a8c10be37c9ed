"""Series on a Dask cluster of processes of their own: the same bytes as here, and no death of a worker loses any."""

import json
import os
import signal
import threading
import time
from concurrent import futures
from pathlib import Path

import pandas as pd
import pytest

from tests.clusters import cluster, pids
from tests.commands.conftest import ended as command_ended
from tests.series.invented import KALE, KANBALU, PALE, Runs, claims_file, held, series_file
from tollbook import cluster as of_package
from tollbook.cluster import ClusterError, connected
from tollbook.series import making
from tollbook.series.cluster import OnCluster
from tollbook.series.machine import Limits
from tollbook.series.manifest import Manifest

MANY = [PALE, KALE, KANBALU, "MMR005016", "MMR005018", "MMR005007"]


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    with cluster(tmp_path_factory.mktemp("cluster")) as made:
        yield made


@pytest.fixture
def one(started):
    """A cluster of two workers, which an earlier test may have killed: Dask starts them again."""
    pids(started.address, 2)
    return started


@pytest.fixture
def runs(tmp_path, registered):
    """Two folders with the same series: one is made here, the other on the cluster."""
    found = []
    for name in ("here", "there"):
        made = Runs(tmp_path / name)
        series_file(made.series, places=MANY, languages=["en", "my"])
        claims_file(made.series)
        found.append(made)
    return found


def acting(runs, act, places=MANY, languages=("en", "my")):
    """Let the notebook of both series do something besides."""
    for each in runs:
        parameters = {"claims": "invented-claims.csv", "formats": ["html"], "act": act}
        series_file(each.series, places=places, languages=list(languages), parameters=parameters)


def make(runs, by, **options):
    """What became of each brief, by its name."""
    ended = {}
    making.make(runs.tasks(), runs.places, by, lambda made: ended.update({made.task.name: made}), **options)
    return ended


def statuses(made):
    return {each.status for each in made.values()}


def run(runs, *options):
    """The command, as a user gives it."""
    where = ["--series", runs.series, "--output", runs.briefs]
    return command_ended("series", "run", "--on", "2024-12-31", *where, *options)


def in_manifest(runs):
    """What the manifest says of each draft, but for the seconds."""
    with Manifest(runs.places.drafts, only_look=True) as manifest:
        entries = {name: manifest.get(name) for name in manifest.tasks()}
    return {name: (each.ingredients, each.stem, each.version, each.files) for name, each in entries.items()}


def reported(runs):
    """The report of the last run, but for the seconds and for the folder that the series lies in."""
    text = (runs.places.drafts / "run-report.json").read_text()
    found = json.loads(text.replace(str(runs.series.parent), "FOLDER"))
    for each in found["briefs"]:
        assert each.pop("seconds") >= 0
    return found


def open_there(address):
    """Folders of runs of series that workers still have; what was stopped gets a moment to end."""
    from distributed import Client

    end = time.monotonic() + 30
    with Client(address, set_as_default=False) as client:
        while True:
            found = [name for names in client.run(_folders).values() for name in names]
            if not found or time.monotonic() > end:
                return found
            time.sleep(0.1)


def _folders(dask_worker):
    return [path.name for path in Path(dask_worker.local_directory).glob("tollbook-*")]


# ------------------------------------------------------------------------------------------------ without a cluster


def test_where_no_scheduler_answers_the_command_says_so_and_makes_nothing(runs, monkeypatch):
    monkeypatch.setattr(of_package, "_ANSWER", 0.2)
    said = run(runs[0], "--scheduler", "tcp://127.0.0.1:1")
    assert said.returncode == 1
    assert said.stdout == ""
    assert said.stderr == (
        "tollbook: No Dask scheduler answers at tcp://127.0.0.1:1: nothing came back within 0.2 seconds. Start one with "
        "`dask scheduler`, and give the address that it prints.\n"
    )
    assert held(runs[0].briefs) == {}


def test_workers_of_this_machine_and_a_scheduler_do_not_go_together(runs):
    said = run(runs[0], "--workers", 2, "--scheduler", "tcp://127.0.0.1:1")
    assert said.returncode == 2
    assert "--workers is of this machine; on a cluster each worker makes one brief at a time." in said.stderr


def test_the_help_shows_how_a_cluster_is_named():
    said = " ".join(command_ended("series", "run", "--help").stdout.split())
    assert "--scheduler ADDRESS Make them on a Dask cluster, by the address of its scheduler" in said
    assert "tollbook series run --on 2025-01-31 --scheduler tcp://10.0.0.1:8786" in said


# --------------------------------------------------------------------------------------------------- with a cluster


@pytest.mark.long
def test_a_cluster_makes_the_same_drafts_manifest_and_report(one, runs):
    here, there = runs
    said = [run(here), run(there, "--scheduler", one.address)]
    assert [each.returncode for each in said] == [0, 0]
    assert [each.stderr.splitlines()[-1] for each in said] == 2 * ["Due by 2024-12-31: 12 made."]
    assert held(there.briefs) == held(here.briefs)
    assert len(held(there.places.drafts)) == 5 * 2 * len(MANY)
    assert in_manifest(there) == in_manifest(here)
    assert len(in_manifest(there)) == 2 * len(MANY)
    assert reported(there) == reported(here)
    assert open_there(one.address) == []
    again = run(there, "--scheduler", one.address)
    assert again.stderr.splitlines()[-1] == "Due by 2024-12-31: 12 unchanged."


@pytest.mark.long
def test_a_brief_of_the_suite_is_the_same_to_the_last_byte(one, runs):
    for each in runs:
        coverage = "source,pcode,start,end,status,note\nInvented watch,MMR005,2024-01-01,2024-12-31,counted,\n"
        (each.series / "invented-coverage.csv").write_text(coverage)
        parameters = {"claims": "invented-claims.csv", "coverage": "invented-coverage.csv"}
        parameters["formats"] = ["pdf", "html", "figures"]
        series_file(
            each.series, notebook="township_brief", places=[PALE], languages=["en", "my"], parameters=parameters
        )
    here, there = runs
    said = [run(here), run(there, "--scheduler", one.address)]
    assert [each.returncode for each in said] == [0, 0], said[0].stderr
    assert held(there.briefs) == held(here.briefs)
    assert {Path(name).suffix for name in held(here.briefs)} >= {".pdf", ".html", ".csv", ".json"}
    assert in_manifest(there) == in_manifest(here)


@pytest.mark.long
def test_troubles_come_back_with_their_cell(one, runs):
    acting(runs, f"{PALE} raise", [PALE, KALE], ["en"])
    here, there = runs
    said = [run(here), run(there, "--scheduler", one.address)]
    assert [each.returncode for each in said] == [1, 1]
    assert f"invented-monthly/2024-11/{PALE}-en: " in said[1].stderr
    assert ", cell 3 (What it does)\n" in said[1].stderr
    assert "    ValueError: invented, in the cell\n" in said[1].stderr
    again = reported(there)["briefs"][0]["repeat"]
    assert f"--scheduler {one.address} --only invented-monthly/2024-11/{PALE}-en" in again
    mended = json.loads(json.dumps(reported(there)).replace(f" --scheduler {one.address}", ""))
    assert mended == reported(here)
    assert held(there.briefs) == held(here.briefs) != {}


@pytest.mark.long
def test_a_worker_that_is_killed_in_the_middle_loses_nothing(one, runs):
    acting(runs, "slow")
    here, there = runs
    make(here, Limits(2, 1024**3))
    victim = next(iter(pids(one.address).values()))
    killed, ended = [], {}

    def on_end(made):
        ended[made.task.name] = made
        if not killed:
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    making.make(there.tasks(), there.places, OnCluster(one.address), on_end)
    assert killed == [victim]
    assert statuses(ended) == {"made"}
    assert held(there.briefs) == held(here.briefs)


@pytest.mark.long
def test_a_notebook_that_kills_its_worker_each_time_is_a_trouble_and_stops_no_other(one, runs):
    acting(runs, f"{PALE} kill", [PALE, KALE, KANBALU], ["en"])
    made = make(runs[1], OnCluster(one.address))
    assert {name: each.status for name, each in made.items()} == {
        f"invented-monthly/2024-11/{PALE}-en": "failed",
        f"invented-monthly/2024-11/{KALE}-en": "made",
        f"invented-monthly/2024-11/{KANBALU}-en": "made",
    }
    trouble = made[f"invented-monthly/2024-11/{PALE}-en"].trouble
    assert trouble.kind == "stopped"
    assert trouble.message.startswith("The process of the cluster that ran it died each time, at last tcp://127.0.0.1:")


@pytest.mark.long
def test_a_run_that_is_stopped_ends_what_runs_there(one, runs):
    acting(runs, f"{PALE} hang", [PALE, KALE, KANBALU], ["en"])

    def stop(made):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        making.make(runs[1].tasks(), runs[1].places, OnCluster(one.address), stop)
    assert open_there(one.address) == []
    acting(runs, "slow", [PALE, KALE, KANBALU], ["en"])
    assert statuses(make(runs[1], OnCluster(one.address))) == {"made"}


@pytest.mark.long
def test_a_worker_makes_one_brief_at_a_time_whatever_its_threads(tmp_path, runs, caplog):
    here, there = runs
    make(here, Limits(2, 1024**3))
    with cluster(tmp_path / "cluster", workers=1, threads=3) as made:
        pids(made.address)
        assert statuses(make(there, OnCluster(made.address))) == {"made"}
        said = [record.getMessage() for record in caplog.records if record.name == "tollbook"]
        assert said == [
            "A worker makes one brief at a time, whatever its threads. To make more at once, start more workers: dask "
            f"worker {made.address} --nthreads 1 --nworkers N"
        ]
    assert held(there.briefs) == held(here.briefs)


@pytest.mark.long
def test_two_runs_at_once_on_one_worker_do_not_disturb_each_other(tmp_path, runs):
    third = Runs(tmp_path / "alone")
    series_file(third.series, places=MANY, languages=["en", "my"])
    claims_file(third.series)
    make(third, Limits(2, 1024**3))
    with cluster(tmp_path / "cluster", workers=1, threads=2) as made, futures.ThreadPoolExecutor(2) as both:
        pids(made.address)
        ended = list(both.map(lambda each: make(each, OnCluster(made.address)), runs))
        assert [statuses(each) for each in ended] == [{"made"}, {"made"}]
        assert open_there(made.address) == []
    for each in runs:
        assert held(each.briefs) == held(third.briefs)


@pytest.mark.long
def test_another_installation_is_refused_by_its_name(tmp_path):
    with cluster(tmp_path / "cluster", workers=1, environment={"INVENTED_OTHER_CODE": "1"}) as made:
        pids(made.address)
        with pytest.raises(ClusterError) as caught, connected(made.address):
            pass
    said = str(caught.value)
    assert said.startswith("The worker tcp://127.0.0.1:")
    assert "has another installation than this machine: its code 00000000 there and " in said
    assert f"pandas 1.0 there and {pd.__version__} here. Install the same on all of them." in said


@pytest.mark.long
def test_a_scheduler_that_goes_leaves_what_was_made(tmp_path, runs, monkeypatch):
    for name, seconds in (("_LOOK", 0.5), ("_ANSWER", 5)):
        monkeypatch.setattr(of_package, name, seconds)
    acting(runs, "slow")
    here, there = runs
    with cluster(tmp_path / "cluster") as made:
        pids(made.address)
        ended = []

        def on_end(each):
            ended.append(each.status)
            if len(ended) == 2:
                threading.Thread(target=made.kill, args=["scheduler"]).start()
                time.sleep(0.5)

        with pytest.raises(ClusterError) as caught:
            making.make(there.tasks(), there.places, OnCluster(made.address), on_end)
        assert str(caught.value) == (
            f"The scheduler at {made.address} answers no more. What was made stays. Start it again, and run this again "
            "to go on."
        )
    before = held(there.briefs)
    assert len(before) >= 2 * 5
    make(there, Limits(2, 1024**3))
    make(here, Limits(2, 1024**3))
    assert held(there.briefs) == held(here.briefs)
    assert before.items() <= held(there.briefs).items()
