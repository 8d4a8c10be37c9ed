"""A run through papermill: its files together, the same bytes again, and nothing where it fails or is stopped."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.briefs.invented import brief as brief_of
from tests.briefs.invented import claim, entered
from tollbook import shipped
from tollbook.briefs.errors import BriefError
from tollbook.briefs.facts import as_json
from tollbook.briefs.outputs.formats import names as names_of
from tollbook.claims.coverage import CoverageError
from tollbook.commands import group
from tollbook.files import OutputError
from tollbook.suite import inputs
from tollbook.suite import run as running
from tollbook.suite.notebooks import TOWNSHIP_BRIEF

#: Invented claims are recent and of outlets that nobody listed: what is made of them stays inside.
STEM = "pale-2024-11-01-2024-11-30-internal"
OTHER = "pale-2024-11-01-2024-11-30-my-v2-internal"
FILES = {f"{STEM}{end}" for end in (".pdf", ".ipynb", "-tally.csv", "-findings.csv", "-facts.json")}


def check(values):
    return TOWNSHIP_BRIEF.check({"release": "internal", **values})


class Told:
    """Keeps what a run tells."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def step(self, text: str) -> None:
        self.steps.append(text)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """One run on invented claims: its folder and what it told."""
    folder = tmp_path_factory.mktemp("run")
    told = Told()
    path = running.run(TOWNSHIP_BRIEF, check({"claims": str(claims_file(folder)), "output": str(folder / "out")}), told)
    return path, told


def claims_file(folder: Path, *rows) -> Path:
    import pandas as pd

    path = folder / "invented-claims.csv"
    pd.DataFrame(list(rows) or [claim(1), claim(2, source="Another Invented Outlet")]).to_csv(path, index=False)
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_all_files_lie_together(made):
    path, _ = made
    assert path.name == f"{STEM}.pdf"
    assert names(path.parent) == FILES
    assert path.read_bytes().startswith(b"%PDF-")


def test_progress_is_told_step_by_step(made):
    _, told = made
    assert told.steps[0] == "Checking the claims file and the output folder"
    assert told.steps[-1] == "Putting the files in their place"
    assert len(told.steps) == running.steps(TOWNSHIP_BRIEF)
    assert "Cell 8 of 10: The brief" in told.steps


def test_the_executed_notebook_is_whole_and_clean(made):
    path, _ = made
    text = (path.parent / f"{STEM}.ipynb").read_text(encoding="utf-8")
    notebook = json.loads(text)
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    assert "papermill" not in notebook["metadata"]
    assert all("papermill" not in cell["metadata"] for cell in notebook["cells"])
    assert not [out for cell in cells for out in cell["outputs"] if out.get("name") == "stderr"]
    # Letters of a picture may spell anything.
    pictures = [out["data"].pop("image/png", "") for cell in cells for out in cell["outputs"] if "data" in out]
    assert any(pictures)
    assert "/tmp" not in json.dumps(cells)
    assert str(path.parent) not in text
    given = "".join(cells[1]["source"])
    assert 'claims = "invented-claims.csv"' in given
    assert "invented-1" not in text.replace("invented-claims", "")


def test_the_notebook_makes_what_the_package_makes(made):
    import tollbook as tb

    path, _ = made
    found = tb.findings(tb.read_claims(path.parent.parent / "invented-claims.csv"))
    brief = tb.brief(found, "Pale, Sagaing", "2024-11", release="internal")
    assert path.read_bytes() == brief.pdf
    assert json.loads((path.parent / f"{STEM}-facts.json").read_text(encoding="utf-8")) == brief.facts
    assert (path.parent / f"{STEM}-tally.csv").read_text(encoding="utf-8") == brief.tally_csv
    assert (path.parent / f"{STEM}-findings.csv").read_text(encoding="utf-8") == brief.findings_csv


