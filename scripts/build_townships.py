"""Build data/reference/townships.csv from the gazetteer that the package mm-geo-coder carries.

Run from the top of the checkout, after the gazetteer's release has changed:

    python scripts/build_townships.py

Only codes and names of townships, districts and states are written. Villages and wards stay in the installed
package, because its licence covers the package and not MIMU's data.
"""

from __future__ import annotations

import csv
import io
import sqlite3
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

from tollbook.files import write_whole
from tollbook.places.gazetteer import database

OUTPUT = Path(__file__).resolve().parent.parent / "data" / "reference" / "townships.csv"
COLUMNS = [
    *("pcode", "name", "name_my", "district_pcode", "district", "state_pcode", "state", "region"),
    *("district_my", "state_my", "status", "usual", "valid_from", "valid_to", "became", "note"),
]

#: The gazetteer leaves the Self-Administered Zones without a name; theirs are in section 56 of the constitution of
#: 2008, in the spelling of the common operational data set of 2024-02-15.
ZONES = {
    "MMR005S001": ("Naga Self-Administered Zone", "နာဂကိုယ်ပိုင်အုပ်ချုပ်ခွင့်ရဒေသ"),
    "MMR014S001": ("Danu Self-Administered Zone", "ဓနုကိုယ်ပိုင်အုပ်ချုပ်ခွင့်ရဒေသ"),
    "MMR014S002": ("Pa-O Self-Administered Zone", "ပအိုဝ်းကိုယ်ပိုင်အုပ်ချုပ်ခွင့်ရဒေသ"),
    "MMR015S001": ("Pa Laung Self-Administered Zone", "ပလောင်ကိုယ်ပိုင်အုပ်ချုပ်ခွင့်ရဒေသ"),
    "MMR015S002": ("Kokang Self-Administered Zone", "ကိုးကန့်ကိုယ်ပိုင်အုပ်ချုပ်ခွင့်ရဒေသ"),
}

#: What the public calls the first-level units. The humanitarian set splits Bago in two and Shan in three.
REGIONS = {
    **{code: f"{name} State" for code, name in {
        "MMR001": "Kachin", "MMR002": "Kayah", "MMR003": "Kayin", "MMR004": "Chin", "MMR011": "Mon",
        "MMR012": "Rakhine", "MMR014": "Shan", "MMR015": "Shan", "MMR016": "Shan",
    }.items()},
    **{code: f"{name} Region" for code, name in {
        "MMR005": "Sagaing", "MMR006": "Tanintharyi", "MMR007": "Bago", "MMR008": "Bago", "MMR009": "Magway",
        "MMR010": "Mandalay", "MMR013": "Yangon", "MMR017": "Ayeyarwady",
    }.items()},
    "MMR018": "Nay Pyi Taw Union Territory",
}  # fmt: skip

#: Hlaingtharya was split in two on 27 January 2020 (Legal Notification 32/2020, as Wikipedia's article on Hlaingthaya
#: East Township cites it). Maps and tables of 330 townships still have it whole.
_SPLIT = "Split on 2020-01-27; maps and tables of 330 townships have it whole. Never add it to its two parts"
_PART = "Part of Hlaingtharya (MMR013008) until 2020-01-27; lists that have both parts have 331 townships"
_OWN_COUNTS = "A unit of the area's own administration, over the ground of townships that are in the list"
_WHOLE = {
    "MMR015D221": "those of the Kokang Self-Administered Zone",
    "MMR015D331": "those of the Wa Self-Administered Division",
    "MMR015D332": "those of the Wa Self-Administered Division",
}

_QUERY = """
    select township_pcode, township_eng, township_mmr, district_saz_pcode, district_eng, district_mmr,
           state_pcode, state_eng, state_mmr, count(*)
    from {table} group by 1, 2, 3, 4, 5, 6, 7, 8, 9
"""


def clean(text: str | None) -> str:
    """A name without zero-width spaces or doubled blanks, in Unicode normal form C."""
    kept = "".join(sign for sign in text or "" if unicodedata.category(sign) != "Cf" and sign != "\u200b")
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def validity(pcode: str, district_pcode: str) -> list[str]:
    """Status, whether it is one of the usual 330, first and last day, what it became, and a note.

    The usual 330 are the codes of MIMU's running series, with Hlaingtharya whole: without its two parts the series has
    330 codes, which is the number of townships in MIMU's layer of version 9.4 and in the census of 2014.
    """
    if pcode == "MMR013008":
        return ["split", "yes", "", "2020-01-26", "MMR013046; MMR013047", _SPLIT]
    if pcode in ("MMR013046", "MMR013047"):
        return ["current", "", "2020-01-27", "", "", _PART]
    # The series runs from 001; codes from 201 are those of units that the government doesn't list.
    if int(pcode[6:]) < 200:
        return ["current", "yes", "", "", "", ""]
    where = _WHOLE.get(district_pcode, "which ones is not established")
    return ["not in the government's list", "", "", "", "", f"{_OWN_COUNTS} ({where}). Never add both"]


def rows() -> list[list[str]]:
    """One row a township; where the gazetteer contradicts itself, the version that most of its entries have."""
    versions: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    with sqlite3.connect(f"{database().as_uri()}?mode=ro&immutable=1", uri=True) as gazetteer:
        for table in ("villages", "wards"):
            for pcode, *names, number in gazetteer.execute(_QUERY.format(table=table)):
                versions[pcode][tuple(clean(name) for name in names)] += number
    out = []
    for pcode, seen in sorted(versions.items()):
        if len(seen) > 1:
            print(f"{pcode} stands in {len(seen)} versions: {dict(seen)}; the most frequent is taken.", file=sys.stderr)
        name, name_my, district_pcode, district, district_my, state_pcode, state, state_my = seen.most_common(1)[0][0]
        if not district:
            district, district_my = ZONES[district_pcode]
        region = REGIONS[state_pcode]
        own = [pcode, name, name_my, district_pcode, district, state_pcode, state, region, district_my, state_my]
        out.append([*own, *validity(pcode, district_pcode)])
    return out


def main() -> None:
    """Write the table."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows())
    write_whole(OUTPUT, text.getvalue())
    print(f"{OUTPUT.name}: {text.getvalue().count(chr(10)) - 1} township-level codes")


if __name__ == "__main__":
    main()
