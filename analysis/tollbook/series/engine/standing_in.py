"""What nbclient takes for a kernel manager and a kernel client: the same methods, over a line to a forked process."""

from __future__ import annotations

import os
import signal
from collections import deque
from typing import Any

from tollbook.series.engine.line import Line, Message
from tollbook.series.engine.zygote import Zygote

#: Seconds that a notebook's exit handlers have, as with jupyter_client.
_SHUTDOWN = 5.0
#: Seconds that a process has to end once it is sent SIGTERM.
_TERMINATION = 1.0


class Manager:
    """Starts and ends one notebook's process.

    Parameters
    ----------
    zygote : Zygote
        To be forked.
    environment : dict
        Of the notebook.
    sources : list of str
        The code of its cells.
    timeout : float
        Seconds that it may take to start.
    """

    kernel_id = None
    has_kernel = False

    def __init__(self, zygote: Zygote, environment: dict[str, str], sources: list[str], timeout: float) -> None:
        self._zygote, self._environment, self._sources, self._timeout = zygote, environment, sources, timeout
        self._run = 0
        self.line: Line | None = None

    async def start_kernel(self, cwd: str | None = None, **_: Any) -> None:
        """Fork."""
        folder = os.path.abspath(cwd or os.getcwd())
        try:
            self._run, self.line = self._zygote.fork(folder, self._environment, self._sources, self._timeout)
        except TimeoutError:
            raise RuntimeError(f"Kernel didn't respond in {self._timeout:.0f} seconds") from None
        self.has_kernel = True

    def client(self) -> Client:
        """What speaks to it."""
        assert self.line is not None
        return Client(self.line)

    async def is_alive(self) -> bool:
        """Whether the process runs."""
        return self.line is not None and not self.line.dead

    async def interrupt_kernel(self) -> None:
        """Stop the cell that runs, as Ctrl-C does."""
        self._zygote.signal(self._run, signal.SIGINT)

    async def shutdown_kernel(self, now: bool = False, **_: Any) -> None:
        """End the process: by asking it if it listens, else by a signal."""
        line = self.line
        if line is None or line.dead:
            return
        if not now and not line.busy:
            await line.quit()
            if await line.until(lambda: line.bye or line.dead, _SHUTDOWN):
                return
        for number, patience in ((signal.SIGTERM, _TERMINATION), (signal.SIGKILL, _SHUTDOWN)):
            self._zygote.signal(self._run, number)
            if await line.until(lambda: line.dead, patience):
                return

    async def cleanup_resources(self, **_: Any) -> None:
        """Let go of the line."""
        if self.line is not None:
            self.line.close()
        self.has_kernel = False


class _Channel:
    def __init__(self, line: Line, box: deque[Message]) -> None:
        self._line, self._box = line, box

    async def get_msg(self, timeout: float | None = None) -> Message:
        """The next message; raises `queue.Empty`."""
        return await self._line.get(self._box, timeout)

    def send(self, message: Message) -> None:
        """Send a message that was made by the session: widgets do this, from within a running loop."""
        self._line.comm(message)


class Client:
    """Sends cells to a notebook's process and hands out what comes back."""

    allow_stdin = False

    def __init__(self, line: Line) -> None:
        from jupyter_client.session import Session

        self._line = line
        self.session = Session()
        self.shell_channel = _Channel(line, line.shell)
        self.iopub_channel = _Channel(line, line.iopub)

    async def start_channels(self) -> None:
        """There is nothing to start."""

    async def stop_channels(self) -> None:
        """The manager closes the line."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the process says that it is ready."""
        line = self._line
        if not await line.until(lambda: line.ready is not None or line.dead, timeout):
            raise RuntimeError(f"Kernel didn't respond in {timeout:.0f} seconds")
        if line.ready is None:
            raise RuntimeError("Kernel died before replying to kernel_info")

    async def is_alive(self) -> bool:
        """Whether the process runs."""
        return not self._line.dead

    async def died(self) -> str:
        """Wait until the process is dead and everything that it sent is read; gives how it ended."""
        line = self._line
        await line.until(lambda: line.dead and not line.iopub)
        return line.how_it_ended()

    async def execute(self, code: str, store_history: bool = True, stop_on_error: bool = True, **_: Any) -> str:
        """Send a cell; gives the id of the message."""
        content = {
            "code": code,
            "silent": False,
            "store_history": store_history,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": stop_on_error,
        }
        return await self._line.execute(content)

    def kernel_info(self) -> str:
        """Put what the process said of itself among the replies; gives the id of the message."""
        message_id = self._line.id_of(0)
        self._line.shell.append({"parent_header": {"msg_id": message_id}, "content": self._line.ready})
        return message_id
