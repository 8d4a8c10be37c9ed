"""What is held back is told as that in every part of a brief: never as no report, as zero or as silence, nor as a number.

The figures are those of the sample, of which some are taken away after they were gathered: what is tested here is how
they are told, and not which of them a release holds.
"""

from __future__ import annotations

import copy
import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from pypdf import PdfReader

from tests.briefs.invented import undrawn
from tests.briefs.test_page import flat, shown, text_of
from tollbook import shipped
from tollbook.amounts import Amount
from tollbook.briefs import running
from tollbook.briefs.figures import NOTHING, Figure
from tollbook.briefs.outputs import card
from tollbook.briefs.prose import held_back, phrases, sentences
from tollbook.briefs.views import alternatives, changes, coded, months, revisions
from tollbook.briefs.views.pictures import numbers
from tollbook.charts import cells
from tollbook.charts.words import words
from tollbook.release.approval import Approval
from tollbook.release.held import ADDRESS_RULES, CELL_RULES, CLAIM_RULES, SOURCE_RULES, Held

KILLED = "period.civilians_killed"
SMALL, BARE = Held("small cell", 5), Held("delay")
Choice = Callable[[Figure], Held | None]


def taken(figure: Figure, held: Held) -> Figure:
    """The figure as a release holds it back."""
    bare = Figure(figure.key, figure.measure, figure.base, figure.pcode, figure.start, figure.end, NOTHING, "held back")
    return replace(bare, coverage=figure.coverage, held=held, more=figure.more)


def told(facts: Any) -> dict[str, Any]:
    """The prose, told again from the figures as they are now."""
    teller = sentences.Teller(facts.ledger, facts.panels, facts.words)
    also = sentences.also(teller)
    return {
        **facts.said,
        "key_message": sentences.key_message(teller),
        "floor": [sentences.floor(teller)],
        "also": [also] if also else [],
        "trend": [sentences.trend(teller)],
        "incidents": [sentences.incident(teller, each) for each in facts.panels["incidents"]["incidents"]],
    }


def holding(made: Any, choice: Choice, listed: dict[int, dict[str, Any]] | None = None, **subject: Any) -> Any:
    """A brief of which some figures are held back, some sources told otherwise, and with another release.

    It is made from the internal one: that holds nothing back of itself, whatever the policies are.
    """
    old = inside(made)
    ledger = copy.copy(old.ledger)
    ledger.subject = replace(old.ledger.subject, **{"release": "public", **subject})
    chosen = {key: choice(figure) for key, figure in old.ledger.figures.items()}
    ledger.figures = {
        key: taken(figure, held) if (held := chosen[key]) else figure for key, figure in old.ledger.figures.items()
    }
    ledger.reports = copy.copy(old.ledger.reports)
    ledger.reports.sources = copy.copy(old.ledger.sources)
    reports = [{**each, **(listed or {}).get(each["number"], {})} for each in old.ledger.sources.facts()]
    vars(ledger.sources)["facts"] = lambda: reports
    panels = {**copy.deepcopy(old.panels), "made": None}
    facts = replace(old, ledger=ledger, panels=panels)
    return with_facts(replace(made, subject=ledger.subject), replace(facts, said=told(facts)))


def inside(made: Any) -> Any:
    """What the internal brief has gathered, once for all that is made from it: none of them changes it."""
    held: dict[str, Any] = vars(made)
    if "inside" not in held:
        held["inside"] = made.released("internal").gathered
    return held["inside"]


def with_facts(made: Any, facts: Any) -> Any:
    """The brief of some facts, whatever it would gather itself."""
    other = replace(made)
    vars(other)["gathered"] = facts
    return other


def only(key: str, held: Held) -> Choice:
    return lambda figure: held if figure.key == key else None


def every(held: Held) -> Choice:
    """Everything that has a number, but what others have published."""
    return lambda figure: held if figure.state == "figure" and not re.fullmatch(r"aggregate\.\d+", figure.key) else None


def of(made: Any) -> dict[str, Any]:
    return undrawn(made)


def said(page: dict[str, Any], name: str) -> str:
    return " ".join(map(shown, page[name]))


@pytest.fixture(scope="module")
def small(pale: Any) -> Any:
    """Pale with all its figures held back, each at least 1 and below 5."""
    return holding(pale, every(SMALL))


@pytest.fixture(scope="module")
def bare(pale: Any) -> Any:
    """Pale with all its figures held back, and nothing said of them."""
    return holding(pale, every(BARE))


@pytest.fixture(scope="module")
def let_go(pale: Any) -> Any:
    """Pale with nothing held back, approved."""
    return holding(pale, lambda figure: None, approval=Approval("an invented role", pd.Timestamp("2025-10-09"), "", {}))


