"""An organisation's settings: the nearest ``tollbook.toml``, in a folder or in one above it."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Any

FILE = "tollbook.toml"


class SettingsError(Exception):
    """A ``tollbook.toml`` can't be read, or says something that it can't."""


def find(folder: Path | None = None) -> Path | None:
    """The nearest ``tollbook.toml``: in this folder (by default the current one), or in one above it."""
    here = (folder or Path.cwd()).resolve()
    return next((place / FILE for place in (here, *here.parents) if (place / FILE).is_file()), None)


def read(path: Path | None) -> dict[str, Any]:
    """What a ``tollbook.toml`` says; nothing where there is none.

    Raises
    ------
    SettingsError
        It can't be read, or is no TOML.
    """
    if path is None:
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{path.name} can't be read: {error}.") from None


def check_names(table: Any, known: tuple[str, ...], where: str) -> None:
    """Refuse what is no table, or has a key that is not known.

    Raises
    ------
    SettingsError
        The message names the nearest key.
    """
    if not isinstance(table, dict):
        raise SettingsError(f"{FILE}: {where} is {table!r}, which is not a table.")
    for name in table:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
            raise SettingsError(f"{FILE}: {where} has no {name!r}. The nearest is {near!r}; all: {', '.join(known)}.")


def listed(table: dict[str, Any], name: str, where: str) -> list[Any]:
    """The tables of a list, ``[[where]]``.

    Raises
    ------
    SettingsError
        It is no list.
    """
    found = table.get(name, [])
    if not isinstance(found, list):
        raise SettingsError(f"{FILE}: {where} is {found!r}. Write each below a line [[{where}]].")
    return found


def text(table: dict[str, Any], name: str) -> str:
    """The text under a key, without blanks around it; empty where there is none.

    Raises
    ------
    SettingsError
        It is no text.
    """
    value = table.get(name, "")
    if not isinstance(value, str):
        raise SettingsError(f"{FILE}: {name} is {value!r}, which is not a text. Write it in quotes.")
    return value.strip()
