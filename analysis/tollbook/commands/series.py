"""``tollbook series``: the briefs that fall due, all of them."""

from __future__ import annotations

import click

from tollbook.commands.of_series import due, explain, publish, run, withdraw


@click.group(
    "series",
    epilog="Examples: tollbook series due --on 2025-01-31; tollbook series run --on 2025-01-31; "
    "tollbook series explain --on 2025-01-31 --only MMR005019-en",
)
def command() -> None:
    """The briefs that fall due: list them, make them, say why, publish and withdraw them."""


for each in (due.command, run.command, explain.command, publish.command, withdraw.command):
    command.add_command(each)
