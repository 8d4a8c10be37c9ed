"""What is known of each parameter of a notebook, as forms, options and tables of documentation show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from tollbook.suite.declared.base import Parameters
from tollbook.suite.declared.showing import Shown

_TYPES = {
    "place": "a place",
    "day": "a day, YYYY-MM-DD",
    "text": "a text",
    "number": "a number",
    "file": "a file",
}
_MANY = {"text": "texts", "file": "files or folders"}


@dataclass(frozen=True)
class Described:
    """A parameter.

    Attributes
    ----------
    name : str
    kind : str
        ``place, day, choice, choices, text, number, file``: which control fits it.
    type : str
        In words: "a day, YYYY-MM-DD, or none".
    default : object
        As the parameters cell has it.
    choices : tuple of str
        What may be chosen, in order; empty where that is anything.
    bounds : tuple of (int or None, int or None)
        Least and greatest number; None: no bound.
    meaning : str
        A sentence or two, for people.
    is_optional : bool
        Whether it may be None: an empty field of a form.
    is_list : bool
        Whether the value is a list: choices, and several texts or files.
    """

    name: str
    kind: str
    type: str
    default: Any
    choices: tuple[str, ...]
    bounds: tuple[int | None, int | None]
    meaning: str
    is_optional: bool
    is_list: bool


def described(kind: type[Parameters]) -> list[Described]:
    """Each parameter of a notebook, in the order of its parameters cell.

    Parameters
    ----------
    kind : type
        The notebook's class.

    Raises
    ------
    TypeError
        A field is no field of a notebook: it has no `Shown`, or no meaning.
    """
    return [_described(name, field) for name, field in kind.model_fields.items()]


def _described(name: str, field: FieldInfo) -> Described:
    shown = shown_of(name, field)
    if not field.description:
        raise TypeError(f"The parameter {name!r} has no meaning: give its field a description.")
    optional, many = type(None) in get_args(field.annotation), get_origin(field.annotation) is list
    bounds = _bounds(field)
    words = _words(shown, bounds, many) + (", or none" if optional else "")
    default = field.get_default(call_default_factory=True)
    return Described(name, shown.kind, words, default, shown.choices, bounds, field.description, optional, many)


def shown_of(name: str, field: FieldInfo) -> Shown:
    """What stands in the annotation of a field; the last where there are several.

    Raises
    ------
    TypeError
        There is none.
    """
    found = [each for each in field.metadata if isinstance(each, Shown)]
    if not found:
        raise TypeError(f"The parameter {name!r} has no kind: annotate it with one of tollbook.suite.declared.fields.")
    return found[-1]


def _bounds(field: FieldInfo) -> tuple[int | None, int | None]:
    stated: dict[str, Any] = {
        name: getattr(each, name) for each in field.metadata for name in ("ge", "gt", "le", "lt") if hasattr(each, name)
    }
    least = stated["gt"] + 1 if "gt" in stated else stated.get("ge")
    most = stated["lt"] - 1 if "lt" in stated else stated.get("le")
    return least, most


def _words(shown: Shown, bounds: tuple[int | None, int | None], many: bool) -> str:
    if shown.choices:
        return f"{'some' if many else 'one'} of {', '.join(shown.choices)}"
    if many:
        return _MANY[shown.kind]
    least, most = bounds
    if least is not None and most is not None:
        return f"a number from {least} to {most}"
    if least is not None:
        return f"a number from {least} on"
    return f"a number up to {most}" if most is not None else _TYPES[shown.kind]
