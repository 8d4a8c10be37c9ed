"""Notebooks that raise, hang, exit, die, flood and eat memory: each fails alone, and is told so that a person can read it."""

from __future__ import annotations

import json
import sys

import pytest

from tests.briefs.invented import claim
from tests.commands.conftest import ended
from tests.series.invented import claims_file, held, register, series_file
from tollbook import places
from tollbook.series.declared import Query
from tollbook.suite.notebooks import NOTEBOOKS

pytestmark = [pytest.mark.long, pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a kernel runs each")]

_DONE = ("raise", "hang", "exit", "die", "flood", "eat", "nothing", "well", "last")
#: What each of some townships does.
DOES = dict(zip(_DONE, Query(level="township").pcodes(), strict=False))
ACTS = "; ".join(f"{pcode} {act}" for act, pcode in DOES.items())
ENDED = "That was no error of Python's, which the cell would show."
TOLD = {
    "raise": ("cell", "ValueError: invented, in the cell"),
    "hang": ("time", "The cell took longer than a cell of this series may (cell_seconds)."),
    "exit": ("stopped", f"Its process ended with the exit code 3. {ENDED}"),
    "die": ("stopped", f"Its process ended by the signal SIGKILL. {ENDED}"),
    "eat": ("memory", "It needed more memory than one notebook may take (--memory)."),
    "nothing": ("other", "The notebook ran and left no file that ends in -facts.json. Nothing was written."),
}


class Ran:
    """One run in which each place does something else, and what is repeated of it."""

    def __init__(self, folder):
        self.folder, self.briefs = folder / "series", folder / "briefs"
        self.write(ACTS)
        named = [(code, places.place(code).name) for code in DOES.values()]
        claims_file(self.folder, [
            claim(n, f"invented-{n}", pcode=code, place_name=name, source="The Irrawaddy")
            for n, (code, name) in enumerate(named)
        ])  # fmt: skip
        self.done = self.run("--memory", "200", "--workers", "2")
        self.report = json.loads((self.briefs / "drafts" / "run-report.json").read_text(encoding="utf-8"))
        self.page = (self.briefs / "drafts" / "run-report.html").read_text(encoding="utf-8")
        self.of = {each["name"].split("/")[2].removesuffix("-en"): each for each in self.report["briefs"]}
        self.made = held(self.briefs)

    def write(self, acts):
        parameters = {"claims": "invented-claims.csv", "formats": ["html"], "act": acts}
        series_file(self.folder, places=list(DOES.values()), cell_seconds=4, parameters=parameters)

    def run(self, *more):
        return ended("series", "run", "--on", "2025-06-30", "--series", self.folder, "--output", self.briefs, *more)


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    folder = tmp_path_factory.mktemp("failing")
    before = dict(NOTEBOOKS)
    register(folder / "notebooks")
    yield Ran(folder)
    NOTEBOOKS.clear()
    NOTEBOOKS.update(before)


@pytest.mark.parametrize("act", TOLD)
def test_each_failure_is_told_with_its_cell_and_parameters(ran, act):
    found = ran.of[DOES[act]]
    assert found["status"] == "failed"
    assert (found["trouble"]["kind"], found["trouble"]["message"]) == TOLD[act]
    if act == "nothing":  # which fails after its last cell
        assert found["trouble"]["cell"] is None
    else:
        assert (found["trouble"]["cell"], found["trouble"]["heading"]) == (3, "What it does")
        assert "def leave(values" in found["trouble"]["source"]
    assert (found["parameters"]["place"], found["parameters"]["act"]) == (DOES[act], ACTS)
    assert found["file"] is None


@pytest.mark.parametrize("act", ["well", "last", "flood"])
def test_all_others_are_made(ran, act):
    assert ran.of[DOES[act]]["status"] == "made"
    assert len([name for name in ran.made if DOES[act].lower() in name]) == 5


def test_nothing_is_left_of_those_that_failed(ran):
    for act in TOLD:
        assert [name for name in ran.made if DOES[act].lower() in name] == []


def test_exit_code_and_texts_say_so(ran):
    assert ran.done.returncode == 1
    assert ran.done.stderr.splitlines()[-1] == "Due by 2025-06-30: 3 made, 6 failed."
    assert ran.report["counts"] == {"made": 3, "failed": 6}
    for kind, message in TOLD.values():
        assert f"    {message}" in ran.done.stderr, kind
        assert message.replace("'", "&#39;") in ran.page
    assert ", cell 3 (What it does)" in ran.done.stderr
    assert "INTERNAL: not for publication" in ran.page
    # A hundred megabytes were printed, and a notebook of them is not what is kept.
    assert max(len(data) for data in ran.made.values()) < 100_000


def test_what_is_told_repeats_just_that_one(ran):
    ran.write("raise")  # everywhere now, so that others that were made would fail with it
    again = ran.of[DOES["hang"]]["repeat"].split()
    assert again[-6:] == ["--workers", "2", "--memory", "200", "--only", f"invented-monthly/2024-11/{DOES['hang']}-en"]
    done = ended(*again[1:])
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "Due by 2025-06-30: 1 failed."
    ran.write("")
    done = ended(*again[1:])
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "Due by 2025-06-30: 1 made."
    # The next run makes the rest, and those that were made with other parameters.
    assert ran.run().stderr.splitlines()[-1] == "Due by 2025-06-30: 8 made, 1 unchanged."
