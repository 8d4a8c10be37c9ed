"""What a worker keeps of a run of series, and when that ends; the notebooks themselves are tried in `test_cluster`."""

from pathlib import Path
from types import SimpleNamespace

import distributed
import pytest

from tollbook.series import kitchen, warming
from tollbook.series.kitchen import Shipped


@pytest.fixture
def kitchens(tmp_path, monkeypatch):
    worker = SimpleNamespace(address="tcp://127.0.0.1:1", local_directory=str(tmp_path))
    monkeypatch.setattr(distributed, "get_worker", lambda: worker)
    monkeypatch.setattr(kitchen, "_KITCHENS", {})
    monkeypatch.setenv("TOLLBOOK_ENGINE_FORK", "0")  # no process is started
    return kitchen._KITCHENS


def given(name, **more):
    return {"run": name, "workers": {"tcp://127.0.0.1": 2}, "memory": 1024**3, "expected": warming.asked(), **more}


def test_a_run_of_series_has_one_kitchen_and_a_folder_of_its_own(kitchens, tmp_path):
    one, other = kitchen._kitchen(given("one")), kitchen._kitchen(given("other"))
    assert kitchen._kitchen(given("one")) is one
    assert sorted(tmp_path.glob("tollbook-series-*")) == sorted([one.folder, other.folder])
    assert one.folder.stat().st_mode & 0o077 == 0, "claims that are not public lie in it"


def test_a_run_that_has_ended_leaves_nothing_and_takes_no_more(kitchens, tmp_path):
    kitchen._kitchen(given("one"))
    kitchen.close("one")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(RuntimeError, match=r"^The run of series that sent it has ended\.$"):
        kitchen.run(given("one"), [])
    kitchen.close("never begun")
    with pytest.raises(RuntimeError, match=r"^The run of series that sent it has ended\.$"):
        kitchen.run(given("never begun"), [])
    assert list(tmp_path.iterdir()) == []


def test_what_nobody_has_used_for_long_gives_way_and_can_come_back(kitchens, monkeypatch):
    forgotten = kitchen._kitchen(given("forgotten"))
    forgotten.used -= kitchen._IDLE + 1
    used = kitchen._kitchen(given("used"))
    assert set(kitchens) == {"used"}
    assert not forgotten.folder.exists()
    assert used.folder.exists()
    again = kitchen._kitchen(given("forgotten"))
    assert again is not forgotten
    assert set(kitchens) == {"used", "forgotten"}


def test_workers_of_a_machine_share_its_memory(kitchens, monkeypatch):
    monkeypatch.setattr("tollbook.series.machine._free", lambda: 10 * 1024**3)
    alone = kitchen._kitchen(given("alone", memory=None, workers={"tcp://127.0.0.1": 3, "tcp://127.0.0.2": 9}))
    assert alone._jobs.limits.at_most == 1
    assert alone._jobs.limits.memory == 3 * 1024**3


def test_what_can_not_be_laid_is_a_trouble_of_its_brief(kitchens):
    made = kitchen.run(given("one", notebook="no_such_notebook"), [b""])
    assert made["seconds"] == 0.0
    assert "no_such_notebook" in made["trouble"]["message"]


def test_what_is_read_before_the_fork_is_named_by_where_it_lies(kitchens):
    """A notebook knows its files by their names alone, in a folder that is not there yet."""
    asked = {"notebook": "township_brief", "values": {"claims": "a.csv", "coverage": "b.csv", "language": "my"}}
    asked |= {"files": ["a.csv", "b.csv"], "claims": "a.csv"}
    one = kitchen._kitchen(given("one"))
    notebook, parameters = one._laid(given("one", **asked), [b"notebook", b"claims", b"coverage"])
    assert notebook.path.read_bytes() == b"notebook"
    assert [path.read_bytes() for path in one._shipped.claims_read] == [b"claims"]
    assert Path(parameters.coverage).read_bytes() == b"coverage"
    (one.folder / "here").mkdir()
    assert one._shipped.lay_out(parameters, one.folder / "here") == asked["values"]
    assert (one.folder / "here" / "b.csv").read_bytes() == b"coverage"


def test_a_file_is_kept_once_by_its_content_under_each_of_its_names(tmp_path):
    shipped = Shipped(tmp_path)
    first = shipped.keep("invented-claims.csv", b"one")
    assert shipped.keep("invented-claims.csv", b"one") == first
    other = shipped.keep("invented-claims.csv", b"two")
    assert (first.read_bytes(), other.read_bytes()) == (b"one", b"two")
    assert shipped.keep("copy.csv", b"one").parent == first.parent


def test_files_are_laid_where_a_notebook_runs(tmp_path):
    shipped = Shipped(tmp_path)
    kept, parameters = shipped.keep("invented-claims.csv", b"one"), object()
    (tmp_path / "here").mkdir()
    shipped.note(parameters, [kept], {"claims": "invented-claims.csv"})
    assert shipped.lay_out(parameters, tmp_path / "here") == {"claims": "invented-claims.csv"}
    assert (tmp_path / "here" / "invented-claims.csv").read_bytes() == b"one"
