"""What a value of a parameter has to be, beside its type; each check says what is wrong in the words of a reader."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence

from tollbook import places
from tollbook.briefs.days import as_day
from tollbook.briefs.errors import BriefError
from tollbook.briefs.outputs.formats import checked
from tollbook.briefs.subject import check_level


def day(value: str | None) -> str | None:
    """A day in ISO form, or none.

    Raises
    ------
    ValueError
    """
    if value is None:
        return None
    try:
        return f"{as_day(value, 'It'):%Y-%m-%d}"
    except BriefError:
        raise ValueError("not a day; write it as YYYY-MM-DD, for example 2024-11-30") from None


def place(value: str | None) -> str | None:
    """A township, district, state or the country that is certain, or none.

    Raises
    ------
    ValueError
    """
    if value is None:
        return None
    try:
        check_level(places.place(value))
    except (places.UnknownPlace, places.AmbiguousPlace) as error:
        raise ValueError(f"no place that is certain: {error}") from None
    except BriefError as error:
        raise ValueError(str(error)) from None
    return value


def formats(among: Sequence[str]) -> Callable[[list[str]], list[str]]:
    """A check that forms of an output are among some, which puts them in their order."""

    def check(value: list[str]) -> list[str]:
        try:
            return list(checked(value, among))
        except BriefError as error:
            raise ValueError(str(error)) from None

    return check


def one_of(choices: Sequence[str], what: str) -> Callable[[str | None], str | None]:
    """A check that a value is none or one of a list; `what` it is not else, as in "no release".

    Lists that are short are told whole; of others the nearest is named first.
    """

    def check(value: str | None) -> str | None:
        if value is not None and value not in choices:
            raise ValueError(_no_choice(value, choices, what))
        return value

    return check


def some_of(choices: Sequence[str], what: str) -> Callable[[list[str]], list[str]]:
    """A check that each value of a list is one of a list, and none is there twice."""

    def check(value: list[str]) -> list[str]:
        wrong = [each for each in value if each not in choices]
        if wrong:
            raise ValueError("; ".join(_no_choice(each, choices, f"{each!r} is {what}") for each in wrong))
        return list(dict.fromkeys(value))

    return check


def _no_choice(value: str, choices: Sequence[str], what: str) -> str:
    if len(choices) <= 3:
        return f"{what}; there are: {', '.join(choices)}"
    near = difflib.get_close_matches(value, choices, n=1, cutoff=0.0)[0]
    return f"{what}; the nearest is {near!r}, all of them: {', '.join(choices)}"
