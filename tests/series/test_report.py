"""The report of a run: for a terminal, for programs, as a page; hostile text stays text."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from tests.briefs.invented import HOSTILE
from tests.series.invented import KALE, PALE, series_file
from tollbook.files import OutputError
from tollbook.series import reading
from tollbook.series.due import due
from tollbook.series.making import Made
from tollbook.series.report import Report
from tollbook.series.troubles import Trouble

AGAIN = "tollbook series run --on 2025-01-31"


@pytest.fixture
def tasks(tmp_path, registered):
    series_file(tmp_path, "a", languages=["en", "my"])
    return due(reading.read_all(tmp_path), pd.Timestamp("2025-01-31"))


@pytest.fixture
def report(tasks):
    trouble = Trouble("cell", "ValueError: invented\nin two lines", 2, "What it does", "f()")
    made = [
        Made(tasks[0], "made", ("new",), Path("/drafts/pale-draft.pdf"), 1.234),
        Made(tasks[1], "failed", ("claims", "code"), None, 0.5, trouble, tasks[1].parameters(2)),
        Made(tasks[2], "unchanged", (), Path("/drafts/kale-draft.pdf")),
        Made(tasks[3], "failed", trouble=Trouble("claims", "claims.csv, row 2: wrong.")),
    ]
    return Report(pd.Timestamp("2025-01-31"), made, [], AGAIN)


def test_for_a_terminal(report):
    assert report.text() == (
        f"a/2024-11/{PALE}-my: Pale Township, cell 2 (What it does)\n"
        "    ValueError: invented\n"
        "    in two lines\n"
        f"    Again: {AGAIN} --only a/2024-11/{PALE}-my\n"
        f"a/2024-11/{KALE}-my: Kale Township\n"
        "    claims.csv, row 2: wrong.\n"
        f"    Again: {AGAIN} --only a/2024-11/{KALE}-my\n"
        "Due by 2025-01-31: 1 made, 1 unchanged, 2 failed."
    )


def test_of_a_run_without_a_failure_there_is_a_line(tasks):
    assert Report(pd.Timestamp("2025-01-31"), [Made(tasks[0], "made")], [], AGAIN).text() == "Due by 2025-01-31: 1 made."
    assert Report(pd.Timestamp("2025-01-31"), [], [], AGAIN).text() == "Due by 2025-01-31: nothing."


def test_what_stands_against_many_is_said_once(tasks):
    trouble = Trouble("claims", "claims.csv, row 2: wrong.")
    report = Report(pd.Timestamp("2025-01-31"), [Made(task, "failed", trouble=trouble) for task in tasks[:3]], [], AGAIN)
    assert report.text().splitlines() == [
        f"a/2024-11/{PALE}-en: Pale Township",
        "    claims.csv, row 2: wrong.",
        f"    Again: {AGAIN} --only a/2024-11/{PALE}-en",
        f"a/2024-11/{PALE}-my: Pale Township",
        f"    the same as a/2024-11/{PALE}-en",
        f"a/2024-11/{KALE}-en: Kale Township",
        f"    the same as a/2024-11/{PALE}-en",
        "Due by 2025-01-31: 3 failed.",
    ]


def test_inputs_that_changed_are_told(tasks):
    changed = Report(pd.Timestamp("2025-01-31"), [Made(tasks[0], "made")], ["a.csv", "b.csv"], AGAIN)
    assert changed.text().splitlines()[0] == (
        "Changed meanwhile: a.csv, b.csv. All was made from what stood there at the beginning; run again."
    )
    assert "Changed meanwhile: a.csv, b.csv." in changed.html()
    assert changed.facts()["changed_meanwhile"] == ["a.csv", "b.csv"]


def test_for_programs(report):
    facts = report.facts()
    assert {name: value for name, value in facts.items() if name != "briefs"} == {
        "format": "tollbook run 1", "on": "2025-01-31", "counts": {"failed": 2, "made": 1, "unchanged": 1},
        "changed_meanwhile": [],
    }  # fmt: skip
    assert facts["briefs"][0] == {
        "name": f"a/2024-11/{PALE}-en", "place": "Pale Township", "status": "made", "why": ["new"],
        "file": "pale-draft.pdf", "seconds": 1.23, "trouble": None, "parameters": None, "repeat": None,
    }  # fmt: skip
    failed = facts["briefs"][1]
    assert failed["trouble"] == {
        "kind": "cell", "message": "ValueError: invented\nin two lines", "cell": 2, "heading": "What it does",
        "source": "f()",
    }  # fmt: skip
    assert failed["repeat"] == f"{AGAIN} --only a/2024-11/{PALE}-my"
    # Those that its notebook had, the version too.
    assert (failed["parameters"]["version"], failed["parameters"]["language"]) == (2, "my")
    assert {"output", "approval"}.isdisjoint(failed["parameters"])
    assert facts["briefs"][3]["parameters"]["place"] == KALE


class Text(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.text, self.tags = "", []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += f"{data} "


def test_as_a_page(report):
    page = Text(report.html())
    text = " ".join(page.text.split())
    assert "INTERNAL: not for publication Briefs due by 2025-01-31 2 failed, 1 made, 1 unchanged" in text
    assert f"a/2024-11/{PALE}-my: Pale Township Cell 2: What it does ValueError: invented in two lines The cell f()" in text
    assert "version = 2" in text
    assert f"Again, this one alone: {AGAIN} --only a/2024-11/{PALE}-my" in text
    assert "script" not in page.tags


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(tasks, hostile):
    trouble = Trouble("cell", hostile, 2, hostile, hostile)
    made = Made(tasks[0], "failed", (hostile,), trouble=trouble)
    report = Report(pd.Timestamp("2025-01-31"), [made], [hostile], AGAIN)
    page = Text(report.html())
    assert "script" not in page.tags
    assert page.text.count(hostile) >= 4
    assert json.loads(json.dumps(report.facts()))["briefs"][0]["trouble"]["message"] == hostile


def test_what_repeats_one_can_be_typed_as_it_stands(tasks):
    import shlex

    made = Made(tasks[0], "failed", trouble=Trouble("cell", "x"))
    line = Report(pd.Timestamp("2025-01-31"), [made], [], "tollbook series run --output 'two words'").repeat(made)
    assert shlex.split(line) == ["tollbook", "series", "run", "--output", "two words", "--only", f"a/2024-11/{PALE}-en"]


def test_both_files_are_written_or_none(report, tmp_path):
    folder = tmp_path / "out"
    assert report.write(folder) == folder / "run-report.html"
    assert json.loads((folder / "run-report.json").read_text(encoding="utf-8")) == report.facts()
    assert (folder / "run-report.html").read_text(encoding="utf-8") == report.html()
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError):
        report.write(tmp_path / "file")
