"""Setting up on a machine that has little, and running from a wheel that has no checkout beside it."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.skipif(os.name == "nt" or not shutil.which("sh"), reason="the script is for systems with a shell")
def test_without_a_python_that_is_new_enough_the_setup_says_so_and_makes_nothing(tmp_path):
    done = subprocess.run(
        [shutil.which("sh"), ROOT / "scripts" / "setup.sh", tmp_path / "venv"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PATH": str(tmp_path)},
    )
    assert done.returncode == 1
    assert done.stderr == (
        "No Python 3.11 or newer was found on the PATH. Install one, or name it: make PYTHON=/path/to/python3.11\n"
    )
    assert not (tmp_path / "venv").exists()


@pytest.mark.skipif(os.name == "nt" or not shutil.which("sh"), reason="the script is for systems with a shell")
def test_a_python_named_by_hand_that_will_not_do_is_named_back(tmp_path):
    done = subprocess.run(
        [shutil.which("sh"), ROOT / "scripts" / "setup.sh", tmp_path / "venv", "python2.7-invented"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 1
    assert "PYTHON=python2.7-invented is not a Python 3.11 or newer." in done.stderr


@pytest.mark.long
def test_a_wheel_carries_the_data_and_the_notebooks(tmp_path):
    built = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path]
    subprocess.run(built, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    code = (
        "import tollbook as tb; from tollbook import shipped\n"
        "found = tb.findings(tb.read_claims(shipped.claims_file()))\n"
        "assert shipped.notebook('township_brief').is_file()\n"
        "print(shipped.__file__, found['pale-town-2024-11'].explain())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    assert str(tmp_path / "installed") in done.stdout
    assert "Civilians killed: 7 or more" in done.stdout
