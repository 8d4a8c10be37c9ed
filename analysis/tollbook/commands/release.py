"""``tollbook release``: what may leave. Reads outputs back, explains what is held back, approves, withdraws."""

from __future__ import annotations

import click

from tollbook.commands import approve, difference, explain, scan, withdraw


@click.group(
    "release",
    epilog="Examples: tollbook release scan briefs; tollbook release approve briefs/x-draft.pdf --role 'information "
    "manager'; tollbook release withdraw briefs/x.pdf --role 'information manager' --reason 'A figure was wrong.'",
)
def command() -> None:
    """What may leave: read outputs back, explain what is held back, approve a draft, withdraw a brief."""


for each in (scan.command, explain.command, difference.command, approve.command, withdraw.command):
    command.add_command(each)
