"""Notebooks through the engine, a few at a time, each in a folder and a process of its own."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook.series import warming
from tollbook.series.engine.batch import Outcome, Run, execute
from tollbook.series.engine.zygote import Zygote
from tollbook.series.machine import Limits
from tollbook.series.snapshot import Snapshot
from tollbook.series.troubles import Trouble, trouble_of
from tollbook.suite import leaving, run
from tollbook.suite.declared.base import Parameters
from tollbook.suite.notebooks import Notebook

#: Jobs that are handed to the engine at once: enough to keep its processes at work, and few enough for memory.
AT_ONCE = 32
_EXECUTED = ".executed.ipynb"
#: Characters of a stream that are kept of one cell: no notebook fills the disk of those who run hundreds.
_STREAM = 1_000_000


@dataclass(frozen=True)
class Job:
    """A notebook to run.

    Attributes
    ----------
    notebook : Notebook
    parameters : Parameters
    cell_seconds : int
        A cell that takes longer is stopped.
    done : callable
        Told of what it made or of its trouble, and of the seconds that it took, from whatever thread. What it raises
        is a trouble too, and `failed` is told of that.
    failed : callable
        Told of the trouble, and of the seconds.
    """

    notebook: Notebook
    parameters: Parameters
    cell_seconds: int
    done: Callable[[run.Made, float], None]
    failed: Callable[[Trouble, float], None]


class Jobs:
    """Runs jobs; a context manager, because one imported process serves all of them and ends with it.

    Parameters
    ----------
    folder : Path
        For what is short-lived.
    snapshot : Snapshot
    limits : Limits
        How many at a time, and how much memory each may take.
    """

    #: Jobs that are taken together.
    at_once = AT_ONCE

    def __init__(self, folder: Path, snapshot: Snapshot, limits: Limits) -> None:
        self.folder, self.snapshot, self.limits = folder, snapshot, limits
        self._zygote: Zygote | None = None
        self._number = 0
        self._warm: dict[str, str] = {}
        self._asked: set[str] = set()

    def __enter__(self) -> Jobs:
        return self

    def __exit__(self, *_: object) -> None:
        if self._zygote is not None:
            self._zygote.close()

    def run(self, jobs: Sequence[Job]) -> None:
        """Run some jobs; each is told of its end as soon as it is there."""
        for is_public in (True, False):
            self._run([job for job in jobs if (job.parameters.which_release == "public") is is_public], is_public)

    def _run(self, jobs: Sequence[Job], is_public: bool) -> None:
        if not jobs:
            return
        self._warm_up(jobs)
        with _environment(self.folder, {**self._warm, **self.limits.environment()}, is_public):
            if self._zygote is None:
                self._zygote = Zygote(may_import=warming.modules())
            laid: dict[Path, tuple[Job, dict[str, str]]] = {}
            runs = []
            for job in jobs:
                self._number += 1
                here = self.folder / f"run-{self._number}"
                try:
                    here.mkdir()
                    values = self.snapshot.lay_out(job.parameters, here)
                    laid[here] = (job, leaving.standing(here))
                except Exception as error:  # a full disk, say: the others may still find room
                    job.failed(trouble_of(error, here), 0.0)
                    shutil.rmtree(here, ignore_errors=True)
                    continue
                runs.append(_run(job, here, values))
            execute(runs, at_most=self.limits.at_most, zygote=self._zygote, on_end=lambda out: _ended(out, laid))

    def _warm_up(self, jobs: Sequence[Job]) -> None:
        """What is read before the fork is what these jobs ask for; where that is something new, in a new process."""
        asked = {json.dumps(_asked(job), sort_keys=True): _asked(job) for job in jobs}
        if set(asked) <= self._asked:
            return
        languages = [str(getattr(job.parameters, "language", "en")) for job in jobs]
        self._warm = warming.environment(self.snapshot.claims_read, languages, list(asked.values()))
        self._asked = set(asked)
        self.__exit__()
        self._zygote = None


def _asked(job: Job) -> dict[str, Any]:
    """What a notebook asks of `tollbook.findings`."""
    return {name: getattr(job.parameters, name) for name in _KNOWLEDGE if hasattr(job.parameters, name)}


_KNOWLEDGE = ("as_of", "known_on", "rule", "sources", "coverage")


def _run(job: Job, here: Path, values: dict[str, Any]) -> Run:
    options = {
        "kernel_name": "python3",
        "language": "python",
        "execution_timeout": job.cell_seconds,
        "progress_bar": False,
        "stream_limit": _STREAM,
        "save_at_end": True,
    }
    return Run(job.notebook.path, here / _EXECUTED, values, here, options)


def _ended(outcome: Outcome, laid: dict[Path, tuple[Job, dict[str, str]]]) -> None:
    here = Path(str(outcome.run.cwd))
    job, before = laid[here]
    try:
        if outcome.error is not None:
            raise outcome.error
        job.done(run.made(_executed(here), here, job.parameters, before), outcome.seconds)
    except Exception as error:
        job.failed(trouble_of(error, here), outcome.seconds)
    finally:
        shutil.rmtree(here, ignore_errors=True)


def _executed(here: Path) -> Any:
    import nbformat

    return nbformat.read(here / _EXECUTED, as_version=4)  # type: ignore[no-untyped-call]


#: Settings of the kernel of public notebooks: they are kept without what their cells show, so nothing draws it.
_SHOWS_TEXT_ALONE = 'c = get_config()\nc.DisplayFormatter.active_types = ["text/plain"]\n'


@contextmanager
def _environment(folder: Path, more: dict[str, str], is_public: bool) -> Iterator[None]:
    """Nothing of the user's Jupyter or IPython takes part in a run; what is read beforehand is told to the zygote."""
    own = folder / (".jupyter" if is_public else ".jupyter-internal")
    profile = own / "ipythondir" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    if is_public:
        (profile / "ipython_kernel_config.py").write_text(_SHOWS_TEXT_ALONE, encoding="utf-8")
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")
    settings = {"JUPYTER_PREFER_ENV_PATH": "1", "JUPYTER_PLATFORM_DIRS": "1", **more}
    settings |= {name: str(own / name.lower()) for name in names}
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
