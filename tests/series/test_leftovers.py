"""What a killed run leaves beside files goes, and nothing else."""

import os

from tollbook.files import place_together, whole_file
from tollbook.series import leftovers


def test_what_was_begun_or_moved_aside_goes_and_all_else_stays(tmp_path):
    here = tmp_path / "series" / "2024-11"
    here.mkdir(parents=True)
    # This process has begun nothing yet, so that what has its number is of one that had it before.
    left = [
        ".pale.pdf.4194305.part", f".pale.pdf.{os.getpid()}.part", ".pale-facts.json.0123abcd.before",
        ".pale.pdf.0123abcd.gone",
    ]  # fmt: skip
    # A process of that number runs: the one that started this one.
    stays = ["pale.pdf", ".pale.part", ".hidden", "pale.before", f".pale.pdf.{os.getppid()}.part", ".x.0123abcg.before"]
    for name in [*left, *stays]:
        (here / name).write_text("invented")
    assert sorted(path.name for path in leftovers.clear(tmp_path)) == sorted(left)
    assert sorted(path.name for path in here.iterdir()) == sorted(stays)
    assert leftovers.clear(tmp_path / "none") == []


def test_the_names_are_those_that_files_are_written_under(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "getpid", lambda: 4194305)
    monkeypatch.setattr(
        os, "replace", lambda source, target: names.append(os.path.basename(target)) or move(source, target)
    )
    move, names = os.rename, []
    with whole_file(tmp_path / "a.pdf") as beside:
        names.append(beside.name)
        beside.write_text("x")
    (tmp_path / "new").write_text("new")
    place_together([(tmp_path / "new", tmp_path / "a.pdf")])
    assert [leftovers._is_left(name) for name in names] == [True, False, True, False]
