"""What forms and options are told of each parameter."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import Field

from tests.suite.invented import Invented
from tollbook.suite.declared import fields
from tollbook.suite.declared.base import Parameters
from tollbook.suite.declared.describing import Described, described
from tollbook.suite.declared.showing import KINDS, Shown
from tollbook.suite.declared.township_brief import TownshipBrief

FOUND = {each.name: each for each in described(Invented)}


def test_a_number_tells_its_bounds():
    assert FOUND["top"] == Described(
        "top", "number", "a number from 1 to 20", 10, (), (1, 20), "How many rows.", is_optional=False, is_list=False
    )


def test_a_day_that_may_be_left_empty_says_so():
    start = FOUND["start"]
    assert (start.kind, start.type, start.is_optional) == ("day", "a day, YYYY-MM-DD, or none", True)
    assert start.meaning == "First day of the period; none: from the first that there is."


def test_choices_are_listed():
    measures = FOUND["measures"]
    assert (measures.kind, measures.is_list, measures.default) == ("choices", True, ["airstrikes"])
    assert "airstrikes" in measures.choices
    assert measures.type.startswith("some of ")


def test_the_parameters_of_a_brief_are_of_their_kinds():
    kinds = {each.name: each.kind for each in described(TownshipBrief)}
    of = {kind: [name for name in kinds if kinds[name] == kind] for kind in KINDS}
    assert of == {
        "place": ["place"],
        "day": ["start", "end", "as_of", "known_on", "issued", "next_issue"],
        "choice": ["rule", "language", "digits", "release"],
        "choices": ["formats"],
        "text": ["sources", "issue", "output"],
        "number": ["version"],
        "file": ["claims", "boundaries", "population", "coverage", "previous", "approval", "beside"],
    }


def test_every_default_of_a_choice_is_among_the_choices():
    for each in [*described(TownshipBrief), *described(Invented)]:
        chosen = each.default if each.is_list else [each.default]
        assert not each.choices or set(chosen) <= set(each.choices)


def test_bounds_may_stand_on_one_side():
    class OneSided(Parameters):
        least: Annotated[fields.Number, Field(ge=1, description="Invented.")] = 1
        most: Annotated[fields.NumberOrNone, Field(lt=5, description="Invented.")] = None
        any: Annotated[fields.Number, Field(description="Invented.")] = 1

    assert [(each.type, each.bounds) for each in described(OneSided)] == [
        ("a number from 1 on", (1, None)),
        ("a number up to 4, or none", (None, 4)),
        ("a number", (None, None)),
    ]


def test_a_field_without_kind_or_meaning_is_no_parameter():
    class NoKind(Parameters):
        colour: str = "red"

    class NoMeaning(Parameters):
        colour: fields.Text = "red"

    with pytest.raises(TypeError) as error:
        described(NoKind)
    assert str(error.value) == (
        "The parameter 'colour' has no kind: annotate it with one of tollbook.suite.declared.fields."
    )
    with pytest.raises(TypeError) as error:
        described(NoMeaning)
    assert str(error.value) == "The parameter 'colour' has no meaning: give its field a description."


def test_there_is_no_other_kind():
    with pytest.raises(ValueError, match="There is no kind of parameter 'colour'"):
        Shown("colour")
