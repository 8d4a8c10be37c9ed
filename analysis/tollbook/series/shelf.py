"""The shelf of published issues: checksums, the latest of each, a catalogue for machines, an index for people.

All of it follows from the issues that lie there, and is made anew after each change: nothing is kept beside them that
could say something else.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook.briefs.outputs.formats import FORMATS
from tollbook.files import OutputError, write_together, write_whole
from tollbook.series import index_page, issues, leftovers
from tollbook.series.issues import Issue
from tollbook.series.periods import Period
from tollbook.series.thumbnails import thumbnail

FORMAT = "tollbook catalogue 1"
SUMS = "SHA256SUMS"
CATALOGUE = "catalogue.json"
INDEX = "index.html"
LATEST = "latest"
#: Forms that people open, in the order in which they are offered.
_OPENED = tuple(FORMATS.values())


@dataclass(frozen=True)
class Shelved:
    """An issue on the shelf.

    Attributes
    ----------
    series : str
        Name of its series.
    period : Period
    issue : Issue
    status : str
        ``standing``; ``replaced``, where a later version was published; ``withdrawn``.
    """

    series: str
    period: Period
    issue: Issue
    status: str


def shelved(published: Path) -> list[Shelved]:
    """All issues that lie in a folder, by series, the newest period first.

    Parameters
    ----------
    published : Path
        With a folder for each series, and in it one for each period.

    Raises
    ------
    OutputError
        Something that was published is damaged.
    """
    found = []
    for folder in sorted(published.iterdir()) if published.is_dir() else []:
        for period in reversed(issues.periods(folder)):
            here = issues.in_folder(folder / period.name)
            newest = {issue.key: issue.version for issue in here}
            found += [Shelved(folder.name, period, issue, _status(issue, newest[issue.key])) for issue in here]
    return found


def _status(issue: Issue, newest: int) -> str:
    if issue.withdrawn:
        return "withdrawn"
    return "standing" if issue.version == newest else "replaced"


def arrange(published: Path, titles: Mapping[str, str]) -> Path:
    """Make checksums, latest issues, catalogue and index of what lies on the shelf; gives the path of the index.

    What a command that was killed left there goes; so only who holds the folder calls this.

    Parameters
    ----------
    published : Path
    titles : mapping of str to str
        Of series by their names; one whose file is gone is called by its name.

    Raises
    ------
    OutputError
        A folder can't be written to, or something that was published is damaged.
    """
    leftovers.clear(published)
    found = shelved(published)
    sums: dict[Path, str] = {}
    for each in found:
        thumbnail(each.issue)
    for folder in sorted({each.issue.folder for each in found}):
        here = _sums(folder)
        sums |= {folder / name: sha256 for name, sha256 in here.items()}
        _write(folder / SUMS, _listed(here))
    for name in sorted({each.series for each in found}):
        _latest([each for each in found if each.series == name], published / name / LATEST)
    entries = [_entry(each, published, titles.get(each.series, each.series), sums) for each in found]
    text = json.dumps({"format": FORMAT, "issues": entries}, ensure_ascii=False, indent=1) + "\n"
    page = index_page.page(entries)
    if _bytes(published / CATALOGUE) != text.encode() or _bytes(published / INDEX) != page.encode():
        write_together({published / CATALOGUE: text, published / INDEX: page})
    return published / INDEX


def _sums(folder: Path) -> dict[str, str]:
    names = sorted(path.name for path in folder.iterdir() if path.is_file() and _is_public(path.name))
    return {name: _sha256(folder / name) for name in names}


def _listed(sums: Mapping[str, str]) -> str:
    """A line a file, as ``sha256sum --check`` reads them."""
    return "".join(f"{sha256}  {name}\n" for name, sha256 in sums.items())


def _is_public(name: str) -> bool:
    return name != SUMS and not name.startswith(".")


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise OutputError(f"{path} can't be read: {error.strerror or error}.") from None


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _write(path: Path, text: str) -> None:
    if _bytes(path) != text.encode():
        write_whole(path, text)


def _latest(found: list[Shelved], folder: Path) -> None:
    """The newest issue of each place and language, under names that stay: also one that was withdrawn, as that."""
    wanted: dict[str, Path] = {}
    seen: set[tuple[str, str]] = set()
    for each in sorted(found, key=lambda one: (one.period, one.issue.version), reverse=True):
        if each.issue.key in seen:
            continue
        seen.add(each.issue.key)
        paths = {end: each.issue.folder / f"{each.issue.stem}{end}" for end in _OPENED}
        wanted |= {f"{stable(each.issue)}{end}": path for end, path in paths.items() if path.is_file()}
    data = {name: path.read_bytes() for name, path in sorted(wanted.items())}
    write_together({folder / name: new for name, new in data.items() if _bytes(folder / name) != new})
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_file() and _is_public(path.name) and path.name not in data:
            with suppress(FileNotFoundError):
                path.unlink()
    _write(folder / SUMS, _listed({name: hashlib.sha256(each).hexdigest() for name, each in data.items()}))


def stable(issue: Issue) -> str:
    """A name without days and version: "pale-en"."""
    place = re.sub(r"(-\d{4}-\d\d-\d\d){0,2}(-[a-z]{2})?(-v\d+)?$", "", issue.stem)
    return f"{place}-{issue.about['language']}"


def _entry(each: Shelved, published: Path, title: str, sums: Mapping[Path, str]) -> dict[str, Any]:
    """An issue as the catalogue has it."""
    issue, about = each.issue, each.issue.about
    files = [path for path in sums if path.parent == issue.folder and _is_of(path.name, issue.stem)]
    return {
        "series": each.series,
        "title": title,
        "period": each.period.name,
        "start": about["start"],
        "end": about["end"],
        "pcode": about["pcode"],
        "place": about["place"],
        "name_my": about.get("name_my") or "",
        "lies_in": [str(name) for name in (about.get("lies_in") or {}).values()],
        "language": about["language"],
        "version": issue.version,
        "issued": about["issued"],
        "status": each.status,
        "withdrawn": issue.withdrawn or None,
        "files": [
            {
                "name": path.name,
                "path": path.relative_to(published).as_posix(),
                "bytes": path.stat().st_size,
                "sha256": sums[path],
            }
            for path in files
        ],
    }


def _is_of(name: str, stem: str) -> bool:
    """Whether a file is one of an issue; a later version of it, or another language, begins with the same letters."""
    rest = name.removeprefix(stem)
    return name.startswith(stem) and bool(rest) and rest[0] in ".-" and not re.match(r"-(v\d+|[a-z]{2})([.-]|$)", rest)
