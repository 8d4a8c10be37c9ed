"""Reading findings in Parquet as arrays, some of them at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy.typing as npt
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from tollbook.incidents.stored import AMOUNTS, COUNTS, DAYS, TEXTS, FindingsFileError, Part

#: Findings that are read at once: few enough for memory, many enough for speed.
AT_ONCE = 1 << 17
_MAY_BE_EMPTY = ("best", "high", "highest_stated")


@dataclass(frozen=True)
class Batch:
    """Some findings of one row group; arrays of shape (n,).

    Attributes
    ----------
    part : Part
    names : dict of str to pyarrow.Array
        The distinct texts of each column of texts; some may occur nowhere.
    columns : dict of str to array
        Positions in `names` (int32) of texts; ``start`` and ``end`` in days since 1970-01-01 (int32); ``open`` (bool);
        ``claims, origins`` (int64); else float64, NaN for what is absent.
    """

    part: Part
    names: dict[str, pa.Array]
    columns: dict[str, npt.NDArray[Any]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))


def batches(parts: Iterable[Part], columns: Sequence[str]) -> Iterator[Batch]:
    """Row groups in batches of at most `AT_ONCE` findings; the next one is read while one is worked on.

    Parameters
    ----------
    parts : iterable of Part
    columns : sequence of str
        Of `stored.NEEDED`.

    Raises
    ------
    FindingsFileError
        A cell that must hold something is empty, or a file can't be read.
    """
    return _ahead(_batches(parts, columns))


def _batches(parts: Iterable[Part], columns: Sequence[str]) -> Iterator[Batch]:
    for file, its in groupby(parts, lambda part: part.file):
        try:
            # Through a file of Python's: Arrow's own reading keeps its buffers for the next file, tens of megabytes.
            with open(file, "rb") as opened:
                read = pq.ParquetFile(opened, read_dictionary=[name for name in columns if name in TEXTS])
                for part in its:
                    for rows in read.iter_batches(AT_ONCE, [part.number], list(columns), use_threads=False):
                        yield _batch(part, rows)
        except (pa.ArrowException, OSError) as error:
            raise FindingsFileError(f"{file}: it can't be read: {' '.join(str(error).split())}") from None


def _batch(part: Part, rows: Any) -> Batch:
    names, columns = {}, {}
    for name, column in zip(rows.schema.names, rows.columns, strict=True):
        if column.null_count and name not in _MAY_BE_EMPTY:
            where = f"{part.file}, row group {part.number + 1}, column {name}"
            raise FindingsFileError(f"{where}: {column.null_count:,} cells are empty, and none may be.")
        if name in TEXTS:
            coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
            names[name], columns[name] = coded.dictionary, coded.indices.to_numpy(zero_copy_only=False)
        elif name in DAYS:
            columns[name] = column.cast(pa.date32(), safe=False).view(pa.int32()).to_numpy()
        else:
            kind = pa.float64() if name in AMOUNTS else pa.int64() if name in COUNTS else column.type
            columns[name] = column.cast(kind).to_numpy(zero_copy_only=False)
    return Batch(part, names, columns)


def _ahead(items: Iterator[Batch]) -> Iterator[Batch]:
    with modest_memory(), ThreadPoolExecutor(1) as pool:
        following = pool.submit(next, items, None)
        while (item := following.result()) is not None:
            following = pool.submit(next, items, None)
            yield item


@contextmanager
def modest_memory() -> Iterator[None]:
    """Let Arrow take its memory from the system's pool, which gives it back; its own keeps 100 MB for the next file."""
    before = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)
