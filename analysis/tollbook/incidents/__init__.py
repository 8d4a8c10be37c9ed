"""Incidents: from claims to findings, and why each bound is where it is."""
