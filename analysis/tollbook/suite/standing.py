"""What stands of a brief in a folder: its draft, its approved files, the record of its withdrawal."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook.briefs import facts_file
from tollbook.briefs.errors import BriefError
from tollbook.briefs.outputs.formats import DATA, FORMATS
from tollbook.release import withdrawing
from tollbook.release.approval import Approval, ApprovalError
from tollbook.release.approval import read as read_approval
from tollbook.release.withdrawing import Withdrawal, WithdrawalError

#: Ends of the names of a brief's files, the data first and what people open last.
ENDS = (".ipynb", *DATA, *reversed(FORMATS.values()))
APPROVAL, REFUSED, FACTS = "-approval.json", "-refused.json", "-facts.json"
_MAKE_AGAIN = "Make the draft again (tollbook brief), look at it, and approve that one."


class Unreadable(BriefError):
    """There is no such brief, or what stands of it is damaged."""


@dataclass(frozen=True)
class Standing:
    """A brief of one place, period, language and version in a folder.

    Attributes
    ----------
    folder : Path
    stem : str
        What its files are called, without a mark.
    mark : str
        Of the file that was named: ``draft``, ``internal``, or empty.
    """

    folder: Path
    stem: str
    mark: str = ""

    def path(self, end: str, mark: str = "") -> Path:
        """A file of the brief, by the end of its name."""
        return self.folder / f"{self.stem}{'-' if mark else ''}{mark}{end}"

    def files(self, mark: str = "") -> list[Path]:
        """The files that stand under a mark, in the order of `ENDS`; an approved brief's also with its approval."""
        ends = ENDS if mark else (APPROVAL, *ENDS)
        return [path for path in (self.path(end, mark) for end in ends) if path.is_file()]

    def formats(self, mark: str = "") -> list[str]:
        """The forms that stand under a mark."""
        return [name for name, end in FORMATS.items() if self.path(end, mark).is_file()]

    def withdrawal(self) -> Withdrawal | None:
        """The record of its withdrawal, where it was withdrawn.

        Raises
        ------
        Unreadable
            The record is damaged.
        """
        path = self.path(withdrawing.END)
        try:
            return withdrawing.read(path) if path.exists() else None
        except WithdrawalError as error:
            raise Unreadable(str(error)) from None

    def approval(self) -> Approval | None:
        """The record of its approval, where it has one.

        Raises
        ------
        Unreadable
            The record is damaged.
        """
        path = self.path(APPROVAL)
        try:
            return read_approval(path) if path.exists() else None
        except ApprovalError as error:
            raise Unreadable(str(error)) from None

    def facts(self, mark: str = "") -> dict[str, Any]:
        """What the brief says, as its facts file holds it.

        Raises
        ------
        Unreadable
            There is none, or it is damaged.
        """
        path = self.path(FACTS, mark)
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise Unreadable(f"{path} can't be read: {error.strerror or error}.") from None
        except (ValueError, RecursionError):
            raise Unreadable(f"{path.name} is damaged: it is not JSON. {_MAKE_AGAIN}") from None
        if not isinstance(found, dict) or found.get("format") != facts_file.FORMAT:
            raise Unreadable(
                f"{path.name} is no facts file of a brief: it does not say {facts_file.FORMAT!r}. {_MAKE_AGAIN}"
            )
        wrong = [f"{'.'.join(keys)} is missing" for keys in _NEEDED if not isinstance(_at(found, keys), dict)]
        if wrong:
            raise Unreadable(f"{path.name} is damaged: {', '.join(wrong)}. {_MAKE_AGAIN}")
        return found

    def check_whole(self, mark: str, facts: Mapping[str, Any]) -> None:
        """Refuse files that were not made together with the facts: what was looked at must be what is approved.

        Raises
        ------
        Unreadable
            The message names each file.
        """
        text = self.path(FACTS, mark).read_bytes()
        wrong = [self.path(f"-{name}", mark).name for name in _changed_data(self, mark, facts)]
        pdf, html = self.path(FORMATS["pdf"], mark), self.path(FORMATS["html"], mark)
        wrong += [pdf.name] if pdf.is_file() and not _carries(pdf, facts) else []
        wrong += [html.name] if html.is_file() and base64.b64encode(text) not in html.read_bytes() else []
        if wrong:
            raise Unreadable(
                f"{', '.join(wrong)}: missing, damaged, or of another making than {self.path(FACTS, mark).name}. "
                f"{_MAKE_AGAIN}"
            )


#: What every facts file has, each a table of its own.
_NEEDED = (("brief",), ("publisher",), ("package",), ("panels",), ("stamp", "parameters"), ("stamp", "files"))


def _at(facts: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    value: Any = facts
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _changed_data(standing: Standing, mark: str, facts: Mapping[str, Any]) -> list[str]:
    """Names of the data files that are not what the facts say of them."""
    wrong = []
    for name, said in facts["package"].items():
        try:
            sha256 = hashlib.sha256(standing.path(f"-{name}", mark).read_bytes()).hexdigest()
        except OSError:
            sha256 = ""
        wrong += [] if isinstance(said, dict) and sha256 == said.get("sha256") else [str(name)]
    return wrong


def _carries(pdf: Path, facts: Mapping[str, Any]) -> bool:
    """Whether a PDF carries these facts."""
    try:
        return facts_file.read(pdf).facts == facts
    except BriefError:
        return False


def find(given: Path) -> Standing:
    """The brief that a path means: any of its files, or its stem.

    Raises
    ------
    Unreadable
        Nothing of it stands there.
    """
    if given.is_dir():
        raise Unreadable(f"{given} is a folder. Give one file of a brief, such as its PDF.")
    name = given.name
    ends = sorted((*ENDS, APPROVAL, REFUSED, withdrawing.END), key=len, reverse=True)
    stem, mark = withdrawing.without_mark(name.removesuffix(next((end for end in ends if name.endswith(end)), "")))
    found = Standing(given.parent, stem, mark)
    own = any(found.files(each) for each in ("", *withdrawing.MARKS)) or found.path(withdrawing.END).exists()
    if not stem or not own:
        raise Unreadable(
            f"Of {given} there is no file. Give a file of a brief, such as its PDF, or what their names share."
        )
    return found