@pytest.mark.parametrize("language", ["en", "my"])
def test_every_state_is_told_in_other_words(pale, language):
    figure = pale.gathered.ledger.figures[KILLED]
    states = [
        replace(figure, state=state, amount=NOTHING) for state in cells.STATES if state not in ("figure", "held back")
    ]
    telling = [*states, taken(figure, SMALL), taken(figure, BARE)]
    assert len({months.state(each, words(language)) for each in telling}) == len(telling)


def test_a_rule_in_plain_words_for_each_that_there_is():
    assert set(held_back.FIGURES) == set(CELL_RULES)
    assert set(held_back.CLAIMS) == set(CLAIM_RULES)
    assert set(held_back.SOURCES) == set(SOURCE_RULES)
    assert set(held_back.ADDRESSES) == set(ADDRESS_RULES)


def test_a_headline_shows_the_bound_and_why(small, bare):
    one, other = of(small)["tiles"][0], of(bare)["tiles"][0]
    assert (shown(one["main"]), one["rest"], one["big"], one["state"]) == ("<5", "held back", True, "held back")
    assert shown(one["lines"][0]) == "too few to show without showing who"
    assert (shown(other["main"]), other["rest"], other["big"]) == ("held back", "", False)
    assert shown(other["lines"][0]) == "days too recent to show"
    assert one["grade"]["level"] == other["grade"]["level"] == 0


def test_the_key_message_tells_of_the_dead_without_a_number(small, bare):
    assert said(of(small), "key_message").startswith(
        "At least one and fewer than five civilians were recorded killed in Pale Township in November 2024; the number "
        "is held back (too few to show without showing who)."
    )
    text = said(of(bare), "key_message")
    assert text.startswith(
        "The figure of civilians killed in Pale Township in November 2024 is held back (days too recent to show). That "
        "is not to say that nobody was killed. Held back, which is neither zero nor no report: people newly displaced"
    )
    assert "no report of civilians killed" not in text and "no report of people newly displaced" not in text


def test_how_many_incidents_have_a_figure_is_not_told_where_it_would_bound_it(pale, small):
    assert "incident" in said(of(pale), "floor")
    assert "incident" not in said(of(small), "floor")
    rows = {shown(label): shown(text) for label, text in of(small)["quality"]["rows"]}
    assert rows["With a figure for civilians killed"] == "held back"


def test_measures_without_a_tile(small, bare):
    assert "Held back: " in said(of(small), "also") and "(at least 1 and fewer than 5)" in said(of(small), "also")
    assert "at least" not in said(of(bare), "also")


def test_months_are_counted_apart(pale, small):
    panel = pale.gathered.panels["trend"]
    n = sum(pale.gathered.ledger.figures[key].state in ("figure", "held back") for key in panel["months"])
    page = of(small)["trend"]
    assert shown(page["text"]) == f"0 of 24 months have a report. No report is not zero. {n} more are held back."
    assert page["held"]
    assert (shown(page["total"]), shown(page["total_lines"][0])) == ("<5", "too few to show without showing who")


def test_alternative_texts_say_so(small, bare):
    for made, bound in ((small, " (at least 1 and fewer than 5)"), (bare, "")):
        alt = alternatives.trend(made.gathered)
        assert f"November 2024: held back{bound}." in alt
        assert "No month has a report" not in alt
        assert alternatives.tile(made.gathered, KILLED).startswith(f"Civilians killed: held back{bound}.")
        assert f"Pale: held back{bound}." in alternatives.map_of(made.gathered)


def test_places_beside_and_years(small, bare):
    for made, text in ((small, "<5"), (bare, "held back")):
        page = of(made)
        own = next(row for row in page["beside"]["rows"] if row["own"])
        assert [shown(cell) for cell in own["cells"]] == [text, text]
        assert text in {shown(cell) for row in page["years"]["rows"] for cell in row["cells"]}
        assert text in {shown(cell) for row in page["aggregates"]["rows"] for cell in row["cells"]}


def test_incidents_of_note(small):
    page = of(small)["incidents"]
    assert {shown(figure["number"]) for row in page["rows"] for figure in row["figures"]} == {"<5"}
    assert "What is held back of it is neither zero nor no report." in shown(page["rows"][0]["text"])


def test_incidents_that_are_not_shown_singly_are_no_calm(pale):
    made = holding(pale, lambda figure: None)
    made.gathered.panels["incidents"]["incidents"] = []
    made.gathered.said["incidents"] = []
    assert "not shown one by one" in of(made)["incidents"]["none"]


