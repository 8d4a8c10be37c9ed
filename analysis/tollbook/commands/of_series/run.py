"""``tollbook series run``: the briefs that have fallen due, those that need it made, and a report of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from tollbook.commands.of_series.choosing import choosing, command_line, day_of, places, tasks

if TYPE_CHECKING:
    from tollbook.series.due import Task
    from tollbook.series.forks import Forks
    from tollbook.series.making import Made
    from tollbook.series.planning import Places, Plan

_MEGABYTE = 1024**2


@click.command(
    "run",
    epilog="Examples: tollbook series run --on 2025-01-31; tollbook series run myanmar-quarterly --on 2025-01-31 "
    "--dry-run; tollbook series run --on 2025-01-31 --only sagaing-townships-monthly/2024-11/MMR005019-en; "
    "tollbook series run --on 2025-01-31 --scheduler tcp://10.0.0.1:8786",
)
@choosing
@click.option("--dry-run", is_flag=True, help="Only say what would be made, and why.")
@click.option("--again", is_flag=True, help="Make all of them, needed or not; what is published, as its next version.")
@click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="Notebooks at the same time. Default: what the machine has."
)
@click.option(
    "--memory",
    type=click.IntRange(100),
    metavar="MB",
    help="Memory that one notebook may take. Default: its share of what is free, and 4096 at most.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Make them on a Dask cluster, by the address of its scheduler, such as tcp://10.0.0.1:8786.",
)
def command(
    dry_run: bool, again: bool, workers: int | None, memory: int | None, scheduler: str | None, **given: Any
) -> int:
    """Make the briefs that have fallen due, as drafts.

    Of the series NAME, or of all. A brief is made again only if something that it is made from has changed: the claims
    that touch it, its parameters, the code, the reference tables, the catalogue of its language. One that is published
    is the next version only where it says something else. One that fails stops no other. The report says what became of
    each, which cell of which notebook failed, and how to repeat just that one; it is printed, and written as
    run-report.json and run-report.html into the folder of drafts. Exit code: 0 where all went well, 1 where a brief
    failed or a file changed meanwhile, 2 for a wrong call.
    """
    if scheduler is not None and workers is not None:
        raise click.UsageError("--workers is of this machine; on a cluster each worker makes one brief at a time.")
    if dry_run:
        return _tell(tasks(given), places(given))
    from tollbook.series.forks import Forks
    from tollbook.stopping import stoppable

    asked = {"workers": workers, "memory": memory, "scheduler": scheduler}
    with stoppable(), Forks() as forks:
        if scheduler is None:
            forks.start()  # it imports while this process imports, and reads what is due
        return _run(given, asked, again, forks)


def _run(given: dict[str, Any], asked: dict[str, Any], again: bool, forks: Forks) -> int:
    from tollbook.series import manifest, report

    chosen, where = tasks(given), places(given)
    with manifest.held(where.drafts):
        done, changed = _made(chosen, where, asked, again, forks)
        found = report.Report(day_of(given), done, changed, command_line("run", given, asked))
        click.echo(found.text(), err=True)
        path = found.write(where.drafts)
    click.echo(str(path))
    return 1 if found.failed or changed else 0


def _made(
    chosen: list[Task], where: Places, asked: dict[str, Any], again: bool, forks: Forks
) -> tuple[list[Made], list[str]]:
    """What became of each brief, in order, and the names of inputs that changed meanwhile."""
    from tollbook.series import making
    from tollbook.series.cluster import OnCluster
    from tollbook.series.machine import limits

    memory, scheduler = asked["memory"] and asked["memory"] * _MEGABYTE, asked["scheduler"]
    by = limits(asked["workers"], memory) if scheduler is None else OnCluster(scheduler, memory)
    done: list[Made] = []
    with _progress(len(chosen)) as told:

        def ended(made: Made) -> None:
            done.append(made)
            told(made)

        changed = making.make(chosen, where, by, ended, again, forks)
    order = {task.name: at for at, task in enumerate(chosen)}
    return sorted(done, key=lambda made: order[made.task.name]), changed


def _tell(chosen: list[Task], where: Places) -> int:
    """What would be made and why, a line each; what stands against it, where something does."""
    from tollbook.series import planning

    counts: Counter[str] = Counter()

    def told(plan: Plan) -> None:
        if plan.trouble is not None:
            counts["can't be made"] += 1
            click.echo(f"{plan.task.name}\tcan't be made: {' '.join(plan.trouble.message.split())}")
        elif plan.why:
            counts["to make"] += 1
            click.echo(f"{plan.task.name}\tto make: {', '.join(plan.why)}")
        else:
            counts["unchanged"] += 1

    planning.explained(chosen, where, told)
    said = ", ".join(f"{n} {name}" for name, n in counts.items())
    click.echo(f"{said or 'Nothing is due'}.", err=True)
    return 1 if counts["can't be made"] else 0


@contextmanager
def _progress(briefs: int) -> Iterator[Any]:
    from tollbook.suite import progress

    with progress.shown(briefs) as shown:

        def told(made: Made) -> None:
            shown.step(f"{made.task.name}: {made.status}")

        yield told
