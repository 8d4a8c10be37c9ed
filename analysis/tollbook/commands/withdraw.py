"""``tollbook release withdraw``: all files of a brief go, and a page stays that says so."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tollbook.commands.options import DAY
from tollbook.commands.scan import known_claims

if TYPE_CHECKING:
    from tollbook.release.withdrawing import Withdrawal
    from tollbook.suite.standing import Standing


@click.command(
    "withdraw",
    epilog="Examples: tollbook release withdraw briefs/pale-2024-11-01-2024-11-30.pdf --role 'information manager' "
    "--reason 'One incident was counted twice.'. Exit code: 0 where it is withdrawn, 1 where it is refused, 2 where "
    "the call or a file can't be read.",
)
@click.argument("output", type=click.Path(path_type=Path))
@click.option("--reason", required=True, metavar="TEXT", help="Why, in a sentence. It is printed in public.")
@click.option("--role", required=True, metavar="TEXT", help="Role of who withdraws it, never a name.")
@click.option("--on", "day", type=DAY, metavar="DAY", help="Day of the withdrawal. Default: today.")
@click.option(
    "--claims", type=click.Path(path_type=Path), metavar="FILE",
    help="Claims that the brief was made from: the reason is searched for what of them must stay inside. "
    "Default: the coded sample that ships.",
)  # fmt: skip
def command(output: Path, **given: Any) -> int:
    """Withdraw a brief or a draft, OUTPUT: any of its files, or what their names have in common.

    All its files go together, draft and approved. Under the names of its pages (PDF, web page, picture) stays one page
    that says in the language of the brief what was withdrawn, when, why and whom to ask, and a record without figures
    (-withdrawn.json). That version is not made again under its name: a corrected one is the next version.
    """
    from tollbook.claims.problems import ClaimsFileError
    from tollbook.release.scan.scanning import ScanError
    from tollbook.release.withdrawing import WithdrawalError
    from tollbook.suite import standing

    try:
        return withdrawn(standing.find(output), given)
    except WithdrawalError as error:
        click.echo(f"tollbook: {error} Nothing was withdrawn.", err=True)
        return 1
    except (standing.Unreadable, ScanError, ClaimsFileError) as error:
        click.echo(f"tollbook: {error}", err=True)
        return 2


def withdrawn(found: Standing, given: dict[str, Any]) -> int:
    """Withdraw what stands, or finish what was begun; gives the exit code."""
    from tollbook.briefs.outputs import tombstone
    from tollbook.release import withdrawing

    before = found.withdrawal()
    if before is not None:
        return _again(found, before)
    if found.mark == "internal":
        raise withdrawing.WithdrawalError(
            f"{found.stem}-internal is for internal use and was never published: delete its files, and tell those who "
            "have them."
        )
    record = _record(found, given)
    stays = tombstone.files(record)
    withdrawing.put(found.folder, found.stem, record, stays)
    click.echo(
        f"Withdrawn on {record.day:%Y-%m-%d}: {len(record.files)} files. Where they went besides (web sites, messages, "
        "mails), put these in their place:",
        err=True,
    )
    _print(found, stays)
    return 0


def _again(found: Standing, before: Withdrawal) -> int:
    """What was withdrawn already: where a run was stopped, the rest is done now."""
    from tollbook.briefs.outputs import tombstone
    from tollbook.release import withdrawing

    by = f"{found.stem} was already withdrawn on {before.day:%Y-%m-%d} by: {before.role}."
    stays = tombstone.files(before)
    done = withdrawing.finish(found.folder, before, stays)
    if not done:
        raise withdrawing.WithdrawalError(by)
    click.echo(f"{by} Something of it was left, and is gone now.", err=True)
    _print(found, stays)
    return 0


def _print(found: Standing, stays: dict[str, bytes]) -> None:
    from tollbook.release import withdrawing

    for name in (*stays, f"{found.stem}{withdrawing.END}"):
        click.echo(str(found.folder / name))


def _record(found: Standing, given: dict[str, Any]) -> Withdrawal:
    from tollbook.release import withdrawing
    from tollbook.suite import standing

    marks = [mark for mark in ("", "draft") if found.files(mark)]
    if not marks:
        raise standing.Unreadable(f"Of {found.stem} there is neither a draft nor an approved brief.")
    facts = _facts(found, marks)
    publisher = _publisher(facts)
    try:
        reason, role = withdrawing.checked_reason(given["reason"]), withdrawing.checked_role(given["role"])
    except withdrawing.WithdrawalError as error:
        raise click.UsageError(str(error)) from None
    _check_texts(reason, role, given["claims"], publisher["contact"])
    try:
        approval = found.approval()
    except standing.Unreadable:
        approval = None
    files = {path.name: path for mark in marks for path in found.files(mark)}
    return withdrawing.Withdrawal(
        day=_day(given["day"]),
        role=role,
        reason=reason,
        brief=_brief(facts["brief"], "draft" if marks == ["draft"] else "approved"),
        publisher=publisher,
        approval=None if approval is None else {**approval.facts(), "content": approval.content},
        files={name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()},
    )


def _facts(found: Standing, marks: list[str]) -> dict[str, Any]:
    """What it said, as what was published has it, a draft only where nothing was; else as the PDF carries it."""
    from tollbook.briefs import facts_file
    from tollbook.briefs.errors import BriefError
    from tollbook.suite import standing

    for mark in marks:
        with suppress(BriefError):
            return found.facts(mark)
        with suppress(BriefError):
            facts = facts_file.read(found.path(".pdf", mark)).facts
            if all(isinstance(facts.get(name), dict) for name in ("brief", "publisher")):
                return facts
    raise standing.Unreadable(
        f"What {found.stem} was can't be told: its facts file is missing or damaged, and so is its PDF. Delete its "
        "files by hand, and say where they were that it was withdrawn."
    )


def _brief(about: dict[str, Any], state: str) -> dict[str, Any]:
    """What it was; no figures."""
    names = ("pcode", "place", "start", "end", "issued", "issue", "version", "language", "digits")
    return {**{name: about.get(name) for name in names}, "state": state}


def _publisher(facts: dict[str, Any]) -> dict[str, str]:
    """Whom to ask: as the settings name them now, else as the brief did."""
    from tollbook.briefs import identity

    now, said = identity.read(), facts["publisher"]
    return {
        "name": now.organisation or str(said.get("organisation") or ""),
        "contact": now.contact or str(said.get("contact") or ""),
    }


def _day(given: str | None) -> Any:
    import pandas as pd

    today = date.today()  # noqa: DTZ011 - a day as the calendar of who withdraws it has it
    if given is not None and given > today.isoformat():
        raise click.UsageError(f"It would be withdrawn on {given}, which has not come yet. Give a day that has (--on).")
    return pd.Timestamp(given or today.isoformat())


def _check_texts(reason: str, role: str, claims: Path | None, contact: str) -> None:
    """Refuse what will be printed in public and must not be: a number, an address, a village that the claims name."""
    from tollbook import shipped
    from tollbook.release import withdrawing

    known = known_claims(claims or shipped.claims_file())
    leaks = withdrawing.leaks_in([reason, role], known, [contact] if contact else [])
    if leaks:
        found = "; ".join(f"{leak.value} ({leak.rule.says})" for leak in leaks)
        raise withdrawing.WithdrawalError(f"The reason and the role are printed in public, and must not hold: {found}")
