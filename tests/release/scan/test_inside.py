"""What a file of claims holds and must stay inside, looked for in outputs. Everything that is said here is invented."""

from __future__ import annotations

import pandas as pd
import pytest

import tollbook as tb
from tests.briefs.invented import claim
from tests.release.scan.invented import CARRIERS
from tollbook import shipped

NOTE = "the invented monk who counted them lives behind the blue gate"
ROWS = [
    claim(1, "inventeddale-2024-11-10", place_name="Inventeddale", place_level="village", note=NOTE, attributed_to="two invented monks"),
    claim(2, "inventeddale-2024-11-10", place_name="အင်ဗန်တက်ဒေး", place_level="village", note="short"),
    claim(3, "x1", place_name="Pale", place_level="town", attributed_to="AAPP", url="https://example.org/burning-inventeddale"),
    claim(4, "x2", source="Undisclosed Source", url="https://example.org/hidden/4", attributed_to="residents"),
    claim(5, "x3", place_name="Wee", place_level="village", note="day unclear"),
]  # fmt: skip

#: Rule and text: what must be found.
HELD = [
    ("claims-note", NOTE),
    ("claims-note", NOTE.upper()),
    ("claims-note", "He wrote: the invented monk who counted them left."),
    ("claims-incident", "inventeddale-2024-11-10"),
    ("claims-incident", "Inventeddale-2024-11-10.svg"),
    ("claims-place", "in Inventeddale, on the river"),
    ("claims-place", "inventeddale_2024"),
    ("claims-place", "Inventeddale's people"),
    ("claims-place", "in%20Inven%74eddale"),
    ("claims-place", "Inven\u200bteddale"),
    ("claims-place", "ထိုနေ့တွင်အင်ဗန်တက်ဒေးရွာ၌"),
    ("claims-place", "အင်\u200bဗန်တက် ဒေး"),
    ("claims-voice", "said two invented monks"),
    ("claims-voice", "Two Invented  Monks"),
    ("claims-source", "https://example.org/hidden/4"),
    ("claims-place", "https://example.net/another/inventeddale"),
]

#: What must not.
FREE = [
    "Pale Township",
    "Pale town",
    "AAPP",
    "residents",
    "Wee",
    "short",
    "day unclear",
    "https://example.org/burning-inventeddale",
    "see https://example.org/burning-inventeddale.",
    "Inventeddaleshire",
    "Reinventeddale",
    "အင်ဗန်တက်ဒေးာ",
    "the monk who counted",
    "two monks",
    "https://example.org/1",
]


@pytest.fixture(scope="module")
def claims():
    made = tb.Claims.from_frame(pd.DataFrame(ROWS), name="invented-claims.csv")
    assert [str(problem) for problem in made.problems.errors] == []
    return made


@pytest.mark.parametrize(("rule", "text"), HELD)
def test_what_the_claims_hold_is_found(rule, text, claims, found):
    assert rule in {code for code, _ in found(f"Said: {text} .".encode(), claims=claims)}
    assert rule not in {code for code, _ in found(f"Said: {text} .".encode())}


@pytest.mark.parametrize("text", FREE)
def test_what_is_public_short_or_another_word_is_not_found(text, claims, found):
    assert found(f"Said: {text} .".encode(), claims=claims) == []


@pytest.mark.parametrize("carrier", [name for name in CARRIERS if "escapes" not in name])
def test_it_is_found_wherever_it_stands(carrier, claims, found):
    name, made = CARRIERS[carrier]
    for rule, text in (("claims-place", "Inventeddale"), ("claims-incident", "inventeddale-2024-11-10")):
        assert rule in {code for code, _ in found(made(text), name, claims=claims)}


def test_a_village_of_the_gazetteer_is_found_by_code_and_by_both_names(found):
    sample = tb.read_claims(shipped.claims_file())
    code = next(code for code in sample.table["pcode"].astype(str) if code.isdigit())
    village = tb.places.gazetteer.settlements()
    at = village.loc[code] if village.index.name == "pcode" else village.set_index("pcode").loc[code]
    assert ("claims-code", code) in found(f"at {code} .".encode(), claims=sample)
    assert "claims-place" in {rule for rule, _ in found(f"in {at['name']} .".encode(), claims=sample)}
    assert "claims-place" in {rule for rule, _ in found(f"{at['name_my']}ရွာ".encode(), claims=sample)}
