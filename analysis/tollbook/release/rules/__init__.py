"""One module a concern: each finds what a rule of `tollbook.release.rules.listed` forbids."""
