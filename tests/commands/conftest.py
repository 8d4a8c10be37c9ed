"""A draft of the sample that ships, made once, and runs that make the brief without a kernel."""

from __future__ import annotations

import io
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import tollbook as tb
from tollbook import shipped
from tollbook.commands import group
from tollbook.suite import run as running

STEM = "pale-2024-11-01-2024-11-30"
FORMS = ("pdf", "html", "image")


@pytest.fixture(scope="session")
def claims() -> Any:
    return tb.read_claims(shipped.claims_file())


def made(claims: Any, language: str = "en", **options: Any) -> Any:
    return tb.brief(tb.findings(claims), "Pale, Sagaing", "2024-11", language=language, **options)


@pytest.fixture(scope="session")
def drafted(claims: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a draft in several forms; tests take copies."""
    folder = tmp_path_factory.mktemp("drafted")
    made(claims).save(folder, formats=FORMS)
    return folder


@pytest.fixture
def folder(drafted: Path, tmp_path: Path) -> Path:
    shutil.copytree(drafted, tmp_path / "briefs")
    return tmp_path / "briefs"


@pytest.fixture(scope="session")
def files_of_runs() -> dict[str, dict[str, bytes]]:
    """The files that a run leaves, by all that it is given: the same inputs give the same bytes."""
    return {}


@pytest.fixture
def without_kernel(monkeypatch: pytest.MonkeyPatch, files_of_runs: dict[str, dict[str, bytes]]) -> list[dict[str, Any]]:
    """Runs do what the notebook does, in this process; gives the parameters that they were given."""
    seen: list[dict[str, Any]] = []

    def execute(notebook: Path, given: dict[str, Any], folder: Path, on_cell: Any, run_cells: Any = None) -> Any:
        import nbformat

        seen.append(given)
        before = held(folder)
        asked = repr((given, before))
        if asked in files_of_runs:
            for name, data in files_of_runs[asked].items():
                (folder / name).write_bytes(data)
            return nbformat.v4.new_notebook()
        table = tb.read_claims(folder / given["claims"] if given["claims"] else shipped.claims_file())
        found = tb.findings(table, as_of=given["as_of"], coverage=given["coverage"] and folder / given["coverage"])
        where, days = tb.place(given["place"]), (given["start"], given["end"])
        leave = {"release": given["release"], "approval": given["approval"] and folder / given["approval"]}
        brief = tb.brief(found, where, days, given["issued"], given["language"], version=given["version"], **leave)
        brief.save(folder, formats=given["formats"])
        files_of_runs[asked] = {name: data for name, data in held(folder).items() if name not in before}
        return nbformat.v4.new_notebook()

    monkeypatch.setattr(running.kernel, "execute", execute)
    return seen


def ended(*arguments: Any) -> SimpleNamespace:
    """A command that ended: its ``returncode, stdout, stderr``, as those of a process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as end:
        group.run(list(map(str, arguments)))
    return SimpleNamespace(returncode=end.value.code, stdout=out.getvalue(), stderr=err.getvalue())


def held(folder: Path) -> dict[str, bytes]:
    """All files of a folder, hidden ones too."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
