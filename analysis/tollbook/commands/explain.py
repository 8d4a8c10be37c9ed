"""``tollbook release explain``: what a public brief holds back, for internal eyes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tollbook.commands.options import beside_option, claims_option

if TYPE_CHECKING:
    from tollbook.briefs.explaining import Line

_HEADINGS = {
    "figure": "Figures",
    "finding": "Findings that are not told one by one",
    "claim": "Claims that count in no figure",
    "source": "Sources that are not named",
    "address": "Addresses that are not given",
}


@click.command(
    "explain",
    epilog="Examples: tollbook release explain briefs/pale-2024-11-01-2024-11-30-draft.pdf; "
    "tollbook release explain briefs/pale-2024-11-01-2024-11-30-facts.json --claims my-claims.xlsx --format json. "
    "Exit code: 0, or 1 where the brief or the claims can't be read.",
)
@click.argument("output", type=click.Path(path_type=Path), metavar="OUTPUT")
@claims_option
@click.option(
    "--coverage", type=click.Path(path_type=Path), metavar="FILE", help="The coverage that the brief was made with."
)
@beside_option
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it."
)
def command(
    output: Path, claims_path: Path | None, coverage: Path | None, beside: tuple[Path, ...], style: str
) -> int:
    """List what the public brief OUTPUT holds back: each figure with its number and the rule that holds it.

    OUTPUT is any file of the brief. What is listed is worked out again from the claims, and stands in no file of the
    brief. It is for internal eyes: do not publish it.
    """
    from tollbook import shipped
    from tollbook.briefs.explaining import explain
    from tollbook.briefs.remaking import remade
    from tollbook.commands.reading import read

    brief = remade(output, read(claims_path or shipped.claims_file()), coverage, beside)
    lines = explain(brief.brief)
    if not brief.is_same:
        click.echo(f"{output.name} was made from other claims: this is how it would be now.", err=True)
    click.echo("INTERNAL: not for publication.", err=True)
    click.echo(_json(lines) if style == "json" else _text(lines))
    return 0


def _text(lines: list[Line]) -> str:
    told: list[str] = []
    for kind, heading in _HEADINGS.items():
        mine = [line for line in lines if line.kind == kind]
        if mine:
            told += [f"{heading} ({len(mine)})", *(f"  {_line(line)}" for line in mine), ""]
    return "\n".join(told).rstrip() or "Nothing is held back."


def _line(line: Line) -> str:
    says = f": {line.says}" if line.says else ""
    return f"{line.rule}: {line.what}{says}"


def _json(lines: list[Line]) -> str:
    import json

    rows: list[dict[str, Any]] = [
        {"kind": line.kind, "rule": line.rule, "what": line.what, "says": line.says} for line in lines
    ]
    return json.dumps({"release": "internal", "held_back": rows}, ensure_ascii=False, indent=1)
