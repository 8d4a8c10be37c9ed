"""Writing files whole or not at all: written beside their final name, then renamed onto it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class OutputError(Exception):
    """An output could not be written; nothing was left under its final name."""


@contextmanager
def whole_file(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a temporary path beside `path`; on leaving without an error it becomes `path`.

    The temporary file lies in the same folder, because a rename is atomic only within one file system. Whatever
    stood under `path` before stays there, whole, until the new file is whole.

    Parameters
    ----------
    path : path-like
        The final name. Its folder is made where it does not exist.

    Yields
    ------
    Path
        Where to write.

    Raises
    ------
    OutputError
        The folder can't be written to, or the disk is full.
    """
    final = Path(path)
    beside = final.with_name(f".{final.name}.{os.getpid()}.part")
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        yield beside
        with open(beside, "rb+") as handle:
            os.fsync(handle.fileno())
        os.replace(beside, final)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"{final} could not be written: {reason}. Nothing was left half-written. "
            "Free some space, or give a folder that you may write to (--output)."
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def write_whole(path: str | os.PathLike[str], data: bytes | str) -> Path:
    """Write `data` to `path`, whole or not at all. Text is UTF-8 with line feeds, on every system.

    Returns
    -------
    Path
        The final path.

    Raises
    ------
    OutputError
        See `whole_file`.
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    with whole_file(path) as beside:
        beside.write_bytes(content)
    return Path(path)
