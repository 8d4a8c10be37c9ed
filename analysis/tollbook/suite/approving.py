"""Approving a draft: what has to hold before, the brief made again with its approval, and the draft that goes then."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook import short_lived
from tollbook.briefs import identity, stamp
from tollbook.briefs.errors import BriefError
from tollbook.briefs.outputs.formats import FORMATS
from tollbook.claims import coverage
from tollbook.files import write_whole
from tollbook.release.approval import QUESTIONS, Approval, content_of
from tollbook.suite import run
from tollbook.suite.declared.base import Parameters
from tollbook.suite.declared.checking import ParameterError
from tollbook.suite.notebooks import TOWNSHIP_BRIEF, Notebook, find
from tollbook.suite.progress import Progress
from tollbook.suite.standing import APPROVAL, FACTS, REFUSED, Standing, Unreadable

REFUSAL_FORMAT = "tollbook refusals 1"
#: Files that a draft may have been made with, as the stamp lists them.
_FILES = ("boundaries", "population", "coverage", "previous")
_CALLED = {**{name: f"{name} file" for name in _FILES}, "previous": "last issue"}


@dataclass(frozen=True)
class Draft:
    """A draft that may be approved.

    Attributes
    ----------
    standing : Standing
    facts : dict
    content : str
        Hash of what it says; see `release.approval.content_of`.
    formats : list of str
        Its forms.
    """

    standing: Standing
    facts: dict[str, Any]
    content: str
    formats: list[str]

    @property
    def files(self) -> list[Path]:
        """Its files, what people open last."""
        return self.standing.files("draft")


class AlreadyApproved(BriefError):
    """The same content was approved before, and the approved files stand; a stopped run may have left the draft."""

    def __init__(self, message: str, draft: Draft | None, path: Path) -> None:
        super().__init__(message)
        self.draft, self.path = draft, path


def draft(standing: Standing) -> Draft:
    """The draft that stands, where it can be approved.

    Raises
    ------
    BriefError
        It is internal, withdrawn, approved, or was refused; the message says what to do.
    Unreadable
        There is no draft, or it is damaged.
    """
    if standing.mark == "internal":
        raise BriefError(
            f"{standing.stem}-internal is for internal use, stays inside, and is not approved. "
            "Make a public one (tollbook brief, without --release internal), and approve that."
        )
    withdrawn = standing.withdrawal()
    if withdrawn is not None:
        raise BriefError(
            f"{standing.stem} was withdrawn on {withdrawn.day:%Y-%m-%d}, and is not approved any more. "
            f"Make it as version {withdrawn.brief.get('version', 1) + 1} (tollbook brief --version)."
        )
    has_draft = standing.path(FACTS, "draft").exists()
    if not has_draft:
        _check_not_approved(standing, None)
        raise Unreadable(f"{standing.path(FACTS, 'draft')} is not there, so there is no draft to approve.")
    facts = standing.facts("draft")
    found = Draft(standing, facts, content_of(facts), standing.formats("draft"))
    _check_not_approved(standing, found)
    if not found.formats:
        raise Unreadable(f"Of {standing.stem}-draft there is no page that could be looked at. Make the draft again.")
    standing.check_whole("draft", facts)
    _check_not_refused(found)
    return found


def _check_not_approved(standing: Standing, made: Draft | None) -> None:
    """Refuse to put something else under names that were let go."""
    approval = standing.approval()
    if approval is None:
        if standing.path(FACTS).exists() and standing.facts()["brief"].get("approval") is None:
            raise BriefError(
                f"{standing.path(FACTS)} stands there already, and was never approved. Move its files to another "
                "folder, or make the draft as another version (tollbook brief --version)."
            )
        return
    by = f"{standing.stem} was approved on {approval.day:%Y-%m-%d} by: {approval.role}."
    standing_forms = standing.formats()
    if made is not None and made.content != approval.content:
        version = int(made.facts["brief"].get("version") or 1)
        raise BriefError(
            f"{by} This draft says something else, and what was let go is not replaced. "
            f"Make it as version {version + 1} (tollbook brief --version)."
        )
    missing = [name for name in (made.formats if made is not None else []) if name not in standing_forms]
    if missing:
        raise BriefError(
            f"{by} Other forms of the same content ({', '.join(missing)}) are made with that approval: "
            f"tollbook brief with the same options, --format and --approval {standing.path(APPROVAL)}."
        )
    last = next((standing.path(FORMATS[name]) for name in standing_forms), standing.path(APPROVAL))
    raise AlreadyApproved(by, made, last)


def _refusals(standing: Standing) -> list[dict[str, Any]]:
    path = standing.path(REFUSED, "draft")
    if not path.exists():
        return []
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["format"] != REFUSAL_FORMAT or not all(isinstance(one, dict) for one in record["refusals"]):
            raise ValueError(f"it does not say {REFUSAL_FORMAT!r}")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unreadable(f"{path} can't be read: {error}. Move it away.") from None
    return list(record["refusals"])


def _check_not_refused(made: Draft) -> None:
    """Refuse what was refused before: a yes is not asked away."""
    for one in _refusals(made.standing):
        if one.get("content") == made.content:
            raise BriefError(
                f"This content was refused on {one.get('day')} by: {one.get('role')}. Go up one level of place, or "
                "later in time, and make another draft. If an answer was given in error, delete "
                f"{made.standing.path(REFUSED, 'draft').name} and answer again."
            )


def refuse(made: Draft, role: str, day: str, answers: Mapping[str, bool]) -> Path:
    """Keep the answers that stopped a release beside its draft; gives the path of the record.

    Raises
    ------
    OutputError
        The folder can't be written to.
    """
    said = {"role": role, "day": day, "content": made.content, "answers": {name: answers[name] for name in QUESTIONS}}
    record = {"format": REFUSAL_FORMAT, "refusals": [*_refusals(made.standing), said]}
    return write_whole(made.standing.path(REFUSED, "draft"), json.dumps(record, ensure_ascii=False, indent=1) + "\n")


def check_same_inputs(made: Draft, given: Mapping[str, Any]) -> None:
    """Find out before anybody is asked that the brief can't be made again as it was.

    The claims are not looked at here: a public brief bears no hash of their file.

    Parameters
    ----------
    made : Draft
    given : mapping
        Paths by the names of `TownshipBrief`, and ``sources``.

    Raises
    ------
    BriefError
        The message says what differs, and names the option.
    Unreadable
        A file can't be read.
    """
    told, said = made.facts["stamp"], []
    if told.get("software") != stamp.software() or told.get("reference_sha256") != stamp.reference_sha256():
        said.append(
            "The draft was made with another version of Tollbook or of its reference tables. Make the draft again, "
            "and look at it."
        )
    if identity.read().facts() != made.facts["publisher"]:
        said.append(
            "The publisher of the draft is another than tollbook.toml names here. Run this in the folder in which the "
            "draft was made, or make the draft again."
        )
    said += [sentence for name in _FILES for sentence in _other_file(name, told["files"].get(name), given.get(name))]
    if ("beside" in told["files"]) != bool(given.get("beside")):
        said.append("What the draft was made beside is another than is given: give the same (--beside).")
    if "not named" in (told["parameters"].get("sources") or []) and not given.get("sources"):
        said.append("The draft trusts a source that it does not name. Give all of them, in their order (--source).")
    if said:
        raise BriefError(" ".join(said))


def _other_file(name: str, told: Any, given: Any) -> list[str]:
    if told is None and given is None:
        return []
    if told is None:
        return [f"The draft was made without a {_CALLED[name]}: leave --{name} away."]
    if given is None:
        return [f"The draft was made with a {_CALLED[name]}: give the same one (--{name})."]
    try:
        data = Path(given).read_bytes()
        sha256 = coverage.held(given).told_sha256 if name == "coverage" else hashlib.sha256(data).hexdigest()
    except OSError as error:
        raise Unreadable(f"The {_CALLED[name]} {given} can't be read: {error.strerror or error}.") from None
    if isinstance(told, dict) and told.get("sha256") == sha256:
        return []
    return [f"{Path(given).name} is not the {_CALLED[name]} that the draft was made with (--{name})."]


def notebook_of(made: Draft) -> Notebook:
    """The notebook that a draft was made by.

    Raises
    ------
    UnknownNotebook
        Its facts name one that there is not.
    """
    return find(str(made.facts.get("paper") or TOWNSHIP_BRIEF.name))


def parameters(made: Draft, given: Mapping[str, Any], approval: Path | None = None) -> Parameters:
    """The parameters with which a draft was made, as far as its facts tell them, and the rest as given.

    Raises
    ------
    Unreadable
        The facts hold none that could be used.
    UnknownNotebook
        See `notebook_of`.
    """
    asked, notebook = made.facts["stamp"]["parameters"], notebook_of(made)
    values = {name: asked[name] for name in notebook.parameters.model_fields if asked.get(name) is not None}
    values |= {name: value for name, value in given.items() if value}
    values |= {"formats": made.formats, "output": str(made.standing.folder)}
    values |= {} if approval is None else {"approval": str(approval)}
    try:
        return notebook.check(values)
    except ParameterError as error:
        raise Unreadable(f"The parameters in {made.standing.path(FACTS, 'draft').name} are damaged: {error}") from None


def approve(made: Draft, approval: Approval, given: Mapping[str, Any], progress: Progress | None = None) -> Path:
    """Make the brief again with its approval, put it beside the draft, and take the draft away then.

    Parameters
    ----------
    made : Draft
    approval : Approval
        Of its content.
    given : mapping
        See `check_same_inputs`; also ``claims``.
    progress : Progress, optional

    Returns
    -------
    Path
        Of the PDF, or of the first form where there is none.

    Raises
    ------
    BriefError
        What is made now says something else than the draft, or can't be made. The draft stays.
    OutputError
        The folder can't be written to. The draft stays.
    """
    with short_lived.folder() as folder:
        record = folder / f"{made.standing.stem}{APPROVAL}"
        record.write_bytes(approval.as_json().encode("utf-8"))
        try:
            path = run.run(notebook_of(made), parameters(made, given, record), progress)
        except BriefError as error:
            if "approval is of another content" not in str(error):
                raise
            raise BriefError(
                f"What is made now is not what {made.standing.stem}-draft says, so it is not approved, and the draft "
                "stays. Most likely the claims are others: give the file that the draft was made from (--claims). If "
                "that file has changed since, make the draft again, look at it, and approve that one."
            ) from None
    clear(made)
    return path


def clear(made: Draft) -> list[Path]:
    """Delete the files of a draft whose approved brief stands, its facts last; gives what could not be deleted.

    A draft that was made anew meanwhile is left alone.
    """
    try:
        if content_of(made.standing.facts("draft")) != made.content:
            return []
    except BriefError:
        return []
    facts = made.standing.path(FACTS, "draft")
    left = []
    for path in [*(path for path in reversed(made.files) if path != facts), facts]:
        with suppress(FileNotFoundError):
            try:
                path.unlink()
            except PermissionError:
                left.append(path)
    return left
