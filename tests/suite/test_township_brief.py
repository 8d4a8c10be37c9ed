"""The notebook's parameters: right names and values, or a sentence each."""

from __future__ import annotations

import pytest

from tollbook.briefs.errors import BriefError
from tollbook.briefs.outputs.formats import checked
from tollbook.charts.words import LANGUAGES
from tollbook.suite.declared.checking import ParameterError
from tollbook.suite.inputs import with_name_only
from tollbook.suite.notebooks import TOWNSHIP_BRIEF

check = TOWNSHIP_BRIEF.check


def refused(**values):
    with pytest.raises(ParameterError) as error:
        check(values)
    return str(error.value)


def test_defaults_are_right():
    assert check({}).place == "Pale, Sagaing"


def test_an_unknown_name_is_refused_with_the_nearest():
    assert refused(plaice="Pale") == (
        "There is no parameter 'plaice'. The nearest is 'place'; all of them: place, start, end, as_of, known_on, "
        "issued, claims, rule, sources, boundaries, population, coverage, previous, language, digits, issue, "
        "next_issue, version, formats, release, approval, beside, output."
    )


def test_a_wrong_place_is_refused_with_the_nearest():
    said = refused(place="Palx, Sagaing")
    assert said.startswith("The parameter 'place' is 'Palx, Sagaing': no place that is certain: ")
    assert "Pale" in said.removeprefix("The parameter 'place' is 'Palx, Sagaing'")


@pytest.mark.parametrize("name", ["start", "end", "as_of", "known_on", "issued", "next_issue"])
def test_a_wrong_day_is_refused(name):
    assert refused(**{name: "2024-11-31"}) == (
        f"The parameter {name!r} is '2024-11-31': not a day; write it as YYYY-MM-DD, for example 2024-11-30."
    )


def test_a_wrong_rule_is_refused_with_the_nearest():
    assert refused(rule="envelop") == (
        "The parameter 'rule' is 'envelop': no rule; the nearest is 'envelope', all of them: envelope, lowest, latest, "
        "priority, corroborated."
    )


def test_what_does_not_fit_together_is_refused():
    assert refused(start="2024-12-01") == (
        "The parameters do not fit together: end (2024-11-30) lies before start (2024-12-01)."
    )
    assert refused(rule="priority") == (
        "The parameters do not fit together: the rule 'priority' and a list of sources go together, and neither without "
        "the other."
    )

    assert refused(issued="2024-12-01", as_of="2024-12-15") == (
        "The parameters do not fit together: issued (2024-12-01) lies before as_of (2024-12-15)."
    )

    assert refused(issued="2024-12-16", next_issue="2024-12-16") == (
        "The parameters do not fit together: next_issue (2024-12-16) lies not after issued (2024-12-16)."
    )


def test_a_wrong_language_is_refused():
    assert refused(language="xx") == (
        "The parameter 'language' is 'xx': no language that there is a catalogue for; there are: "
        f"{', '.join(LANGUAGES)}."
    )


def test_wrong_digits_are_refused():
    assert refused(digits="roman") == (
        "The parameter 'digits' is 'roman': no digits that there are; there are: native, western."
    )


@pytest.mark.parametrize("asked", [["pdff"], []])
def test_wrong_formats_are_refused(asked):
    with pytest.raises(BriefError) as said:
        checked(asked)
    assert refused(formats=asked) == f"The parameter 'formats' is {asked!r}: {said.value}"


def test_an_issue_is_a_text_or_a_number():
    assert (check({"issue": 12}).issue, check({"issue": "Winter"}).issue) == (12, "Winter")
    assert refused(version=0) == "The parameter 'version' is 0: Input should be greater than or equal to 1."


def test_a_village_is_refused_before_a_kernel_starts():
    assert refused(place="174067") == (
        "The parameter 'place' is '174067': Nyaung Kone is a village. A brief's finest place is a township: "
        "Pale Township may be what you want."
    )


def test_a_value_of_another_kind_is_refused():
    assert refused(place=12) == "The parameter 'place' is 12: Input should be a valid string."


def test_all_wrong_things_come_at_once():
    said = refused(start="yesterday", rule="best", colour="red").splitlines()
    assert len(said) == 3


def test_the_notebook_gets_no_paths():
    files = {
        "claims": "claims.csv",
        "boundaries": "mmr_adm3.gpkg",
        "population": "people.xlsx",
        "coverage": "looking.csv",
        "previous": "last.pdf",
    }
    paths = {name: f"/somewhere/private/{name}/{file}" for name, file in files.items()}
    given = with_name_only(check({**paths, "output": "/elsewhere"}))
    assert {name: given[name] for name in files} == files
    assert given["output"] == "."
