"""Many notebooks, a few at a time, from one zygote."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Semaphore
from time import perf_counter
from typing import Any

from tollbook.series.engine import choosing
from tollbook.series.engine.importing import without
from tollbook.series.engine.zygote import Zygote


@dataclass(frozen=True)
class Run:
    """One notebook to execute.

    Attributes
    ----------
    notebook : Path, str or NotebookNode
    output : Path or str, optional
        Where the executed notebook is saved; nowhere if not given.
    parameters : dict
        For its parameters cell.
    cwd : Path or str, optional
        The folder in which it runs; the caller's if not given.
    options : dict
        More of ``papermill.execute_notebook``'s, such as ``execution_timeout`` or ``log_output``.
    """

    notebook: Any
    output: Path | str | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    cwd: Path | str | None = None
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What became of a run.

    Attributes
    ----------
    run : Run
    notebook : NotebookNode or None
        As executed; None where it was saved or failed.
    error : Exception or None
        What papermill raised: ``PapermillExecutionError`` for a failed cell, nbclient's ``DeadKernelError`` and
        ``CellTimeoutError``, or whatever a notebook that can't be read or saved raises.
    seconds : float
    """

    run: Run
    notebook: Any
    error: Exception | None
    seconds: float


def execute(
    runs: Iterable[Run],
    *,
    at_most: int = 2,
    zygote: Zygote | None = None,
    on_end: Callable[[Outcome], None] | None = None,
) -> list[Outcome]:
    """Execute notebooks, each in a process of its own that is forked from one that has imported already.

    A run that fails stops no other. Where forking is not possible, papermill's own engine starts a kernel for each.

    Parameters
    ----------
    runs : iterable of Run
    at_most : int
        Notebooks that run at the same time.
    zygote : Zygote, optional
        One to use and to leave running; else one is started, and ended with the last run.
    on_end : callable, optional
        Told of each outcome when it is there, from the thread that ran it.

    Returns
    -------
    list of Outcome
        In the order of the runs.
    """
    if at_most < 1:
        raise ValueError(f"At most {at_most} notebooks at a time is no number of notebooks; give 1 or more.")
    wanted = list(runs)
    with nullcontext(zygote) if zygote is not None else Zygote() as started:
        if choosing.system_is_against() is None:
            started.start(_sources(wanted))  # it imports while this process imports papermill
        papermills_engine()

        def one(run: Run) -> Outcome:
            outcome = _execute(run, started)
            if on_end is not None:
                on_end(outcome)
            return outcome

        return _a_few_at_a_time(one, wanted, at_most, started if zygote is None else None)


def stream(runs: Iterable[Run], on_end: Callable[[Outcome], None], *, at_most: int, zygote: Zygote) -> None:
    """Execute notebooks as they come: each is taken when there is room for it, so that none waits for all to be known.

    Parameters
    ----------
    runs : iterable of Run
        It is gone through in the caller's thread.
    on_end : callable
        Told of each outcome when it is there, from the thread that ran it. What it raises ends the whole.
    at_most : int
        Notebooks that run at the same time.
    zygote : Zygote
        It is left running.
    """
    room, running = Semaphore(at_most + _WAITING), Semaphore(at_most)
    ended: list[Future[None]] = []

    def one(run: Run) -> None:
        try:
            with running:
                outcome = _execute(run, zygote)
            # What is made of it is written to a disk, which takes no core: the next one runs meanwhile.
            on_end(outcome)
        finally:
            room.release()

    pool = ThreadPoolExecutor(at_most + 1)
    try:
        for run in runs:
            room.acquire()
            _raised(ended)
            ended.append(pool.submit(one, run))
        pool.shutdown()
        _raised(ended)
    finally:
        pool.shutdown(cancel_futures=True)  # what runs is done first


#: Runs that are there already when a process is free.
_WAITING = 2


def _raised(futures: list[Future[None]]) -> None:
    """Raise what one of those that are done has raised; they are let go."""
    for each in [future for future in futures if future.done()]:
        futures.remove(each)
        each.result()


def _a_few_at_a_time(one: Callable[[Run], Outcome], runs: list[Run], at_most: int, own: Zygote | None) -> list[Outcome]:
    pool = ThreadPoolExecutor(at_most)
    try:
        return list(pool.map(one, runs))
    except BaseException:
        if own is not None:
            own.close()  # so that what runs ends now, and not when it is done
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _sources(runs: list[Run]) -> list[str]:
    """The code of the notebooks that can be read here without papermill; where it can't, some time is lost."""
    found = []
    for path in {str(run.notebook) for run in runs if isinstance(run.notebook, str | Path)}:
        with suppress(OSError, ValueError, KeyError, TypeError):
            cells = json.loads(Path(path).read_text(encoding="utf-8"))["cells"]
            found += ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return found


def papermills_engine() -> str:
    """Make papermill know this engine, also where the package was not installed anew; gives its name."""
    # A grammar for international web addresses that takes half of papermill's import and is never used.
    with without("rfc3987_syntax"):
        from papermill.engines import papermill_engines  # type: ignore[import-untyped]

    from tollbook.series.engine.entry import TollbookEngine

    papermill_engines.register("tollbook", TollbookEngine)
    return "tollbook"


def _execute(run: Run, zygote: Zygote) -> Outcome:
    from papermill import execute_notebook  # type: ignore[import-untyped]

    begin = perf_counter()
    made, error = None, None
    try:
        # Not papermill's own `cwd`, which changes the folder of this process, and with it that of the other runs.
        folder = {"metadata": {"path": os.path.abspath(run.cwd or os.getcwd())}}
        made = execute_notebook(
            _absolute(run.notebook),
            _absolute(run.output),
            run.parameters,
            engine_name="tollbook",
            **{"progress_bar": False, "resources": folder, "zygote": zygote, **run.options},
        )
    except Exception as raised:
        error = raised
    return Outcome(run, made if run.output is None else None, error, perf_counter() - begin)


def _absolute(path: Any) -> Any:
    """A path that holds in any folder; addresses and notebooks stay what they are."""
    return os.path.abspath(path) if isinstance(path, Path) or (isinstance(path, str) and "://" not in path) else path
