"""Checking parameters: right names and values, or a sentence for each that is wrong, all of them at once."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from tollbook.briefs.errors import BriefError
from tollbook.suite.declared import secrets
from tollbook.suite.declared.base import Parameters

Kind = TypeVar("Kind", bound=Parameters)


class ParameterError(BriefError):
    """Parameters that a notebook has not, or values that it can't use."""


def check(kind: type[Kind], values: Mapping[str, Any]) -> Kind:
    """Check parameters, all at once.

    Parameters
    ----------
    kind : type
        The notebook's class.
    values : mapping
        By name; what is not named keeps its default.

    Returns
    -------
    kind
        An instance of that class.

    Raises
    ------
    ParameterError
        One line for each thing that is wrong, with the nearest right name or value.
    """
    found = {str(name): secrets.problem(str(name), value) for name, value in values.items()}
    said = [problem for problem in found.values() if problem]
    given = {str(name): value for name, value in values.items() if not found[str(name)]}
    made, wrong = _validated(kind, given)
    said += [_sentence(kind, each) for each in wrong]
    # What is right by itself is held together too, so that nobody learns of it only in the next try.
    bad = {name for name, problem in found.items() if problem} | {str(each["loc"][0]) for each in wrong}
    right = _right(kind, given, made, bad)
    said += [f"The parameters do not fit together: {_ended(each)}" for each in _unfit(kind, right)]
    if said or made is None:
        raise ParameterError("\n".join(said))
    return made


def _validated(kind: type[Kind], given: Mapping[str, Any]) -> tuple[Kind | None, list[Any]]:
    try:
        return kind.model_validate(dict(given)), []
    except ValidationError as error:
        return None, list(error.errors())


def _right(kind: type[Parameters], given: Mapping[str, Any], made: Parameters | None, bad: set[str]) -> dict[str, Any]:
    if made is not None:
        return {name: getattr(made, name) for name in kind.model_fields if name not in bad}
    defaults = {name: field.get_default(call_default_factory=True) for name, field in kind.model_fields.items()}
    return {name: value for name, value in {**defaults, **given}.items() if name in defaults and name not in bad}


def _unfit(kind: type[Parameters], right: Mapping[str, Any]) -> list[str]:
    return [problem for check_ in kind.checks if (problem := check_(right)) is not None]


def _sentence(kind: type[Parameters], problem: Any) -> str:
    name = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        known = list(kind.model_fields)
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
        return f"There is no parameter {name!r}. The nearest is {near!r}; all of them: {', '.join(known)}."
    reason = problem["msg"].removeprefix("Value error, ")
    return f"The parameter {name!r} is {problem['input']!r}: {_ended(reason)}"


def _ended(text: str) -> str:
    return f"{text.rstrip('.')}."
