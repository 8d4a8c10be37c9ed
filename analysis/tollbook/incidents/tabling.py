"""The table of findings: what was reconciled as columns, and the places that each finding lies in."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tollbook import places
from tollbook.incidents.reconciling import FLAGS, Reconciled
from tollbook.incidents.segments import Bools, lengths, starts_of


def table_of(result: Reconciled) -> pd.DataFrame:
    """The table of findings made of a result; see `Findings` for its columns."""
    evidence, found = result.evidence, result.bounds
    first_rows = evidence.starts
    voices = starts_of(evidence.finding, evidence.origin) if len(evidence) else first_rows
    frame = pd.DataFrame(
        {
            "incident_id": pd.Categorical.from_codes(evidence.incident[first_rows], evidence.incident_names),
            "measure": pd.Categorical.from_codes(evidence.measure[first_rows], evidence.measure_names),
            "base": pd.Categorical.from_codes(evidence.base[first_rows], evidence.base_names),
            "low": found.low,
            "best": found.best,
            "high": found.high,
            "open": found.open,
            "highest_stated": found.stated,
            "vague": found.vague & ~np.isnan(found.best),
            "start": result.first.astype("datetime64[D]").astype("datetime64[s]"),
            "end": result.last.astype("datetime64[D]").astype("datetime64[s]"),
            "claims": lengths(evidence.starts, len(evidence.rows)),
            "origins": np.bincount(evidence.finding[voices], minlength=len(evidence)).astype(np.int64),
            "flags": _flag_texts(result.flags, len(evidence)),
        }
    )
    return with_places(frame, result.place.pcode)


def with_places(frame: pd.DataFrame, pcode: Any) -> pd.DataFrame:
    """A table of findings with the places of some codes, shape (n,), and the units that each lies in."""
    codes = pd.Categorical(pcode)
    units = places.units(codes.categories)
    named = places.names(codes.categories)
    columns: dict[str, list[str]] = {
        "pcode": [str(code) for code in codes.categories],
        "place": [str(name) for name in named],
        **{level: [str(unit) for unit in units[level]] for level in ("level", "township", "district", "state")},
    }
    for name, values in columns.items():
        categories = sorted({*values, ""})
        number = {value: i for i, value in enumerate(categories)}
        lookup = np.array([number[value] for value in values] + [number[""]], dtype=np.int64)
        frame[name] = pd.Categorical.from_codes(lookup[codes.codes], pd.Index(categories, dtype=object))
    return frame[_COLUMNS]


_COLUMNS = [
    *("incident_id", "measure", "base", "low", "best", "high", "open", "highest_stated", "vague"),
    *("pcode", "place", "level", "township", "district", "state", "start", "end", "claims", "origins", "flags"),
]


def _flag_texts(flags: dict[str, Bools], size: int) -> pd.Categorical:
    """Flags as text, made once for each combination that occurs."""
    bits = np.zeros(size, dtype=np.int64)
    for position, name in enumerate(FLAGS):
        bits |= flags[name].astype(np.int64) << position
    present = np.unique(bits)
    texts = ["; ".join(name for i, name in enumerate(FLAGS) if bit >> i & 1) for bit in present.tolist()]
    return pd.Categorical.from_codes(np.searchsorted(present, bits), pd.Index(texts, dtype=object))
