"""Measures that are part of another: children killed are part of civilians killed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tollbook import measures


def with_part_measures(table: pd.DataFrame) -> pd.DataFrame:
    """Give a measure that has no claim the finding of the measure that is part of it; report a part passing its whole.

    Four children killed are at least four civilians killed, and it is not known how many more: low and best are the
    part's and the finding is open.
    """
    for measure in measures.all_measures().values():
        if not measure.part_of or measure.name not in table["measure"].cat.categories:
            continue
        part = table[table["measure"] == measure.name]
        whole = table[table["measure"] == measure.part_of]
        lonely = part[~part["incident_id"].isin(whole["incident_id"])]
        table = _flag_passing(table, part, whole, f"{measure.part_name}'s range passes the total's")
        if len(lonely):
            table = _append(table, _lifted(lonely, measure.name, measure.part_of))
    return table


def _lifted(part: pd.DataFrame, name: str, whole: str) -> pd.DataFrame:
    said = pd.Series(f"from {name}", index=part.index)
    old = part["flags"].astype(str)
    return part.assign(
        measure=whole,
        high=np.nan,
        open=True,
        highest_stated=part["highest_stated"].fillna(part["best"]),
        flags=said.where(old == "", said + "; " + old),
    )


def _append(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Append rows and sort again, categories kept in alphabetical order."""
    joined = {}
    for name in ("measure", "flags"):
        names = sorted({*table[name].cat.categories, *rows[name].astype(str)})
        joined[name] = pd.CategoricalDtype(pd.Index(names, dtype=object))
    both = pd.concat([table.astype(joined), rows.astype(joined)], ignore_index=True)
    # Categories are in alphabetical order, so that their codes sort like their names, and far quicker.
    keys = [both[name].cat.codes.to_numpy() for name in ("base", "measure", "incident_id")]
    return both.take(np.lexsort(keys)).reset_index(drop=True)


def _flag_passing(table: pd.DataFrame, part: pd.DataFrame, whole: pd.DataFrame, new: str) -> pd.DataFrame:
    """Say on a part's finding that it passes its whole; neither figure is changed."""
    keys = ["incident_id", "base"]
    both = part.reset_index().merge(whole[[*keys, "low", "best", "high", "open"]], on=keys, suffixes=("", "_whole"))
    if both.empty:
        return table
    passes = (both["best"] > both["best_whole"]) | (both["high"] > both["high_whole"])
    passes |= both["low"] > both["high_whole"]
    rows = both.loc[passes, "index"].to_numpy()
    if len(rows) == 0:
        return table
    flags = table["flags"].astype(object)
    old = flags.loc[rows]
    flags.loc[rows] = [new if text == "" else f"{text}; {new}" for text in old]
    return table.assign(flags=pd.Categorical(flags))
