"""Panels that only papers have: what each part of a page shows, entered in the ledger or counted, as plain data."""
