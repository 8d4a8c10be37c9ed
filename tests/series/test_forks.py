"""The processes that notebooks are forked from, and one notebook through them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tollbook import shipped
from tollbook.series import single, warming
from tollbook.series.engine import choosing
from tollbook.series.forks import Forks
from tollbook.suite.notebooks import TOWNSHIP_BRIEF

linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked unless asked for")
ASKED = {"place": "Pale, Sagaing", "start": "2024-10-01", "end": "2024-10-31", "as_of": "2024-12-31"}


class InventedZygote:
    """Takes note of what it is told."""

    def __init__(self, environment, may_import):
        self.environment, self.told = environment, []

    def start(self, sources):
        self.told.append(("start", *sources))

    def prepare(self, module, asked):
        self.told.append((module, asked))

    def close(self):
        self.told.append(("closed",))


@pytest.fixture
def zygotes(monkeypatch):
    made = []

    def zygote(environment, may_import):
        made.append(InventedZygote(environment, may_import))
        return made[-1]

    monkeypatch.setattr("tollbook.series.forks.Zygote", zygote)
    monkeypatch.setattr(choosing, "system_is_against", lambda: None)
    return made


def test_each_is_told_once_what_to_read_and_all_end_together(zygotes, tmp_path):
    asked = warming.asked([Path("invented.csv")], ["en"] * 6, [{"as_of": "2024-12-31"}], ["MMR005"] * 6)
    with Forks(tmp_path) as forks:
        forks.start()
        for is_public in (True, True, False):
            forks.read(is_public, asked)
    reading = ("tollbook.series.warmed", asked)
    assert [each.told for each in zygotes] == [[("start", "import tollbook"), reading, ("closed",)],
                                               [reading, ("closed",)]]  # fmt: skip


def test_nothing_of_the_users_jupyter_takes_part_and_public_notebooks_show_nothing(zygotes, tmp_path):
    with Forks(tmp_path) as forks:
        public, internal = forks.environment(True), forks.environment(False)
    for one in (public, internal):
        assert all(one[name].startswith(str(tmp_path)) for name in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR"))
    told = Path("profile_default") / "ipython_kernel_config.py"
    assert "ast_node_interactivity" in (Path(public["IPYTHONDIR"]) / told).read_text(encoding="utf-8")
    assert not (Path(internal["IPYTHONDIR"]) / told).exists()


def test_where_nothing_can_be_forked_nothing_is_started(zygotes, monkeypatch, tmp_path):
    monkeypatch.setattr(choosing, "system_is_against", lambda: "this system can't fork")
    with Forks(tmp_path) as forks:
        forks.start()
        forks.read(True, warming.asked())
    assert zygotes == []


def test_few_briefs_of_a_kind_are_not_rehearsed_for():
    assert warming.asked((), ["en"] * 5 + ["my"] * 6, (), ["MMR005"] * 6 + ["MMR010"] + [""] * 9) == {
        "claims": [], "languages": ["my"], "knowledge": [], "about": ["MMR005"], "web": []}  # fmt: skip


def test_without_a_fork_a_single_notebook_runs_in_a_kernel_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setattr(choosing, "system_is_against", lambda: "this system can't fork")
    seen = []
    monkeypatch.setattr(single.kernel, "in_a_kernel", lambda *given: seen.append(given))
    with Forks(tmp_path) as forks:
        single.through(forks, TOWNSHIP_BRIEF.check(ASKED))("cells", "python3", tmp_path, {})
    assert seen == [("cells", "python3", tmp_path, {})]


@linux
def test_claims_that_ship_are_read_while_the_call_goes_on_and_those_given_when_they_are_there(zygotes, tmp_path):
    with Forks(tmp_path) as forks:
        single.through(forks, TOWNSHIP_BRIEF.check(ASKED))
        single.through(forks, TOWNSHIP_BRIEF.check({**ASKED, "claims": str(tmp_path / "own.csv")}))
    [(module, asked)] = [each for each in zygotes[0].told if len(each) == 2]
    assert module == "tollbook.series.warmed"
    assert asked["claims"] == [str(shipped.claims_file())]
    assert asked["knowledge"][0]["as_of"] == "2024-12-31"


def test_every_rehearsal_succeeds_and_leaves_what_it_read(monkeypatch):
    """A failing one would be left aside, and cost what it was to save."""
    from tollbook import places
    from tollbook.charts.ground import ground
    from tollbook.claims import reading
    from tollbook.series import warmed

    monkeypatch.setattr(reading, "_KEPT", {})
    for language in ("en", "my"):
        warmed.rehearse(language, web=True)
    assert reading.read_claims(shipped.claims_file()) is reading.read_claims(shipped.claims_file())
    warmed._draw_map("MMR005")
    on = ground(places.areas())
    assert on.positions("MMR005") in {chosen for chosen, _ in on._outlines}