def test_classes_of_a_breakdown_tell_neither_figure_nor_incidents(small):
    rows = [row["cells"] for table in of(small)["breakdowns"] for row in table["rows"] if len(row["cells"]) == 3]
    assert rows
    assert {(shown(cells[1]), shown(cells[2])) for cells in rows} == {("held back", "<5")}


def test_places_of_a_ranking(brief_of_sample):
    made = holding(brief_of_sample("MMR005", "2023"), every(Held("level")))
    page = made.page
    cells_of = [shown(cell) for row in page["ranking"][0]["rows"] for cell in row["cells"]]
    assert "held back" in cells_of
    assert not any(re.fullmatch(r"\d+ or more", cell) for cell in cells_of)
    assert "held back" in [letters["text"] for letters in page["pictures"]["map"]["letters"]]


def test_no_change_is_stated_to_or_from_what_is_held_back(pale):
    made = holding(pale, only(KILLED, SMALL))
    panel = {
        "coverage": "counted",
        "before": (october := {"start": "2024-10-01", "end": "2024-10-31", "coverage": "counted"}),
        "year": october,
    }
    change = {"key": KILLED, "verdict": "up", "reason": "", "percent": None, "same_age": False, "undated": 0}
    airstrikes = "period.airstrikes"
    panel["rows"] = [
        {"key": KILLED, "before": {**change, "key": airstrikes}, "year": None},
        {"key": airstrikes, "before": change, "year": None},
    ]
    made.gathered.panels["changes"] = panel
    assert changes.changes(made.gathered) == {KILLED: [], airstrikes: []}


def test_an_earlier_issue_may_have_held_it_back(pale):
    old = {
        **dict.fromkeys(("low", "best", "high", "spread_share")),
        "open": False,
        "state": "held back",
        "other_bases": [],
    }
    now = pale.gathered.ledger.figures[KILLED]
    for held, text in (
        ({"rule": "small cell", "below": 5}, "<5"),
        ({"rule": "delay", "below": None}, "held back"),
        (None, "held back"),
    ):
        assert months.state(revisions._then({**old, "held": held}, now), words()) == text


def test_charts_bear_no_number_of_what_is_held_back(pale, bare):
    """Only axes have numbers: of 7 dead, 31 airstrikes and 10,000 displaced none is left in any picture."""
    drawn = numbers(bare.shown)
    assert {7.0, 31.0, 10000.0} & {number for each in numbers(pale.shown).values() for number in each}
    assert not {7.0, 31.0, 10000.0} & {number for each in drawn.values() for number in each}


def test_the_key_of_the_months_has_the_sign_where_it_occurs(pale, small):
    assert '<span class="held">' in small.html
    assert '<span class="held">' not in pale.html
    assert flat("too few to show without showing who") in flat(text_of(small.pdf))


@pytest.mark.parametrize(
    ("held", "language"),
    [
        (SMALL, "my"),
        pytest.param(SMALL, "en", marks=pytest.mark.long),
        pytest.param(BARE, "en", marks=pytest.mark.long),
        pytest.param(BARE, "my", marks=pytest.mark.long),
    ],
)
def test_pages_are_made_in_every_language(brief_of_sample, language, held):
    made = holding(brief_of_sample("Pale, Sagaing", "2024-11", language), every(held))
    assert len(PdfReader(io.BytesIO(made.pdf)).pages) == (2 if language == "en" else 3)
    assert made.image.startswith(b"\x89PNG")
    assert words(language).say("Held back from this brief") in made.html


MARKS = {"internal": "INTERNAL: not for publication", "public": "DRAFT: not approved for release"}


@pytest.mark.parametrize("release", ["public", pytest.param("internal", marks=pytest.mark.long)])
def test_what_may_not_be_published_says_so_everywhere(pale, let_go, release):
    made = holding(pale, lambda figure: None, release=release)
    mark = MARKS[release]
    assert all(mark in page.extract_text() for page in PdfReader(io.BytesIO(made.pdf)).pages)
    assert f"<title>{mark} · Pale Township" in made.html and f'<p class="mark">{mark}</p>' in made.html
    assert card._card(made.page, made.gathered)["mark"] == mark
    files = unzipped(made)
    assert files["README.txt"].decode().startswith(mark)
    assert len(files["months.svg"]) > len(unzipped(let_go)["months.svg"])


def test_what_is_approved_says_by_which_role_and_bears_no_mark(let_go):
    made = let_go
    text = flat(text_of(made.pdf))
    assert flat("DRAFT") not in text and flat("INTERNAL") not in text
    assert text.count(flat("Approved for release on 9 Oct 2025 by: an invented role")) == 2
    assert "<title>Pale Township" in made.html


def test_an_internal_brief_is_no_public_release(pale):
    page = of(holding(pale, lambda figure: None, release="internal"))
    assert "internal" in page["edition"] and "public" not in page["edition"]
    assert "Internal: not for publication." in page["held"]["note"]


