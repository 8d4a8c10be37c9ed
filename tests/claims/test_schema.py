"""The schema, and everything that is made from it."""

import importlib.util
import json
from pathlib import Path

import pandas as pd
import pytest

from tests.claims.test_reading import maker
from tollbook import shipped
from tollbook.claims import describing, schema
from tollbook.claims.reading import read_claims
from tollbook.claims.table import Claims

ROOT = Path(__file__).resolve().parent.parent.parent


def test_the_tables_of_the_sample_and_of_invented_claims_keep_the_pandera_schema():
    for claims in (read_claims(shipped.claims_file()), Claims.from_frame(pd.DataFrame(maker().CLAIMS).fillna(""))):
        assert schema.pandera_schema().validate(claims.table, lazy=True).equals(claims.table)


@pytest.mark.parametrize(
    ("column", "value"),
    [("low", -1.0), ("best", 7.5), ("measure", "unrest"), ("scope", ""), ("source", ""), ("claim_id", "i2")],
)
def test_the_pandera_schema_refuses_what_reading_refuses(column, value):
    import pandera.errors

    table = Claims.from_frame(pd.DataFrame(maker().CLAIMS).fillna("")).table
    if str(table[column].dtype) == "category":
        table[column] = table[column].astype("str")
    table.loc[0, column] = value
    with pytest.raises(pandera.errors.SchemaErrors) as caught:
        schema.pandera_schema().validate(table, lazy=True)
    assert column in set(caught.value.failure_cases["column"])


def test_every_example_passes_its_own_column():
    row = {column.name: column.example for column in schema.COLUMNS}
    # One row can't be everything at once: its numbers are put in order, and it is not withdrawn before it is known.
    claims = Claims.from_frame(pd.DataFrame([row | {"withdrawn": ""}]))
    assert not claims.problems.errors, str(claims.problems)


def test_what_is_described_is_current():
    path = ROOT / "scripts" / "describe_claims.py"
    spec = importlib.util.spec_from_file_location("describe_claims", path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    for file, text in script.described().items():
        assert file.read_text("utf-8") == text, f"{file.name} is not current; run python scripts/describe_claims.py."


def test_the_data_package_tells_the_size_the_hash_and_the_columns_of_the_sample():
    package = json.loads((shipped.data_dir() / "claims" / "datapackage.json").read_text("utf-8"))
    (resource,) = package["resources"]
    data = shipped.claims_file().read_bytes()
    assert resource["bytes"] == len(data)
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    header = data.split(b"\n", 1)[0].decode().strip().split(",")
    assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert resource["schema"]["primaryKey"] == ["claim_id"]


def test_the_table_schema_says_what_the_columns_take():
    fields = {field["name"]: field for field in describing.table_schema()["fields"]}
    assert fields["low"]["type"] == "integer"
    assert fields["low"]["constraints"] == {"minimum": 0}
    assert fields["start"]["constraints"] == {"required": True}
    assert fields["extent"]["constraints"]["enum"] == ["whole", "part"]
    assert fields["extent"]["description"].endswith("Empty: whole.")
