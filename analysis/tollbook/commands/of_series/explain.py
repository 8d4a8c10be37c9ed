"""``tollbook series explain``: why a brief would be made again."""

from __future__ import annotations

from typing import Any

import click

from tollbook.commands.of_series.choosing import choosing, places, tasks

_SAID = {
    "new": "it was never made",
    "files": "its files are not there any more",
    "claims": "claims that touch it have changed",
    "parameters": "its parameters have changed",
    "code": "the code of Tollbook has changed",
    "libraries": "a library that its page rests on is of another version",
    "notebook": "its notebook has changed",
    "reference tables": "a reference table has changed",
    "catalogue": "the catalogue of its language has changed",
    "publisher": "the publisher's settings or logo have changed",
    "beside.json": "what is published beside it has changed",
}


@click.command("explain", epilog="Examples: tollbook series explain --on 2025-01-31 --only 2024-11/MMR005019-en")
@choosing
def command(**given: Any) -> int:
    """Say why each brief that has fallen due would be made again, or that it would not, and what it is made from."""
    from tollbook.series import making

    plans = making.explained(tasks(given), places(given))
    for plan in plans:
        click.echo(f"{plan.task.name}: {plan.task.label}, {plan.task.period.name}")
        if plan.trouble is not None:
            click.echo(f"  can't be made: {plan.trouble.message}")
            continue
        for name in plan.why:
            click.echo(f"  would be made: {_SAID.get(name, f'the file for {name} has changed')}")
        if not plan.why:
            click.echo(f"  would not be made again: {plan.path} is what it would be")
        for name, sha256 in plan.ingredients.items():
            click.echo(f"    {name}: {sha256[:16] or 'none'}")
    return 1 if any(plan.trouble is not None for plan in plans) else 0
