"""Where the data and the notebooks that ship with Tollbook are found.

A checkout keeps them at its top level, where analysts look for them; an installed wheel carries copies inside the
package. Both are read through this module, so that nothing else needs to know which of the two it runs from.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def _folder(name: str) -> Path:
    beside = _CHECKOUT / name
    if (_CHECKOUT / "pyproject.toml").is_file() and beside.is_dir():
        return beside
    return _PACKAGE / "_shipped" / name


def data_dir() -> Path:
    """Folder of the data that ships: the coded sample and the reference tables."""
    return _folder("data")


def reference(name: str) -> Path:
    """Path of one reference table, such as ``measures.csv``."""
    return data_dir() / "reference" / name


def claims_file() -> Path:
    """Path of the coded sample of claims that ships."""
    return data_dir() / "claims" / "claims.csv"


def notebook(name: str) -> Path:
    """Path of a notebook that ships, by its name without the ending."""
    return _folder("notebooks") / f"{name}.ipynb"
