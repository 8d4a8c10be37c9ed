"""Checking parameters: right names and values, or a sentence for each that is wrong, all of them at once."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from tollbook.briefs.errors import BriefError
from tollbook.suite.declared import fitting, secrets
from tollbook.suite.declared.base import Parameters
from tollbook.suite.declared.describing import shown_of

Kind = TypeVar("Kind", bound=Parameters)


class ParameterError(BriefError):
    """Parameters that a notebook has not, or values that it can't use.

    Attributes
    ----------
    is_wrong_call : bool
        Whether any of it is wrong whatever the data say: a name, a day that is none. Else it is about a place or about
        what may leave yet.
    by_name : dict of str to str
        What is wrong, by the name of the parameter to show it beside, as a sentence that needs neither that name nor
        the value; '' holds what is of none.
    """

    def __init__(self, message: str, is_wrong_call: bool = True, by_name: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.is_wrong_call = is_wrong_call
        self.by_name = dict(by_name or {})


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
    secret = {name: problem for name, problem in found.items() if problem}
    given = {str(name): value for name, value in values.items() if str(name) not in secret}
    made, wrong = _validated(kind, given)
    # What is right by itself is held together too, so that nobody learns of it only in the next try.
    right = _right(kind, given if made is None else made.model_dump(), {*secret, *wrong})
    unfit = _unfit(kind, right)
    if secret or wrong or unfit or made is None:
        # The place and the days are as they are: what may be had of them is the data's to say, and not the call's.
        of_data = [*(_is_of_place(kind, each) for each in wrong), *(check_ is fitting.due for check_ in unfit)]
        said = [*secret.values(), *(_sentence(kind, name, given[name], why) for name, why in wrong.items())]
        said += [f"The parameters do not fit together: {why}" for why in unfit.values()]
        raise ParameterError("\n".join(said), bool(secret) or not all(of_data), _by_name({**secret, **wrong}, unfit))
    return made


def _by_name(alone: Mapping[str, str], unfit: Mapping[fitting.Check, str]) -> dict[str, str]:
    """Sentences by the parameter that they are shown beside."""
    found = dict(alone)
    for check_, said in unfit.items():
        beside = fitting.concerned(check_)
        found[beside] = f"{found[beside]} {said}" if beside in found else said
    return {name: said[:1].upper() + said[1:] for name, said in found.items()}


def _validated(kind: type[Kind], given: Mapping[str, Any]) -> tuple[Kind | None, dict[str, str]]:
    """The parameters, or what is wrong with each by its name."""
    try:
        return kind.model_validate(dict(given)), {}
    except ValidationError as error:
        wrong: dict[str, list[Any]] = {}
        for problem in error.errors():
            wrong.setdefault(str(problem["loc"][0]), []).append(problem)
        return None, {name: _reason(kind, name, problems) for name, problems in wrong.items()}


def _right(kind: type[Parameters], given: Mapping[str, Any], wrong: set[str]) -> dict[str, Any]:
    """The parameters that are right by themselves, as they are given or by default."""
    defaults = {name: field.get_default(call_default_factory=True) for name, field in kind.model_fields.items()}
    return {name: value for name, value in {**defaults, **given}.items() if name in defaults and name not in wrong}


def _unfit(kind: type[Parameters], right: Mapping[str, Any]) -> dict[fitting.Check, str]:
    found = {check_: check_(right) for check_ in kind.checks}
    return {check_: _ended(said) for check_, said in found.items() if said is not None}


def _is_of_place(kind: type[Parameters], name: str) -> bool:
    return name in kind.model_fields and shown_of(name, kind.model_fields[name]).kind == "place"


def _reason(kind: type[Parameters], name: str, problems: list[Any]) -> str:
    if name not in kind.model_fields:
        known = list(kind.model_fields)
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
        return f"There is no parameter {name!r}. The nearest is {near!r}; all of them: {', '.join(known)}."
    reasons = dict.fromkeys(problem["msg"].removeprefix("Value error, ") for problem in problems)
    return _ended(", or ".join(reasons))


def _sentence(kind: type[Parameters], name: str, value: Any, reason: str) -> str:
    return f"The parameter {name!r} is {value!r}: {reason}" if name in kind.model_fields else reason


def _ended(text: str) -> str:
    return f"{text.rstrip('.')}."
