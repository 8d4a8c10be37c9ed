"""Notebooks that raise, hang, exit, die, print or eat: one brief fails, with its cell, and the next run makes that one."""

import json
import sys
from dataclasses import dataclass
from multiprocessing import util
from pathlib import Path

import pytest

from tests.series.faults import Case
from tests.series.invented import ACT, PALE, held

pytestmark = [
    pytest.mark.long,
    pytest.mark.usefixtures("notebooks_kept"),
    pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a kernel runs each, without a limit of its memory"),
]
MIB = 1024**2
#: Kind of trouble and cell, by what is done.
TOLD = {
    "raise": ("cell", 3), "hang": ("time", 3), "exit": ("stopped", 3), "die": ("stopped", 3), "eat": ("memory", 3),
    "nothing": ("other", None),
}  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """Called in a process, it lets it write down the most memory that it had when it ends."""

    path: Path

    def __call__(self):
        def write():
            told = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
            self.path.write_text(told)

        util.Finalize(None, write, exitpriority=1)


class Ready:
    def __init__(self, folder):
        self.case, self.peak = Case(folder / "case"), folder / "peak"
        self.write("public")
        assert self.run() == 0, self.case.said()
        self.undisturbed, self.most = held(self.case.briefs), self.measured()
        self.case.check(self.undisturbed)

    def write(self, release):
        self.case.write(cell_seconds=4, release=release)

    def run(self, **given):
        return self.case.run("--memory", "200", first=Measured(self.peak), **given)

    def measured(self):
        """Bytes that the last run had at most."""
        return int(self.peak.read_text()) * 1024

    def disturbed(self, act):
        """The exit code of a run in which one notebook does something, and what it printed."""
        self.case.begin_from(None)
        self.case.log.unlink(missing_ok=True)
        code = self.run(environment={ACT: f"{PALE} {act}"})
        return code, self.case.said()


@pytest.fixture(scope="module")
def ready(tmp_path_factory, notebooks_kept):
    return Ready(tmp_path_factory.mktemp("notebooks"))


@pytest.mark.parametrize("act", TOLD)
def test_one_that_fails_is_told_with_its_cell_and_made_by_the_next_run(ready, act):
    code, text = ready.disturbed(act)
    assert code == 1
    assert text.splitlines()[-2] == "Due by 2025-06-30: 2 made, 1 failed."
    report = json.loads((ready.case.drafts / "run-report.json").read_text(encoding="utf-8"))
    (trouble,) = [each["trouble"] for each in report["briefs"] if each["trouble"]]
    assert (trouble["kind"], trouble["cell"]) == TOLD[act]
    assert held(ready.case.briefs) == {
        name: data for name, data in ready.undisturbed.items() if PALE.lower() not in name
    }
    ready.case.check_no_process()
    assert ready.run() == 0
    assert ready.case.said().splitlines()[-2] == "Due by 2025-06-30: 1 made, 2 unchanged."
    ready.case.check(ready.undisturbed)


def test_one_that_prints_a_hundred_megabytes_is_made_like_any_other(ready):
    code, text = ready.disturbed("flood")
    assert code == 0, text
    assert held(ready.case.briefs) == ready.undisturbed
    # What is printed goes by in portions.
    assert ready.measured() < ready.most + 64 * MIB
    assert ready.run() == 0
    assert ready.case.said().splitlines()[-2] == "Due by 2025-06-30: 3 unchanged."
    ready.case.check(ready.undisturbed)


def test_the_notebook_that_is_kept_says_that_output_was_cut(ready):
    ready.write("internal")
    code, text = ready.disturbed("flood")
    ready.write("public")
    assert code == 0, text
    (path,) = (path for path in ready.case.drafts.rglob("*.ipynb") if PALE.lower() in path.name)
    assert path.stat().st_size < 2 * MIB
    assert "[The rest of stdout is left out: this cell wrote more than 1,000,000 characters.]" in path.read_text()
