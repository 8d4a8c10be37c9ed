"""Files that are made once from an installed package and kept in the user's cache folder.

A cached file is never the only copy of anything: whoever deletes the folder waits some seconds, and loses nothing. Its
name carries a key of all that it is made from, so a new release of a package, or of our own code, makes a new one.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import ModuleType

from tollbook.files import OutputError, whole_file

_LOG = logging.getLogger("tollbook")

#: Set to use another folder than the user's own: for tests, or where the home folder can't be written to.
VARIABLE = "TOLLBOOK_CACHE"


def folder() -> Path:
    """The folder of cached files: ``TOLLBOOK_CACHE`` where it is set, else the system's own place for such files."""
    asked = os.environ.get(VARIABLE, "")
    if asked:
        return Path(asked)
    import platformdirs

    return Path(platformdirs.user_cache_dir("tollbook", appauthor=False))


@cache
def _for_this_process() -> Path:
    return Path(tempfile.mkdtemp(prefix="tollbook-"))


def key_of(*parts: object) -> str:
    """A short key of what a file is made from: the size and day of a source, the version of the code that makes it."""
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:12]


def code_of(*modules: ModuleType) -> str:
    """A key of the source of some modules: whoever changes a rule gets files that are made by it, and no stale ones."""
    return key_of(*(Path(module.__file__ or "").read_bytes() for module in modules))


def kept(name: str, key: str, make: Callable[[Path], object], label: str) -> Path:
    """The cached file of a name and key, made now if it is not there.

    Parameters
    ----------
    name : str
        File name, such as ``gazetteer.parquet``; the key goes before its ending.
    key : str
        See `key_of`.
    make : callable
        Writes the file at the path that it is given.
    label : str
        What is being made, for the log: "the gazetteer".

    Returns
    -------
    Path
        Where the cache folder can't be written to, the file lies in a folder of this process alone.

    Notes
    -----
    Two processes that make the same file at once both succeed: each writes beside, and renames when whole. Files of
    the same name with another key are deleted after the new one stands.
    """
    stem, dot, ending = name.partition(".")
    file_name = f"{stem}-{key}{dot}{ending}"
    path = folder() / file_name
    if path.is_file():
        return path
    spare = _for_this_process() / file_name if _for_this_process.cache_info().currsize else None
    if spare is not None and spare.is_file():
        return spare
    _LOG.info("Making %s, once; it is then kept in %s.", label, path.parent)
    try:
        with whole_file(path) as beside:
            make(beside)
    except OutputError as error:
        _LOG.warning("%s It is made for this run alone; set %s to a folder that can be written to.", error, VARIABLE)
        path = _for_this_process() / file_name
        with whole_file(path) as beside:
            make(beside)
        return path
    _drop_older(path, stem, ending)
    return path


def _drop_older(path: Path, stem: str, ending: str) -> None:
    for other in path.parent.glob(f"{stem}-{'?' * 12}.{ending}"):
        if other != path:
            # Another process may have it open, which Windows refuses, or have deleted it already.
            with suppress(OSError):
                other.unlink()
