"""A Dask cluster: work goes there, and no death of a worker loses any of it; docs/cluster.md.

What is asked goes there as plain data (texts, numbers, bytes, lists, dictionaries) with the name of a function, so that
a worker with another Tollbook can still say so. Files go by their content, once to each worker that needs them.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import queue
import secrets
from collections.abc import Iterable, Iterator
from concurrent import futures
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import metadata
from itertools import islice
from time import monotonic
from typing import Any

from tollbook import at_worker, software

_LOG = logging.getLogger("tollbook")
_NAME = "tollbook"
#: Seconds to wait for a scheduler to answer, for a first worker, and for another one where none is left.
_ANSWER, _FIRST, _ANOTHER = 10, 30, 120
#: Seconds between looks at whether the scheduler is still there.
_LOOK = 5


class ClusterError(Exception):
    """A cluster can't be used, or is there no more; the message says why, and what to do."""


@dataclass(frozen=True)
class Call:
    """One piece of work.

    Attributes
    ----------
    function : str
        What does it there: ``module:name``. It takes `given` and the files, a list of bytes, and gives a dictionary.
    given : dict
        Plain data.
    files : tuple of str
        As `Cluster.keep` names them.
    """

    function: str
    given: dict[str, Any]
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What became of a call.

    Attributes
    ----------
    call : Call
    result : dict or None
        What its function gave; None where that failed.
    trouble : str
        What it failed of, in words.
    died : bool
        Whether a worker died each time that it ran.
    worker : str
        Address of the worker that ran it.
    """

    call: Call
    result: dict[str, Any] | None = None
    trouble: str = ""
    died: bool = False
    worker: str = ""


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Reach a cluster, and be sure that it runs the same Tollbook.

    Parameters
    ----------
    address : str
        Of its scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises
    ------
    ClusterError
        Dask is not installed here, nobody answers there, there is no worker, or something else is installed there.
    """
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise ClusterError(
            "Dask is not installed here, and a cluster needs it. Install it with: pip install 'tollbook[cluster]'"
        ) from None
    _require_scheduler(address)
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "100GB"}):
        client = Client(address, timeout=_ANSWER, set_as_default=False)  # type: ignore[no-untyped-call]
        try:
            _require_workers(client, address)
            _require_same(client)
            yield Cluster(client, address)
        finally:
            client.close(timeout=_ANSWER)  # type: ignore[no-untyped-call]


def _require_scheduler(address: str) -> None:
    """Ask who is there: a client of Dask's waits for ever for one who takes the call and says nothing."""
    from distributed import Security
    from distributed.core import rpc

    async def asked() -> Any:
        certificates = Security().get_connection_args("client")  # type: ignore[no-untyped-call]
        async with rpc(address, connection_args=certificates) as there:  # type: ignore[no-untyped-call]
            return await asyncio.wait_for(there.identity(), _ANSWER)

    try:
        with futures.ThreadPoolExecutor(1) as beside:  # a notebook's own thread may run a loop
            kind = beside.submit(asyncio.run, asked()).result()["type"]
            why = "" if kind == "Scheduler" else f"a {str(kind).lower()} is there."
    except TimeoutError:
        why = f"nothing came back within {_ANSWER} seconds."
    except Exception as error:
        why = _first_line(error)
    if why:
        raise ClusterError(
            f"No Dask scheduler answers at {address}: {why} Start one with `dask scheduler`, and give the address that "
            "it prints."
        )


def _first_line(error: BaseException) -> str:
    text = (str(error).strip() or type(error).__name__).splitlines()[0]
    return f"{text.rstrip('.')}."


def _require_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_FIRST)
    except TimeoutError:
        raise ClusterError(
            f"The scheduler at {address} has no worker. Start some with `dask worker {address}`."
        ) from None


def _require_same(client: Any) -> None:
    """Refuse a cluster on which something else is installed: what it made would differ from what is made here.

    The first question is one that any Python can answer.
    """
    try:
        versions = {"The scheduler": client.run_on_scheduler(metadata.version, _NAME)}
    except metadata.PackageNotFoundError:
        versions = {"The scheduler": None}
    versions |= {_worker(each): found for each, found in client.run(metadata.version, _NAME, on_error="return").items()}
    own = metadata.version(_NAME)
    for who, version in sorted(versions.items()):
        if version != own:
            there = version if isinstance(version, str) else "missing"
            raise ClusterError(_other(who, f"Tollbook {there} there and {own} here"))
    for worker, told in sorted(client.run(software.told, on_error="return").items()):
        otherwise = software.difference(told if isinstance(told, dict) else {"Tollbook": own})
        if otherwise:
            raise ClusterError(_other(_worker(worker), otherwise))


def _worker(address: str) -> str:
    return f"The worker {address}"


def _other(who: str, otherwise: str) -> str:
    return f"{who} has another installation than this machine: {otherwise}. Install the same on all of them."


