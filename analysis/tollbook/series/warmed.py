"""Reads what every brief reads, when it is imported; see `warming`.

The surest way to have read everything is to rehearse: one brief is gathered, drawn and written for the web, and thrown
away. The typesetter has threads of its own and is not run here.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

import tollbook as tb
from tollbook import shipped
from tollbook.claims.reading import keep, read_claims
from tollbook.series.engine.importing import let_arrow_read
from tollbook.series.warming import CLAIMS_SETTING, LANGUAGES_SETTING


def _read() -> None:
    paths = [Path(path) for path in json.loads(os.environ.get(CLAIMS_SETTING, "[]"))]
    for path in paths:
        # What can't be read here is told by the notebook that reads it.
        with suppress(Exception):
            keep(read_claims(path))


def _rehearse() -> None:
    found = None
    for language in json.loads(os.environ.get(LANGUAGES_SETTING, "[]")):
        found = found or tb.findings(read_claims(shipped.claims_file()), as_of="2024-12-31")
        rehearsed = tb.brief(found, "Pale, Sagaing", "2024-10", language=language)
        rehearsed.html  # noqa: B018 - made for what it reads


let_arrow_read()
_read()
with suppress(Exception):
    _rehearse()
