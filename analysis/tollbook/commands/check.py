"""``tollbook check``: everything that is wrong with a file of claims, all at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.commands.reading import read

if TYPE_CHECKING:
    from tollbook.claims.problems import Problems
    from tollbook.claims.table import Claims


@click.command(
    "check",
    epilog="Examples: tollbook check my-claims.xlsx; tollbook check claims.csv --format csv > problems.csv. "
    "Exit code: 0 where there is no error (warnings are for a person to judge), 1 where there is one.",
)
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="How to print the problems.",
)
def command(file: Path, style: str) -> int:
    """Check the claims in FILE (CSV or XLSX): every problem with its row, column, value and remedy."""
    from tollbook.claims.problems import ClaimsFileError

    claims: Claims | None = None
    try:
        claims = read(file)
        problems = claims.problems
    except ClaimsFileError as error:
        problems = error.problems
    if style == "text":
        _say(problems, claims)
    elif style == "csv":
        from tollbook.plain import as_csv

        click.echo(as_csv(problems.to_frame()), nl=False)
    else:
        click.echo(_json(file, problems, claims))
    return 1 if problems.errors else 0


def _say(problems: Problems, claims: Claims | None) -> None:
    from tollbook.claims.problems import counted

    if len(problems):
        click.echo(f"{problems}\n")
    if claims is not None:
        click.echo(claims.summary())
        for voice, read_as in _unlisted(claims).items():
            click.echo(f'note: "{voice}" is not in the table of origins, and was read as {read_as}.')
    click.echo(f"{counted(len(problems.errors), 'error')}, {counted(len(problems.warnings), 'warning')}.")


def _json(file: Path, problems: Problems, claims: Claims | None) -> str:
    import json

    facts = {
        "file": file.name,
        "sha256": claims.sha256 if claims else None,
        "claims": len(claims) if claims else 0,
        "not_linked": len(claims) - claims.linked if claims else 0,
        "rejected": claims.rejected if claims else None,
        "errors": len(problems.errors),
        "warnings": len(problems.warnings),
        "unlisted_voices": _unlisted(claims) if claims else [],
        "problems": problems.to_frame().to_dict("records"),
    }
    return json.dumps(facts, ensure_ascii=False, indent=1)


def _unlisted(claims: Claims) -> dict[str, str]:
    """Voices that no line of the table of origins names, and what each was read as."""
    from tollbook.incidents.origins import unlisted
    from tollbook.rows import each_row

    return {
        row.voice: "a nameless voice of its outlet" if row.nameless else _own_origin(row.near)
        for row in each_row(unlisted(claims.table["attributed_to"]))
    }


def _own_origin(near: str) -> str:
    return "an origin of its own" + (f'; if it is "{near}", add a line that says so' if near else "")
