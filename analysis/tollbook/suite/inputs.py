"""The files that a run reads: copied to where the notebook runs, checked before it starts, and unchanged at its end."""

from __future__ import annotations

import errno
import hashlib
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tollbook import places, settings, short_lived
from tollbook.briefs import beside, identity, previous
from tollbook.briefs.errors import BriefError
from tollbook.briefs.panels import mapped
from tollbook.claims import coverage
from tollbook.claims.reading import read_claims
from tollbook.suite.declared.base import Parameters
from tollbook.suite.declared.describing import shown_of

#: What is published already, read before the notebook runs.
BESIDE = "beside.json"
_NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_SHAPEFILE = (".shx", ".dbf", ".prj", ".cpg")


class InputChanged(BriefError):
    """A file was written to while something was made from it."""


def files_of(parameters: Parameters) -> dict[str, Path | None]:
    """The files that are copied to where the notebook runs, by the name of their parameter."""
    given = {name: getattr(parameters, name) for name in _called(parameters)}
    return {name: None if path is None else Path(path).absolute() for name, path in given.items()}


def _called(parameters: Parameters) -> dict[str, str]:
    """What messages call each file that is copied, by the name of its parameter."""
    shown = {name: shown_of(name, field) for name, field in type(parameters).model_fields.items()}
    return {name: each.copied for name, each in shown.items() if each.copied}


def with_name_only(parameters: Parameters) -> dict[str, Any]:
    """The parameters as the notebook gets them: files by their names, because it runs in a folder that holds them."""
    named = {name: None if path is None else path.name for name, path in files_of(parameters).items()}
    here = {"beside": [BESIDE] if getattr(parameters, "beside", None) else [], "output": "."}
    own = {name: value for name, value in here.items() if name in type(parameters).model_fields}
    return {**parameters.model_dump(), **named, **own}


def bring(parameters: Parameters, folder: Path) -> dict[Path, str]:
    """Copy the files and the publisher's identity to where the notebook runs.

    Parameters
    ----------
    parameters : Parameters
    folder : Path

    Returns
    -------
    dict
        The SHA-256 of each file by its path, for `check_unchanged`.

    Raises
    ------
    BriefError
        A file can't be read, or two of them share a name.
    """
    _bring_identity(folder)
    hashes: dict[Path, str] = {}
    called = _called(parameters)
    for name, path in files_of(parameters).items():
        if path is None:
            continue
        if (folder / path.name).exists():
            raise BriefError(f"Two of the files are called {path.name}. Give one of them another name.")
        given = getattr(parameters, name)
        try:
            for each in parts(path):
                shutil.copyfile(each, folder / each.name)
                hashes[each] = sha256(folder / each.name)
        except OSError as error:
            # Of a copy the file that it would become is named too.
            how, more = ("copied", f" {short_lived.REMEDY}") if error.errno in _NO_ROOM else ("read", "")
            raise BriefError(f"The {called[name]} {given} can't be {how}: {error.strerror or error}.{more}") from None
    published = getattr(parameters, "beside", None)
    if published:
        (folder / BESIDE).write_text(beside.read(published).as_json(), encoding="utf-8")
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


def parts(path: Path) -> list[Path]:
    """The files that go together: a shapefile is several of one stem."""
    others = sorted(path.parent.glob(f"{path.stem}.*")) if path.suffix.lower() == ".shp" and path.exists() else []
    return [path, *(each for each in others if each != path and each.suffix.lower() in _SHAPEFILE)]


def readers(kind: type[Parameters], place: str | None) -> dict[str, Callable[[Path], object]]:
    """What reads each file that may be given, by the name of its parameter; it raises what is wrong with the file.

    A notebook looks at no clock, so that it runs alike on any day. Here it is looked at, because a publication day
    that has not come yet would become the page's cut-off; no figure depends on it.

    Parameters
    ----------
    kind : type
        Of the parameters. One that examines claims takes them as they are.
    place : str or None
        That the last issue has to be of.

    Returns
    -------
    dict of str to callable
        Each takes a path, and raises ClaimsError, ClaimsFileError, CoverageError or BriefError.
    """

    def claims(path: Path) -> None:
        read_claims(path, today=date.today()).require_valid()  # noqa: DTZ011 - a day as the coder's calendar has it

    def last_issue(path: Path) -> None:
        if place is not None:
            previous.read(path).check_place(places.place(place).pcode)

    return {
        **({} if kind.examines_claims else {"claims": claims}),
        "coverage": coverage.held,
        "previous": last_issue,
        "boundaries": lambda path: mapped.atlas(boundaries=path),
        "population": lambda path: mapped.atlas(population=path),
    }


def check(parameters: Parameters, folder: Path) -> None:
    """Refuse files with errors before a kernel starts.

    Parameters
    ----------
    parameters : Parameters
    folder : Path
        With the copies.

    Raises
    ------
    ClaimsError, CoverageError, BriefError
        What the readers of the files say.
    """
    given = files_of(parameters)
    for name, read in readers(type(parameters), getattr(parameters, "place", None)).items():
        path = given.get(name)
        if path is not None:
            read(folder / path.name)


def check_unchanged(before: dict[Path, str], makes: str) -> None:
    """Refuse what was made from files that changed meanwhile.

    Parameters
    ----------
    before : dict
        As `bring` gives it.
    makes : str
        What the notebook makes.

    Raises
    ------
    InputChanged
    """
    for path, was in before.items():
        if sha256(path) != was:
            raise InputChanged(
                f"{path.name} changed while the {makes} was made from it. Nothing was written. Run it again."
            )


def sha256(path: Path) -> str:
    """The SHA-256 of a file; of one that is not there, a word."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "gone"
