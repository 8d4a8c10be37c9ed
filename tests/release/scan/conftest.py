"""Files written where a scan can read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import claim
from tollbook.release.scan import scanning

Found = Callable[..., list[tuple[str, str]]]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """Scan bytes under a name; gives rules and values of what is found."""

    def scanned(data: bytes, name: str = "a.txt", **options: object) -> list[tuple[str, str]]:
        file = tmp_path / name
        file.write_bytes(data)
        return [(leak.rule.code, leak.value) for leak in scanning.scan([file], **options).leaks]

    return scanned


@pytest.fixture(scope="session")
def claims_of_invention() -> Any:
    """One claim of a village that is not."""
    rows = [claim(1, "inventeddale-2024", place_name="Inventeddale", place_level="village")]
    return tb.Claims.from_frame(pd.DataFrame(rows), name="invented-claims.csv")
