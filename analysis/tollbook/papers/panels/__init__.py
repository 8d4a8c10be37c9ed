"""Panels that papers alone have: figures entered in the ledger, as `briefs.panels` does for briefs and papers."""
