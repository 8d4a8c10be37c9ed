"""Who publishes, from ``tollbook.toml``: names, addresses, a logo, marked events. What is not set is said to be so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from tollbook import settings
from tollbook.briefs.days import as_day
from tollbook.briefs.errors import BriefError
from tollbook.briefs.logo import Logo, read_logo
from tollbook.settings import FILE

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


def read(folder: Path | None = None) -> Identity:
    """Read the identity of the nearest ``tollbook.toml``.

    Raises
    ------
    BriefError
        The file or the logo can't be read, a name is unknown, or a value is not of its kind.
    """
    path = settings.find(folder)
    try:
        return Identity() if path is None else _identity(path, settings.read(path))
    except settings.SettingsError as error:
        raise BriefError(str(error)) from None


def _identity(path: Path, table: dict[str, Any]) -> Identity:
    given = table.get("organisation", {})
    settings.check_names(given, (*_TEXTS, "logo"), "[organisation]")
    texts = {attribute: settings.text(given, name) for name, attribute in _TEXTS.items()}
    url = texts["method_url"]
    if url and not _WEB.fullmatch(url):
        raise BriefError(
            f"{FILE}: method_url is {url!r}, which is no web address. Write it in full, with https:// in front."
        )
    logo = _logo(path, settings.text(given, "logo"), texts["organisation"])
    return Identity(**texts, logo=logo, events=_events(table))


def logo_file(path: Path) -> Path | None:
    """The logo that a ``tollbook.toml`` names; none where it names none or can't be read."""
    try:
        name = settings.read(path).get("organisation", {}).get("logo", "")
    except (settings.SettingsError, AttributeError):
        return None
    return path.with_name(name) if isinstance(name, str) and name and Path(name).name == name else None


def _logo(path: Path, name: str, organisation: str) -> Logo | None:
    if not name:
        return None
    if Path(name).name != name:
        raise BriefError(f"{FILE}: logo is {name!r}. Write the name alone of a file that lies beside {FILE}.")
    if not organisation:
        raise BriefError(
            f"{FILE}: logo is set and name is not. The name is what stands for the logo where it isn't seen."
        )
    return read_logo(path.with_name(name))


def _events(table: dict[str, Any]) -> tuple[Event, ...]:
    listed = settings.listed(table, "events", "events")
    return tuple(sorted((_event(each) for each in listed), key=lambda event: (event.day, event.label)))


def _event(given: Any) -> Event:
    settings.check_names(given, EVENT, "[[events]]")
    day = as_day(given.get("day"), f"{FILE}: the day of an event")
    label, label_my = settings.text(given, "label"), settings.text(given, "label_my")
    if not label:
        raise BriefError(f"{FILE}: the event of {day:%Y-%m-%d} has no label.")
    for text in (label, label_my):
        if len(text) > _LONGEST_LABEL:
            raise BriefError(
                f"{FILE}: the label {text!r} of the event of {day:%Y-%m-%d} has {len(text)} letters. "
                f"At most {_LONGEST_LABEL} fit above the months."
            )
    return Event(day, label, label_my)
