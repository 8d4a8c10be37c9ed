"""What a run that was killed leaves beside files: begun ones and ones that were moved aside. It is cleared away."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

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
    return bool(_ASIDE.fullmatch(name)) or (begun is not None and not _runs(int(begun.group(1))))


def _runs(process: int) -> bool:
    """Whether there is a process of a number: another command may be writing beside us."""
    import psutil

    return process != 0 and bool(psutil.pid_exists(process))
