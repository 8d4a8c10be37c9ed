"""Runs of the notebook of a brief: parameters, kernel, progress, and files put in their place together."""
