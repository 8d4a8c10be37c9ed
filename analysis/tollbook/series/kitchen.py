"""Where a worker of a cluster runs the notebooks that it is sent: as on one machine, from one imported process.

A worker runs one notebook at a time, whatever its threads: the engine sets variables of the whole process. So a machine
needs as many workers as it is to run notebooks at once.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from tollbook import shipped
from tollbook.series.jobs import Job, Jobs
from tollbook.series.machine import Limits, limits
from tollbook.series.troubles import Trouble, trouble_of
from tollbook.suite import run as suite_run
from tollbook.suite.declared.base import Parameters
from tollbook.suite.notebooks import Notebook, find

#: Seconds without work after which the kitchen of one run gives way to that of another: whoever sent some may have
#: been killed.
_IDLE = 600


@dataclass(frozen=True)
class Sent(Notebook):
    """A notebook as it was sent, whatever file of that name is installed here."""

    file: Path = Path()

    @property
    def path(self) -> Path:
        """Where it was laid."""
        return self.file


class Shipped:
    """What a snapshot is on the machine of the run: files that were sent, each kept once by its content."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.claims_read: list[Path] = []
        self._of: dict[int, tuple[list[Path], dict[str, Any]]] = {}

    def keep(self, name: str, data: bytes) -> Path:
        """Keep a file; gives where it lies, under its own name."""
        here = self.folder / hashlib.sha256(data).hexdigest()
        path = here / name
        if not path.exists():
            here.mkdir(exist_ok=True)
            beside = here / f".{name}.part"
            beside.write_bytes(data)
            beside.chmod(0o444)
            os.replace(beside, path)
        return path

    def note(self, parameters: Parameters, files: list[Path], values: dict[str, Any]) -> None:
        """Say which files and values the notebook of some parameters gets."""
        self._of[id(parameters)] = (files, values)

    def lay_out(self, parameters: Parameters, folder: Path) -> dict[str, Any]:
        """Lay the files into the folder that a notebook runs in; gives the notebook's parameters."""
        files, values = self._of.pop(id(parameters))
        for path in files:
            with suppress(OSError):
                os.link(path, folder / path.name)
                continue
            shutil.copyfile(path, folder / path.name)
        return values


class Kitchen:
    """Runs notebooks of one run of series, one at a time.

    Parameters
    ----------
    folder : Path
        Of the worker, for what is short-lived.
    memory : int
        Bytes that a notebook may take.
    expected : dict
        What its briefs will probably read, as `warming.asked` says it.
    """

    def __init__(self, folder: Path, memory: int, expected: dict[str, Any]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tollbook-series-", dir=folder)).resolve()
        (self.folder / "files").mkdir()
        self._shipped = Shipped(self.folder / "files")
        self._jobs = Jobs(self.folder, self._shipped, Limits(1, memory))  # type: ignore[arg-type]
        self._jobs.forks.read(True, expected)
        self.used = monotonic()

    def run(self, given: dict[str, Any], files: list[bytes]) -> dict[str, Any]:
        """Run a notebook; see `run`."""
        found: dict[str, Any] = {}

        def done(made: suite_run.Made, seconds: float) -> None:
            found.update(stem=made.stem, files=made.files, seconds=seconds)

        def failed(trouble: Trouble, seconds: float) -> None:
            found.update(trouble=trouble.facts(), seconds=seconds)

        try:
            notebook, parameters = self._laid(given, files)
            self._jobs.run([Job(notebook, parameters, int(given["cell_seconds"]), done, failed)])
        except Exception as error:
            failed(trouble_of(error), 0.0)
        self.used = monotonic()
        return found

    def close(self) -> None:
        """End it: what runs ends with it."""
        self._jobs.__exit__()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _laid(self, given: dict[str, Any], files: list[bytes]) -> tuple[Notebook, Parameters]:
        """Lay what was sent where the notebook finds it."""
        known = find(given["notebook"])
        notebook, *others = files
        file = self._shipped.keep(f"{known.name}.ipynb", notebook)
        kept = [self._shipped.keep(*each) for each in zip(given["files"], others, strict=True)]
        at = {path.name: path for path in kept}
        claims = at[given["claims"]] if given["claims"] else shipped.claims_file()
        if claims not in self._shipped.claims_read:
            self._shipped.claims_read.append(claims)
        # What is read before the fork is not read in the notebook's folder, where the coverage is known by its name.
        coverage = at.get(str(given["values"].get("coverage")))
        parameters = known.parameters.model_construct(
            **{**given["values"], **({} if coverage is None else {"coverage": str(coverage)})}
        )
        self._shipped.note(parameters, kept, given["values"])
        return Sent(known.name, known.title, known.question, known.parameters, known.makes, file=file), parameters


#: By the run of series that they are of; None for one that has ended.
_KITCHENS: dict[str, Kitchen | None] = {}
_ONE_AT_A_TIME = threading.Lock()


def run(given: dict[str, Any], files: list[bytes]) -> dict[str, Any]:
    """Run a notebook that was sent to this worker.

    Parameters
    ----------
    given : dict
        Plain data: ``run`` (which run of series sends it), ``notebook`` (its name), ``values`` (its parameters),
        ``files`` (names of the files it reads), ``claims`` (that of them which are its claims; empty: the sample that
        ships), ``cell_seconds``, ``memory`` (bytes, or None), ``workers`` (how many, by their hosts) and ``expected``
        (what the briefs of a worker will probably read; see `warming.asked`).
    files : list of bytes
        The notebook, then the files.

    Returns
    -------
    dict
        ``stem, files, seconds`` of what it made, or ``trouble, seconds``.
    """
    with _ONE_AT_A_TIME:
        kitchen = _kitchen(given)
        try:
            return kitchen.run(given, files)
        finally:
            if _KITCHENS.get(str(given["run"])) is not kitchen:  # it was closed meanwhile
                kitchen.close()


def _kitchen(given: dict[str, Any]) -> Kitchen:
    name = str(given["run"])
    if name not in _KITCHENS:
        opened = _opened(given)
        if _KITCHENS.setdefault(name, opened) is not opened:  # it was closed meanwhile
            opened.close()
    kitchen = _KITCHENS[name]
    if kitchen is None:
        raise RuntimeError("The run of series that sent it has ended.")
    return kitchen


def _opened(given: dict[str, Any]) -> Kitchen:
    from distributed import get_worker

    for name, other in list(_KITCHENS.items()):
        if other is not None and monotonic() - other.used > _IDLE:
            del _KITCHENS[name]
            other.close()
    worker = get_worker()
    # Workers of one machine share its memory.
    share = limits(max(1, int(given["workers"].get(host_of(worker.address), 1))), given["memory"])
    return Kitchen(Path(worker.local_directory), share.memory, given["expected"])


def host_of(address: str) -> str:
    """The machine of a worker's address."""
    return str(address).rpartition(":")[0]


def close(name: str) -> None:
    """End the kitchen of a run of series."""
    kitchen = _KITCHENS.get(name)
    _KITCHENS[name] = None
    if kitchen is not None:
        kitchen.close()
