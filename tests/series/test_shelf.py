"""The shelf: checksums, latest, catalogue, and a page for people, all from what lies there."""

import hashlib
import json
import os
import shutil
import subprocess

import pytest

from tests.series.invented import held
from tests.series.shelf_of import about, pdf, put, withdraw
from tollbook.files import OutputError
from tollbook.series import shelf

TITLES = {"monthly": "Invented, by month"}
PALE = "pale-2024-11-01-2024-11-30"


def december(**more):
    return about(start="2024-12-01", end="2024-12-31", issued="2025-01-31", **more)


@pytest.fixture
def briefs(tmp_path):
    """Two months of Pale in two languages, one of Kale; one version replaced, one withdrawn."""
    here = tmp_path / "briefs" / "monthly" / "2024-11"
    put(here, about())
    put(here, about(version=2), "blue")
    put(here, about(language="my"), forms=(".html",))
    withdraw(here, put(here, about("Kale", "MMR005027")))
    put(here.with_name("2024-12"), december())
    (tmp_path / "briefs" / "drafts" / "monthly").mkdir(parents=True)
    return tmp_path / "briefs"


def entries(briefs):
    return json.loads((briefs / "catalogue.json").read_text(encoding="utf-8"))["issues"]


def test_the_catalogue_is_as_worked_by_hand(briefs):
    assert shelf.arrange(briefs, TITLES) == briefs / "index.html"
    found = entries(briefs)
    assert json.loads((briefs / "catalogue.json").read_text())["format"] == "tollbook catalogue 1"
    # The newest period first; in it by place, language and version.
    assert [(each["period"], each["place"], each["language"], each["version"], each["status"]) for each in found] == [
        ("2024-12", "Pale Township", "en", 1, "standing"),
        ("2024-11", "Pale Township", "en", 1, "replaced"),
        ("2024-11", "Pale Township", "en", 2, "standing"),
        ("2024-11", "Pale Township", "my", 1, "standing"),
        ("2024-11", "Kale Township", "en", 1, "withdrawn"),
    ]
    files = [
        {
            "name": name,
            "path": f"monthly/2024-11/{name}",
            "bytes": len((briefs / "monthly" / "2024-11" / name).read_bytes()),
            "sha256": hashlib.sha256((briefs / "monthly" / "2024-11" / name).read_bytes()).hexdigest(),
        }
        for name in (f"{PALE}-facts.json", f"{PALE}-thumbnail.png", f"{PALE}.html", f"{PALE}.pdf")
    ]
    assert found[1] == {
        "series": "monthly", "title": "Invented, by month", "period": "2024-11", "start": "2024-11-01",
        "end": "2024-11-30", "pcode": "MMR005019", "place": "Pale Township", "name_my": "ပုလဲ",
        "lies_in": ["Yinmarbin District", "Sagaing Region"], "language": "en", "version": 1, "issued": "2024-12-31",
        "status": "replaced", "withdrawn": None, "files": files,
    }  # fmt: skip
    assert found[4]["withdrawn"] == "2025-04-01"
    assert {file["name"] for file in found[4]["files"]} >= {"kale-2024-11-01-2024-11-30-withdrawn.json"}


def test_every_file_of_a_folder_is_in_one_entry(briefs):
    shelf.arrange(briefs, TITLES)
    named = [file["path"] for each in entries(briefs) for file in each["files"]]
    there = [
        path.relative_to(briefs).as_posix()
        for path in (briefs / "monthly").glob("2024-*/*")
        if path.name != "SHA256SUMS"
    ]
    assert sorted(named) == sorted(there)


def test_what_a_command_that_was_killed_left_among_the_issues_goes(briefs):
    left = briefs / "monthly" / "2024-11" / ".SHA256SUMS.4194305.part"
    left.write_text("half")
    shelf.arrange(briefs, TITLES)
    assert not left.exists()


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum on this system")
def test_the_checksums_are_those_that_sha256sum_reads(briefs):
    shelf.arrange(briefs, TITLES)
    folders = sorted({path.parent for path in briefs.rglob("SHA256SUMS")})
    assert [folder.name for folder in folders] == ["2024-11", "2024-12", "latest"]
    for folder in folders:
        done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        listed = {line.partition("  ")[2] for line in (folder / "SHA256SUMS").read_text().splitlines()}
        assert listed == {path.name for path in folder.iterdir()} - {"SHA256SUMS"}


