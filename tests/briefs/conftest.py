"""The sample that ships, read once, and the brief of the worked example."""

from __future__ import annotations

from typing import Any

import pytest

import tollbook as tb
from tollbook import shipped


@pytest.fixture(scope="session")
def sample() -> Any:
    return tb.findings(tb.read_claims(shipped.claims_file()))


@pytest.fixture(scope="session")
def pale(sample: Any) -> Any:
    """Pale Township, November 2024: the design's worked example."""
    return tb.brief(sample, "Pale, Sagaing", "2024-11")
