"""Messages that stand in tables and not in a call: marked, so that they are found when catalogues are made."""

from __future__ import annotations


def mark(message: str) -> str:
    """Mark a message for the catalogues, where it is looked up later; gives it back as it is."""
    return message


def mark_count(one: str, many: str) -> tuple[str, str]:
    """Mark a message that has a singular and a plural, for `Words.count`; gives both back."""
    return one, many
