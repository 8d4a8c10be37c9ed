"""What an analyst types: the names, what autocomplete proposes, help with its examples, and what a slip is answered."""

from __future__ import annotations

import doctest
import importlib
import inspect

import pandas as pd
import pytest

import tollbook as tb
from tollbook import shipped


@pytest.fixture(scope="module")
def claims():
    return tb.read_claims(shipped.claims_file())


@pytest.fixture(scope="module")
def found(claims):
    return tb.findings(claims, as_of="2024-12-15")


def test_the_lines_of_the_design_work_as_they_are_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    table = pd.read_csv(shipped.claims_file(), dtype=str, keep_default_na=False)
    table[table["pcode"] == "MMR005019"].to_excel("claims.xlsx", index=False, engine="xlsxwriter")

    claims = tb.read_claims("claims.xlsx")
    assert len(claims.problems.errors) == 0
    pale = tb.place("Pale, Sagaing")
    found = tb.findings(claims, as_of="2024-12-15")
    assert "Civilians killed: 7 or more" in str(found["pale-town-2024-11"].explain())
    monthly = tb.tally(found, by=["township", "month"], within=pale)
    assert tb.chart.trend(monthly, "civilians_killed")._repr_svg_().startswith("<?xml")
    path = tb.brief(monthly, place=pale, period="2024-11", language="my").save("out/", release="public")
    assert path.read_bytes().startswith(b"%PDF")


# ------------------------------------------------------------------------------------------------------------------ names


def test_autocomplete_gives_what_an_analyst_types_and_nothing_else():
    """Modules that happen to be loaded, and what the package imports for itself, would only be in the way."""
    importlib.import_module("tollbook.release.policy")
    assert dir(tb) == sorted(tb.__all__) == tb.__all__
    assert {"release", "claims", "cached", "annotations", "Any"} & set(dir(tb)) == set()
    assert dir(tb.chart) == [
        *("bounds", "choropleth", "claims_of_finding", "displacement", "multiples", "sides", "steps", "strips"),
        *("timeline", "trend"),
    ]
    assert dir(tb.measures) == ["Measure", "UnknownMeasure", "all_measures", "get"]
    assert set(dir(tb.places)) < set(tb.places.__all__)
    assert {"areas", "label", "place", "population", "resolve"} < set(dir(tb.places))
    assert {"Columns", "columns_of", "ground_of", "looking_up"} & set(dir(tb.places)) == set()


@pytest.mark.parametrize("module", [tb, tb.places, tb.measures, tb.chart])
def test_every_name_that_is_proposed_is_there_and_has_help(module):
    for name in set(dir(module)) - {"__version__"}:
        value = getattr(module, name)
        assert isinstance(value, str | tuple) or inspect.getdoc(value), name


def test_a_slip_in_a_name_is_answered_with_the_nearest():
    with pytest.raises(
        AttributeError, match=r"^module 'tollbook' has no attribute 'findngs'. The nearest is 'findings'.$"
    ):
        _ = tb.findngs
    with pytest.raises(AttributeError, match=r"^module 'tollbook' has no attribute '__wrapped__'.$"):
        _ = tb.__wrapped__


def public(one):
    return [name for name in dir(one) if not name.startswith("_")]


def test_what_findings_and_tallies_offer_is_what_a_person_asks_of_them(claims, found):
    tally = tb.tally(found, within="MMR005019")
    tally._repr_html_()  # what it keeps for later is not offered either
    assert public(tally) == [
        *("claims_behind", "end", "findings", "findings_behind", "level", "period", "start", "table", "within")
    ]
    assert public(found) == [
        *("as_of", "claims", "claims_behind", "coverage", "delay", "known_claims", "known_on", "rule", "sources"),
        *("table", "to_parquet"),
    ]
    assert public(found["pale-town-2024-11"]) == ["explain", "findings", "incident", "table"]
    assert public(claims) == [
        *(
            "from_frame",
            "linked",
            "name",
            "problems",
            "rejected",
            "require_valid",
            "rows",
            "sha256",
            "summary",
            "table",
        ),
        "without_rejected",
    ]


