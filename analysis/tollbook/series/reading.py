"""Reading the files of series, and all that is wrong with them at once."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from pathlib import Path

from tollbook import shipped
from tollbook.series import plain_yaml
from tollbook.series.declared import Declared, Wrong, checked
from tollbook.series.due import Task
from tollbook.suite.declared.checking import ParameterError

_END = ".yml"
#: Names that stand for something else in the folder of briefs.
_TAKEN = ("drafts", "latest")


class SeriesError(Exception):
    """A series file can't be used; the message has a line for each thing that is wrong."""


def folder() -> Path:
    """The series that ship."""
    return shipped.data_dir() / "series"


def read_all(at: Path | None = None, names: Iterable[str] = ()) -> list[Declared]:
    """Read the series of a folder.

    Parameters
    ----------
    at : Path, optional
        By default those that ship.
    names : iterable of str
        Only these; all where none is given.

    Returns
    -------
    list of Declared
        By name.

    Raises
    ------
    SeriesError
        With a line for each thing that is wrong in any file.
    """
    files = _files(folder() if at is None else at)
    wanted = sorted(set(names)) or list(files)
    wrong = [_unknown(name, list(files)) for name in wanted if name not in files]
    made = []
    for name in wanted:
        try:
            made += [read(files[name])] if name in files else []
        except SeriesError as error:
            wrong.append(str(error))
    if wrong:
        raise SeriesError("\n".join(wrong))
    return made


def titles(at: Path | None = None) -> dict[str, str]:
    """Titles of the series of a folder by their names; a file that can't be used has none."""
    found = {}
    try:
        files = _files(folder() if at is None else at)
    except SeriesError:
        return {}
    for name, path in files.items():
        try:
            found[name] = read(path).series.title
        except SeriesError:
            continue
    return found


def _files(where: Path) -> dict[str, Path]:
    if not where.is_dir():
        raise SeriesError(f"There is no folder {where}. Give one that holds series files (--series).")
    others = sorted(path.name for path in where.glob("*.yaml"))
    if others:
        raise SeriesError(f"{', '.join(others)}: a series file ends in {_END}. Give it that name.")
    files = {path.stem: path for path in sorted(where.glob(f"*{_END}"))}
    if not files:
        raise SeriesError(f"The folder {where} holds no series: no file that ends in {_END}.")
    return files


def _unknown(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
    return f"There is no series {name!r}. The nearest is {near!r}; all of them: {', '.join(known)}."


def read(path: Path) -> Declared:
    """Read one series file.

    Raises
    ------
    SeriesError
        It can't be read, or something in it is wrong; a line for each thing.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", path.stem) or path.stem in _TAKEN:
        raise SeriesError(
            f"{path.name}: folders and addresses of its briefs are called like the file, so its name has letters, "
            f"digits, - and _ only, and is none of: {', '.join(_TAKEN)}."
        )
    try:
        data = plain_yaml.load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SeriesError(f"{path.name} can't be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise SeriesError(f"{path.name} can't be read: it is not UTF-8. Save it as UTF-8.") from None
    except plain_yaml.NoYaml as error:
        raise SeriesError(f"{path.name} is no YAML: {error}.") from None
    if not isinstance(data, dict) or not all(isinstance(name, str) for name in data):
        raise SeriesError(f"{path.name} declares no series: it should hold names with values, such as 'every: month'.")
    try:
        return _whole(Declared(path.stem, path, checked(data)))
    except Wrong as error:
        raise SeriesError("\n".join(f"{path.name}, {where}: {said}" for where, said in error.said)) from None


def _whole(made: Declared) -> Declared:
    """Refuse a series whose first brief could not be asked for: hundreds of briefs would fail alike."""
    task = Task(made, made.series.first_period, made.pcodes[0], made.series.languages[0])
    try:
        task.parameters()
    except ParameterError as error:
        lines = " ".join(str(error).splitlines())
        raise Wrong([("its first brief", f"{task.name} could not be made. {lines}")]) from None
    return made
