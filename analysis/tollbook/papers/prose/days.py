"""Days as papers name them: whole quarters by their names too, which briefs have no need of."""

from __future__ import annotations

import pandas as pd

from tollbook.charts.words import Words, has_a_name


def is_quarter(start: pd.Timestamp, end: pd.Timestamp) -> bool:
    """Whether days are one whole quarter of a year."""
    last = pd.Timestamp(start + pd.DateOffset(months=3) - pd.Timedelta(days=1))
    return bool(start.is_quarter_start and end == last)


def named(start: pd.Timestamp, end: pd.Timestamp, words: Words) -> str:
    """A span as a table names it: "November 2024", "Q2 2023", "2023", else the days."""
    if is_quarter(start, end):
        quarter, year = words.number_plain(start.quarter), words.number_plain(start.year)
        return words.say("Q{n} {year}", n=quarter, year=year)
    return words.period(start, end) if has_a_name(start, end) else words.days(start, end, short=True)


def within(start: pd.Timestamp, end: pd.Timestamp, words: Words) -> str:
    """A span with its preposition, as running text has it: "in November 2024", "from 1 April to 30 June 2023"."""
    if start == end:
        return words.say("on {day}", day=words.day(end))
    if has_a_name(start, end):
        return words.say("in {period}", period=words.period(start, end))
    return words.say("from {period}", period=words.span(start, end))
