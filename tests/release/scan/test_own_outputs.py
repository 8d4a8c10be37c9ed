"""Our own outputs hold nothing that must not leave: every form of a brief, scanned with the claims it was made from."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile

import pandas as pd
import pytest
from pypdf import PdfReader

import tollbook as tb
from tests.briefs.invented import brief, claim, public_brief
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


SECRET = {
    "incident": "secret-hamlet-2024-11", "place_name": "Secret Hamlet", "place_level": "village", "pcode": "174067",
    "source": "Secret Voice", "attributed_to": "a secret resident", "note": "a secret note", "wording": "secret",
    "url": "https://secret.example.org/1",
}  # fmt: skip


def texts(folder):
    """Everything that can be read in the files of a folder, by name: also what lies inside of them."""
    found = {}
    for file in folder.iterdir():
        data = file.read_bytes()
        if file.suffix == ".pdf":
            reader = PdfReader(io.BytesIO(data))
            found[file.name] = "\n".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
            held = {name: content for name, contents in reader.attachments.items() for content in contents}
            assert held
            found |= {f"{file.name}/{name}": content.decode() for name, content in held.items()}
        elif file.suffix == ".zip":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                found |= {f"{file.name}/{name}": archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
        else:
            found[file.name] = data.decode("utf-8", "replace")
    return found


@pytest.mark.parametrize("place", ["MMR005019", pytest.param("MMR005", marks=pytest.mark.long)])
def test_no_form_of_a_public_brief_tells_a_village_a_note_or_who_is_not_to_be_named(place, tmp_path):
    incident = SECRET["incident"]
    more = {name: value for name, value in SECRET.items() if name != "incident"}
    watch = {"source": "Secret Watch", "pcode": "MMR005", "start": "2024-01-01", "end": "2024-12-31", "status": "counted"}
    rows = [claim(1, incident, **more), claim(2, incident, measure="airstrikes", **more), claim(3, "other-2024-11")]
    made = public_brief(*rows, place=place, coverage=pd.DataFrame([watch]))
    made.save(tmp_path, formats=FORMATS)
    told = texts(tmp_path)
    assert len(told) > len(FORMATS) + 3
    for name, text in told.items():
        assert "ecret" not in text, name
        assert "174067" not in text, name
    assert leaks(tmp_path, made.subject.found.claims) == []
    # That nothing is found says something only where what is there would be.
    inside = tmp_path / "inside"
    brief(*rows, place=place).save(inside, formats=["html"])
    assert any("Secret Voice" in text for text in texts(inside).values())


def test_the_delay_by_source_names_nobody_who_is_not_to_be_named():
    rows = [claim(n, f"slow-{n}", source="Secret Voice", start="2023-06-10", end="2023-06-10") for n in range(2, 9)]
    made = public_brief(claim(1), *rows)
    assert made.facts["panels"]["delay"]["observed"] == 7
    assert "Secret Voice" not in made.facts_json


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
