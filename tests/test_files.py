"""Files are put in place together or not at all, whichever of them is refused."""

import os
from pathlib import Path

import pytest

from tollbook.files import OutputError, place_together, whole_folder, write_together, write_whole

NAMES = ["a.ipynb", "a-tally.csv", "a-facts.json", "a.pdf"]


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def new(folder: Path) -> dict[Path, str]:
    return {folder / name: "new" for name in NAMES}


def old(folder: Path, names=NAMES) -> dict[str, str]:
    for name in names:
        (folder / name).write_text("old", encoding="utf-8")
    return dict.fromkeys(names, "old")


def refuse(monkeypatch, wrong, error) -> None:
    """Let the rename number `wrong` (from 0) fail once, with `error`."""
    calls = []
    replace = os.replace

    def refusing(source, target):
        calls.append(target)
        if len(calls) == wrong + 1:
            raise error
        replace(source, target)

    monkeypatch.setattr(os, "replace", refusing)


def test_all_are_new_and_nothing_else_lies_there(tmp_path):
    old(tmp_path)
    write_together(new(tmp_path))
    assert contents(tmp_path) == dict.fromkeys(NAMES, "new")


def test_a_folder_that_is_not_there_is_made(tmp_path):
    write_together(new(tmp_path / "deep" / "er"))
    assert contents(tmp_path / "deep" / "er") == dict.fromkeys(NAMES, "new")


@pytest.mark.parametrize("wrong", range(8))
def test_a_refused_rename_leaves_all_the_old_ones(tmp_path, monkeypatch, wrong):
    before = old(tmp_path)
    refuse(monkeypatch, wrong, PermissionError(13, "Access is denied"))
    with pytest.raises(OutputError):
        write_together(new(tmp_path))
    assert contents(tmp_path) == before


@pytest.mark.parametrize("wrong", range(4))
def test_a_refused_rename_leaves_nothing_where_nothing_was(tmp_path, monkeypatch, wrong):
    refuse(monkeypatch, wrong, PermissionError(13, "Access is denied"))
    with pytest.raises(OutputError):
        write_together(new(tmp_path))
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("wrong", range(6))
def test_a_refused_rename_leaves_the_two_that_were_there(tmp_path, monkeypatch, wrong):
    before = old(tmp_path, ["a-tally.csv", "a.pdf"])
    refuse(monkeypatch, wrong, PermissionError(13, "Access is denied"))
    with pytest.raises(OutputError):
        write_together(new(tmp_path))
    assert contents(tmp_path) == before


@pytest.mark.parametrize("wrong", range(8))
def test_a_stop_in_between_leaves_all_the_old_ones(tmp_path, monkeypatch, wrong):
    before = old(tmp_path)
    refuse(monkeypatch, wrong, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        write_together(new(tmp_path))
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", NAMES)
def test_the_message_names_the_file_that_is_open(tmp_path, monkeypatch, name):
    """As in Windows, where a file that another program holds open can be neither renamed nor replaced."""
    before = old(tmp_path)
    replace = os.replace

    def held(source, target):
        if name in (Path(source).name, Path(target).name):
            raise PermissionError(13, "Access is denied")
        replace(source, target)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(OutputError) as error:
        write_together(new(tmp_path))
    assert str(error.value) == (
        f"{tmp_path / name} could not be replaced: Access is denied. All files are as they were before. "
        f"If {name} is open in another program, close it and run again; "
        "else give a folder that you may write to (--output)."
    )
    assert contents(tmp_path) == before


def test_the_last_is_away_first_and_back_last(tmp_path, monkeypatch):
    old(tmp_path)
    moved = []
    replace = os.replace
    monkeypatch.setattr(os, "replace", lambda a, b: (moved.append((Path(a).name, Path(b).name)), replace(a, b))[1])
    write_together(new(tmp_path))
    assert moved[0][0] == "a.pdf"
    assert moved[-1][1] == "a.pdf"


def test_what_cannot_be_put_back_is_said_and_kept(tmp_path, monkeypatch):
    old(tmp_path)
    replace = os.replace

    def worse(source, target):
        if Path(target).name == "a-tally.csv":
            raise OSError(5, "Input/output error")
        replace(source, target)

    monkeypatch.setattr(os, "replace", worse)
    with pytest.raises(OutputError) as error:
        write_together(new(tmp_path))
    kept = next(name for name in contents(tmp_path) if name.endswith(".before"))
    assert f"These could not be put back, and lie beside it: {kept}." in str(error.value)
    assert contents(tmp_path) == {"a.ipynb": "old", "a-facts.json": "old", "a.pdf": "old", kept: "old"}


def test_a_folder_of_that_name_is_not_moved_away(tmp_path):
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(OutputError, match=r"a\.pdf could not be replaced: Is a directory\. All files are as they were"):
        write_together(new(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_full_disk_leaves_all_the_old_ones(tmp_path, monkeypatch):
    before = old(tmp_path)
    write = Path.write_bytes

    def full(path, data):
        write(path, data[:1])
        if "facts" in path.name:
            raise OSError(28, "No space left on device")
        return len(data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError) as error:
        write_together(new(tmp_path))
    assert str(error.value) == (
        f"{tmp_path / 'a-facts.json'} could not be written: No space left on device. Nothing was left half-written. "
        "Free some space, or give a folder that you may write to (--output)."
    )
    assert contents(tmp_path) == before


def test_files_made_elsewhere_are_placed_together(tmp_path):
    made, final = tmp_path / "made", tmp_path / "final"
    made.write_text("new", encoding="utf-8")
    place_together([(made, final)])
    assert contents(tmp_path) == {"final": "new"}


def test_a_folder_is_there_when_all_of_it_is(tmp_path):
    def fail():
        with whole_folder(tmp_path / "made") as beside:
            (beside / "a.txt").write_text("half", encoding="utf-8")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert contents(tmp_path) == {}
    with whole_folder(tmp_path / "made") as beside:
        (beside / "a.txt").write_text("whole", encoding="utf-8")
    assert contents(tmp_path / "made") == {"a.txt": "whole"}
    with pytest.raises(OutputError) as error, whole_folder(tmp_path / "made"):
        pass
    assert str(error.value) == (
        f"{tmp_path / 'made'} is there already and not empty. Give a new folder, or delete this one first."
    )
    assert contents(tmp_path / "made") == {"a.txt": "whole"}


def test_text_has_line_feeds_and_is_utf_8(tmp_path):
    assert write_whole(tmp_path / "a.txt", "ပုလဲ\n").read_bytes() == "ပုလဲ\n".encode()
