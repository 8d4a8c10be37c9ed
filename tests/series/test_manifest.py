"""The manifest of a folder of drafts: entries whole or not at all, one holder, and damage that is told."""

import os
import sqlite3
import subprocess
import sys
import threading

import pytest

from tollbook.files import OutputError
from tollbook.series import manifest
from tollbook.series.manifest import NAME, Busy, Entry, Manifest, held

ENTRY = Entry({"claims": "a", "code": "b"}, "pale-draft", 2, {"pale-draft-facts.json": "c", "pale-draft.pdf": "d"}, 1.5)


def test_an_entry_is_read_as_it_was_written(tmp_path):
    with Manifest(tmp_path / "drafts") as made:
        assert made.get("a") is None
        made.put("a", ENTRY)
        made.put("b", ENTRY)
    with Manifest(tmp_path / "drafts") as read:
        assert read.get("a") == ENTRY
        assert list(read.get("a").files) == ["pale-draft-facts.json", "pale-draft.pdf"]
        assert read.tasks() == ["a", "b"]


def test_the_last_entry_of_a_task_counts(tmp_path):
    with Manifest(tmp_path) as made:
        made.put("a", ENTRY)
        made.put("a", Entry({}, "other", 3, {}, 0.0))
        assert (made.get("a").stem, made.tasks()) == ("other", ["a"])


def test_what_was_begun_is_told_from_what_was_made(tmp_path):
    begun = Entry.begun("pale-draft", 2, ["pale-draft.html", "pale-internal.html"])
    with Manifest(tmp_path) as made:
        made.put("a", begun)
        assert made.get("a") == begun
    assert (begun.was_stopped, ENTRY.was_stopped) == (True, False)
    assert begun.files == {"pale-draft.html": "", "pale-internal.html": ""}


def test_who_only_looks_makes_nothing(tmp_path):
    with Manifest(tmp_path / "none", only_look=True) as looked:
        assert (looked.get("a"), looked.tasks()) == (None, [])
    assert list(tmp_path.iterdir()) == []
    with Manifest(tmp_path) as made:
        made.put("a", ENTRY)
    before = (tmp_path / NAME).read_bytes()
    with Manifest(tmp_path, only_look=True) as looked:
        assert looked.get("a") == ENTRY
    assert (tmp_path / NAME).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_several_threads_may_note_at_once(tmp_path):
    with Manifest(tmp_path) as made:
        threads = [threading.Thread(target=made.put, args=(f"{n:02}", ENTRY)) for n in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert made.tasks() == [f"{n:02}" for n in range(20)]


@pytest.mark.parametrize("only_look", [False, True])
def test_a_damaged_manifest_is_told_with_what_to_do(tmp_path, only_look):
    (tmp_path / NAME).write_bytes(b"no database at all, and long enough to be looked at" * 20)
    with pytest.raises(OutputError) as error:
        Manifest(tmp_path, only_look)
    assert str(error.value) == (
        f"{tmp_path / NAME} is damaged: file is not a database. Delete it: it only saves work, and the next run makes it "
        "anew."
    )


def test_damage_that_is_met_later_is_told_too(tmp_path):
    with Manifest(tmp_path) as made:
        made._base.execute("begin")
        for number in range(2000):
            made.put(f"{number}", ENTRY)
        made._base.execute("commit")
    data = bytearray((tmp_path / NAME).read_bytes())
    data[4096 : len(data) // 2] = b"x" * (len(data) // 2 - 4096)
    (tmp_path / NAME).write_bytes(data)
    with Manifest(tmp_path) as read, pytest.raises(OutputError) as error:
        [read.get(f"{number}") for number in range(2000)]
    assert str(error.value).startswith(f"{tmp_path / NAME} is damaged: database disk image is malformed. Delete it")


def test_a_folder_that_can_not_be_made_is_told(tmp_path):
    (tmp_path / "drafts").write_text("in the way")
    for call in (lambda: Manifest(tmp_path / "drafts"), lambda: held(tmp_path / "drafts").__enter__()):
        with pytest.raises(OutputError) as error:
            call()
        assert str(error.value) == (
            f"The folder {tmp_path / 'drafts'} can't be written to: File exists. Give one that you may write to (--output)."
        )


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator may write everywhere")
def test_a_folder_without_permission_is_told(tmp_path):
    (tmp_path / "drafts").mkdir(mode=0o500)
    with pytest.raises(OutputError, match="can't be written to: unable to open database file"):
        Manifest(tmp_path / "drafts")


def test_one_run_at_a_time_holds_a_folder(tmp_path):
    with held(tmp_path), pytest.raises(Busy) as error:
        held(tmp_path).__enter__()
    assert str(error.value) == (
        f"Another run is at work in {tmp_path}. Wait until it has ended, or give another folder (--output)."
    )
    with held(tmp_path):  # let go, it can be held again
        pass


def test_a_folder_is_let_go_by_who_raises(tmp_path):
    with pytest.raises(ZeroDivisionError), held(tmp_path):
        1 / 0  # noqa: B018
    with held(tmp_path):
        pass


def test_a_lock_that_is_no_lock_is_told(tmp_path):
    (tmp_path / "manifest.lock").write_bytes(b"invented" * 200)
    with pytest.raises(OutputError, match=r"manifest\.lock is damaged: file is not a database\. Delete it"):
        held(tmp_path).__enter__()


_KILLED = """
import os, signal, sys
from pathlib import Path
from tollbook.series.manifest import Entry, Manifest, held
folder = Path(sys.argv[1])
with held(folder), Manifest(folder) as made:
    made.put("noted", Entry({}, "stem", 1, {}, 0.0))
    made._base.execute("begin")
    made._base.execute("insert into made values ('half', '{}', 'stem', 1, '{}', 0.0)")
    print("held", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
def test_a_run_that_is_killed_lets_go_and_leaves_whole_entries(tmp_path):
    done = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path)], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (-9, "held\n"), done.stderr
    with Manifest(tmp_path, only_look=True) as looked:
        assert looked.tasks() == ["noted"]
    with held(tmp_path), Manifest(tmp_path) as read:
        assert read.tasks() == ["noted"]


def test_a_full_disk_is_told(tmp_path):
    with Manifest(tmp_path) as made:
        made.put("a", ENTRY)
        made._base.execute("pragma max_page_count = 1")  # as SQLite tells of a full disk
        with pytest.raises(OutputError) as error:
            [made.put(f"{number}", ENTRY) for number in range(1000)]
    assert str(error.value) == (
        f"The folder {tmp_path} can't be written to: database or disk is full. Free some space, or give one that you may "
        "write to (--output)."
    )
    with Manifest(tmp_path) as read:
        assert read.get("a") == ENTRY


def test_sqlite_may_be_used_by_several_threads():
    """The connection of a manifest is used by the threads that run notebooks, one at a time."""
    assert sqlite3.threadsafety > 0
    assert manifest.NAME == "manifest.sqlite"
