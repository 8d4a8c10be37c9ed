"""The forms that a brief is saved in, and the names of their files."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from tollbook.briefs.errors import BriefError

#: Forms of a brief, in the order in which people would open them, each with the end of its file's name.
FORMATS = {"pdf": ".pdf", "html": ".html", "image": ".png", "figures": "-figures.zip"}
#: What always goes along.
DATA = ("-tally.csv", "-findings.csv", "-facts.json")


def checked(formats: Iterable[str]) -> tuple[str, ...]:
    """Forms that are asked for, in the order of `FORMATS`.

    Raises
    ------
    BriefError
        There is no such form, or none is asked for.
    """
    asked = [formats] if isinstance(formats, str) else list(formats)
    for name in asked:
        if name not in FORMATS:
            near = difflib.get_close_matches(str(name), FORMATS, n=1, cutoff=0.0)[0]
            raise BriefError(
                f"There is no format {name!r} of a brief. The nearest is {near!r}; all of them: {', '.join(FORMATS)}."
            )
    if not asked:
        raise BriefError(f"No format of the brief is asked for. There are: {', '.join(FORMATS)}.")
    return tuple(name for name in FORMATS if name in asked)


def names(stem: str, formats: Iterable[str]) -> list[str]:
    """Names of the files of a brief, the data first and what people open last."""
    return [*(stem + end for end in DATA), *(stem + FORMATS[name] for name in reversed(checked(formats)))]
