"""A process that kills itself before the n-th thing that it does to files: every moment at which a machine may stop."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.series.invented import JobsHere
from tollbook.series import making, publishing
from tollbook.series.manifest import Manifest

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate")


@dataclass(frozen=True)
class KilledAt:
    """Called in a process, it lets it come to a step and no further.

    Attributes
    ----------
    step : int
        From 1. A process that takes fewer is let through.
    folder : Path
        What is done elsewhere is no step.
    """

    step: int
    folder: Path

    def __call__(self) -> None:
        done = 0

        def step() -> None:
            nonlocal done
            done += 1
            if done == self.step:
                os.kill(os.getpid(), signal.SIGKILL)

        def heard(event: str, given: tuple[Any, ...]) -> None:
            changes = event in _CHANGES or (event == "open" and isinstance(given[2], int) and given[2] & _WRITES)
            if changes and str(given[0]).startswith(str(self.folder)):
                step()

        def noted(*given: Any) -> None:
            step()  # it is not noted yet
            put(*given)
            step()  # it is, and nothing else is done

        put, Manifest.put = Manifest.put, noted  # type: ignore[method-assign, assignment]
        os.fsync = lambda _: step()  # a file is written, and not yet called what it will be
        for module in (making, publishing):
            module.Jobs = JobsHere  # type: ignore[attr-defined]
        sys.addaudithook(heard)
