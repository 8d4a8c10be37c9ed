"""The inputs of a run as they were when it began."""

import os

import pytest

from tests.briefs.invented import brief, claim, entered_json
from tests.series.invented import claims_file
from tollbook import shipped
from tollbook.briefs.errors import BriefError
from tollbook.claims.problems import ClaimsError
from tollbook.series import snapshot
from tollbook.series.snapshot import Snapshot
from tollbook.suite import inputs
from tollbook.suite.notebooks import NOTEBOOKS, TOWNSHIP_BRIEF


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "copies").mkdir()
    return Snapshot(tmp_path / "copies")


def asked(notebook=TOWNSHIP_BRIEF, **values):
    return notebook.check({"release": "internal", **values})


def laid(kept, tmp_path, parameters, name="run"):
    folder = tmp_path / name
    folder.mkdir()
    return folder, kept.lay_out(parameters, folder)


def test_a_brief_gets_copies_and_their_names(kept, tmp_path):
    path = claims_file(tmp_path)
    folder, values = laid(kept, tmp_path, asked(claims=str(path)))
    assert {each.name for each in folder.iterdir()} == {"tollbook.toml", "invented-claims.csv"}
    assert (values["claims"], values["output"]) == ("invented-claims.csv", ".")
    assert (folder / "invented-claims.csv").read_bytes() == path.read_bytes()


def test_what_is_written_meanwhile_reaches_no_brief_and_is_told(kept, tmp_path):
    path = claims_file(tmp_path)
    parameters = asked(claims=str(path))
    first, _ = laid(kept, tmp_path, parameters, "first")
    before = path.read_bytes()
    assert kept.changed() == []
    claims_file(tmp_path, [claim(1, note="invented")])
    second, _ = laid(kept, tmp_path, parameters, "second")
    assert (second / path.name).read_bytes() == before == (first / path.name).read_bytes()
    assert kept.changed() == ["invented-claims.csv"]
    path.unlink()
    assert kept.changed() == ["invented-claims.csv"]


@pytest.mark.skipif(os.name == "nt", reason="files are kept from writing in another way")
def test_no_notebook_can_write_into_the_copy_of_another(kept, tmp_path):
    parameters = asked(claims=str(claims_file(tmp_path)))
    folder, _ = laid(kept, tmp_path, parameters)
    assert (folder / "invented-claims.csv").stat().st_mode & 0o777 == 0o444
    (folder / "invented-claims.csv").unlink()
    (folder / "invented-claims.csv").write_text("its own")
    other, _ = laid(kept, tmp_path, parameters, "other")
    assert (other / "invented-claims.csv").read_text() != "its own"


def test_without_links_there_are_copies(kept, tmp_path, monkeypatch):
    def no_links(*_):
        raise OSError("no links on this file system")

    monkeypatch.setattr(os, "link", no_links)
    folder, _ = laid(kept, tmp_path, asked(claims=str(claims_file(tmp_path))))
    assert (folder / "invented-claims.csv").stat().st_nlink == 1


def test_claims_are_read_once_for_all_that_ask(kept, tmp_path, monkeypatch):
    read, really = [], snapshot.read_claims
    monkeypatch.setattr(snapshot, "read_claims", lambda path, today=None: read.append(path) or really(path, today=today))
    path = claims_file(tmp_path)
    touching = kept.claims(asked(claims=str(path)))
    assert kept.claims(asked(claims=str(path), place="Kale Township", language="my")) is touching
    assert kept.claims_read == read == [tmp_path / "copies" / "0" / "invented-claims.csv"]


def test_the_sample_that_ships_is_no_copy_and_a_change_of_it_is_told(kept, tmp_path, monkeypatch):
    path = claims_file(tmp_path)
    monkeypatch.setattr(shipped, "claims_file", lambda: path)
    kept.claims(asked())
    assert (kept.claims_read, kept.changed()) == ([path], [])
    path.write_text(path.read_text() + "\n")
    assert kept.changed() == ["invented-claims.csv"]


def test_rows_in_error_are_refused_but_for_who_examines_them(kept, tmp_path):
    path = claims_file(tmp_path, [claim(1, low="9", best="5", high="4")])
    assert len(kept.claims(asked(NOTEBOOKS["data_quality"], claims=str(path))).claims.problems.errors) == 1
    for _ in range(2):
        with pytest.raises(ClaimsError, match=r"invented-claims\.csv, row 2"):
            kept.claims(asked(claims=str(path)))


def test_a_file_that_can_not_be_read_is_refused_each_time_and_looked_for_once(kept, tmp_path, monkeypatch):
    looked, bring = [], inputs.bring
    monkeypatch.setattr(inputs, "bring", lambda *given: looked.append(given) or bring(*given))
    for _ in range(3):
        with pytest.raises(BriefError) as error:
            kept.copies(asked(coverage=str(tmp_path / "none.csv")))
        assert str(error.value) == f"The coverage file {tmp_path / 'none.csv'} can't be read: No such file or directory."
    assert len(looked) == 1
    kept.copies(asked(claims=str(claims_file(tmp_path))))


def test_the_last_issue_is_each_briefs_own(kept, tmp_path):
    path = claims_file(tmp_path)
    last = tmp_path / "last-facts.json"
    last.write_text(entered_json(brief(claim(1))), encoding="utf-8")
    with_it, without = asked(claims=str(path), previous=str(last)), asked(claims=str(path))
    assert kept.copies(with_it) == kept.copies(without)
    assert kept.own(without) == {}
    (sha256,) = kept.own(with_it).values()
    folder, values = laid(kept, tmp_path, with_it)
    assert values["previous"] == "last-facts.json"
    assert inputs.sha256(folder / "last-facts.json") == sha256
    last.write_text(last.read_text() + "\n")
    with pytest.raises(inputs.InputChanged) as error:
        laid(kept, tmp_path, with_it, "second")
    assert str(error.value) == "last-facts.json changed meanwhile. Run it again."


def test_a_last_issue_of_another_place_is_refused(kept, tmp_path):
    last = tmp_path / "last-facts.json"
    last.write_text(entered_json(brief(claim(1), place="MMR005027")), encoding="utf-8")
    with pytest.raises(BriefError, match="is of Kale Township"):
        kept.own(asked(previous=str(last)))


def test_two_files_of_one_name_are_refused(kept, tmp_path):
    (tmp_path / "other").mkdir()
    last = tmp_path / "other" / "invented-claims.csv"
    last.write_text(entered_json(brief(claim(1))), encoding="utf-8")
    with pytest.raises(BriefError) as error:
        laid(kept, tmp_path, asked(claims=str(claims_file(tmp_path)), previous=str(last)))
    assert str(error.value) == "Two of the files are called invented-claims.csv. Give one of them another name."
