"""Findings for a command: the options that say which claims, days and rule, and the reconciling itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tollbook.commands.options import claims_option, knowledge_options, rejected_option, rule_options
from tollbook.commands.reading import read

if TYPE_CHECKING:
    from tollbook.incidents.findings import Findings


def with_findings(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that make findings, and the findings as its argument `reconcile`.

    What the command gets is a function without arguments: it checks its own options first, which costs nothing, and
    only then has the claims read.
    """

    @claims_option
    @rejected_option
    @knowledge_options
    @rule_options
    @wraps(function)
    def command(
        *,
        claims_path: Path | None,
        without_rejected: bool,
        as_of: str | None,
        known_on: str | None,
        rule: str,
        sources: tuple[str, ...],
        **others: Any,
    ) -> None:
        def reconcile() -> Findings:
            return reconciled(claims_path, without_rejected, as_of, known_on, rule, sources)

        function(reconcile=reconcile, **others)

    return command


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
    from tollbook import shipped
    from tollbook.incidents.findings import findings

    if rule == "priority" and not sources:
        raise click.UsageError("The rule priority needs at least one --source, the most trusted first.")
    if sources and rule != "priority":
        raise click.UsageError(f"--source belongs to the rule priority, not to {rule}.")
    claims = read(claims_path or shipped.claims_file())
    if without_rejected and claims.rejected:
        click.echo(f"{claims.name}: {claims.rejected} rows with errors are left out of every figure.", err=True)
        claims = claims.without_rejected()
    return findings(claims, as_of=as_of, known_on=known_on, rule=rule, sources=sources)
