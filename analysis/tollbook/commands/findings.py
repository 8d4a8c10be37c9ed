"""``tollbook findings``: every finding of a claims file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from tollbook.commands.options import format_option
from tollbook.commands.reconciled import with_findings

if TYPE_CHECKING:
    from tollbook.incidents.findings import Findings

_COLUMNS = [
    *("incident_id", "measure", "base", "low", "best", "high", "open", "pcode", "place", "start", "end"),
    *("claims", "origins", "flags"),
]


@click.command(
    "findings",
    epilog="Examples: tollbook findings --format csv; tollbook findings --claims my.xlsx --rule corroborated",
)
@with_findings
@format_option
def command(reconcile: Callable[[], Findings], style: str) -> None:
    """List every finding: what the origins of each incident support together, a row for each measure and base."""
    from tollbook.commands.printing import show

    show(reconcile().table[_COLUMNS], style, "No finding: no claim of scope incident counts on these days.")
