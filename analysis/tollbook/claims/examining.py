"""`examine_claims`: a file of claims to look at what is wrong with it, whatever that is."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from tollbook.claims import schema
from tollbook.claims.problems import ChangedWhileRead, ClaimsFileError, Problems
from tollbook.claims.reading import read_claims
from tollbook.claims.table import Claims


def examine_claims(path: str | os.PathLike[str], today: date | None = None) -> Claims:
    """Read a file of claims to look at what is wrong with it, whatever that is.

    Parameters
    ----------
    path, today
        As for `read_claims`.

    Returns
    -------
    Claims
        As `read_claims` gives it. Of a file that no table can be read from at all it holds no claim, and `problems`
        says why.

    Raises
    ------
    ClaimsFileError
        There is no such file.
    ChangedWhileRead
        The file was written to meanwhile.

    Examples
    --------
    >>> claims = examine_claims("my-claims.xlsx")  # doctest: +SKIP
    >>> claims.problems  # doctest: +SKIP
    """
    try:
        return read_claims(path, today)
    except ChangedWhileRead:
        raise
    except ClaimsFileError as error:
        if not Path(path).is_file():
            raise
        problem = error.problem
    empty = Claims.from_frame(pd.DataFrame(columns=list(schema.NAMES)))
    return replace(empty, problems=Problems([problem]), name=problem.file, sha256=hashlib.sha256(b"").hexdigest())
