"""ipykernel's kernel and shell, made before the fork, with a line where their sockets would be."""

from __future__ import annotations

import importlib
import logging
import sys
import threading
from types import SimpleNamespace
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.session import Session

from tollbook.series.engine.importing import without
from tollbook.series.engine.wire import Wire


class LineSession(Session):
    """Makes messages as Jupyter does, and sends them over the line instead of a socket."""

    wire: Wire | None = None

    def send(self, _: Any, msg_or_type: Any, content: Any = None, parent: Any = None, *__: Any, **more: Any) -> Any:  # type: ignore[override]
        """Send a message; the same arguments as `jupyter_client.session.Session.send`."""
        message = msg_or_type
        if not isinstance(message, dict):
            message = self.msg(msg_or_type, content, parent, more.get("header"), more.get("metadata"))
        if self.wire is not None:
            buffers = more.get("buffers") or message.get("buffers")
            self.wire.message(message, self.pack(message["content"]), self.pack(message["metadata"]), buffers)
        return message


class LineKernel(IPythonKernel):
    """ipykernel's kernel without sockets, threads and subshells."""

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Nothing waits in a queue: the next cell is sent when this one has answered."""

    @property
    def _supports_kernel_subshells(self) -> bool:
        return False


class Application(IPKernelApp):
    """ipykernel's application, started in two halves: what can be done once, and what each notebook needs."""

    def prepare(self) -> None:
        """Read the user's IPython configuration and make kernel and shell; in the zygote, before any fork.

        The history is off: it would open a database and start a thread.
        """
        quiet = ["--HistoryManager.enabled=False", f"--IPKernelApp.log_level={logging.CRITICAL}"]
        super(IPKernelApp, self).initialize(quiet)  # type: ignore[no-untyped-call]
        self.init_pdb()  # type: ignore[no-untyped-call]
        self.session = LineSession(parent=self)
        with without("debugpy"):  # which no run by papermill can use
            self.kernel = self._kernel()
        self.init_path()  # type: ignore[no-untyped-call]
        self.init_shell()  # type: ignore[no-untyped-call]
        importlib.import_module("IPython.extensions.storemagic")  # which every shell begins with

    def _kernel(self) -> LineKernel:
        return LineKernel.instance(
            parent=self,
            session=self.session,
            # One thread runs everything. ipykernel asks which it is before it lets an interrupt stop a coroutine.
            shell_channel_thread=SimpleNamespace(parent_thread=threading.current_thread()),
            iopub_socket="iopub",
            iopub_thread=None,
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )

    def begin(self, wire: Wire) -> None:
        """Do what may differ between notebooks, in the child: environment, backend, extensions, start-up files."""
        self.session.wire = wire
        self.session.pid = wire.pid
        shell: Any = self.shell
        shell.init_environment()
        self.kernel.shell_channel_thread.parent_thread = threading.current_thread()
        self.init_gui_pylab()  # type: ignore[no-untyped-call]
        self.init_extensions()  # type: ignore[no-untyped-call]
        self.init_code()  # type: ignore[no-untyped-call]
        sys.stdout.flush()
        sys.stderr.flush()
