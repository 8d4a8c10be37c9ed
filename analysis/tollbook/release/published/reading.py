"""All outputs in some files and folders, each with everything that its files say, however many forms it comes in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tollbook.release.published import facts as facts_files
from tollbook.release.published import pages, tables
from tollbook.release.published.cells import HELD, Output, Printed, said_of
from tollbook.release.published.opening import Document, NotRead, documents, files, is_page
from tollbook.release.scan.pieces import Unreadable
from tollbook.release.scan.readers import workbook

#: Ends of the names of the files of a brief, and of the one that names them all.
_ENDS = ("-tally.csv", "-findings.csv", "-figures.zip")
_FACTS = "-facts.json"
#: A table with these columns has no figures in it but quotients of them.
_RATES = {"people", "per"}


@dataclass
class Published:
    """What was read.

    Attributes
    ----------
    outputs : list of Output
    files : list of str
        That were read.
    told : set of str
        Of these, those that say any figure.
    """

    outputs: list[Output] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)


def read(paths: Iterable[Path], progress: Callable[[str], None] | None = None) -> Published:
    """Read every output in some paths.

    Parameters
    ----------
    paths : iterable of Path
        Files, and folders with all that is in them.
    progress : callable, optional
        Called with the name of each file before it is read.

    Returns
    -------
    Published

    Raises
    ------
    NotRead
        A path is not there, or a file is broken: all of them are named at once.
    """
    desk = _Desk()
    for file in files(paths):
        if progress:
            progress(file.as_posix())
        desk.take(file)
    desk.join()
    if desk.wrong:
        raise NotRead(" ".join([*desk.wrong, "Nothing was compared: mend these files, or give the others alone."]))
    return desk.made


class _Desk:
    """Takes files apart first, and puts the tables to the outputs that they belong to when all are there."""

    def __init__(self) -> None:
        self.made = Published()
        self.wrong: list[str] = []
        self._by_hash: dict[str, Output] = {}
        self._by_container: dict[tuple[str, tuple[str, ...]], Output] = {}
        self._by_stem: dict[str, Output] = {}
        self._facts: dict[int, dict[str, Any]] = {}
        self._tables: list[tuple[Document, tables.Rows]] = []
        self._pages: list[Document] = []
        self._joined: set[tuple[int, str, str]] = set()
        self._loose: dict[str, Output] = {}

    def take(self, file: Path) -> None:
        """Read one file."""
        self.made.files.append(file.as_posix())
        try:
            for each in documents(file):
                self._sort(each)
        except Unreadable as error:
            self.wrong.append(f"{file} can't be read: {error}.")

    def _sort(self, each: Document) -> None:
        """Put a document where it belongs: facts, tables, pages; what is none of them is left."""
        if is_page(each):
            self._pages.append(each)
        elif workbook.is_workbook(each.data):
            for name, rows in tables.of_workbook(each.data):
                self._tables.append((Document(each.file, (*each.inside, f"sheet {name}"), name, each.data), rows))
        elif each.name.endswith(".json"):
            data = tables.of_json_text(each.text)
            if facts_files.is_facts(data):
                self._take_facts(each, data)
            else:
                self._tables.append((each, tables.of_json(data)))
        elif b"pcode" in each.data[:4000] and not each.data.lstrip().startswith((b"<", b"{", b"[")):
            self._tables.append((each, tables.of_csv(each.text)))

    def _take_facts(self, each: Document, data: dict[str, Any]) -> None:
        digest = hashlib.sha256(each.data).hexdigest()
        output = self._by_hash.get(digest)
        if output is None:
            output = facts_files.read(data, each.told)
            self.made.outputs.append(output)
            self._by_hash[digest] = output
            self._facts[id(output)] = data
            for held in data.get("package", {}).values():
                self._by_hash.setdefault(str(held.get("sha256")), output)
        self.made.told.add(each.file)
        self._by_container[each.file, each.inside[:-1]] = output
        if not each.inside and each.name.endswith(_FACTS):
            self._by_stem[each.file.removesuffix(_FACTS)] = output

    def join(self) -> None:
        """Put tables and pages to their outputs."""
        for each, rows in self._tables:
            kind = tables.kind_of(rows)
            if not kind or set(rows[0]) & _RATES:
                continue
            self.made.told.add(each.file)
            try:
                self._put(each, rows, kind)
            except Unreadable as error:
                self.wrong.append(f"{each.told} can't be read: {error}.")
        for each in self._pages:
            self._see(each)

    def _put(self, each: Document, rows: tables.Rows, kind: str) -> None:
        digest = hashlib.sha256(each.data).hexdigest()
        output = self._by_hash.get(digest) or self._beside(each)
        mark = (id(output), digest, each.name)
        if mark in self._joined:
            return
        self._joined.add(mark)
        if kind == "findings":
            tables.add_findings(output, rows, each.told)
            return
        chart = Path(each.name).stem if "state" in rows[0] else ""
        tables.add_tally(output, rows, each.told, chart)
        if not chart:
            output.silent += output.silent_with_tally
            output.silent_with_tally = []

    def _beside(self, each: Document) -> Output:
        """The output that a table travels with, by its container or the name of its file; else one of its own."""
        stem = next((each.file.removesuffix(end) for end in _ENDS if each.file.endswith(end)), "")
        output = self._by_container.get((each.file, each.inside[:-1])) if each.inside else None
        output = output or self._by_stem.get(stem)
        if output is None:
            name = each.file if each.file.endswith(".zip") else each.told
            output = self._loose.get(name)
            if output is None:
                output = self._loose[name] = Output(name)
                self.made.outputs.append(output)
        return output

    def _see(self, page: Document) -> None:
        """Figures that are to be seen on a page, where its facts hold them back."""
        output = self._by_container.get((page.file, page.inside[:-1]))
        if output is None:
            return
        held: dict[str, list[Printed]] = {}
        for each in output.printed:
            if each.state == HELD:
                held.setdefault(each.at, []).append(each)
        for key, text in pages.figures(page.text, self._facts[id(output)]):
            for each in held.get(f"figures, {key}", []):
                seen = pages.number_in(text, each.below)
                if seen is not None:
                    where = (page.told, f"{text.strip()!r}")
                    output.printed += said_of(each.cell, (None, seen, None), "", 0, None, where, each.knowledge)