class Cluster:
    """A cluster that is reached; see `connected`.

    Parameters
    ----------
    client : distributed.Client
    address : str
    """

    def __init__(self, client: Any, address: str) -> None:
        self.client, self.address = client, address
        self._kept: dict[str, Any] = {}
        self._number, self._name = 0, secrets.token_hex(8)
        self._ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._without: float | None = None

    def keep(self, data: bytes) -> str:
        """Let the cluster have a file; gives its name for `Call.files`."""
        name = hashlib.sha256(data).hexdigest()
        if name not in self._kept:
            self._kept[name] = self.client.submit(at_worker.same, data, key=f"tollbook-file-{name}")
        return name

    def let_go(self) -> None:
        """Let the cluster forget the files that it has."""
        self._kept.clear()

    def threads(self) -> dict[str, int]:
        """Threads of each worker, by its address."""
        try:
            return {str(worker): int(threads) for worker, threads in self.client.nthreads().items()}
        except Exception:
            raise self._gone() from None

    def everywhere(self, function: Any, *given: Any) -> None:
        """Call a function once on each worker that is there; what it gives or raises is left aside."""
        self.client.run(function, *given, on_error="ignore")

    def calls(self, calls: Iterable[Call], in_order: bool = False) -> Iterator[Answer]:
        """Do work, as many pieces at once as there are threads.

        Parameters
        ----------
        calls : iterable of Call
            Each is taken when there is room for it.
        in_order : bool
            Give answers in the order of the calls; those that are there too early stay with their workers.

        Yields
        ------
        Answer
            As each is there. What a dead worker had begun is done anew by another one. What was running each time that
            one died is tried once more, alone: it may have been its neighbours' doing.

        Raises
        ------
        ClusterError
            The scheduler is gone, no worker is left, or one has something else installed.
        """
        left = iter(calls)
        running: dict[str, tuple[Call, Any]] = {}
        while True:
            for call in islice(left, self._room(len(running))):
                future = self._submitted(call)
                running[future.key] = (call, future)
            if not running:
                return
            call, future = running.pop(self._next(running, in_order))
            answer = self._answer(call, future)
            yield self._alone(call, running) if answer.died else answer

    def _room(self, running: int) -> int:
        """Calls that may be given out beside those that are.

        No more than run at once: when a worker dies, Dask blames also what waits there.
        """
        return max(sum(self.threads().values()) - running, 0 if running else 1)

    def _next(self, running: dict[str, tuple[Call, Any]], in_order: bool) -> str:
        """The key of a call that has ended; in order, of that which was given out first. Until then it stays there."""
        looked_at = list(running.items())[: 1 if in_order else None]
        while True:
            for key, (_, future) in looked_at:
                if future.done():
                    return key
            self._wait()

    def _alone(self, call: Call, running: dict[str, tuple[Call, Any]]) -> Answer:
        """Try a call once more when all else has ended."""
        while not all(future.done() for _, future in running.values()):
            self._wait()
        future = self._submitted(call)
        while not future.done():
            self._wait()
        return self._answer(call, future)

    def _submitted(self, call: Call) -> Any:
        self._number += 1
        future = self.client.submit(
            at_worker.work,
            call.function,
            call.given,
            [self._kept[name] for name in call.files],
            software.told(),
            key=f"tollbook-{self._name}-{self._number}",
            pure=False,
        )
        future.add_done_callback(self._ended.put)
        return future

    def _wait(self) -> None:
        """Wait until some call has ended, or until it is time to look whether the scheduler and a worker are there."""
        with suppress(queue.Empty):
            self._ended.get(timeout=_LOOK)
            self._without = None
            return
        if self.threads():
            self._without = None
            return
        self._without = self._without or monotonic()
        if monotonic() - self._without > _ANOTHER:
            raise ClusterError(
                f"No worker is left at {self.address}. What was made stays. Start some with `dask worker "
                f"{self.address}`, and run this again to go on."
            )

    def _gone(self) -> ClusterError:
        return ClusterError(
            f"The scheduler at {self.address} answers no more. What was made stays. Start it again, and run this again "
            "to go on."
        )

    def _answer(self, call: Call, future: Any) -> Answer:
        from distributed import KilledWorker

        try:
            told = future.result()
        except (OSError, asyncio.CancelledError, futures.CancelledError):
            # The connection broke, or the scheduler has forgotten: what the work itself fails of comes back as data.
            raise self._gone() from None
        except KilledWorker as error:
            return Answer(call, died=True, worker=str(error.last_worker.address))
        except Exception as error:
            return Answer(call, trouble=_first_line(error))
        if "refused" in told:
            raise ClusterError(_other(_worker(told["worker"]), software.difference(told["refused"])))
        for level, text in told["said"]:
            _LOG.log(int(level), "%s", text)
        return Answer(call, told.get("result"), str(told.get("trouble", "")), worker=str(told["worker"]))
