"""Commands that are killed before each thing that they do to files: the next one ends where an undisturbed one does."""

import itertools
import os
import shutil
import signal
import tempfile

import pytest

from tests.commands import conftest as commands
from tests.series.faults import Case
from tests.series.invented import PALE, JobsHere, held
from tests.series.steps import KilledAt
from tollbook.release.approval import QUESTIONS
from tollbook.series import making, publishing

pytestmark = [
    pytest.mark.long,
    pytest.mark.usefixtures("notebooks_kept"),
    pytest.mark.skipif(os.name == "nt", reason="a process that is started anew takes as long as many runs"),
]
OLDER = {"note": "other claims, and drafts of other names", "release": "internal"}
#: Every second moment each, so that two can be tried at once.
HALVES = pytest.mark.parametrize("half", [1, 2])


@pytest.fixture
def case(tmp_path, monkeypatch):
    made = Case(tmp_path / "case", (PALE,))
    monkeypatch.setattr(os, "fsync", lambda _: None)
    for module in (making, publishing):
        monkeypatch.setattr(module, "Jobs", JobsHere)
    return made


def stops(case, state, first, verb="run", *more):
    """Begin from a state of the folder again and again, and stop each time two steps later; until one is not stopped."""
    for step in itertools.count(first, 2):
        case.begin_from(state)
        ended_with = case.run(*map(str, more), verb=verb, first=KilledAt(step, case.briefs))
        if ended_with == 0:
            assert step > 40, "nothing was tried"
            return
        assert ended_with == -signal.SIGKILL, case.said()
        yield step


def ended(case, verb="run", *more):
    """Run a command to its end, in this process."""
    where = ("--on", "2025-06-30", "--series", case.series, "--output", case.briefs)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tempfile, "tempdir", str(case.short))
        done = commands.ended("series", verb, *where, *more)
    assert done.returncode == 0, done.stderr


@HALVES
def test_drafts_are_what_is_asked_for_wherever_the_run_before_was_stopped(case, tmp_path, half):
    older, killed = tmp_path / "older", tmp_path / "killed"
    case.write(**OLDER)
    ended(case)
    before = held(case.briefs)
    case.briefs.rename(older)
    case.write()
    case.begin_from(older)
    ended(case)
    undisturbed = held(case.briefs)
    case.check(undisturbed)
    for _ in stops(case, older, half):
        shutil.copytree(case.briefs, killed)
        ended(case)
        case.check(undisturbed)
        # Where the same is asked for as before, what was half replaced is not what it would be made of.
        case.write(**OLDER)
        case.begin_from(killed)
        ended(case)
        case.check(before)
        case.write()
        shutil.rmtree(killed)


def test_issues_are_whole_wherever_publishing_was_stopped(case, tmp_path):
    answers, drafts = tmp_path / "answers.toml", tmp_path / "drafts"
    lines = ['role = "information manager"', 'on = "2025-07-01"', *(f"{name} = false" for name in QUESTIONS)]
    answers.write_text("\n".join(lines))
    publish = ("publish", "--answers", answers)
    ended(case)
    shutil.copytree(case.briefs, drafts)
    ended(case, *publish)
    undisturbed = held(case.briefs)
    assert len([name for name in undisturbed if name.endswith("-approval.json")]) == 1
    assert not [name for name in undisturbed if name.startswith("drafts/")]
    for step in stops(case, drafts, 1, *publish):
        ended(case, *publish)
        assert held(case.briefs) == undisturbed, step
        # And what is published is made no more.
        ended(case)
        assert held(case.briefs) == undisturbed, step
    assert list(case.short.iterdir()) == []
