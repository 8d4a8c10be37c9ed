"""What a brief can't be made of, said in whole sentences."""

from __future__ import annotations


class BriefError(Exception):
    """A brief can't be made as it was asked for; nothing was written."""
