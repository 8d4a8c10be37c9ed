"""Withdrawal: taking back an output, all its files together, and what stays in their place.

What stays is a record without figures, and a page under the names that people may have linked. A version that was
withdrawn is never made again under its name: whoever meets that name must not wonder which of two things it was.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from tollbook.files import OutputError, write_together, write_whole

if TYPE_CHECKING:
    from tollbook.claims.table import Claims
    from tollbook.release.scan.scanning import Leak

FORMAT = "tollbook withdrawn 1"
#: End of the name of the record, behind the stem without a mark.
END = "-withdrawn.json"
#: Marks at the end of a stem.
MARKS = ("draft", "internal")
#: Letters of a role, and of a reason: it is printed on one page.
_LONGEST_ROLE, _LONGEST_REASON = 60, 400


class WithdrawalError(Exception):
    """A withdrawal that can't be made, or the record of one that can't be read."""


class Withdrawn(OutputError):
    """A version of an output was withdrawn, and is not made again under its name."""


@dataclass(frozen=True)
class Withdrawal:
    """What was withdrawn, when, by whom and why.

    Attributes
    ----------
    day : Timestamp
    role : str
        Of who withdrew it, never a name.
    reason : str
        In one line; it is printed in public.
    brief : mapping
        What it was: ``pcode, place, start, end, issued, issue, version, language, digits, state``; no figures.
    publisher : mapping
        ``name`` and ``contact``; empty: not set.
    approval : mapping or None
        Role, day and content of the approval that it had.
    files : mapping of str to str
        SHA-256 of each file that was withdrawn, by its name.
    """

    day: pd.Timestamp
    role: str
    reason: str
    brief: Mapping[str, Any]
    publisher: Mapping[str, str]
    approval: Mapping[str, str] | None
    files: Mapping[str, str]

    def as_json(self) -> str:
        """The record that stays."""
        record = {
            "format": FORMAT,
            "day": f"{self.day:%Y-%m-%d}",
            "role": self.role,
            "reason": self.reason,
            "brief": dict(self.brief),
            "publisher": dict(self.publisher),
            "approval": None if self.approval is None else dict(self.approval),
            "files": dict(sorted(self.files.items())),
        }
        return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def checked_reason(reason: str) -> str:
    """A reason in one line, without blanks around it.

    Raises
    ------
    WithdrawalError
        There is none, or it is too long for a page.
    """
    line = " ".join(reason.split())
    if not line:
        raise WithdrawalError("The reason is empty: say in a sentence why it is withdrawn (--reason).")
    if len(line) > _LONGEST_REASON:
        raise WithdrawalError(
            f"The reason has {len(line)} letters. At most {_LONGEST_REASON} fit on the page that stays (--reason)."
        )
    return line


def checked_role(role: str) -> str:
    """A role, without blanks around it.

    Raises
    ------
    WithdrawalError
        It is empty, too long, or holds what a role has not.
    """
    text = " ".join(role.split())
    if not text or len(text) > _LONGEST_ROLE or re.search(r"[@\d]|https?:", text):
        raise WithdrawalError(
            f'role is {role!r}: give the role of who withdraws it, such as "information manager", in at most '
            f"{_LONGEST_ROLE} letters; no name, number or address."
        )
    return text


def leaks_in(texts: Iterable[str], claims: Claims | None = None, contact: Sequence[str] = ()) -> list[Leak]:
    """What must never leave in texts that will be printed; see `scan.scanning.scan`."""
    from tollbook.release.scan.scanning import scan

    with tempfile.TemporaryDirectory(prefix="tollbook-") as name:
        file = Path(name) / "text.txt"
        file.write_text("\n\n".join(texts) + "\n", encoding="utf-8")
        return scan([file], claims, contact).leaks


def without_mark(stem: str) -> tuple[str, str]:
    """A stem without its mark, and the mark; empty where it has none."""
    mark = next((mark for mark in MARKS if stem.endswith(f"-{mark}")), "")
    return (stem.removesuffix(f"-{mark}"), mark) if mark else (stem, "")


def check_not_withdrawn(folder: Path, stem: str) -> None:
    """Refuse to put files of a version that was withdrawn; internal ones are another output, and are not looked at.

    Parameters
    ----------
    folder : Path
        Where the files would be put.
    stem : str
        What they would be called, with or without a mark.

    Raises
    ------
    Withdrawn
        The message names the next version.
    """
    bare, mark = without_mark(stem)
    path = folder / f"{bare}{END}"
    if mark == "internal" or not path.exists():
        return
    found = re.search(r"-v(\d+)$", bare)
    following = int(found.group(1)) + 1 if found else 2
    try:
        when = f"on {read(path).day:%Y-%m-%d}"
    except WithdrawalError:
        when = f"(its record {path.name} can't be read)"
    raise Withdrawn(
        f"{bare} was withdrawn {when}, and is not made again under its name. Nothing was written. "
        f"Make it as version {following} (version)."
    )


def read(path: Path) -> Withdrawal:
    """Read the record of a withdrawal.

    Raises
    ------
    WithdrawalError
        It can't be read, is none, or is damaged.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WithdrawalError(f"The record {path} can't be read: {error.strerror or error}.") from None
    except (ValueError, RecursionError):
        raise WithdrawalError(f"{path.name} is no record of a withdrawal: it is not JSON.") from None
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise WithdrawalError(f"{path.name} is no record of a withdrawal: it does not say {FORMAT!r}.")
    try:
        files = {_plain_name(name): str(sha256) for name, sha256 in record["files"].items()}
        return Withdrawal(
            pd.Timestamp(record["day"]),
            str(record["role"]),
            str(record["reason"]),
            dict(record["brief"]),
            dict(record["publisher"]),
            None if record["approval"] is None else dict(record["approval"]),
            files,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise WithdrawalError(f"The record {path.name} is damaged: {error}.") from None


def _plain_name(name: str) -> str:
    """A name that lies in its folder: what is listed in a record is deleted."""
    if not name or name in (".", "..") or re.search(r"[/\\:\0]", name):
        raise ValueError(f"{name!r} is no name of a file")
    return name


def put(folder: Path, stem: str, record: Withdrawal, stays: Mapping[str, bytes]) -> None:
    """Take the files away and leave the record and the pages that stay, all of it or nothing.

    The record is written first: where the machine stops in between, the version counts as withdrawn, and `finish`
    does the rest.

    Parameters
    ----------
    folder : Path
    stem : str
        Without a mark.
    record : Withdrawal
    stays : mapping of str to bytes
        What stands from now on under some of the names.

    Raises
    ------
    OutputError
        A file is open in another program, or the folder can't be written to; everything is as it was.
    """
    path = folder / f"{stem}{END}"
    write_whole(path, record.as_json())
    try:
        _replace(folder, record, stays)
    except BaseException:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def finish(folder: Path, record: Withdrawal, stays: Mapping[str, bytes]) -> list[str]:
    """Do the rest of a withdrawal that was stopped in between; gives the names of what was still to be done.

    Parameters
    ----------
    folder : Path
    record : Withdrawal
        As it stands in the folder.
    stays : mapping of str to bytes
        See `put`.
    """
    beside = [path for name in record.files for path in folder.glob(f".{_escaped(name)}.*") if _is_left(path, name)]
    gone = [name for name in record.files if name not in stays and (folder / name).exists()]
    missing = [name for name, data in stays.items() if _bytes(folder / name) != data]
    if gone or missing:
        _replace(folder, record, stays)
    for path in beside:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    return sorted({*gone, *missing, *(path.name for path in beside)})


def _escaped(name: str) -> str:
    return re.sub(r"([\[\]*?])", r"[\1]", name)


def _is_left(path: Path, name: str) -> bool:
    """Whether a hidden file is what a stopped run moved aside or had begun of a file of that name."""
    rest = path.name.removeprefix(f".{name}.")
    return bool(re.fullmatch(r"[0-9a-f]{8}\.(before|gone)|\d+\.part", rest))


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _replace(folder: Path, record: Withdrawal, stays: Mapping[str, bytes]) -> None:
    """Move aside what goes, put what stays in its place, then delete what was moved; or leave all as it was."""
    mark = secrets.token_hex(4)
    going = [folder / name for name in sorted(record.files) if name not in stays and (folder / name).exists()]
    moves = [(path, path.with_name(f".{path.name}.{mark}.gone")) for path in going]
    at = folder
    try:
        for at, aside in moves:
            os.replace(at, aside)
        write_together({folder / name: data for name, data in stays.items()})
    except BaseException as error:
        for path, aside in moves:
            if os.path.lexists(aside):
                with suppress(OSError):
                    os.replace(aside, path)
        if isinstance(error, OSError):
            raise OutputError(
                f"{at} could not be taken away: {error.strerror or error}. Nothing was withdrawn. "
                f"If {at.name} is open in another program, close it and run again."
            ) from error
        raise
    for _, aside in moves:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
