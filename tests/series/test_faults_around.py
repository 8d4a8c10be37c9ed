"""What happens around a run: another run, other claims, another clock, another time zone."""

import os
import random
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.series.faults import PCODES, Case, claims
from tests.series.invented import held, series_file

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("notebooks_kept")]
SEED, MOMENTS = 20250131, 12


class Ready:
    """What is made of some claims and of others, and how long that takes."""

    def __init__(self, folder):
        self.case = Case(folder / "case")
        self.made, self.seconds = {}, 0.0
        for note in ("", "other"):
            self.case.begin_from(None)
            self.case.write(note)
            begin = time.monotonic()
            assert self.case.run() == 0, self.case.said()
            self.seconds = time.monotonic() - begin
            self.made[note] = held(self.case.briefs)
            self.case.check(self.made[note])


@pytest.fixture(scope="module")
def ready(tmp_path_factory, notebooks_kept):
    return Ready(tmp_path_factory.mktemp("around"))


@pytest.mark.parametrize("after", [0.0, 0.2, 0.4])
def test_of_two_runs_at_once_one_makes_them_and_the_other_says_so_or_finds_them_made(ready, after):
    case = ready.case
    case.begin_from(None)
    case.write()
    case.log.unlink(missing_ok=True)
    first = case.begun()
    first.join(after)
    second = case.begun()
    for each in (first, second):
        each.join()
    text, codes = case.said(), sorted([first.exitcode, second.exitcode])
    if codes != [0, 0]:
        assert codes == [0, 1]
        said = f"tollbook: Another run is at work in {case.drafts}. Wait until it has ended, or give another folder (--output)."
        assert said in text.splitlines()
    case.check(ready.made[""])
    assert case.run() == 0
    case.check(ready.made[""])


def of_place(files, code):
    return {name: data for name, data in files.items() if code.lower() in name}


@pytest.mark.parametrize("how", ["replaced", "written to"])
def test_claims_that_change_meanwhile_reach_no_brief_or_are_told(ready, how):
    moments, case = random.Random(SEED), ready.case
    print(f"Seed {SEED}, {ready.seconds:.2f} seconds.")
    whole = claims(case.folder, "other").read_bytes()
    path = case.series / "invented-claims.csv"
    for _ in range(MOMENTS):
        case.begin_from(None)
        case.write()
        process = case.begun()
        process.join(moments.uniform(0.0, ready.seconds))
        if how == "replaced":
            os.replace(claims(case.folder, "other"), path)
        else:
            path.write_bytes(whole[: len(whole) // 2])
            time.sleep(0.05)
            path.write_bytes(whole)
        process.join()
        text, now = case.said(), held(case.briefs)
        # What was made of a half is told: the file is not what it was at the beginning.
        assert process.exitcode == 0 or "Changed meanwhile: invented-claims.csv." in text, text
        if process.exitcode == 0 or how == "replaced":
            for code in PCODES:
                assert of_place(now, code) in [of_place(each, code) for each in ready.made.values()]
        assert case.run() == 0, case.said()
        case.check(ready.made["other"])


CLOCK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

static long other(void) {
    const char *seconds = getenv("INVENTED_CLOCK");
    return seconds ? atol(seconds) : 0;
}

int clock_gettime(clockid_t which, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real(which, now);
    if (!failed && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE)) now->tv_sec += other();
    return failed;
}

time_t time(time_t *given) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (given) *given = now.tv_sec;
    return now.tv_sec;
}

int gettimeofday(struct timeval *given, void *zone) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    given->tv_sec = now.tv_sec;
    given->tv_usec = now.tv_nsec / 1000;
    return 0;
}
"""


@pytest.fixture(scope="module")
def clock(tmp_path_factory):
    """A library that lets a process, and all that it starts, see another time."""
    compiler = shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("the clock is changed with a library that is compiled for Linux")
    folder = tmp_path_factory.mktemp("clock")
    (folder / "clock.c").write_text(CLOCK)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", folder / "clock.so", folder / "clock.c", "-ldl"], check=True)
    return folder / "clock.so"


def at(clock, day, zone, *command):
    """What a command printed that ran on some day, as its clock had it."""
    other = int((datetime.fromisoformat(day).replace(tzinfo=UTC) - datetime.now(UTC)).total_seconds())
    environment = {**os.environ, "LD_PRELOAD": str(clock), "INVENTED_CLOCK": str(other), "TZ": zone}
    done = subprocess.run([sys.executable, *map(str, command)], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


DAYS = (("2025-07-01", "UTC"), ("2031-03-09 09:59", "America/Los_Angeles"), ("2026-01-01 18:00", "Asia/Yangon"))


def test_no_byte_of_a_brief_depends_on_clock_or_time_zone(clock, tmp_path):
    shown = at(clock, "2031-03-09 09:59", "Asia/Yangon", "-c", "import time; print(time.strftime('%Y-%m-%d %H:%M'))")
    assert shown.startswith("2031-03-09 16:2")
    series_file(
        tmp_path / "series", notebook="township_brief", places=["MMR005019"], parameters={"formats": ["pdf", "html"]}
    )
    made = []
    for number, (day, zone) in enumerate(DAYS):
        run = ("-m", "tollbook", "series", "run", "--on", "2025-01-31", "--series", tmp_path / "series", "--output")
        assert "1 made." in at(clock, day, zone, *run, tmp_path / str(number))
        made.append(held(Path(tmp_path / str(number))))
    assert {name.rpartition(".")[2] for name in made[0]} >= {"pdf", "html", "ipynb", "json"}
    assert made[1] == made[0]
    assert made[2] == made[0]
    # Nor is it made again because the clock has gone back.
    assert "1 unchanged." in at(clock, *DAYS[0], *run, tmp_path / "1")
