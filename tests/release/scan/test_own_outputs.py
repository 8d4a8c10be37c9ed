"""Our own outputs hold nothing that must not leave: every form of a brief, scanned with the claims it was made from."""

from __future__ import annotations

import subprocess
import sys
import time

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import claim
from tollbook import shipped
from tollbook.release.scan import scanning

FORMATS = ["pdf", "html", "image", "figures"]


@pytest.fixture(scope="session")
def claims():
    return tb.read_claims(shipped.claims_file())


def leaks(folder, claims):
    """What is found in a folder, as lines that tell where."""
    scan = scanning.scan([folder], claims)
    assert scan.files
    return [f"{leak.file.rpartition('/')[2]}: {leak.rule.code}: {leak.value} ({leak.place})" for leak in scan.leaks]


def test_a_brief_and_its_data_scan_clean(claims, tmp_path):
    tb.brief(tb.findings(claims), "Pale, Sagaing", "2024-11").save(tmp_path, formats=["pdf", "html"])
    assert leaks(tmp_path, claims) == []
    # That nothing is found says something only where what is there would be.
    known = tb.Claims.from_frame(
        pd.DataFrame([claim(1, note="the real numbers are likely higher")]), name="invented.csv"
    )
    assert {line.partition(":")[0].rpartition(".")[2] for line in leaks(tmp_path, known)} == {"pdf", "html", "json"}


@pytest.mark.long
@pytest.mark.parametrize(
    ("place", "period", "language"),
    [("Pale, Sagaing", "2024-11", "my"), ("MMR005", "2023", "en"), ("MMR005", "2023", "my"), ("MMR", "2024", "en")],
)
def test_every_form_of_a_brief_scans_clean(place, period, language, claims, tmp_path):
    tb.brief(tb.findings(claims), place, period, language=language).save(tmp_path, formats=FORMATS)
    assert leaks(tmp_path, claims) == []


@pytest.mark.long
def test_what_the_command_leaves_scans_clean_and_quickly(claims, tmp_path):
    asked = ["Pale, Sagaing", "--start", "2024-11-01", "--end", "2024-11-30", "--output", str(tmp_path)]
    formats = [word for name in FORMATS for word in ("--format", name)]
    subprocess.run(
        [sys.executable, "-m", "tollbook", "brief", *asked, *formats], check=True, capture_output=True, timeout=300
    )
    assert {file.suffix for file in tmp_path.iterdir()} == {".pdf", ".html", ".png", ".zip", ".csv", ".json", ".ipynb"}
    start = time.process_time()
    assert leaks(tmp_path, claims) == []
    assert time.process_time() - start < 3
