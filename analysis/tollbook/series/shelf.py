"""The shelf of published issues: checksums, the latest of each, a catalogue for machines, an index for people.

All of it follows from the issues that lie there, and is made anew after each change: nothing is kept beside them that
could say something else.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tollbook.briefs import identity
from tollbook.briefs.outputs.web_font import burmese_font
from tollbook.charts.style import tokens
from tollbook.files import write_together, write_whole
from tollbook.series import issues
from tollbook.series.declared import Declared
from tollbook.series.issues import Issue
from tollbook.series.periods import Period

FORMAT = "tollbook catalogue 1"
SUMS = "SHA256SUMS"
_LATEST = "latest"
_THUMBNAIL = "-thumbnail.png"
#: Width of a thumbnail in pixels, twice what a phone shows it at.
_WIDTH = 320
_FONT_MARK = "/*tollbook-font*/"
#: Forms that people open, in the order in which they are offered.
_OPENED = (".pdf", ".html", ".png")


@dataclass(frozen=True)
class Shelved:
    """An issue on the shelf.

    Attributes
    ----------
    series : Declared
    period : Period
    issue : Issue
    status : str
        ``standing``; ``replaced``, where a later version stands; ``withdrawn``.
    """

    series: Declared
    period: Period
    issue: Issue
    status: str


def shelved(series: Iterable[Declared], published: Path) -> list[Shelved]:
    """All issues of some series, the newest period first."""
    found = []
    for each in series:
        for period in sorted(_periods(published / each.name, each), reverse=True):
            here = issues.in_folder(published / each.name / period.name)
            newest = {issue.key: issue.version for issue in here}
            found += [Shelved(each, period, issue, _status(issue, newest[issue.key])) for issue in here]
    return found


def _periods(folder: Path, series: Declared) -> list[Period]:
    names = [path.name for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
    found = []
    for name in names:
        try:
            found.append(Period.named(name, series.series.every))
        except ValueError:
            continue
    return found


def _status(issue: Issue, newest: int) -> str:
    if issue.withdrawn:
        return "withdrawn"
    return "standing" if issue.version == newest else "replaced"


def arrange(series: Iterable[Declared], published: Path) -> Path:
    """Make checksums, latest issues, catalogue and index of what lies on the shelf; gives the path of the index.

    Raises
    ------
    OutputError
        A folder can't be written to, or something that was published is damaged.
    """
    found = shelved(series, published)
    for folder in sorted({each.issue.folder for each in found}):
        for each in found:
            if each.issue.folder == folder:
                _thumbnail(each)
        write_whole(folder / SUMS, _sums(folder))
    for name in sorted({each.series.name for each in found}):
        _latest([each for each in found if each.series.name == name], published / name / _LATEST)
    entries = [_entry(each, published) for each in found]
    catalogue = {"format": FORMAT, "issues": entries}
    text = json.dumps(catalogue, ensure_ascii=False, indent=1) + "\n"
    write_together({published / "catalogue.json": text, published / "index.html": _index(entries)})
    return published / "index.html"


def _sums(folder: Path) -> str:
    """A line a file, as ``sha256sum --check`` reads them."""
    names = sorted(path.name for path in folder.iterdir() if path.is_file() and _is_public(path.name))
    return "".join(f"{_sha256(folder / name)}  {name}\n" for name in names)


def _is_public(name: str) -> bool:
    return name != SUMS and not name.startswith(".")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _thumbnail(shelved: Shelved) -> None:
    """A small picture of the first page; of an issue that was withdrawn, of its tombstone."""
    import pypdfium2  # type: ignore[import-untyped]

    issue = shelved.issue
    page, path = issue.folder / f"{issue.stem}.pdf", issue.folder / f"{issue.stem}{_THUMBNAIL}"
    if not page.is_file():
        return
    if path.is_file() and path.stat().st_mtime_ns >= page.stat().st_mtime_ns:
        return
    with pypdfium2.PdfDocument(page.read_bytes()) as document:
        first = document[0]
        picture = first.render(scale=_WIDTH / first.get_width()).to_pil()
    held = io.BytesIO()
    picture.quantize(32).save(held, "PNG", optimize=True)
    write_whole(path, held.getvalue())


def _latest(found: list[Shelved], folder: Path) -> None:
    """The newest issue of each place and language, under names that stay: also one that was withdrawn, as that."""
    wanted: dict[str, Path] = {}
    seen: set[tuple[str, str]] = set()
    for each in sorted(found, key=lambda one: (one.period, one.issue.version), reverse=True):
        if each.issue.key in seen:
            continue
        seen.add(each.issue.key)
        wanted |= {
            f"{_stable(each)}{end}": path
            for end in _OPENED
            if (path := each.issue.folder / f"{each.issue.stem}{end}").is_file()
        }
    folder.mkdir(parents=True, exist_ok=True)
    write_together({folder / name: path.read_bytes() for name, path in wanted.items()})
    write_whole(folder / SUMS, "".join(f"{_sha256(folder / name)}  {name}\n" for name in sorted(wanted)))
    for path in folder.iterdir():
        if path.is_file() and path.name not in (*wanted, SUMS):
            path.unlink()


def _stable(shelved: Shelved) -> str:
    """A name without period and version: "pale-en"."""
    days = f"-{shelved.period.start:%Y-%m-%d}-{shelved.period.end:%Y-%m-%d}"
    place = shelved.issue.stem.split(days)[0]
    return f"{place}-{shelved.issue.about['language']}"


def _entry(shelved: Shelved, published: Path) -> dict[str, Any]:
    """An issue as the catalogue has it."""
    issue, about = shelved.issue, shelved.issue.about
    names = sorted(path for path in issue.folder.iterdir() if _is_of(path.name, issue.stem))
    files = [
        {
            "name": path.name,
            "path": path.relative_to(published).as_posix(),
            "bytes": path.stat().st_size,
            "sha256": _sha256(path),
        }
        for path in names
    ]
    return {
        "series": shelved.series.name,
        "title": shelved.series.series.title,
        "period": shelved.period.name,
        "start": about["start"],
        "end": about["end"],
        "pcode": about["pcode"],
        "place": about["place"],
        "name_my": about.get("name_my") or "",
        "language": about["language"],
        "version": issue.version,
        "issued": about["issued"],
        "status": shelved.status,
        "withdrawn": issue.withdrawn or None,
        "files": files,
    }


def _is_of(name: str, stem: str) -> bool:
    """Whether a file is one of an issue; a later version of it begins with the same letters."""
    rest = name.removeprefix(stem)
    return name.startswith(stem) and bool(rest) and rest[0] in ".-" and not re.match(r"-(v\d+|[a-z]{2})([.-]|$)", rest)


def _index(entries: list[dict[str, Any]]) -> str:
    """The index as a page: a list that works without its script, which only hides what is not looked for."""
    shown = [{**entry, **_shown(entry)} for entry in entries]
    choices = {name: sorted({str(entry[name]) for entry in entries}) for name in ("title", "period", "language")}
    choices["period"].reverse()
    template, script = _template()
    made: str = template.render(
        entries=shown, choices=choices, publisher=identity.read().facts(), colours=tokens()["colours"],
        script=script, script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii"),
    )  # fmt: skip
    # Only the letters that occur are embedded; the mark stands before every text of the data.
    return made.replace(_FONT_MARK, burmese_font(made), 1)


def _shown(entry: dict[str, Any]) -> dict[str, Any]:
    """What the index shows of an issue."""
    paths = {
        Path(file["name"]).suffix: file["path"] for file in entry["files"] if not file["name"].endswith(_THUMBNAIL)
    }
    thumbnail = next((file["path"] for file in entry["files"] if file["name"].endswith(_THUMBNAIL)), "")
    links = [(end[1:].upper(), paths[end]) for end in _OPENED if end in paths]
    searched = " ".join(str(entry[name]) for name in ("place", "name_my", "pcode", "period", "title")).casefold()
    return {"links": links, "thumbnail": thumbnail, "searched": searched}


@cache
def _template() -> tuple[Any, str]:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = Path(__file__).with_name("pages")
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("index.html.jinja"), (folder / "index.js").read_text(encoding="utf-8")


def clear(folder: Path) -> None:
    """Take an empty folder of drafts away."""
    if folder.is_dir() and not any(folder.iterdir()):
        shutil.rmtree(folder, ignore_errors=True)
