"""Issues that were published, as the folders tell of them."""

import json

import pytest

from tests.series.shelf_of import about, put, withdraw
from tollbook.files import OutputError
from tollbook.series import issues


def test_issues_of_a_folder_come_by_place_language_and_version(tmp_path):
    for told in (
        about(version=10),
        about(version=2),
        about(),
        about(language="my"),
        about("Kale", "MMR005027"),
    ):
        put(tmp_path, told)
    (tmp_path / "SHA256SUMS").write_text("")
    (tmp_path / "pale-2024-11-01-2024-11-30-approval.json").write_text("{}")
    found = issues.in_folder(tmp_path)
    assert [(each.key, each.version) for each in found] == [
        (("MMR005019", "en"), 1), (("MMR005019", "en"), 2), (("MMR005019", "en"), 10), (("MMR005019", "my"), 1),
        (("MMR005027", "en"), 1),
    ]  # fmt: skip
    assert found[1].stem == "pale-2024-11-01-2024-11-30-v2"
    assert found[1].facts()["brief"]["version"] == 2
    assert found[1].page([".pdf", ".html"]).name == "pale-2024-11-01-2024-11-30-v2.pdf"
    assert found[1].page([".png"]) is None
    assert issues.in_folder(tmp_path / "none") == []


def test_a_withdrawn_issue_is_one_and_says_when(tmp_path):
    stem = put(tmp_path, about())
    facts = (tmp_path / f"{stem}-facts.json").read_text()
    withdraw(tmp_path, stem)
    (found,) = issues.in_folder(tmp_path)
    assert (found.withdrawn, found.version, found.key) == ("2025-04-01", 1, ("MMR005019", "en"))
    # A withdrawal that was stopped after its record: the facts lie there still, and it counts as withdrawn.
    (tmp_path / f"{stem}-facts.json").write_text(facts)
    (found,) = issues.in_folder(tmp_path)
    assert found.withdrawn == "2025-04-01"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("{}", "it has no 'brief'"),
        (json.dumps({"brief": {"pcode": "MMR"}}), "it has no 'place'"),
        (json.dumps({"brief": {**about(), "version": "x"}}), "invalid literal for int() with base 10: 'x'"),
        ("[]", "list indices must be integers or slices, not str"),
        ("\ud800".encode("utf-8", "surrogatepass"), "'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte"),
    ],
)  # fmt: skip
def test_a_damaged_facts_file_is_told_with_what_to_do(tmp_path, text, said):
    path = tmp_path / "pale-facts.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(OutputError) as error:
        issues.in_folder(tmp_path)
    assert str(error.value) == f"{path} is damaged: {said}. Put back what was published, or withdraw it."


def test_a_damaged_record_of_a_withdrawal_is_told(tmp_path):
    (tmp_path / "pale-withdrawn.json").write_text("{}")
    with pytest.raises(OutputError, match=r"pale-withdrawn\.json is damaged: .*does not say 'tollbook withdrawn 1'"):
        issues.in_folder(tmp_path)


def test_periods_of_a_series_are_told_by_the_names_of_its_folders(tmp_path):
    for name in ("2024-11", "2024-W46", "2024-Q4", "2024", "latest", "nat", "2024-13", ".git"):
        (tmp_path / name).mkdir()
    (tmp_path / "2023").write_text("a file")
    assert [(each.name, each.every) for each in issues.periods(tmp_path)] == [
        ("2024", "year"), ("2024-Q4", "quarter"), ("2024-11", "month"), ("2024-W46", "week"),
    ]  # fmt: skip
    assert issues.periods(tmp_path / "none") == []
