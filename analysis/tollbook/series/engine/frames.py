"""What goes over the line between papermill's process and the notebook's: frames of a kind, a cell number and bytes."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Sequence
from typing import Any

HEADER = struct.Struct("<cII")

#: From the notebook's process: text of its two streams, portions of such texts (their number is the portion's),
#: messages, that it is ready, that its exit handlers have run.
STDOUT, STDERR, TEXTS, MESSAGE, READY, BYE = b"o", b"e", b"t", b"m", b"r", b"b"
#: To the notebook's process: a message (execute, comm), or that nothing more comes.
REQUEST, QUIT = b"q", b"x"

STREAMS = {STDOUT: "stdout", STDERR: "stderr"}

_LENGTH = struct.Struct("<I")


def frame(kind: bytes, number: int, payload: bytes) -> bytes:
    """One frame.

    Parameters
    ----------
    kind : bytes
        One byte of those above.
    number : int
        Of the request that it belongs to, counted from 1; 0 belongs to none.
    payload : bytes
    """
    return HEADER.pack(kind, number, len(payload)) + payload


class Frames:
    """Takes bytes as they come and gives the frames that are complete."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[bytes, int, bytes]]:
        """Kind, number and payload of each frame that these bytes complete."""
        held = self._held
        held += data
        at = 0
        while len(held) - at >= HEADER.size:
            kind, number, length = HEADER.unpack_from(held, at)
            end = at + HEADER.size + length
            if len(held) < end:
                break
            yield kind, number, bytes(held[at + HEADER.size : end])
            at = end
        del held[:at]


def packed(head: bytes, buffers: Sequence[Any]) -> bytes:
    """A message's JSON and its binary buffers in one payload."""
    parts = [bytes(memoryview(each).cast("B")) for each in buffers]
    lengths = json.dumps([len(part) for part in parts]).encode("ascii")
    return b"".join([_LENGTH.pack(len(head)), _LENGTH.pack(len(lengths)), head, lengths, *parts])


def unpacked(payload: bytes) -> tuple[Any, list[bytes]]:
    """The inverse of `packed`: what the JSON holds, and the buffers."""
    (head,), (rest,) = _LENGTH.unpack_from(payload, 0), _LENGTH.unpack_from(payload, _LENGTH.size)
    at = 2 * _LENGTH.size
    # A text may hold halves of letters that UTF-8 has no bytes for; jupyter_client reads its messages in this way too.
    value = json.loads(payload[at : at + head].decode("utf-8", "replace"))
    at += head
    lengths = json.loads(payload[at : at + rest])
    at += rest
    buffers = []
    for length in lengths:
        buffers.append(payload[at : at + length])
        at += length
    return value, buffers