@pytest.mark.long
def test_a_public_run_keeps_the_code_and_no_name_of_a_file(tmp_path):
    path = claims_file(tmp_path, claim(1, note="An invented note"))
    asked = {"claims": str(path), "release": "public", "issued": "2025-06-01", "output": str(tmp_path / "out")}
    made = running.run(TOWNSHIP_BRIEF, check(asked))
    stem = STEM.replace("internal", "draft")
    assert made.name == f"{stem}.pdf"
    assert names(made.parent) == {name.replace(STEM, stem) for name in FILES}
    text = (made.parent / f"{stem}.ipynb").read_text(encoding="utf-8")
    assert 'claims = \\"claims.csv\\"' in text
    assert "DRAFT: not approved for release." in text
    assert [cell["outputs"] for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"] == [[]] * 10
    every = b"".join(each.read_bytes() for each in made.parent.iterdir())
    assert b"invented-claims" not in every
    assert b"Invented Outlet" not in every


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"start": "2024-11-11", "end": "2024-11-14"},
            "A public brief of a township is of whole months, and 2024-11-11 to 2024-11-14 are none. Ask for 2024-11-01 "
            "to 2024-11-30, or make it for internal use (release).",
        ),
        (
            {"as_of": "2024-12-03"},
            "A public brief of Pale Township up to 2024-11-30 is not due before 2024-12-07, 7 days after its last day, and "
            "it would be issued on 2024-12-03. Issue it later (issued), or make it for internal use (release).",
        ),
    ],
)
def test_a_public_brief_that_is_not_due_is_refused_before_a_kernel_starts(values, said):
    with pytest.raises(BriefError) as error:
        check({"release": "public", **values})
    assert str(error.value) == f"The parameters do not fit together: {said}"


def test_a_missing_claims_file_is_said(tmp_path):
    with pytest.raises(BriefError) as error:
        running.run(TOWNSHIP_BRIEF, check({"claims": str(tmp_path / "none.csv"), "output": str(tmp_path / "out")}))
    assert str(error.value) == f"The claims file {tmp_path / 'none.csv'} can't be read: No such file or directory."


@pytest.mark.parametrize("name", ["boundaries", "population", "coverage"])
def test_a_missing_file_is_said_before_a_kernel_starts(tmp_path, monkeypatch, name):
    no_kernel(monkeypatch, lambda folder: pytest.fail("a kernel was started"))
    with pytest.raises(BriefError) as error:
        running.run(TOWNSHIP_BRIEF, check({name: str(tmp_path / "none.csv"), "output": str(tmp_path / "out")}))
    assert str(error.value) == f"The {name} file {tmp_path / 'none.csv'} can't be read: No such file or directory."


def test_a_population_file_with_errors_is_refused_before_a_kernel_starts(tmp_path, monkeypatch):
    no_kernel(monkeypatch, lambda folder: pytest.fail("a kernel was started"))
    path = tmp_path / "invented-2024.csv"
    path.write_text("ADM3_PCODE,T_TL\nMMR005019,-4\n")
    with pytest.raises(BriefError, match="-4"):
        running.run(TOWNSHIP_BRIEF, check({"population": str(path), "output": str(tmp_path / "out")}))


def test_a_coverage_file_with_errors_is_refused_before_a_kernel_starts(tmp_path, monkeypatch):
    no_kernel(monkeypatch, lambda folder: pytest.fail("a kernel was started"))
    path = tmp_path / "invented-coverage.csv"
    path.write_text("source,pcode,start,end,status\nInvented Outlet,MMR005019,2024-01-01,2024-12-31,looked\n")
    with pytest.raises(CoverageError, match="looked"):
        running.run(TOWNSHIP_BRIEF, check({"coverage": str(path), "output": str(tmp_path / "out")}))


def test_a_last_issue_that_is_none_is_refused_before_a_kernel_starts(tmp_path, monkeypatch):
    no_kernel(monkeypatch, lambda folder: pytest.fail("a kernel was started"))
    (tmp_path / "invented-facts.json").write_text("{}")
    with pytest.raises(BriefError, match=r"^invented-facts\.json is no facts file of a brief"):
        running.run(
            TOWNSHIP_BRIEF, check({"previous": str(tmp_path / "invented-facts.json"), "output": str(tmp_path / "out")})
        )


def test_a_last_issue_of_another_place_is_refused_before_a_kernel_starts(tmp_path, monkeypatch):
    no_kernel(monkeypatch, lambda folder: pytest.fail("a kernel was started"))
    last = tmp_path / "kale-facts.json"
    last.write_text(as_json(entered(brief_of(claim(1), place="MMR005027"))), encoding="utf-8")
    with pytest.raises(BriefError, match=r"is of Kale Township \(MMR005027\), and this brief is of Pale Township"):
        running.run(TOWNSHIP_BRIEF, check({"previous": str(last), "output": str(tmp_path / "out")}))


