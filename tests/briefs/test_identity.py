"""Who publishes: set in tollbook.toml, or said to be not set."""

from __future__ import annotations

import pytest

from tollbook.briefs.errors import BriefError
from tollbook.briefs.identity import Identity, read


def test_nothing_is_invented(tmp_path):
    assert read(tmp_path) == Identity("", "", "")


def test_the_nearest_file_counts(tmp_path):
    (tmp_path / "tollbook.toml").write_text(
        '[organisation]\nname = "Invented Organisation"\ncontact = "a@example.org"\n'
    )
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert read(inner) == Identity("Invented Organisation", "a@example.org", "")


def test_a_wrong_file_is_refused(tmp_path):
    (tmp_path / "tollbook.toml").write_text("[organisation]\nname = 12\n")
    with pytest.raises(BriefError) as error:
        read(tmp_path)
    assert str(error.value) == "tollbook.toml: organisation is 12, which is not a text. Write it in quotes."
    (tmp_path / "tollbook.toml").write_text("[organisation\n")
    with pytest.raises(BriefError, match=r"^tollbook\.toml can't be read: "):
        read(tmp_path)
