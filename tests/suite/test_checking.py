"""All that is wrong with parameters is said at once, for any notebook."""

from __future__ import annotations

import pytest

from tests.suite.invented import INVENTED
from tollbook.suite.declared.checking import ParameterError
from tollbook.suite.notebooks import TOWNSHIP_BRIEF


def refused(**values):
    with pytest.raises(ParameterError) as error:
        INVENTED.check(values)
    return error.value


def test_values_of_every_kind_are_taken():
    asked = INVENTED.check({"place": "Pale, Sagaing", "start": None, "top": 20, "measures": ["civilians_killed"] * 2})
    assert (asked.place, asked.start, asked.top, asked.measures) == ("Pale, Sagaing", None, 20, ["civilians_killed"])


def test_a_default_that_is_a_list_is_nobody_elses():
    INVENTED.check({}).measures.append("invented")
    assert INVENTED.check({}).measures == ["airstrikes"]


def test_everything_comes_at_once_also_what_does_not_fit_together():
    said = refused(plaice="Pale", top=21, end="2023-12-31", api_key="invented", measures=["airstrike"])
    assert str(said).splitlines() == [
        "The parameter 'api_key' is named like a secret. Parameters are saved in the executed notebook, for everybody who "
        "gets it to read, so secrets are refused. Set it as an environment variable, and let what needs it read it from there.",
        "The parameter 'top' is 21: Input should be less than or equal to 20.",
        "The parameter 'measures' is ['airstrike']: 'airstrike' is no measure; the nearest is 'airstrikes', all of them: "
        + ", ".join(INVENTED.parameters.model_fields["measures"].metadata[0].choices)
        + ".",
        "There is no parameter 'plaice'. The nearest is 'place'; all of them: place, start, end, claims, lexicon, top, "
        "measures, formats, output.",
        "The parameters do not fit together: end (2023-12-31) lies before start (2024-01-01).",
    ]


def test_a_value_of_several_types_is_told_once():
    with pytest.raises(ParameterError) as error:
        TOWNSHIP_BRIEF.check({"issue": [1]})
    assert str(error.value) == (
        "The parameter 'issue' is [1]: Input should be a valid string, or Input should be a valid integer."
    )


def test_a_paper_has_fewer_forms_than_a_brief():
    assert str(refused(formats=["image"])) == (
        "The parameter 'formats' is ['image']: There is no format 'image'. The nearest is 'html'; all of them: pdf, html."
    )


@pytest.mark.parametrize(
    ("values", "is_wrong_call"),
    [
        ({"place": "Palx"}, False),
        ({"place": 12}, False),
        ({"place": "Palx", "top": 0}, True),
        ({"plaice": "Pale"}, True),
        ({"end": "2023-12-31"}, True),
        ({"token": "x"}, True),
    ],
)
def test_a_place_that_is_not_certain_is_no_wrong_call(values, is_wrong_call):
    assert refused(**values).is_wrong_call is is_wrong_call


def test_what_is_not_due_is_no_wrong_call():
    with pytest.raises(ParameterError) as error:
        TOWNSHIP_BRIEF.check({"as_of": "2024-12-03"})
    assert not error.value.is_wrong_call
