"""The commands of ``tollbook series``, one a module."""
