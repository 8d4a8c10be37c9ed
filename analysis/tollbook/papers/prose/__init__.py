"""Sentences and names that only papers have."""
