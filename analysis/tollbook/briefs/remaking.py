"""Making a brief again from what its facts file says of how it was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook.briefs import facts_file
from tollbook.briefs.brief import Brief, brief
from tollbook.briefs.errors import BriefError
from tollbook.claims.table import Claims
from tollbook.incidents.findings import findings

_BESIDE = {True: "beside what was published.", False: "without looking at what was published."}


@dataclass(frozen=True)
class Remade:
    """A brief that was made again.

    Attributes
    ----------
    brief : Brief
    is_same : bool
        Whether it rests on the same claims: as far as the facts file tells of them.
    """

    brief: Brief
    is_same: bool


def remade(
    path: Path, claims: Claims, coverage: Path | None = None, beside: Sequence[Path] = (), **files: Any
) -> Remade:
    """Make a brief again.

    Parameters
    ----------
    path : Path
        Any file of it.
    claims : Claims
        What it was made from.
    coverage, beside, files : path-like, optional
        As for `brief.brief`: what it was made with besides.

    Raises
    ------
    BriefError
        The file is none of a brief, or of an internal one, which holds nothing back.
    """
    file = facts_file.read(path)
    try:
        about, asked = file.facts["brief"], file.facts["stamp"]["parameters"]
        if about["release"] != "public":
            raise BriefError(f"{path.name} is {about['release']}: it holds nothing back.")
        found = findings(claims, asked["as_of"], asked["known_on"], asked["rule"], asked["sources"], coverage)
        given = {name: asked[name] for name in ("issued", "language", "issue", "next_issue", "version")}
        span = (asked["start"], asked["end"])
        if ("beside" in file.facts["stamp"]["files"]) != bool(beside):
            raise BriefError(f"{path.name} was made {_BESIDE[not beside]} Say the same here (--beside).")
        digits = asked["digits"] or "native"
        made = brief(found, asked["place"], span, digits=digits, beside=beside, **given, **files)
    except (KeyError, TypeError, ValueError) as error:
        raise BriefError(f"The facts in {file.name} are damaged: {error}. {facts_file.REMEDY}") from None
    return Remade(made, made.gathered.stamp["claims_sha256"] == file.facts["stamp"]["claims_sha256"])
