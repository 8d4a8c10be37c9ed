"""``tollbook template``: an empty workbook to type claims into."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    "template",
    epilog="Examples: tollbook template my-claims.xlsx; then fill in the sheet claims, and run tollbook check "
    "my-claims.xlsx",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--force", is_flag=True, help="Replace FILE if it is there already, with everything typed into it.")
def command(file: Path, force: bool) -> None:
    """Make FILE (.xlsx), an empty workbook for claims: drop-downs, checks as one types, and a sheet that explains."""
    from tollbook.claims.template import template

    click.echo(str(template(file, force=force)))
    click.echo("Fill in its sheet claims, one row a claim; the sheet how to says how. Then check it:", err=True)
    click.echo(f"    tollbook check {file}", err=True)
