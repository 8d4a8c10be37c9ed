"""The rules of release: those of the reference tables, and an organisation's own in ``tollbook.toml``.

An organisation may be stricter as it likes. A looser rule needs a reason, and every brief prints it.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tollbook import measures, settings
from tollbook.measures import Measure
from tollbook.release.sources import Terms, listed, terms_of
from tollbook.settings import FILE, SettingsError

#: Levels and periods from the finest to the widest.
LEVELS = ("township", "district", "state", "country")
PERIODS = ("month", "quarter", "year")
_COUNTS = ("delay_days", "smallest", "smallest_class", "rounded_to")
_RULES = ("public_level", "public_period", *_COUNTS, "by_incident")
_TERMS = ("named", "rows", "aggregates")
#: How like a listed source a name is that was meant to be it.
_CLOSE = 0.85


@dataclass(frozen=True)
class Policy:
    """The rules that hold for one organisation.

    Attributes
    ----------
    rules : mapping of str to Measure
        The measures, with the rules of release that hold here.
    terms : mapping of str to dict
        What the organisation says of sources otherwise than the table, by the name of the source in small letters.
    looser : tuple of (str, str)
        What is looser than the rules that ship, and the reason given.
    """

    rules: Mapping[str, Measure]
    terms: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    looser: tuple[tuple[str, str], ...] = ()

    def terms_of(self, source: str, is_data_set: bool = False) -> Terms:
        """On what terms a source may be used and named; see `sources.terms_of`."""
        own: dict[str, Any] = self.terms.get(_folded(source), {})
        return replace(terms_of(source, is_data_set), **own)


def read(folder: Path | None = None) -> Policy:
    """The rules that ship, changed by the nearest ``tollbook.toml``.

    Raises
    ------
    SettingsError
        A measure, a rule or a value is unknown, or a looser rule has no reason.
    """
    rules = dict(measures.all_measures())
    given = settings.read(settings.find(folder)).get("release", {})
    settings.check_names(given, ("measures", "sources"), "[release]")
    terms: dict[str, dict[str, Any]] = {}
    looser: list[tuple[str, str]] = []
    for each in settings.listed(given, "measures", "release.measures"):
        rule, said = _of_measure(each, rules)
        rules[rule.name] = rule
        looser += said
    for each in settings.listed(given, "sources", "release.sources"):
        name, own, said = _of_source(each)
        terms[_folded(name)] = terms.get(_folded(name), {}) | own
        looser += said
    return Policy(rules, terms, tuple(looser))


def _of_measure(given: Any, rules: Mapping[str, Measure]) -> tuple[Measure, list[tuple[str, str]]]:
    """The rule of one ``[[release.measures]]``, and what of it is looser."""
    where = "[[release.measures]]"
    settings.check_names(given, ("measure", "reason", *_RULES), where)
    name = settings.text(given, "measure")
    if name not in rules:
        try:
            measures.get(name)
        except measures.UnknownMeasure as error:
            raise SettingsError(f"{FILE}: {where}: {error}") from None
    own = {key: _value(key, given[key]) for key in _RULES if key in given}
    before, after = measures.get(name), replace(rules[name], **own)
    said = [
        f"{name}: {key} {_told(getattr(after, key))} instead of {_told(getattr(before, key))}"
        for key in own
        if _openness(key, getattr(after, key)) > _openness(key, getattr(before, key))
    ]
    return after, _with_reason(said, given, f"{where} of {name}")


def _of_source(given: Any) -> tuple[str, dict[str, bool], list[tuple[str, str]]]:
    where = "[[release.sources]]"
    settings.check_names(given, ("source", "reason", *_TERMS), where)
    name = settings.text(given, "source")
    if not name:
        raise SettingsError(f"{FILE}: {where} names no source. Write source = \"...\".")
    own = {key: _value(key, given[key]) for key in _TERMS if key in given}
    before = terms_of(name)
    near = difflib.get_close_matches(name, listed(), n=1, cutoff=_CLOSE)
    if before.kind == "unknown" and near:
        raise SettingsError(
            f"{FILE}: {where}: there is no source {name!r} in sources.csv, and there is {near[0]!r}. "
            "Write it as it is there: a rule for a name that nobody has would do nothing."
        )
    if before.kind == "undisclosed" and any(own.values()):
        raise SettingsError(f"{FILE}: {where} of {name}: an undisclosed source stays so, whatever the reason.")
    # What is looser is printed: without the name of a source that nobody was to name.
    said = [f"a source: {key}" for key, value in own.items() if value and not getattr(before, key)]
    return name, own, _with_reason(said, given, f"{where} of {name}")


def _with_reason(said: list[str], given: dict[str, Any], where: str) -> list[tuple[str, str]]:
    reason = settings.text(given, "reason")
    if said and not reason:
        raise SettingsError(
            f"{FILE}: {where} is looser than the rules that ship ({'; '.join(said)}), and gives no reason. "
            'Write reason = "...": every brief prints it.'
        )
    return [(what, reason) for what in said]


def _value(key: str, value: Any) -> Any:
    """The value of a rule, checked.

    Raises
    ------
    SettingsError
        It is not of the rule's kind.
    """
    allowed = {"public_level": LEVELS, "public_period": PERIODS}.get(key)
    if allowed is not None:
        if value not in allowed:
            raise SettingsError(f"{FILE}: {key} is {value!r}. There are: {', '.join(allowed)}.")
        return value
    if key in _COUNTS:
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise SettingsError(f"{FILE}: {key} is {value!r}, which is not a whole number from 0 on.")
        return value
    if not isinstance(value, bool):
        raise SettingsError(f"{FILE}: {key} is {value!r}. Write true or false.")
    return value


def _openness(key: str, value: Any) -> int:
    """How much a rule lets out: the greater the number, the more."""
    if key == "public_level":
        return -LEVELS.index(value)
    if key == "public_period":
        return -PERIODS.index(value)
    return int(value) if key == "by_incident" else -int(value)


def _told(value: Any) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _folded(source: str) -> str:
    return " ".join(source.split()).casefold()
