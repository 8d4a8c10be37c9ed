"""Runs that are killed at any moment: the next run makes the same files, and nothing is left of the one that was killed."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import suppress

import psutil
import pytest

from tests.series.faults import Case
from tests.series.invented import held

pytestmark = [
    pytest.mark.long,
    pytest.mark.usefixtures("notebooks_kept"),
    pytest.mark.skipif(os.name == "nt", reason="a process that is started anew takes as long as many runs"),
]

SEED = 20241111
#: Moments of a run, and as many of one of its workers.
MOMENTS = 25


class Ready:
    """What undisturbed runs make, from nothing and from older drafts of other names, and how long they take."""

    def __init__(self, folder):
        self.case = Case(folder / "case")
        self.older = folder / "older"
        self.case.write("other claims, and drafts of other names", release="internal")
        assert self.case.run() == 0, self.case.said()
        self.case.briefs.rename(self.older)
        self.case.write()
        self.made = {}
        self.seconds = 0.0
        for state in (None, self.older):
            self.case.begin_from(state)
            begin = time.monotonic()
            assert self.case.run() == 0, self.case.said()
            self.seconds = max(self.seconds, time.monotonic() - begin)
            self.made[state] = held(self.case.briefs)
        # From older drafts comes the same as from none.
        assert self.made[None] == self.made[self.older]
        self.case.check(self.made[None])


@pytest.fixture(scope="module")
def ready(tmp_path_factory, notebooks_kept):
    return Ready(tmp_path_factory.mktemp("killed"))


def killed(pid):
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def test_a_run_that_is_killed_at_a_random_moment_is_made_good_by_the_next(ready):
    moments, case, hit = random.Random(SEED), ready.case, 0
    print(f"Seed {SEED}, {ready.seconds:.2f} seconds.")
    for number in range(MOMENTS):
        case.begin_from(ready.older if number % 2 else None)
        moment = moments.uniform(0.0, ready.seconds)
        process = case.begun(warmed=number % 5 == 0)
        process.join(moment)
        process.kill()
        process.join()
        hit += process.exitcode == -signal.SIGKILL
        assert case.run() == 0, (number, moment, case.said())
        case.check(ready.made[None])
    # Most moments lie before the run has ended; were it few, nothing would be tried.
    assert hit >= MOMENTS // 5, hit


def test_a_worker_that_is_killed_at_a_random_moment_fails_one_brief_and_the_next_run_makes_it(ready):
    moments, case, hit = random.Random(SEED + 1), ready.case, 0
    print(f"Seed {SEED + 1}, {ready.seconds:.2f} seconds.")
    for number in range(MOMENTS):
        case.begin_from(ready.older if number % 2 else None)
        moment = moments.uniform(0.0, ready.seconds)
        process = case.begun(warmed=number % 5 == 0)
        process.join(moment)
        found = []
        while not found and process.is_alive():
            with suppress(psutil.Error):
                found = psutil.Process(process.pid).children(recursive=True)
        if found:
            killed(moments.choice(found).pid)
            hit += 1
        process.join()
        assert process.exitcode in (0, 1), (number, moment, case.said())
        assert case.run() == 0, (number, moment, case.said())
        case.check(ready.made[None])
    assert hit >= MOMENTS // 5, hit
