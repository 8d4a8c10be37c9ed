"""Reaching a Dask cluster, and what comes back from it; the clusters are in this process."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Iterator

import pytest

from tests.clusters import within
from tollbook import cluster
from tollbook.cluster import Call, ClusterError, connected

REMEDY = "Start one with `dask scheduler`, and give the address that it prints."


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with within() as found:
        yield found


def refusal(address: str) -> str:
    with pytest.raises(ClusterError) as caught, connected(address):
        pass
    return str(caught.value)


def test_without_dask_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert refusal("tcp://127.0.0.1:1") == (
        "Dask is not installed here, and a cluster needs it. Install it with: pip install 'tollbook[cluster]'"
    )


def test_where_nobody_answers_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_ANSWER", 0.2)
    said = "No Dask scheduler answers at {}: nothing came back within 0.2 seconds. " + REMEDY
    assert refusal("tcp://127.0.0.1:1") == said.format("tcp://127.0.0.1:1")
    # Something else takes the call there, and says nothing.
    with socket.create_server(("127.0.0.1", 0)) as other:
        silent = f"tcp://127.0.0.1:{other.getsockname()[1]}"
        assert refusal(silent) == said.format(silent)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("invented", "missing port number in address 'invented'."),
        ("tls://127.0.0.1:1", "TLS expects a `ssl_context` argument of type ssl.SSLContext"),
    ],
)
def test_an_address_that_is_none_is_told(wrong: str, why: str) -> None:
    assert refusal(wrong).startswith(f"No Dask scheduler answers at {wrong}: {why}")


def test_a_cluster_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_FIRST", 0.1)
    with within(workers=0) as empty:
        assert refusal(empty) == f"The scheduler at {empty} has no worker. Start some with `dask worker {empty}`."


def test_a_worker_is_no_scheduler(address: str) -> None:
    with connected(address) as reached:
        worker = next(iter(reached.threads()))
    assert refusal(worker) == f"No Dask scheduler answers at {worker}: a worker is there. {REMEDY}"


def test_what_workers_log_is_heard_here(address: str, caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("tollbook")
    with connected(address) as reached, caplog.at_level("INFO", "tollbook"):
        (answer,) = reached.calls([Call("tests.clusters:logged", {"text": "invented"})])
    assert answer.result == {"said": "invented"}
    # The worker is in this process, which hears it on both sides.
    heard = [(record.levelname, record.getMessage()) for record in caplog.records if record.name == "tollbook"]
    assert heard == [("INFO", "invented"), ("INFO", "invented")]
    assert not [each for each in log.handlers if type(each).__module__ == "tollbook.at_worker"]


def test_answers_come_in_order_where_that_is_asked_for(address: str) -> None:
    with connected(address) as reached:
        waits = [0.2, 0.0, 0.1, 0.0, 0.0]
        calls = (Call("tests.clusters:waited", {"seconds": each, "number": at}) for at, each in enumerate(waits))
        answers = list(reached.calls(calls, in_order=True))
        assert [answer.result and answer.result["number"] for answer in answers] == [0, 1, 2, 3, 4]


def test_no_more_work_is_taken_than_there_are_threads(address: str) -> None:
    taken: list[int] = []

    def calls() -> Iterator[Call]:
        for number in range(6):
            taken.append(number)
            yield Call("tests.clusters:waited", {"seconds": 0.0, "number": number})

    with connected(address) as reached:
        for done, _ in enumerate(reached.calls(calls(), in_order=True), start=1):
            assert len(taken) <= done + 1, "two threads: what is given back, and one more"
    assert taken == [0, 1, 2, 3, 4, 5]


def test_without_a_worker_for_long_the_work_ends_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("_LOOK", 0.02), ("_ANOTHER", 0.1)):
        monkeypatch.setattr(cluster, name, seconds)
    with within(workers=1) as found, connected(found) as reached:
        reached.client.retire_workers()
        with pytest.raises(ClusterError) as caught:
            list(reached.calls([Call("tests.clusters:waited", {"seconds": 0})]))
    assert str(caught.value) == (
        f"No worker is left at {found}. What was made stays. Start some with `dask worker {found}`, and run this again "
        "to go on."
    )


def test_work_that_fails_is_told_and_stops_no_other(address: str) -> None:
    with connected(address) as reached:
        calls = [Call("tests.clusters:waited", {}), Call("tests.clusters:waited", {"seconds": 0})]
        failed, done = reached.calls(calls, in_order=True)
    assert (failed.result, failed.trouble, failed.died) == (None, "'seconds'", False)
    assert (done.result, done.trouble) == ({"seconds": 0}, "")


def test_files_go_there_once_by_their_content(address: str) -> None:
    with connected(address) as reached:
        names = [reached.keep(b"invented"), reached.keep(b"other"), reached.keep(b"invented")]
        assert names[0] == names[2] != names[1]
        (answer,) = reached.calls([Call("tests.clusters:lengths", {}, tuple(names))])
    assert answer.result == {"lengths": [8, 5, 8]}


def test_a_worker_that_came_later_with_another_installation_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connected(address) as reached:
        told = cluster.software.told()
        monkeypatch.setattr(cluster.software, "told", lambda: {**told, "pandas": "1.0"})
        submitted = reached._submitted(Call("tests.clusters:waited", {"seconds": 0}))
        monkeypatch.undo()
        assert "refused" in submitted.result()
        monkeypatch.setattr(cluster.at_worker.software, "difference", lambda _: "pandas 1.0 there and 3.0 here")
        with pytest.raises(ClusterError) as caught:
            list(reached.calls([Call("tests.clusters:waited", {"seconds": 0})]))
    said = str(caught.value)
    assert said.startswith("The worker inproc://")
    assert said.endswith(
        " has another installation than this machine: pandas 1.0 there and 3.0 here. Install the same on all of them."
    )
