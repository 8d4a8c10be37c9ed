"""What a run that was killed leaves beside files: begun ones and ones that were moved aside. It is cleared away."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from tollbook.short_lived import is_alive

#: As `files` and `release.withdrawing` name them.
_BEGUN = re.compile(r"\..+\.(\d+)\.part")
_ASIDE = re.compile(r"\..+\.[0-9a-f]{8}\.(before|gone)")


def clear(folder: Path) -> list[Path]:
    """Delete them, in a folder and in its folders; gives what was deleted.

    Only who holds the folder calls this (`manifest.held`): of a run that goes on they would be missed.

    Parameters
    ----------
    folder : Path
    """
    gone = []
    for path in sorted(folder.rglob(".*")):
        if path.is_file() and _is_left(path.name):
            with suppress(OSError):
                path.unlink(missing_ok=True)
                gone.append(path)
    return gone


def _is_left(name: str) -> bool:
    begun = _BEGUN.fullmatch(name)
    return bool(_ASIDE.fullmatch(name)) or (begun is not None and not _writes(int(begun.group(1))))


def _writes(process: int) -> bool:
    """Whether it may still be written: another command may be at work beside us.

    We have begun nothing yet. A file of our own number was left by one that had it before, as in a container, where the
    same command gets the same number each time.
    """
    return process != os.getpid() and is_alive(process)
