"""Findings from a claims file named on the command line, or from the sample that ships."""

from __future__ import annotations

from pathlib import Path

import click

from tollbook import shipped
from tollbook.claims.reading import read_claims
from tollbook.incidents.findings import Findings, findings


def reconciled(
    claims_path: Path | None,
    without_rejected: bool,
    as_of: str | None,
    known_on: str | None,
    rule: str,
    sources: tuple[str, ...],
) -> Findings:
    """Read claims and reconcile them.

    Raises
    ------
    click.UsageError
        The rule priority without a source, or sources with another rule.
    ClaimsError
        The file has errors; all of them are in the message.
    """
    if rule == "priority" and not sources:
        raise click.UsageError("The rule priority needs at least one --source, the most trusted first.")
    if sources and rule != "priority":
        raise click.UsageError(f"--source belongs to the rule priority, not to {rule}.")
    claims = read_claims(claims_path or shipped.claims_file())
    if without_rejected and claims.rejected:
        click.echo(f"{claims.name}: {claims.rejected} rows with errors are left out of every figure.", err=True)
        claims = claims.without_rejected()
    return findings(claims, as_of=as_of, known_on=known_on, rule=rule, sources=sources)
