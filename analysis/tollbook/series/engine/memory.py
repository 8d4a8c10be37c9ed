"""Memory that a notebook's process and papermill's both see: text that waits to be sent, or is left when one dies."""

from __future__ import annotations

import mmap
import os
import struct
import tempfile

SIZE = 1 << 18

_HEAD = struct.Struct("<II")


class Memory:
    """Frames of text one after another, with the number of their portion before them.

    The number of bytes is written after the bytes, so that what the other side finds is whole whenever this one stops.

    Parameters
    ----------
    descriptor : int
        As `made` gives it.
    """

    def __init__(self, descriptor: int) -> None:
        self._map = mmap.mmap(descriptor, SIZE)
        self.portion, self.used = _HEAD.unpack_from(self._map, 0)

    def add(self, frame: bytes) -> bool:
        """Add a frame; false when there is no room for it."""
        at = _HEAD.size + self.used
        if at + len(frame) > SIZE:
            return False
        self._map[at : at + len(frame)] = frame
        self.used += len(frame)
        _HEAD.pack_into(self._map, 0, self.portion, self.used)
        return True

    def texts(self) -> bytes:
        """All frames that are there."""
        return self._map[_HEAD.size : _HEAD.size + self.used]

    def clear(self) -> None:
        """Begin the next portion."""
        self.portion += 1
        self.used = 0
        _HEAD.pack_into(self._map, 0, self.portion, 0)

    def close(self) -> None:
        """Let go of it."""
        self._map.close()


def made() -> int:
    """Descriptor of new memory, all zeros; it lives as long as a process has it open."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("tollbook")
    else:
        with tempfile.TemporaryFile() as file:
            descriptor = os.dup(file.fileno())
    os.truncate(descriptor, SIZE)
    return descriptor
