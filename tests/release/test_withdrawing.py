"""The record of a withdrawal, and that a version is not made again under its name."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from tollbook.files import OutputError
from tollbook.release import withdrawing
from tollbook.release.withdrawing import Withdrawal, WithdrawalError, Withdrawn, check_not_withdrawn


def record(**changed):
    parts = {
        "day": pd.Timestamp("2025-11-10"), "role": "desk", "reason": "Invented.", "brief": {"version": 1},
        "publisher": {"name": "", "contact": ""}, "approval": None, "files": {"x-2024.pdf": "0", "x-2024-tally.csv": "1"},
    }  # fmt: skip
    return Withdrawal(**{**parts, **changed})


def test_a_record_is_read_as_it_was_written(tmp_path):
    path = tmp_path / "x-withdrawn.json"
    path.write_text(record(approval={"role": "desk", "day": "2025-11-01"}).as_json(), encoding="utf-8")
    assert withdrawing.read(path) == record(approval={"role": "desk", "day": "2025-11-01"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "x-withdrawn.json is no record of a withdrawal: it is not JSON."),
        ("{}", "x-withdrawn.json is no record of a withdrawal: it does not say 'tollbook withdrawn 1'."),
        ('{"format": "tollbook withdrawn 1"}', "The record x-withdrawn.json is damaged: 'files'."),
    ],
)
def test_a_damaged_record_is_said(tmp_path, text, said):
    path = tmp_path / "x-withdrawn.json"
    path.write_text(text)
    with pytest.raises(WithdrawalError) as error:
        withdrawing.read(path)
    assert str(error.value) == said


@pytest.mark.parametrize("name", ["../x.pdf", "a/b.pdf", "", "..", "c:x.pdf", "a\\b"])
def test_a_record_deletes_nothing_outside_its_folder(tmp_path, name):
    path = tmp_path / "x-withdrawn.json"
    path.write_text(json.dumps({**json.loads(record().as_json()), "files": {name: "0"}}))
    with pytest.raises(WithdrawalError, match="is no name of a file"):
        withdrawing.read(path)


@pytest.mark.parametrize(
    ("stem", "version"), [("x-2024", 2), ("x-2024-draft", 2), ("x-2024-my-v3", 4), ("x-2024-my-v3-draft", 4)]
)
def test_the_next_version_is_named(tmp_path, stem, version):
    bare = stem.removesuffix("-draft")
    (tmp_path / f"{bare}-withdrawn.json").write_text(record().as_json())
    with pytest.raises(Withdrawn) as error:
        check_not_withdrawn(tmp_path, stem)
    assert str(error.value) == (
        f"{bare} was withdrawn on 2025-11-10, and is not made again under its name. Nothing was written. "
        f"Make it as version {version} (version)."
    )


def test_a_record_that_can_t_be_read_still_forbids(tmp_path):
    (tmp_path / "x-withdrawn.json").write_text("{")
    with pytest.raises(Withdrawn, match=r"x was withdrawn \(its record x-withdrawn\.json can't be read\)"):
        check_not_withdrawn(tmp_path, "x")


def test_an_internal_brief_and_another_stem_are_made(tmp_path):
    (tmp_path / "x-withdrawn.json").write_text(record().as_json())
    for stem in ("x-internal", "x-v2", "x-my", "y"):
        check_not_withdrawn(tmp_path, stem)


def test_what_goes_and_what_stays(tmp_path):
    for name in ("x-2024.pdf", "x-2024-tally.csv", "y.pdf"):
        (tmp_path / name).write_bytes(b"before")
    withdrawing.put(tmp_path, "x-2024", record(), {"x-2024.pdf": b"stays"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "x-2024.pdf": b"stays", "y.pdf": b"before", "x-2024-withdrawn.json": record().as_json().encode(),
    }  # fmt: skip
    assert withdrawing.finish(tmp_path, record(), {"x-2024.pdf": b"stays"}) == []


def test_a_folder_in_the_way_is_said_and_nothing_is_withdrawn(tmp_path):
    (tmp_path / "x-2024-tally.csv").write_bytes(b"before")
    (tmp_path / "x-2024.pdf").mkdir()
    with pytest.raises(OutputError):
        withdrawing.put(tmp_path, "x-2024", record(), {"x-2024.pdf": b"stays"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x-2024-tally.csv", "x-2024.pdf"]


def test_only_what_a_stopped_run_left_is_cleared(tmp_path):
    left = [".x-2024.pdf.0123abcd.before", ".x-2024.pdf.77.part", ".x-2024-tally.csv.0123abcd.gone"]
    for name in [*left, ".x-2024.pdf.notes", ".y.pdf.77.part"]:
        (tmp_path / name).write_bytes(b"before")
    (tmp_path / "x-2024.pdf").write_bytes(b"stays")
    assert withdrawing.finish(tmp_path, record(), {"x-2024.pdf": b"stays"}) == sorted(left)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".x-2024.pdf.notes", ".y.pdf.77.part", "x-2024.pdf"]


def test_a_reason_becomes_one_line():
    assert withdrawing.checked_reason("  One figure\nwas  wrong. ") == "One figure was wrong."
    assert withdrawing.checked_role(" information\tmanager ") == "information manager"
