"""What a worker of a Dask cluster does: the work that it is sent, if the same is installed there; see `cluster`."""

from __future__ import annotations

import importlib
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tollbook import software

_LOG = logging.getLogger("tollbook")


def work(function: str, given: dict[str, Any], files: list[bytes], installed: dict[str, str]) -> dict[str, Any]:
    """Do one piece of work; this runs on a worker, and gives plain data whatever happens."""
    from distributed import get_worker

    here = str(get_worker().address)
    otherwise = software.difference(installed)
    if otherwise:
        return {"refused": software.told(), "worker": here}
    module, _, name = function.partition(":")
    with _heard() as said:
        try:
            result = getattr(importlib.import_module(module), name)(given, files)
        except Exception as error:
            return {"trouble": str(error) or type(error).__name__, "said": said, "worker": here}
    return {"result": result, "said": said, "worker": here}


def same(data: bytes) -> bytes:
    """A file's content; as a task of its own it can be had again when the worker that held it has died."""
    return data


@contextmanager
def _heard() -> Iterator[list[list[Any]]]:
    """What this thread logs meanwhile, as level and text."""
    said: list[list[Any]] = []
    thread = threading.get_ident()

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == thread:
                said.append([record.levelno, record.getMessage()])

    handler = Handler()
    _LOG.addHandler(handler)
    if _LOG.level == logging.NOTSET:
        _LOG.setLevel(logging.INFO)
    try:
        yield said
    finally:
        _LOG.removeHandler(handler)
