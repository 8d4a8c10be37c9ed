"""Who publishes: the organisation's name and contact from ``tollbook.toml``. What is not set is said to be not set."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from tollbook.briefs.errors import BriefError

FILE = "tollbook.toml"


@dataclass(frozen=True)
class Identity:
    """An organisation as its briefs name it; an empty text is "not set", nothing is invented."""

    organisation: str = ""
    contact: str = ""
    disclaimer: str = ""


def find(folder: Path | None = None) -> Path | None:
    """The nearest ``tollbook.toml``: in this folder, or in one above it."""
    here = (folder or Path.cwd()).resolve()
    return next((place / FILE for place in (here, *here.parents) if (place / FILE).is_file()), None)


def read(folder: Path | None = None) -> Identity:
    """Read the identity of the nearest ``tollbook.toml``.

    Raises
    ------
    BriefError
        The file can't be read, or a value is not a text.
    """
    path = find(folder)
    if path is None:
        return Identity()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("organisation", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BriefError(f"{path.name} can't be read: {error}.") from None
    values = {"organisation": table.get("name", ""), "contact": table.get("contact", "")}
    values["disclaimer"] = table.get("disclaimer", "")
    for name, value in values.items():
        if not isinstance(value, str):
            raise BriefError(f"{path.name}: {name} is {value!r}, which is not a text. Write it in quotes.")
    return Identity(**values)
