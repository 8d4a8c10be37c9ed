"""``tollbook release difference``: whether what public outputs hold back can be had from what they print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.commands.sign_of_life import sign_of_life

if TYPE_CHECKING:
    from tollbook.release.differencing import Difference, Differences

@click.command(
    "difference",
    epilog="Examples: tollbook release difference briefs; tollbook release difference briefs last-month/briefs; "
    "tollbook release difference briefs archive --format json > found.json. "
    "Exit code: 0 where nothing was found, 1 where something was, 2 where a path or file can't be read.",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print what is found.",
)
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], style: str) -> None:
    """Compare the public outputs in PATH (files, or folders with all that is in them) as an adversary would.

    Give everything that is published of a series, all places, levels and past editions together: what one output holds
    back may stand in another, or be a sum less its other parts. Lists each such figure, how it can be had, and what to
    do. Reads facts files, PDFs, web pages, zips of charts, and tallies as CSV, JSON and XLSX.
    """
    from tollbook.release.differencing import differences
    from tollbook.release.published.opening import NotRead
    from tollbook.settings import SettingsError

    try:
        with sign_of_life("Comparing") as said:
            found = differences(paths, progress=said)
    except (NotRead, SettingsError) as error:
        click.echo(f"tollbook: {error}", err=True)
        context.exit(2)
    for note in found.notes:
        click.echo(f"tollbook: {note}", err=True)
    click.echo(_json(found) if style == "json" else _text(found))
    context.exit(1 if found.found else 0)


def _text(found: Differences) -> str:
    """For people: by file, with the remedy of each kind told once."""
    lines: list[str] = []
    for file in dict.fromkeys(each.file for each in found.found):
        here = [each for each in found.found if each.file == file]
        lines += [file, *(f"  {each.kind}: {each.what} ({each.at}). {each.how}" for each in here), ""]
    remedies = {each.kind: each.remedy for each in found.found}
    lines += [f"{kind}: {remedy}" for kind, remedy in remedies.items()]
    lines += [""] if remedies else []
    read = f"{_count(len(found.files), 'file')} read, {_count(found.outputs, 'output')} in them"
    hidden = f"{_count(found.hidden, 'figure')} held back"
    had = f"{_count(len(found.found), 'finding')}." if found.found else "none of them can be had from the others."
    lines.append(f"{read}, {hidden}: {had}" if found.hidden or found.found else f"{read}, no figure held back.")
    return "\n".join(lines)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _json(found: Differences) -> str:
    import json

    facts = {
        "files": found.files,
        "outputs": found.outputs,
        "held_back": found.hidden,
        "notes": found.notes,
        "findings": [_plain(each) for each in found.found],
    }
    return json.dumps(facts, ensure_ascii=False, indent=1)


def _plain(each: Difference) -> dict[str, object]:
    cell = each.cell
    named = None
    if cell is not None:
        named = {
            "place": cell.area.pcode,
            "not_stated": "" if cell.area.kind == "own" else cell.area.kind,
            "start": cell.first,
            "end": cell.last,
            "measure": cell.measure,
            "base": cell.base,
            "of": cell.of,
            "class": cell.name,
        }
    return {
        "kind": each.kind,
        "file": each.file,
        "at": each.at,
        "figure": each.what,
        "cell": named,
        "how": each.how,
        "from": [{"file": one.file, "at": one.at} for one in each.of],
        "remedy": each.remedy,
    }
