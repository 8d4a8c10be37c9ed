"""What the invented notebook leaves. Its source is the notebook's own cell too, so it leans on nothing but Python."""

import base64
import csv
import hashlib
import json
from pathlib import Path


def leave(values, folder="."):
    """Leave files like a brief's: their facts say how many claims of the place the file has, and what the last one said.

    Nothing is drawn or set, so that hundreds of them take seconds.
    """
    mark = "" if values["approval"] else {"public": "draft", "internal": "internal"}[values["release"]]
    more = ["my"] if values["language"] == "my" else []
    more += [f"v{values['version']}"] if values["version"] > 1 else []
    stem = "-".join([values["place"].lower(), values["start"], values["end"], *more, *([mark] if mark else [])])
    approval = json.loads(Path(folder, values["approval"]).read_text()) if values["approval"] else None
    with open(Path(folder, values["claims"]), encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["pcode"] == values["place"]]
    said = {"claims": len(rows), "best": [row["best"] for row in rows]}
    if values.get("previous"):
        said["last"] = json.loads(Path(folder, values["previous"]).read_text())["brief"]["version"]
    data = {"tally.csv": f"best\n{said['best']}\n", "findings.csv": "pcode\n"}
    for name, text in data.items():
        Path(folder, f"{stem}-{name}").write_text(text)
    package = {name: {"sha256": hashlib.sha256(text.encode()).hexdigest()} for name, text in data.items()}
    names = ("start", "end", "as_of", "issued", "issue", "next_issue", "language", "version", "release")
    about = {name: values.get(name) for name in names}
    about |= {"pcode": values["place"], "place": f"Invented {values['place']}", "name_my": "ပုလဲ", "digits": "native"}
    about |= {"cut_off": values["issued"], "known_on": None, "lies_in": {"state": "Sagaing Region"}}
    about["approval"] = approval and {"role": approval["role"], "day": approval["day"]}
    publisher = {"organisation": "", "contact": "", "licence": ""}
    asked = {name: values.get(name) for name in names} | {"place": values["place"], "sources": []}
    stamp = {"software": "invented 1", "reference_sha256": "", "claims_sha256": "", "parameters": asked, "files": {}}
    facts = {"format": "tollbook facts 1", "brief": about, "publisher": publisher, "figures": {}, "said": said}
    facts |= {"panels": {}, "method": {"rule": "envelope"}, "stamp": stamp, "package": package, "claims": {}}
    if approval:
        without = {**facts, "brief": {**about, "approval": None}}
        text = json.dumps(without, ensure_ascii=False, sort_keys=True)
        if approval["content"] != hashlib.sha256(text.encode()).hexdigest():
            raise ValueError("The approval is of another content.")
    text = json.dumps(facts, ensure_ascii=False, indent=1) + "\n"
    Path(folder, f"{stem}-facts.json").write_text(text, encoding="utf-8")
    page = base64.b64encode(text.encode()).decode()
    head = "<!DOCTYPE html><html lang='en'><title>Invented</title>"
    Path(folder, f"{stem}.html").write_text(
        f"{head}<body>Invented.<a download='facts.json' href='{'data'}:application/json;base64,{page}'>facts</a></body></html>"
    )
