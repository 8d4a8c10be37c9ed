"""The invented notebook, and runs of series in the process of a test."""

from __future__ import annotations

import os

import pytest

from tests.series.invented import JobsHere, Runs, claims_file, register, series_file
from tollbook.series import making, publishing
from tollbook.suite.notebooks import NOTEBOOKS


@pytest.fixture(scope="module")
def notebooks_kept():
    """Whatever notebooks the tests of a module make known, they are forgotten after it."""
    before = dict(NOTEBOOKS)
    yield
    NOTEBOOKS.clear()
    NOTEBOOKS.update(before)


@pytest.fixture
def registered(tmp_path, monkeypatch):
    """The invented notebook, known to the suite while a test lasts."""
    monkeypatch.setitem(NOTEBOOKS, "invented", None)
    return register(tmp_path / "notebooks")


@pytest.fixture
def runs(tmp_path, monkeypatch, registered):
    """Runs of one invented series in this process; `ran` tells which notebooks ran, and `act` may be told each."""
    made = Runs(tmp_path)
    series_file(made.series)
    claims_file(made.series)
    made.act = lambda job: None

    def told(job):
        made.ran.append((job.parameters.place, job.parameters))
        made.act(job)

    monkeypatch.setattr(os, "fsync", lambda _: None)  # no machine stops here, and hundreds of files are written
    monkeypatch.setattr(JobsHere, "told", staticmethod(told))
    for module in (making, publishing):
        monkeypatch.setattr(module, "Jobs", JobsHere)
    return made
