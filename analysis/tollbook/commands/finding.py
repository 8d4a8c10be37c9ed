"""``tollbook finding``: why each bound of an incident's findings is where it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from tollbook.commands.options import format_option
from tollbook.commands.reconciled import with_findings

if TYPE_CHECKING:
    from tollbook.incidents.findings import Findings


@click.command(
    "finding",
    epilog="Examples: tollbook finding pale-town-2024-11; "
    "tollbook finding pazigyi-2023-04-11 --measure civilians_killed --as-of 2023-04-12",
)
@click.argument("incident")
@click.option("--measure", metavar="MEASURE", help="Only this measure.")
@with_findings
@format_option
def command(incident: str, measure: str | None, reconcile: Callable[[], Findings], style: str) -> None:
    """Explain the findings of INCIDENT down to their claims: which claim put each bound where it is."""
    from tollbook.commands.printing import show

    explanation = reconcile()[incident].explain(measure)
    if style == "table":
        click.echo(str(explanation))
    else:
        show(explanation.rows, style, f"No claim of {incident} counts on these days.")
