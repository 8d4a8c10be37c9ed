"""The notebook's end of the line: what it sends, and what is written to its streams and descriptors."""

from __future__ import annotations

import _thread
import codecs
import io
import os
import selectors
import signal
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from tollbook.series.engine import frames
from tollbook.series.engine.memory import Memory

_READ = 1 << 16
#: Seconds that text waits for more.
_GATHER = 0.1


class Wire:
    """Sends frames whole, whatever thread or signal handler they come from.

    Text waits for more in memory that papermill's process sees too, so that a million prints are a few frames, and yet
    nothing is lost of what a process printed before it died.

    Parameters
    ----------
    line : socket
    memory : Memory
        Shared with the other side.
    """

    def __init__(self, line: socket.socket, memory: Memory) -> None:
        self._line, self._memory = line, memory
        self._lock = threading.RLock()
        self._aside: deque[tuple[bytes, int, bytes]] = deque()
        self._busy = self._interrupted = False
        self._texts = threading.Event()
        self.pid = os.getpid()

    def gather(self) -> None:
        """Begin to send text that has waited for long enough, in a thread."""
        _start(self._flush_at_times)

    def _flush_at_times(self) -> None:
        while True:
            self._texts.wait()
            time.sleep(_GATHER)
            self.flush()

    def send(self, kind: bytes, number: int, payload: bytes) -> None:
        """Send a frame. It is with the system when this returns, and text waits in the shared memory."""
        with self._lock:
            self._aside.append((kind, number, payload))
            if self._busy:  # a signal handler came in between; its frame goes after the one that is on its way
                return
            self._busy = True
            try:
                while self._aside:
                    self._dispatch(*self._aside.popleft())
            except OSError:
                os._exit(1)  # papermill is gone, and nobody reads what this process would still do
            finally:
                self._busy = False
        if self._interrupted:
            self._interrupted = False
            raise KeyboardInterrupt

    def flush(self) -> None:
        """Send text that waits."""
        self.send(frames.TEXTS, 0, b"")

    def _dispatch(self, kind: bytes, number: int, payload: bytes) -> None:
        memory = self._memory
        text = kind in frames.STREAMS
        if text and memory.add(frames.frame(kind, number, payload)):
            if not self._texts.is_set():
                self._texts.set()
            return
        if memory.used:
            self._send(frames.frame(frames.TEXTS, memory.portion, memory.texts()))
            memory.clear()
        self._texts.clear()
        if text and memory.add(frames.frame(kind, number, payload)):
            self._texts.set()
        elif kind != frames.TEXTS:
            self._send(frames.frame(kind, number, payload))

    def _send(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[self._line.send(rest) :]

    def on_interrupt(self, *_: Any) -> None:
        """Stop a cell as Ctrl-C does, but never in the middle of a frame."""
        if self._busy:
            self._interrupted = True
        else:
            raise KeyboardInterrupt

    def message(self, message: dict[str, Any], content: bytes, metadata: bytes, buffers: Any = None) -> None:
        """Send a message of Jupyter's protocol; content and metadata are JSON already."""
        if os.getpid() != self.pid:  # a process that the notebook forked has no line of its own
            return
        kind = message["header"]["msg_type"].encode("ascii")
        head = b'["%s", %s, %s, %.6f]' % (kind, content, metadata, time.time())
        self.send(frames.MESSAGE, number_of(message.get("parent_header") or {}), frames.packed(head, buffers or ()))


def _start(work: Callable[[], None]) -> None:
    """Run something in a thread that the notebook does not see.

    `threading.Thread` would wait until it runs, which on a busy machine takes as long as all the rest of a start.
    """

    def run() -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        work()

    _thread.start_new_thread(run, ())


def number_of(header: dict[str, Any]) -> int:
    """Number of the request that a header is of; 0 for none."""
    last = str(header.get("msg_id", "")).rpartition("_")[2]
    return int(last) if last.isdigit() else 0


class Stream(io.TextIOBase):
    """Stands in for a standard stream; see `Wire` for what becomes of a text."""

    # How ipykernel's stream describes itself.
    encoding = "UTF-8"
    errors = "strict"

    def __init__(self, wire: Wire, kind: bytes, descriptor: int) -> None:
        self.name = frames.STREAMS[kind]
        self._wire, self._kind, self._descriptor = wire, kind, descriptor
        # Which cell a text belongs to: a task knows the cell that made it; a thread knows none and takes the latest.
        self._number: ContextVar[int] = ContextVar(f"number of {self.name}")
        self._latest = 0

    def set_parent(self, parent: dict[str, Any]) -> None:
        """Say which request the texts to come belong to; ipykernel's shell calls this."""
        self._latest = number_of(parent.get("header", parent))
        self._number.set(self._latest)

    def set_thread_parent(self, parent: dict[str, Any]) -> Any:
        """The same for this thread alone."""
        return self._number.set(number_of(parent.get("header", parent)))

    def reset_thread_parent(self, token: Any) -> None:
        """Take `set_thread_parent` back."""
        self._number.reset(token)

    def write(self, text: str) -> int:
        """Send a text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if text:
            data = encoded(text)
            if os.getpid() == self._wire.pid:
                self._wire.send(self._kind, self._number.get(self._latest), data)
            else:  # a process that the notebook forked; its parent reads the descriptor
                os.write(self._descriptor, data)
        return len(text)

    def flush(self) -> None:
        """Send what waits, now."""
        if os.getpid() == self._wire.pid:
            self._wire.flush()

    def writable(self) -> bool:
        """Yes."""
        return True

    def isatty(self) -> bool:
        """No: nobody sits before it."""
        return False

    def fileno(self) -> int:
        """The descriptor, whose bytes come into the notebook too."""
        return self._descriptor


def encoded(text: str) -> bytes:
    """UTF-8; halves of letters, which it has no bytes for, become question marks."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


class Descriptors:
    """Brings what is written to the descriptors 1 and 2, by C code and by subprocesses, into the notebook."""

    def __init__(self, pipes: dict[int, Stream]) -> None:
        self._pipes = pipes
        self._lock = threading.Lock()
        self._decoders = {pipe: codecs.getincrementaldecoder("utf-8")("replace") for pipe in pipes}
        for pipe in pipes:
            os.set_blocking(pipe, False)

    def watch(self) -> None:
        """Begin, in a thread."""
        _start(self._watch)

    def _watch(self) -> None:
        with selectors.DefaultSelector() as selector:
            for pipe in self._pipes:
                selector.register(pipe, selectors.EVENT_READ)
            while True:
                selector.select()
                self.drain()

    def drain(self) -> None:
        """Send on what has come so far; called before a cell ends, so that it has all of its own output."""
        with self._lock:
            for pipe, stream in self._pipes.items():
                for _ in range(2):  # a pipe holds 64 kB, so that more than this came while we read
                    try:
                        data = os.read(pipe, _READ)
                    except OSError:  # nothing there
                        break
                    text = self._decoders[pipe].decode(data)
                    if text:
                        stream.write(text)
