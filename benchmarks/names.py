"""Measure the matching of names, and write the tables between the marks in docs/places.md.

    python benchmarks/names.py            measures and prints
    python benchmarks/names.py --write    and writes docs/places.md

The names and the places that they mean are in tests/fixtures/places/names.csv (collected and checked by hand; its
README says how) and in the coded sample (data/claims/claims.csv). Speed is measured on names of the gazetteer that are
spelled otherwise by a few fixed rules, so that nothing is found by its letters alone.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pandas as pd

from tollbook import places, shipped
from tollbook.places import gazetteer, index

ROOT = Path(__file__).resolve().parent.parent
NAMES = ROOT / "tests" / "fixtures" / "places" / "names.csv"
PAGE = ROOT / "docs" / "places.md"
MARKS = ("<!-- measured: begin -->", "<!-- measured: end -->")


def collected(part: str) -> pd.DataFrame:
    """The rows of one part of the collected names, with the state that the expected place lies in."""
    table = pd.read_csv(NAMES, dtype=str, keep_default_na=False)
    table = table[table["part"] == part].reset_index(drop=True)
    table["level"] = table["place_level"].where(table["place_level"].isin(places.LEVELS), "")
    code = table["pcode"].where(table["pcode"] != "", table["township"])
    table["state"] = places.units(code).reindex(code)["state"].fillna("").tolist()
    return table


def sample() -> pd.DataFrame:
    """The distinct names of the coded sample with the place that a person coded."""
    claims = pd.read_csv(shipped.claims_file(), dtype=str, keep_default_na=False)
    table = claims[["place_name", "place_level", "pcode"]].drop_duplicates()
    table = table[table["pcode"] != ""].reset_index(drop=True)
    ladder = places.units(table["pcode"]).reindex(table["pcode"]).reset_index(drop=True)
    return table.rename(columns={"place_name": "name"}).assign(
        level=table["place_level"], township=ladder["township"], state=ladder["state"]
    )


def score(table: pd.DataFrame, within: pd.Series, levels: pd.Series | None) -> dict[str, float]:
    """What the answers are worth, against the township and the code that a person found.

    A row counts where a person found a township, or the code of something wider. An answer is right at township level
    if it lies in the township, or is the very code; it is right at village level if it is the very code.
    """
    found = places.resolve(table["name"], levels=levels, within=within)
    township = places.units(found["pcode"]).reindex(found["pcode"])["township"].fillna("").reset_index(drop=True)
    counted = (table["township"] != "") | (table["pcode"] != "")
    told = found["how"].isin(["exact", "sure"]) & counted
    right = (township == table["township"]).where(table["township"] != "", found["pcode"] == table["pcode"])
    fine = told & (table["pcode"] != "") & (table["pcode"] != table["township"])
    finer = fine & (found["pcode"] != table["township"])
    open_ = counted & ~told & (table["township"] != "")
    return {
        "names": int(counted.sum()),
        "told": int(told.sum()),
        "right": int((told & right).sum()),
        "code told": int(finer.sum()),
        "code right": int((finer & (found["pcode"] == table["pcode"])).sum()),
        "open": int(open_.sum()),
        "in five": int(sum(map(_among_five, found["candidates"][open_], table["township"][open_]))),
    }


def _among_five(candidates: str, township: str) -> bool:
    first = candidates.split("; ")[:5] if candidates else []
    return any(places.unit(code).township == township for code in first)


HEADER = (
    "| names | given beside the name | answered exact or sure | of these right (township) | right (village or ward) "
    "| left open, right one in the first five |\n| --- | --- | --- | --- | --- | --- |\n"
)


def row(label: str, given: str, got: dict[str, float]) -> str:
    """One row of the table."""
    return (
        f"| {label} ({got['names']}) | {given} | {_share(got['told'], got['names'])} | "
        f"{_share(got['right'], got['told'])} | {_share(got['code right'], got['code told'])} | "
        f"{_share(got['in five'], got['open'])} |\n"
    )


def _share(part: float, whole: float) -> str:
    return f"{part} of {whole} ({100 * part / whole:.1f}%)" if whole else "-"


def tables() -> str:
    """The tables, as the page has them."""
    coded = sample()
    out = HEADER
    out += row("coded sample", "state", score(coded, coded["state"], coded["level"]))
    beside = coded["township"].where(coded["township"] != "", coded["state"])
    out += row("coded sample", "township", score(coded, beside, coded["level"]))
    for part, label in (("tune", "tuned on"), ("report", "looked at once, then tuned on"), ("held out", "held out")):
        table = collected(part)
        if table.empty:
            continue
        both = table["beside"].where(table["beside"] == "", table["beside"] + ", ") + table["state"]
        out += row(label, "state", score(table, table["state"], table["level"]))
        out += row(label, "what the report names, and the state", score(table, both, table["level"]))
    return out + "\n" + speed()


def speed() -> str:
    """How long loading and 10,000 names take, on this machine."""
    for made in (index.coarse, index.small, gazetteer.settlements):
        made.cache_clear()
    start = time.perf_counter()
    small = index.small()
    small.framed("")
    index.coarse()
    loading = time.perf_counter() - start
    rows = gazetteer.settlements().sample(10_000, random_state=3)
    names = [
        name.replace("Hp", "Ph").replace("Kone", "Gon").replace("Ywar", "Ywa").replace(" ", "") for name in rows["name"]
    ]
    out = f"Loading the index: {loading:.2f} s. 10,000 distinct names, "
    times = []
    for label, within in (("township", rows["township"]), ("state", rows["township"].str[:6]), ("nothing", None)):
        start = time.perf_counter()
        places.resolve(names, within=None if within is None else pd.Series(within.tolist()))
        times.append(f"{label} beside them: {time.perf_counter() - start:.1f} s")
    return out + "; ".join(times) + ".\n"


def main() -> None:
    """Measure, print, and write where asked."""
    made = tables()
    print(made)
    if "--write" in sys.argv:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(MARKS[0])
        after = rest.partition(MARKS[1])[2]
        PAGE.write_text(f"{before}{MARKS[0]}\n{made}{MARKS[1]}{after}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
