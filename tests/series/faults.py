"""A small series whose runs are disturbed, and what has to be true after the next one."""

from __future__ import annotations

import multiprocessing
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psutil

from tests.briefs.invented import claim
from tests.series import runner
from tests.series.invented import KALE, KANBALU, PALE, claims_file, held, register, series_file
from tollbook.series.ingredients import sha256
from tollbook.series.manifest import Manifest

PCODES = (PALE, KALE, KANBALU)
#: Seconds in which a process that lost its parent has to be gone.
_PATIENCE = 20.0


def claims(folder: Path, note: str = "") -> Path:
    """A claims file: one claim in each place, with a note that makes it another file."""
    return claims_file(folder, [
        claim(n, f"invented-{n}", pcode=code, place_name=code, source="The Irrawaddy", note=note, best=f"{6 + len(note)}")
        for n, code in enumerate(PCODES, 1)
    ])  # fmt: skip


class Case:
    """A series of three drafts.

    Parameters
    ----------
    folder : Path
        All of it lies there, what is short-lived too.
    pcodes : sequence of str
        Of its places.
    """

    def __init__(self, folder: Path, pcodes: Sequence[str] = PCODES) -> None:
        self.pcodes = pcodes
        self.folder, self.series, self.briefs = folder, folder / "series", folder / "briefs"
        self.notebooks, self.short, self.log = folder / "notebooks", folder / "short-lived", folder / "log"
        self.drafts = self.briefs / "drafts"
        self.short.mkdir(parents=True)
        register(self.notebooks)
        self.write()

    def write(self, note: str = "", act: str = "", **values: Any) -> None:
        """Write the series and its claims."""
        parameters = {"claims": "invented-claims.csv", "formats": ["html"], "act": act}
        series_file(self.series, places=list(self.pcodes), parameters=parameters, **values)
        claims(self.series, note)

    def begun(
        self,
        *more: str,
        verb: str = "run",
        environment: dict[str, str] | None = None,
        first: Callable[[], None] | None = None,
        warmed: bool = False,
    ) -> multiprocessing.process.BaseProcess:
        """A run that has begun, or another command, in a process of its own."""
        where = ["--on", "2025-06-30", "--series", str(self.series), "--output", str(self.briefs), "--workers", "2"]
        arguments = ["series", verb, *where, *more]
        return runner.begun(
            self.notebooks, self.log, arguments, {"TMPDIR": str(self.short), **(environment or {})}, first, warmed
        )

    def run(self, *more: str, **given: Any) -> int:
        """The exit code of a run, or of another command."""
        process = self.begun(*more, **given)
        process.join()
        assert process.exitcode is not None
        return process.exitcode

    def said(self) -> str:
        """What was printed since this was asked last."""
        text = self.log.read_text(encoding="utf-8")
        self.log.unlink()
        return text

    def begin_from(self, state: Path | None) -> None:
        """Put back a state of the folder of briefs; none where none is given."""
        shutil.rmtree(self.briefs, ignore_errors=True)
        if state is not None:
            shutil.copytree(state, self.briefs)

    def processes(self) -> list[psutil.Process]:
        """The processes of its runs that go on: whoever was started with its folder for what is short-lived."""
        found = []
        for process in psutil.process_iter():
            try:
                is_ours = process.environ().get("TMPDIR", "").startswith(str(self.short))
                found += [process] if is_ours and process.status() != psutil.STATUS_ZOMBIE else []
            except psutil.Error:
                continue
        return found

    def check(self, undisturbed: dict[str, bytes]) -> None:
        """After an undisturbed run: all files are those that are made without a fault, and nothing else is anywhere."""
        assert held(self.briefs) == undisturbed
        with Manifest(self.drafts, only_look=True) as manifest:
            entries = {name: manifest.get(name) for name in manifest.tasks()}
        assert sorted(entries) == sorted(f"invented-monthly/2024-11/{code}-en" for code in self.pcodes)
        files = {}
        for entry in entries.values():
            files |= {f"drafts/invented-monthly/2024-11/{name}": was for name, was in entry.files.items()}
        assert files == {name: sha256(data) for name, data in undisturbed.items()}
        kept = {"manifest.sqlite", "manifest.lock", "run-report.json", "run-report.html", "invented-monthly"}
        assert {path.name for path in self.drafts.iterdir()} == kept
        left = [str(path.relative_to(self.short)) for path in self.short.rglob("*")]
        assert left == [], left
        self.check_no_process()

    def check_no_process(self) -> None:
        """Nothing of a run that was killed goes on; it may take a moment to end."""
        end = time.monotonic() + _PATIENCE
        while found := self.processes():
            assert time.monotonic() < end, found
            time.sleep(0.02)
