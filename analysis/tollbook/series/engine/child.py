"""What a forked process does: become a process of its own, run the cells that it is sent, end."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import ctypes
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from tollbook.series.engine import frames
from tollbook.series.engine.kernel import Application
from tollbook.series.engine.limiting import limit_memory
from tollbook.series.engine.memory import Memory
from tollbook.series.engine.wire import Descriptors, Stream, Wire

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_READ = 1 << 16


@dataclass(frozen=True)
class Start:
    """What a run begins with: folder, environment, and the descriptors that came with the request."""

    cwd: str
    environment: dict[str, str]
    line: int
    memory: int
    stdout: tuple[int, int]
    stderr: tuple[int, int]


def run(application: Application, start: Start, zygote: int) -> None:
    """Run a notebook's cells in this process; it ends here and never returns.

    Parameters
    ----------
    application : Application
        As prepared by the zygote.
    start : Start
    zygote : int
        Process id of the parent.
    """
    code = 1
    with contextlib.suppress(BaseException):
        _detach(zygote)
        _settle(start)
        code = _Child(application, start).serve()
    os._exit(code)


def _detach(zygote: int) -> None:
    """Become the first process of a group of its own, which ends when the zygote does."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != zygote:  # it died before it was asked
        os._exit(1)


def _settle(start: Start) -> None:
    """Take over folder and environment, and forget what would make all runs of this zygote alike."""
    os.chdir(start.cwd)
    os.environ.clear()
    os.environ.update(start.environment)
    time.tzset()
    tempfile.tempdir = None
    numbers = sys.modules.get("numpy.random")
    if numbers is not None:
        numbers.seed()  # else all notebooks would draw the same "random" numbers; Python's own module does it by itself
    # A library that made itself a temporary folder when it was imported wants it gone at exit. It is the zygote's.
    atexit.unregister(shutil.rmtree)


class _Child:
    """One notebook's process."""

    def __init__(self, application: Application, start: Start) -> None:
        self._line = socket.socket(fileno=start.line)
        self._wire = Wire(self._line, Memory(start.memory))
        os.dup2(start.stdout[1], 1)
        os.dup2(start.stderr[1], 2)
        for each in (start.stdout[1], start.stderr[1], start.memory):
            os.close(each)
        sys.stdout = Stream(self._wire, frames.STDOUT, 1)
        sys.stderr = Stream(self._wire, frames.STDERR, 2)
        self._descriptors = Descriptors({start.stdout[0]: sys.stdout, start.stderr[0]: sys.stderr})
        self._frames = frames.Frames()
        self._application = application
        self._kernel: Any = application.kernel
        self._requests: asyncio.Queue[tuple[bytes, bytes]] = asyncio.Queue()

    def serve(self) -> int:
        """Answer requests until there are no more; gives the exit code."""
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        # What ipykernel asks of tornado's loop when a cell is interrupted or says exit().
        self._kernel.io_loop = SimpleNamespace(
            asyncio_loop=loop, add_callback=loop.call_soon_threadsafe, call_later=loop.call_later, stop=loop.stop
        )
        loop.add_reader(self._line.fileno(), self._read)
        self._descriptors.watch()
        self._wire.gather()
        self._application.begin(self._wire)
        limit_memory(os.environ, self._application.shell)
        information = {"language_info": self._kernel.language_info, "pid": os.getpid()}
        self._wire.send(frames.READY, 0, json.dumps(information).encode("utf-8"))
        answering = loop.create_task(self._answer())
        loop.run_forever()
        answering.cancel()
        self._end()
        return 0

    def _read(self) -> None:
        data = self._line.recv(_READ, socket.MSG_DONTWAIT)
        if not data:
            os._exit(1)  # papermill is gone
        for kind, _, payload in self._frames.feed(data):
            self._requests.put_nowait((kind, payload))

    async def _answer(self) -> None:
        while True:
            kind, payload = await self._requests.get()
            if kind == frames.QUIT:
                self._kernel.io_loop.stop()
                return
            (message, buffers) = frames.unpacked(payload)
            await self._handle({**message, "buffers": buffers})

    async def _handle(self, message: dict[str, Any]) -> None:
        """One request, between "busy" and "idle" as Jupyter's protocol has it."""
        kernel = self._kernel
        kernel.set_parent([b""], message)
        kernel._publish_status("busy", "shell", parent=message)
        handler = kernel.shell_handlers.get(message["header"]["msg_type"])
        signal.signal(signal.SIGINT, self._wire.on_interrupt)
        try:
            found = handler("shell", [b""], message)
            if asyncio.iscoroutine(found):
                await found
        except KeyboardInterrupt:
            pass  # it came when the cell's own code had ended
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._descriptors.drain()
        kernel._publish_status("idle", "shell", parent=message)

    def _end(self) -> None:
        """Let the notebook's exit handlers run, and say so.

        The interpreter is not taken down: freeing everything that was imported would cost more than a short notebook.
        """
        with contextlib.suppress(BaseException):
            threading._shutdown()  # type: ignore[attr-defined]
        with contextlib.suppress(BaseException):
            atexit._run_exitfuncs()
        self._descriptors.drain()
        self._wire.send(frames.BYE, 0, b"")
