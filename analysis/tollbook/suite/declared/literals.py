"""Values of parameters as text: as a parameters cell writes them, and as a command line takes them."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from typing import Any

from tollbook.suite.declared.describing import Described


def literal(value: object) -> str:
    """A value as a parameters cell writes it: Python, with double quotes."""
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def cell(described: list[Described], values: Mapping[str, Any]) -> str:
    """A whole parameters cell, a line for each parameter."""
    return "\n".join(f"{each.name} = {literal(values[each.name])}" for each in described)


def command(name: str, described: list[Described], values: Mapping[str, Any]) -> str:
    """The command that runs a notebook with values: ``tollbook run airstrikes --place "Kale, Sagaing"``.

    Parameters
    ----------
    name : str
        Of the notebook.
    described : list of Described
    values : mapping
        Of every parameter; what is as by default is left out.

    Returns
    -------
    str
        One line, for the shells of Linux, macOS and Windows.
    """
    words = ["tollbook", "run", name]
    for each in described:
        if values[each.name] != each.default:
            words += _option(each, values[each.name])
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    """A word with the quotes that every shell takes alike, where it needs any; else with those of Linux and macOS."""
    if shlex.quote(word) == word:
        return word
    return shlex.quote(word) if re.search(r'["$`\\!%]', word) else f'"{word}"'


def _option(parameter: Described, value: Any) -> list[str]:
    option = f"--{parameter.name.replace('_', '-')}"
    if parameter.is_list:
        return [word for one in value or [""] for word in (option, str(one))]
    return [option, "none" if value is None else str(value)]
