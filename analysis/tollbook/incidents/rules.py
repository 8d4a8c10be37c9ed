"""The rules by which claims become findings, by name; see ``reconciling`` for what each does."""

#: The first is the default.
RULES = ("envelope", "lowest", "latest", "priority", "corroborated")
