"""Disks that are full and folders that can't be written to: a sentence, what stood before stands still, and then all is made."""

import errno
import itertools
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.series.faults import PCODES, Case
from tests.series.invented import JobsHere, held
from tollbook.series import making, publishing

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("notebooks_kept")]

FULL = os.strerror(errno.ENOSPC)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def without_engine():
    """Called in a process, it lets notebooks be run there."""
    for module in (making, publishing):
        module.Jobs = JobsHere


@dataclass(frozen=True)
class NoRoom:
    """Called in a process, it makes the disk full: so many files are begun in a folder, and no more."""

    files: int
    folder: Path

    def __call__(self):
        begun = itertools.count()

        def heard(event, given):
            begins = event in ("open", "os.mkdir") and (event != "open" or (given[2] or 0) & _WRITES)
            if begins and str(given[0]).startswith(str(self.folder)) and next(begun) >= self.files:
                raise OSError(errno.ENOSPC, FULL, str(given[0]))

        without_engine()
        sys.addaudithook(heard)


class Ready:
    """Older drafts of other names, and what is asked for now."""

    def __init__(self, folder, first=None):
        self.case, self.first = Case(folder / "case"), first
        case = self.case
        self.older = folder / "older"
        case.write("other claims, and drafts of other names", release="internal")
        self.end()
        self.before = held(case.briefs)
        shutil.copytree(case.briefs, self.older)
        case.write()
        self.end()
        self.undisturbed = held(case.briefs)
        case.check(self.undisturbed)

    def end(self):
        """A run in which nothing is wrong."""
        code, text = self.case.run(first=self.first), self.case.said()
        assert code == 0, text

    def check_whole(self, before):
        """Each brief is what it was, or what it is to be: all of its files, and no other."""
        now = held(self.case.briefs)
        for code in PCODES:
            files, stood, made = (
                {name: data for name, data in each.items() if code.lower() in name}
                for each in (now, before, self.undisturbed)
            )
            assert files in (stood, made), sorted(files)
        assert set(now) <= set(before) | set(self.undisturbed)


@pytest.fixture(scope="module")
def ready(tmp_path_factory, notebooks_kept):
    return Ready(tmp_path_factory.mktemp("disk"))


def check_told(text, *sentences):
    assert "Traceback" not in text
    assert "[Errno" not in text
    for each in sentences:
        assert each in text


@pytest.mark.parametrize("where", ["briefs", "short"])
def test_wherever_the_room_ends_it_is_told_and_no_brief_is_half(tmp_path, where):
    ready = Ready(tmp_path, without_engine)
    case = ready.case
    for files in itertools.count(1, 3):
        case.begin_from(ready.older)
        code, text = case.run(first=NoRoom(files, getattr(case, where))), case.said()
        if code == 0:
            break
        assert code == 1, text
        check_told(text, FULL, "Free some space, or ")
        ready.check_whole(ready.before)
        ready.end()
        case.check(ready.undisturbed)
    assert files > 10, "nothing was tried"


@contextmanager
def disk(folder, kilobytes=None):
    """A disk of its own at a folder, with so much room; without, it can't be written to."""
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform != "linux" or os.getuid() != 0:
        pytest.skip("only an administrator puts disks in places")
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no disk can be put in a place here: {done.stderr}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder, kilobytes):
    """Leave so much room on a disk."""
    free = os.statvfs(folder)
    (folder / "filler").write_bytes(b"x" * (free.f_bavail * free.f_frsize - kilobytes * 1024))


# From no room at all to room for one or two of the three.
@pytest.mark.parametrize("kilobytes", [0, 20, 60, 100])
def test_a_disk_that_is_full_is_told_and_with_room_all_is_made(ready, kilobytes):
    case = ready.case
    case.begin_from(None)
    with disk(case.briefs):
        fill(case.briefs, kilobytes)
        code, text = case.run(), case.said()
        assert code == 1
        check_told(text, "Free some space, or give ")
        assert "full" in text or FULL in text
        (case.briefs / "filler").unlink()
        ready.check_whole({})
        ready.end()
        case.check(ready.undisturbed)


@pytest.mark.parametrize("kilobytes", [4, 8, 20, 48])
def test_a_disk_for_what_is_short_lived_that_is_full_is_told(ready, kilobytes):
    case = ready.case
    case.begin_from(None)
    with disk(case.short):
        fill(case.short, kilobytes)
        code, text = case.run(), case.said()
        assert code == 1
        assert FULL in text
        assert "Traceback" not in text
        (case.short / "filler").unlink()
        ready.check_whole({})
        ready.end()
        case.check(ready.undisturbed)


@contextmanager
def read_only(folder):
    """A folder that can't be written to, also not by an administrator."""
    folder.mkdir(parents=True, exist_ok=True)
    if hasattr(os, "getuid") and os.getuid() == 0:
        with disk(folder.parent / "other"):
            pass
        for options in ("bind", "remount,bind,ro"):
            subprocess.run(["mount", "-o", options, folder, folder], check=True)
        try:
            yield errno.EROFS
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)
            with suppress(OSError):
                (folder.parent / "other").rmdir()
    elif os.name == "nt":
        pytest.skip("there a folder can't be kept from being written to so easily")
    else:
        folder.chmod(0o555)
        try:
            yield errno.EACCES
        finally:
            folder.chmod(0o755)


def test_an_output_that_can_not_be_written_to_is_told_and_stays_as_it_is(ready):
    case = ready.case
    case.begin_from(ready.older)
    with read_only(case.drafts):
        code, text = case.run(), case.said()
        assert code == 1
        (line,) = text.splitlines()
        assert line.startswith(f"tollbook: The folder {case.drafts} can't be written to: ")
        assert line.endswith("Give one that you may write to (--output).")
        assert held(case.briefs) == ready.before
        # What would be made can be asked for all the same.
        assert case.run("--dry-run") == 0
        assert "3 to make." in case.said()
    ready.end()
    case.check(ready.undisturbed)


def test_a_folder_of_a_period_that_can_not_be_written_to_fails_its_briefs(ready):
    case = ready.case
    case.begin_from(ready.older)
    with read_only(case.drafts / "invented-monthly" / "2024-11") as number:
        code, text = case.run(), case.said()
        assert code == 1
        assert "Due by 2025-06-30: 3 failed." in text
        check_told(text, f"could not be written: {os.strerror(number)}. Nothing was left half-written.")
        assert held(case.briefs) == ready.before
    ready.end()
    case.check(ready.undisturbed)


def test_a_file_in_the_place_of_the_output_is_told(ready):
    case = ready.case
    case.begin_from(None)
    case.briefs.write_text("in the way")
    assert case.run() == 1
    check_told(case.said(), f"tollbook: The folder {case.drafts} can't be written to: ", "(--output).")
    case.briefs.unlink()
    ready.end()
    case.check(ready.undisturbed)