def test_between_brackets_a_notebook_proposes_the_incidents(found):
    proposed = found._ipython_key_completions_()
    assert proposed == sorted(set(found.table["incident_id"]))
    assert "pale-town-2024-11" in proposed


# ------------------------------------------------------------------------------------------------------------------- help

HELP = [
    *(tb.read_claims, tb.Claims.from_frame, tb.findings, tb.aggregates, tb.tally, tb.stocks, tb.rates, tb.place),
    *(tb.brief, tb.measures.get, tb.measures.all_measures),
    *(getattr(tb.chart, name) for name in tb.chart.__all__),
]


@pytest.mark.parametrize("one", HELP, ids=lambda one: one.__qualname__)
def test_help_has_a_purpose_its_parameters_and_an_example_that_works(one):
    text = inspect.getdoc(one)
    purpose = text.partition("\n")[0]
    assert purpose.endswith(".") and len(purpose) < 120
    named = set(inspect.signature(one).parameters) - {"cls"}
    described = text.partition("Parameters\n----------\n")[2].partition("\n\n")[0]
    heads = [line.partition(" :")[0] for line in described.splitlines() if line and not line.startswith(" ")]
    assert {name for head in heads for name in head.split(", ")} == named
    finder, runner = doctest.DocTestFinder(recurse=False), doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    (example,) = finder.find(one, one.__qualname__, globs={"tb": tb})
    assert example.examples, "no example"
    assert runner.run(example).failed == 0


# ------------------------------------------------------------------------------------------------------------------ slips


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            lambda claims, found: found["palle-town"],
            "No finding has the incident 'palle-town'. The nearest: pale-town-2024-11, pale-mwetone-2022-01-31.",
        ),
        (lambda claims, found: found[3], "No finding has the incident 3."),
        (
            lambda claims, found: tb.tally(found, by="townshp"),
            "A tally can't be made by 'townshp'. Levels: township, district, state, country. Periods: day, week, month, "
            "quarter, year, whole. The nearest is 'township'.",
        ),
        (
            lambda claims, found: tb.findings(claims, rule="envelop"),
            "There is no rule 'envelop'. The nearest is 'envelope'; all of them: envelope, lowest, latest, priority, "
            "corroborated.",
        ),
        (lambda claims, found: tb.stocks(claims, rule="lates"), "There is no rule 'lates'. The nearest is 'latest'; "),
        (
            lambda claims, found: tb.tally(found, measure="airstrike"),
            "There is no measure 'airstrike'. The nearest is 'airst",
        ),
        (
            lambda claims, found: tb.stocks(claims, measure="displaced"),
            "There is no measure 'displaced'. The nearest is 'displ",
        ),
        (
            lambda claims, found: tb.aggregates(claims, measure="killed"),
            "There is no measure 'killed'. The nearest is ",
        ),
        (
            lambda claims, found: tb.tally(found, within="Atlantis"),
            "No place is called 'Atlantis'. The nearest by spelling: ",
        ),
        (
            lambda claims, found: tb.findings(claims, as_of="yesterday"),
            "as_of is 'yesterday', which is not a day. Write it as YYYY-MM-DD, for example 2024-11-30.",
        ),
        (lambda claims, found: tb.tally(found, start="2024-11"), "start is '2024-11', which is not a day."),
        (lambda claims, found: tb.stocks(claims, known_on="today"), "known_on is 'today', which is not a day."),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(claims, found, typed, said):
    with pytest.raises((ValueError, KeyError)) as caught:
        typed(claims, found)
    assert str(caught.value).startswith(said)


def test_a_slip_in_the_name_of_a_column_is_answered_with_the_nearest():
    table = pd.read_csv(shipped.claims_file(), dtype=str, keep_default_na=False).head(3)
    problems = tb.Claims.from_frame(table.rename(columns={"wording": "wordng"})).problems
    assert [str(each) for each in problems.of("unknown_column")] == [
        'warning: claims in memory, row 1, "wordng": The claims table has no column of this name; it is left aside. Did you '
        "mean wording? Rename it. [unknown_column]"
    ]


def test_a_place_may_be_given_by_its_name(found):
    by_name, by_code = (tb.tally(found, "month", within=within) for within in ("Pale, Sagaing", "MMR005019"))
    assert by_name.table.equals(by_code.table)
