"""Taking a file's bytes in, and making sure that they are one version of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tollbook.claims.problems import ChangedWhileRead, ClaimsFileError

#: What the first bytes of files say that people send by mistake, and what to do about each.
_FOREIGN = (
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls) or one with a password"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
)
_SAVE_AS = "Save the claims as a workbook (.xlsx) or as CSV UTF-8, and give that file."


@dataclass(frozen=True)
class Opened:
    """One version of a file: its name without folder, its bytes and their SHA-256 in hexadecimal."""

    name: str
    data: bytes
    sha256: str


def open_file(path: str | os.PathLike[str], between: Callable[[], None] | None = None) -> Opened:
    """Read a file, and refuse it where it was written to meanwhile.

    Parameters
    ----------
    path : path-like
        The file.
    between : callable, optional
        Called after the bytes were read and before the file is looked at again; tests change the file there.

    Raises
    ------
    ClaimsFileError
        There is no such file, it is a folder, it can't be read, or it is empty.
    ChangedWhileRead
        Its size, time of change or content differ after reading.
    """
    file = Path(path)
    try:
        if not file.is_file() and file.exists():
            raise ClaimsFileError(
                file.name, "not_a_file", f"{file} is not a file.", "Give the path of a CSV or XLSX file."
            )
        before = _stamp(file)
        data = file.read_bytes()
        if between is not None:
            between()
        digest = hashlib.sha256(data).hexdigest()
        changed = _stamp(file) != before or _digest(file) != digest
    except (OSError, ValueError) as error:
        raise _unreadable(file, error) from error
    if changed:
        raise ChangedWhileRead(
            file.name,
            "changed_while_read",
            "The file was changed while it was being read.",
            "Wait until whoever writes it has finished, then run this again.",
        )
    _refuse_foreign(file.name, data)
    return Opened(file.name, data, digest)


def _stamp(file: Path) -> tuple[int, int, int]:
    stat = file.stat()
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def _digest(file: Path) -> str:
    with open(file, "rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _unreadable(file: Path, error: Exception) -> ClaimsFileError:
    if isinstance(error, FileNotFoundError):
        remedy = "Check the path; it is read from the folder that you are in."
        return ClaimsFileError(file.name, "no_such_file", f"There is no file {file}.", remedy)
    reason = getattr(error, "strerror", None) or str(error)
    return ClaimsFileError(
        file.name,
        "unreadable",
        f"{file} can't be read: {reason}.",
        "Check that you may read it and that it is not open elsewhere.",
    )


def _refuse_foreign(name: str, data: bytes) -> None:
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise ClaimsFileError(
            name, "empty_file", "The file is empty.", "Give a file with a header row and one row a claim."
        )
    for start, what in _FOREIGN:
        if data[:64].lstrip().lower().startswith(start.lower()):
            raise ClaimsFileError(name, "foreign_file", f"The file is {what}, not a table of claims.", _SAVE_AS)
