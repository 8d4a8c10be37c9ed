"""``tollbook series withdraw``: an issue taken back, with a tombstone in folder, latest, catalogue and index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tollbook.commands.options import DAY

if TYPE_CHECKING:
    from tollbook.series.issues import Issue


@click.command(
    "withdraw",
    epilog="Examples: tollbook series withdraw sagaing-townships-monthly/2024-11/MMR005019-en --reason 'A figure was "
    "wrong.' --role 'information manager'",
)
@click.argument("name", metavar="SERIES/PERIOD/PLACE-LANGUAGE")
@click.option("--version", type=click.IntRange(1), metavar="N", help="Of the issue. Default: the newest that stands.")
@click.option("--reason", required=True, metavar="TEXT", help="Why, in a sentence; is printed in public.")
@click.option("--role", required=True, metavar="ROLE", help="Role of who withdraws it, never a name.")
@click.option("--on", "day", type=DAY, metavar="DAY", help="Day of the withdrawal. Default: today.")
@click.option(
    "--claims", type=click.Path(path_type=Path), metavar="FILE", help="Claims that the reason must name no village of."
)
@click.option("--series", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Folder of series files.")
@click.option(
    "--output", type=click.Path(path_type=Path), default=Path("briefs"), show_default=True, metavar="DIR",
    help="Folder of the published briefs.",
)  # fmt: skip
def command(name: str, version: int | None, folder: Path | None, output: Path, **given: Any) -> int:
    """Withdraw a published issue: its figures go, a page that says so stays under its name.

    The same page stands in the folder `latest` where the issue was the newest; catalogue and index say that it was
    withdrawn. A corrected one is the next version.
    """
    from tollbook.commands import withdraw
    from tollbook.release.withdrawing import WithdrawalError
    from tollbook.series import manifest, reading, shelf
    from tollbook.suite import standing

    issue = _issue(name, version, output)
    with manifest.held(output / "drafts"):
        try:
            code = withdraw.withdrawn(standing.find(issue.folder / f"{issue.stem}.pdf"), given)
        except WithdrawalError as error:
            # Where a run was stopped in between, the shelf is still to be arranged.
            click.echo(f"tollbook: {error}", err=True)
            code = 1
        click.echo(str(shelf.arrange(output, reading.titles(folder))))
    return code


def _issue(name: str, version: int | None, output: Path) -> Issue:
    """The issue that a name means: of a version, or the newest that was not withdrawn.

    Raises
    ------
    click.UsageError
        There is none; the message lists those of its period.
    """
    from tollbook.series import issues

    parts = name.split("/")
    if len(parts) != 3 or not all(parts) or ".." in parts or "-" not in parts[2]:
        raise click.UsageError(f"{name!r} names no issue. Write it as the reports do: SERIES/PERIOD/PLACE-LANGUAGE.")
    pcode, language = parts[2].rsplit("-", 1)
    here = issues.in_folder(output / parts[0] / parts[1])
    found = [each for each in here if each.about["language"] == language and pcode in ("all", each.about["pcode"])]
    if version is not None:
        found = [each for each in found if each.version == version]
    if not found:
        asked = name if version is None else f"{name} in version {version}"
        listed = [f"{parts[0]}/{parts[1]}/{'-'.join(each.key)} in version {each.version}" for each in here]
        raise click.UsageError(
            f"There is no issue {asked} in {output}. Of that period there are: {', '.join(listed) or 'none'}."
        )
    return ([each for each in found if not each.withdrawn] or found)[-1]
