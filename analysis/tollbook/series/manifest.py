"""The manifest of a folder of drafts: what each was made from, and what its files are. One file, safe against any stop.

It is an SQLite database, because a run may be stopped at any moment and two may be started at once: each entry is there
whole or not at all, and only one run at a time holds the folder. It only says what need not be made again: without it
everything is made anew, the same as before.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tollbook.files import OutputError

NAME = "manifest.sqlite"
_LOCK = "manifest.lock"
_TABLE = """
create table if not exists made (
    task text primary key,
    ingredients text not null,
    stem text not null,
    version integer not null,
    files text not null,
    seconds real not null
)
"""


@dataclass(frozen=True)
class Entry:
    """What the manifest knows of a draft.

    Attributes
    ----------
    ingredients : dict of str to str
        Hash of each thing that it was made from; see `ingredients`. None while its files are put in their place.
    stem : str
        What its files are called.
    version : int
    files : dict of str to str
        SHA-256 of each file, by its name; what people open is last.
    seconds : float
        That it took.
    """

    ingredients: Mapping[str, str]
    stem: str
    version: int
    files: Mapping[str, str]
    seconds: float

    @classmethod
    def begun(cls, stem: str, version: int, names: Iterable[str]) -> Entry:
        """What is noted before files are put in their place or deleted: all names that there may be, and no hash."""
        return cls({}, stem, version, dict.fromkeys(names, ""), 0.0)

    @property
    def was_stopped(self) -> bool:
        """Whether a run began to put its files in their place and did not end it: they may be of any making."""
        return not self.ingredients


class Busy(OutputError):
    """Another run holds the folder."""


class Manifest:
    """The manifest of one folder.

    Parameters
    ----------
    folder : Path
        It is made where it does not exist.
    only_look : bool
        Nothing is made or written; where there is no manifest, nothing was made.

    Raises
    ------
    OutputError
        The folder can't be written to, or the manifest is damaged.
    """

    def __init__(self, folder: Path, only_look: bool = False) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        with self._told():
            if not only_look:
                folder.mkdir(parents=True, exist_ok=True)
                self._base = _opened(folder / NAME)
                self._base.execute("pragma synchronous = full")
                self._base.execute(_TABLE)
                # Something is written now, and not first when hundreds of briefs are made: what may only be read is
                # opened as well.
                self._base.execute("pragma user_version = 1")
            elif (folder / NAME).is_file():
                self._base = _opened(f"{(folder / NAME).absolute().as_uri()}?mode=rw", uri=True)
                self._base.execute("select count(*) from made")
            else:
                self._base = _opened(":memory:")
                self._base.execute(_TABLE)

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of it."""
        self._base.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """One thread at a time, and what goes wrong in a sentence."""
        try:
            with self._lock:
                yield
        except (OSError, sqlite3.Error) as error:
            raise OutputError(_sentence(self.folder, NAME, error)) from None

    def get(self, task: str) -> Entry | None:
        """What is known of a task; None where it was never made.

        Raises
        ------
        OutputError
            The manifest is damaged.
        """
        with self._told():
            row = self._base.execute(
                "select ingredients, stem, version, files, seconds from made where task = ?", (task,)
            ).fetchone()
        return None if row is None else Entry(json.loads(row[0]), row[1], row[2], json.loads(row[3]), row[4])

    def put(self, task: str, entry: Entry) -> None:
        """Note what was made; an entry that was there is replaced.

        Raises
        ------
        OutputError
            The disk is full, or the folder can't be written to any more.
        """
        values = (json.dumps(dict(entry.ingredients)), entry.stem, entry.version, json.dumps(dict(entry.files)))
        with self._told():
            self._base.execute("insert or replace into made values (?, ?, ?, ?, ?, ?)", (task, *values, entry.seconds))

    def tasks(self) -> list[str]:
        """The names of all tasks that were made, in order."""
        with self._told():
            return [row[0] for row in self._base.execute("select task from made order by task")]


def _opened(path: Path | str, uri: bool = False) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=60.0, check_same_thread=False, isolation_level=None, uri=uri)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder, so that no other run makes or publishes in it meanwhile.

    The hold ends with the process, however that ends: it is a lock of the system on an open file.

    Raises
    ------
    Busy
        Another run holds it.
    OutputError
        The folder can't be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(folder / _LOCK, timeout=0.0, isolation_level=None, check_same_thread=False)
    except (OSError, sqlite3.Error) as error:
        raise OutputError(_sentence(folder, _LOCK, error)) from None
    try:
        try:
            base.execute("begin exclusive")
        except sqlite3.Error as error:
            if "locked" in str(error):
                raise Busy(
                    f"Another run is at work in {folder}. Wait until it has ended, or give another folder (--output)."
                ) from None
            raise OutputError(_sentence(folder, _LOCK, error)) from None
        yield
    finally:
        with suppress(sqlite3.Error):
            base.rollback()
        base.close()


def _sentence(folder: Path, name: str, error: Exception) -> str:
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
        return f"{folder / name} is damaged: {error}. Delete it: it only saves work, and the next run makes it anew."
    said = (error.strerror if isinstance(error, OSError) else None) or error
    full = "Free some space, or give" if "full" in str(said) else "Give"
    return f"The folder {folder} can't be written to: {said}. {full} one that you may write to (--output)."
