"""What a notebook left in its folder: which files go together, what they are called, and which people open first."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook.briefs.errors import BriefError
from tollbook.briefs.outputs.formats import DATA, FORMATS
from tollbook.suite.declared.base import Parameters
from tollbook.suite.declared.describing import shown_of
from tollbook.suite.inputs import sha256

#: End of the name of the file that names the others.
FACTS = "-facts.json"


@dataclass(frozen=True)
class Left:
    """The files that a notebook left.

    Attributes
    ----------
    stem : str
        What their names share.
    files : list of Path
        In the order in which they are put in their place: what people open first comes last.
    """

    stem: str
    files: list[Path]

    @property
    def first(self) -> Path:
        """The one that people open."""
        return self.files[-1]


def standing(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of a folder by its name, for `left`."""
    return {path.name: sha256(path) for path in folder.iterdir() if path.is_file()}


def left(folder: Path, parameters: Parameters, before: dict[str, str]) -> Left:
    """The files that the notebook left in its folder.

    Parameters
    ----------
    folder : Path
    parameters : Parameters
        Of its run: the formats that it was asked for must be there.
    before : dict
        What `standing` gave before it ran: inputs may be called like outputs, as the last issue is.

    Raises
    ------
    BriefError
        There is no facts file or there are several, or a format is missing.
    """
    new = sorted(name for name, now in standing(folder).items() if before.get(name) != now)
    facts = [name for name in new if name.endswith(FACTS)]
    if not facts:
        raise BriefError(f"The notebook ran and left no file that ends in {FACTS}. Nothing was written.")
    if len(facts) > 1:
        raise BriefError(
            f"The notebook ran and left {', '.join(facts)}. One run makes one set of files, and its facts name it. "
            "Nothing was written."
        )
    stem = facts[0].removesuffix(FACTS)
    asked = [f"{stem}{FORMATS.get(name, f'.{name}')}" for name in _in_order(getattr(parameters, "formats", ()))]
    missing = [name for name in asked if name not in new]
    if missing:
        raise BriefError(f"The notebook ran and left no {', '.join(missing)}. Nothing was written.")
    theirs = [name for name in new if name.startswith((f"{stem}.", f"{stem}-"))]
    last = [*reversed(asked)] or facts
    data = [name for name in (stem + end for end in DATA) if name in theirs and name not in last]
    rest = [name for name in theirs if name not in (*data, *last)]
    return Left(stem, [folder / name for name in (*rest, *data, *last)])


def told(found: Left, parameters: Parameters) -> dict[str, Any]:
    """What the facts of a public run tell of the parameters whose values may stay inside, by name."""
    names = [name for name, field in type(parameters).model_fields.items() if shown_of(name, field).is_told]
    if not names or parameters.which_release != "public":
        return {}
    facts = next(path for path in found.files if path.name == f"{found.stem}{FACTS}")
    asked = json.loads(facts.read_text(encoding="utf-8")).get("stamp", {}).get("parameters", {})
    return {name: asked.get(name) for name in names}


def _in_order(formats: Iterable[str]) -> list[str]:
    """Forms as people would open them: those of a brief in their order, then what a paper has besides."""
    return sorted(formats, key=lambda name: list(FORMATS).index(name) if name in FORMATS else len(FORMATS))
