"""What a brief is made from, as one hash for each kind of thing: what has not changed need not be made again.

The claims of a brief are those that can change something on its page. Of a place in a state these are the claims of
that state and of its incidents, those that name no state, and what the page says of all of them: the delay of reports
and the first day. Of the country, of a notebook that looks at a whole file, and of an internal release, which bears the
hash of the file, all claims are. Too many claims cost a run; too few would leave an old number standing, so in doubt a
claim counts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

import tollbook
from tollbook import places, settings, shipped, software
from tollbook.briefs.identity import logo_file
from tollbook.briefs.reach import reaching
from tollbook.briefs.stamp import reference_sha256
from tollbook.claims.delay import delay
from tollbook.claims.table import Claims
from tollbook.incidents.evidence import known
from tollbook.software import code
from tollbook.suite.declared.base import Parameters
from tollbook.suite.inputs import BESIDE, files_of, parts
from tollbook.suite.notebooks import Notebook

#: Parameters that do not change what is made.
_ASIDE = ("output",)


def sha256(data: bytes | str) -> str:
    """Hash of bytes, or of a text."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


@cache
def libraries() -> str:
    """One hash for the versions of Python, and of libraries that a page rests on."""
    return sha256(json.dumps(software.libraries()))


@cache
def catalogue(language: str) -> str:
    """Hash of the messages of a language; English has none."""
    folder = Path(tollbook.__file__).parent / "locale" / language
    return sha256(b"\0".join(path.read_bytes() for path in sorted(folder.rglob("*.po"))))


class Touching:
    """The claims of one file, and which of them touch a place.

    Parameters
    ----------
    claims : Claims
    """

    def __init__(self, claims: Claims) -> None:
        self.claims = claims
        self._rows = pd.util.hash_pandas_object(claims.table, index=False).to_numpy()
        self._known: dict[tuple[str, str, str], str] = {}

    def of(self, state: str, as_of: str | None, known_on: str | None) -> str:
        """Hash of the claims that touch a state and could count by some days; of all where the state is empty."""
        key = (state, as_of or "", known_on or "")
        if key not in self._known:
            self._known[key] = self._hash(state, as_of, known_on)
        return self._known[key]

    def _hash(self, state: str, as_of: str | None, known_on: str | None) -> str:
        table = known(self.claims.table, _day(as_of), _day(known_on))
        near = table[reaching(table, state)] if state else table
        rows = np.sort(self._rows[near.index.to_numpy()]).tobytes()
        cut_off = pd.Timestamp(as_of) if as_of else table["published"].max()
        said = delay(table, cut_off).facts() if len(table) else {}
        first = {str(name): str(day) for name, day in table.groupby("measure", observed=True)["start"].min().items()}
        return sha256(rows + json.dumps([said, first, str(cut_off)], sort_keys=True, default=str).encode())


def _day(day: str | None) -> pd.Timestamp | None:
    return None if day is None else pd.Timestamp(day)


def ingredients(
    notebook: Notebook, parameters: Parameters, touching: Touching, copies: Path, own: Mapping[str, str]
) -> dict[str, str]:
    """What a brief is made from.

    Parameters
    ----------
    notebook : Notebook
    parameters : Parameters
    touching : Touching
        Of its claims.
    copies : Path
        The folder with the copies of its files and of the publisher's settings: what it will be made from, whatever is
        written elsewhere meanwhile.
    own : mapping of str to str
        SHA-256 of the files that it has for itself.

    Returns
    -------
    dict of str to str
        A hash by the name of each kind of thing.
    """
    language = str(getattr(parameters, "language", "en"))
    given = {name: path for name, path in files_of(parameters).items() if name != "claims" and path is not None}
    values = {name: value for name, value in parameters.model_dump().items() if name not in (*_ASIDE, *given)}
    found = {
        "claims": _claims(notebook, parameters, touching),
        "parameters": sha256(json.dumps({**values, "claims": None, "beside": None}, sort_keys=True, default=str)),
        "notebook": sha256(notebook.path.read_bytes()),
        "code": code(),
        "libraries": libraries(),
        "reference tables": reference_sha256(),
        "catalogue": catalogue(language),
        "publisher": identity(copies),
    }
    found |= {name: own.get(name) or _of_copy(copies / path.name) for name, path in given.items()}
    return found | ({BESIDE: _of_copy(copies / BESIDE)} if getattr(parameters, "beside", None) else {})


def identity(folder: Path) -> str:
    """Hash of the publisher's settings and logo in a folder."""
    given = folder / settings.FILE
    return _of_files([path for path in (given, logo_file(given)) if path is not None])


@cache
def _of_copy(path: Path) -> str:
    """Hash of a copy, which nobody changes, and of the files that go with it."""
    return _of_files(parts(path))


def _claims(notebook: Notebook, parameters: Parameters, touching: Touching) -> str:
    place = getattr(parameters, "place", None)
    if parameters.which_release != "public" or place is None or notebook.name not in _OF_A_PLACE:
        return touching.claims.sha256
    # What is published beside it may be of the whole country.
    state = "" if getattr(parameters, "beside", None) else places.unit(places.place(place).pcode).state
    as_of, known_on = (getattr(parameters, name, None) for name in ("as_of", "known_on"))
    return touching.of(state, as_of, known_on)


#: Notebooks that say nothing of claims in other states but their delay and their first days.
_OF_A_PLACE = ("township_brief",)


def _of_files(paths: list[Path]) -> str:
    return sha256(b"\0".join(path.read_bytes() if path.is_file() else b"gone" for path in paths))


def differing(now: Mapping[str, str], then: Mapping[str, str]) -> list[str]:
    """Names of what has changed between two makings, in order."""
    return sorted(name for name in {*now, *then} if now.get(name) != then.get(name))


def claims_file(parameters: Parameters) -> Path:
    """The claims that a brief is made from."""
    given = getattr(parameters, "claims", None)
    return shipped.claims_file() if given is None else Path(given)
