"""The inputs of a run as they were when it began: every brief is made from these, whatever is written meanwhile."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from tollbook.briefs.errors import BriefError
from tollbook.claims.reading import read_claims
from tollbook.claims.table import Claims
from tollbook.series.ingredients import Touching, claims_file, sha256
from tollbook.suite import inputs
from tollbook.suite.declared.base import Parameters

#: Files that each brief has for itself: its last issue, its approval. All others are many briefs' together.
_OF_ITS_OWN = ("previous", "approval")


class Snapshot:
    """Copies of the files that the briefs of a run read, one folder for each set of files.

    Parameters
    ----------
    folder : Path
        For the copies.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sets: dict[tuple[tuple[str, str], ...], Path] = {}
        self._hashes: dict[Path, str] = {}
        self._refused: dict[tuple[tuple[str, str], ...], Exception] = {}
        self._own: dict[Path, str] = {}
        self._claims: dict[Path, Touching] = {}
        self._read: list[Path] = []

    def claims(self, parameters: Parameters) -> Touching:
        """The claims that a brief is made from, read once and for all of them.

        Rows in error are refused, but for a notebook that examines claims.

        Raises
        ------
        ClaimsError, ClaimsFileError
        """
        given = claims_file(parameters)
        if getattr(parameters, "claims", None) is not None:
            self.copies(parameters)
        elif given not in self._claims:
            # It is no copy: what changes it meanwhile is noticed at the end.
            self._hashes[given] = self._look(given, given, None).sha256
        if not parameters.examines_claims:
            self._claims[given].claims.require_valid()
        return self._claims[given]

    def _look(self, given: Path, path: Path, today: date | None) -> Claims:
        """Read claims once: for their errors, for what touches a place, and for the notebooks."""
        read = read_claims(path, today=today)
        self._claims[given] = Touching(read)
        self._read.append(path)
        return read

    @property
    def claims_read(self) -> list[Path]:
        """The files of claims that were read: copies, or the sample that ships."""
        return list(self._read)

    def copies(self, parameters: Parameters) -> Path:
        """The folder with the copies of a brief's files and of the publisher's settings, checked at the first asking.

        Raises
        ------
        BriefError, ClaimsError, CoverageError
            A file can't be read, or is wrong.
        """
        shared = parameters.model_copy(update=dict.fromkeys(_own(parameters)))
        given = {name: path for name, path in inputs.files_of(shared).items() if path is not None}
        published = tuple(getattr(shared, "beside", None) or ())
        key = (*((name, str(path)) for name, path in given.items()), *(("beside", each) for each in published))
        if key in self._refused:
            raise self._refused[key]
        if key not in self._sets:
            try:
                self._sets[key] = self._copied(shared, self.folder / str(len(self._sets) + len(self._refused)))
            except Exception as error:
                self._refused[key] = error  # hundreds of briefs would ask again
                raise
        return self._sets[key]

    def _copied(self, parameters: Parameters, here: Path) -> Path:
        here.mkdir()
        hashes = inputs.bring(parameters, here)
        given = inputs.files_of(parameters).get("claims")
        if given is not None and given not in self._claims:
            # A day that has not come yet is an error to a run, as `inputs.readers` has it.
            self._look(given, here / given.name, date.today())  # noqa: DTZ011
        others = {"claims": None} if given is not None else {}
        inputs.check(parameters.model_copy(update=others), here)
        for path in here.iterdir():
            path.chmod(0o444)  # the copies are one for all: no notebook writes into another's
        self._hashes |= hashes
        return here

    def own(self, parameters: Parameters) -> dict[str, str]:
        """SHA-256 of the files that a brief has for itself, by the name of their parameter; they are checked.

        Raises
        ------
        BriefError
            A file can't be read, or is wrong.
        """
        found = {}
        for name, path in _own(parameters).items():
            try:
                self._own[path] = found[name] = sha256(path.read_bytes())
            except OSError as error:
                raise BriefError(f"The file for {name}, {path}, can't be read: {error.strerror or error}.") from None
            read = inputs.readers(type(parameters), getattr(parameters, "place", None)).get(name)
            if read is not None:
                read(path)
        return found

    def lay_out(self, parameters: Parameters, folder: Path) -> dict[str, Any]:
        """Lay the files of a brief into the folder that its notebook runs in; gives the notebook's parameters.

        Parameters
        ----------
        parameters : Parameters
        folder : Path
            Empty.

        Raises
        ------
        BriefError
            A file can't be read, has changed meanwhile, or two of them share a name.
        """
        for path in self.copies(parameters).iterdir():
            _link(path, folder / path.name)
        if not self._own.keys() >= set(_own(parameters).values()):
            self.own(parameters)
        for path in _own(parameters).values():
            if (folder / path.name).exists():
                raise BriefError(f"Two of the files are called {path.name}. Give one of them another name.")
            shutil.copyfile(path, folder / path.name)
            if inputs.sha256(folder / path.name) != self._own[path]:
                raise inputs.InputChanged(f"{path.name} changed meanwhile. Run it again.")
        return inputs.with_name_only(parameters)

    def changed(self) -> list[str]:
        """Names of files that are no longer what was read."""
        return sorted(path.name for path, was in self._hashes.items() if inputs.sha256(path) != was)


def _own(parameters: Parameters) -> dict[str, Path]:
    """The files that a brief has for itself."""
    given = inputs.files_of(parameters)
    return {name: path for name in _OF_ITS_OWN if (path := given.get(name)) is not None}


def _link(source: Path, target: Path) -> None:
    """One more name for a copy, which costs nothing; a copy where the file system has no such names."""
    with suppress(OSError):
        os.link(source, target)
        return
    shutil.copyfile(source, target)
