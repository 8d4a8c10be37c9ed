"""How papermill's process talks to the zygote: JSON with its number of bytes before it, and descriptors beside it."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

_LENGTH = struct.Struct("<I")
#: At most as many descriptors come with one request.
DESCRIPTORS = 7


def send(line: socket.socket, value: Any, descriptors: tuple[int, ...] = ()) -> None:
    """Send a value that JSON can hold; the descriptors are still the sender's to close."""
    data = json.dumps(value).encode("utf-8")
    head = _LENGTH.pack(len(data))
    if descriptors:
        socket.send_fds(line, [head], list(descriptors))
    else:
        line.sendall(head)
    line.sendall(data)


def receive(line: socket.socket) -> tuple[Any, list[int]]:
    """The next value and the descriptors that came with it; None when the other side is gone."""
    try:
        head, descriptors, _, _ = socket.recv_fds(line, _LENGTH.size, DESCRIPTORS)
        head += _exactly(line, _LENGTH.size - len(head)) if head else b""
        if not head:
            return None, []
        return json.loads(_exactly(line, _LENGTH.unpack(head)[0])), descriptors
    except ConnectionError:
        return None, []


def _exactly(line: socket.socket, size: int) -> bytes:
    parts = []
    while size:
        part = line.recv(min(size, 1 << 20))
        if not part:
            raise ConnectionError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
