"""One run: a notebook through papermill, and its files put in their place together, or none of them."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook import short_lived
from tollbook.files import OutputError, write_together
from tollbook.release.withdrawing import check_not_withdrawn
from tollbook.stopping import stoppable
from tollbook.suite import executed, inputs, kernel, leaving
from tollbook.suite.declared.base import Parameters
from tollbook.suite.notebooks import Notebook
from tollbook.suite.progress import Progress, Silent

#: Code cells of a notebook with the parameters that papermill adds, and two steps of our own.
STEPS_BESIDE_CELLS = 2


def run(
    notebook: Notebook,
    parameters: Parameters,
    progress: Progress | None = None,
    run_cells: kernel.RunCells = kernel.in_a_kernel,
) -> Path:
    """Run a notebook, and keep what it makes.

    The notebook runs in a folder of its own with copies of the files it reads. Only when everything is made do its
    files go to the output folder, all of them or none: a run that is stopped leaves there what was there before.

    Parameters
    ----------
    notebook : Notebook
    parameters : Parameters
        Checked ones; see `Notebook.check`.
    progress : Progress, optional
        Told of each step.
    run_cells : callable, optional
        Where its cells run; by default in a kernel that is started for them.

    Returns
    -------
    Path
        Of the PDF, or of the first format that is asked for. Beside it lie the executed notebook (``.ipynb``),
        ``-facts.json``, and whatever else the notebook left under the same stem.

    Raises
    ------
    BriefError
        It can't be made, a file is missing, or one changed meanwhile.
    ClaimsError
        The claims have errors, among them days that have not come yet; the message holds all of them.
    OutputError
        The output folder can't be written to, the disk is full, or this version was withdrawn.
    """
    told = progress or Silent()
    told.step("Checking the claims file and the output folder")
    _check_writable(Path(parameters.folder))
    stem = parameters.stem()
    if stem is not None:
        check_not_withdrawn(Path(parameters.folder), stem)
    with stoppable(), short_lived.folder() as folder:
        return _run_in(folder, notebook, parameters, told, run_cells)


def _run_in(
    folder: Path, notebook: Notebook, parameters: Parameters, told: Progress, run_cells: kernel.RunCells
) -> Path:
    before = inputs.bring(parameters, folder)
    inputs.check(parameters, folder)
    there = leaving.standing(folder)
    ran = kernel.execute(
        notebook.path,
        inputs.with_name_only(parameters),
        folder,
        lambda cell, cells, heading: told.step(f"Cell {cell} of {cells}: {heading}"),
        run_cells,
    )
    inputs.check_unchanged(before, notebook.makes)
    told.step("Putting the files in their place")
    files = made(ran, folder, parameters, there)
    return put(files, Path(parameters.folder))


@dataclass(frozen=True)
class Made:
    """What a run made.

    Attributes
    ----------
    stem : str
        What its files are called.
    files : dict of str to bytes
        By name; what people open is last.
    """

    stem: str
    files: dict[str, bytes]


def made(ran: Any, folder: Path, parameters: Parameters, before: dict[str, str]) -> Made:
    """The files of a notebook that has run, with itself in the form that is kept.

    Parameters
    ----------
    ran : NotebookNode
        As executed.
    folder : Path
        Where it ran.
    parameters : Parameters
    before : dict
        What `leaving.standing` gave of the folder before it ran.

    Raises
    ------
    BriefError
        It left no facts file, several, or not all formats.
    """
    left = leaving.left(folder, parameters, before)
    notebook = executed.kept(ran, folder, parameters, leaving.told(left, parameters))
    data = {f"{left.stem}.ipynb": notebook.encode("utf-8")}
    approval = inputs.files_of(parameters).get("approval")
    if approval is not None:
        data[f"{left.stem}-approval.json"] = (folder / approval.name).read_bytes()
    data |= {path.name: path.read_bytes() for path in left.files}
    return Made(left.stem, data)


def put(found: Made, output: Path) -> Path:
    """Put all files in a folder, what people open last, or none of them; gives the path of that one.

    Raises
    ------
    OutputError
        This version was withdrawn, or the folder can't be written to.
    """
    check_not_withdrawn(output, found.stem)
    write_together({output / name: content for name, content in found.files.items()})
    return output / list(found.files)[-1]


def steps(notebook: Notebook) -> int:
    """How many steps a run of a notebook tells of."""
    cells = json.loads(notebook.path.read_text(encoding="utf-8"))["cells"]
    # papermill adds a cell with the parameters given.
    return sum(1 for cell in cells if cell["cell_type"] == "code") + 1 + STEPS_BESIDE_CELLS


def _check_writable(output: Path) -> None:
    """Find out before the work that the folder can't be written to, and not after it."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=output):
            pass
    except OSError as error:
        raise OutputError(
            f"The folder {output} can't be written to: {error.strerror or error}. Nothing was written. "
            "Give one that you may write to (--output)."
        ) from None
