"""Folders for what is short-lived go with their process, or after it."""

import os
import subprocess
import sys
import tempfile

import pytest

from tollbook import short_lived
from tollbook.files import OutputError


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """Where such folders are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "place"))
    (tmp_path / "place").mkdir()
    return tmp_path / "place"


def test_it_is_there_for_this_user_alone_and_then_gone(place):
    with short_lived.folder() as folder:
        (folder / "claims.csv").write_text("invented")
        (folder / "claims.csv").chmod(0o444)
        assert folder.parent == place.resolve()
        assert os.name == "nt" or folder.stat().st_mode & 0o777 == 0o700
        with short_lived.folder() as other:
            assert sorted(place.iterdir()) == sorted([folder, other])
        assert list(place.iterdir()) == [folder]
    assert list(place.iterdir()) == []


def test_what_a_process_left_that_was_killed_goes_with_the_next(place):
    code = (
        "import os, signal, tempfile; from tollbook import short_lived; held = short_lived.folder(); "
        "(held.__enter__() / 'claims.csv').write_text('invented'); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(place), "TEMP": str(place)}, check=False)
    (left,) = place.iterdir()
    # Of a process that runs, of another machine, and what is called otherwise: they stay.
    alive, mark = os.getppid(), short_lived._mark()
    stays = [f"tollbook-{mark}-{alive}-abc", "tollbook-00000000-4194305-abc", f"tollbook-{mark}-other", "claims"]
    for name in stays:
        (place / name).mkdir()
    assert short_lived.clear() == [left]
    assert sorted(path.name for path in place.iterdir()) == sorted(stays)


@pytest.mark.skipif(os.name == "nt", reason="a user may not be allowed to make links")
def test_no_link_is_followed(place, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    link = place / f"tollbook-{short_lived._mark()}-4194305-abc"
    link.symlink_to(tmp_path / "elsewhere")
    assert short_lived.clear() == []
    assert (tmp_path / "elsewhere").is_dir()


@pytest.mark.skipif(os.name == "nt", reason="no process is a zombie there")
def test_a_process_that_was_killed_is_no_more_also_before_somebody_asked_how_it_ended():
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    assert short_lived.is_alive(process.pid)
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert not short_lived.is_alive(process.pid)
    process.wait()
    assert not short_lived.is_alive(process.pid)
    assert not short_lived.is_alive(0)


def test_where_none_can_be_made_a_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "none"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(OutputError) as error, short_lived.folder():
        pass
    assert str(error.value) == (
        f"No folder for what is short-lived can be made in {tmp_path / 'none'}: No such file or directory. "
        "Free some space, or name another folder in the variable TMPDIR."
    )
