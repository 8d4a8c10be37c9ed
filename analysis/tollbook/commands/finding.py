"""``tollbook finding``: why each bound of an incident's findings is where it is."""

from __future__ import annotations

from pathlib import Path

import click

from tollbook.commands.options import claims_option, format_option, knowledge_options, rejected_option, rule_options


@click.command(
    "finding",
    epilog="Examples: tollbook finding pale-town-2024-11; "
    "tollbook finding pazigyi-2023-04-11 --measure civilians_killed --as-of 2023-04-12",
)
@click.argument("incident")
@click.option("--measure", metavar="MEASURE", help="Only this measure.")
@claims_option
@rejected_option
@knowledge_options
@rule_options
@format_option
def command(
    incident: str,
    measure: str | None,
    claims_path: Path | None,
    without_rejected: bool,
    as_of: str | None,
    known_on: str | None,
    rule: str,
    sources: tuple[str, ...],
    style: str,
) -> None:
    """Explain the findings of INCIDENT down to their claims: which claim put each bound where it is."""
    from tollbook.commands.printing import show
    from tollbook.commands.reconciled import reconciled

    found = reconciled(claims_path, without_rejected, as_of, known_on, rule, sources)[incident]
    explanation = found.explain(measure)
    if style == "table":
        click.echo(str(explanation))
    else:
        show(explanation.rows, style, f"No claim of {incident} counts on these days.")
