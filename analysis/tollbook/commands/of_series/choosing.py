"""Options by which briefs of series are chosen, and what they come to."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Callable, Mapping, Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tollbook.commands.options import DAY

if TYPE_CHECKING:
    import pandas as pd

    from tollbook.series.due import Task
    from tollbook.series.planning import Places

Command = Callable[..., Any]


def choosing(function: Command) -> Command:
    """``NAME``, ``--on``, ``--only``, ``--series``, ``--output``: which briefs, and where they are."""
    for option in reversed(
        (
            click.argument("names", nargs=-1, metavar="[NAME]..."),
            click.option("--on", type=DAY, required=True, metavar="DAY", help="What has fallen due by this day."),
            click.option(
                "--only",
                multiple=True,
                metavar="TEXT",
                help="Only briefs whose name holds this: a period, a p-code, or a whole name as the report gives it.",
            ),
            click.option(
                "--series",
                "folder",
                type=click.Path(path_type=Path),
                metavar="DIR",
                help="Folder of series files. Default: those that ship.",
            ),
            click.option("--output", type=click.Path(path_type=Path), default=Path("briefs"), show_default=True,
                         metavar="DIR", help="Folder of the published briefs; drafts lie in its folder 'drafts'."),
        )
    ):  # fmt: skip
        function = option(function)
    return function


def tasks(given: Mapping[str, Any]) -> list[Task]:
    """The briefs that the options choose.

    Raises
    ------
    click.UsageError
        Nothing is called like `--only`; the message names the nearest.
    SeriesError
        A series file can't be used.
    """
    from tollbook.series import reading
    from tollbook.series.due import due

    every = due(reading.read_all(given["folder"], given["names"]), day_of(given))
    names = {task.name for task in every}
    only: Sequence[str] = given["only"]
    unknown = [text for text in only if not any(text in name for name in names)]
    if every and unknown:
        nearest = [difflib.get_close_matches(text, sorted(names), n=1, cutoff=0.0)[0] for text in unknown]
        raise click.UsageError("\n".join(
            f"No brief that is due is called like {text!r}. The nearest is {near!r}."
            for text, near in zip(unknown, nearest, strict=True)
        ))  # fmt: skip
    return [task for task in every if not only or any(_is_meant(text, task.name, names) for text in only)]


def _is_meant(text: str, name: str, names: Set[str]) -> bool:
    """Whether a text means a brief: a whole name means that one alone, though others may hold it."""
    return text == name if text in names else text in name


def day_of(given: Mapping[str, Any]) -> pd.Timestamp:
    """The day of ``--on``."""
    import pandas as pd

    return pd.Timestamp(given["on"])


def places(given: Mapping[str, Any]) -> Places:
    """Where drafts and published issues are."""
    from tollbook.series.planning import Places

    return Places(given["output"] / "drafts", given["output"])


def command_line(verb: str, given: Mapping[str, Any], more: Mapping[str, Any]) -> str:
    """The command with the options that were given, without those that choose single briefs.

    Parameters
    ----------
    verb : str
        Such as "run".
    given : mapping
        Of the options of `choosing`.
    more : mapping
        Further options by their names, without those that were not given (None).
    """
    parts = ["tollbook", "series", verb, *given["names"], "--on", str(given["on"])]
    if given["folder"] is not None:
        parts += ["--series", str(given["folder"])]
    if given["output"] != Path("briefs"):
        parts += ["--output", str(given["output"])]
    for name, value in more.items():
        parts += [f"--{name}", str(value)] if value is not None else []
    return shlex.join(parts)
