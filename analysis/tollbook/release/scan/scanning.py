"""Reading public outputs back, and listing everything in them that must never leave."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tollbook.release.files_in import files_in
from tollbook.release.scan import opening
from tollbook.release.scan.clearing import plain, views
from tollbook.release.scan.pieces import Piece, Where, unread
from tollbook.release.scan.rules import authoring, codes, columns, contacts, coordinates, machines, traces
from tollbook.release.scan.rules.listed import RULES, Rule

if TYPE_CHECKING:
    from tollbook.claims.table import Claims
    from tollbook.release.scan.rules.inside import Inside

_SHOWN = 60
#: What a facts file says of itself.
_FACTS = ("format", "tollbook facts 1")
_CONTACTS = {"phone", "e-mail", "messaging"}
#: Rules for text, and whether they also read lines that were joined.
_TEXT: tuple[tuple[str, Callable[[str], Iterator[str]], bool], ...] = (
    ("coordinates", coordinates.find, True),
    ("column", columns.find, False),
    ("phone", contacts.phones, True),
    ("e-mail", contacts.mails, True),
    ("messaging", contacts.messaging, True),
    ("path", machines.paths, False),
    ("host", machines.hosts, False),
    ("notebook", traces.find, False),
)


class ScanError(Exception):
    """A path can't be opened, so nobody knows what is in it."""


@dataclass(frozen=True)
class Leak:
    """Something that must never leave.

    Attributes
    ----------
    file : str
        As it was given, with ``/`` between folders.
    where : tuple of str
        Its place inside the file, from the outside in.
    rule : Rule
    value : str
        Shortened.
    """

    file: str
    where: Where
    rule: Rule
    value: str

    @property
    def place(self) -> str:
        """The place inside the file as a text."""
        return ", ".join(part for part in self.where if part)


@dataclass
class Scan:
    """What a scan has found.

    Attributes
    ----------
    leaks : list of Leak
        In the order of files, and of places inside them.
    files : list of str
        That were read.
    own : set of str
        Contacts that were taken for the publisher's own, and left out.
    """

    leaks: list[Leak] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    own: set[str] = field(default_factory=set)


@dataclass
class _Publisher:
    """Who publishes, as the facts inside the outputs say."""

    contacts: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    _facts: set[Where] = field(default_factory=set)

    def hear(self, piece: Piece) -> None:
        if _FACTS in piece.cells:
            self._facts.add(piece.where)
        elif piece.where[-1:] == ("publisher",) and piece.where[:-1] in self._facts:
            said = dict(piece.cells)
            self.contacts |= {said.get("contact", "")} - {""}
            self.names |= {said.get("organisation", "")} - {""}

    def owns(self) -> Callable[[Leak], bool]:
        """Whether a finding is the publisher's own: the whole address or number as it stands in a contact, no part."""
        names = {_short(name) for name in self.names}
        finders = [find for code, find, _ in _TEXT if code in _CONTACTS]
        own = {_bare(each) for contact in self.contacts for find in finders for each in find(plain(contact))}
        own |= {_bare(contact) for contact in self.contacts}

        def is_own(leak: Leak) -> bool:
            code = leak.rule.code
            return (code == "authoring" and leak.value in names) or (code in _CONTACTS and _bare(leak.value) in own)

        return is_own


def scan(
    paths: Iterable[Path],
    claims: Claims | None = None,
    contact: Sequence[str] = (),
    progress: Callable[[str], None] | None = None,
) -> Scan:
    """Read files, and all files in folders, and list what must never leave.

    Parameters
    ----------
    paths : iterable of Path
    claims : Claims, optional
        What they hold and must stay inside is looked for too.
    contact : sequence of str
        The publisher's own, beside what facts files among the outputs name as such.
    progress : callable, optional
        Called with the name of each file before it is read.

    Returns
    -------
    Scan

    Raises
    ------
    ScanError
        A path is not there, or can't be read; all such paths are named at once.
    """
    inside = None
    if claims is not None:
        from tollbook.release.scan.rules import inside as held

        inside = held.of(claims)
    publisher, result = _Publisher(contacts=set(contact)), Scan()
    for file in _files(paths):
        name = file.as_posix()
        if progress:
            progress(name)
        result.files.append(name)
        result.leaks += _leaks(name, file, inside, publisher)
    result.own = publisher.contacts
    is_own = publisher.owns()
    result.leaks = [leak for leak in result.leaks if not is_own(leak)]
    return result


def _leaks(name: str, file: Path, inside: Inside | None, publisher: _Publisher) -> Iterator[Leak]:
    """What is found in one file, each once."""
    seen: set[tuple[object, ...]] = set()
    for piece in _pieces(file):
        publisher.hear(piece)
        for code, value in _broken_rules(piece, inside):
            leak = Leak(name, _place(piece, value), RULES[code], _short(value))
            # A column that is told as such is not told again as a word of its row.
            where = piece.where if code == "column" else leak.where
            mark = (where, code, re.sub(r"\W+", "", leak.value).casefold() or leak.value)
            if mark not in seen:
                seen.add(mark)
                yield leak


def _files(paths: Iterable[Path]) -> list[Path]:
    """Every file once, those of a folder in the order of their names."""
    found, wrong = files_in(paths)
    if wrong:
        raise ScanError(" ".join([*wrong, "Nothing was scanned: give paths that can be read."]))
    return found


def _pieces(file: Path) -> Iterator[Piece]:
    yield Piece(file.name, ("file name",))
    try:
        data = file.read_bytes()
    except (OSError, MemoryError) as error:
        yield unread((), f"it can't be read ({error})")
        return
    yield from opening.pieces(data, file.name)


def _broken_rules(piece: Piece, inside: Inside | None) -> Iterator[tuple[str, str]]:
    """Codes of the rules that a piece breaks, each with the text that does."""
    if piece.kind == "found":
        yield piece.key, piece.text
        return
    if piece.kind == "key" and columns.never(plain(piece.text)):
        yield "column", piece.text
    if piece.kind == "metadata" and authoring.forbidden(piece.key, piece.text):
        yield "authoring", piece.text
    yield from (("p-code", value) for value in codes.find_in_cells(piece.cells))
    for view in views(piece.text, piece.broken):
        joined = piece.broken and "\n" not in view and "\n" in piece.text
        yield from (("p-code", value) for value in codes.find(view, joined))
        for code, find, also_joined in _TEXT:
            if also_joined or not joined:
                yield from ((code, value) for value in find(view))
        if inside is not None:
            yield from inside.find(view)


def _place(piece: Piece, value: str) -> Where:
    """The place of a value: in a row, down to the cell."""
    for name, cell in piece.cells:
        if value in cell or any(value in view for view in views(cell)):
            return (*piece.where, name)
    return piece.where


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def _bare(value: str) -> str:
    return re.sub(r"[\W_]+", "", plain(value)).casefold()
