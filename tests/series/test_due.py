"""What falls due, in lists worked out by hand, and the parameters of each brief."""

import os
from pathlib import Path

import pandas as pd
import pytest

from tests.series.invented import KALE, PALE, series_file
from tollbook.series import reading
from tollbook.series.due import Task, due
from tollbook.series.periods import Period


def listed(folder, on):
    return [task.name for task in due(reading.read_all(folder), pd.Timestamp(on))]


def test_a_brief_is_due_from_its_day_of_issue_on(tmp_path, registered):
    series_file(tmp_path, "a", last=None)
    assert listed(tmp_path, "2024-12-30") == []
    assert listed(tmp_path, "2024-12-31") == [f"a/2024-11/{PALE}-en", f"a/2024-11/{KALE}-en"]
    assert listed(tmp_path, "2025-01-30") == [f"a/2024-11/{PALE}-en", f"a/2024-11/{KALE}-en"]
    assert listed(tmp_path, "2025-01-31") == [
        f"a/2024-11/{PALE}-en", f"a/2024-11/{KALE}-en", f"a/2024-12/{PALE}-en", f"a/2024-12/{KALE}-en",
    ]  # fmt: skip


def test_without_a_delay_it_is_due_on_the_last_day_of_its_period(tmp_path, registered):
    series_file(tmp_path, "a", places=[PALE], delay_days=0)
    assert listed(tmp_path, "2024-11-29") == []
    assert listed(tmp_path, "2024-11-30") == [f"a/2024-11/{PALE}-en"]


def test_a_series_that_has_ended_has_no_more(tmp_path, registered):
    series_file(tmp_path, "a", every="week", first="2024-W52", last="2025-W02", places=[PALE], languages=["my", "en"])
    # By series, period, place, and the languages as the file has them.
    assert listed(tmp_path, "2030-01-01") == [
        f"a/{week}/{PALE}-{language}" for week in ("2024-W52", "2025-W01", "2025-W02") for language in ("my", "en")
    ]


def test_several_series_come_by_their_names(tmp_path, registered):
    series_file(tmp_path, "b", places=[PALE], every="year", first="2023", last="2023", delay_days=1)
    series_file(tmp_path, "a", places=["Myanmar"], every="quarter", first="2024-Q2", last="2024-Q3", delay_days=31)
    assert listed(tmp_path, "2024-10-31") == ["a/2024-Q2/MMR-en", "a/2024-Q3/MMR-en", f"b/2023/{PALE}-en"]
    assert listed(tmp_path, "2024-01-01") == [f"b/2023/{PALE}-en"]


def test_what_ships_is_due_as_worked_by_hand():
    found = [task.name for task in due(reading.read_all(), pd.Timestamp("2024-12-31"))]
    assert found[:2] == ["myanmar-quarterly/2024-Q3/MMR-en", "myanmar-quarterly/2024-Q3/MMR-my"]
    assert len(found) == 2 + 37 * 2
    # The fourth quarter and December bear the 31st of January.
    assert len(due(reading.read_all(), pd.Timestamp("2025-01-31"))) == 2 * 2 + 37 * 2 * 2


def test_only_wanted_ones_are_listed(tmp_path, registered):
    series_file(tmp_path, "a")
    found = due(reading.read_all(tmp_path), pd.Timestamp("2030-01-01"), lambda task: task.pcode == KALE)
    assert [task.name for task in found] == [f"a/2024-11/{KALE}-en"]
    assert found[0].label == "Kale Township"


def task_of(folder, **values):
    series_file(folder, "a", **values)
    return due(reading.read_all(folder), pd.Timestamp("2030-01-01"))[0]


def test_the_series_sets_the_parameters_of_a_brief(tmp_path, registered):
    made = task_of(tmp_path, parameters={"act": "slow"}).parameters(3)
    assert made.model_dump() == {
        "place": PALE, "start": "2024-11-01", "end": "2024-11-30", "as_of": "2024-12-31", "issued": "2024-12-31",
        "claims": None, "previous": None, "act": "slow", "language": "en", "issue": "2024-11",
        "next_issue": "2025-01-31", "version": 3, "formats": ["pdf", "html"], "release": "public", "approval": None,
        "output": ".",
    }  # fmt: skip


def test_parameters_of_the_file_come_first_and_follow_from_the_period(tmp_path, registered):
    asked = {
        "as_of": "=last day of the period",
        "act": "=name of the period",
        "formats": ["html"],
        "previous": "=last issue",
    }
    task = task_of(tmp_path, parameters=asked)
    values = task.values(1, lambda: "/invented-facts.json")
    assert (values["as_of"], values["act"], values["formats"]) == ("2024-11-30", "2024-11", ["html"])
    assert values["previous"] == "/invented-facts.json"
    assert task.values()["previous"] is None


def test_files_are_looked_for_beside_the_series_file(tmp_path, registered, monkeypatch):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    task = task_of(tmp_path / "link", parameters={"claims": "../data/claims.csv"})
    assert task.parameters().claims == str(tmp_path / "data" / "claims.csv")
    monkeypatch.chdir(tmp_path / "link")
    (Path("b.yml")).write_text(Path("a.yml").read_text().replace("../data/", ""))
    by_relative_path = reading.read(Path("b.yml"))
    found = Task(by_relative_path, Period.named("2024-11", "month"), PALE, "en").parameters().claims
    # The file keeps the name by which it is known, wherever a link to its folder leads.
    assert os.path.samefile(os.path.dirname(found), tmp_path / "real")
    assert os.path.basename(found) == "claims.csv"
    assert os.path.isabs(found)


def test_an_absolute_path_is_left_alone_and_the_last_issue_is_one(tmp_path, registered):
    task = task_of(tmp_path, parameters={"claims": "/elsewhere/claims.csv", "previous": "=last issue"})
    made = task.parameters(1, lambda: "/published/invented-facts.json")
    assert (made.claims, made.previous) == ("/elsewhere/claims.csv", "/published/invented-facts.json")


def test_a_parameter_that_the_notebook_has_not_is_not_set(tmp_path):
    series_file(tmp_path, "a", notebook="airstrikes", places=["Sagaing Region"], parameters={}, delay_days=60)
    (task,) = due(reading.read_all(tmp_path), pd.Timestamp("2030-01-01"))
    assert {"issue", "next_issue", "previous"}.isdisjoint(task.values())
    assert task.parameters().place == "MMR005"


@pytest.mark.parametrize("language", ["en", "my"])
def test_no_two_briefs_of_a_series_share_a_name_of_files(language):
    """Two of them would replace one another, and one be lost."""
    from tollbook import places
    from tollbook.briefs.subject import stem_of
    from tollbook.series.declared import Query

    days = pd.Timestamp("2024-11-01"), pd.Timestamp("2024-11-30")
    pcodes = [code for level in ("township", "district", "state", "country") for code in Query(level=level).pcodes()]
    stems = [stem_of(places.place(code), *days, language) for code in pcodes]
    assert len(stems) > 400
    assert len(set(stems)) == len(stems)
