"""The forms that a brief is saved in, and the names of their files."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from tollbook.briefs.errors import BriefError

#: Forms of a brief, in the order in which people would open them, each with the end of its file's name.
FORMATS = {"pdf": ".pdf", "html": ".html", "image": ".png", "figures": "-figures.zip"}
#: What always goes along.
DATA = ("-tally.csv", "-findings.csv", "-facts.json")


def checked(formats: Iterable[str], among: Iterable[str] = FORMATS) -> tuple[str, ...]:
    """Forms that are asked for, of those that there are, in the order of `FORMATS`.

    Raises
    ------
    BriefError
        There is no such form, or none is asked for.
    """
    asked = [formats] if isinstance(formats, str) else list(formats)
    there_are = list(among)
    listed = ", ".join(there_are)
    for name in asked:
        if name not in there_are:
            near = difflib.get_close_matches(str(name), there_are, n=1, cutoff=0.0)[0]
            raise BriefError(f"There is no format {name!r}. The nearest is {near!r}; all of them: {listed}.")
    if not asked:
        raise BriefError(f"No format is asked for. There are: {listed}.")
    return tuple(name for name in FORMATS if name in asked)


def names(stem: str, formats: Iterable[str], among: Iterable[str] = FORMATS) -> list[str]:
    """Names of the files of a brief, the data first and what people open last."""
    return [*(stem + end for end in DATA), *(stem + FORMATS[name] for name in reversed(checked(formats, among)))]
