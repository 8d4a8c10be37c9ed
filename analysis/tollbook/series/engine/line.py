"""papermill's end of the line to a notebook's process: frames become messages, in the order in which they were sent."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import signal
import socket
import uuid
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from operator import itemgetter
from queue import Empty
from time import monotonic
from typing import Any

from tollbook.series.engine import frames
from tollbook.series.engine.memory import Memory

Message = dict[str, Any]

_READ = 1 << 20
#: With as many messages unread, no more is taken off the line, and the notebook waits.
_UNREAD = 200
#: Seconds after the line was closed in which the zygote says how the process ended.
_GRACE = 1.0


class Line:
    """Messages from one notebook's process, and to it.

    Everything happens in the event loop that asks, which need not be the same one each time: between two cells
    nbclient runs none.
    """

    def __init__(self, line: socket.socket, status: int, pipes: tuple[int, int], memory: int) -> None:
        self.shell: deque[Message] = deque()
        self.iopub: deque[Message] = deque()
        self.ready: dict[str, Any] | None = None
        self.busy = self.bye = self.dead = False
        self.ended: int | None = None
        self.run = uuid.uuid4().hex
        self._line, self._status, self._pipes, self._shared = line, status, pipes, memory
        line.setblocking(False)
        for each in (status, *pipes):
            os.set_blocking(each, False)
        self._frames = frames.Frames()
        self._portions = 0  # of text that came
        self._waiters: set[asyncio.Future[None]] = set()
        self._closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._outgoing: list[bytes] = []
        self._sent = 0

    def id_of(self, number: int) -> str:
        """Message id of a request."""
        return f"{self.run}_{number}"

    async def execute(self, content: dict[str, Any]) -> str:
        """Send a cell; gives the id of the message."""
        self.busy = True
        message_id = self._queue("execute_request", content)
        await self._flush()
        return message_id

    def comm(self, message: Message) -> None:
        """Send a widget's message, with the next cell: until then the process would not look at it."""
        self._queue(message["header"]["msg_type"], message["content"], message.get("metadata"))

    async def quit(self) -> None:
        """Ask the process to end."""
        self._outgoing.append(frames.frame(frames.QUIT, 0, b""))
        await self._flush()

    def _queue(self, message_type: str, content: Any, metadata: Any = None) -> str:
        self._sent += 1
        header = {
            "msg_id": self.id_of(self._sent),
            "msg_type": message_type,
            "session": self.run,
            "username": "",
            "date": datetime.now(UTC).isoformat(),
            "version": "5.4",
        }
        message = {"header": header, "msg_id": header["msg_id"], "msg_type": message_type, "parent_header": {}}
        message |= {"content": content, "metadata": metadata or {}}
        payload = frames.packed(json.dumps(message, default=str).encode("utf-8"), ())
        self._outgoing.append(frames.frame(frames.REQUEST, self._sent, payload))
        return str(header["msg_id"])

    async def _flush(self) -> None:
        data = b"".join(self._outgoing)
        self._outgoing.clear()
        with contextlib.suppress(ConnectionError):  # it is dead, and whoever waits for the answer is told so
            await asyncio.get_running_loop().sock_sendall(self._line, data)

    async def get(self, box: deque[Message], timeout: float | None) -> Message:
        """The next message of a box (`shell` or `iopub`); raises `queue.Empty` when none comes in time."""
        if not await self.until(lambda: bool(box), timeout):
            raise Empty
        message = box.popleft()
        if self.dead:
            self._wake()  # whoever waits until everything is read
        return message

    async def until(self, condition: Callable[[], bool], timeout: float | None = None) -> bool:
        """Read until a condition holds; false when that takes longer than the seconds given."""
        end = None if timeout is None else monotonic() + timeout
        loop = asyncio.get_running_loop()
        while not condition():
            rest = None if end is None else end - monotonic()
            if rest is not None and rest <= 0:
                return False
            waiter = loop.create_future()
            self._waiters.add(waiter)
            self._listen(loop)
            alarm = None if rest is None else loop.call_later(rest, _settle, waiter)
            try:
                await waiter
            finally:
                self._waiters.discard(waiter)
                if alarm is not None:
                    alarm.cancel()
                if not self._waiters:
                    self._hush(loop)
        return True

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._closed or self.dead:
            return
        self._loop = loop
        loop.add_reader(self._status, self._read_status, loop)
        if len(self.iopub) < _UNREAD:
            loop.add_reader(self._line, self._read, loop)
        else:
            loop.remove_reader(self._line)

    def _hush(self, loop: asyncio.AbstractEventLoop) -> None:
        if not self._closed:
            loop.remove_reader(self._status)
            loop.remove_reader(self._line)

    def _wake(self) -> None:
        for waiter in self._waiters:
            _settle(waiter)

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._take() is False:
            loop.remove_reader(self._line)
            loop.call_later(_GRACE, self._end)
        self._wake()

    def _take(self) -> bool | None:
        """Take one portion off the line; None when there is nothing, false when it is closed."""
        try:
            data = self._line.recv(_READ)
        except BlockingIOError:
            return None
        except OSError:
            return False
        for kind, number, payload in self._frames.feed(data):
            self._on_frame(kind, number, payload)
        return bool(data)

    def _on_frame(self, kind: bytes, number: int, payload: bytes) -> None:
        if kind == frames.TEXTS:
            self._portions = number + 1
            self._on_texts(payload)
        elif kind in frames.STREAMS:
            self.add_text(frames.STREAMS[kind], payload.decode("utf-8", "replace"), number)
        elif kind == frames.READY:
            self.ready = json.loads(payload)
        elif kind == frames.BYE:
            self.bye = True
        else:
            (message_type, content, metadata, when), buffers = frames.unpacked(payload)
            if message_type == "execute_reply":
                self.busy = False
            box = self.shell if message_type.endswith("_reply") else self.iopub
            box.append(self._message(number, message_type, content, metadata, when, buffers))

    def _on_texts(self, portion: bytes) -> None:
        """Make one message of the texts of a portion that follow one another in the same stream."""
        texts = frames.Frames().feed(portion)
        for (kind, number), run in itertools.groupby(texts, key=itemgetter(0, 1)):
            text = b"".join(payload for _, _, payload in run).decode("utf-8", "replace")
            self.add_text(frames.STREAMS[kind], text, number)

    def add_text(self, name: str, text: str, number: int | None = None) -> None:
        """Put text of a stream among the messages; without a number it belongs to the latest request."""
        content = {"name": name, "text": text}
        number = self._sent if number is None else number
        self.iopub.append(self._message(number, "stream", content, {}, None, []))

    def _message(
        self, number: int, message_type: str, content: Any, metadata: Any, when: float | None, buffers: list[bytes]
    ) -> Message:
        date = datetime.now(UTC) if when is None else datetime.fromtimestamp(when, UTC)
        parent = {"msg_id": self.id_of(number), "msg_type": "execute_request", "session": self.run}
        header = {"msg_id": f"{self.run}_of_{number}", "msg_type": message_type, "session": self.run, "date": date}
        return {
            "header": header,
            "msg_id": header["msg_id"],
            "msg_type": message_type,
            "parent_header": parent,
            "content": content,
            "metadata": metadata,
            "buffers": buffers,
        }

    def _read_status(self, loop: asyncio.AbstractEventLoop) -> None:
        with contextlib.suppress(OSError, ValueError):
            self.ended = int(os.read(self._status, 64))
        self._hush(loop)
        self._end()

    def _end(self) -> None:
        """The process is dead: everything that it still sent becomes messages."""
        if self.dead or self._closed:
            return
        while self._take():
            pass
        left = Memory(self._shared)
        if left.portion >= self._portions:  # else it died after sending them
            self._on_texts(left.texts())
        left.close()
        for name, pipe in zip(("stdout", "stderr"), self._pipes, strict=True):
            with contextlib.suppress(OSError):
                text = os.read(pipe, _READ).decode("utf-8", "replace")
                if text:
                    self.add_text(name, text)
        self.dead = True
        self._wake()

    def how_it_ended(self) -> str:
        """How the process ended, for a log: by which signal, or with which exit code."""
        if self.ended is None:
            return "for a reason that is not known"
        if self.ended < 0:
            with contextlib.suppress(ValueError):
                return f"by the signal {signal.Signals(-self.ended).name}"
        return f"with the exit code {self.ended}"

    def close(self) -> None:
        """Let go of the line."""
        if not self._closed:
            # nbclient leaves a task waiting when a cell takes too long. The loop must not go on to watch descriptors
            # whose numbers another run will have.
            if self._loop is not None and not self._loop.is_closed():
                self._hush(self._loop)
            self._closed = self.dead = True
            self._line.close()
            for each in (self._status, self._shared, *self._pipes):
                os.close(each)


def _settle(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)
