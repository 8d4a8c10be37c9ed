"""One module a concern: each finds what a rule of `tollbook.release.scan.rules.listed` forbids."""
