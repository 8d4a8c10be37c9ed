"""What papermill loads by the name ``tollbook``.

papermill loads its engines while it is being imported itself. The class therefore derives from nothing of papermill's:
a module that needs papermill at its top could be met half imported, and would then stop papermill from being imported.
"""

from __future__ import annotations

from typing import Any


class TollbookEngine:
    """The engine, with the three methods that papermill calls."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **options: Any) -> Any:
        """Execute a notebook; see papermill's ``Engine.execute_notebook``."""
        from tollbook.series.engine.client import engine

        return engine().execute_notebook(nb, kernel_name, **options)

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> Any:
        """Name of the kernel that a notebook asks for."""
        from papermill.utils import nb_kernel_name  # type: ignore[import-untyped]

        return nb_kernel_name(nb, name)

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> Any:
        """Name of the language that a notebook is written in."""
        from papermill.utils import nb_language

        return nb_language(nb, language)