def test_one_line_says_that_nothing_is_held_back(pale):
    made = holding(pale, lambda figure: None)
    made.gathered.panels["held"] = {}
    page = of(made)["held"]
    assert (page["rows"], page["none"]) == ([], "Nothing is held back: no figure, claim, source or address.")
    assert page["note"].endswith(
        "Finest place: township. Days up to 30 Nov 2024; issued on 8 Oct 2025. Not approved: draft."
    )


def test_how_much_is_held_back_and_by_which_rule(pale):
    made = holding(pale, every(SMALL))
    made.gathered.panels["held"] = {
        "figures": 14,
        "cells": {"small cell": 12, "delay": 2},
        "claims": {"licence": 3},
        "sources": {"not to be named": 1},
        "addresses": {"names a place": 4},
        "looser": [{"what": "an invented policy", "reason": "An invented reason."}],
    }
    page = of(made)["held"]
    assert page["rows"] == [
        ["Figures", "too few to show without showing who (12); days too recent to show (2)"],
        ["Claims that speak in no figure", "their licence does not allow it (3)"],
        ["Sources that are not named", "not to be named (1)"],
        ["Addresses that are not given", "it names a place (4)"],
    ]
    assert page["note"] == (
        "“<5”: at least 1 and fewer than 5. Looser here than the default rules: an invented policy. Reason given: An "
        "invented reason. Finest place: township. Days up to 30 Nov 2024; issued on 8 Oct 2025. 14 figures are held back. "
        "Not approved: draft."
    )
    assert "days too recent to show (2)" in made.html
    assert flat("days too recent to show (2)") in flat(text_of(made.pdf))


CREDIT = "An invented line of credit (CC BY 4.0)."
LISTED = {
    1: {"named": False, "outlet": "", "url": "", "published": [], "held_address": "source not named", "credit": ""},
    2: {"named": True, "outlet": "An Invented Outlet", "url": "", "held_address": "names a place", "credit": CREDIT},
    3: {"named": True, "outlet": "An Invented Outlet", "held_address": "", "credit": CREDIT},
}


def test_sources_without_a_name_or_an_address(pale):
    made = holding(pale, lambda figure: None, LISTED)
    page = of(made)
    rows = page["sources"]["rows"]
    assert (rows[0]["outlet"], rows[0]["day"], rows[0]["held"], page["links"][0]) == (
        "A source that is not named", "", "", "",
    )  # fmt: skip
    assert rows[1]["outlet"] and (rows[1]["held"], page["links"][1]) == ("address held back: it names a place", "")
    assert page["sources"]["credits"] == [CREDIT]
    for text in (flat(made.html), flat(text_of(made.pdf))):
        assert flat("A source that is not named") in text
        assert flat("(address held back: it names a place)") in text
        assert text.count(flat(CREDIT)) == 1
    assert card._card(made.page, made.gathered)["sources"] == "The headline figures rest on 2 public reports."


def test_a_rounded_level_says_so(pale):
    facts = holding(pale, lambda figure: None).gathered
    level = replace(
        facts.ledger.figures[KILLED],
        key="period.displaced_total",
        measure="displaced_total",
        amount=Amount(900.0, 1000.0, 1100.0, False),
        more={"stated_on": "2024-11-20", "age_days": 10, "rounded_to": 100},
    )
    facts.ledger.figures[level.key] = level
    facts.panels["displacement"]["levels"] = [level.key]
    page = of(with_facts(pale, facts))
    stock = next(tile for tile in page["tiles"] if tile["stock"])
    assert "rounded to hundreds" in [shown(line) for line in stock["lines"]]
    assert "Levels are rounded to hundreds, the low down and the high up." in shown(page["displacement"]["note"])
    assert "rounded to hundreds" in running.text_of(phrases.counted(level, words()))


def unzipped(made: Any) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made.figures)) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def test_figure_files_name_the_rule_and_the_bound_and_no_number(small, bare):
    for made, rule, below in ((small, "small cell", "5"), (bare, "delay", "")):
        rows = list(csv.DictReader(io.StringIO(unzipped(made)["months.csv"].decode())))
        assert {(row["state"], row["held"], row["below"]) for row in rows} == {("held back", rule, below)}
        assert {row[name] for row in rows for name in ("low", "best", "high", "sources")} == {""}


def test_every_value_that_a_public_brief_may_print_has_a_name():
    with open(shipped.reference("public_values.csv"), encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    # A base is printed as it is coded.
    public = {(row["column"], row["public"]) for row in rows if row["column"] != "base"}
    assert public == {(column, value) for column, values in coded.LABELS.items() for value in values}
