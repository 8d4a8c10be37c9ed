"""``tollbook findings``: every finding of a claims file."""

from __future__ import annotations

from pathlib import Path

import click

from tollbook.commands.options import claims_option, format_option, knowledge_options, rejected_option, rule_options

_COLUMNS = [
    *("incident_id", "measure", "base", "low", "best", "high", "open", "pcode", "place", "start", "end"),
    *("claims", "origins", "flags"),
]


@click.command(
    "findings",
    epilog="Examples: tollbook findings --format csv; tollbook findings --claims my.xlsx --rule corroborated",
)
@claims_option
@rejected_option
@knowledge_options
@rule_options
@format_option
def command(
    claims_path: Path | None,
    without_rejected: bool,
    as_of: str | None,
    known_on: str | None,
    rule: str,
    sources: tuple[str, ...],
    style: str,
) -> None:
    """List every finding: what the origins of each incident support together, a row for each measure and base."""
    from tollbook.commands.printing import show
    from tollbook.commands.reconciled import reconciled

    found = reconciled(claims_path, without_rejected, as_of, known_on, rule, sources)
    show(found.table[_COLUMNS], style, "No finding: no claim of scope incident counts on these days.")
