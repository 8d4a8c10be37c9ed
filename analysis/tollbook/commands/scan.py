"""``tollbook release scan``: reads public outputs back and lists what must not be in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.commands.sign_of_life import sign_of_life

if TYPE_CHECKING:
    from tollbook.claims.table import Claims
    from tollbook.release.scan.scanning import Leak, Scan


@click.command(
    "scan",
    epilog="Examples: tollbook release scan briefs; tollbook release scan brief.pdf brief.html --claims claims.csv; "
    "tollbook release scan briefs --contact desk@example.org --format json > findings.json. "
    "Exit code: 0 where nothing was found, 1 where something was, 2 where a path or the claims can't be read.",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--claims",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also look for what this file of claims holds and must stay inside: notes, ids of incidents, places below a "
    "township, nameless voices, undisclosed sources.",
)
@click.option(
    "--contact",
    multiple=True,
    metavar="TEXT",
    help="The publisher's own contact, which may be there. May be given several times. What a facts file among the "
    "outputs names as the contact may be there too.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the findings.",
)
def command(paths: tuple[Path, ...], claims: Path | None, contact: tuple[str, ...], style: str) -> int:
    """Read the outputs in PATH (files, or folders with all that is in them) as an adversary would.

    Lists everything that must never leave, all at once: the file, the place inside it, the rule, the value, what to
    do. Reads PDF, HTML, SVG, PNG, JPEG, ZIP, XLSX, CSV, JSON, notebooks and text, and files inside them. What can't be
    read is a finding too.
    """
    from tollbook.claims.problems import ClaimsFileError
    from tollbook.release.scan import scanning

    try:
        known = known_claims(claims) if claims else None
        with sign_of_life("Scanning") as said:
            found = scanning.scan(paths, known, contact, said)
    except (scanning.ScanError, ClaimsFileError) as error:
        click.echo(f"tollbook: {error}", err=True)
        return 2
    click.echo(_json(found) if style == "json" else as_text(found))
    return 1 if found.leaks else 0


def known_claims(file: Path) -> Claims:
    """The claims of a file, all of them: what a row in error holds would not be looked for."""
    from tollbook.commands.reading import read
    from tollbook.release.scan.scanning import ScanError

    claims = read(file)
    if claims.rejected:
        raise ScanError(
            f"{claims.rejected} of the rows of {file.name} have errors, so what they hold would not be looked for. "
            f"Nothing was scanned: correct them first (tollbook check {file.name})."
        )
    return claims


def as_text(found: Scan) -> str:
    """For people: by file, with the remedy of each rule told once."""
    lines: list[str] = []
    for file in found.files:
        here = [leak for leak in found.leaks if leak.file == file]
        if here:
            lines += [
                file,
                *(f"  {leak.rule.code}: {leak.value} ({leak.place or 'the whole file'})" for leak in here),
                "",
            ]
    rules = {leak.rule.code: leak.rule for leak in found.leaks}
    lines += [f"{rule.code}: {rule.says} {rule.remedy}" for rule in rules.values()]
    lines += [""] if rules else []
    lines += [f"Taken for the publisher's own contact, and left out: {own}" for own in sorted(found.own)]
    files = {leak.file for leak in found.leaks}
    read = f"{len(found.files)} file{'' if len(found.files) == 1 else 's'} read"
    count = f"{len(found.leaks)} finding{'' if len(found.leaks) == 1 else 's'} in {len(files)} of them"
    lines.append(f"{read}, {count}." if found.leaks else f"{read}, nothing found.")
    return "\n".join(lines)


def _json(found: Scan) -> str:
    import json

    facts = {
        "files": found.files,
        "own_contacts": sorted(found.own),
        "findings": [_plain(leak) for leak in found.leaks],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1)


def _plain(leak: Leak) -> dict[str, object]:
    return {
        "file": leak.file,
        "place": list(leak.where),
        "rule": leak.rule.code,
        "says": leak.rule.says,
        "value": leak.value,
        "remedy": leak.rule.remedy,
    }
