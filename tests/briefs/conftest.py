"""The sample that ships, read once, and briefs of it, each made once for all tests that look at it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

import tollbook as tb
from tollbook import shipped


@pytest.fixture(scope="session")
def sample() -> Any:
    return tb.findings(tb.read_claims(shipped.claims_file()))


@pytest.fixture(scope="session")
def brief_of_sample(sample: Any) -> Callable[..., Any]:
    """Gives the brief of a place and period of the sample, in a language and release; asked again, the same one."""

    @cache
    def made(place: str, period: str, language: str, release: str) -> Any:
        return tb.brief(sample, place, period, language=language, release=release)

    return lambda place, period, language="en", release="public": made(place, period, language, release)


@pytest.fixture(scope="session")
def pale(brief_of_sample: Callable[..., Any]) -> Any:
    """Pale Township, November 2024: the design's worked example."""
    return brief_of_sample("Pale, Sagaing", "2024-11")


@pytest.fixture(scope="session")
def pale_inside(brief_of_sample: Callable[..., Any]) -> Any:
    """The same, with everything that stays inside."""
    return brief_of_sample("Pale, Sagaing", "2024-11", release="internal")
