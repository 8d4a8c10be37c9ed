"""Approval: the harm check before something leaves, and what is kept of it.

The questions are those that the field asks before a release; any yes stops it: go up one level of place, or later in
time. Without an approval an output is a draft, and says so. An approval is of one content: that of the draft which was
looked at, by its hash.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

FORMAT = "tollbook approval 1"

#: What is asked, by the name of each answer. A yes to any of them stops the release.
QUESTIONS = {
    "shelter": "Could it show where people shelter now?",
    "recognised": "Could one family be recognised?",
    "source": "Could a source be guessed?",
    "fire": "Could a party to the conflict use it to aim, or to judge its fire?",
    "partner": "Does it expose a partner?",
    "licence": "Does it break a licence?",
    "pictures": "Does a picture in it show bodies, faces, homes, or landmarks that place a site?",
}
#: Letters of a role: "information manager", and no more.
_LONGEST = 60


class ApprovalError(Exception):
    """Something is not approved, or its approval is of something else."""


@dataclass(frozen=True)
class Approval:
    """Who let an output go, and when.

    Attributes
    ----------
    role : str
        Of who approved it, never a name.
    day : Timestamp
    content : str
        Hash of what was approved; see `content_of`.
    answers : mapping of str to bool
        To each of `QUESTIONS`; all of them no.
    """

    role: str
    day: pd.Timestamp
    content: str
    answers: Mapping[str, bool]

    def facts(self) -> dict[str, str]:
        """What an output tells of it: role and day."""
        return {"role": self.role, "day": f"{self.day:%Y-%m-%d}"}

    def as_json(self) -> str:
        """The record that is kept beside the output."""
        record = {"format": FORMAT, **self.facts(), "content": self.content, "answers": dict(self.answers)}
        return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def content_of(facts: Mapping[str, Any]) -> str:
    """The hash of what a facts file says, but for whether it is approved: of a draft and of what is let go, the same.

    Parameters
    ----------
    facts : mapping
        As a facts file holds them.
    """
    about = {**facts["brief"], "approval": None}
    text = json.dumps({**facts, "brief": about}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def checked(role: str, day: Any, content: str, answers: Mapping[str, Any]) -> Approval:
    """An approval whose parts are as they have to be.

    Raises
    ------
    ApprovalError
        All that is wrong or unanswered, at once; or the answers that stop the release.
    """
    wrong = [*_wrong_role(role), *_wrong_day(day), *_wrong_answers(answers)]
    if not re.fullmatch(r"[0-9a-f]{64}", content):
        wrong.append("content is no hash of a facts file.")
    if wrong:
        raise ApprovalError(" ".join(wrong))
    stops = [QUESTIONS[name] for name in QUESTIONS if answers[name]]
    if stops:
        raise ApprovalError(
            f"Not approved: the answer is yes to {' '.join(stops)} "
            "Go up one level of place, or later in time, and make it again."
        )
    return Approval(role.strip(), pd.Timestamp(day), content, dict.fromkeys(QUESTIONS, False))


def _wrong_role(role: Any) -> list[str]:
    text = role.strip() if isinstance(role, str) else ""
    if not text or len(text) > _LONGEST:
        return [f"role is {role!r}: give the role of who approves, in at most {_LONGEST} letters."]
    if re.search(r"[@\d]|https?:", text):
        return [f"role is {role!r}: give a role such as \"information manager\", not a name, number or address."]
    return []


def _wrong_day(day: Any) -> list[str]:
    if isinstance(day, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
        try:
            pd.Timestamp(day)
        except ValueError:
            pass
        else:
            return []
    return [] if isinstance(day, pd.Timestamp) else [f"day is {day!r}, which is not a day. Write it as YYYY-MM-DD."]


def _wrong_answers(answers: Any) -> list[str]:
    if not isinstance(answers, Mapping):
        return ["answers is no list of answers."]
    unknown = [f"There is no question {name!r}." for name in answers if name not in QUESTIONS]
    missing = [f"{name} is not answered: {QUESTIONS[name]}" for name in QUESTIONS if name not in answers]
    odd = [
        f"{name} is {answers[name]!r}; answer true (yes) or false (no)."
        for name in QUESTIONS
        if name in answers and not isinstance(answers[name], bool)
    ]
    return [*unknown, *missing, *odd]


def read(path: str | Path) -> Approval:
    """Read the record of an approval.

    Raises
    ------
    ApprovalError
        It can't be read, is none, or does not approve.
    """
    name = Path(path).name
    try:
        record = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ApprovalError(f"The approval {path} can't be read: {error.strerror or error}.") from None
    except ValueError:
        raise ApprovalError(f"{name} is no approval: it is not JSON.") from None
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise ApprovalError(f"{name} is no approval: it does not say {FORMAT!r}.")
    try:
        return checked(*(record.get(key) for key in ("role", "day", "content", "answers")))  # type: ignore[arg-type]
    except (ApprovalError, TypeError) as error:
        raise ApprovalError(f"{name}: {error}") from None
