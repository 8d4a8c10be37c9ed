"""The gallery shows the briefs as the code makes them now, so that a change of the page is seen in review."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.long
def test_the_gallery_is_in_step_with_the_code():
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "gallery.py", "--check"], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
