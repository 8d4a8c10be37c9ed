"""papermill's side of the zygote: starting it, asking it for a fork, ending it."""

from __future__ import annotations

import atexit
import contextlib
import itertools
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable
from time import monotonic
from typing import Any

from tollbook.series.engine import importing, memory
from tollbook.series.engine.control import receive, send
from tollbook.series.engine.line import Line

#: Variables that libraries read when they are imported begin like this: another value needs another zygote. All others
#: reach a notebook by the request.
READ_AT_IMPORT = (
    "PYTHON", "IPYTHON", "LD_", "DYLD_", "LANG", "LC_", "HOME", "XDG_", "OMP_", "OPENBLAS_", "MKL_", "BLIS_",
    "NUMEXPR_", "MPL", "PANDAS_", "ARROW_", "GDAL_", "PROJ_", "MALLOC_", "TOLLBOOK_",
)  # fmt: skip


#: No folder of the user's is looked into for modules while the zygote starts. (Python's own -P would hold for the
#: notebooks too.)
_START = """\
import sys
sys.path = [each for each in sys.path if each]
from tollbook.series.engine.process import main
main()
"""


class Refused(Exception):
    """The zygote is not fit to be forked; the message says why."""


class Zygote:
    """An imported process that can be forked; started when it is first needed, and anew when it has died.

    One serves any number of runs, one after another or at once, from any thread. Use it as a context manager, or
    close it: its runs end with it.

    Parameters
    ----------
    environment : dict, optional
        That it starts with; the process's own if not given.
    may_import : dict, optional
        What it imports for a notebook that names it; see `importing.allowed`.
    """

    def __init__(
        self, environment: dict[str, str] | None = None, may_import: dict[str, tuple[str, ...]] | None = None
    ) -> None:
        self.environment = dict(os.environ if environment is None else environment)
        self.may_import = importing.allowed() if may_import is None else may_import
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._preparations: list[dict[str, Any]] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._owner = os.getpid()
        self._closed = False
        self._has_forked = False

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def fork(self, cwd: str, environment: dict[str, str], sources: list[str], timeout: float) -> tuple[int, Line]:
        """Fork a process for a notebook.

        Parameters
        ----------
        cwd : str
            Its folder.
        environment : dict
            Its environment variables.
        sources : list of str
            The code of its cells: what they import, and may be imported beforehand, is.
        timeout : float
            Seconds.

        Returns
        -------
        int, Line
            Number of the run, and the line to it.

        Raises
        ------
        Refused
            Something that was imported runs threads.
        TimeoutError
            It took longer.
        ConnectionError
            The zygote is dead.
        """
        end = monotonic() + timeout
        if not self._lock.acquire(timeout=timeout):
            raise TimeoutError
        try:
            modules = importing.named(sources, self.may_import)
            self._has_forked = True
            request = {"do": "fork", "cwd": cwd, "environment": environment, "imports": modules}
            try:
                number, line, answer = self._ask(request, end)
            except ConnectionError:  # it died since it was last seen
                self._drop()
                number, line, answer = self._ask(request, end)
        finally:
            self._lock.release()
        if answer["threads"]:
            line.close()
            raise Refused(f"one of these modules starts threads when it is imported: {', '.join(answer['new'])}")
        return number, line

    def _ask(self, request: dict[str, Any], end: float) -> tuple[int, Line, Any]:
        number = next(self._numbers)
        control = self._started()
        line = _asked(control, {**request, "run": number})
        try:
            return number, line, self._answer(control, number, end)
        except BaseException:
            line.close()
            raise

    def signal(self, run: int, number: int, group: bool = True) -> None:
        """Send a signal to a run, and to the processes that it started."""
        with self._lock, contextlib.suppress(OSError):
            if self._control is not None:
                send(self._control, {"do": "signal", "run": run, "signal": number, "group": group})

    def start(self, sources: Iterable[str] = ()) -> None:
        """Start it now and let it import for cells, without waiting for it; else the first fork does both."""
        with self._lock:
            self._tell({"do": "import", "imports": importing.named(sources, self.may_import)})

    def prepare(self, module: str, asked: dict[str, Any]) -> None:
        """Let it read what its runs will need, without waiting for it; one that is started anew is asked again.

        Parameters
        ----------
        module : str
            Its ``prepare`` is called with `asked`. It starts no thread. What it raises is left aside: what can't be
            read is told by the notebook that reads it.
        asked : dict
            Plain data.
        """
        request = {"do": "prepare", "module": module, "asked": asked}
        with self._lock:
            self._tell(request)
            self._preparations.append(request)

    def _tell(self, request: dict[str, Any]) -> None:
        """Send a request that has no answer; one that has died is started anew, and asked again, when it is needed."""
        try:
            send(self._started(), request)
        except ConnectionError:
            if self._closed:
                raise
            self._drop()

    @property
    def is_ours(self) -> bool:
        """Whether this process started it, and was not forked from the one that did."""
        return self._owner == os.getpid()

    def _started(self) -> socket.socket:
        if self._closed:
            raise ConnectionError("The process that is forked for notebooks was ended.")
        if self._process is not None and self._process.poll() is not None:
            self._drop()
        if self._control is None:
            mine, its = socket.socketpair()
            command = [sys.executable, "-c", _START, str(its.fileno())]
            with its:
                self._process = subprocess.Popen(
                    command,
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    pass_fds=[its.fileno()],
                    start_new_session=True,
                )
            self._control = mine
            for request in self._preparations:
                send(mine, request)
        return self._control

    def _drop(self) -> None:
        """Let go of one that died, for want of memory or by somebody's hand."""
        if self._control is not None:
            self._control.close()
            self._control = None
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    def _answer(self, control: socket.socket, number: int, end: float) -> Any:
        while True:
            control.settimeout(max(end - monotonic(), 0.001))
            try:
                answer, _ = receive(control)
            finally:
                control.settimeout(None)
            if answer is None:
                raise ConnectionResetError("The process that is forked for notebooks is dead.")
            if answer["run"] == number:  # not that of a run that was given up
                return answer

    def close(self) -> None:
        """End it, and every run of it."""
        if not self.is_ours:
            return
        with self._lock:
            self._closed = True
            if self._control is None:
                return
            self._control.close()
            self._control = None
            process, self._process = self._process, None
        if process is not None:
            if not self._has_forked:
                process.kill()  # it is still importing, and nothing is lost
            try:
                process.wait(timeout=2)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _asked(control: socket.socket, request: dict[str, Any]) -> Line:
    """Send a request for a fork with the ends that the child needs; gives ours."""
    mine, its = socket.socketpair()
    told, tells = os.pipe()
    pipes = os.pipe(), os.pipe()
    (out, into_out), (err, into_err) = pipes
    shared = memory.made()
    line = Line(mine, told, (out, err), shared)
    try:
        send(control, request, (its.fileno(), tells, shared, out, into_out, err, into_err))
    except BaseException:
        line.close()
        raise
    finally:
        its.close()
        for each in (tells, into_out, into_err):
            os.close(each)
    return line


_kept: dict[Any, Zygote] = {}
_keeping = threading.Lock()


def kept(environment: dict[str, str]) -> Zygote:
    """The zygote that this process keeps for an environment; a new one where there is none."""
    key = tuple(sorted((name, value) for name, value in environment.items() if name.startswith(READ_AT_IMPORT)))
    with _keeping:
        found = _kept.get(key)
        if found is None or not found.is_ours:
            if found is None and not _kept:
                atexit.register(close_kept)
            found = _kept[key] = Zygote(environment)
        return found


def close_kept() -> None:
    """End all that this process keeps."""
    with _keeping:
        for each in _kept.values():
            each.close()
        _kept.clear()
