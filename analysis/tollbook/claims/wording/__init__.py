"""The grammar of wordings: from "no fewer than forty-two villagers" to a quantity with its bounds.

Text becomes tokens, tokens become phrases with a meaning (``lexicon``), number words become amounts, and amounts with
their qualifiers and links become parts, which are combined into one quantity, or into none. ``conventions`` holds what
vague words mean.
"""

from tollbook.claims.wording.quantity import Quantity, read

__all__ = ["Quantity", "read"]
