"""The imported processes that a run forks for its notebooks: started before all else, and told later what to read.

There is one for public notebooks and one for internal ones. It imports while this process reads what is due, and
rehearses while this process plans.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tollbook import short_lived
from tollbook.series import warming
from tollbook.series.engine import choosing
from tollbook.series.engine.zygote import Zygote

#: Settings of the kernel of public notebooks: they are kept without what their cells show, so nothing draws it.
_SHOWS_TEXT_ALONE = 'c = get_config()\nc.InteractiveShell.ast_node_interactivity = "none"\n'


class Forks:
    """The processes of one run; a context manager, because they end with it.

    Parameters
    ----------
    folder : Path, optional
        For what is short-lived; one of its own by default.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._open = ExitStack()
        own = folder or self._open.enter_context(short_lived.folder())
        self._folder = own.resolve()
        self._zygotes: dict[bool, Zygote] = {}
        self._told: set[tuple[bool, str]] = set()

    def __enter__(self) -> Forks:
        return self

    def __exit__(self, *_: object) -> None:
        with self._open:
            for zygote in self._zygotes.values():
                zygote.close()

    def start(self, is_public: bool = True) -> None:
        """Let one import now, without waiting for it; where nothing can be forked, nothing is started."""
        if choosing.system_is_against() is None:
            self.zygote(is_public).start(["import tollbook"])

    def read(self, is_public: bool, asked: dict[str, Any]) -> None:
        """Let one read what its notebooks will read, without waiting for it; see `warming.asked`."""
        key = (is_public, repr(asked))
        if key not in self._told and choosing.system_is_against() is None:
            self._told.add(key)
            self.zygote(is_public).prepare(warming.MODULE, asked)

    def zygote(self, is_public: bool) -> Zygote:
        """The process that public notebooks, or internal ones, are forked from."""
        if is_public not in self._zygotes:
            self._zygotes[is_public] = Zygote(self.environment(is_public), may_import=warming.modules())
        return self._zygotes[is_public]

    def environment(self, is_public: bool) -> dict[str, str]:
        """The environment of one: nothing of the user's Jupyter or IPython takes part in a run."""
        return {**os.environ, **self.settings(is_public)}

    def settings(self, is_public: bool) -> dict[str, str]:
        """What that environment has otherwise than this process."""
        own = self._folder / (".jupyter" if is_public else ".jupyter-internal")
        names = ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR")
        settings = {"JUPYTER_PREFER_ENV_PATH": "1", "JUPYTER_PLATFORM_DIRS": "1"}
        settings |= {name: str(own / name.lower()) for name in names}
        # What a library or a notebook lays aside goes with the run, also where the notebook is stopped.
        settings |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(own / "aside"))
        try:
            _lay(Path(settings["IPYTHONDIR"]) / "profile_default", own / "aside", is_public)
        except OSError as error:
            raise short_lived.no_room(error) from None
        return settings


def _lay(profile: Path, aside: Path, is_public: bool) -> None:
    """The folders that the settings name, and those of the kernel of public notebooks."""
    for folder in (profile, aside):
        folder.mkdir(parents=True, exist_ok=True)
    kernel = profile / "ipython_kernel_config.py"
    if is_public and not kernel.exists():  # it may be read at this moment
        kernel.write_text(_SHOWS_TEXT_ALONE, encoding="utf-8")
