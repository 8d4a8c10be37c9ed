"""``tollbook series publish``: drafts let go together, after one harm check, and put on the shelf."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tollbook.commands.of_series.choosing import choosing, places, tasks
from tollbook.commands.options import DAY
from tollbook.commands.sign_of_life import sign_of_life

if TYPE_CHECKING:
    from tollbook.series.making import Made
    from tollbook.series.planning import Places
    from tollbook.series.publishing import Ready


@click.command(
    "publish",
    epilog="Examples: tollbook series publish myanmar-quarterly --on 2025-01-31 --approved-by 'information manager'; "
    "tollbook series publish --on 2025-01-31 --only 2024-11 --approved-by 'information manager' --answers answers.toml",
)
@choosing
@click.option("--approved-by", "role", metavar="ROLE", help="Role of who approves, never a name; is printed in public.")
@click.option(
    "--answers",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Answers to the harm check; `tollbook release approve --form` prints a form. Default: asked in a terminal.",
)
@click.option("--approved-on", "day", type=DAY, metavar="DAY", help="Day of the approval. Default: today.")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Notebooks at the same time.")
def command(workers: int | None, **given: Any) -> int:
    """Publish the drafts of what has fallen due, all of them or none that fails a check.

    The drafts are read back by the scanner, and compared with each other and with all that is published, for figures
    that are held back and could be worked out. Then the harm check is asked, once for all of them: look at every one
    before you answer. Each is made once more with the approval, has to say the same as its draft, and goes to
    OUTPUT/SERIES/PERIOD. Nothing that is published is overwritten. Checksums, latest, catalogue.json and index.html are
    made anew. Exit code: 0 where all were published, or nothing is left to publish, 1 where something stands against
    it, 2 for a wrong call.
    """
    from tollbook.series import manifest, publishing, reading
    from tollbook.stopping import stoppable

    chosen, where = tasks(given), places(given)
    public = [task for task in chosen if task.series.series.release == "public"]
    if len(public) < len(chosen):
        click.echo(f"{len(chosen) - len(public)} briefs are for internal use, and are not published.", err=True)
    titles = reading.titles(given["folder"])
    with stoppable(), manifest.held(where.drafts):
        found, against = publishing.ready(public, where)
        for each in against:
            assert each.trouble is not None
            click.echo(f"{each.task.name}: {each.trouble.message}", err=True)
        if against:
            click.echo("tollbook: Nothing was published. Leave these out (--only), or make them.", err=True)
            return 1
        if found:
            return _publish(found, where, workers, titles, given)
        click.echo("There is no draft to publish: what is due is published already, or nothing is due.", err=True)
        _arrange(where, titles)  # where a run was stopped in between, this is what it had still to do
        return 0


def _arrange(where: Places, titles: Mapping[str, str]) -> None:
    from tollbook.series import shelf

    if shelf.shelved(where.published):
        click.echo(str(shelf.arrange(where.published, titles)))


def _publish(
    found: Sequence[Ready], where: Places, workers: int | None, titles: Mapping[str, str], given: Mapping[str, Any]
) -> int:
    from tollbook.commands.approve import asked, read_answers, role_and_day
    from tollbook.series import publishing
    from tollbook.series.machine import limits
    from tollbook.suite import progress

    said = read_answers(given["answers"]) if given["answers"] else {}
    role, day = role_and_day(given, said, ("--approved-by", "--approved-on"))
    _check_days(found, day)
    if _leaks(found, role) or _given_away(found, where):
        return 1
    _tell(found, day)
    answers = {name: said[name] for name in said if name not in ("role", "on")} if said else asked()
    if any(answers.values()):
        return _refuse(found, role, day, answers)
    failed: list[Made] = []
    with progress.shown(len(found)) as told:

        def ended(made: Made) -> None:
            told.step(f"{made.task.name}: {'published' if made.status == 'made' else made.status}")
            if made.trouble is not None:
                failed.append(made)

        publishing.publish(found, where, limits(workers), role, day, answers, ended)
    for made in failed:
        assert made.trouble is not None
        click.echo(f"{made.task.name}: {made.trouble.message}", err=True)
    click.echo(f"Published: {len(found) - len(failed)} of {len(found)}.", err=True)
    _arrange(where, titles)
    return 1 if failed else 0


def _refuse(found: Sequence[Ready], role: str, day: str, answers: Mapping[str, bool]) -> int:
    """A yes stops all of them. Of one alone it is kept beside the draft; of several it is not known which is meant."""
    from tollbook.release.approval import ApprovalError, checked
    from tollbook.suite import approving

    try:
        checked(role, day, "0" * 64, answers)
    except ApprovalError as error:
        click.echo(f"tollbook: {error} Nothing was published.", err=True)
    if len(found) == 1:
        click.echo(f"The answers are kept in {approving.refuse(found[0].draft, role, day, answers)}.", err=True)
    else:
        click.echo("Leave out the drafts that the answer is of: choose the others with --only.", err=True)
    return 1


def _check_days(found: Sequence[Ready], day: str) -> None:
    late = [one for one in found if str(one.draft.facts["brief"]["issued"]) > day]
    if late:
        issued = late[0].draft.facts["brief"]["issued"]
        raise click.UsageError(
            f"The day of the approval, {day}, lies before the day of issue of {late[0].task.name}, {issued}. "
            "Give a later one (--approved-on)."
        )


def _leaks(found: Sequence[Ready], role: str) -> bool:
    """Whether the scanner finds something in the drafts or in the role, which will be printed; it is listed then."""
    from tollbook.commands.scan import as_text, known_claims
    from tollbook.release import withdrawing
    from tollbook.release.scan import scanning
    from tollbook.series.ingredients import claims_file

    wrong = False
    by_claims: dict[Path, list[Path]] = {}
    for one in found:
        by_claims.setdefault(claims_file(one.task.parameters()), []).extend(one.draft.files)
    for claims, files in by_claims.items():
        known = known_claims(claims)
        with sign_of_life("Scanning") as said:
            scanned = scanning.scan(files, known, (), said)
        if scanned.leaks:
            click.echo(as_text(scanned))
        broken = withdrawing.leaks_in([role], known)
        if broken:
            click.echo(f"tollbook: role is {role!r}, which is printed in public: {broken[0].rule.says}", err=True)
        wrong = wrong or bool(scanned.leaks or broken)
    if wrong:
        click.echo("tollbook: Nothing was published: the drafts hold what must not leave, as listed.", err=True)
    return wrong


def _given_away(found: Sequence[Ready], where: Places) -> bool:
    from tollbook.series import publishing

    with sign_of_life("Comparing") as said:
        sentences = publishing.given_away(found, where, said)
    for each in sentences:
        click.echo(each)
    if sentences:
        click.echo(
            f"tollbook: Nothing was published: {len(sentences)} figures that are held back could be worked out, as "
            "listed. Leave one of the briefs that give each away out (--only), or make them beside what is published "
            "(beside, in the parameters of the series).",
            err=True,
        )
    return bool(sentences)


def _tell(found: Sequence[Ready], day: str) -> None:
    """Before the questions: what they are about, and what to look at."""
    lines = [f"{len(found)} drafts. Look at every page and picture of them before you answer:"]
    lines += [f"  {one.draft.files[-1]}" for one in found]
    lines.append(f"Day of the approval: {day}.")
    click.echo("\n".join(lines), err=True)
