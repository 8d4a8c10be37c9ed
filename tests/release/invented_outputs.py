"""Facts files and tallies of invented outputs, small enough to be checked by head.

All numbers are invented. Places are real p-codes: Yinmarbin District of Sagaing Region has four townships.
"""

import csv
import hashlib
import io
import json
import zipfile

from tollbook.tallies.tally import COLUMNS as TALLY

PALE, SALINGYI, KANI, YINMARBIN = "MMR005019", "MMR005018", "MMR005017", "MMR005016"
DISTRICT, STATE, COUNTRY = "MMR005D009", "MMR005", "MMR"
TOWNSHIPS = (YINMARBIN, KANI, SALINGYI, PALE)
CHILDREN, DISPLACED, LEVEL, KILLED = (
    "civilians_killed_children", "displaced_new", "displaced_total", "civilians_killed"
)  # fmt: skip
MONTHS = {month: (f"2024-{month:02d}-01", f"2024-{month:02d}-{last}") for month, last in enumerate(
    (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1
)}  # fmt: skip
YEAR, PERIOD = ("2024-01-01", "2024-12-31"), MONTHS[11]
SMALL, SECOND, DELAY = "small cell", "second cell", "delay"


def figure(pcode, span, best=None, measure=CHILDREN, base="", held=None, below=0, **more):
    """A figure of a facts file: of a number, held back by a rule, or of silence."""
    state = "held back" if held else "no report" if best is None else "figure"
    shown = None if held else best
    return {
        "measure": measure, "base": base, "pcode": pcode, "start": span[0], "end": span[1], "state": state,
        "low": shown, "best": shown, "high": shown, "open": False, "incidents": 0 if shown is None else 9,
        "held": {"rule": held, "below": below or None} if held else None, **more,
    }  # fmt: skip


def facts(pcode, figures, cut_off="2025-03-01", span=PERIOD, panels=None, issued=None, **about):
    """A facts file with what the check reads of one."""
    brief = {
        "pcode": pcode, "start": span[0], "end": span[1], "cut_off": cut_off, "known_on": None,
        "issued": issued or cut_off, "version": 1, "release": "public", **about,
    }  # fmt: skip
    return {
        "format": "tollbook facts 1",
        "brief": brief,
        "figures": figures,
        "panels": panels or {},
        "method": {"rule": "envelope"},
        "stamp": {"parameters": {"sources": []}},
        "package": {},
    }


def trend(measure=CHILDREN, start="2024-01-01", end="2024-12-31"):
    """The panel that says of which months a brief would have a figure."""
    return {"trend": {"measure": measure, "start": start, "end": end, "others": [], "silent": []}}


def mapped(within, measure=CHILDREN):
    """The panel that says of which townships a brief would have a figure."""
    return {"map": {"measure": measure, "within": within, "silent": {}}}


def year_of(pcode, months, year, **more):
    """Figures of months by number, and of their year; a month may be a rule that holds it back."""
    made = {"year.2024": figure(pcode, YEAR, year)} if year is not None else {}
    for number, said in months.items():
        held = said if isinstance(said, str) else None
        made[f"trend.{CHILDREN}.2024-{number:02d}"] = figure(
            pcode, MONTHS[number], None if held else said, held=held, **more
        )
    return made


def save(path, data):
    """Write JSON, and give the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def tally_csv(rows, columns=(*TALLY, "held", "below")):
    """A tally as CSV; rows of (pcode, place, span, best or the rule that holds it back)."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(tally_rows(rows))
    return out.getvalue()


def tally_rows(rows, measure=CHILDREN):
    """The same rows as dictionaries."""
    made = []
    for pcode, place, span, said in rows:
        held = said if isinstance(said, str) else ""
        shown = "" if held else said
        numbers = {"low": shown, "best": shown, "high": shown, "incidents": "" if held else 2}
        made.append(
            {"pcode": pcode, "place": place, "start": span[0], "end": span[1], "measure": measure, "base": "",
             **numbers, "held": held}
        )  # fmt: skip
    return made


def findings_csv(rows):
    """A findings.csv of rows of (incident, pcode, month, best or the rule that holds it back)."""
    columns = ["incident", "pcode", "first_month", "last_month", "start", "end", "measure", "base", "low", "best",
               "high", "held", "below"]  # fmt: skip
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", restval="")
    writer.writeheader()
    for incident, pcode, month, said in rows:
        held = said if isinstance(said, str) else ""
        numbers = {} if held else {"low": said, "best": said, "high": said}
        writer.writerow(
            {"incident": incident, "pcode": pcode, "first_month": month, "last_month": month, "measure": CHILDREN,
             **numbers, "held": held}
        )  # fmt: skip
    return out.getvalue()


def chart_zip(path, name, rows):
    """A zip of charts with the CSV of one of them."""
    columns = ["place", "pcode", "start", "end", "measure", "base", "state", "held", "below", "low", "best", "high",
               "open", "incidents", "coverage", "sources"]  # fmt: skip
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", restval="")
    writer.writeheader()
    for row in tally_rows(rows):
        writer.writerow(row | {"state": "held back" if row["held"] else "figure"})
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{path.stem}/{name}.csv", out.getvalue())
    return path


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()
