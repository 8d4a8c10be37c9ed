"""An invented notebook, series of it, and runs of series in the process of a test.

The notebook is registered by a test alone (`registered`, or `runner.py` in a process of its own): series files of users
name notebooks of the suite and no other.
"""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar

import nbformat
import pandas as pd
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from pydantic import Field

from tests.briefs.invented import claim
from tests.series import leaving as of_notebook
from tollbook.series import making, planning, reading
from tollbook.series.due import Task, due
from tollbook.series.jobs import Job, Jobs
from tollbook.series.machine import Limits
from tollbook.series.planning import Places
from tollbook.series.troubles import trouble_of
from tollbook.suite import leaving, run
from tollbook.suite.declared import fields
from tollbook.suite.declared.base import Parameters
from tollbook.suite.notebooks import NOTEBOOKS, Notebook

PALE, KALE, KANBALU = "MMR005019", "MMR005027", "MMR005014"
LIMITS = Limits(2, 1024**3)


class Invented(Parameters):
    """Parameters of the invented notebook; `act` is what it does before it leaves its files."""

    checks: ClassVar[tuple[Any, ...]] = ()
    place: fields.Place = "MMR005019"
    start: fields.Start = "2024-11-01"
    end: fields.End = "2024-11-30"
    as_of: fields.AsOf = None
    issued: fields.Issued = None
    claims: fields.Claims = None
    previous: fields.Previous = None
    act: Annotated[fields.Text, Field(description="What it does besides.")] = ""
    language: fields.Language = "en"
    issue: fields.Issue = None
    next_issue: fields.NextIssue = None
    version: fields.Version = 1
    formats: fields.PaperFormats = ["html"]  # noqa: RUF012 - pydantic copies it
    release: fields.Release = "public"
    approval: fields.Approval = None
    output: fields.Output = "."


class InventedNotebook(Notebook):
    """It lies where a test has put it."""

    folder: ClassVar[Path] = Path()

    @property
    def path(self) -> Path:
        return self.folder / "invented.ipynb"


INVENTED = InventedNotebook("invented", "An invented notebook", "Is this invented?", Invented)

#: Setting by which a notebook is told what to do without a parameter: what it is made from stays the same.
ACT = "INVENTED_ACT"
#: What the notebook does, by the acts that it is asked for: "raise", of one place alone "MMR005019 raise", several with
#: "; " between them.
ACTS = {
    "raise": "def f():\n    raise ValueError('invented, in the cell')\nf()",
    "hang": "import time\nprint('before', flush=True)\ntime.sleep(600)",
    "exit": "import os\nos._exit(3)",
    "die": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "flood": "line = 'x' * 99 + '\\n'\nfor _ in range(1_000): print(line * 1_000, end='')",
    "eat": "kept = []\nwhile True: kept.append(bytearray(50_000_000))",
    "kill": "import os, psutil\npsutil.Process(os.getppid()).parent().kill()\nimport time\ntime.sleep(600)",
    "slow": "import time\ntime.sleep(0.2)",
    "nothing": "leave = lambda values: None",
}


