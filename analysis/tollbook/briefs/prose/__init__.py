"""Running text of a brief, made by rules from its figures."""
