"""Making findings of claims in Parquet files on a cluster: each worker reconciles parts, this machine writes."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]

from tollbook.claims.parts import ClaimsPart
from tollbook.claims.problems import ClaimsFileError, Problems
from tollbook.cluster import Answer, Call, connected
from tollbook.incidents.of_files import How, of_part

_DAYS = ("as_of", "known_on")


def made(found: list[ClaimsPart], how: How, address: str) -> Generator[tuple[pa.Table | None, Problems, int]]:
    """Findings of parts of the claims, in the order of the parts.

    Parameters
    ----------
    found : list of ClaimsPart
        In files that all workers see under the same names.
    how : How
    address : str
        Of the cluster's scheduler.

    Yields
    ------
    (pyarrow.Table or None, Problems, int)
        The findings of a part, or None where errors let nothing be written; its problems, and how many of its rows were
        left out.

    Raises
    ------
    ClaimsFileError
        A worker can't read a file.
    ClusterError
        The cluster can't be used, or is there no more.
    """
    told = asdict(how) | {name: _text(getattr(how, name)) for name in _DAYS}
    with connected(address) as cluster:
        calls = (Call(f"{__name__}:reconciled", {"how": told, "part": _plain(part)}) for part in found)
        for answer in cluster.calls(calls, in_order=True):
            if answer.result is None:
                raise _unread(answer)
            yield answer.result["findings"], answer.result["problems"], answer.result["rejected"]


def _text(day: Any) -> str | None:
    return f"{pd.Timestamp(day):%Y-%m-%d}" if isinstance(day, pd.Timestamp) else day


def _plain(part: ClaimsPart) -> list[Any]:
    file = part.file.resolve()
    return [str(file), file.stat().st_size, list(part.groups), part.before]


def _unread(answer: Answer) -> ClaimsFileError:
    name = Path(answer.call.given["part"][0]).name
    if answer.died:
        return ClaimsFileError(name, "worker_died", "Each worker died that read it.", "Give the workers more memory.")
    remedy = "Claims that a cluster reads must lie in a folder that all its machines see under the same name."
    return ClaimsFileError(name, "unreadable", f"A worker can't read it: {answer.trouble}", remedy)


def reconciled(given: dict[str, Any], files: list[bytes]) -> dict[str, Any]:  # noqa: ARG001 - claims are read there
    """Make the findings of a part, on a worker.

    Parameters
    ----------
    given : dict
        As `made` sends it.
    files : list of bytes
        None.

    Returns
    -------
    dict
        ``findings`` (a table of Arrow's, or None), ``problems``, ``rejected``; see `made`.
    """
    name, size, groups, before = given["part"]
    if Path(name).stat().st_size != size:
        raise ValueError("it is another file there.")
    how = How(**{**given["how"], "sources": tuple(given["how"]["sources"])})
    table, problems, rejected = of_part(ClaimsPart(Path(name), tuple(groups), before), how)
    return {"findings": table, "problems": problems, "rejected": rejected}
