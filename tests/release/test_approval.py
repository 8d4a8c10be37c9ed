"""The record of an approval: who let what go, and that every question was answered with no."""

from __future__ import annotations

import json

import pytest

from tollbook.release import approval
from tollbook.release.approval import QUESTIONS, ApprovalError, checked, content_of, read

CONTENT = "a" * 64
NO = dict.fromkeys(QUESTIONS, False)
FACTS = {"brief": {"place": "Invented Township", "approval": None}, "figures": {"period.killed": {"low": 7}}}


def test_a_record_is_read_as_it_was_written(tmp_path):
    given = checked("information manager", "2025-11-01", CONTENT, NO)
    (tmp_path / "x-approval.json").write_text(given.as_json(), encoding="utf-8")
    assert read(tmp_path / "x-approval.json") == given
    assert given.facts() == {"role": "information manager", "day": "2025-11-01"}


def test_the_content_is_that_of_the_draft_and_of_what_is_let_go():
    let_go = {**FACTS, "brief": {**FACTS["brief"], "approval": {"role": "desk", "day": "2025-11-01"}}}
    assert content_of(FACTS) == content_of(let_go)
    assert content_of({**FACTS, "figures": {"period.killed": {"low": 8}}}) != content_of(FACTS)
    assert content_of(dict(reversed(FACTS.items()))) == content_of(FACTS)


@pytest.mark.parametrize("name", QUESTIONS)
def test_any_yes_stops_it(name):
    with pytest.raises(ApprovalError) as error:
        checked("desk", "2025-11-01", CONTENT, {**NO, name: True})
    assert str(error.value) == (
        f"Not approved: the answer is yes to {QUESTIONS[name]} "
        "Go up one level of place, or later in time, and make it again."
    )


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_question_is_left_out(name):
    with pytest.raises(ApprovalError) as error:
        checked("desk", "2025-11-01", CONTENT, {key: False for key in QUESTIONS if key != name})
    assert str(error.value) == f"{name} is not answered: {QUESTIONS[name]}"


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(ApprovalError) as error:
        checked("desk 7", "1 November", "short", {**NO, "fire": "no", "other": False})
    said = str(error.value)
    assert "role is 'desk 7': give a role such as \"information manager\", not a name, number or address." in said
    assert "day is '1 November', which is not a day. Write it as YYYY-MM-DD." in said
    assert "There is no question 'other'." in said
    assert "fire is 'no'; answer true (yes) or false (no)." in said
    assert "content is no hash of a facts file." in said


@pytest.mark.parametrize("role", ["", " ", None, "x" * 61, "desk@example.org", "https://example.org", "desk 09123"])
def test_a_role_is_no_name_number_or_address(role):
    with pytest.raises(ApprovalError, match=r"^role is "):
        checked(role, "2025-11-01", CONTENT, NO)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "x.json is no approval: it is not JSON."),
        ("[]", "x.json is no approval: it does not say 'tollbook approval 1'."),
        ('{"format": "tollbook approval 1"}', "x.json: "),
    ],
)
def test_what_is_no_record_is_said(tmp_path, text, said):
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(ApprovalError) as error:
        read(tmp_path / "x.json")
    assert str(error.value).startswith(said)


def test_a_record_with_a_yes_approves_nothing(tmp_path):
    record = json.loads(checked("desk", "2025-11-01", CONTENT, NO).as_json())
    record["answers"]["recognised"] = True
    (tmp_path / "x.json").write_text(json.dumps(record))
    with pytest.raises(ApprovalError, match=r"^x\.json: Not approved: the answer is yes to Could one family"):
        read(tmp_path / "x.json")


def test_a_missing_record_is_said(tmp_path):
    with pytest.raises(ApprovalError) as error:
        read(tmp_path / "none.json")
    assert str(error.value) == f"The approval {tmp_path / 'none.json'} can't be read: No such file or directory."
    assert approval.FORMAT == "tollbook approval 1"
