"""``tollbook series due``: what has fallen due by a day."""

from __future__ import annotations

from typing import Any

import click

from tollbook.commands.of_series.choosing import choosing, tasks


@click.command(
    "due",
    epilog="Examples: tollbook series due --on 2025-01-31; tollbook series due sagaing-townships-monthly "
    "--on 2025-01-31 --only 2024-12",
)
@choosing
def command(**given: Any) -> None:
    """List the briefs that have fallen due, by series, period, place and language.

    A brief is due from its day of issue on: so many days after its period has ended as its series says. Whether it has
    to be made is said by `tollbook series run --dry-run`.
    """
    found = tasks(given)
    for task in found:
        click.echo(f"{task.name}\t{task.issued:%Y-%m-%d}\t{task.label}")
    series = len({task.series.name for task in found})
    said = f"{len(found)} briefs of {series} series" if len(found) != 1 else "1 brief"
    click.echo(f"Due by {given['on']}: {said if found else 'nothing'}.", err=True)