def test_the_latest_has_names_that_stay_and_the_newest_issue_under_them(briefs):
    shelf.arrange(briefs, TITLES)
    latest = briefs / "monthly" / "latest"
    found = {name: data for name, data in held(latest).items() if name != "SHA256SUMS"}
    assert found == {
        "pale-en.pdf": pdf(),
        "pale-en.html": b"<html lang='en'><title>pale-2024-12-01-2024-12-31</title>",
        # Of the newest period in this language.
        "pale-my.html": b"<html lang='en'><title>pale-2024-11-01-2024-11-30-my</title>",
        # Withdrawn, and nothing older in its place.
        "kale-en.pdf": pdf("red"),
        "kale-en.html": b"<html lang='en'><title>withdrawn</title>",
    }


def test_the_newest_issue_that_is_withdrawn_is_the_latest_as_that(briefs):
    shelf.arrange(briefs, TITLES)
    withdraw(briefs / "monthly" / "2024-12", "pale-2024-12-01-2024-12-31")
    shelf.arrange(briefs, TITLES)
    assert (briefs / "monthly" / "latest" / "pale-en.pdf").read_bytes() == pdf("red")
    assert entries(briefs)[0]["status"] == "withdrawn"


def test_what_is_not_the_latest_any_more_goes(briefs):
    shelf.arrange(briefs, TITLES)
    shutil.rmtree(briefs / "monthly" / "2024-12")
    (briefs / "monthly" / "2024-11" / f"{PALE}-v2.html").unlink()
    shelf.arrange(briefs, TITLES)
    latest = briefs / "monthly" / "latest"
    assert (latest / "pale-en.pdf").read_bytes() == pdf("blue")
    assert not (latest / "pale-en.html").exists()


@pytest.mark.parametrize(
    ("stem", "language", "name"),
    [
        ("pale-2024-11-01-2024-11-30", "en", "pale-en"),
        ("pale-2024-11-01-2024-11-30-v12", "en", "pale-en"),
        ("pale-2024-11-01-2024-11-30-my-v2", "my", "pale-my"),
        ("minhla-mmr009014-2024-11-01-2024-11-30", "en", "minhla-mmr009014-en"),
        ("airstrikes-sagaing-region-2024-01-01-2024-12-31-my", "my", "airstrikes-sagaing-region-my"),
        ("data-quality-2024-12-31", "en", "data-quality-en"),
    ],
)
def test_a_stable_name_has_neither_days_nor_version(stem, language, name):
    from pathlib import Path

    from tollbook.series.issues import Issue

    assert shelf.stable(Issue(Path(), stem, about(language=language))) == name


def test_the_same_shelf_gives_the_same_bytes_wherever_it_lies(briefs, tmp_path):
    shelf.arrange(briefs, TITLES)
    first = held(briefs)
    stamps = {path: path.stat().st_mtime_ns for path in briefs.rglob("*") if path.is_file()}
    shelf.arrange(briefs, TITLES)
    # What has not changed is not written again.
    assert {path: path.stat().st_mtime_ns for path in briefs.rglob("*") if path.is_file()} == stamps
    elsewhere = tmp_path / "else where"
    shutil.copytree(briefs, elsewhere)
    for path in elsewhere.rglob("*"):
        os.utime(path, (0, 0))
    for name in ("index.html", "catalogue.json", "monthly/latest/pale-en.pdf", f"monthly/2024-11/{PALE}-thumbnail.png"):
        (elsewhere / name).unlink()
    shelf.arrange(elsewhere, TITLES)
    assert held(elsewhere) == first


def test_a_series_whose_file_is_gone_stays_on_the_shelf_by_its_name(briefs):
    put(briefs / "of-before" / "2023-Q4", about(start="2023-10-01", end="2023-12-31"))
    shelf.arrange(briefs, TITLES)
    assert {(each["series"], each["title"]) for each in entries(briefs)} == {
        ("monthly", "Invented, by month"), ("of-before", "of-before"),
    }  # fmt: skip


def test_an_empty_shelf_is_one(tmp_path):
    assert shelf.shelved(tmp_path / "none") == []
    shelf.arrange(tmp_path, {})
    assert entries(tmp_path) == []


def test_damage_is_told_and_nothing_is_arranged(briefs):
    (briefs / "monthly" / "2024-12" / "pale-2024-12-01-2024-12-31-facts.json").write_text("{")
    with pytest.raises(OutputError, match="is damaged"):
        shelf.arrange(briefs, TITLES)
    assert not (briefs / "index.html").exists()
