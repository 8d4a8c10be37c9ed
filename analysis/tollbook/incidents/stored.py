"""Findings in Parquet files, which need not fit into memory: they are read a row group at a time."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from tollbook.claims.coverage import Coverage, held
from tollbook.incidents.storing import ABOUT

#: What the columns that a file of findings must have hold.
TEXTS = ("measure", "base", "pcode")
AMOUNTS = ("low", "best", "high", "highest_stated")
DAYS = ("start", "end")
COUNTS = ("claims", "origins")
NEEDED = (*TEXTS, *AMOUNTS, "open", *DAYS, *COUNTS)

_SHOWN = 20


class FindingsFileError(Exception):
    """Files of findings can't be used; the message says which, and why."""


@dataclass(frozen=True)
class Part:
    """One row group of a file.

    Attributes
    ----------
    file : Path
    number : int
        Of the row group, from 0.
    rows : int
    first, last : int or None
        Days between which its findings lie, in days since 1970-01-01; None where the file does not say.
    states : (str, str) or None
        p-codes of states between which theirs are, in alphabetical order; None where the file does not say.
    """

    file: Path
    number: int
    rows: int
    first: int | None = None
    last: int | None = None
    states: tuple[str, str] | None = None


@dataclass(frozen=True, repr=False)
class StoredFindings:
    """Findings in Parquet files.

    Attributes
    ----------
    path : Path
        The file, or the folder with the files.
    parts : tuple of Part
        Their row groups, by the names of the files.
    rule, sources, as_of, known_on
        How they were made; see `Findings`. The rule is empty where the files do not say it.
    coverage : Coverage
        Where and when sources were looking.
    highs_are_stated : bool
        Whether the high of every closed finding is its highest number stated.
    """

    path: Path
    parts: tuple[Part, ...]
    rule: str = ""
    sources: tuple[str, ...] = ()
    as_of: pd.Timestamp | None = None
    known_on: pd.Timestamp | None = None
    coverage: Coverage = field(default_factory=held, repr=False)
    highs_are_stated: bool = False
    stamps: dict[Path, tuple[int, int]] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return sum(part.rows for part in self.parts)

    def __repr__(self) -> str:
        files = len(self.stamps)
        as_of = f", reports up to {self.as_of:%Y-%m-%d}" if self.as_of is not None else ""
        rule = f"rule {self.rule}" if self.rule else "rule not said"
        return f"<Findings in {files:,} file{'' if files == 1 else 's'}: {len(self):,}, {rule}{as_of}>"

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Refuse what is done inside where a file was written to since it was first looked at.

        Raises
        ------
        FindingsFileError
            Also in place of any other, which a changed file is likely to cause.
        """
        try:
            yield
        finally:
            changed = [path.name for path, stamp in self.stamps.items() if _stamp(path) != stamp]
            if changed:
                raise FindingsFileError(
                    f"{', '.join(changed[:_SHOWN])} changed while findings were read. Wait until whoever writes the "
                    "files has finished, and run it again."
                ) from None


def stored(
    path: str | os.PathLike[str], coverage: Coverage | pd.DataFrame | str | Path | None = None
) -> StoredFindings:
    """Findings in a Parquet file, or in all such files of a folder and the folders in it.

    Only the ends of the files are read now, which say what is in them.

    Parameters
    ----------
    path : path-like
        As `Findings.to_parquet` and `tollbook.findings_of` write them. Files whose names begin with a dot or an
        underscore are left aside.
    coverage : DataFrame or path-like, optional
        Where and when sources were looking; by default the table that ships, "unknown" throughout.

    Raises
    ------
    FindingsFileError
        There are none, a file lacks a column, two files are copies of each other, or files differ in how they were
        made; the message holds all of it.
    """
    where = Path(path)
    files = _files(where)
    problems: list[str] = []
    footers = {file: footer for file in files if (footer := _footer(file, problems)) is not None}
    _refuse_copies(footers, problems)
    made = {file: _said(footer.schema.to_arrow_schema()) for file, footer in footers.items()}
    _refuse_mixture(made, problems)
    if problems:
        more = [f"... and {len(problems) - _SHOWN} more."] if len(problems) > _SHOWN else []
        raise FindingsFileError("\n".join([*problems[:_SHOWN], *more]))
    said = next(iter(made.values()))
    return StoredFindings(
        path=where,
        parts=tuple(part for file, footer in footers.items() for part in _parts(file, footer)),
        rule=str(said.get("rule", "")),
        sources=tuple(said.get("sources", ())),
        as_of=_day(said.get("as_of")),
        known_on=_day(said.get("known_on")),
        coverage=held(coverage),
        highs_are_stated=all(each.get("highs_are_stated", False) for each in made.values()),
        stamps={file: _stamp(file) for file in files},
    )


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise FindingsFileError(f"There is no file and no folder {path}.")
    files = sorted(file for file in path.rglob("*.parquet") if not file.name.startswith((".", "_")))
    if not files:
        raise FindingsFileError(f"The folder {path} holds no file that ends in .parquet.")
    return files


def _stamp(file: Path) -> tuple[int, int]:
    try:
        stat = file.stat()
    except OSError:
        return (-1, -1)
    return stat.st_size, stat.st_mtime_ns


def _footer(file: Path, problems: list[str]) -> Any:
    try:
        footer = pq.read_metadata(file)
    except (pa.ArrowException, OSError) as error:
        problems.append(f"{file}: it can't be read as Parquet: {' '.join(str(error).split())}")
        return None
    kinds = dict(zip(footer.schema.to_arrow_schema().names, footer.schema.to_arrow_schema().types, strict=True))
    missing = [name for name in NEEDED if name not in kinds]
    if missing:
        problems.append(f"{file}: no column {', '.join(missing)}. Write findings with found.to_parquet(folder).")
    for name, kind in kinds.items():
        if name in NEEDED and not _fits(name, kind):
            problems.append(f"{file}, column {name}: it holds {kind}, which is no {_what(name)}.")
    return footer


def _what(name: str) -> str:
    kinds = {**dict.fromkeys(TEXTS, "text"), **dict.fromkeys(DAYS, "day"), "open": "yes or no"}
    return kinds.get(name, "number")


def _fits(name: str, kind: Any) -> bool:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    tests = {
        "text": (pa.types.is_string, pa.types.is_large_string),
        "day": (pa.types.is_date, pa.types.is_timestamp),
        "yes or no": (pa.types.is_boolean,),
        "number": (pa.types.is_integer, pa.types.is_floating),
    }
    return any(test(kind) for test in tests[_what(name)])


def _refuse_copies(footers: dict[Path, Any], problems: list[str]) -> None:
    """A file that was copied into the folder would be counted twice, and nothing in the figures would show it."""
    alike: dict[Any, list[Path]] = {}
    for file, footer in footers.items():
        if footer.num_rows:
            alike.setdefault((file.stat().st_size, footer.num_rows, footer.serialized_size), []).append(file)
    for files in alike.values():
        seen: dict[str, Path] = {}
        for file in files if len(files) > 1 else ():
            with open(file, "rb") as handle:
                other = seen.setdefault(hashlib.file_digest(handle, "sha256").hexdigest(), file)
            if other != file:
                problems.append(f"{file}: it is a copy of {other}, and would be counted twice. Delete one of them.")


def _said(schema: Any) -> dict[str, Any]:
    """What a file says of how its findings were made; nothing where it was written by others."""
    text = (schema.metadata or {}).get(ABOUT)
    return {} if text is None else dict(json.loads(text))


def _refuse_mixture(made: dict[Path, dict[str, Any]], problems: list[str]) -> None:
    names = ("rule", "sources", "as_of", "known_on")
    kinds: dict[str, Path] = {}
    for file, said in made.items():
        kinds.setdefault(json.dumps({name: said.get(name) for name in names}), file)
    if len(kinds) > 1:
        each = "; ".join(f"{file.name}: {_in_words(json.loads(text))}" for text, file in kinds.items())
        problems.append(f"The files hold findings that were made in different ways, which can't be added up: {each}.")


def _in_words(said: dict[str, Any]) -> str:
    sources = f" ({', '.join(said['sources'])})" if said["sources"] else ""
    days = [f"{name} {said[name]}" for name in ("as_of", "known_on") if said[name]]
    return ", ".join([f"rule {said['rule'] or 'not said'}{sources}", *days])


def _day(text: str | None) -> pd.Timestamp | None:
    return None if text is None else pd.Timestamp(text)


def _parts(file: Path, footer: Any) -> Iterator[Part]:
    at = {footer.schema.column(i).path: i for i in range(footer.num_columns)}
    for number in range(footer.num_row_groups):
        group = footer.row_group(number)
        ends = {name: _ends(group.column(at[name])) for name in ("start", "end", "state") if name in at}
        starts, finishes, states = (ends.get(name) for name in ("start", "end", "state"))
        first = None if starts is None else _number(starts[0])
        last = None if finishes is None else _number(finishes[1])
        # What a state is called is the gazetteer's to say; only our own files are believed.
        yield Part(file, number, group.num_rows, first, last, states if ABOUT in (footer.metadata or {}) else None)


def _ends(column: Any) -> Any:
    found = column.statistics
    return (found.min, found.max) if found is not None and found.has_min_max else None


def _number(day: Any) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))
