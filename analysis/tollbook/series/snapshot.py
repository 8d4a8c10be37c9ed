"""The inputs of a run as they were when it began: every brief is made from these, whatever is written meanwhile."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from tollbook.claims.reading import read_claims
from tollbook.claims.table import Claims
from tollbook.series.ingredients import Touching, claims_file
from tollbook.suite import inputs
from tollbook.suite.declared.base import Parameters


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
        self._claims: dict[Path, Touching] = {}
        self._read: list[Path] = []

    def claims(self, parameters: Parameters) -> Touching:
        """The claims that a brief is made from, read once and for all of them; rows in error are refused.

        Raises
        ------
        ClaimsError, ClaimsFileError
        """
        given = claims_file(parameters)
        if given not in self._claims:
            path = given
            if getattr(parameters, "claims", None) is not None:
                path = self._set(parameters) / given.name
            read: Claims = read_claims(path)
            read.require_valid()
            self._claims[given] = Touching(read)
            self._read.append(path)
        return self._claims[given]

    @property
    def claims_read(self) -> list[Path]:
        """The files of claims that were read: copies, or the sample that ships."""
        return list(self._read)

    def lay_out(self, parameters: Parameters, folder: Path) -> dict[str, Any]:
        """Lay the files of a brief into the folder that its notebook runs in; gives the notebook's parameters.

        Parameters
        ----------
        parameters : Parameters
        folder : Path
            Empty.
        """
        for path in self._set(parameters).iterdir():
            _link(path, folder / path.name)
        return inputs.with_name_only(parameters)

    def _set(self, parameters: Parameters) -> Path:
        """The copies of the files that some parameters name, made and checked at the first asking."""
        given = {name: path for name, path in inputs.files_of(parameters).items() if path is not None}
        published = tuple(getattr(parameters, "beside", None) or ())
        key = (*((name, str(path)) for name, path in given.items()), *(("beside", each) for each in published))
        if key not in self._sets:
            here = self.folder / str(len(self._sets))
            here.mkdir()
            self._hashes |= inputs.bring(parameters, here)
            inputs.check(parameters, here)
            self._sets[key] = here
        return self._sets[key]

    def changed(self) -> list[str]:
        """Names of files that are no longer what was read."""
        return sorted(path.name for path, was in self._hashes.items() if inputs.sha256(path) != was)


def _link(source: Path, target: Path) -> None:
    """One more name for a copy, which costs nothing; a copy where the file system has no such names."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
