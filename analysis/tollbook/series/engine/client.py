"""papermill's client and engine, with a forked process where they start a kernel."""

from __future__ import annotations

import asyncio
import functools
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from tollbook.series.engine import choosing, zygote
from tollbook.series.engine.standing_in import Manager

#: Characters of a stream that one cell may leave in the notebook; an option ``stream_limit`` says another number.
STREAM_LIMIT = 20_000_000


@functools.cache
def engine() -> Any:
    """The engine as a class of papermill's; made when it is first asked for, as papermill takes long to import."""
    from papermill.engines import Engine, NBClientEngine  # type: ignore[import-untyped]
    from papermill.log import logger  # type: ignore[import-untyped]

    class ForkEngine(Engine):  # type: ignore[misc]
        """Runs a notebook in a forked process, or lets papermill's own engine run it."""

        @classmethod
        def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
            keeper = options.pop("zygote", None)
            limit = options.pop("stream_limit", STREAM_LIMIT)
            seldom = options.pop("save_at_end", False)
            reason, added = choosing.reason_against(kernel_name, options)
            if reason is None:
                try:
                    with _saved_at_end(nb_man) if seldom else nullcontext():
                        return _run(nb_man, kernel_name, options, (keeper, added, limit))
                except zygote.Refused as refused:
                    reason = str(refused)
            logger.debug(f"papermill's own engine runs this notebook: {reason}.")
            return NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **options)

    return ForkEngine


def run_forked(nb_man: Any, keeper: zygote.Zygote, options: dict[str, Any]) -> None:
    """Run the cells of papermill's notebook in a fork of a process.

    Raises
    ------
    Refused
        It is not fit to be forked.
    """
    _run(nb_man, "python3", options, (keeper, {}, STREAM_LIMIT))


@contextmanager
def _saved_at_end(nb_man: Any) -> Iterator[None]:
    """Save no notebook before and after each of its cells, as papermill does, but only when it ends, or has failed.

    For hundreds of short notebooks that takes longer than many of their cells.
    """
    nb_man.save = lambda **_: None
    try:
        yield
    finally:
        del nb_man.save


def _run(nb_man: Any, kernel_name: str, options: dict[str, Any], ours: tuple[Any, dict[str, str], int]) -> Any:
    keeper, added, limit = ours
    environment = {**os.environ, **added}
    given = dict(options)
    timeout = given.pop("start_timeout", 60)
    given["timeout"] = given.pop("execution_timeout", None) or given.get("timeout")
    for name in ("input_path", "startup_timeout"):
        given.pop(name, None)
    from papermill.log import logger

    sources = [cell.source for cell in nb_man.nb.cells if cell.cell_type == "code"]
    manager = Manager(keeper or zygote.kept(environment), environment, sources, timeout)
    client = _client_class()(nb_man, km=manager, kernel_name=kernel_name, startup_timeout=timeout, log=logger, **given)
    client.limit = limit
    try:
        # The manager is ours, so the client has to be told to end its process.
        return client.execute(cleanup_kc=True)
    except Exception as error:
        if type(error).__name__ == "DeadKernelError" and manager.line is not None:
            error.add_note(f"Its process ended {manager.line.how_it_ended()}.")
        raise


@functools.cache
def _client_class() -> Any:
    from papermill.clientwrap import PapermillNotebookClient  # type: ignore[import-untyped]

    class ForkClient(PapermillNotebookClient):  # type: ignore[misc]
        """papermill's client; what it does with cells, outputs and errors is its own."""

        limit = STREAM_LIMIT

        def reset_execution_trackers(self) -> None:
            super().reset_execution_trackers()
            self._kept: dict[tuple[int, str], int] = {}

        async def _async_poll_kernel_alive(self) -> None:
            """Notice a death when it happens; nbclient looks once a second."""
            how = await self.kc.died()
            self.log.error(f"Kernel died while waiting for execute reply: its process ended {how}.")
            self.task_poll_for_reply.cancel()
            # The reply's task is given a turn before this one ends, as nbclient would cancel it then.
            await asyncio.sleep(0)

        def process_message(self, message: Any, cell: Any, cell_index: int) -> Any:
            if message["msg_type"] == "stream":
                self._cut(message, cell_index)
            return super().process_message(message, cell, cell_index)

        def _cut(self, message: Any, cell_index: int) -> None:
            """Leave out what a stream has above its limit: a notebook of hundreds of megabytes opens nowhere."""
            key = cell_index, message["content"]["name"]
            text = message["content"]["text"]
            before = self._kept.get(key, 0)
            self._kept[key] = before + len(text)
            if before + len(text) > self.limit:
                kept = text[: max(self.limit - before, 0)]
                more = f"this cell wrote more than {self.limit:,} characters"
                note = f"\n[The rest of {key[1]} is left out: {more}.]\n"
                message["content"]["text"] = kept + note if before <= self.limit else ""

    return ForkClient
