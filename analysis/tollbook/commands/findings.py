"""``tollbook findings``: every finding of a claims file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from tollbook.commands.options import format_option, issued_option, release_option
from tollbook.commands.reconciled import with_findings

if TYPE_CHECKING:
    from tollbook.incidents.findings import Findings

@click.command(
    "findings",
    epilog="Examples: tollbook findings --format csv; tollbook findings --claims my.xlsx --rule corroborated; "
    "tollbook findings --release internal",
)
@issued_option
@release_option
@with_findings
@format_option
def command(issued: str | None, release: str, reconcile: Callable[[], Findings], style: str) -> None:
    """List every finding: what the origins of each incident support together, a row for each measure and base.

    By default the list is a draft of what may leave: incidents by number and month, and only measures that may be told
    one by one. --release internal gives ids, days and every finding.
    """
    from tollbook.commands.clearing import clearance, say_held_back
    from tollbook.commands.printing import show
    from tollbook.release.exports import finding_rows

    found = reconcile()
    leave = clearance(found, release, issued)
    table = finding_rows(found, leave)
    show(table, style, "No finding: no claim of scope incident counts on these days.")
    say_held_back(table, leave, left_out=len(found) - len(table))