def register(folder: Path) -> Notebook:
    """Write the invented notebook into a folder and make it known; `registered` in conftest.py takes it back."""
    defaults = {name: field.get_default(call_default_factory=True) for name, field in Invented.model_fields.items()}
    acts = "".join(
        f"if {name!r} in asked or f'{{place}} {name}' in asked:\n    " + code.replace("\n", "\n    ") + "\n"
        for name, code in ACTS.items()
    )
    made = new_notebook(
        cells=[
            new_markdown_cell("# An invented notebook", id="a"),
            new_code_cell(
                "\n".join(f"{name} = {value!r}" for name, value in defaults.items()),
                metadata={"tags": ["parameters"]},
                id="b",
            ),
            new_markdown_cell("## What it does", id="c"),
            new_code_cell(
                f"{inspect.getsource(of_notebook)}\n\nimport os\n\n"
                f"asked = (act or os.environ.get('{ACT}', '')).split('; ')\n{acts}",
                id="d",
            ),
            new_markdown_cell("## What it leaves", id="e"),
            new_code_cell(f"leave({{name: globals()[name] for name in {list(defaults)!r}}})", id="f"),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(made, folder / "invented.ipynb")
    return know(folder)


def know(folder: Path) -> Notebook:
    """Make the invented notebook known that was written into a folder."""
    InventedNotebook.folder = folder
    NOTEBOOKS["invented"] = INVENTED
    return INVENTED


def claims_file(folder: Path, rows: Iterable[dict[str, Any]] = ()) -> Path:
    """A file of invented claims: by default one in Pale and one in Kale, of an outlet that is listed."""
    listed = {"source": "The Irrawaddy"}
    made = list(rows) or [
        claim(1, **listed),
        claim(2, "invented-2", place_name="Kale", pcode=KALE, **listed),
    ]
    path = folder / "invented-claims.csv"
    pd.DataFrame(made).to_csv(path, index=False)
    return path


def series_file(folder: Path, name: str = "invented-monthly", **values: Any) -> Path:
    """A series file; by default of the invented notebook, by month, for Pale and Kale."""
    import yaml

    said = {
        "title": "Invented, by month",
        "notebook": "invented",
        "places": [PALE, KALE],
        "every": "month",
        "first": "2024-11",
        "last": "2024-11",
        "delay_days": 31,
        "parameters": {"claims": "invented-claims.csv", "formats": ["html"]},
        **values,
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.yml"
    path.write_text(
        yaml.safe_dump({name: value for name, value in said.items() if value is not None}, sort_keys=False),
        encoding="utf-8",
    )
    return path


class Runs:
    """Series of a folder, and runs of them in this process, without an engine.

    Parameters
    ----------
    folder : Path
        ``series`` in it holds the series files and their claims, ``briefs`` what is made.
    """

    def __init__(self, folder: Path) -> None:
        self.series, self.briefs = folder / "series", folder / "briefs"
        self.series.mkdir(parents=True, exist_ok=True)
        self.places = Places(self.briefs / "drafts", self.briefs)
        self.ran: list[tuple[str, Parameters]] = []

    def tasks(self, on: str = "2025-06-30") -> list[Task]:
        return due(reading.read_all(self.series), pd.Timestamp(on))

    def make(self, on: str = "2025-06-30", again: bool = False, tasks: Sequence[Task] | None = None) -> Any:
        """What became of each brief, by name; `ran` tells what was run for it."""
        self.ran = []
        ended: dict[str, Any] = {}
        wanted = self.tasks(on) if tasks is None else tasks
        self.changed = making.make(
            wanted, self.places, LIMITS, lambda made: ended.update({made.task.name: made}), again
        )
        assert sorted(ended) == sorted(task.name for task in wanted)
        return ended

    def plans(self, on: str = "2025-06-30") -> dict[str, planning.Plan]:
        """Why each would be made, by name."""
        found: dict[str, planning.Plan] = {}
        planning.explained(self.tasks(on), self.places, lambda plan: found.update({plan.task.name: plan}))
        return found

    def why(self, on: str = "2025-06-30") -> dict[str, tuple[str, ...]]:
        return {name: plan.why for name, plan in self.plans(on).items()}


class JobsHere(Jobs):
    """Jobs that leave the invented notebook's files in this process; `act` says what it does else."""

    def run(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            self._number += 1
            here = self.folder / f"run-{self._number}"
            try:
                here.mkdir()
                values = self.snapshot.lay_out(job.parameters, here)
                before = leaving.standing(here)
                self.told(job)
                of_notebook.leave({"previous": None, **values, "place": self.pcode(values)}, here)
                job.done(run.made(new_notebook(), here, job.parameters, before), 0.5)
            except Exception as error:
                job.failed(trouble_of(error, here), 0.5)
            finally:
                shutil.rmtree(here, ignore_errors=True)

    def pcode(self, values: dict[str, Any]) -> str:
        return str(values["place"])

    @staticmethod
    def told(job: Job) -> None:
        """Replaced by the fixture `runs`."""


def held(folder: Path) -> dict[str, bytes]:
    """All files of a folder and its folders but the manifest and the report of a run, by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(("manifest.", "run-report."))
    }
