"""Approval: the harm check before something leaves, and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Approval:
    """Who let an output go, and when.

    Attributes
    ----------
    role : str
        Of who approved it, never a name.
    day : Timestamp
    """

    role: str
    day: pd.Timestamp
