"""Writing files whole or not at all: written beside their final name, then renamed onto it; several go together."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
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
        _sync(beside)
        os.replace(beside, final)
    except OSError as error:
        raise OutputError(_unwritten(final, error)) from error
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
    with whole_file(path) as beside:
        beside.write_bytes(_encoded(data))
    return Path(path)


def write_together(contents: Mapping[Path, bytes | str]) -> None:
    """Write several files, all of them or none; see `place_together` for what their order means.

    Parameters
    ----------
    contents : mapping of Path to bytes or str
        What goes under each final name. Text is UTF-8 with line feeds, on every system.

    Raises
    ------
    OutputError
        One could not be written or put in its place; whatever stood under the names before stands there still.
    """
    pairs: list[tuple[Path, Path]] = []
    try:
        for final, data in contents.items():
            beside = final.with_name(f".{final.name}.{os.getpid()}.part")
            pairs.append((beside, final))
            _write_beside(beside, final, _encoded(data))
        place_together(pairs)
    finally:
        for beside, _ in pairs:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def place_together(pairs: Sequence[tuple[Path, Path]]) -> None:
    """Rename whole files onto their final names, all of them or none.

    What stands under the names is first moved aside, the last file first: a file that is open in another program
    refuses there, before anything is new. Then the new ones are renamed in, the last file last. So the last file (the
    one that people open) never stands beside files of another making, not even where the machine stops in between.

    Parameters
    ----------
    pairs : sequence of (Path, Path)
        Each whole file and its final name, in one folder.

    Raises
    ------
    OutputError
        A rename was refused; the message names the file. All names hold what they held before.
    """
    mark = secrets.token_hex(4)
    moves = [(new, final, final.with_name(f".{final.name}.{mark}.before")) for new, final in pairs]
    stood = {final for _, final in pairs if os.path.lexists(final)}
    at = Path()
    try:
        for _, at, aside in reversed(moves):
            if at.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            if at in stood:
                os.replace(at, aside)
        for new, at, _ in moves:
            os.replace(new, at)
    except BaseException as error:
        # Also where the run is stopped: half of the files would be worse than none.
        kept = _put_back(moves, stood)
        if isinstance(error, OSError):
            raise OutputError(_refused(at, error, kept)) from error
        raise
    for _, _, aside in moves:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _put_back(moves: Sequence[tuple[Path, Path, Path]], stood: set[Path]) -> list[Path]:
    """Undo what was done of the moves, as the folder itself shows it; gives what could not be moved back."""
    kept = []
    for new, final, aside in moves:
        try:
            if os.path.lexists(aside):
                os.replace(aside, final)
            elif final not in stood and not os.path.lexists(new):
                final.unlink(missing_ok=True)
        except OSError:
            kept.append(aside if final in stood else final)
    return kept


def _refused(final: Path, error: OSError, kept: Sequence[Path]) -> str:
    """The sentences on a refused rename."""
    left = "All files are as they were before."
    if kept:
        left = f"These could not be put back, and lie beside it: {', '.join(path.name for path in kept)}."
    return (
        f"{final} could not be replaced: {error.strerror or error}. {left} "
        f"If {final.name} is open in another program, close it and run again; "
        "else give a folder that you may write to (--output)."
    )


def _write_beside(beside: Path, final: Path, content: bytes) -> None:
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        _sync(beside)
    except OSError as error:
        raise OutputError(_unwritten(final, error)) from error


def _unwritten(final: Path, error: OSError) -> str:
    return (
        f"{final} could not be written: {error.strerror or error}. Nothing was left half-written. "
        "Free some space, or give a folder that you may write to (--output)."
    )


def _sync(path: Path) -> None:
    with open(path, "rb+") as handle:
        os.fsync(handle.fileno())


def _encoded(data: bytes | str) -> bytes:
    return data.encode("utf-8") if isinstance(data, str) else data


@contextmanager
def whole_folder(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a temporary folder beside `path`; on leaving without an error it becomes `path`, with all that is in it.

    Parameters
    ----------
    path : path-like
        The final name. A folder that holds something is refused, because files of two makings must not mix.

    Yields
    ------
    Path
        Where to write.

    Raises
    ------
    OutputError
        The folder is there and not empty, it can't be written to, or the disk is full.
    """
    final = Path(path)
    beside = final.with_name(f".{final.name}.{os.getpid()}.part")
    try:
        if final.exists() and (not final.is_dir() or any(final.iterdir())):
            raise OutputError(f"{final} is there already and not empty. Give a new folder, or delete this one first.")
        beside.mkdir(parents=True)
        yield beside
        os.replace(beside, final)
    except OSError as error:
        raise OutputError(_unwritten(final, error)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
