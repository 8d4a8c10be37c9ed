"""The class that the parameters of every notebook are of."""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from tollbook.briefs.subject import mark_of
from tollbook.suite.declared import fitting


class Parameters(BaseModel):
    """Parameters of a notebook: its parameters cell holds the same names, order and defaults.

    They are made by `checking.check`, which says all that is wrong at once. A subclass declares one field for each,
    from `fields`, and may leave checks out or add some.

    Attributes
    ----------
    checks : tuple of callable
        What has to fit together; see `fitting`.
    examines_claims : bool
        Whether the notebook is there to tell what is wrong with the claims. Of any other it is told before it runs.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    checks: ClassVar[tuple[fitting.Check, ...]] = fitting.CHECKS
    examines_claims: ClassVar[bool] = False

    @property
    def folder(self) -> str:
        """Where what is made goes."""
        return str(getattr(self, "output", "."))

    @property
    def mark(self) -> str:
        """What marks every file that is made: ``internal``, ``draft``, or nothing where it was approved.

        A notebook without a parameter for its release is public.
        """
        return mark_of(self.which_release, getattr(self, "approval", None) is not None)

    @property
    def which_release(self) -> str:
        """``public`` or ``internal``."""
        return str(getattr(self, "release", "public"))

    def stem(self) -> str | None:
        """What the files will be called, where that is known before the notebook runs; else None."""
        return None
