"""``tollbook release approve``: the harm check of a draft, and the brief that is let go with it."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tollbook.commands.options import DAY, beside_option, claims_option, coverage_option
from tollbook.commands.scan import as_text, known_claims
from tollbook.commands.sign_of_life import sign_of_life

if TYPE_CHECKING:
    from tollbook.suite.approving import Draft

_FILE = click.Path(path_type=Path)
_HELD = {
    "cells": "figures",
    "claims": "claims that speak in no figure",
    "sources": "sources that are not named",
    "addresses": "addresses that are not given",
}


@click.command(
    "approve",
    epilog="Examples: tollbook release approve briefs/pale-2024-11-01-2024-11-30-draft.pdf --role 'information "
    "manager'; tollbook release approve --form > answers.toml; tollbook release approve briefs/x-draft.pdf --answers "
    "answers.toml --claims my-claims.csv. Exit code: 0 where it is approved, 1 where it is refused, 2 where the call "
    "or a file can't be read.",
)
@click.argument("output", required=False, type=_FILE)
@click.option("--role", metavar="TEXT", help="Role of who approves, never a name. Default: what the answers say.")
@click.option(
    "--on", "day", type=DAY, metavar="DAY", help="Day of the approval. Default: that of the answers, else today."
)
@click.option("--answers", type=_FILE, metavar="FILE", help="The answers as a TOML file (--form), instead of asking.")
@click.option("--form", is_flag=True, help="Print an empty form for --answers, and do nothing else.")
@claims_option
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="NAME",
    help="As for the draft. Needed where a source that it trusts is not named in it.",
)
@click.option("--boundaries", type=_FILE, metavar="FILE", help="The file that the draft was made with, if any.")
@click.option("--population", type=_FILE, metavar="FILE", help="The file that the draft was made with, if any.")
@coverage_option
@click.option("--previous", type=_FILE, metavar="FILE", help="The last issue that the draft was made with, if any.")
@beside_option
def command(output: Path | None, form: bool, **given: Any) -> int:
    """Approve a draft, OUTPUT: any of its files, or what their names have in common.

    Reads the draft back (tollbook release scan), subtracts it from what is published (tollbook release difference),
    says what is held back, and asks the questions of the harm check, in
    a terminal one by one, else from --answers. A yes stops the release. Where all are no, the brief is made again with
    the approval, has to say the same as the draft, and takes its place: files without "draft" in their names, and the
    record of the approval. The path of the PDF is printed last.
    """
    from tollbook.claims.problems import ClaimsFileError
    from tollbook.release.scan.scanning import ScanError
    from tollbook.suite import approving, standing

    if form:
        click.echo(_form(), nl=False)
        return 0
    if output is None:
        raise click.UsageError("Name the draft: one of its files. An empty form is printed by --form.")
    try:
        return _approve(output, given)
    except approving.AlreadyApproved as error:
        return _again(error)
    except (standing.Unreadable, ScanError, ClaimsFileError) as error:
        click.echo(f"tollbook: {error}", err=True)
        return 2


def _approve(output: Path, given: Mapping[str, Any]) -> int:
    from tollbook.release import approval
    from tollbook.suite import approving, progress, run, standing

    made = approving.draft(standing.find(output))
    inputs = _inputs(given)
    approving.check_same_inputs(made, inputs)
    approving.parameters(made, inputs)
    said = read_answers(given["answers"]) if given["answers"] else {}
    role, day = role_and_day(given, said)
    issued = str(made.facts["brief"]["issued"])
    if day < issued:
        raise click.UsageError(
            f"The day of the approval, {day}, lies before the day of issue, {issued}. Give a later one (--on)."
        )
    if _leaks(made, given["claims_path"], role) or _gives_away(made, given["beside"]):
        return 1
    _tell(made, day, is_default=not (given["day"] or said.get("on")))
    answers = {name: said[name] for name in said if name not in ("role", "on")} if said else asked()
    if any(answers.values()):
        return _refuse(made, role, day, answers)
    let_go = approval.checked(role, day, made.content, answers)
    with progress.shown(run.steps(approving.notebook_of(made))) as told:
        path = approving.approve(made, let_go, inputs, told)
    if made.files:
        click.echo(f"These files of the draft stay: {', '.join(file.name for file in made.files)}.", err=True)
    click.echo(str(path))
    return 0


def _inputs(given: Mapping[str, Any]) -> dict[str, Any]:
    """The options as parameters have them; only those that are given."""
    paths = {name: given[name] for name in ("boundaries", "population", "coverage", "previous")}
    named = {name: str(path) for name, path in {**paths, "claims": given["claims_path"]}.items() if path is not None}
    listed = {"sources": list(given["sources"]), "beside": [str(path) for path in given["beside"]]}
    return {**named, **{name: values for name, values in listed.items() if values}}


def _again(error: Any) -> int:
    """What was approved already: where a stopped run left its draft, that goes now."""
    from tollbook.suite import approving

    if error.draft is None:
        click.echo(f"tollbook: {error} There is no draft of it any more.", err=True)
        return 1
    approving.clear(error.draft)
    click.echo(f"{error} Its draft says the same, and was removed.", err=True)
    click.echo(str(error.path))
    return 0


def _form() -> str:
    """An empty form. A value that is left empty is no answer, and is told as that."""
    from tollbook.release.approval import QUESTIONS

    lines = [
        "# The harm check of one draft. Look at every page and picture of it, then answer each question with true",
        "# (yes) or false (no), without quotes. Any yes stops the release: go up one level of place, or later in time.",
        "",
        "# Of who approves, never a name.",
        'role = ""',
        "# Day of the approval, YYYY-MM-DD.",
        'on = ""',
    ]
    for name, question in QUESTIONS.items():
        lines += ["", f"# {question}", f'{name} = ""']
    return "\n".join(lines) + "\n"


def read_answers(file: Path) -> dict[str, Any]:
    """A form that was filled in, checked whole; empty only where none is given."""
    import tomllib

    from tollbook.release.approval import ApprovalError, checked

    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise click.UsageError(f"The answers {file} can't be read: {error.strerror or error}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(
            f"{file.name} is no form of answers: {error}. An empty one is printed by --form."
        ) from None
    if isinstance(said.get("on"), date):
        said["on"] = said["on"].isoformat()
    answers = {name: value for name, value in said.items() if name not in ("role", "on")}
    try:
        # A yes is well-formed too: what it means is looked at later.
        well_formed = {name: False if value is True else value for name, value in answers.items()}
        checked("role", "2000-01-01", "0" * 64, well_formed)
    except ApprovalError as error:
        raise click.UsageError(f"{file.name}: {error}") from None
    return said


def role_and_day(
    given: Mapping[str, Any], said: Mapping[str, Any], options: tuple[str, str] = ("--role", "--on")
) -> tuple[str, str]:
    """Who approves and when, from the options and a form of answers; whatever is wrong with them is a wrong call."""
    from tollbook.release.approval import QUESTIONS, ApprovalError, checked

    role = given["role"] or said.get("role") or ""
    today = date.today()  # noqa: DTZ011 - a day as the approver's calendar has it
    day = given["day"] or said.get("on") or today.isoformat()
    if not role:
        raise click.UsageError(f"Say who approves: {options[0]}, or role among the answers. A role, never a name.")
    try:
        checked(role, day, "0" * 64, dict.fromkeys(QUESTIONS, False))
    except ApprovalError as error:
        raise click.UsageError(str(error)) from None
    if day > today.isoformat():
        raise click.UsageError(
            f"The approval would be of {day}, which has not come yet. Give today or a day before ({options[1]})."
        )
    if not said and not _in_terminal():
        raise click.UsageError(
            "The harm check is asked in a terminal, and this is none. Give the answers in a file (--answers); "
            "an empty form is printed by --form."
        )
    return str(role).strip(), str(day)


def _in_terminal() -> bool:
    return sys.stdin.isatty()


def _leaks(made: Draft, claims: Path | None, role: str) -> bool:
    """Whether the scanner finds something in the draft or in the role, which will be printed; it is listed then."""
    from tollbook import shipped
    from tollbook.release import withdrawing
    from tollbook.release.scan import scanning

    known = known_claims(claims or shipped.claims_file())
    with sign_of_life("Scanning") as said:
        found = scanning.scan(made.files, known, (), said)
    broken = withdrawing.leaks_in([role], known)
    if broken:
        click.echo(f"tollbook: role is {role!r}, which is printed in public: {broken[0].rule.says}", err=True)
    if found.leaks:
        click.echo(as_text(found))
        click.echo(
            "tollbook: The draft is not approved: it holds what must not leave, as listed. Make it again without that.",
            err=True,
        )
    return bool(found.leaks or broken)


def _gives_away(made: Draft, beside: Sequence[Path]) -> bool:
    """Whether figures that are held back can be had from the draft and what is published; they are listed then."""
    from tollbook.release.differencing import differences

    published = [*approved_beside(made), *beside]
    with sign_of_life("Comparing") as said:
        before = differences(published, progress=said).found if published else []
        found = differences([*made.files, *published], progress=said).found
    known = {(each.kind, each.what) for each in before}
    new = [each for each in found if (each.kind, each.what) not in known]
    for each in new:
        click.echo(f"{each.file}: {each.kind}: {each.what} ({each.at}). {each.how} {each.remedy}")
    if new:
        click.echo(
            f"tollbook: The draft is not approved: {len(new)} figures that are held back can be had with what is "
            "published, as listed.",
            err=True,
        )
    return bool(new)


def approved_beside(made: Draft) -> list[Path]:
    """Facts, tallies and findings of what is approved in the draft's folder."""
    ends = ("-facts.json", "-tally.csv", "-findings.csv")
    stems = [path.name.removesuffix("-approval.json") for path in sorted(made.standing.folder.glob("*-approval.json"))]
    named = [made.standing.folder / f"{stem}{end}" for stem in stems for end in ends]
    return [path for path in named if path.exists()]