def test_a_missing_last_issue_is_said(tmp_path, monkeypatch):
    no_kernel(monkeypatch, lambda folder: pytest.fail("a kernel was started"))
    with pytest.raises(BriefError) as error:
        running.run(TOWNSHIP_BRIEF, check({"previous": str(tmp_path / "none.pdf"), "output": str(tmp_path / "out")}))
    assert str(error.value) == f"The last issue {tmp_path / 'none.pdf'} can't be read: No such file or directory."


def test_a_wrong_identity_is_refused_before_a_kernel_starts(tmp_path, monkeypatch):
    no_kernel(monkeypatch, lambda folder: pytest.fail("a kernel was started"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tollbook.toml").write_text('[organisation]\nnmae = "Invented Organisation"\n')
    with pytest.raises(BriefError) as error:
        running.run(TOWNSHIP_BRIEF, check({"output": str(tmp_path / "out")}))
    assert str(error.value) == (
        "tollbook.toml: [organisation] has no 'nmae'. The nearest is 'name'; all: name, contact, disclaimer, method_url, "
        "licence, cite, logo."
    )


def test_the_identity_and_its_logo_travel_along(tmp_path, monkeypatch):
    seen = {}
    no_kernel(monkeypatch, lambda folder: (leave_files(folder), seen.update(logo=(folder / "mark.svg").read_bytes())))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tollbook.toml").write_text('[organisation]\nname = "Invented Organisation"\nlogo = "mark.svg"\n')
    (tmp_path / "mark.svg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    running.run(TOWNSHIP_BRIEF, check({"output": str(tmp_path / "out")}))
    assert seen["logo"] == (tmp_path / "mark.svg").read_bytes()


def test_two_files_of_one_name_are_refused(tmp_path, monkeypatch):
    no_kernel(monkeypatch, lambda folder: pytest.fail("a kernel was started"))
    other = tmp_path / "other" / "invented-claims.csv"
    other.parent.mkdir()
    other.write_text("ADM3_PCODE,T_TL\n")
    with pytest.raises(BriefError) as error:
        running.run(
            TOWNSHIP_BRIEF,
            check({"claims": str(claims_file(tmp_path)), "population": str(other), "output": str(tmp_path / "out")}),
        )
    assert str(error.value) == "Two of the files are called invented-claims.csv. Give one of them another name."


def test_paths_relative_to_the_callers_folder_are_found(tmp_path, monkeypatch):
    no_kernel(monkeypatch, lambda folder: (leave_files(folder), (folder / "people-2024.csv").stat()))
    (tmp_path / "people-2024.csv").write_text("ADM3_PCODE,T_TL\nMMR005019,120000\n")
    monkeypatch.chdir(tmp_path)
    running.run(TOWNSHIP_BRIEF, check({"population": "people-2024.csv", "output": "out"}))
    assert names(tmp_path / "out") == FILES


def test_all_parts_of_a_shapefile_travel_together(tmp_path):
    for ending in (".shp", ".dbf", ".shx", ".prj", ".txt"):
        (tmp_path / f"adm3{ending}").write_text("invented")
    parts = {path.name for path in inputs.parts(tmp_path / "adm3.shp")}
    assert parts == {"adm3.shp", "adm3.dbf", "adm3.shx", "adm3.prj"}


def test_an_output_folder_that_is_a_file_is_said_before_the_work(tmp_path):
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(OutputError) as error:
        running.run(TOWNSHIP_BRIEF, check({"output": str(tmp_path / "out")}))
    assert str(error.value) == (
        f"The folder {tmp_path / 'out'} can't be written to: File exists. Nothing was written. "
        "Give one that you may write to (--output)."
    )


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator may write everywhere")
def test_an_output_folder_without_permission_is_said_before_the_work(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir(mode=0o500)
    with pytest.raises(OutputError, match="can't be written to: Permission denied"):
        running.run(TOWNSHIP_BRIEF, check({"output": str(folder)}))


def no_kernel(monkeypatch, act):
    """Replace the execution of the notebook by `act`, which is given the folder."""

    def execute(notebook, parameters, folder, on_cell, run_cells=None):
        import nbformat

        act(folder)
        return nbformat.v4.new_notebook()

    monkeypatch.setattr(running.kernel, "execute", execute)


def leave_files(folder):
    for name in FILES - {f"{STEM}.ipynb"}:
        (folder / name).write_bytes(b"made")


def test_claims_that_change_meanwhile_are_noticed(tmp_path, monkeypatch):
    path = claims_file(tmp_path)

    def act(folder):
        leave_files(folder)
        path.write_text(path.read_text() + "\n")

    no_kernel(monkeypatch, act)
    with pytest.raises(BriefError) as error:
        running.run(TOWNSHIP_BRIEF, check({"claims": str(path), "output": str(tmp_path / "out")}))
    assert str(error.value) == (
        "invented-claims.csv changed while the brief was made from it. Nothing was written. Run it again."
    )
    assert names(tmp_path / "out") == set()


def test_days_to_come_and_other_errors_are_said_at_once_before_a_kernel_starts(tmp_path, monkeypatch, capsys):
    no_kernel(monkeypatch, lambda folder: pytest.fail("a kernel was started"))
    ahead = f"{date.today() + timedelta(days=400):%Y-%m-%d}"  # noqa: DTZ011
    path = claims_file(tmp_path, claim(1), claim(2, published=ahead), claim(3, low="9", best="5", high="4"))
    arguments = command("--claims", str(path), "--output", str(tmp_path / "out"))[3:]
    with pytest.raises(SystemExit) as stopped:
        group.run(arguments)
    assert stopped.value.code == 1
    said = capsys.readouterr().err
    assert f'invented-claims.csv, row 3, column published, "{ahead}": ' in said
    assert "invented-claims.csv, row 4, " in said
    assert names(tmp_path / "out") == set()


def test_a_claim_of_today_is_no_claim_of_a_day_to_come(tmp_path, monkeypatch):
    no_kernel(monkeypatch, leave_files)
    path = claims_file(tmp_path, claim(1, published=f"{date.today():%Y-%m-%d}"))  # noqa: DTZ011
    running.run(TOWNSHIP_BRIEF, check({"claims": str(path), "output": str(tmp_path / "out")}))
    assert names(tmp_path / "out") == FILES


def test_a_full_disk_leaves_nothing(tmp_path, monkeypatch):
    no_kernel(monkeypatch, leave_files)
    write = Path.write_bytes

    def full(path, data):
        if path.name.startswith(".") and path.name.endswith(".part") and "facts" in path.name:
            raise OSError(28, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match="No space left on device"):
        running.run(TOWNSHIP_BRIEF, check({"output": str(tmp_path / "out")}))
    assert names(tmp_path / "out") == set()


def test_the_pdf_gets_its_name_last(tmp_path, monkeypatch):
    no_kernel(monkeypatch, leave_files)
    renamed = []
    replace = os.replace
    monkeypatch.setattr(os, "replace", lambda a, b: (renamed.append(Path(b).name), replace(a, b))[1])
    running.run(TOWNSHIP_BRIEF, check({"output": str(tmp_path / "out")}))
    assert renamed[-1] == f"{STEM}.pdf"
    assert set(renamed) == FILES


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_that_is_open_elsewhere_leaves_all_of_before(tmp_path, monkeypatch, name):
    no_kernel(monkeypatch, leave_files)
    out = tmp_path / "out"
    out.mkdir()
    for each in FILES:
        (out / each).write_bytes(b"the issue before")
    replace = os.replace

    def held(source, target):
        if name in (Path(source).name, Path(target).name):
            raise PermissionError(13, "Access is denied")
        replace(source, target)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(OutputError, match=f"If {name} is open in another program, close it and run again"):
        running.run(TOWNSHIP_BRIEF, check({"output": str(out)}))
    assert {path.name: path.read_bytes() for path in out.iterdir()} == dict.fromkeys(FILES, b"the issue before")


def test_other_forms_are_put_in_their_place_too(tmp_path, monkeypatch):
    wanted = names_of(STEM, ["html", "figures"])
    no_kernel(monkeypatch, lambda folder: [(folder / name).write_bytes(b"made") for name in wanted])
    made = running.run(TOWNSHIP_BRIEF, check({"formats": ["figures", "html"], "output": str(tmp_path / "out")}))
    assert made == tmp_path / "out" / f"{STEM}.html"
    assert names(tmp_path / "out") == {f"{STEM}.ipynb", *wanted}


def test_another_language_and_version_have_another_name(tmp_path, monkeypatch):
    wanted = names_of(OTHER, ["pdf"])
    no_kernel(monkeypatch, lambda folder: [(folder / name).write_bytes(b"made") for name in wanted])
    made = running.run(TOWNSHIP_BRIEF, check({"language": "my", "version": 2, "output": str(tmp_path / "out")}))
    assert made.name == f"{OTHER}.pdf"


def test_a_notebook_that_leaves_a_file_out_is_no_success(tmp_path, monkeypatch):
    no_kernel(monkeypatch, lambda folder: None)
    with pytest.raises(BriefError) as error:
        running.run(TOWNSHIP_BRIEF, check({"output": str(tmp_path / "out")}))
    assert str(error.value) == "The notebook ran and left no file that ends in -facts.json. Nothing was written."


def command(*arguments):
    return [sys.executable, "-m", "tollbook", "brief", "Pale, Sagaing", "--start", "2024-11-01", "--end", "2024-11-30",
            "--release", "internal", *arguments]  # fmt: skip


@pytest.mark.long
def test_wrong_claims_end_in_their_problems_and_no_files(tmp_path):
    path = claims_file(tmp_path, claim(1, low="9", best="5", high="4"))
    done = subprocess.run(
        command("--claims", str(path), "--output", str(tmp_path / "out")), capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "invented-claims.csv, row 2" in done.stderr
    assert "Traceback" not in done.stderr
    assert names(tmp_path / "out") == set()


@pytest.mark.long
@pytest.mark.parametrize("release", ["internal", "public"])
def test_the_same_run_gives_the_same_bytes(tmp_path, release):
    made, stem = [], STEM.replace("internal", {"public": "draft"}.get(release, release))
    for number, zone in enumerate(("UTC", "Asia/Yangon")):
        folder = tmp_path / f"a folder {number}"
        folder.mkdir()
        shutil.copyfile(shipped.claims_file(), folder / "claims.csv")
        settings = {**os.environ, "TZ": zone, "PYTHONHASHSEED": str(number), "LC_ALL": "C", "JUPYTER_PATH": str(folder)}
        bad_kernel(folder)
        arguments = command("--claims", "claims.csv", "--output", "out", "--release", release)
        done = subprocess.run(arguments, cwd=folder, env=settings, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert done.stdout == f"{Path('out') / stem}.pdf\n"
        assert "WARNING" not in done.stderr
        assert "Debugger" not in done.stderr
        made.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (folder / "out").iterdir()})
    assert set(made[0]) == {name.replace(STEM, stem) for name in FILES}
    assert made[0] == made[1]


def bad_kernel(folder: Path) -> None:
    """A user's own kernel of the usual name that starts nothing: it must not be the one that runs."""
    home = folder / "kernels" / "python3"
    home.mkdir(parents=True)
    spec = {"argv": ["/nowhere/python", "{connection_file}"], "display_name": "Broken", "language": "python"}
    (home / "kernel.json").write_text(json.dumps(spec))


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_stopped_run_leaves_nothing_in_the_output_folder(tmp_path, number):
    out = tmp_path / "out"
    out.mkdir()
    (out / f"{STEM}.pdf").write_bytes(b"the issue before")
    run = subprocess.Popen(command("--output", str(out)), stderr=subprocess.PIPE, text=True, env={
        **os.environ, "TMPDIR": str(tmp_path)})  # fmt: skip
    for line in run.stderr:
        if "Cell 3" in line:
            break
    time.sleep(0.2)
    run.send_signal(number)
    assert run.wait(timeout=60) != 0
    if number != signal.SIGKILL:
        assert "IPKernelApp" not in run.stderr.read()
    assert names(out) == {f"{STEM}.pdf"}
    assert (out / f"{STEM}.pdf").read_bytes() == b"the issue before"
    if number != signal.SIGKILL:
        assert not list(tmp_path.glob("tollbook-*")), "its own folder is gone too"
