"""``tollbook series explain``: why a brief would be made again."""

from __future__ import annotations

from typing import Any

import click

from tollbook.commands.of_series.choosing import choosing, places, tasks

_SAID = {
    "new": "it was never made",
    "stopped": "a run was stopped while it put its files in their place",
    "files": "its files are not there any more",
    "version": "its draft is of another version than the next one",
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
    from tollbook.series import planning

    troubles: list[str] = []

    def told(plan: planning.Plan) -> None:
        click.echo(f"{plan.task.name}: {plan.task.label}, {plan.task.period.name}")
        if plan.trouble is not None:
            troubles.append(plan.task.name)
            click.echo(f"  can't be made: {plan.trouble.message}")
            return
        for name in plan.why:
            click.echo(f"  would be made: {_SAID.get(name, f'the file for {name} has changed')}")
        if plan.issue is not None:
            click.echo(
                f"  and would be version {plan.issue.version + 1} if it says something else than {plan.issue.stem}"
            )
        if not plan.why:
            click.echo(f"  would not be made again: {plan.path} is what it would be")
        for name, sha256 in plan.ingredients.items():
            click.echo(f"    {name}: {sha256[:16] or 'none'}")

    planning.explained(tasks(given), places(given), told)
    return 1 if troubles else 0
