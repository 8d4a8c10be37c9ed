"""Folders for what is short-lived, such as copies of claims. Nothing of them stays, however the process ends.

A process that ends in its own way takes its folder with it. One that is killed can't: the next one that needs such a
folder deletes what it left. Each folder's name tells whose it is.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from tollbook.files import OutputError

_PREFIX = "tollbook"
#: What helps where there is no room for them.
REMEDY = "Free some space, or name another folder in the variable TMPDIR."
#: Seconds in which what a killed process had started ends.
_PATIENCE = 10.0


@contextmanager
def folder() -> Iterator[Path]:
    """A new folder among the system's for such things (``TMPDIR``), deleted on leaving with all that is in it.

    Yields
    ------
    Path
        Nobody else may look into it.

    Raises
    ------
    OutputError
        It can't be made: the disk is full, say.
    """
    try:
        clear()
        made = tempfile.TemporaryDirectory(prefix=f"{_PREFIX}-{_mark()}-{os.getpid()}-", ignore_cleanup_errors=True)
    except OSError as error:
        raise no_room(error) from None
    with made as name:
        yield Path(name).resolve()


def no_room(error: OSError) -> OutputError:
    """What is raised where a folder or a file for what is short-lived can't be made."""
    where = os.environ.get("TMPDIR") or "the system's folder for temporary files"
    return OutputError(f"No folder for what is short-lived can be made in {where}: {error.strerror or error}. {REMEDY}")


def clear() -> list[Path]:
    """Delete the folders of processes that are no more; gives which were deleted."""
    gone = []
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}-{_mark()}-*"):
        named = re.fullmatch(rf"{_PREFIX}-{_mark()}-(\d+)-\w+", path.name)
        if named and not is_alive(int(named.group(1))) and _is_ours(path) and _nobody_is_in(path):
            shutil.rmtree(path, ignore_errors=True)
            gone.append(path)
    return gone


def _nobody_is_in(path: Path) -> bool:
    """Whether all are gone that were started to work in a folder, after some patience.

    They end when they notice that the process is gone that started them. Until then they would write elsewhere what
    they can't write there, and nobody would find it.
    """
    end = time.monotonic() + _PATIENCE
    while _is_worked_in(str(path)):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def _is_worked_in(path: str) -> bool:
    """Whether the environment of a process names something in a folder."""
    import psutil

    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.pid != os.getpid() and any(path in value for value in process.environ().values()):
                return True
    return False


def is_alive(process: int) -> bool:
    """Whether the process of a number runs, on this machine or in this container."""
    import psutil

    with suppress(psutil.Error, OverflowError):
        # One that was killed keeps its number until whoever started it has asked how it ended.
        return process > 0 and psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    return False


@cache
def _mark() -> str:
    """Of this machine and container: the numbers of processes of another one mean nothing here."""
    with suppress(OSError):
        return _hashed(f"{socket.gethostname()} {os.readlink('/proc/self/ns/pid')}")
    return _hashed(socket.gethostname())


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]


def _is_ours(path: Path) -> bool:
    """Whether it is a folder, no link to one, of this user."""
    with suppress(OSError):
        told = path.lstat()
        return stat.S_ISDIR(told.st_mode) and (not hasattr(os, "getuid") or told.st_uid == os.getuid())
    return False
