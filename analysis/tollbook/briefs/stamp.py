"""The reproducibility stamp: what was read, by which software, with which parameters; no paths and no clock."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

import tollbook
from tollbook import shipped
from tollbook.briefs.subject import Subject


@cache
def reference_sha256() -> str:
    """One hash for all reference tables: of their names and bytes, in order of their names."""
    digest = hashlib.sha256()
    for path in sorted(shipped.reference("measures.csv").parent.glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def software() -> str:
    """Name and version of this software."""
    return f"tollbook {tollbook.__version__}"


def stamp(
    about: Subject, files: dict[str, tuple[str, str]], claims: dict[str, dict[str, str]], sources: list[str]
) -> dict[str, Any]:
    """What a reader needs to make the same brief again.

    Parameters
    ----------
    about : Subject
    files : dict of str to (name, sha256)
        Beside the claims.
    claims : dict
        As `fingerprints.facts` gives it. A public brief bears the hash of these: one of the whole file would tell
        whether a cell that stays inside has changed. It also names no file: a name is whatever somebody chose.
    sources : list of str
        Of the rule ``priority``, by the names that they have here.
    """
    found, is_public = about.found, about.release == "public"
    if found.coverage.name:
        # Not of the file: it would tell whether a note has changed.
        told_of_coverage = found.coverage.told_sha256 if is_public else found.coverage.sha256
        files = {**files, "coverage": (found.coverage.name, told_of_coverage)}
    told = hashlib.sha256(json.dumps(claims, sort_keys=True).encode()).hexdigest()
    return {
        "claims": "" if is_public else found.claims.name,
        "claims_sha256": told if is_public else found.claims.sha256,
        "reference_sha256": reference_sha256(),
        "files": {
            what: {"name": "" if is_public else name, "sha256": sha256}
            for what, (name, sha256) in sorted(files.items())
        },
        "software": software(),
        "parameters": {
            "place": about.place.pcode,
            "start": f"{about.start:%Y-%m-%d}",
            "end": f"{about.end:%Y-%m-%d}",
            "as_of": None if found.as_of is None else f"{found.as_of:%Y-%m-%d}",
            "known_on": None if found.known_on is None else f"{found.known_on:%Y-%m-%d}",
            "issued": f"{about.issued:%Y-%m-%d}",
            "rule": found.rule,
            "sources": sources,
            "language": about.language,
            "digits": about.digits if about.digits != "native" else None,
            "issue": about.issue or None,
            "next_issue": None if about.next_issue is None else f"{about.next_issue:%Y-%m-%d}",
            "version": about.version,
            "release": about.release,
        },
    }
