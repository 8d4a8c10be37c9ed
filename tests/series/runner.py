"""A command on series of the invented notebook, in a process of its own: one that may be killed, or stand in a bad place.

The processes are forked from one that has imported everything, so that fifty of them take a minute or two.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.series.invented import know
from tollbook.commands import group
from tollbook.series.forks import Forks

_CONTEXT = multiprocessing.get_context("forkserver" if os.name != "nt" else "spawn")
#: What a command imports; all but the second is imported late by the product.
_IMPORTED = ["papermill", __name__, "tollbook.series.report", "tollbook.series.publishing", "tests.series.rehearsed", "jinja2"]


def begun(
    notebooks: Path,
    log: Path,
    arguments: list[str],
    environment: dict[str, str] | None = None,
    first: Callable[[], None] | None = None,
    warmed: bool = False,
) -> multiprocessing.process.BaseProcess:
    """A process that runs a command.

    Parameters
    ----------
    notebooks : Path
        Where `invented.register` wrote the invented notebook.
    log : Path
        For what it prints, added to what is there.
    arguments : list of str
        ``["series", "run", ...]``.
    environment : dict, optional
        Variables that it has besides.
    first : callable, optional
        Called in it before the command.
    warmed : bool
        Whether the process that is forked for notebooks reads beforehand what briefs need, and the invented notebook
        does not.
    """
    _CONTEXT.set_forkserver_preload(_IMPORTED)
    process = _CONTEXT.Process(target=_run, args=(notebooks, log, arguments, environment or {}, first, warmed))
    process.start()
    return process


def _run(
    notebooks: Path,
    log: Path,
    arguments: list[str],
    environment: dict[str, str],
    first: Callable[[], None] | None,
    warmed: bool,
) -> None:
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for each in (1, 2):
        os.dup2(descriptor, each)
    os.environ.update(environment)
    tempfile.tempdir = None  # what was looked up before the fork is not asked of this environment
    if hasattr(time, "tzset"):
        time.tzset()
    know(notebooks)
    if not warmed:
        for name in ("start", "read"):
            setattr(Forks, name, lambda *_, **__: None)
    if first is not None:
        first()
    group.run(arguments)