def _tell(made: Draft, day: str, is_default: bool) -> None:
    """Before the questions: what they are about, what is held back, and what to look at."""
    about, held = made.facts["brief"], made.facts["panels"].get("held") or {}
    lines = [f"{about['place']}, {about['start']} to {about['end']}, version {about['version']}."]
    for name, label in _HELD.items():
        counts = held.get(name) or {}
        lines += [f"Held back, {label}: {', '.join(f'{rule} {n}' for rule, n in counts.items())}."] if counts else []
    lines += [f"Looser than the rules that ship: {one['what']} ({one['reason']})." for one in held.get("looser") or []]
    if len(lines) == 1:
        lines.append("Nothing is held back.")
    lines.append("Look at every page and picture of these files before you answer:")
    lines += [f"  {file}" for file in made.files]
    lines.append(f"Day of the approval: {day}{' (today; --on gives another)' if is_default else ''}.")
    click.echo("\n".join(lines), err=True)


def asked() -> dict[str, bool]:
    """The answers to the harm check, asked in a terminal one by one."""
    from tollbook.release.approval import QUESTIONS

    return {name: click.confirm(question, default=None, err=True) for name, question in QUESTIONS.items()}


def _refuse(made: Draft, role: str, day: str, answers: Mapping[str, bool]) -> int:
    from tollbook.release.approval import ApprovalError, checked
    from tollbook.suite import approving

    record = approving.refuse(made, role, day, answers)
    try:
        checked(role, day, made.content, answers)
    except ApprovalError as error:
        click.echo(f"tollbook: {error} The answers are kept in {record}.", err=True)
    return 1
