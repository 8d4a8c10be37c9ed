"""Reading the Parquet files that Tollbook exports."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from tollbook.claims.frames import grid_of
from tollbook.claims.grid import Grid
from tollbook.claims.opening import Opened
from tollbook.claims.problems import ClaimsFileError


def read_parquet(opened: Opened) -> Grid:
    """The grid of a Parquet file.

    Raises
    ------
    ClaimsFileError
        The file is damaged or its columns are no text, numbers or days.
    """
    try:
        frame: pd.DataFrame = pq.read_table(pa.BufferReader(opened.data)).to_pandas()
        return grid_of(frame)
    except (pa.ArrowException, OSError, ValueError, TypeError) as error:
        raise ClaimsFileError(
            opened.name,
            "damaged_parquet",
            "The file begins like a Parquet file but can't be read as one.",
            "Export it again, or give the claims as CSV UTF-8 or XLSX.",
        ) from error
