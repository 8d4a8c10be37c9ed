"""The zygote: a process that imports, runs nothing, and forks for each notebook.

It is given one end of a socket, by the number of its descriptor. Requests are JSON with the number of bytes before it:
``fork``, with seven descriptors (the line, where to say how the run ended, shared memory, two pipes), ``import``,
``prepare`` (by a module's own function) and ``signal``. A fork is answered when it is made. The zygote ends, and its
runs with it, when the socket is closed, which happens however papermill's process ends.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import sys
import time
from typing import Any

from tollbook.series.engine import child, importing
from tollbook.series.engine.control import receive, send
from tollbook.series.engine.kernel import Application

_PATIENCE = 1.0  # seconds that what a notebook started and left behind has to end after being asked to


class _Zygote:
    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._application = Application.instance()
        self._application.prepare()
        self._runs: dict[int, tuple[int, int]] = {}  # process id: number of the run, where to say how it ended
        self._left: list[tuple[float, int]] = []
        self._forked = False
        self._new: list[str] = []  # imported since the last fork
        self._woken, wake = socket.socketpair()
        for each in (self._woken, wake):
            each.setblocking(False)
        self._wake = wake
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def serve(self) -> None:
        """Answer until the other side is gone."""
        while True:
            wait = 1.0 if self._left else None
            ready, _, _ = select.select([self._control, self._woken], [], [], wait)
            if self._woken in ready:
                with contextlib.suppress(BlockingIOError):
                    self._woken.recv(4096)
            self._reap()
            self._remind()
            if self._control in ready:
                request, descriptors = receive(self._control)
                if request is None:
                    return
                self._answer(request, descriptors)

    def _answer(self, request: dict[str, Any], descriptors: list[int]) -> None:
        if request["do"] == "import":
            self._new += importing.bring(request["imports"])
            return
        if request["do"] == "prepare":
            with contextlib.suppress(Exception):
                importlib.import_module(request["module"]).prepare(request["asked"])
            self._new.append(request["module"])
            return
        if request["do"] == "signal":
            for pid, (number, _) in self._runs.items():
                if number == request["run"]:
                    with contextlib.suppress(ProcessLookupError):
                        _signal(pid, request["signal"], request["group"])
            return
        new = self._new + importing.bring(request["imports"])
        self._new = []
        if new or not self._forked:
            gc.collect()
            gc.freeze()  # else the first collection in a child would copy every page
        line, status, memory, *pipes = descriptors
        folder, environment = request["cwd"], request["environment"]
        start = child.Start(folder, environment, line, memory, (pipes[0], pipes[1]), (pipes[2], pipes[3]))
        self._forked = True
        zygote = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._become(start, status, zygote)
        for each in (line, memory, *pipes):
            os.close(each)
        self._runs[pid] = (request["run"], status)
        # OpenBLAS ends its threads before a fork. Whatever still runs belongs to a module that does not, and a lock
        # that such a thread holds at this moment would stay locked in the child for ever.
        threads = importing.running_threads()
        if threads:
            _signal(pid, signal.SIGKILL, True)
        send(self._control, {"run": request["run"], "threads": threads, "new": new})

    def _become(self, start: child.Start, status: int, zygote: int) -> None:
        """Turn the fork into a notebook's process: what belongs to the zygote is closed."""
        for each in (self._control, self._woken, self._wake):
            each.close()
        for _, other in self._runs.values():
            os.close(other)
        os.close(status)
        child.run(self._application, start, zygote)

    def _reap(self) -> None:
        """Say of each run that ended how it did, and ask what it left behind to end too."""
        for pid in list(self._runs):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                _, told = self._runs.pop(pid)
                with contextlib.suppress(OSError):
                    os.write(told, b"%d" % os.waitstatus_to_exitcode(status))
                os.close(told)
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(pid, signal.SIGTERM)
                    self._left.append((time.monotonic() + _PATIENCE, pid))

    def _remind(self) -> None:
        now = time.monotonic()
        for when, group in list(self._left):
            if now >= when:
                self._left.remove((when, group))
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(group, signal.SIGKILL)

    def end(self) -> None:
        """End what still runs, at once: nobody is left to see it."""
        for group in [*self._runs, *(group for _, group in self._left)]:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(group, signal.SIGKILL)


def _signal(pid: int, number: int, group: bool) -> None:
    """Signal a run that was not reaped yet, so that the number is no other process's."""
    if group:
        try:
            os.killpg(pid, number)
            return
        except (ProcessLookupError, PermissionError):
            pass  # it has only just been forked, and is not yet first of its group
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def main() -> None:
    """Become the zygote."""
    import ipykernel_launcher  # type: ignore[import-untyped]

    control = socket.socket(fileno=int(sys.argv[1]))
    # What ipykernel's launcher leaves there; some notebooks look whether they run as a script.
    sys.argv = [str(ipykernel_launcher.__file__), "-f", ""]
    # As ipykernel sets it; Matplotlib reads it when it is imported.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    zygote = _Zygote(control)
    try:
        zygote.serve()
    finally:
        zygote.end()
        os._exit(0)
