"""Briefs: the facts of a place and period, the page made of them, and the files that go with it."""
