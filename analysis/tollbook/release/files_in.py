"""The files that paths name: each of them once, those of a folder in the order of their names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def files_in(paths: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """Every file that paths name.

    Returns
    -------
    files : list of Path
    wrong : list of str
        A sentence for each path that is not there, and each file that can't be read.
    """
    found: dict[Path, None] = {}
    wrong = []
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(sorted(file for file in path.rglob("*") if file.is_file())))
        elif path.is_file():
            found[path] = None
        else:
            wrong.append(f"{path} is no file and no folder.")
    for file in found:
        try:
            with open(file, "rb"):
                pass
        except OSError as error:
            wrong.append(f"{file} can't be read: {error.strerror or error}.")
    return list(found), wrong
