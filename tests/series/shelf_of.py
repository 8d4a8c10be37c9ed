"""Invented issues on a shelf, without a run: their files, as they would lie there."""

import io
import json
from functools import cache
from pathlib import Path

from PIL import Image


def pdf(colour="white"):
    """A PDF of one page in a colour; asked again, the same one."""
    return _pdf(colour)


@cache
def _pdf(colour):
    held = io.BytesIO()
    Image.new("RGB", (210, 297), colour).save(held, "PDF", title="Invented")
    return held.getvalue()


def about(place="Pale", pcode="MMR005019", language="en", version=1, **more):
    return {
        "pcode": pcode, "place": f"{place} Township", "name_my": "ပုလဲ" if place == "Pale" else "", "language": language,
        "lies_in": {"district": "Yinmarbin District", "state": "Sagaing Region"}, "start": "2024-11-01",
        "end": "2024-11-30", "issued": "2024-12-31", "version": version, **more,
    }  # fmt: skip


def stem_of(told):
    more = [told["language"]] if told["language"] != "en" else []
    more += [f"v{told['version']}"] if told["version"] > 1 else []
    return "-".join([told["place"].split()[0].lower(), told["start"], told["end"], *more])


def put(folder: Path, told, colour="white", forms=(".pdf", ".html")):
    """Put an issue into a folder; gives its stem."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = stem_of(told)
    data = {".pdf": pdf(colour), ".html": f"<html lang='en'><title>{stem}</title>".encode(), ".png": b"invented"}
    for end in forms:
        (folder / f"{stem}{end}").write_bytes(data[end])
    (folder / f"{stem}-facts.json").write_text(json.dumps({"brief": told}, ensure_ascii=False), encoding="utf-8")
    return stem


def withdraw(folder: Path, stem, day="2025-04-01"):
    """Take an issue back, as `tollbook series withdraw` leaves it."""
    facts = folder / f"{stem}-facts.json"
    told = json.loads(facts.read_text(encoding="utf-8"))["brief"]
    names = ("pcode", "place", "start", "end", "issued", "issue", "version", "language", "digits")
    record = {
        "format": "tollbook withdrawn 1", "day": day, "role": "information manager", "reason": "A figure was wrong.",
        "brief": {name: told.get(name) for name in names}, "publisher": {}, "approval": None, "files": {},
    }  # fmt: skip
    (folder / f"{stem}-withdrawn.json").write_text(json.dumps(record), encoding="utf-8")
    facts.unlink()
    for path in folder.glob(f"{stem}.*"):
        path.write_bytes(pdf("red") if path.suffix == ".pdf" else b"<html lang='en'><title>withdrawn</title>")
