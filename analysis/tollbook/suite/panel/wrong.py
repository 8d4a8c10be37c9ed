"""What is wrong with what a form holds: all of it at once, by the parameter that it is shown beside."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook.briefs.errors import BriefError
from tollbook.claims.coverage import CoverageError
from tollbook.claims.problems import ClaimsError, counted
from tollbook.suite import inputs
from tollbook.suite.declared.checking import ParameterError
from tollbook.suite.declared.describing import Described
from tollbook.suite.notebooks import Notebook


@dataclass(frozen=True)
class Wrong:
    """What is wrong with one parameter.

    Attributes
    ----------
    said : str
        In a sentence or two.
    table : object
        The problems of a file, as a table that shows itself; None where there is none.
    """

    said: str
    table: Any = None


def of_values(notebook: Notebook, values: Mapping[str, Any]) -> dict[str, Wrong]:
    """What is wrong with the values themselves, or among them; files are not looked into.

    Returns
    -------
    dict of str to Wrong
        By the name of a parameter; '' is what concerns none of them.
    """
    try:
        notebook.check(values)
    except ParameterError as error:
        known = {each.name: each for each in notebook.described()}
        return {
            name: Wrong(said + (_nearest(known[name], values[name]) if name in known else ""))
            for name, said in error.by_name.items()
        }
    return {}


def _nearest(parameter: Described, value: Any) -> str:
    """The nearest number that is right."""
    least, most = parameter.bounds
    if not isinstance(value, int):
        return ""
    if least is not None and value < least:
        return f" The nearest is {least}."
    return f" The nearest is {most}." if most is not None and value > most else ""


def of_files(notebook: Notebook, values: Mapping[str, Any]) -> dict[str, Wrong]:
    """What is wrong with the files that are named: one is not there, or its readers find something in it.

    Parameters
    ----------
    notebook : Notebook
    values : mapping
        Of every parameter. Those that are wrong by themselves make no difference.
    """
    found: dict[str, Wrong] = {}
    read = inputs.readers(notebook.parameters, values.get("place"))
    for each in notebook.described():
        if each.kind != "file":
            continue
        given = values[each.name]
        paths = [Path(one) for one in (given if each.is_list else [given]) if one]
        missing = [_missing(path) for path in paths if not path.exists()]
        if missing:
            found[each.name] = Wrong(" ".join(missing))
        elif paths and each.name in read:
            try:
                read[each.name](paths[0])
            except (ClaimsError, CoverageError) as error:
                found[each.name] = Wrong(_errors(paths[0], error), error.problems)
            except (BriefError, ValueError, OSError) as error:
                found[each.name] = Wrong(str(error))
    return found


def _errors(path: Path, error: ClaimsError | CoverageError) -> str:
    return f"{path.name} can't be used: {counted(len(error.problems.errors), 'error')} in it."


def _missing(path: Path) -> str:
    """That a file is not there, with the nearest that is."""
    folder = path.parent
    if not folder.is_dir():
        return f"There is no folder {folder}, and so no {path.name} in it."
    names = [each.name for each in folder.iterdir() if not each.name.startswith(".")]
    near = difflib.get_close_matches(path.name, names, n=1, cutoff=0.5)
    where = "this notebook's folder" if folder == Path() else f"the folder {folder}"
    return f"There is no {path.name} in {where}." + (f" The nearest is {near[0]}." if near else "")
