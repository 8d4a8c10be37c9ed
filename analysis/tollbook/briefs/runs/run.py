"""One run: the notebook through papermill, and its files put in their place together, or none of them."""

from __future__ import annotations

import hashlib
import json
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from tollbook import places, settings, shipped
from tollbook.briefs import beside, identity, previous
from tollbook.briefs.days import days_of
from tollbook.briefs.errors import BriefError
from tollbook.briefs.outputs.formats import names
from tollbook.briefs.panels import mapped
from tollbook.briefs.runs import executed, kernel
from tollbook.briefs.runs.parameters import BESIDE, BriefParameters, files_of, with_name_only
from tollbook.briefs.runs.progress import Progress, Silent
from tollbook.briefs.subject import mark_of, stem_of
from tollbook.claims import coverage
from tollbook.claims.reading import read_claims
from tollbook.files import OutputError, write_together
from tollbook.release.withdrawing import check_not_withdrawn

#: Code cells of the notebook with the parameters that papermill adds, and two steps of our own.
STEPS_BESIDE_CELLS = 2


class ClaimsChanged(BriefError):
    """A file was written to while the brief was made from it."""


_SHAPEFILE = (".shx", ".dbf", ".prj", ".cpg")
#: How a message calls the files that a brief is made from.
_CALLED = {name: f"{name} file" for name in ("claims", "boundaries", "population", "coverage")}
_CALLED |= {"previous": "last issue", "approval": "approval"}


def run(parameters: BriefParameters, progress: Progress | None = None) -> Path:
    """Make a brief by running its notebook.

    The notebook runs in a folder of its own with copies of the files it reads. Only when everything is made do its
    files go to the output folder, all of them or none: a run that is stopped leaves there what was there before.

    Parameters
    ----------
    parameters : BriefParameters
        Checked ones; see `parameters.check`.
    progress : Progress, optional
        Told of each step.

    Returns
    -------
    Path
        Of the PDF, or of the first format that is asked for. Beside it lie the executed notebook (``.ipynb``),
        ``-tally.csv``, ``-findings.csv`` and ``-facts.json``.

    Raises
    ------
    BriefError
        The brief can't be made, a file is missing, or one changed meanwhile.
    ClaimsError
        The claims have errors, among them days that have not come yet; the message holds all of them.
    OutputError
        The output folder can't be written to, the disk is full, or this version was withdrawn.
    """
    told = progress or Silent()
    output = Path(parameters.output)
    told.step("Checking the claims file and the output folder")
    _check_writable(output)
    check_not_withdrawn(output, _stem(parameters))
    with _stoppable(), tempfile.TemporaryDirectory(prefix="tollbook-") as name:
        folder = Path(name).resolve()
        before = _bring_inputs(parameters, folder)
        if parameters.beside:
            (folder / BESIDE).write_text(beside.read(parameters.beside).as_json(), encoding="utf-8")
        _check_inputs(parameters, folder)
        notebook = kernel.execute(
            shipped.notebook("township_brief"),
            with_name_only(parameters),
            folder,
            lambda cell, cells, heading: told.step(f"Cell {cell} of {cells}: {heading}"),
        )
        _check_unchanged(before)
        told.step("Putting the files in their place")
        return _put(parameters, folder, executed.kept(notebook, folder, parameters, _mark(parameters)))


def steps() -> int:
    """How many steps a run tells of."""
    cells = json.loads(shipped.notebook("township_brief").read_text(encoding="utf-8"))["cells"]
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


def _bring_inputs(parameters: BriefParameters, folder: Path) -> dict[str, str]:
    """Copy the files and the publisher's identity to where the notebook runs; gives the hash of each by its path."""
    _bring_identity(folder)
    hashes: dict[str, str] = {}
    for name, path in files_of(parameters).items():
        if path is None:
            continue
        if (folder / path.name).exists():
            raise BriefError(f"Two of the files are called {path.name}. Give one of them another name.")
        given = getattr(parameters, name)
        try:
            for each in _parts(path):
                shutil.copyfile(each, folder / each.name)
                hashes[str(each)] = _sha256(folder / each.name)
        except OSError as error:
            raise BriefError(f"The {_CALLED[name]} {given} can't be read: {error.strerror or error}.") from None
    return hashes


def _bring_identity(folder: Path) -> None:
    """Copy the publisher's settings and logo. An empty file where there are none: no other must be found further up."""
    given = settings.find()
    if given is None:
        (folder / settings.FILE).write_bytes(b"")
        return
    identity.read(given.parent)
    for path in (given, identity.logo_file(given)):
        if path is not None:
            shutil.copyfile(path, folder / path.name)


def _parts(path: Path) -> list[Path]:
    """The files that go together: a shapefile is several of one stem."""
    beside = sorted(path.parent.glob(f"{path.stem}.*")) if path.suffix.lower() == ".shp" and path.exists() else []
    return [path, *(each for each in beside if each != path and each.suffix.lower() in _SHAPEFILE)]


def _check_inputs(parameters: BriefParameters, folder: Path) -> None:
    """Refuse files with errors before a kernel starts.

    The notebook looks at no clock, so that it runs alike on any day. Here it is looked at, because a publication day
    that has not come yet would become the brief's cut-off; no figure depends on it.
    """
    if parameters.claims is not None:
        copy = folder / Path(parameters.claims).name
        read_claims(copy, today=date.today()).require_valid()  # noqa: DTZ011 - a day as the coder's calendar has it
    copies = {name: folder / path.name for name, path in files_of(parameters).items() if path is not None}
    coverage.held(copies.get("coverage"))
    if "previous" in copies:
        previous.read(copies["previous"]).check_place(places.place(parameters.place).pcode)
    drawn_on = {name: copies[name] for name in ("boundaries", "population") if name in copies}
    if drawn_on:
        mapped.atlas(**drawn_on)


def _check_unchanged(before: dict[str, str]) -> None:
    for path, sha256 in before.items():
        if _sha256(Path(path)) != sha256:
            raise ClaimsChanged(
                f"{Path(path).name} changed while the brief was made from it. Nothing was written. Run it again."
            )


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "gone"


def _put(parameters: BriefParameters, folder: Path, notebook: str) -> Path:
    """Put all files in the output folder, what people open last, or none of them."""
    stem = _stem(parameters)
    made, output = names(stem, parameters.formats), Path(parameters.output)
    data = {f"{stem}.ipynb": notebook.encode("utf-8")}
    for name in made:
        if not (folder / name).is_file():
            raise BriefError(f"The notebook ran and left no {name}. Nothing was written.")
        data[name] = (folder / name).read_bytes()
    if parameters.approval is not None:
        data[f"{stem}-approval.json"] = (folder / Path(parameters.approval).name).read_bytes()
    write_together({output / name: content for name, content in _last_named(data, made[-1]).items()})
    return output / made[-1]


def _stem(parameters: BriefParameters) -> str:
    """What the files are called; see `subject.stem_of`."""
    start, end = days_of((parameters.start, parameters.end))
    place = places.place(parameters.place)
    return stem_of(place, start, end, parameters.language, parameters.version, _mark(parameters))


def _mark(parameters: BriefParameters) -> str:
    """What marks the files; see `Subject.mark`."""
    return mark_of(parameters.release, parameters.approval is not None)


def _last_named(data: dict[str, bytes], last: str) -> dict[str, bytes]:
    """The files with the one that people open at the end: see `files.place_together`."""
    return {**{name: content for name, content in data.items() if name != last}, last: data[last]}


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let a scheduler's request to stop end a run like Ctrl-C does, so that its folder and kernel go with it."""

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not the main thread, which alone may set handlers
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
