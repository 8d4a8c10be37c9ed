"""Options by which briefs of series are chosen, and what they come to."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tollbook.commands.options import DAY

if TYPE_CHECKING:
    import pandas as pd

    from tollbook.series.due import Task
    from tollbook.series.making import Places

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
    from tollbook.series import declared
    from tollbook.series.due import due

    series = declared.read_all(given["folder"], given["names"])
    every = due(series, day_of(given))
    only: Sequence[str] = given["only"]
    found = [task for task in every if not only or any(text in task.name for text in only)]
    for text in only:
        if every and not any(text in task.name for task in every):
            near = difflib.get_close_matches(text, [task.name for task in every], n=1, cutoff=0.0)[0]
            raise click.UsageError(f"No brief that is due is called like {text!r}. The nearest is {near!r}.")
    return found


def day_of(given: Mapping[str, Any]) -> pd.Timestamp:
    """The day of ``--on``."""
    import pandas as pd

    return pd.Timestamp(given["on"])


def places(given: Mapping[str, Any]) -> Places:
    """Where drafts and published issues are."""
    from tollbook.series.making import Places

    return Places(given["output"] / "drafts", given["output"])


def command_line(verb: str, given: Mapping[str, Any]) -> str:
    """The command with the options that were given, without those that choose single briefs."""
    parts = ["tollbook", "series", verb, *given["names"], "--on", str(given["on"])]
    if given["folder"] is not None:
        parts += ["--series", str(given["folder"])]
    if given["output"] != Path("briefs"):
        parts += ["--output", str(given["output"])]
    return shlex.join(parts)
