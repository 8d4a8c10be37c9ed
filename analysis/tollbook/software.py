"""What is installed here: Tollbook's version, code and tables, and the libraries that decide what comes out."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

import tollbook
from tollbook import shipped

#: Libraries that decide what a page or a notebook says or looks like.
LIBRARIES = (
    "babel", "basemap-data", "fontpkg-noto-sans", "fonttools", "geopandas", "ipykernel", "jinja2",
    "justmytype-intl-sea", "mapclassify", "matplotlib", "mm-geo-coder", "myanmartools", "nbformat", "numpy", "pandas",
    "papermill", "pikepdf", "pillow", "pyarrow", "python-calamine", "python-myanmar", "rapidfuzz", "scipy", "shapely",
    "typst", "tzfpy",
)  # fmt: skip
#: Endings of the files that are its code.
SOURCES = (".py", ".typ", ".jinja", ".json", ".csv", ".css", ".js")
_SHORT = 8


@cache
def code() -> str:
    """One hash for the package's own files, the catalogues of messages aside."""
    root = Path(tollbook.__file__).parent
    files = (path for path in sorted(root.rglob("*")) if path.suffix in SOURCES)
    return _of(root, [path for path in files if "locale" not in path.relative_to(root).parts])


@cache
def libraries() -> dict[str, str]:
    """Versions of Python, which an executed notebook names, and of libraries that a page rests on."""
    return {"python": platform.python_version(), **{name: metadata.version(name) for name in LIBRARIES}}


@cache
def told() -> dict[str, str]:
    """What is installed, as plain data: two machines that tell the same make the same."""
    tables, messages = shipped.data_dir() / "reference", Path(tollbook.__file__).parent / "locale"
    return {
        "Tollbook": tollbook.__version__,
        "its code": code(),
        "its tables": _of(tables, sorted(tables.glob("*.csv"))),
        "its messages": _of(messages, sorted(messages.rglob("*.po"))),
        **libraries(),
    }


def difference(there: Mapping[str, str]) -> str:
    """What another machine has otherwise than this one, in words; an empty text where it is all the same."""
    here = told()
    names = [name for name in {**here, **there} if here.get(name) != there.get(name)]
    return "; ".join(f"{name} {_short(there.get(name))} there and {_short(here.get(name))} here" for name in names)


def _short(value: str | None) -> str:
    if value is None:
        return "missing"
    return value[:_SHORT] if len(value) == 64 else value


def _of(root: Path, files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
