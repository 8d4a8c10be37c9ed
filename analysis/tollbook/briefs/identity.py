"""Who publishes, from ``tollbook.toml``: names, addresses, a logo, marked events. What is not set is said to be so."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from tollbook.briefs.errors import BriefError
from tollbook.briefs.logo import Logo, read_logo
from tollbook.briefs.subject import as_day

FILE = "tollbook.toml"

#: Keys of the table [organisation], and the attribute that holds each.
_TEXTS = {
    "name": "organisation",
    "contact": "contact",
    "disclaimer": "disclaimer",
    "method_url": "method_url",
    "licence": "licence",
    "cite": "cite",
}
#: Keys of each table [[events]].
EVENT = ("day", "label", "label_my")
#: Letters of an event's label: it stands above the months of the trend.
_LONGEST_LABEL = 40
_WEB = re.compile(r"https?://[!-~]+")


@dataclass(frozen=True)
class Event:
    """A day that the trend marks, as the organisation's own settings name it.

    Attributes
    ----------
    day : Timestamp
    label : str
        In English.
    label_my : str
        In Burmese; empty: not set.
    """

    day: pd.Timestamp
    label: str
    label_my: str = ""

    def said(self, language: str) -> str:
        """The label in a language; in English where it has none."""
        return self.label_my if language == "my" and self.label_my else self.label


@dataclass(frozen=True)
class Identity:
    """An organisation as its briefs name it; an empty text is "not set", nothing is invented.

    Attributes
    ----------
    organisation, contact, disclaimer : str
    method_url : str
        Web address of the full note on method.
    licence : str
        Under which the brief may be used.
    cite : str
        How to cite a brief.
    logo : Logo or None
    events : tuple of Event
        In order of their days.
    """

    organisation: str = ""
    contact: str = ""
    disclaimer: str = ""
    method_url: str = ""
    licence: str = ""
    cite: str = ""
    logo: Logo | None = None
    events: tuple[Event, ...] = ()

    def facts(self) -> dict[str, Any]:
        """The identity as plain data; the logo by its name and hash."""
        return {
            **{name: getattr(self, name) for name in _TEXTS.values()},
            "logo": None if self.logo is None else {"name": self.logo.name, "sha256": self.logo.sha256},
            "events": [
                {"day": f"{each.day:%Y-%m-%d}", "label": each.label, "label_my": each.label_my} for each in self.events
            ],
        }


def find(folder: Path | None = None) -> Path | None:
    """The nearest ``tollbook.toml``: in this folder, or in one above it."""
    here = (folder or Path.cwd()).resolve()
    return next((place / FILE for place in (here, *here.parents) if (place / FILE).is_file()), None)


def read(folder: Path | None = None) -> Identity:
    """Read the identity of the nearest ``tollbook.toml``.

    Raises
    ------
    BriefError
        The file or the logo can't be read, a name is unknown, or a value is not of its kind.
    """
    path = find(folder)
    if path is None:
        return Identity()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BriefError(f"{path.name} can't be read: {error}.") from None
    given = table.get("organisation", {})
    _check_names(given, (*_TEXTS, "logo"), "[organisation]")
    texts = {attribute: _text(given, name) for name, attribute in _TEXTS.items()}
    url = texts["method_url"]
    if url and not _WEB.fullmatch(url):
        raise BriefError(
            f"{FILE}: method_url is {url!r}, which is no web address. Write it in full, with https:// in front."
        )
    return Identity(**texts, logo=_logo(path, _text(given, "logo"), texts["organisation"]), events=_events(table))


def logo_file(settings: Path) -> Path | None:
    """The logo that a ``tollbook.toml`` names; none where it names none or can't be read."""
    try:
        name = tomllib.loads(settings.read_text(encoding="utf-8")).get("organisation", {}).get("logo", "")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, AttributeError):
        return None
    return settings.with_name(name) if isinstance(name, str) and name and Path(name).name == name else None


def _check_names(table: Any, known: tuple[str, ...], where: str) -> None:
    if not isinstance(table, dict):
        raise BriefError(f"{FILE}: {where} is {table!r}, which is not a table.")
    for name in table:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
            raise BriefError(f"{FILE}: {where} has no {name!r}. The nearest is {near!r}; all: {', '.join(known)}.")


def _text(table: dict[str, Any], name: str) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        raise BriefError(f"{FILE}: {name} is {value!r}, which is not a text. Write it in quotes.")
    return value.strip()


def _logo(settings: Path, name: str, organisation: str) -> Logo | None:
    if not name:
        return None
    if Path(name).name != name:
        raise BriefError(f"{FILE}: logo is {name!r}. Write the name alone of a file that lies beside {FILE}.")
    if not organisation:
        raise BriefError(
            f"{FILE}: logo is set and name is not. The name is what stands for the logo where it isn't seen."
        )
    return read_logo(settings.with_name(name))


def _events(table: dict[str, Any]) -> tuple[Event, ...]:
    listed = table.get("events", [])
    if not isinstance(listed, list):
        raise BriefError(f"{FILE}: events is {listed!r}. Write each event below a line [[events]].")
    return tuple(sorted((_event(each) for each in listed), key=lambda event: (event.day, event.label)))


def _event(given: Any) -> Event:
    _check_names(given, EVENT, "[[events]]")
    day = as_day(given.get("day"), f"{FILE}: the day of an event")
    label, label_my = _text(given, "label"), _text(given, "label_my")
    if not label:
        raise BriefError(f"{FILE}: the event of {day:%Y-%m-%d} has no label.")
    for text in (label, label_my):
        if len(text) > _LONGEST_LABEL:
            raise BriefError(
                f"{FILE}: the label {text!r} of the event of {day:%Y-%m-%d} has {len(text)} letters. "
                f"At most {_LONGEST_LABEL} fit above the months."
            )
    return Event(day, label, label_my)
