"""The facts file of a brief, as it lies beside its other files or travels in its PDF."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook.briefs.errors import BriefError

#: What a facts file says of itself.
FORMAT = "tollbook facts 1"
ENDING = "-facts.json"
_ATTACHED = "facts.json"
#: Endings of the files that lie beside a facts file, the longer ones first.
_BESIDE = ("-findings.csv", "-tally.csv", "-figures.zip", "-approval.json", ".ipynb", ".html", ".png")
REMEDY = "Give the file …-facts.json of the brief, or its PDF."


@dataclass(frozen=True)
class FactsFile:
    """A facts file.

    Attributes
    ----------
    name : str
        Of the file that was given, without its folder.
    data : bytes
        Of the file that was given.
    facts : dict
    """

    name: str
    data: bytes
    facts: dict[str, Any]


def read(path: str | Path, called: str = "brief") -> FactsFile:
    """Read the facts of a brief.

    Parameters
    ----------
    path : path-like
        Its facts file, its PDF, which carries the same file, or any other file of it that its facts file lies beside.
    called : str
        How a message calls the brief.

    Raises
    ------
    BriefError
        There is no such file, or it is no facts file of a brief, or it is damaged.
    """
    file = beside(Path(path))
    try:
        data = file.read_bytes()
    except OSError as error:
        raise BriefError(f"The {called} {path} can't be read: {error.strerror or error}.") from None
    text = _attached(file.name, data) if data.startswith(b"%PDF") else data
    try:
        facts = json.loads(text)
    except (ValueError, RecursionError):
        raise BriefError(f"{file.name} is no facts file of a brief: it is not JSON. {REMEDY}") from None
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        raise BriefError(f"{file.name} is no facts file of a brief: it does not say {FORMAT!r}. {REMEDY}")
    return FactsFile(file.name, data, facts)


def beside(path: Path) -> Path:
    """The facts file beside a file of a brief; a facts file or a PDF itself."""
    ending = next((each for each in _BESIDE if path.name.endswith(each)), "")
    facts = path.with_name(path.name.removesuffix(ending) + ENDING)
    return facts if (ending or not path.exists()) and facts.exists() else path


def _attached(name: str, data: bytes) -> bytes:
    """The facts file that travels in a PDF."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if _ATTACHED in pdf.attachments:
                return bytes(pdf.attachments[_ATTACHED].get_file().read_bytes())
    except pikepdf.PdfError as error:
        raise BriefError(f"The PDF {name} can't be read: {error}. {REMEDY}") from None
    raise BriefError(f"The PDF {name} carries no {_ATTACHED}: it is not a brief of ours. {REMEDY}")
