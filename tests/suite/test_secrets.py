"""Secrets are refused by their name or their look, and never repeated. All of them here are invented."""

from __future__ import annotations

import pytest

from tests.suite.invented import INVENTED
from tollbook.suite.declared import secrets
from tollbook.suite.declared.checking import ParameterError
from tollbook.suite.notebooks import NOTEBOOKS

WHY = (
    "Parameters are saved in the executed notebook, for everybody who gets it to read, so secrets are refused. Set it as "
    "an environment variable, and let what needs it read it from there."
)


@pytest.mark.parametrize(
    "name",
    ["password", "db_password", "PASSWD", "token", "acledToken", "api_key", "apikey", "api-key", "secret", "client_secret",
     "access_key", "private_key", "credentials", "authorization", "bearer"],
)  # fmt: skip
def test_a_name_like_that_of_a_secret_is_refused(name):
    assert secrets.problem(name, "invented") == f"The parameter {name!r} is named like a secret. {WHY}"


@pytest.mark.parametrize("name", ["place", "keys", "key", "monkey", "tokenised_text", "secretary", "output", "passes"])
def test_another_name_is_left_alone(name):
    assert secrets.problem(name, "invented") is None


#: Put together here, so that no file holds what looks like one.
SECRETS = [
    "Bearer " + "invented0123456789",
    "-----BEGIN " + "RSA PRIVATE KEY-----\ninvented",
    "-----BEGIN " + "OPENSSH PRIVATE KEY-----",
    "gh" + "p_" + "invented" * 4,
    "AK" + "IA" + "INVENTED12345678",
    "ey" + "JpbnZlbnRlZCI6MX0.eyJpbnZlbnRlZCI6MX0.invented",
    "https://invented:word" + "@example.org/claims.csv",
    "https://example.org/claims.csv?access_" + "token=invented1",
]


@pytest.mark.parametrize("value", SECRETS)
def test_a_value_like_a_secret_is_refused_and_not_repeated(value):
    for given in (value, [value], {"invented": value}, f"see {value}"):
        assert secrets.problem("claims", given) == (
            f"The value of the parameter 'claims' looks like a secret, and is not repeated here. {WHY}"
        )
    with pytest.raises(ParameterError) as error:
        INVENTED.check({"claims": value, "top": 0})
    assert value not in str(error.value)
    assert len(str(error.value).splitlines()) == 2


@pytest.mark.parametrize(
    "value",
    ["Pale, Sagaing", "claims.csv", "https://example.org/a?page=2", "basic humanitarian-assistance-package", 12, None, True,
     ["The Irrawaddy"], "private key block"],
)  # fmt: skip
def test_another_value_is_left_alone(value):
    assert secrets.problem("claims", value) is None


def test_no_notebook_declares_a_secret():
    names = [name for notebook in NOTEBOOKS.values() for name in notebook.parameters.model_fields]
    assert [name for name in names if secrets.is_name_of_one(name)] == []
